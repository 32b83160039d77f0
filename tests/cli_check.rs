//! `fengong check`: which findings are shown, and as what.

#[path = "support/cli.rs"]
mod support;

use serde_json::Value;
use support::{Desk, PLAN};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn names_that_hold_the_end_of_another_are_not_taken_for_two() {
    let desk = Desk::new();
    let plan = |owners: &str| format!("青山市2031年工作要点\n1.开展抽查。（{owners}）\n");
    desk.write("一家.txt", plan("市住房城乡建设局、国家税务总局青山市税务局"));
    desk.write("两家.txt", plan("市教育局财政局负责"));
    let told = |file: &str| desk.run(&["check", file]).out.contains("像是几家连在一起");
    assert!(!told("一家.txt"));
    assert!(told("两家.txt"));
}

#[test]
fn what_is_said_of_a_whole_section_is_reported() {
    let desk = Desk::new();
    let told = |said: &str| {
        let plan =
            format!("清河县2031年工作要点\n一、产业\n{said}\n1.发展种植。\n二、生态\n1.清理河道。（县水利局）\n");
        desk.write("要点.txt", &plan);
        desk.run(&["check", "要点.txt"]).out.contains("任务前面写有")
    };
    assert!(told("本部分由县政府办牵头，各有关单位配合。"));
    assert!(told("本部分任务除注明外，完成时限均为12月底前。"));
    assert!(!told("2031年要做好本部分2项工作。"));
    assert!(!told("产业发展要由大到强，全年工作由县政府统筹。"));
}

#[test]
fn what_a_careful_reader_would_mark() {
    let desk = Desk::new();
    let told = |name: &str, plan: &str| {
        desk.write(name, plan);
        desk.run(&["check", name]).out
    };
    let tags = told(
        "标注.txt",
        "清河县2031年工作要点\n1.新建学校2所。（县教育局牵头，县教育局、县财政局配合）\n\
         2.县体育局负责布置会场。（县教育局）\n3.开展整治。责任人：县交通运输局\n\
         4.落实要求（由县住建局和县水利局会商后确定），建好台账。（县住建局）\n5.疏浚河道。（县水利局、有关乡镇）\n",
    );
    for wanted in [
        "“县教育局”在任务 1 中既是牵头又是配合单位",
        "正文里写有“县体育局负责”",
        "正文里写有“责任人：县交通运输局”",
        "括号内写有“县住建局”“县水利局”",
        "“有关乡镇”没有指明单位",
    ] {
        assert!(tags.contains(wanted), "{wanted}: {tags}");
    }
    let meeting = told(
        "会议.txt",
        "云溪县2031年专题会议任务分解\n出席：县教育局张三、县卫健局李四、县水利局王五\n\
         1.新建学校2所。（县教育局）\n2.修建水库1座。（县水利局）\n3.开展抽查。（县公安局）\n",
    );
    assert!(meeting.contains("参会单位里没有“县公安局”，但有任务"), "{meeting}");
    let offices = told(
        "科室.txt",
        "青山县2031年重点任务\n1.签约服务。责任科室：基层科、规划科\n2.接种疫苗。责任科室：疾控科、妇幼科\n",
    );
    assert_eq!(offices.matches("[unknown-unit]").count(), 1, "{offices}");
    let cells = told(
        "表.txt",
        "青山县2031年任务分解表\n序号|任务|责任单位|备注\n1|修建水库1座|县水利局|报县政府办\n\
         2|疏浚河道20公里|县水利局|每月报县政府督查室\n3|新建学校2所|县教育局|送县发改局会签\n",
    );
    assert!(!cells.contains("其他栏里写有单位名称"), "{cells}");
}

