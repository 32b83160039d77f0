//! The five seeds: real documents, byte for byte, and the figures that must come out of them.

#[path = "support/extraction.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use fengong::note::Code;
use fengong::pipeline::Extraction;
use fengong::plan::{Basis, LevelCount, Owner, Plan, Role, RoleBasis, Task, TaskKind};
use support::{check, check_json, read};

/// File name, SHA-256, number of tasks.
const SEEDS: [(&str, &str, usize); 5] = [
    (
        "000_39ff26f27bf877d6.txt",
        "ea3be3a22e304b83055139e61a4e5e5782c7e4d0ca92ef1aad745438203c9ac0",
        26,
    ),
    (
        "001_8ed3a5acea4fcefb.txt",
        "0e6e22317878d0c6f46550c325dbaf512bb4887d635dc1b816f9b4536f3f0539",
        21,
    ),
    (
        "002_7019475e6841841c.txt",
        "b8592b97fc6aeb49a2ab252da16fbc13c9bfcbda76c0abc4318121ceab7cef3d",
        18,
    ),
    (
        "003_85480678fcb1a8b0.txt",
        "8a43e8588405a3cc4efd2e474e039b30c0c26e17de6f0795942ad0f2e3537da6",
        84,
    ),
    (
        "004_07cd7384652951a2.txt",
        "5043f987610992d8c8b2f34ebb9dbaed55869ab181fe00738d5ecf16fa4815c5",
        18,
    ),
];

fn seed(name: &str) -> Extraction {
    let path = format!("{}/seeds/{name}", env!("CARGO_MANIFEST_DIR"));
    read(std::fs::read(path).expect("seed")).expect("plan")
}

fn changning() -> Plan {
    seed(SEEDS[3].0).plan
}

fn pairs(plan: &Plan) -> impl Iterator<Item = (&Task, &Owner)> {
    plan.tasks
        .iter()
        .flat_map(|task| task.owners.iter().map(move |owner| (task, owner)))
}

fn count(plan: &Plan, name: &str) -> usize {
    pairs(plan).filter(|(_, owner)| *owner.name == *name).count()
}

fn task<'a>(plan: &'a Plan, id: &str) -> &'a Task {
    plan.tasks
        .iter()
        .find(|task| *task.id == *id)
        .unwrap_or_else(|| panic!("no task {id}"))
}

