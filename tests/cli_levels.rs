//! The options that decide levels and sections, as a user types them.

#[path = "support/cli.rs"]
mod support;

use support::Desk;

#[test]
fn levels_chosen_are_said_by_every_command() {
    let desk = Desk::with_plan();
    let chosen = ["--task-level", "一、"];
    let run = desk.run(&["check", "要点.txt", chosen[0], chosen[1]]);
    let said = "要点.txt：层级：没有标题（行动），任务为“一、”级（2 条）（按 --task-level 指定）。\n";
    assert!(run.out.contains(said), "{}", run.out);
    let run = desk.run(&["build", "要点.txt", chosen[0], chosen[1]]);
    assert!(run.out.contains("任务数 2，"), "{}", run.out);
    assert!(
        run.out
            .contains("  层级：没有标题（行动），任务为“一、”级（2 条）（按 --task-level 指定）\n")
    );
    let run = desk.run(&["extract", "要点.txt", "--format", "csv", chosen[0], chosen[1]]);
    assert!(
        run.out.contains("一、") && run.out.contains("1、建设市级健康科普专家库。"),
        "{}",
        run.out
    );
}

#[test]
fn a_section_left_out_is_reported() {
    let desk = Desk::with_plan();
    let run = desk.run(&["check", "要点.txt", "--skip-section", "膳食"]);
    assert_eq!(run.code, 0);
    let found = "提示[skipped] “二、合理膳食行动”一节按 --skip-section 略过，未列为任务，其中 1 处责任标注未采用\n";
    assert!(run.out.contains(found), "{}", run.out);
    assert!(
        run.out
            .contains("任务为“1、”级（3 条）；按 --skip-section 略过“二、合理膳食行动”。\n")
    );
}

#[test]
fn a_wrong_choice_is_answered_with_what_there_is() {
    let desk = Desk::with_plan();
    let cases: [(&[&str], &str); 4] = [
        (
            &["--task-level", "（一）"],
            "错误：--task-level 的“（一）”不对：“要点.txt”里没有这个层级。\n  “要点.txt”里的层级：“一、”2 处、“1、”4 处\n",
        ),
        (
            &["--action-level", "段"],
            "错误：--action-level 的“段”不对：行动须是有序号的标题。\n  “要点.txt”里的层级：“一、”2 处、“1、”4 处\n",
        ),
        (
            &["--action-level", "1."],
            "错误：--action-level 的“1.”不对：“要点.txt”里这一级是任务，不是标题。\n  可作行动的标题有：“一、”2 处\n",
        ),
        (
            &["--skip-section", "保障"],
            "错误：--skip-section 的“保障”不对：“要点.txt”里没有含这几个字的标题，也没有这个序号的标题。\n  标题有：\n    一、健康科普行动\n    二、合理膳食行动\n",
        ),
    ];
    for (args, expected) in cases {
        for command in ["build", "check", "extract"] {
            let run = desk.run(&[&[command, "要点.txt"], args].concat());
            assert_eq!(
                (run.code, run.out.as_str(), run.err.as_str()),
                (2, "", expected),
                "{args:?}"
            );
        }
    }
}
