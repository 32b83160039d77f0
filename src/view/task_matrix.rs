//! 任务矩阵: tasks by units, each cell a mark for the unit's part.

use std::borrow::Cow;

use super::table::{Cell, CellKind, Column, ColumnKey, Link, Live, Row, RowKind, Table};
use super::wording;
use super::{Context, View};

pub(super) const VIEW: View = View {
    key: "task_matrix",
    columns: &["index", "id", "action", "text", "unit", "owners"],
    required: &["id"],
    build,
};

/// Characters of a task that stand in the matrix; the register holds all of it.
const EXCERPT: usize = 42;

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let survey = context.survey;
    let mut columns: Vec<Column> = ["index", "id", "action", "text"]
        .into_iter()
        .map(Column::named)
        .collect();
    columns.extend(survey.units.iter().enumerate().map(|(index, unit)| Column {
        key: ColumnKey::Unit(index),
        heading: Some(Cow::Borrowed(&unit.label)),
        group: None,
    }));
    columns.push(Column::named("owners"));
    let mut rows: Vec<Row> = Vec::new();
    for task in 0..survey.pairs.len() {
        let begins = task == 0 || survey.action_of[task] != survey.action_of[task - 1];
        if begins && survey.has_headings() {
            rows.push(band_row(context, task));
        }
        rows.push(task_row(context, task));
    }
    if !survey.units.is_empty() {
        rows.push(total_row(context));
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns,
        rows,
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

/// The action of the tasks below.
fn band_row<'a>(context: &'a Context<'a>, task: usize) -> Row<'a> {
    let heading = wording::action(context.survey, context.words, task);
    let heading = if heading.is_empty() {
        Cow::Borrowed(context.words.no_action.as_str())
    } else {
        heading
    };
    Row::new(RowKind::Band, vec![Cell::new(CellKind::Label, heading)])
}

fn task_row<'a>(context: &'a Context<'a>, task: usize) -> Row<'a> {
    let (survey, words) = (context.survey, context.words);
    let pairs = &survey.pairs[task];
    let mut cells = vec![
        Cell::number(CellKind::Index, task + 1).to(Link::Register(task)),
        Cell::new(CellKind::Id, &*survey.plan.tasks[task].id).to(Link::Source(task)),
        Cell::text(wording::action(survey, words, task)),
        Cell::text(wording::excerpt(&survey.plan.tasks[task].text, EXCERPT)),
    ];
    let mut marks = vec![Cell::blank(CellKind::Mark); survey.units.len()];
    for pair in pairs {
        let part = pair.part();
        marks[pair.unit] = Cell::new(CellKind::Mark, words.mark.of(part));
    }
    cells.append(&mut marks);
    cells.push(match (pairs.is_empty(), survey.units.is_empty()) {
        (true, _) => Cell::new(CellKind::Pending, words.unassigned.as_str()),
        (false, false) => Cell::live(CellKind::Total, Live::Marks, pairs.len()),
        (false, true) => Cell::number(CellKind::Total, pairs.len()),
    });
    Row {
        task: Some(task),
        ..Row::new(RowKind::Data, cells)
    }
}

fn total_row<'a>(context: &'a Context<'a>) -> Row<'a> {
    let survey = context.survey;
    let mut cells = vec![
        Cell::blank(CellKind::Total),
        Cell::blank(CellKind::Total),
        Cell::blank(CellKind::Total),
        Cell::new(CellKind::Label, context.words.total.as_str()),
    ];
    cells.extend(
        survey
            .units
            .iter()
            .map(|unit| Cell::live(CellKind::Total, Live::ColumnMarks, unit.tasks.len())),
    );
    cells.push(Cell::live(CellKind::Total, Live::RowSum, survey.counts.pairs));
    Row::new(RowKind::Total, cells)
}
