//! The plan as a table for spreadsheets: one row for each task and owner.

use std::collections::HashMap;
use std::io;

use crate::plan::{Action, Basis, Owner, Plan, Resolution, RoleBasis, Task};
use crate::view::{Survey, targets};

/// Column headings.
const HEADINGS: [&str; 19] = [
    "来源文件",
    "序号",
    "编号",
    "行动",
    "原编号",
    "任务内容",
    "责任主体",
    "归一名称",
    "角色",
    "角色依据",
    "原文用词",
    "责任来源",
    "是否群体",
    "名称核对",
    "责任领导",
    "工作目标",
    "完成时限",
    "责任标注",
    "行号",
];

/// The rows of one plan; with the byte order mark that Excel needs and the headings when it is the `first`.
/// A task without an owner has one row with the owner's columns empty.
pub(crate) fn csv(plan: &Plan, first: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if first {
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(bytes);
    if first {
        table.write_record(HEADINGS)?;
    }
    let shown = shown_names(plan);
    for (index, task) in plan.tasks.iter().enumerate() {
        let owners: Vec<Option<&Owner>> = match task.owners.as_slice() {
            [] => vec![None],
            owners => owners.iter().map(Some).collect(),
        };
        for owner in owners {
            let name = owner.and_then(|owner| shown.get(&*owner.unit));
            let row = row(plan, index + 1, task, owner, name.map_or("", String::as_str));
            table.write_record(row.iter().map(|cell| harmless(cell)))?;
        }
    }
    table.into_inner().map_err(|error| error.into_error())
}

/// The name under which the workbook shows each unit, by its id: the id itself (省商务委 for 省商务厅) is no name.
fn shown_names(plan: &Plan) -> HashMap<&str, String> {
    let survey = Survey::new(plan, "");
    let mut names = HashMap::new();
    for pair in survey.pairs.iter().flatten() {
        for owner in &pair.owners {
            let name = || survey.units[pair.unit].label.clone();
            names.entry(&*owner.unit).or_insert_with(name);
        }
    }
    names
}

fn row(plan: &Plan, number: usize, task: &Task, owner: Option<&Owner>, name: &str) -> [String; 19] {
    let action = plan.actions.iter().find(|action| *action.id == *task.action);
    let (file, line) = plan.source.place(task.line);
    let line = plan
        .source
        .words_of(task.line)
        .map_or_else(|| line.to_string(), String::from);
    let of_owner = |value: fn(&Owner) -> &str| owner.map(value).unwrap_or_default().to_string();
    [
        file.map_or(&plan.source.name, |file| &plan.source.files[file].name)
            .clone(),
        number.to_string(),
        task.id.to_string(),
        action.map(Action::heading).unwrap_or_default(),
        task.number.to_string(),
        task.text.clone(),
        of_owner(|owner| &owner.name),
        name.to_string(),
        of_owner(|owner| owner.effective_role.label()),
        of_owner(role_basis),
        of_owner(|owner| &owner.word),
        owner.map(basis).unwrap_or_default(),
        of_owner(|owner| if owner.collective { "是" } else { "否" }),
        of_owner(resolution),
        people(task),
        targets(task, "；"),
        deadlines(task),
        task.tag.as_ref().map(|tag| tag.text.clone()).unwrap_or_default(),
        line,
    ]
}

fn people(task: &Task) -> String {
    let names: Vec<&str> = task.people.iter().map(|person| person.name.as_str()).collect();
    names.join("、")
}

fn deadlines(task: &Task) -> String {
    let words: Vec<&str> = task.deadlines.iter().map(|deadline| deadline.text.as_str()).collect();
    words.join("；")
}

fn role_basis(owner: &Owner) -> &'static str {
    match owner.role_basis {
        RoleBasis::Stated => "原文",
        RoleBasis::Rule => "文件规定",
        RoleBasis::Convention => "推定",
        RoleBasis::Decided => "调整",
    }
}

fn basis(owner: &Owner) -> String {
    let words = match owner.basis {
        Basis::Stated => "本条标注",
        Basis::Inherited => "上级标题或合并格",
        Basis::Carried => "文中统一规定",
        Basis::Roster => "按名册展开",
        Basis::Decided => "回收的意见",
    };
    match &owner.member_of {
        Some(group) => format!("{words}：{group}"),
        None => words.to_string(),
    }
}

fn resolution(owner: &Owner) -> &'static str {
    match owner.resolution {
        Resolution::Known => "已识别",
        Resolution::Unknown => "未收录",
        Resolution::Ambiguous { .. } => "有歧义",
    }
}

/// A spreadsheet takes a cell that begins with one of these for a formula, quoted or not, and the plan may
/// come from anywhere; an apostrophe keeps it text. The full-width forms count too in a Chinese Excel.
fn harmless(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_can_become_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("＝HYPERLINK"), "'＝HYPERLINK");
        assert_eq!(harmless("-5%"), "'-5%");
        assert_eq!(harmless("区卫健委"), "区卫健委");
        assert_eq!(harmless(""), "");
    }
}