#[test]
fn only_and_skip_choose_the_codes_and_the_exit_code_with_them() {
    let desk = Desk::with_plan();
    let run = desk.run(&["check", "要点.txt", "--only", "repeated-number"]);
    assert!(run.out.contains("[repeated-number]") && !run.out.contains("[no-owner]"));
    assert!(run.out.trim_end().ends_with("共 1 条（注意 1）。"), "{}", run.out);
    let run = desk.run(&[
        "check",
        "要点.txt",
        "--skip",
        "repeated-number,no-owner,no-deadline",
        "--strict",
    ]);
    assert_eq!(run.code, 0, "{}", run.out);
    let run = desk.run(&[
        "check",
        "要点.txt",
        "--only",
        "no-owner",
        "--skip",
        "no-owner",
        "--strict",
    ]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn an_unknown_code_is_one_error_with_a_suggestion() {
    let desk = Desk::with_plan();
    for option in ["--only", "--skip"] {
        let run = desk.run(&["check", "要点.txt", option, "no-owner,repeated-numbers"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert_eq!(
            run.err,
            format!("错误：{option} 的“repeated-numbers”不是核对提示的类别。\n  是不是：repeated-number\n")
        );
    }
}

#[test]
fn a_finding_says_what_to_do() {
    let desk = Desk::with_plan();
    let run = desk.run(&["check", "要点.txt"]);
    assert!(run.out.contains("  建议："), "{}", run.out);
}

#[test]
fn json_of_one_plan_is_an_object_of_several_an_array() {
    let desk = Desk::with_plan();
    desk.write("另一份.txt", PLAN);
    let one = json(&desk.run(&["check", "要点.txt", "--format", "json"]).out);
    assert_eq!(one["files"][0], "要点.txt");
    let finding = &one["findings"][0];
    for key in ["code", "severity", "message", "proposal", "excerpt", "span", "line"] {
        assert!(!finding[key].is_null(), "{key}: {finding}");
    }
    let several = json(&desk.run(&["check", "要点.txt", "另一份.txt", "--format", "json"]).out);
    assert_eq!(several.as_array().unwrap().len(), 2);
}

#[test]
fn sarif_names_rule_level_place_and_tool() {
    let desk = Desk::with_plan();
    let run = desk.run(&["check", "要点.txt", "--format", "sarif"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let log = json(&run.out);
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let sarif = &log["runs"][0];
    assert_eq!(sarif["columnKind"], "unicodeCodePoints");
    let driver = &sarif["tool"]["driver"];
    assert_eq!(driver["name"], "fengong");
    let rules = driver["rules"].as_array().unwrap();
    let results = sarif["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E8%A6%81%E7%82%B9.txt");
        let region = |key: &str| place["region"][key].as_u64().unwrap() as usize;
        let meant: String = PLAN
            .chars()
            .skip(region("charOffset"))
            .take(region("charLength"))
            .collect();
        let line = PLAN.lines().nth(region("startLine") - 1).unwrap();
        let behind: String = line.chars().skip(region("startColumn") - 1).collect();
        assert!(behind.starts_with(meant.lines().next().unwrap()), "{result}");
        assert_eq!(region("endLine"), region("startLine"));
        assert_eq!(region("endColumn"), region("startColumn") + meant.chars().count());
    }
}

#[test]
fn a_place_in_an_annex_is_told_by_its_own_file() {
    let desk = Desk::new();
    desk.write(
        "通知.txt",
        "海滨市人民政府办公室关于印发工作要点的通知\n\n现印发给你们，请认真执行。\n",
    );
    desk.write("附件.txt", PLAN);
    let run = desk.run(&[
        "check",
        "通知.txt",
        "--annex",
        "附件.txt",
        "--only",
        "repeated-number",
        "--format",
        "sarif",
    ]);
    let log = json(&run.out);
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E9%99%84%E4%BB%B6.txt");
    assert_eq!(place["region"]["startLine"], 9);
    let offset = place["region"]["charOffset"].as_u64().unwrap() as usize;
    assert_eq!(PLAN.chars().skip(offset).take(2).collect::<String>(), "2、");
}
