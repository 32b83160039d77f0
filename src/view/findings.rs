//! 核对: the findings, then units that are written in several ways.

use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::{Context, View};

pub(super) const VIEW: View = View {
    key: "findings",
    columns: &["index", "level", "line", "id", "message", "decision"],
    required: &["message"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let (survey, words) = (context.survey, context.words);
    let mut rows = Vec::with_capacity(survey.plan.notes.len());
    for note in &survey.plan.notes {
        let id = note.task.as_deref().unwrap_or_default();
        let mut id_cell = Cell::new(CellKind::Id, id);
        id_cell.link = survey.task(id).map(Link::Register);
        rows.push(Row::new(
            RowKind::Data,
            vec![
                Cell::number(CellKind::Index, rows.len() + 1),
                Cell::new(CellKind::Label, words.severity.of(note.severity)),
                Cell::number(CellKind::Index, note.line).to(Link::Line(note.line)),
                id_cell,
                Cell::text(note.message.as_str()),
                Cell::blank(CellKind::FillIn),
            ],
        ));
    }
    for unit in survey.units.iter().filter(|unit| unit.names.len() > 1) {
        let names = words
            .merged
            .replace("{unit}", &unit.label)
            .replace("{names}", &unit.names.join(&words.separator));
        rows.push(Row::new(
            RowKind::Data,
            vec![
                Cell::number(CellKind::Index, rows.len() + 1),
                Cell::new(CellKind::Label, words.merged_level.as_str()),
                Cell::blank(CellKind::Index),
                Cell::blank(CellKind::Id),
                Cell::text(names),
                Cell::blank(CellKind::FillIn),
            ],
        ));
    }
    if rows.is_empty() {
        rows.push(Row::new(
            RowKind::Data,
            vec![Cell::blank(CellKind::Index), Cell::text(words.none.as_str())],
        ));
    }
    vec![Table {
        view: VIEW.key,
        unit: None,
        columns: VIEW.columns.iter().map(|name| Column::named(name)).collect(),
        rows,
        notes: Vec::new(),
    }]
}
