//! `fengong verify`, as typed: which workbooks, exit codes, messages. What it finds in a workbook is in `verify.rs`.

#[path = "support/edit.rs"]
mod edit;
#[path = "support/cli.rs"]
mod support;

use edit::Edit;
use support::{Desk, PLAN, TITLE};

/// A folder with the plan and the workbooks made of it in `分工`.
fn desk(options: &[&str]) -> Desk {
    let desk = Desk::with_plan();
    let run = desk.run(&[&["build", "要点.txt", "-o", "分工", "-q"], options].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    desk
}

fn master() -> String {
    format!("分工/{TITLE}-责任分工.xlsx")
}

/// A workbook that a person made.
fn own_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "通讯录").unwrap();
    book.save_to_buffer().unwrap()
}

fn edit(desk: &Desk, path: &str, change: impl FnOnce(&mut Edit)) {
    let mut book = Edit::new(&std::fs::read(desk.path(path)).unwrap());
    change(&mut book);
    desk.write(path, book.bytes());
}

#[test]
fn a_fresh_folder_is_clean_and_an_edit_is_found() {
    let desk = desk(&[]);
    let run = desk.run(&["verify", "分工", "要点.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.ends_with("共 4 个工作簿，都没有差异。\n"), "{}", run.out);
    edit(&desk, &master(), |book| book.set("任务台账", "E6", "开展进校园活动。"));
    let run = desk.run(&["verify", "分工", "要点.txt"]);
    assert_eq!(run.code, 1);
    let found = "“任务台账” E6（1.2 任务内容）：人工改动\n     表中：开展进校园活动。\n     原文：开展健康科普进校园活动。（第 7 行，";
    assert!(run.out.contains(found), "{}", run.out);
    assert!(
        run.out.ends_with("共 4 个工作簿：3 个没有差异，1 个共有差异 1 处。\n"),
        "{}",
        run.out
    );
}

#[test]
fn options_of_the_reading_need_not_be_typed_again() {
    let desk = desk(&[
        "--first-is-lead",
        "--default-deadline",
        "year-end",
        "--skip-section",
        "合理膳食",
    ]);
    let run = desk.run(&["verify", &master(), "要点.txt"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        run.out.contains("角色按用户选项推定") && run.out.contains("默认"),
        "{}",
        run.out
    );
}

#[test]
fn another_encoding_is_the_same_plan_and_another_text_is_not() {
    let desk = desk(&[]);
    let (gbk, ..) = encoding_rs::GB18030.encode(PLAN);
    desk.write("要点.txt", gbk.as_ref());
    assert_eq!(desk.run(&["verify", &master(), "要点.txt"]).code, 0);
    desk.write("要点.txt", PLAN.replace("步道", "公园"));
    let run = desk.run(&["verify", "分工", "要点.txt"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    assert!(
        run.err.contains("不是由“要点.txt”生成的") && run.err.contains("--annex"),
        "{}",
        run.err
    );
    assert_eq!(run.err.matches("错误：").count(), 2, "{}", run.err);
    assert!(run.err.contains("另有 3 个工作簿情形相同"), "{}", run.err);
}

#[test]
fn several_files_are_one_plan() {
    let desk = Desk::with_plan();
    desk.write("通知.txt", "关于印发要点的通知\n各区人民政府：\n现印发给你们。\n");
    let files = ["通知.txt", "--annex", "要点.txt"];
    assert_eq!(desk.run(&[&["build", "-o", "分工", "-q"], &files[..]].concat()).code, 0);
    edit(&desk, &master(), |book| book.set("任务台账", "E5", "别的。"));
    let run = desk.run(&[&["verify", &master()], &files[..]].concat());
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("（“要点.txt”第 5 行，"), "{}", run.out);
}

#[test]
fn bad_input_gets_one_clear_message() {
    let desk = desk(&[]);
    desk.write("空.xlsx", "");
    desk.write("文.xlsx", PLAN);
    let whole = std::fs::read(desk.path(&master())).unwrap();
    desk.write("断.xlsx", &whole[..whole.len() / 2]);
    desk.write("别.xlsx", own_workbook());
    let said = |book: &str, words: &str| {
        let run = desk.run(&["verify", book, "要点.txt"]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{book}");
        assert!(run.err.contains(words), "{book}: {}", run.err);
        assert_eq!(run.err.matches("错误：").count(), 1, "{book}: {}", run.err);
    };
    said("空.xlsx", "不是 Excel 工作簿");
    said("文.xlsx", "不是 Excel 工作簿");
    said("断.xlsx", "不是完好的 Excel 工作簿");
    said("别.xlsx", "不是本程序生成的工作簿");
    said("没有.xlsx", "找不到文件");
    let run = desk.run(&["verify", "要点.txt", &master()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("最后要写原文"), "{}", run.err);
    desk.write("空的/x.txt", "");
    let run = desk.run(&["verify", "空的", "要点.txt"]);
    assert!(run.code == 3 && run.err.contains("没有工作簿"), "{}", run.err);
}

#[test]
fn a_persons_own_workbook_in_the_folder_is_passed_over() {
    let desk = desk(&[]);
    desk.write("分工/自己的.xlsx", own_workbook());
    desk.write("分工/~$自己的.xlsx", "x");
    let run = desk.run(&["verify", "分工", "要点.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("1 个工作簿不是本程序生成的"), "{}", run.err);
}

#[test]
fn json_is_one_object_or_an_array() {
    let desk = desk(&[]);
    edit(&desk, &master(), |book| book.delete("任务台账", 5));
    let run = desk.run(&["verify", &master(), "要点.txt", "-f", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let differences = report["differences"].as_array().unwrap();
    let missing = differences
        .iter()
        .find(|found| found["kind"] == "row_missing")
        .expect("the row");
    assert_eq!(
        (missing["sheet"].as_str(), missing["task"].as_str()),
        (Some("任务台账"), Some("1.1"))
    );
    assert_eq!(missing["place"]["line"], 5);
    let run = desk.run(&["verify", "分工", "要点.txt", "-f", "json"]);
    let reports: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(reports.as_array().map(Vec::len), Some(4));
}
