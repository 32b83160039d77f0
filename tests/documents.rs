//! One plan in every format, and one table: whatever the format, the plan is the same, apart from where it stands.
//! `tests/documents/README.md` tells how each file was made.

#[path = "support/extraction.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use fengong::pipeline::{Extraction, Options, extract};
use fengong::read::Changes;
use serde_json::Value;
use support::{check, check_json, templates};

/// Keys of values that say where something stands or how it was read.
const PLACES: &[&str] = &[
    "source",
    "ledger",
    "span",
    "number_span",
    "pieces",
    "line",
    "place",
    "spans",
    "name_span",
    "metric_span",
    "start",
    "end",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)
}

fn read(path: &Path, options: &Options) -> Extraction {
    let name = path.file_name().expect("name").to_string_lossy();
    let bytes = fs::read(path).expect("document");
    let found = extract(&name, bytes, templates(), options).unwrap_or_else(|error| panic!("{name}: {error}"));
    check(&found)
        .and_then(|()| check_json(&found.plan))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    found
}

/// The plan without places, and without findings about the file.
fn plan(found: &Extraction) -> Value {
    let mut plan = serde_json::to_value(&found.plan).expect("JSON");
    strip(&mut plan);
    if let Some(Value::Array(notes)) = plan.get_mut("notes") {
        notes.retain(|note| note["code"] != "reading");
    }
    plan
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| !PLACES.contains(&key.as_str()));
            fields.values_mut().for_each(strip);
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Compares every document of a folder with the one in plain text; gives how many there are.
fn same(name: &str) -> usize {
    let text = plan(&read(&folder(name).join(format!("{name}.txt")), &Options::default()));
    let mut paths: Vec<PathBuf> = fs::read_dir(folder(name))
        .expect("folder")
        .map(|entry| entry.expect("entry").path())
        .collect();
    paths.sort();
    let mut failures = String::new();
    for path in &paths {
        let found = plan(&read(path, &Options::default()));
        differences("", &text, &found, &mut |line| {
            failures.push_str(&format!("{}: {line}\n", path.display()))
        });
    }
    assert!(failures.is_empty(), "{failures}");
    paths.len()
}

fn differences(at: &str, expected: &Value, found: &Value, tell: &mut impl FnMut(String)) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for key in expected
                .keys()
                .chain(found.keys().filter(|key| !expected.contains_key(*key)))
            {
                let none = &Value::Null;
                let (a, b) = (expected.get(key).unwrap_or(none), found.get(key).unwrap_or(none));
                differences(&format!("{at}/{key}"), a, b, tell);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (place, (a, b)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{at}/{place}"), a, b, tell);
            }
        }
        _ if expected == found => {}
        _ => tell(format!("{at}\n  {expected}\n  {found}")),
    }
}

#[test]
fn one_plan_in_every_format() {
    assert!(same("plan") >= 16);
}

#[test]
fn one_table_in_every_format() {
    assert!(same("table") >= 7);
}

#[test]
fn traditional_characters_in_big5_are_read() {
    let text = "青山區2031年健康促進工作要點\n一、健康校園行動\n1.建設健康校園，開展健康教育。（區教育局牽頭，區體育局配合）\n";
    let (bytes, _, lost) = encoding_rs::BIG5.encode(text);
    assert!(!lost);
    let found = extract("要點.txt", bytes.into_owned(), templates(), &Options::default()).expect("a plan");
    assert_eq!(found.document.text, text);
    assert_eq!((&*found.plan.source.encoding, found.plan.tasks.len()), ("Big5", 1));
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    let found = extract("要點.txt", bytes.into_owned(), templates(), &Options::default()).expect("a plan");
    assert_eq!(found.document.text, text);
}

