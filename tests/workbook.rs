//! The workbooks as written, read back by calamine.

#[path = "support/plan.rs"]
mod support;

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use fengong::plan::{
    Basis, Certainty, CharSpan, ColumnCell, Deadline, DeadlineKind, DeadlineOrigin, DeadlineRule, Person, Role,
    RoleBasis, UnitKind,
};
use fengong::write::{self, Options, OutputFile, WorkbookTemplate};
use support::{Builder, owner};

type Book = Xlsx<Cursor<Vec<u8>>>;

/// What a count of 0 shows (`words.zero`).
const EMPTY: &str = " ";

fn template() -> WorkbookTemplate {
    WorkbookTemplate::parse(include_str!("../templates/workbook.toml")).unwrap()
}

fn files(builder: &Builder) -> Vec<OutputFile> {
    write::write(&builder.plan, &builder.text, &template(), &Options::default()).unwrap()
}

fn open(file: &OutputFile) -> Book {
    Xlsx::new(Cursor::new(file.bytes.clone())).unwrap()
}

fn master(builder: &Builder) -> Book {
    open(&files(builder)[0])
}

/// The rows of a sheet as text, blank cells as "".
fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<String>> {
    let range: Range<Data> = book.worksheet_range(sheet).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

fn row_of<'r>(rows: &'r [Vec<String>], first: &str) -> &'r [String] {
    rows.iter()
        .find(|row| row.iter().any(|cell| cell == first))
        .unwrap_or_else(|| panic!("no {first} in {rows:?}"))
}

/// Two actions, four tasks, three units and a collective.
fn sample() -> Builder {
    let mut builder = Builder::new("健康行动2023年工作重点");
    builder
        .unit("区卫健委", UnitKind::Gov, 300)
        .unit("区委宣传部", UnitKind::Party, 100);
    builder
        .unit("各控烟执法部门", UnitKind::Coordinating, 900)
        .unit("区教育局", UnitKind::Gov, 200);
    builder.action("一、", "健康科普行动");
    builder.task("建设专家库。", &[("区卫健委", Role::Owner)]);
    builder.task("开展宣传。", &[("区卫健委", Role::Owner), ("区委宣传部", Role::Owner)]);
    builder.action("二、", "控制吸烟行动");
    builder.task(
        "开展执法。",
        &[
            ("各控烟执法部门", Role::Owner),
            ("区教育局", Role::Owner),
            ("区卫健委", Role::Owner),
        ],
    );
    builder.task("制定文件。", &[]);
    builder
}

#[test]
fn sheets_stand_in_order_units_in_protocol_order() {
    let book = master(&sample());
    let names = [
        "说明",
        "责任矩阵",
        "任务矩阵",
        "任务台账",
        "时限表",
        "统计",
        "分工明细",
        "区委宣传部",
        "区教育局",
        "区卫健委",
        "各控烟执法部门",
        "待明确",
        "核对",
        "原文",
        // Hidden: what `verify` reads.
        "核验数据",
    ];
    assert_eq!(book.sheet_names(), names);
}

#[test]
fn lists_are_numbered_in_matrix_order() {
    let files = files(&sample());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "健康行动2023年工作重点-责任分工.xlsx",
            "部门清单/01-区委宣传部.xlsx",
            "部门清单/02-区教育局.xlsx",
            "部门清单/03-区卫健委.xlsx",
            "部门清单/04-各控烟执法部门.xlsx",
            "plan.json"
        ]
    );
}

