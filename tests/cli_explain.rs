//! `fengong explain`, as typed: `tests/cases/explain/`, the arguments behind the plan's name on the first line.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/cli.rs"]
mod support;

use support::{Desk, PLAN};

#[test]
fn cases() {
    cases::run("explain", |_, input| {
        let (typed, plan) = input.split_once('\n').expect("arguments and a plan");
        let desk = Desk::new();
        desk.write("要点.txt", format!("{plan}\n"));
        let typed = typed.trim_start_matches('@').split(' ');
        let args: Vec<&str> = ["explain", "要点.txt"].into_iter().chain(typed).collect();
        let run = desk.run(&args);
        let exit = if run.code == 0 {
            String::new()
        } else {
            format!("exit {}\n", run.code)
        };
        format!("{}{}{exit}", run.out, run.err)
    });
}

#[test]
fn as_json_every_mark_and_place_is_a_slice() {
    let desk = Desk::with_plan();
    let run = desk.run(&["explain", "要点.txt", "2", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let tasks = answer["tasks"].as_array().unwrap();
    assert_eq!((answer["schema"].as_str(), tasks.len()), (Some("fengong.explain/1"), 2));
    let slice = |text: &str, start: &serde_json::Value, end: &serde_json::Value| -> String {
        let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
        text.chars().skip(start).take(end - start).collect()
    };
    let task = &tasks[0];
    let marked: Vec<String> = task["lines"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|line| line["marks"].as_array().unwrap().iter().map(move |mark| (line, mark)))
        .filter(|(_, mark)| mark["mark"] == "owner")
        .map(|(line, mark)| slice(line["text"].as_str().unwrap(), &mark["start"], &mark["end"]))
        .collect();
    assert_eq!(marked, ["市卫健委", "市教育局"]);
    for value in task["values"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|value| value["of"] == "责任单位")
    {
        let span = &value["places"][0]["span"];
        let name = slice(PLAN, &span[0], &span[1]);
        assert!(value["value"].as_str().unwrap().starts_with(&name), "{value}");
        assert!(!value["rules"].as_array().unwrap().is_empty());
    }
}

#[test]
fn an_annex_and_standard_input_are_read_too() {
    let desk = Desk::with_plan();
    desk.write(
        "通知.txt",
        "关于印发要点的通知\n各区人民政府：\n现印发给你们。列第一位的为牵头单位。\n",
    );
    let run = desk.run(&["explain", "通知.txt", "开展健康科普", "--annex", "要点.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("“要点.txt”第 7 行") && run.out.contains("推定为牵头"),
        "{}",
        run.out
    );
    let run = desk.run_with(&["explain", "-", "1.1"], PLAN.as_bytes());
    assert!(
        run.code == 0 && run.out.contains("建设市级健康科普专家库"),
        "{}",
        run.err
    );
}

#[test]
fn a_folder_is_wrong_use() {
    let desk = Desk::with_plan();
    let run = desk.run(&["explain", ".", "1.1"]);
    assert!(run.code == 2 && run.err.contains("一次只看一份文件"), "{}", run.err);
}