#[test]
fn what_was_changed_can_be_read_as_it_stood() {
    let path = folder("plan").join("plan.tricky.docx");
    let mut options = Options::default();
    let accepted = read(&path, &options);
    let remarks: Vec<&str> = accepted.document.remarks.iter().map(String::as_str).collect();
    assert!(remarks.iter().any(|remark| remark.contains("修订痕迹")), "{remarks:?}");
    assert!(
        remarks.iter().any(|remark| remark.contains("请核实场次")),
        "{remarks:?}"
    );
    assert!(remarks.iter().any(|remark| remark.contains("隐藏文字")), "{remarks:?}");
    options.read.changes = Changes::Original;
    let original = read(&path, &options);
    assert!(original.document.text.contains("1.举办健康培训班80期"));
    assert!(accepted.document.text.contains("1.举办健康讲座120场"));
    assert!(!accepted.document.text.contains("内部掌握"));
}

#[test]
fn places_are_told_in_the_words_of_the_format() {
    let place = |name: &str, document: &str, words: &str| {
        let found = read(&folder(name).join(document), &Options::default());
        let at = found
            .document
            .text
            .find(words)
            .unwrap_or_else(|| panic!("{words} in {document}"));
        found.document.locate(at).to_string()
    };
    assert_eq!(place("plan", "plan.docx", "新建健康主题公园"), "第6段");
    assert_eq!(place("plan", "plan.docx", "更新救护车"), "表1第4行");
    assert_eq!(place("plan", "plan.txt", "新建健康主题公园"), "第7行");
    assert_eq!(place("table", "table.xlsx", "市财政局\n"), "工作表“责任分工”单元格D4");
    assert_eq!(place("table", "table.ods", "更新救护车"), "工作表“分工”单元格B5");
    let found = read(&folder("table").join("table.xlsx"), &Options::default());
    assert_eq!(
        found.plan.source.in_words(found.plan.tasks[2].line),
        "工作表“责任分工”第6行"
    );
}

#[test]
fn cells_say_what_a_person_sees() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("分工").expect("name");
    let format = |code: &str| rust_xlsxwriter::Format::new().set_num_format(code);
    let headings = [
        "序号",
        "任务",
        "牵头单位",
        "完成时限",
        "目标",
        "经费（万元）",
        "内部备注",
    ];
    for (column, heading) in headings.iter().enumerate() {
        sheet.write(0, column as u16, *heading).expect("heading");
    }
    let rows = [
        ("新建健康步道3条。", "市体育局", "yyyy\"年\"m\"月\"d\"日\";@", "0%"),
        ("改造公厕30座。", "市住建局", "m\"月\"d\"日\"", "0.0%"),
        ("不看。", "市统计局", "yyyy/m/d", "0"),
        (
            "更新设备20台。",
            "市教育局",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"",
            "0\"分\"",
        ),
    ];
    for (row, (task, unit, day, goal)) in rows.iter().enumerate() {
        let row = row as u32 + 1;
        sheet.write(row, 0, row).expect("number");
        sheet.write(row, 1, *task).expect("task");
        sheet.write(row, 2, *unit).expect("unit");
        sheet.write_with_format(row, 3, 48029.0, &format(day)).expect("day");
        sheet.write_with_format(row, 4, 0.95, &format(goal)).expect("goal");
        sheet
            .write_with_format(row, 5, 12000.5, &format("#,##0.00_ "))
            .expect("sum");
        sheet.write(row, 6, "不宜公开").expect("remark");
    }
    sheet.set_row_hidden(3).expect("row");
    sheet.set_column_hidden(6).expect("column");
    let bytes = book.save_to_buffer().expect("workbook");
    let found = extract("表.xlsx", bytes, templates(), &Options::default()).expect("a plan");
    let lines: Vec<&str> = found.document.text.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "1\t新建健康步道3条。\t市体育局\t2031年6月30日\t95%\t12,000.50",
            "2\t改造公厕30座。\t市住建局\t6月30日\t95.0%\t12,000.50",
            "4\t更新设备20台。\t市教育局\t二〇三一年六月\t1分\t12,000.50",
        ]
    );
    for words in ["隐藏的行（4）没有读入", "隐藏的列（G）没有读入"] {
        let told = &found.document.remarks;
        assert!(told.iter().any(|remark| remark.contains(words)), "{told:?}");
    }
}