#[test]
fn the_matrix_holds_formulas_with_their_values() {
    let mut book = master(&sample());
    let matrix = rows(&mut book, "责任矩阵");
    assert_eq!(row_of(&matrix, "区卫健委"), ["3", "区卫健委", "2", "1", "3", "2"]);
    assert_eq!(
        row_of(&matrix, "各控烟执法部门"),
        ["4", "各控烟执法部门", EMPTY, "1", "1", "1"]
    );
    assert_eq!(row_of(&matrix, "待明确"), ["", "待明确", EMPTY, "1", "1", "1"]);
    assert_eq!(row_of(&matrix, "件次合计"), ["", "件次合计", "3", "3", "6", "5"]);
    assert_eq!(row_of(&matrix, "任务数"), ["", "任务数", "2", "2", "4", ""]);
    assert_eq!(row_of(&matrix, "核对：明细中未计入本表的行")[4], "无");
    let formulas = book.worksheet_formula("责任矩阵").unwrap();
    let pairs: Vec<&String> = formulas.used_cells().map(|(_, _, formula)| formula).collect();
    assert_eq!(
        pairs
            .iter()
            .filter(|formula| formula.contains("SUMPRODUCT((") && formula.contains("\"A2.1\""))
            .count(),
        5
    );
}

#[test]
fn bands_name_the_kinds_collectives_last() {
    let matrix = rows(&mut master(&sample()), "责任矩阵");
    let bands: Vec<&str> = matrix
        .iter()
        .map(|row| row[0].as_str())
        .filter(|cell| cell.ends_with("部门") || cell.starts_with("群体"))
        .collect();
    assert_eq!(bands, ["党委部门", "政府部门", "群体（未按名册展开）"]);
}

#[test]
fn the_reconciliation_adds_up() {
    let summary = rows(&mut master(&sample()), "说明");
    let text: Vec<&str> = summary
        .iter()
        .filter_map(|row| row.get(1))
        .map(String::as_str)
        .collect();
    assert!(text.contains(&"4 项 = 有责任单位 3 项 + 待明确 1 项"), "{text:?}");
    assert!(
        text.contains(&"1 项单一责任 + 2 项多家共 5 件次 = 6 件次 = 点名 5 + 群体 1"),
        "{text:?}"
    );
}

#[test]
fn without_a_lead_the_register_has_one_column_of_units() {
    let mut book = master(&sample());
    let register = rows(&mut book, "任务台账");
    let headings = row_of(&register, "任务内容");
    assert!(headings.contains(&"责任单位".to_string()) && !headings.contains(&"牵头单位".to_string()));
    assert!(row_of(&register, "2.2.2").contains(&"待明确".to_string()));
    let mut builder = sample();
    builder.task("再做一事。", &[("区教育局", Role::Lead), ("区卫健委", Role::Support)]);
    let register = rows(&mut master(&builder), "任务台账");
    let headings = row_of(&register, "任务内容");
    assert!(headings.contains(&"牵头单位".to_string()) && headings.contains(&"配合/责任单位".to_string()));
    let task = row_of(&register, "2.2.3");
    let lead = headings.iter().position(|heading| heading == "牵头单位").unwrap();
    assert_eq!(task[lead..lead + 2], ["区教育局", "区卫健委"]);
}

#[test]
fn presumed_and_carried_parts_are_marked() {
    let mut builder = sample();
    builder.plan.tasks[1].owners[0].effective_role = Role::Lead;
    builder.plan.tasks[1].owners[0].role_basis = RoleBasis::Convention;
    builder.plan.tasks[1].owners[1].basis = Basis::Carried;
    let mut book = master(&builder);
    assert!(row_of(&rows(&mut book, "任务台账"), "2.1.2").contains(&"区卫健委（推定）".to_string()));
    assert!(row_of(&rows(&mut book, "任务台账"), "2.1.2").contains(&"区委宣传部（沿用）".to_string()));
    assert!(row_of(&rows(&mut book, "任务矩阵"), "2.1.2").contains(&"☆".to_string()));
    assert!(row_of(&rows(&mut book, "分工明细"), "2.1.2").contains(&"推定（列首为牵头）".to_string()));
    let list = rows(&mut book, "区委宣传部");
    let list = row_of(&list, "2.1.2");
    assert!(list.contains(&"责任（沿用）".to_string()) && list.contains(&"区卫健委（牵头、推定）".to_string()));
    let text = rows(&mut book, "说明").concat().join("\n");
    assert!(
        text.contains("= 5 件次；另有沿用他处语句 1 件次，合计 6 件次 = 点名 4 + 群体 1 + 沿用他处语句 1"),
        "{text}"
    );
    assert!(text.contains("6 件次 = 牵头 1 + 责任 5"), "{text}");
}

