//! `fengong extract`: what comes out, and where to.

#[path = "support/cli.rs"]
mod support;

use std::process::Stdio;

use support::{Desk, PLAN, TITLE};

#[test]
fn extract_gives_one_plan_or_an_array() {
    let desk = Desk::with_plan();
    let one = desk.run(&["extract", "要点.txt"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    let plan: fengong::Plan = serde_json::from_str(&one.out).unwrap();
    assert_eq!((plan.title.as_str(), plan.tasks.len()), (TITLE, 4));
    assert_eq!(plan.source.name, "要点.txt");
    desk.write("夹/要点.txt", PLAN);
    let several = desk.run(&["extract", "要点.txt", "无.txt", "夹/要点.txt"]);
    assert_eq!(several.code, 3);
    let plans: Vec<fengong::Plan> = serde_json::from_str(&several.out).unwrap();
    assert_eq!(plans, vec![plan.clone(), plan]);
    let none = desk.run(&["extract", "无.txt", "无2.txt"]);
    assert_eq!((none.code, none.out.as_str()), (3, ""));
}

#[test]
fn extract_jsonl_has_a_plan_a_line() {
    let desk = Desk::with_plan();
    desk.write("乙.txt", PLAN);
    let run = desk.run(&["extract", "要点.txt", "乙.txt", "--format", "jsonl"]);
    assert_eq!(run.out.lines().count(), 2);
    for line in run.out.lines() {
        serde_json::from_str::<fengong::Plan>(line).unwrap();
    }
}

#[test]
fn extract_csv_has_a_row_for_each_task_and_owner() {
    let desk = Desk::with_plan();
    desk.write("乙.txt", PLAN);
    let run = desk.run(&["extract", "要点.txt", "乙.txt", "-f", "csv"]);
    let table = run.out.strip_prefix('\u{feff}').unwrap();
    assert!(!table.contains('\u{feff}') && table.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // Five a plan: four pairs and the task without an owner.
    assert_eq!(rows.len(), 10);
    assert_eq!(&rows[0][5], "建设市级健康科普专家库。");
    assert_eq!(&rows[0][6], "市卫健委");
    assert_eq!((&rows[3][5], &rows[3][6]), ("推进健康步道建设。", ""));
}

#[test]
fn extract_text_is_the_text_even_without_tasks() {
    let desk = Desk::new();
    desk.write("通知.txt", "关于放假的通知\r\n\r\n今天下午放假");
    let run = desk.run(&["extract", "通知.txt", "--format", "text"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("关于放假的通知") && run.out.ends_with("今天下午放假"));
    let plan = Desk::with_plan().run(&["extract", "要点.txt", "--format", "text"]);
    assert_eq!(plan.out, PLAN);
}

#[test]
fn extract_reads_standard_input() {
    let desk = Desk::new();
    let run = desk.run_with(&["extract", "-"], PLAN.as_bytes());
    let plan: fengong::Plan = serde_json::from_str(&run.out).unwrap();
    assert_eq!(plan.source.name, "标准输入");
    assert_eq!(
        desk.run_with(&["extract", "-", "-f", "text"], PLAN.as_bytes()).out,
        PLAN
    );
}

#[test]
fn extract_to_a_file_writes_it_whole_or_not_at_all() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "要点.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let written = desk.files("")["要点.json"].clone();
    assert_eq!(written, desk.run(&["extract", "要点.txt"]).out.into_bytes());
    assert_eq!(desk.run(&["extract", "无.txt", "-o", "要点.json"]).code, 3);
    assert_eq!(desk.run(&["extract", "无.txt", "-o", "新.json"]).code, 3);
    assert_eq!(desk.files("").len(), 2);
    assert_eq!(desk.files("")["要点.json"], written);
    let run = desk.run(&["extract", "要点.txt", "-o", "没有/要点.json"]);
    assert_eq!((run.code, run.out.as_str()), (4, ""));
    std::fs::create_dir(desk.path("夹")).unwrap();
    let run = desk.run(&["extract", "要点.txt", "-o", "夹"]);
    assert_eq!(run.code, 4);
    assert!(run.err.contains("这是一个文件夹"), "{}", run.err);
}

#[test]
fn extract_never_writes_over_the_plan_itself() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "./要点.txt"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(desk.files("")["要点.txt"], PLAN.as_bytes());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_output_error() {
    let desk = Desk::with_plan();
    let run = desk.run(&["extract", "要点.txt", "-o", "/dev/full"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (
            4,
            "",
            "错误：无法写入“/dev/full”：磁盘空间不足。\n  请腾出空间，或用 -o 写到别的磁盘。\n"
        )
    );
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = desk.command(&["extract", "要点.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    for args in [&["extract", "-"][..], &["extract", "-", "-f", "csv"], &["check", "-"]] {
        let mut child = desk
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The reader is gone before the plan is even there.
        drop(child.stdout.take());
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), PLAN.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}
