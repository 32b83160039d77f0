//! 征求意见表: a unit's present part in each of its tasks, with cells for what it would change and why.

use super::table::{Cell, CellKind, Column, Row, RowKind, Table};
use super::wording;
use super::{Context, Part, View};

pub(super) const VIEW: View = View {
    key: "consult",
    columns: &[
        "index",
        "id",
        "action",
        "number",
        "text",
        "role",
        "assignment",
        "deadline",
        "suggestion",
        "reason",
        "adopted",
    ],
    required: &["id", "suggestion"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let units = 0..context.survey.units.len();
    units.map(|unit| table(context, unit)).collect()
}

fn table<'a>(context: &'a Context<'a>, unit: usize) -> Table<'a> {
    let tasks = context.survey.units[unit].tasks.iter().enumerate();
    let cells = |index: usize, task: usize, part: Part| {
        let keys = VIEW.columns.iter();
        keys.map(|key| cell(context, unit, index, task, part, key)).collect()
    };
    let rows = tasks.map(|(index, (task, part))| Row {
        task: Some(*task),
        unit: Some(unit),
        ..Row::new(RowKind::Data, cells(index, *task, *part))
    });
    Table {
        view: VIEW.key,
        unit: Some(unit),
        columns: VIEW.columns.iter().map(|key| Column::named(key)).collect(),
        rows: rows.collect(),
        notes: Vec::new(),
        charts: Vec::new(),
    }
}

fn cell<'a>(context: &'a Context<'a>, unit: usize, index: usize, at: usize, part: Part, key: &str) -> Cell<'a> {
    let (survey, words) = (context.survey, context.words);
    let task = &survey.plan.tasks[at];
    match key {
        "index" => Cell::number(CellKind::Index, index + 1),
        "id" => Cell::new(CellKind::Id, &*task.id),
        "action" => Cell::new(CellKind::Label, wording::action(survey, words, at)),
        "number" => Cell::text(wording::number(task)),
        "text" => Cell::text(task.text.as_str()),
        "role" => Cell::new(CellKind::Label, wording::role(survey, words, at, unit, part)),
        "assignment" => Cell::new(CellKind::Name, wording::assignment(survey, words, at)),
        "deadline" => Cell::text(wording::deadlines(task, words)),
        _ => Cell::blank(CellKind::FillIn),
    }
}
