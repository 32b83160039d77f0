//! 核对: the findings, what a person should look at first, then units that are written in several ways.

use std::cmp::Reverse;

use super::table::{Cell, CellKind, Column, Link, Row, RowKind, Table};
use super::wording::Places;
use super::{Context, View};
use crate::note::Note;

pub(super) const VIEW: View = View {
    key: "findings",
    columns: &[
        "index", "level", "file", "line", "id", "message", "proposal", "decision",
    ],
    required: &["message"],
    build,
};

fn build<'a>(context: &'a Context<'a>) -> Vec<Table<'a>> {
    let (survey, words) = (context.survey, context.words);
    let places = Places::of(survey.plan);
    let mut rows = Vec::with_capacity(survey.plan.notes.len());
    let mut notes: Vec<&Note> = survey.plan.notes.iter().collect();
    notes.sort_by_key(|note| Reverse(note.severity));
    for note in notes {
        let id = note.task.as_deref().unwrap_or_default();
        let mut id_cell = Cell::new(CellKind::Id, ids(note));
        id_cell.link = survey.task(id).map(Link::Register);
        let (file, line) = places.place(note.line);
        let mut cells = vec![
            Cell::number(CellKind::Index, rows.len() + 1),
            Cell::new(CellKind::Label, words.severity.of(note.severity)),
        ];
        cells.extend(file.map(|file| Cell::new(CellKind::Label, file)));
        cells.extend([
            Cell::number(CellKind::Index, line).to(Link::Line(note.line)),
            id_cell,
            Cell::text(note.message.as_str()),
            Cell::text(&*note.proposal),
            Cell::blank(CellKind::FillIn),
        ]);
        rows.push(Row::new(RowKind::Data, cells));
    }
    for unit in survey.units.iter().filter(|unit| unit.names.len() > 1) {
        let names = words
            .merged
            .replace("{unit}", &unit.label)
            .replace("{names}", &unit.names.join(&words.separator));
        let mut cells = vec![
            Cell::number(CellKind::Index, rows.len() + 1),
            Cell::new(CellKind::Label, words.merged_level.as_str()),
        ];
        cells.extend(places.several().then(|| Cell::blank(CellKind::Label)));
        cells.extend([
            Cell::blank(CellKind::Index),
            Cell::blank(CellKind::Id),
            Cell::text(names),
            Cell::text(words.merged_proposal.as_str()),
            Cell::blank(CellKind::FillIn),
        ]);
        rows.push(Row::new(RowKind::Data, cells));
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
        columns: places.columns(VIEW.columns).into_iter().map(Column::named).collect(),
        rows,
        notes: Vec::new(),
    }]
}

/// Ids of a finding's tasks that stand in the cell; a filter finds one of them, the register holds them all.
const SHOWN: usize = 6;

/// The tasks a finding is about, below each other.
fn ids(note: &Note) -> String {
    let ids: Vec<&str> = note.all_tasks().collect();
    match ids.get(..SHOWN) {
        Some(shown) if ids.len() > SHOWN + 1 => format!("{}\n等 {} 项", shown.join("\n"), ids.len()),
        _ => ids.join("\n"),
    }
}