#[test]
fn a_name_behind_which_the_list_is_open_says_so() {
    let mut builder = sample();
    builder.plan.tasks[1].open_ended = true;
    builder.plan.tasks[1].owners[0].open_ended = true;
    let register = rows(&mut master(&builder), "任务台账");
    let row = row_of(&register, "开展宣传。");
    assert!(
        row.iter().any(|cell| cell == "区卫健委等（未列全）\n区委宣传部"),
        "{row:?}"
    );
}

#[test]
fn what_holds_for_all_owners_of_a_task_is_said_once() {
    let mut builder = sample();
    for owner in &mut builder.plan.tasks[2].owners {
        owner.basis = Basis::Inherited;
    }
    builder.plan.tasks[0].owners[0].basis = Basis::Inherited;
    let mut book = master(&builder);
    let register = rows(&mut book, "任务台账");
    let owners = "各控烟执法部门\n区教育局\n区卫健委\n（均为承上）".to_string();
    assert!(row_of(&register, "2.2.1").contains(&owners), "{register:?}");
    assert!(row_of(&register, "2.1.1").contains(&"区卫健委（承上）".to_string()));
    let text = rows(&mut book, "说明").concat().join("\n");
    assert!(
        text.contains("6 件次中有 4 件次的责任单位写在上级标题或合并格里"),
        "{text}"
    );
}

fn by_the_end_of_june(year_presumed: bool) -> Deadline {
    Deadline {
        text: "6月底前".into(),
        date: Some("2023-06-30".into()),
        start: None,
        kind: DeadlineKind::By,
        frequency: None,
        origin: DeadlineOrigin::Tag,
        year_presumed,
        impossible: false,
        part: false,
        basis: Basis::Stated,
        rule: DeadlineRule::Tag,
        certainty: Certainty::Certain,
        derivation: String::new(),
        span: CharSpan::new(0, 1),
        pieces: Vec::new(),
    }
}

#[test]
fn a_task_of_which_nobody_says_how_far_it_is_is_not_behind() {
    let mut builder = sample();
    builder.plan.tasks[0].deadlines.push(by_the_end_of_june(false));
    let light = |as_of: &str| {
        let mut options = Options::default();
        options.given.as_of = Some(as_of.into());
        let files = write::write(&builder.plan, &builder.text, &template(), &options).unwrap();
        let register = rows(&mut open(&files[0]), "任务台账");
        let row = row_of(&register, "2.1.1").to_vec();
        row.into_iter().find(|cell| ["红", "黄", "绿"].contains(&cell.as_str()))
    };
    assert_eq!(light("2023-05-31").as_deref(), Some("绿"), "most of the time is gone");
    assert_eq!(light("2023-06-20").as_deref(), Some("黄"), "it is due soon");
    assert_eq!(light("2023-07-01").as_deref(), Some("红"), "it is overdue");
}

#[test]
fn tasks_without_an_owner_stand_below_the_sum_they_are_no_part_of() {
    let mut builder = sample();
    builder.task("没有责任单位的事。", &[]);
    let matrix = rows(&mut master(&builder), "责任矩阵");
    let place = |name: &str| {
        matrix
            .iter()
            .position(|row| row.get(1).is_some_and(|cell| cell == name))
    };
    assert!(
        place("件次合计").is_some() && place("件次合计") < place("待明确"),
        "{matrix:?}"
    );
}

#[test]
fn a_year_that_the_deadline_does_not_name_is_marked() {
    let mut builder = sample();
    builder.plan.tasks[0].deadlines.push(by_the_end_of_june(true));
    builder.plan.tasks[1].deadlines.push(by_the_end_of_june(false));
    let register = rows(&mut master(&builder), "任务台账");
    assert!(row_of(&register, "2.1.1").contains(&"6月底前\n2023-06-30\n（推定年份）".to_string()));
    assert!(row_of(&register, "2.1.2").contains(&"6月底前\n2023-06-30".to_string()));
}

