//! 密级: nothing is done without being told to, and then the marking stands on everything that is written.

use std::io::{Cursor, Read};

use calamine::{Reader, Xlsx};
use fengong::pipeline::{Extraction, Options, build, extract};
use fengong::plan::LedgerKind;
use fengong::{Error, Templates};

const PLAN: &str = "\
000012
机密★3年
特急

青山区2031年安全工作要点

一、基础工作
1.完善值班制度。（区委办公室、区公安分局）
2.开展演练2次。（区应急局）
";

fn read(allow: bool) -> Result<Extraction, Error> {
    let mut options = Options::default();
    options.outline.allow_classified = allow;
    extract("要点.txt", PLAN.into(), &Templates::built_in().unwrap(), &options)
}

#[test]
fn a_marking_stops_the_work_with_its_own_exit_code() {
    let error = read(false).unwrap_err();
    assert_eq!(error.exit_code(), 5);
    let said = error.to_string();
    assert!(
        said.contains("机密★3年") && said.contains("--allow-classified"),
        "{said}"
    );
}

#[test]
fn an_allowed_marking_is_neither_title_nor_task() {
    let plan = read(true).unwrap().plan;
    assert_eq!(plan.title, "青山区2031年安全工作要点");
    assert_eq!(plan.tasks.len(), 2);
    let marking = plan.front.marking.unwrap();
    assert_eq!(marking.text, "机密★3年");
    let entry = plan
        .ledger
        .iter()
        .find(|entry| entry.span.contains(marking.span))
        .unwrap();
    assert_eq!(entry.kind, LedgerKind::Front);
}

#[test]
fn an_allowed_marking_stands_on_every_sheet_and_every_list() {
    let extraction = read(true).unwrap();
    let files = build(&extraction, &Templates::built_in().unwrap(), &Options::default()).unwrap();
    let books: Vec<_> = files.iter().filter(|file| file.path.ends_with(".xlsx")).collect();
    assert_eq!(books.len(), 4);
    for file in books {
        let mut book = Xlsx::new(Cursor::new(file.bytes.clone())).unwrap();
        for (name, sheet) in book.worksheets() {
            let cells = sheet.rows().flatten().map(ToString::to_string);
            let shown = cells.filter(|cell| cell.contains("机密★3年")).count();
            assert!(shown > 0, "{} {name}", file.path);
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes.clone())).unwrap();
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            if name.starts_with("xl/worksheets/sheet") {
                let mut xml = String::new();
                part.read_to_string(&mut xml).unwrap();
                let header = xml.split("<oddHeader>").nth(1).unwrap_or_default();
                assert!(header.contains("机密★3年"), "{} {name}", file.path);
            }
        }
    }
}
