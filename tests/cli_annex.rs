//! `--annex`: a notice and its annexes in files of their own, by every command.

#[path = "support/cli.rs"]
mod support;

use calamine::{Data, Reader, Xlsx, open_workbook};
use support::{Desk, PLAN};

const NOTICE: &str = "\
关于印发海滨市健康促进行动2023年工作要点的通知

各区人民政府：
现将要点印发给你们。列第一位的为牵头单位。

海滨市健康促进委员会办公室
2023年5月23日";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("通知.txt", NOTICE);
    desk.write("附/要点.txt", PLAN);
    desk
}

const ARGS: [&str; 3] = ["通知.txt", "--annex", "附/要点.txt"];

#[test]
fn the_text_is_both_and_positions_count_in_it() {
    let desk = desk();
    let text = desk.run(&[&["extract", "-f", "text"], &ARGS[..]].concat());
    assert_eq!(
        (text.code, text.out.as_str()),
        (0, format!("{NOTICE}\n{PLAN}").as_str())
    );
    let plan: fengong::Plan = serde_json::from_str(&desk.run(&[&["extract"], &ARGS[..]].concat()).out).unwrap();
    let chars: Vec<char> = text.out.chars().collect();
    let slice = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
    for task in &plan.tasks {
        assert_eq!(slice(task.span.start, task.span.end), task.text);
    }
    let files: Vec<(&str, String)> = plan
        .source
        .files
        .iter()
        .map(|file| (file.name.as_str(), slice(file.start, file.start + file.chars)))
        .collect();
    assert_eq!(
        files,
        [("通知.txt", NOTICE.to_string()), ("要点.txt", PLAN.to_string())]
    );
}

#[test]
fn a_notice_without_its_annex_says_where_the_tasks_are() {
    let desk = desk();
    desk.write("单.txt", format!("{NOTICE}\n附件：海滨市健康促进行动2023年工作要点"));
    let run = desk.run(&["check", "单.txt"]);
    assert_eq!(run.code, 3);
    let told = "附件“海滨市健康促进行动2023年工作要点”";
    assert!(run.err.contains(told) && run.err.contains("--annex"), "{}", run.err);
}

#[test]
fn check_and_csv_name_the_file_and_its_line() {
    let desk = desk();
    let run = desk.run(&[&["check"], &ARGS[..]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let repeated = "附/要点.txt:9: 注意[repeated-number] ";
    assert!(run.out.contains(&repeated.replace('/', std::path::MAIN_SEPARATOR_STR)) || run.out.contains(repeated));
    assert!(run.out.contains("  9 | 2、推进健康步道建设。\n"), "{}", run.out);
    assert!(run.out.contains("通知.txt:4: 提示[rule-sentence] "), "{}", run.out);
    let table = desk.run(&[&["extract", "-f", "csv"], &ARGS[..]].concat()).out;
    let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let first: std::collections::HashMap<String, String> = rows.deserialize().next().unwrap().unwrap();
    assert_eq!((first["来源文件"].as_str(), first["行号"].as_str()), ("要点.txt", "5"));
}

#[test]
fn the_workbook_says_which_file_a_line_is_in() {
    let desk = desk();
    let run = desk.run(&[&["build", "-o", "夹"], &ARGS[..]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let name = desk
        .files("夹")
        .into_keys()
        .find(|name| !name.contains('/') && name.ends_with(".xlsx"));
    let mut book: Xlsx<_> = open_workbook(desk.path("夹").join(name.unwrap())).unwrap();
    for (sheet, wanted) in [
        ("原文", ["要点.txt", "9", "2、推进健康步道建设。"]),
        ("核对", ["要点.txt", "9", "序号“2、”重复，任务都已保留，按位置另编编号"]),
    ] {
        let range = book.worksheet_range(sheet).unwrap();
        let found = range.rows().any(|row| {
            let cells: Vec<String> = row.iter().map(Data::to_string).collect();
            let mut from = cells.iter();
            wanted.iter().all(|cell| from.any(|found| found == cell))
        });
        assert!(found, "{sheet}");
    }
    let about = book.worksheet_range("说明").unwrap();
    let cells: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(
        cells
            .iter()
            .any(|cell| cell.starts_with("通知.txt、要点.txt（txt，UTF-8，")),
        "{cells:?}"
    );
    assert!(
        cells
            .iter()
            .any(|cell| cell.lines().count() == 2 && cell.ends_with(" 要点.txt")),
        "{cells:?}"
    );
    // A plan from one file has no such column.
    desk.run(&["build", "附/要点.txt", "-o", "单"]);
    let name = desk
        .files("单")
        .into_keys()
        .find(|name| !name.contains('/') && name.ends_with(".xlsx"));
    let mut book: Xlsx<_> = open_workbook(desk.path("单").join(name.unwrap())).unwrap();
    let range = book.worksheet_range("原文").unwrap();
    assert!(range.cells().all(|(_, _, cell)| *cell != "文件"));
}

#[test]
fn one_of_the_two_may_come_from_standard_input() {
    let desk = desk();
    let run = desk.run_with(
        &["extract", "-f", "text", "-", "--annex", "附/要点.txt"],
        NOTICE.as_bytes(),
    );
    assert_eq!(run.out, format!("{NOTICE}\n{PLAN}"));
    let run = desk.run_with(&["extract", "-f", "text", "通知.txt", "--annex", "-"], PLAN.as_bytes());
    assert_eq!(run.out, format!("{NOTICE}\n{PLAN}"));
}

#[test]
fn annexes_belong_to_one_notice() {
    let desk = desk();
    desk.write("乙.txt", PLAN);
    for (args, words) in [
        (
            &["build", "通知.txt", "乙.txt", "--annex", "附/要点.txt"][..],
            "--annex 只能与一份文件同用",
        ),
        (&["extract", "附", "--annex", "乙.txt"], "--annex 只能与一份文件同用"),
        (&["check", "通知.txt", "--annex", "附"], "“附”是文件夹"),
        (&["check", "通知.txt", "--annex", "./通知.txt"], "写了两次"),
        (&["check", "-", "--annex", "-"], "“-”（标准输入）只能写一次"),
    ] {
        let run = desk.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{}", run.err);
    }
    let missing = desk.run(&["build", "通知.txt", "--annex", "无.txt"]);
    assert_eq!((missing.code, missing.out.as_str()), (3, ""));
    assert!(missing.err.starts_with("错误：找不到文件“无.txt”。"), "{}", missing.err);
    let output = desk.run(&["extract", "通知.txt", "--annex", "附/要点.txt", "-o", "附/要点.txt"]);
    assert_eq!(output.code, 2);
}