#[test]
fn seeds_are_as_published_and_every_value_is_its_slice() {
    for (name, sha256, tasks) in SEEDS {
        let extraction = seed(name);
        assert_eq!(extraction.plan.source.sha256, sha256, "{name} has been changed");
        assert_eq!(extraction.plan.tasks.len(), tasks, "{name}");
        check(&extraction).unwrap_or_else(|error| panic!("{name}: {error}"));
        check_json(&extraction.plan).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn plans_that_name_no_owner_have_none() {
    for (name, ..) in [SEEDS[0], SEEDS[1], SEEDS[2], SEEDS[4]] {
        let plan = seed(name).plan;
        assert_eq!(pairs(&plan).count(), 0, "{name}");
        assert!(
            plan.units.is_empty() && plan.tasks.iter().all(|task| task.tag.is_none()),
            "{name}"
        );
        let without: Vec<_> = plan.notes.iter().filter(|note| note.code == Code::NoOwner).collect();
        assert_eq!(without.len(), 1, "{name}");
        assert_eq!(without[0].all_tasks().count(), plan.tasks.len(), "{name}");
    }
}

#[test]
fn levels_are_decided_once_and_said() {
    let levels = |seed_at: usize| {
        let levels = seed(SEEDS[seed_at].0).plan.levels;
        let shown = |counts: &[LevelCount]| counts.iter().map(|level| (level.level.clone(), level.count)).collect();
        let (actions, tasks): (Vec<_>, Vec<_>) = (shown(&levels.actions), shown(&levels.tasks));
        (actions, tasks, levels.without_action)
    };
    let level = |form: &str, count: usize| (form.to_string(), count);
    assert_eq!(levels(0), (vec![level("一、", 5)], vec![level("1.", 26)], 0));
    assert_eq!(levels(1), (vec![], vec![level("(一)", 21)], 21));
    assert_eq!(levels(2), (vec![], vec![level("1.", 18)], 18));
    let tasks = vec![level("1、", 82), level("无编号段", 2)];
    assert_eq!(levels(3), (vec![level("一、", 22)], tasks, 0));
    assert_eq!(levels(4), (vec![level("一、", 5)], vec![level("1.", 18)], 0));
}

#[test]
fn the_report_around_the_list_is_kept_as_narrative() {
    let plan = seed(SEEDS[2].0).plan;
    assert!(
        plan.narrative
            .iter()
            .all(|told| told.kind == TaskKind::Narrative && !told.behind_tag)
    );
    let tells = |words: &str| plan.narrative.iter().any(|told| told.text.contains(words));
    // The year before is no work ahead, and the page's own words are none of the plan's.
    assert!(tells("力争2023年50%的城中村创成市卫生村") && tells("全市建成不少于22个老年友好型社区"));
    assert!(!tells("在过去的一年里") && !tells("据统计") && !tells("声明"));
    assert_eq!(plan.narrative.len(), 14);
    for (name, ..) in [SEEDS[0], SEEDS[1], SEEDS[3], SEEDS[4]] {
        assert!(seed(name).plan.narrative.is_empty(), "{name}");
    }
}

#[test]
fn titles_are_those_of_the_plans() {
    let titles = [
        ("2023年上海市卫生健康工作要点", 2023),
        ("2023年诸暨市卫生健康工作要点", 2023),
        ("2023年全市卫生健康重点工程(摘要)", 2023),
        ("健康长宁行动2023年工作重点", 2023),
        ("2020年上海市医政医管工作要点", 2020),
    ];
    for ((name, ..), (title, year)) in SEEDS.into_iter().zip(titles) {
        let plan = seed(name).plan;
        assert_eq!((plan.title.as_str(), plan.year), (title, Some(year)), "{name}");
    }
}

#[test]
fn front_matter_of_the_notice_and_of_the_page_are_told_apart() {
    let plan = changning();
    assert_eq!(plan.document_number.as_deref(), Some("长健促办发〔2023〕1号"));
    assert_eq!(plan.issuer.as_deref(), Some("长宁区健康促进委员会办公室"));
    assert_eq!(plan.issued_on.as_deref(), Some("2023-05-23"));
    let published = plan.front.published_on.expect("date of the page");
    assert_eq!(published.date, "2023-09-07");
    let notice = plan.front.notice_title.expect("title of the notice");
    assert_eq!(notice.text, "关于印发《健康长宁行动2023年工作重点》的通知");
    let addressees: Vec<&str> = plan.front.addressees.iter().map(|value| value.text.as_str()).collect();
    assert_eq!(addressees, ["区健康促进委员会相关成员单位"]);
    let attachments: Vec<&str> = plan.front.attachments.iter().map(|value| value.text.as_str()).collect();
    assert_eq!(attachments, ["健康长宁行动2023年工作重点"]);
}

#[test]
fn actions_and_tasks_of_changning() {
    let plan = changning();
    assert_eq!(plan.actions.len(), 22);
    let tagged: BTreeSet<&str> = plan
        .tasks
        .iter()
        .filter(|task| task.tag.is_some())
        .map(|task| &*task.action)
        .collect();
    assert_eq!(tagged.len(), 20);
    assert!(tagged.iter().all(|action| action.starts_with("2.")));
    assert_eq!(plan.tasks.iter().filter(|task| task.tag.is_some()).count(), 79);
    let open: Vec<&str> = plan
        .tasks
        .iter()
        .filter(|task| task.owners.is_empty())
        .map(|task| &*task.id)
        .collect();
    assert_eq!(open, ["1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4"]);
    let action = plan.actions.iter().find(|action| action.id == "2.16").expect("2.16");
    assert_eq!((&*action.number, action.title.as_str()), ("十六、", "健康环境促进行动"));
    assert_eq!(action.path, ["第二部分:各专项行动重点任务"]);
}

#[test]
fn a_number_that_stands_twice_loses_no_task() {
    let plan = changning();
    let numbers: Vec<(&str, &str)> = plan
        .tasks
        .iter()
        .filter(|task| &*task.action == "2.16")
        .map(|task| (&*task.id, &*task.number))
        .collect();
    let expected = [
        ("2.16.1", "1、"),
        ("2.16.2", "2、"),
        ("2.16.3", "3、"),
        ("2.16.4", "4、"),
        ("2.16.5", "5、"),
        ("2.16.6", "5、"),
        ("2.16.7", "6、"),
        ("2.16.8", "7、"),
    ];
    assert_eq!(numbers, expected);
    let repeated: Vec<usize> = plan
        .notes
        .iter()
        .filter(|note| note.code == Code::RepeatedNumber)
        .map(|note| note.line)
        .collect();
    assert_eq!(repeated, [task(&plan, "2.16.6").line]);
    assert!(task(&plan, "2.16.6").text.starts_with("加快推进绿化环境建设"));
}

#[test]
fn the_last_action_has_one_task_without_a_number() {
    let plan = changning();
    let tasks: Vec<&Task> = plan.tasks.iter().filter(|task| &*task.action == "2.20").collect();
    let [only] = tasks.as_slice() else { panic!("{tasks:?}") };
    assert_eq!(
        (only.kind, &*only.number, only.number_span),
        (TaskKind::Paragraph, "", None)
    );
    assert!(only.text.starts_with("深化国际科技创新合作") && only.text.ends_with("学术合作。"));
    assert_eq!(&*only.owners[0].name, "区卫健委");
}

#[test]
fn the_figures_of_changning_add_up() {
    let plan = changning();
    let names: BTreeSet<&str> = pairs(&plan).map(|(_, owner)| &*owner.name).collect();
    let groups: BTreeSet<&str> = pairs(&plan)
        .filter(|(_, owner)| owner.collective)
        .map(|(_, owner)| &*owner.name)
        .collect();
    assert_eq!((names.len(), groups.len(), plan.units.len()), (24, 4, 24));
    assert_eq!(pairs(&plan).count(), 100);
    assert_eq!(pairs(&plan).filter(|(_, owner)| owner.collective).count(), 6);
    let cells: BTreeSet<(&str, &str)> = pairs(&plan)
        .map(|(task, owner)| (&*owner.unit, &*task.action))
        .collect();
    assert_eq!(cells.len(), 47);
    let mut owners_of: BTreeMap<usize, usize> = BTreeMap::new();
    plan.tasks
        .iter()
        .for_each(|task| *owners_of.entry(task.owners.len()).or_default() += 1);
    assert_eq!((owners_of[&0], owners_of[&1]), (5, 68));
    assert_eq!(owners_of.range(2..).map(|(_, tasks)| tasks).sum::<usize>(), 11);
    assert_eq!(owners_of.keys().next_back(), Some(&6));
}

#[test]
fn owners_of_changning() {
    let plan = changning();
    for (name, tasks) in [
        ("区卫健委", 53),
        ("区教育局", 6),
        ("区医保局", 4),
        ("区建管委", 4),
        ("区创建国家卫生区领导小组各成员单位", 3),
        ("各控烟执法部门", 1),
        ("区爱国卫生运动委员会各成员单位", 1),
        ("区公共卫生工作联席会议各成员单位", 1),
    ] {
        assert_eq!(count(&plan, name), tasks, "{name}");
    }
    let first = plan
        .tasks
        .iter()
        .filter(|task| task.owners.first().is_some_and(|owner| &*owner.name == "区卫健委"));
    assert_eq!(first.count(), 50);
    // The plan says nothing of leads, so nobody is one.
    for (task, owner) in pairs(&plan) {
        assert_eq!(
            (owner.role, owner.effective_role),
            (Role::Owner, Role::Owner),
            "{}",
            task.id
        );
        assert_eq!(
            (owner.basis, owner.role_basis),
            (Basis::Stated, RoleBasis::Stated),
            "{}",
            task.id
        );
        assert!(owner.word.is_empty(), "{}", task.id);
    }
    let six: Vec<&str> = task(&plan, "2.6.6").owners.iter().map(|owner| &*owner.name).collect();
    assert_eq!(
        six,
        ["区卫健委", "区公安分局", "区民政局", "区残联", "区教育局", "区文明办"]
    );
}

#[test]
fn brackets_in_the_text_are_no_tags_and_units_in_the_text_no_owners() {
    let plan = changning();
    let text = &seed(SEEDS[3].0).document.text;
    let slice = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
    let reported: Vec<String> = plan
        .notes
        .iter()
        .filter(|note| note.code == Code::NotATag)
        .map(|note| slice(note.span.start, note.span.end))
        .collect();
    // 各街道(镇) stands in five tasks, (含中医) twice in one: said once each.
    let expected = ["(2023-2025年)", "(镇)", "(CNAS)", "(含中医)", "(楼宇)"];
    assert_eq!(reported, expected);
    let tasks = plan.notes.iter().filter(|note| note.code == Code::NotATag);
    assert_eq!(
        tasks.map(|note| note.all_tasks().count()).collect::<Vec<_>>(),
        [1, 5, 1, 1, 1]
    );
    assert!(task(&plan, "2.10.1").text.contains("实验室认可(CNAS)能力扩项"));
    // 联合区教育局相关部门, 各街道(镇)统筹协调: named in the text, not in the tag.
    let owners = |id: &str| -> Vec<&str> { task(&plan, id).owners.iter().map(|owner| &*owner.name).collect() };
    assert_eq!(owners("2.13.5"), ["区卫健委"]);
    assert_eq!(owners("2.14.2"), ["区创建国家卫生区领导小组各成员单位"]);
}

/// Times with a date that any reader would list, found by reading (`tests/deadlines/`): the words and what follows them.
#[test]
fn deadlines_are_those_a_reader_lists() {
    let (mut right, mut found, mut listed) = (0, 0, 0);
    for (name, ..) in SEEDS {
        let extraction = seed(name);
        let text: Vec<char> = extraction.document.text.chars().collect();
        let plan = &extraction.plan;
        let told = plan.narrative.iter().flat_map(|told| &told.deadlines);
        let dated = plan
            .tasks
            .iter()
            .flat_map(|task| &task.deadlines)
            .chain(told)
            .filter(|deadline| deadline.date.is_some());
        let mut places: Vec<(String, String)> = dated
            .map(|deadline| {
                let behind: String = text[deadline.span.end..]
                    .iter()
                    .filter(|c| !c.is_whitespace())
                    .take(30)
                    .collect();
                (deadline.text.clone(), behind)
            })
            .collect();
        found += places.len();
        let path = format!(
            "{}/tests/deadlines/{}",
            env!("CARGO_MANIFEST_DIR"),
            name.replace(".txt", ".tsv")
        );
        for line in std::fs::read_to_string(path).expect("annotation").lines().skip(1) {
            let (words, behind) = line.split_once('\t').expect("two columns");
            listed += 1;
            let at = places
                .iter()
                .position(|place| place.0 == words && place.1.starts_with(behind));
            right += at.map(|at| places.remove(at)).iter().len();
        }
    }
    assert_eq!((right, found, listed), (19, 19, 19), "right, found, listed");
}
