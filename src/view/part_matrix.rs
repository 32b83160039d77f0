//! 责任矩阵（按部分）: units by the parts of a plan (第一部分, 第二部分), where it has several; each number the sum of
//! the matrix's over the actions of the part.

use std::borrow::Cow;

use super::table::{Cell, CellKind, Column, ColumnKey, Link, Live, Row, RowKind, Table};
use super::words::MatrixCells;
use super::{Context, Survey, View};

pub(super) const VIEW: View = View {
    key: "part_matrix",
    columns: &["index", "name", "action", "total"],
    required: &["name", "action", "total"],
    build,
};

/// A part: its heading, and its first and last action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlanPart<'a> {
    name: &'a str,
    first: usize,
    last: usize,
}

/// The parts of a plan in text order; empty where it has fewer than two.
pub(super) fn parts<'a>(survey: &'a Survey) -> Vec<PlanPart<'a>> {
    let mut parts: Vec<PlanPart> = Vec::new();
    for (action, surveyed) in survey.actions.iter().enumerate() {
        let name = surveyed.above();
        match parts.last_mut() {
            Some(part) if part.name == name => part.last = action,
            _ => parts.push(PlanPart {
                name,
                first: action,
                last: action,
            }),
        }
    }
    // As many parts as actions would be the matrix once more.
    let several = parts.len() > 1 && parts.len() * 2 <= survey.actions.len();
    if several { parts } else { Vec::new() }
}

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let survey = context.survey;
    let parts = parts(survey);
    if parts.is_empty() || survey.units.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![Column::named("index"), Column::named("name")];
    columns.extend(parts.iter().map(|part| Column {
        key: ColumnKey::Action(part.first),
        heading: Some(if part.name.is_empty() {
            Cow::Borrowed(context.words.no_action.as_str())
        } else {
            Cow::Owned(part.name.replacen(['　', ' '], "\n", 1))
        }),
        group: None,
    }));
    columns.push(Column::named("total"));
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns,
        rows: rows(context, &parts),
        notes: Vec::new(),
        charts: Vec::new(),
    }]
}

fn rows<'a>(context: &'a Context<'a>, parts: &[PlanPart]) -> Vec<Row<'a>> {
    let survey = context.survey;
    let number = |kind, live, now| {
        if context.cells == MatrixCells::Counts {
            Cell::live(kind, live, now)
        } else {
            Cell::number(kind, now)
        }
    };
    let mut rows = Vec::new();
    let mut band: Option<&str> = None;
    for (index, unit) in survey.units.iter().enumerate() {
        let name = context.words.band.of(unit.band);
        if band != Some(name) {
            rows.push(Row::new(RowKind::Band, vec![Cell::new(CellKind::Label, name)]));
            band = Some(name);
        }
        let mut cells = vec![
            Cell::number(CellKind::Index, index + 1).to(Link::UnitRow(index)),
            Cell::new(CellKind::Name, unit.label.as_str()).to(Link::UnitSheet(index)),
        ];
        cells.extend(parts.iter().map(|part| {
            let own = unit.tasks.iter().map(|(task, _)| survey.action_of[*task]);
            let own = own.filter(|action| (part.first..=part.last).contains(action)).count();
            number(CellKind::Count, Live::Actions(part.first, part.last), own)
        }));
        cells.push(number(CellKind::Total, Live::RowSum, unit.tasks.len()));
        rows.push(Row {
            unit: Some(index),
            ..Row::new(RowKind::Data, cells)
        });
    }
    let mut sums = vec![
        Cell::blank(CellKind::Total),
        Cell::new(CellKind::Label, context.words.total.as_str()),
    ];
    sums.extend(parts.iter().map(|part| {
        let tasks = survey.actions[part.first..=part.last]
            .iter()
            .flat_map(|action| &action.tasks);
        let pairs = tasks.map(|task| survey.pairs[*task].len()).sum();
        number(CellKind::Total, Live::ColumnSum, pairs)
    }));
    sums.push(number(CellKind::Total, Live::ColumnSum, survey.counts.pairs));
    rows.push(Row::new(RowKind::Total, sums));
    rows
}
