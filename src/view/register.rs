//! 任务台账: one row a task, with the columns a register is kept in.

use super::dates::Day;
use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording;
use super::{Context, View, Words};
use crate::plan::{Role, Task};

pub(super) const VIEW: View = View {
    key: "register",
    columns: &[
        "index",
        "id",
        "action",
        "number",
        "text",
        "target",
        "lead",
        "support",
        "owners",
        "people",
        "leader_lead",
        "leader_owner",
        "partners",
        "deadline",
        "due",
        "plan_remark",
        "status",
        "percent",
        "light",
        "progress",
        "problems",
        "next",
        "reporter",
        "updated",
        "remark",
        "action_key",
    ],
    required: &["id", "action_key"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    // Where the plan names no lead at all, two columns of roles would be one empty and one full.
    let survey = context.survey;
    let (leads, people, partners) = (survey.has_leads(), survey.has_people(), survey.has_partners());
    let remarks = survey.has_remarks();
    let shown = |key: &str| match key {
        "owners" => !leads,
        "lead" | "support" => leads,
        "people" => people,
        "partners" => partners,
        "plan_remark" => remarks,
        _ => true,
    };
    let keys = VIEW.columns.iter().copied().filter(|key| shown(key));
    let columns: Vec<Column> = keys.clone().map(Column::named).collect();
    let rows = (0..context.survey.pairs.len())
        .map(|task| Row {
            task: Some(task),
            ..Row::new(
                RowKind::Data,
                keys.clone().map(|key| cell(context, task, key)).collect(),
            )
        })
        .collect();
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns,
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// The leaders in front (牵头领导) or the others; a cell to be filled in where the plan names none.
pub(super) fn leader<'a>(task: &'a Task, words: &Words, in_front: bool) -> Cell<'a> {
    let names = wording::people_of(task, words, |person| person.word.contains("牵头") == in_front);
    if names.is_empty() {
        Cell::blank(CellKind::FillIn)
    } else {
        Cell::text(names)
    }
}

/// The day by which all of the task is to be done: the last of its dates.
fn due(task: &Task) -> Option<Day> {
    let days = task
        .deadlines
        .iter()
        .filter_map(|deadline| Day::parse(deadline.date.as_deref()?));
    days.max()
}

fn cell<'a>(context: &'a Context<'a>, index: usize, key: &str) -> Cell<'a> {
    let (survey, words) = (context.survey, context.words);
    let task = &survey.plan.tasks[index];
    match key {
        "index" => Cell::number(CellKind::Index, index + 1),
        "id" => Cell::new(CellKind::Id, &*task.id).to(Link::Source(index)),
        "action" => Cell::new(CellKind::Label, wording::action(survey, words, index)),
        "number" => Cell::text(wording::number(task)),
        "text" => Cell::text(task.text.as_str()),
        "target" => Cell::text(wording::targets(task, "\n")),
        "owners" | "lead" if survey.pairs[index].is_empty() => Cell::new(CellKind::Pending, words.unassigned.as_str()),
        "owners" => Cell::new(CellKind::Name, wording::names(survey, words, index, |_| true)),
        "lead" => Cell::new(
            CellKind::Name,
            wording::names(survey, words, index, |role| role == Role::Lead),
        ),
        "support" => Cell::new(
            CellKind::Name,
            wording::names(survey, words, index, |role| role != Role::Lead),
        ),
        "people" => Cell::text(wording::people(task, words)),
        "leader_lead" => leader(task, words, true),
        "leader_owner" => leader(task, words, false),
        "partners" => Cell::text(wording::partners(task)),
        "deadline" => Cell::new(CellKind::Label, wording::deadlines(task, words)),
        "plan_remark" => Cell::text(wording::plan_remark(task)),
        "due" => match due(task) {
            Some(day) => Cell::day(CellKind::Date, day.serial()),
            None => Cell::blank(CellKind::Date),
        },
        "light" => Cell::light(due(task).map(Day::serial)),
        "percent" => Cell::blank(CellKind::Percent),
        "status" => Cell::blank(CellKind::Status),
        "updated" => Cell::blank(CellKind::Date),
        "remark" if !task.look.is_empty() || !task.changes.is_empty() => {
            Cell::new(CellKind::Pending, wording::task_remark(task, context)).to(Link::View("findings"))
        }
        "action_key" => Cell::new(CellKind::Key, super::action_key(survey, survey.action_of[index])),
        _ => Cell::blank(CellKind::FillIn),
    }
}
