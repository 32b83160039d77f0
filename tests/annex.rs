//! A notice and its annexes in files of their own give the plan that the same text in one file gives.

#[path = "support/extraction.rs"]
mod extraction;

use std::fs;
use std::path::Path;

use encoding_rs::{GB18030, UTF_16LE};
use extraction::templates;
use fengong::pipeline::{Extraction, Input, Options, extract, extract_all};
use fengong::plan::{LedgerKind, Role};
use fengong::{Error, Plan};

const NOTICE: &str = "\
关于印发《海滨市健康促进行动2023年工作要点》的通知

各区人民政府，市政府各部门：
现将《海滨市健康促进行动2023年工作要点》印发给你们，请遵照执行，并就有关事项通知如下：
一、各单位要明确专人负责。
二、任务分解中列第一位的为牵头单位。

附件：海滨市健康促进行动2023年工作要点

海滨市健康促进委员会办公室
2023年5月23日
";

const ANNEX: &str = "\
海滨市健康促进行动2023年工作要点

一、健康科普行动
1.建设市级健康科普专家库。（市卫健委、市教育局）
2.推进健康步道建设。（市体育局）
";

fn together(files: &[(&str, &str)]) -> Result<Extraction, Error> {
    let files = files
        .iter()
        .map(|(name, text)| Input::new(name, text.as_bytes().to_vec()));
    extract_all(files.collect(), templates(), &Options::default())
}

/// The plan of a notice with annexes; what holds for every plan is checked.
fn plan_of(files: &[(&str, &str)]) -> Plan {
    let extraction = together(files).expect("plan");
    extraction::check(&extraction).expect("sound");
    extraction::check_json(&extraction.plan).expect("json");
    extraction.plan
}

fn tasks(plan: &Plan) -> Vec<&str> {
    plan.tasks.iter().map(|task| task.text.as_str()).collect()
}

#[test]
fn title_rule_and_addressees_come_from_the_notice_tasks_from_the_annex() {
    let plan = plan_of(&[("通知.txt", NOTICE), ("附件.txt", ANNEX)]);
    assert_eq!(plan.title, "海滨市健康促进行动2023年工作要点");
    assert_eq!(plan.issuer.as_deref(), Some("海滨市健康促进委员会办公室"));
    assert_eq!(plan.issued_on.as_deref(), Some("2023-05-23"));
    assert_eq!(plan.front.addressees.len(), 2);
    assert_eq!(tasks(&plan), ["建设市级健康科普专家库。", "推进健康步道建设。"]);
    let leads: Vec<&str> = plan
        .tasks
        .iter()
        .flat_map(|task| &task.owners)
        .filter(|owner| owner.effective_role == Role::Lead)
        .map(|owner| &*owner.name)
        .collect();
    assert_eq!(leads, ["市卫健委", "市体育局"]);
    assert_eq!(plan.source.name, "通知.txt");
    assert_eq!(plan.source.files[1].start, NOTICE.chars().count());
    assert_eq!(plan.source.place(plan.tasks[0].line), (Some(1), 4));
}

#[test]
fn every_notice_with_its_plan_in_one_file_gives_the_same_in_two() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/front");
    let mut split = 0;
    for entry in fs::read_dir(folder).expect("cases") {
        let path = entry.expect("case").path();
        let case = fs::read_to_string(&path).expect("case");
        let (given, _) = case.split_once("\n---\n").expect("a line ---");
        let (_, text) = given.split_once('\n').expect("a title line");
        let Ok(one) = extract("case.txt", text.into(), templates(), &Options::default()) else {
            continue;
        };
        let front = &one.plan.front;
        let (Some(notice), Some(title)) = (&front.notice_title, &front.title) else {
            continue;
        };
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let begin = text[..byte(title.span.start)].rfind('\n').map_or(0, |end| end + 1);
        // A title glued behind the notice's text is in no file of its own.
        let glued = text[begin..byte(title.span.start)].contains('。');
        if glued || begin <= byte(notice.span.start) {
            continue;
        }
        split += 1;
        let mut two = plan_of(&[("通知.txt", &text[..begin]), ("附件.txt", &text[begin..])]);
        two.source = one.plan.source.clone();
        assert_eq!(two, one.plan, "{}", path.display());
    }
    assert!(split >= 8, "{split}");
}

#[test]
fn the_annex_may_begin_with_its_mark_or_without_a_line_end_before_it() {
    let plain = plan_of(&[("通知.txt", NOTICE), ("附件.txt", ANNEX)]);
    for annex in [format!("附件\n\n{ANNEX}"), format!("附件1：{ANNEX}")] {
        let plan = plan_of(&[("通知.txt", NOTICE.trim_end()), ("附件.txt", &annex)]);
        assert_eq!((tasks(&plan), &plan.title), (tasks(&plain), &plain.title), "{annex}");
    }
}

