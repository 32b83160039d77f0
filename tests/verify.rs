//! Workbooks, edited as the lines above the plan say, against their plan: `tests/cases/verify/`. What is expected are
//! the differences and the reasons for what differs without being one.
//!
//! `@build …` options of the reading, as on the command line; `@roster 群体：甲、乙` the members of a group;
//! `@set 表!E7 文字`, `@delete 表 7`, `@reverse 表 5 9` (sorting), `@add 表 20 E=文字`, `@uncompute 表`, `@rename 表 新名`, `@copy 表 新名`; `@list 2` takes
//! the list of the second unit in place of the master workbook; `@without roster` verifies without it.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/edit.rs"]
mod edit;
#[allow(dead_code, reason = "shared by several test binaries")]
#[path = "support/extraction.rs"]
mod support;

use std::fmt::Write;
use std::sync::Arc;

use edit::Edit;
use fengong::Error;
use fengong::directory::RosterFile;
use fengong::pipeline::{Input, Options, build, extract_all};
use fengong::verify::{Report, Workbook, verify};

#[test]
fn cases() {
    cases::run("verify", |_, input| {
        let (edits, text) = split(input);
        match report(&edits, &text) {
            Ok(report) => show(&report),
            Err(error) => format!("{error}\n"),
        }
    });
}

fn split(input: &str) -> (Vec<Vec<&str>>, String) {
    let edits = input.lines().filter_map(|line| line.strip_prefix('@'));
    let text: Vec<&str> = input.lines().filter(|line| !line.starts_with('@')).collect();
    (
        edits.map(|edit| edit.splitn(4, ' ').collect()).collect(),
        text.join("\n") + "\n",
    )
}

fn report(edits: &[Vec<&str>], text: &str) -> Result<Report, Error> {
    let mut options = Options::default();
    let mut without = options.clone();
    let mut list = 0;
    for edit in edits {
        match edit[..] {
            ["build", "--first-is-lead"] => options.assemble.first_is_lead = true,
            ["build", "--default-deadline", "year-end"] => options.assemble.default_year_end = true,
            ["build", "--task-level", level] => options.assemble.task_level = Some(level.into()),
            ["roster", members] => {
                let (group, members) = members.split_once('：').expect("a group");
                let rows = members.split('、').map(|member| format!("{group},{member}\n"));
                let table = format!("群体,成员单位\n{}", rows.collect::<String>());
                options.assemble.roster = Some(Arc::new(RosterFile::parse("名册.csv", table.as_bytes())?));
                without = Options::default();
                without.assemble.roster.clone_from(&options.assemble.roster);
            }
            ["without", "roster"] => without = Options::default(),
            ["list", unit] => list = unit.parse().expect("a number"),
            _ => {}
        }
    }
    let files = vec![Input::new("要点.txt", text.into())];
    let extraction = extract_all(files.clone(), support::templates(), &options)?;
    let written = build(&extraction, support::templates(), &options)?;
    let mut book = Edit::new(&written[list].bytes);
    edits.iter().for_each(|edit| apply(&mut book, edit));
    let workbook = Workbook::open("工作簿.xlsx", &book.bytes())?;
    // What the workbook records need not be given again.
    workbook.proof.reading.apply(&mut without.assemble);
    let again = extract_all(files, support::templates(), &without)?;
    verify(&workbook, &extraction.document, Ok(&again))
}

fn apply(book: &mut Edit, edit: &[&str]) {
    let number = |text: &str| text.parse().expect("a number");
    match edit {
        ["set", place, text @ ..] => {
            let (sheet, cell) = place.split_once('!').expect("表!E7");
            book.set(sheet, cell, &text.join(" "));
        }
        ["delete", sheet, row] => book.delete(sheet, number(row)),
        ["reverse", sheet, first, last] => book.reverse(sheet, number(first), number(last)),
        ["add", sheet, row, cells] => {
            let cells: Vec<(&str, &str)> = cells.split(' ').filter_map(|cell| cell.split_once('=')).collect();
            book.add(sheet, number(row), &cells);
        }
        ["uncompute", sheet] => book.forget_results(sheet),
        ["rename", sheet, name] => book.rename(sheet, name),
        ["copy", sheet, name] => book.copy(sheet, name),
        ["lose", "proof"] => book.lose_proof(),
        _ => {}
    }
}

fn show(report: &Report) -> String {
    let mut shown = String::new();
    for found in &report.differences {
        let cell = found.cell.as_deref().map(|cell| format!("!{cell}")).unwrap_or_default();
        let about = [&found.task, &found.column].into_iter().flatten();
        let about: Vec<&str> = about.map(String::as_str).collect();
        let line = found
            .place
            .as_ref()
            .map(|place| format!("@{}", place.line))
            .unwrap_or_default();
        let _ = writeln!(
            shown,
            "{} {}{cell} {}: “{}” / “{}”{line}",
            found.reason,
            found.sheet,
            about.join(" "),
            found.workbook,
            found.expected
        );
    }
    for explained in &report.explained {
        let _ = writeln!(shown, "= {} {} {}", explained.reason, explained.count, explained.of);
    }
    for remark in &report.remarks {
        let _ = writeln!(shown, "! {remark}");
    }
    if report.differences.is_empty() {
        shown.push_str("没有差异\n");
    }
    shown
}

/// Lists, master and everything: nothing of what the product itself writes is a difference.
#[test]
fn every_workbook_of_the_seeds_is_clean() {
    let folder = format!("{}/seeds", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).expect("seeds") {
        let path = entry.expect("seed").path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let extraction = support::read(std::fs::read(&path).expect("seed")).expect("a plan");
        for file in build(&extraction, support::templates(), &Options::default()).expect("workbooks") {
            if file.path.ends_with(".xlsx") {
                let workbook = Workbook::open(&file.path, &file.bytes).expect("a workbook");
                let report = verify(&workbook, &extraction.document, Ok(&extraction)).expect("the same plan");
                assert_eq!(report.differences, [], "{}: {}", path.display(), file.path);
                assert!(report.checked.from_plan > 0);
            }
        }
    }
}

/// Every cell of the proof of the pages, one after the other: nobody reads it by chance, and what was changed in it is
/// not believed.
#[test]
fn a_changed_proof_is_not_believed() {
    let extraction = support::read("要点\n1.建设公园。（区教育局）\n").expect("a plan");
    let files = build(&extraction, support::templates(), &Options::default()).expect("workbooks");
    let mut book = Edit::new(&files[0].bytes);
    let proof = book.sheet_names().last().expect("sheet").to_string();
    book.set(&proof, "A2", "#{}#");
    let error = Workbook::open("工作簿.xlsx", &book.bytes()).expect_err("changed");
    assert!(error.to_string().contains("被改动过"), "{error}");
}