#[test]
fn leaders_have_a_column_where_the_plan_names_any() {
    let mut builder = sample();
    let heading = "责任领导".to_string();
    assert!(!row_of(&rows(&mut master(&builder), "任务台账"), "任务内容").contains(&heading));
    builder.plan.tasks[0].people.push(Person {
        name: "王某某".into(),
        basis: Basis::Stated,
        word: "责任领导".into(),
        span: CharSpan::new(0, 1),
        pieces: Vec::new(),
    });
    let mut book = master(&builder);
    for sheet in ["任务台账", "区卫健委"] {
        let rows = rows(&mut book, sheet);
        let at = row_of(&rows, "任务内容").iter().position(|cell| *cell == heading);
        assert_eq!(row_of(&rows, "2.1.1")[at.unwrap()], "王某某", "{sheet}");
    }
}

#[test]
fn a_plan_without_headings_has_one_column_of_all_tasks() {
    let mut builder = Builder::new("任务分工表");
    builder.unit("区教育局", UnitKind::Gov, 200);
    builder.action("", "").task("改厕。", &[("区教育局", Role::Lead)]);
    let mut book = master(&builder);
    let matrix = rows(&mut book, "责任矩阵");
    assert_eq!(row_of(&matrix, "责任单位")[2], "全部任务");
    let text = rows(&mut book, "说明").concat();
    assert!(text.contains(&"1 项".to_string()), "{text:?}");
}

#[test]
fn a_unit_in_two_roles_is_one_pair_and_two_rows() {
    let mut builder = sample();
    builder.plan.tasks[0].owners.push(owner("区卫健委", Role::Support));
    let mut book = master(&builder);
    assert_eq!(row_of(&rows(&mut book, "责任矩阵"), "区卫健委")[4], "3");
    let detail = rows(&mut book, "分工明细");
    let of_task: Vec<_> = detail.iter().filter(|row| row.contains(&"2.1.1".to_string())).collect();
    assert_eq!(of_task.len(), 2);
    assert_eq!((of_task[0][11].as_str(), of_task[1][11].as_str()), ("1", "0"));
}

#[test]
fn a_plan_without_owners_has_a_matrix_of_open_tasks_and_no_lists() {
    let mut builder = Builder::new("工作要点");
    builder.action("", "").task("做好一件事。", &[]);
    let files = files(&builder);
    assert_eq!(files.len(), 2);
    let matrix = rows(&mut open(&files[0]), "责任矩阵");
    // Without any heading nothing is counted by actions.
    assert_eq!(row_of(&matrix, "待明确")[1..], ["待明确", "1", "1"]);
    let summary = rows(&mut open(&files[0]), "说明").concat().join("\n");
    assert!(
        !matrix.concat().concat().contains("涉及") && !summary.contains("行动 1 组"),
        "{summary}"
    );
    assert!(!matrix.iter().any(|row| row[0] == "1"));
}

#[test]
fn the_plans_own_remarks_stand_in_register_and_lists_where_there_are_any() {
    let mut builder = sample();
    let without = rows(&mut master(&builder), "任务台账");
    assert!(!without.concat().contains(&"原文备注".to_string()));
    builder.task("新造林1200亩。", &[("区教育局", Role::Owner)]);
    let cell = |heading: &str, text: &str| ColumnCell {
        heading: heading.into(),
        text: text.into(),
        span: CharSpan::new(0, 1),
        pieces: Vec::new(),
    };
    let task = builder.plan.tasks.last_mut().unwrap();
    task.cells = vec![cell("数量", "1200"), cell("备 注", "含补植")];
    let mut book = master(&builder);
    for sheet in ["任务台账", "区教育局"] {
        let rows = rows(&mut book, sheet);
        let column = row_of(&rows, "原文备注")
            .iter()
            .position(|cell| cell == "原文备注")
            .unwrap();
        assert_eq!(row_of(&rows, "新造林1200亩。")[column], "含补植", "{sheet}");
    }
}

