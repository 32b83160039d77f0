//! What comes back in: filled-in 待明确 and 征求意见表, a corrected 分工明细, a corrected `plan.json`.

#[path = "support/edit.rs"]
mod edit;
#[path = "support/cli.rs"]
mod support;

use edit::Edit;
use serde_json::Value;
use support::{Desk, PLAN, TITLE};

/// The master workbook of [`PLAN`], built into `夹`.
fn book() -> String {
    format!("夹/{TITLE}-责任分工.xlsx")
}

/// A desk on which [`PLAN`] was built, with every kind of form.
fn desk() -> Desk {
    let desk = Desk::with_plan();
    let run = desk.run(&[
        "build",
        "要点.txt",
        "-o",
        "夹",
        "-q",
        "--consult",
        "--reply-by",
        "2023-06-30",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    desk
}

/// Saves a copy of the workbook `from` as `to` with these cells filled in.
fn fill_in(desk: &Desk, from: &str, to: &str, cells: &[(&str, &str, &str)]) {
    let mut book = Edit::new(&std::fs::read(desk.path(from)).unwrap());
    for (sheet, cell, text) in cells {
        book.set(sheet, cell, text);
    }
    desk.write(to, book.bytes());
}

fn consult_of(desk: &Desk, unit: &str) -> String {
    let files = desk.files("夹");
    let name = files
        .keys()
        .find(|name| name.starts_with("征求意见/") && name.contains(unit));
    format!("夹/{}", name.unwrap())
}

fn plan(desk: &Desk, args: &[&str]) -> Value {
    let run = desk.run(&[&["extract", "要点.txt"], args].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Name and role of each owner of a task.
fn owners(plan: &Value, task: &str) -> Vec<String> {
    let tasks = plan["tasks"].as_array().unwrap();
    let task = tasks.iter().find(|known| known["id"] == task).unwrap();
    let owners = task["owners"].as_array().unwrap().iter();
    let shown = |owner: &Value| {
        format!(
            "{} {}",
            owner["name"].as_str().unwrap(),
            owner["effective_role"].as_str().unwrap()
        )
    };
    owners.map(shown).collect()
}

/// The findings about forms: code and message.
fn said(plan: &Value) -> Vec<String> {
    let notes = plan["notes"].as_array().unwrap().iter();
    let notes = notes.filter(|note| note["code"].as_str().unwrap().starts_with("deci"));
    notes
        .map(|note| {
            format!(
                "{} {}",
                note["code"].as_str().unwrap(),
                note["message"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn an_open_item_that_was_decided_changes_the_plan_and_every_workbook_proves_it() {
    let desk = desk();
    let words = "由市体育局牵头，市教育局配合";
    fill_in(&desk, &book(), "会议.xlsx", &[("待明确", "I4", words)]);
    let plan = plan(&desk, &["--decisions", "会议.xlsx"]);
    assert_eq!(owners(&plan, "1.3"), ["市体育局 lead", "市教育局 support"]);
    let task = &plan["tasks"][2];
    assert_eq!(task["text"], "推进健康步道建设。");
    assert_eq!(task["owners"][0]["basis"], "decided");
    let origin = &task["owners"][0]["decision"];
    assert_eq!(
        (origin["file"].as_str(), origin["cell"].as_str()),
        (Some("会议.xlsx"), Some("I4"))
    );
    assert_eq!(task["owners_in_text"], serde_json::json!([]));
    assert_eq!(task["changes"][0]["words"], words);
    assert!(
        plan["units"]
            .as_array()
            .unwrap()
            .iter()
            .any(|unit| unit["name"] == "市体育局")
    );
    let notes = plan["notes"].as_array().unwrap();
    assert!(notes.iter().all(|note| note["code"] != "no-owner"), "{notes:#?}");

    let run = desk.run(&["build", "要点.txt", "-o", "新", "--decisions", "会议.xlsx"]);
    assert!(run.out.contains("责任主体数 4，件次 6，待明确数 0"), "{}", run.out);
    let cells = Edit::new(&std::fs::read(desk.path(&book().replace("夹/", "新/"))).unwrap()).cells();
    let in_sheet = |sheet: &str, text: &str| {
        cells
            .iter()
            .any(|(name, _, words)| name == sheet && words.contains(text))
    };
    assert!(in_sheet("任务台账", "市体育局（调整）"));
    assert!(in_sheet("任务台账", "增加市体育局（牵头），据会议.xlsx“待明确”I4"));
    assert!(in_sheet("任务矩阵", "★※") && in_sheet("说明", "点名 4 + 调整 2"));
    let verified = desk.run(&["verify", "新", "要点.txt"]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("调整：据回收的意见增加，原文没有"),
        "{}",
        verified.out
    );
}

#[test]
fn what_decides_nothing_is_refused_with_the_reason() {
    for (words, why) in [
        ("同意", "没有写由哪家负责"),
        ("不变", "没有写由哪家负责"),
        ("市体育局或市教育局", "还没有定下来"),
        ("请抓紧研究", "没有读懂"),
    ] {
        let desk = desk();
        fill_in(&desk, &book(), "会议.xlsx", &[("待明确", "I4", words)]);
        let plan = plan(&desk, &["--decisions", "会议.xlsx"]);
        assert!(owners(&plan, "1.3").is_empty(), "{words}");
        let said = said(&plan);
        assert!(
            said[0].starts_with("decision-not-taken 会议.xlsx“待明确”I4写"),
            "{said:?}"
        );
        assert!(said[0].contains(why), "{words}: {said:?}");
    }
    let desk = desk();
    let said = said(&plan(&desk, &["--decisions", &book()]));
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("没有填写或改动"), "{said:?}");
}

#[test]
fn where_one_unit_is_asked_for_two_are_refused() {
    let desk = Desk::new();
    desk.write(
        "要点.txt",
        "海滨市2031年工作要点\n一、行动\n1.推广工间操。（市数字办配合）\n2.建步道。（市体育局）\n",
    );
    desk.run(&["build", "要点.txt", "-o", "夹", "-q"]);
    fill_in(
        &desk,
        "夹/海滨市2031年工作要点-责任分工.xlsx",
        "会议.xlsx",
        &[("待明确", "I4", "市教育局、市体育局"), ("待明确", "I5", "市大数据局")],
    );
    let plan = plan(&desk, &["--decisions", "会议.xlsx"]);
    // The unknown name was replaced, in its own role; nobody leads yet.
    assert_eq!(owners(&plan, "1.1"), ["市大数据局 support"]);
    assert!(
        said(&plan).iter().any(|said| said.contains("写了不止一家")),
        "{:?}",
        said(&plan)
    );
}

#[test]
fn a_corrected_detail_sheet_is_the_next_assignment() {
    let desk = desk();
    let cells = [
        ("分工明细", "F5", "市文化和旅游局"),
        ("分工明细", "I6", "配合"),
        ("分工明细", "F7", "市体育局、星火俱乐部"),
        ("分工明细", "E4", "别的任务"),
    ];
    fill_in(&desk, &book(), "改.xlsx", &cells);
    let mut book = Edit::new(&std::fs::read(desk.path("改.xlsx")).unwrap());
    book.add("分工明细", 40, &[("B", "9.9"), ("F", "市民政局")]);
    book.add("分工明细", 41, &[("B", "2.1"), ("F", "市民政局"), ("I", "配合")]);
    desk.write("改.xlsx", book.bytes());
    let plan = plan(&desk, &["--decisions", "改.xlsx"]);
    assert_eq!(owners(&plan, "1.1"), ["市卫健委 owner"]);
    assert_eq!(owners(&plan, "1.2"), ["市教育局 support", "市文化和旅游局 owner"]);
    assert_eq!(owners(&plan, "1.3"), ["市体育局 owner", "星火俱乐部 owner"]);
    assert_eq!(owners(&plan, "2.1"), ["市市场监管局 owner", "市民政局 support"]);
    let said = said(&plan);
    for words in ["没有编号“9.9”的任务", "E4 1 格的文字改动过，没有采用"] {
        assert!(said.iter().any(|said| said.contains(words)), "{words}: {said:#?}");
    }
    let notes = plan["notes"].as_array().unwrap().iter();
    let unknown: Vec<&Value> = notes.filter(|note| note["code"] == "unknown-unit").collect();
    assert!(
        unknown
            .iter()
            .any(|note| note["message"].as_str().unwrap().contains("星火俱乐部")),
        "{unknown:#?}"
    );
}

#[test]
fn a_row_taken_out_takes_out_its_unit_and_is_told() {
    let desk = desk();
    let mut book = Edit::new(&std::fs::read(desk.path(&book())).unwrap());
    book.delete("分工明细", 6);
    desk.write("改.xlsx", book.bytes());
    let plan = plan(&desk, &["--decisions", "改.xlsx"]);
    assert_eq!(owners(&plan, "1.2"), ["市卫健委 owner"]);
    assert!(
        said(&plan).iter().any(|said| said.contains("“市教育局”一行被删去")),
        "{:?}",
        said(&plan)
    );
}

#[test]
fn what_was_decided_before_stays_decided_when_the_workbook_is_corrected_again() {
    let desk = desk();
    fill_in(&desk, &book(), "一.xlsx", &[("待明确", "I4", "市体育局")]);
    desk.run(&["build", "要点.txt", "-o", "新", "-q", "--decisions", "一.xlsx"]);
    fill_in(
        &desk,
        &book().replace("夹/", "新/"),
        "二.xlsx",
        &[("分工明细", "I7", "牵头")],
    );
    for forms in [
        &["--decisions", "二.xlsx"][..],
        &["--decisions", "一.xlsx", "--decisions", "二.xlsx"],
    ] {
        let plan = plan(&desk, forms);
        assert_eq!(owners(&plan, "1.3"), ["市体育局 lead"]);
        let changes = plan["tasks"][2]["changes"].as_array().unwrap();
        let files: Vec<&str> = changes
            .iter()
            .map(|change| change["origin"]["file"].as_str().unwrap())
            .collect();
        assert_eq!(files, ["一.xlsx", "二.xlsx"], "{forms:?}");
    }
}

#[test]
fn departments_answers_change_the_plan_unless_they_contradict() {
    let desk = desk();
    let (health, education) = (consult_of(&desk, "卫健委"), consult_of(&desk, "教育局"));
    fill_in(
        &desk,
        &health,
        "回收/卫健.xlsx",
        &[("征求意见表", "I4", "无意见"), ("征求意见表", "I5", "建议我委改为配合")],
    );
    fill_in(
        &desk,
        &education,
        "回收/教育.xlsx",
        &[("征求意见表", "I4", "由我局牵头"), ("征求意见表", "J4", "职责所在")],
    );
    let both = plan(&desk, &["--decisions", "回收"]);
    assert_eq!(owners(&both, "1.1"), ["市卫健委 owner"]);
    assert_eq!(owners(&both, "1.2"), ["市卫健委 support", "市教育局 lead"]);
    fill_in(
        &desk,
        &education,
        "回收/教育.xlsx",
        &[("征求意见表", "I4", "删去市卫健委")],
    );
    let both = plan(&desk, &["--decisions", "回收"]);
    assert_eq!(owners(&both, "1.2"), ["市卫健委 owner", "市教育局 owner"]);
    assert!(
        said(&both)[0].starts_with("decision-conflict 任务 1.2 的意见互相矛盾"),
        "{:?}",
        said(&both)
    );
    fill_in(
        &desk,
        &education,
        "回收/教育.xlsx",
        &[("征求意见表", "I4", "删去我局"), ("征求意见表", "K4", "不采纳")],
    );
    let both = plan(&desk, &["--decisions", "回收"]);
    assert_eq!(owners(&both, "1.2"), ["市卫健委 support", "市教育局 owner"]);
}

#[test]
fn forms_of_another_plan_or_version_are_refused_before_anything_is_written() {
    let desk = desk();
    desk.write("要点.txt", PLAN.replace("专家库", "专家人才库"));
    desk.write("别的.txt", "青山区2031年工作要点\n一、行动\n1.建步道。（区体育局）\n");
    for (plans, words) in [
        (&["要点.txt"][..], "另一个版本"),
        (&["别的.txt"], "不是由这份文件生成的"),
        (&["要点.txt", "别的.txt"], "另一个版本"),
    ] {
        let form = book();
        let args = [&["build"], plans, &["-o", "出", "--decisions", &form]].concat();
        let run = desk.run(&args);
        assert_eq!(run.code, 2, "{plans:?}");
        assert!(run.err.contains(words) && run.err.contains("没有采用"), "{}", run.err);
        assert!(!desk.path("出").exists());
    }
    desk.write("别的.xlsx", "不是工作簿");
    let run = desk.run(&["build", "别的.txt", "-o", "出", "--decisions", "别的.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("不是 Excel 工作簿"), "{}", run.err);
}

#[test]
fn plan_json_gives_the_same_workbooks_and_its_corrections_are_marked() {
    let desk = desk();
    let run = desk.run(&[
        "build",
        "夹/plan.json",
        "-o",
        "又",
        "-q",
        "--consult",
        "--reply-by",
        "2023-06-30",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(desk.files("又"), desk.files("夹"));
    let mut json: Value = serde_json::from_slice(&std::fs::read(desk.path("夹/plan.json")).unwrap()).unwrap();
    json["tasks"][2]["owners"] = serde_json::json!([{ "name": "市体育局", "role": "lead" }]);
    json["tasks"][1]["owners"].as_array_mut().unwrap().pop();
    desk.write("改.json", json.to_string());
    let run = desk.run(&["extract", "改.json"]);
    let plan: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(owners(&plan, "1.3"), ["市体育局 lead"]);
    assert_eq!(owners(&plan, "1.2"), ["市卫健委 owner"]);
    assert_eq!(plan["tasks"][2]["changes"][0]["origin"]["cell"], "tasks[2].owners[0]");
    assert_eq!(plan["tasks"][1]["owners_in_text"].as_array().unwrap().len(), 2);
    desk.run(&["build", "改.json", "-o", "改", "-q"]);
    let verified = desk.run(&["verify", "改", "要点.txt"]);
    assert_eq!(verified.code, 0, "{}", verified.out);
}

/// What a person gets wrong in a `plan.json`.
type Mistake = fn(&mut Value);

#[test]
fn a_plan_json_that_is_wrong_is_refused_with_the_place() {
    let desk = desk();
    let good: Value = serde_json::from_slice(&std::fs::read(desk.path("夹/plan.json")).unwrap()).unwrap();
    let wrong: [(Mistake, &str); 6] = [
        (
            |json| json["tasks"][0]["text"] = "别的".into(),
            "tasks[0]（任务 1.1）text 与原文不符",
        ),
        (
            |json| json["tasks"][1]["owners"][0]["role"] = "主办".into(),
            "tasks[1].owners[0].role 处，“主办”不能这样写",
        ),
        (
            |json| json["tasks"][1]["line"] = "三".into(),
            "tasks[1].line 处，值的类型不对",
        ),
        (
            |json| _ = json["tasks"].as_array_mut().unwrap().pop(),
            "任务 2.1 在原文里",
        ),
        (|json| _ = json.as_object_mut().unwrap().remove("text"), "没有 text"),
        (|json| json["text"] = "短".into(), "原文不能改"),
    ];
    for (change, words) in wrong {
        let mut json = good.clone();
        change(&mut json);
        desk.write("改.json", json.to_string());
        let run = desk.run(&["build", "改.json", "-o", "出"]);
        assert_eq!(run.code, 3, "{words}");
        assert!(run.err.contains(words), "{words}: {}", run.err);
        assert!(!desk.path("出").exists());
    }
    desk.write("改.json", good.to_string().replacen("\"title\":", "\"title\"", 1));
    let run = desk.run(&["build", "改.json", "-o", "出"]);
    assert!(run.code == 3 && run.err.contains("JSON 写法不对"), "{}", run.err);
}

#[test]
fn several_plans_are_combined_in_one_workbook() {
    let desk = Desk::with_plan();
    desk.write("二.txt", PLAN.replace("2023年", "2024年"));
    desk.write(
        "三.txt",
        "青山区2031年工作要点\n一、行动\n1.建步道。（区体育局牵头）\n2.建公园。\n",
    );
    let run = desk.run(&["build", "要点.txt", "二.txt", "三.txt", "-o", "出", "--combine"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("3 份文件的汇总 → 出/汇总/汇总.xlsx"), "{}", run.out);
    let cells = Edit::new(&desk.files("出")["汇总/汇总.xlsx"]).cells();
    let has = |sheet: &str, text: &str| cells.iter().any(|(name, _, words)| name == sheet && words == text);
    assert!(has("汇总矩阵", "市卫健委（海滨市）") && has("汇总矩阵", "区体育局（青山区）"));
    assert!(
        cells
            .iter()
            .any(|(name, _, words)| name == "行动对照" && words.starts_with("一、健康科普行动（3 项）"))
    );
    assert!(
        cells
            .iter()
            .any(|(_, _, words)| words == "市卫健委（海滨市）　共 4 项，出自 2 份文件")
    );
    // Not over what is there.
    assert_eq!(
        desk.run(&["build", "要点.txt", "二.txt", "-o", "出", "--combine"]).code,
        2
    );
    let run = desk.run(&["build", "要点.txt", "-o", "单", "--combine"]);
    assert!(run.code == 2 && run.err.contains("这里只有一份"), "{}", run.err);
}

#[test]
fn the_calendar_holds_every_day_and_the_letters_no_name_in_braces() {
    let desk = Desk::new();
    let plan = "海滨市2031年工作要点\n一、行动\n1.建步道3条，6月底前完成。（市体育局）\n2.每季度开展一次检查。（市卫健委）\n3.长期坚持。（市教育局）\n";
    desk.write("要点.txt", plan);
    let args = [
        "build",
        "要点.txt",
        "-q",
        "--ics",
        "--cover",
        "docx",
        "--reply-by",
        "2031-03-15",
    ];
    let run = desk.run(&[&args[..], &["-o", "出"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let files = desk.files("出");
    let calendar = String::from_utf8(files["海滨市2031年工作要点-时限.ics"].clone()).unwrap();
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20310630\r\n"));
    assert!(calendar.contains("RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20311231\r\n"));
    let letter = files
        .iter()
        .find(|(name, _)| name.starts_with("交办函/") && name.contains("体育局"))
        .unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(letter.1.clone())).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    assert!(xml.contains("市体育局：") && xml.contains("2031年3月15日") && !xml.contains('{'));
    assert!(xml.contains("由市体育局承担"), "a letter names whom it is for");
    desk.run(&[&args[..], &["-o", "又"]].concat());
    assert_eq!(desk.files("又"), files);
}

#[test]
fn a_letter_of_the_users_own_takes_the_place_of_the_built_in_one() {
    let desk = Desk::with_plan();
    assert_eq!(desk.run(&["init", "模板"]).code, 0);
    let mut letter = Edit::parts(&std::fs::read(desk.path("模板/cover.docx")).unwrap());
    let xml = String::from_utf8(letter["word/document.xml"].clone()).unwrap();
    letter.insert(
        "word/document.xml".to_string(),
        xml.replace("{单位}", "{单味}").into_bytes(),
    );
    desk.write("模板/cover.docx", Edit::pack(&letter));
    let run = desk.run(&[
        "build",
        "要点.txt",
        "--templates",
        "模板",
        "--cover",
        "docx",
        "-o",
        "出",
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("cover.docx") && run.err.contains("“{单味}”不是可用的代号"),
        "{}",
        run.err
    );
    letter.insert(
        "word/document.xml".to_string(),
        xml.replace("函告如下", "请知悉").into_bytes(),
    );
    desk.write("模板/cover.docx", Edit::pack(&letter));
    let run = desk.run(&[
        "build",
        "要点.txt",
        "--templates",
        "模板",
        "--cover",
        "docx",
        "-o",
        "出",
        "-q",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}