#[test]
fn a_list_of_work_without_a_title_is_called_what_the_notice_calls_it() {
    let table = "序号|工作任务|责任单位\n1|建设健康步道|市体育局\n2|建设专家库|市卫健委\n";
    for annex in [ANNEX.split_once("\n\n").expect("title").1, table] {
        let plan = plan_of(&[("通知.txt", NOTICE), ("附件.txt", annex)]);
        assert_eq!(plan.title, "海滨市健康促进行动2023年工作要点", "{annex}");
        assert_eq!(plan.tasks.len(), 2, "{:?}", tasks(&plan));
        assert!(
            plan.tasks
                .iter()
                .all(|task| task.owners.len() <= 2 && !task.owners.is_empty())
        );
    }
}

#[test]
fn people_in_an_annex_are_no_tasks_and_nothing_runs_on_from_file_to_file() {
    // The last label of the first file must not take the first line of the next.
    let people = "附件2\n联系人名单\n1.张三 市卫健委\n责任单位：";
    let plan = plan_of(&[("通知.txt", NOTICE), ("名单.txt", people), ("要点.txt", ANNEX)]);
    assert_eq!(tasks(&plan), ["建设市级健康科普专家库。", "推进健康步道建设。"]);
    let plan = plan_of(&[("通知.txt", NOTICE), ("要点.txt", ANNEX), ("名单.txt", people)]);
    assert_eq!(tasks(&plan)[..2], ["建设市级健康科普专家库。", "推进健康步道建设。"]);
    assert_eq!(plan.tasks[1].owners.len(), 1);
}

#[test]
fn a_plan_with_its_table_of_tasks_keeps_both_and_its_own_end() {
    let plan_text = format!("{ANNEX}\n海滨市健康促进委员会办公室\n2023年5月23日\n我要留言\n分享到\n");
    let table = "附件\n任务分解表\n序号|工作任务|责任单位\n1|编写读本|市教育局\n2|开展义诊|市卫健委\n";
    let plan = plan_of(&[("要点.txt", &plan_text), ("附件.txt", table)]);
    assert_eq!(
        tasks(&plan),
        ["建设市级健康科普专家库。", "推进健康步道建设。", "编写读本", "开展义诊"]
    );
    assert_eq!(plan.issuer.as_deref(), Some("海滨市健康促进委员会办公室"));
    assert!(plan.ledger.iter().any(|entry| entry.kind == LedgerKind::Noise));
    assert_eq!(plan.tasks[1].owners.len(), 1);
}

#[test]
fn files_in_different_encodings_are_one_text() {
    let encoded = |text: &str| GB18030.encode(text).0.into_owned();
    let wide = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    };
    let files = vec![
        Input::new("通知.txt", encoded(NOTICE)),
        Input::new("附件.txt", wide(ANNEX)),
    ];
    let extraction = extract_all(files, templates(), &Options::default()).expect("plan");
    extraction::check(&extraction).expect("sound");
    assert_eq!(extraction.document.text, format!("{NOTICE}{ANNEX}"));
    let encodings: Vec<&str> = extraction
        .plan
        .source
        .files
        .iter()
        .map(|file| file.encoding.as_str())
        .collect();
    assert_eq!(encodings, ["GB18030", UTF_16LE.name()]);
}

#[test]
fn errors_name_the_file() {
    let marked = format!("秘密\n{ANNEX}");
    let long = NOTICE.to_string() + &"请各单位遵照执行。\n".repeat(100);
    match together(&[("通知.txt", &long), ("附件.txt", &marked)]) {
        Err(Error::Classified { name, place, .. }) => {
            assert_eq!((name.as_str(), place.as_str()), ("附件.txt", "第 1 行"))
        }
        other => panic!("{:?}", other.map(|extraction| extraction.plan.title)),
    }
    match together(&[("通知.txt", NOTICE), ("附件.txt", "\n")]) {
        Err(Error::Empty { name }) => assert_eq!(name, "附件.txt"),
        other => panic!("{:?}", other.map(|extraction| extraction.plan.title)),
    }
}

#[test]
fn a_long_notice_is_still_a_notice() {
    let filler = "请各单位结合实际认真贯彻执行。\n".repeat(300);
    let (head, tail) = NOTICE.split_once("\n附件：").expect("annex");
    let plan = plan_of(&[
        ("通知.txt", &format!("{head}\n{filler}附件：{tail}")),
        ("附件.txt", ANNEX),
    ]);
    assert_eq!(plan.title, "海滨市健康促进行动2023年工作要点");
    assert_eq!(tasks(&plan), ["建设市级健康科普专家库。", "推进健康步道建设。"]);
}