#[test]
fn a_long_task_goes_on_in_further_rows_and_loses_nothing() {
    let long = "健康促进工作，全面推进。".repeat(250);
    let mut builder = sample();
    builder.task(&long, &[("区教育局", Role::Owner)]);
    let mut book = master(&builder);
    for sheet in ["任务台账", "区教育局"] {
        let rows = rows(&mut book, sheet);
        let parts: Vec<_> = rows.iter().filter(|row| row[1].starts_with("2.2.3")).collect();
        assert!(parts.len() > 2 && parts[1][1] == "2.2.3（续）", "{sheet}");
        assert_eq!(
            parts.iter().map(|row| row[4].as_str()).collect::<String>(),
            long,
            "{sheet}"
        );
    }
    assert_eq!(row_of(&rows(&mut book, "责任矩阵"), "任务数")[4], "5");
}

#[test]
fn names_that_excel_or_windows_refuse_are_made_fit() {
    let mut builder = Builder::new("关于A/B:的“工作”要点 ");
    let long = |last: &str| format!("市{}{last}", "长".repeat(38));
    let names = [
        "History".to_string(),
        "说明".to_string(),
        "市*/?局".to_string(),
        long("甲"),
        long("乙"),
    ];
    for (index, name) in names.iter().enumerate() {
        builder.unit(name, UnitKind::Gov, index as u32);
    }
    builder.action("一、", "行动");
    for name in &names {
        builder.task("任务。", &[(name, Role::Owner)]);
    }
    let files = files(&builder);
    assert_eq!(files[0].path, "关于A_B_的“工作”要点-责任分工.xlsx");
    assert_eq!(files[3].path, "部门清单/03-市___局.xlsx");
    let mut book = open(&files[0]);
    let sheets = book.sheet_names();
    assert!(
        sheets.contains(&"History表".to_string()) && sheets.contains(&"说明(2)".to_string()),
        "{sheets:?}"
    );
    assert!(sheets.iter().all(|name| name.chars().count() <= 31));
    let matrix = rows(&mut book, "责任矩阵");
    for name in &names {
        assert_eq!(row_of(&matrix, name)[2], "1", "{name}");
    }
}

#[test]
fn text_that_looks_like_a_formula_stays_text_and_control_characters_show() {
    let mut builder = sample();
    builder.task("=1+1", &[]).task("控\u{7}制", &[]);
    let mut book = master(&builder);
    let register = rows(&mut book, "任务台账");
    assert!(row_of(&register, "2.2.3").contains(&"=1+1".to_string()));
    assert!(row_of(&register, "2.2.4").contains(&"控□制".to_string()));
}

#[test]
fn the_source_is_shown_line_by_line() {
    let source = rows(&mut master(&sample()), "原文");
    assert_eq!(row_of(&source, "建设专家库。"), ["3", "任务", "2.1.1", "建设专家库。"]);
    assert_eq!(row_of(&source, "健康行动2023年工作重点")[..2], ["1", "标题"]);
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let builder = sample();
    assert_eq!(files(&builder), files(&builder));
}

#[test]
fn a_sheet_that_is_left_out_leaves_numbers_behind() {
    let text =
        include_str!("../templates/workbook.toml").replacen("view = \"detail\"", "view = \"detail\"\nshow = false", 1);
    let template = WorkbookTemplate::parse(&text).unwrap();
    let builder = sample();
    let files = write::write(&builder.plan, &builder.text, &template, &Options::default()).unwrap();
    let mut book = open(&files[0]);
    assert!(!book.sheet_names().contains(&"分工明细".to_string()));
    assert_eq!(row_of(&rows(&mut book, "责任矩阵"), "区卫健委")[4], "3");
}
