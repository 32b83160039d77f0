//! `fengong review`: where the pages go, what is never overwritten, what is said.

#[path = "support/cli.rs"]
mod support;

use support::{Desk, PLAN, TITLE};

#[test]
fn a_page_is_written_and_never_over_another_file() {
    let desk = Desk::with_plan();
    let run = desk.run(&["review", "要点.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let name = format!("{TITLE}-核对页.html");
    assert!(run.out.contains(&name) && run.out.contains("任务数 4"), "{}", run.out);
    let first = &desk.files("")[&name];
    assert!(first.starts_with(b"<!DOCTYPE html>") && first.ends_with(b"</html>\n"));

    let again = desk.run(&["review", "要点.txt"]);
    assert_eq!((again.code, again.out.as_str()), (2, ""));
    assert!(
        again.err.contains("已存在") && again.err.contains("--force"),
        "{}",
        again.err
    );
    desk.write(&name, "旧");
    assert_eq!(desk.run(&["review", "要点.txt", "--force", "-q"]).out, "");
    assert_eq!(
        &desk.files("")[&name],
        first,
        "the same bytes again, and nothing left beside"
    );
    assert_eq!(desk.files("").len(), 2);
}

#[test]
fn the_output_may_be_a_file_a_folder_or_the_screen() {
    let desk = Desk::with_plan();
    desk.run(&["review", "要点.txt", "-o", "新/页.html", "-q"]);
    let page = desk.files("")["新/页.html"].clone();
    let run = desk.run(&["review", "要点.txt", "-o", "新"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(desk.files("")[&format!("新/{TITLE}-核对页.html")], page);
    let run = desk.run_with(&["review", "-", "-o", "-"], PLAN.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("<!DOCTYPE html>") && run.out.ends_with("</html>\n"));
    let run = desk.run(&["review", "要点.txt", "-o", "要点.txt", "--force"]);
    assert_eq!((run.code, desk.files("")["要点.txt"].as_slice()), (2, PLAN.as_bytes()));
}

#[test]
fn several_plans_give_a_file_each_and_a_bad_one_stops_none() {
    let desk = Desk::with_plan();
    desk.write("夹/甲.txt", PLAN);
    desk.write("夹/空.txt", "");
    let run = desk.run(&["review", "要点.txt", "夹", "-o", "页"]);
    assert_eq!(run.code, 3);
    let files = desk.files("页");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [format!("{TITLE}-核对页.html"), format!("{TITLE}-核对页（2）.html")]
    );
    assert!(run.out.contains("共 3 份文件：完成 2 份，未完成 1 份。") && run.err.contains("空.txt"));
    assert_eq!(desk.run(&["review", "要点.txt", "夹", "-o", "-"]).code, 2);
}

#[test]
fn the_options_of_reading_hold_for_pages_too() {
    let desk = Desk::with_plan();
    desk.write("密.txt", format!("秘密★1年\n{PLAN}"));
    let run = desk.run(&["review", "密.txt"]);
    assert_eq!((run.code, desk.files("").len()), (5, 2));
    let run = desk.run(&["review", "密.txt", "--allow-classified", "-o", "-"]);
    assert!(run.out.contains("\"marking\":\"秘密★1年\""), "{}", run.err);
    desk.write("模板/review.toml", "[words]\nprint = \"印出来\"\n");
    let run = desk.run(&["review", "要点.txt", "--templates", "模板", "-o", "-"]);
    assert!(run.out.contains(">印出来<"), "{}", run.err);
    desk.write("名册.csv", "单位名称,联系人\n市教育局,张三\n");
    let run = desk.run(&["review", "要点.txt", "--directory", "名册.csv", "-o", "-"]);
    assert!(run.out.contains("张三"));
}
