//! Plan to tables: what a cell is, not how it looks. One file a sheet, all registered in [`VIEWS`].

mod band;
mod combined;
mod consult;
mod dates;
mod detail;
mod fields;
mod findings;
mod letter;
mod levels;
mod matrix;
mod open_items;
mod part_matrix;
mod register;
pub mod review;
mod schedule;
mod source_text;
mod statistics;
mod summary;
mod survey;
mod table;
mod task_matrix;
mod unit_list;
mod wording;
mod words;

pub use band::Band;
pub use combined::{Combined, Digest};
pub use dates::Day;
pub use fields::{Fields, Heading, NAMES, chinese_date, unknown_name};
pub use levels::{LevelWords, levels_in_words};
pub use summary::{Item, Section};
pub use survey::{Counts, Pair, Part, Survey, SurveyedAction, SurveyedUnit};
pub use table::{Cell, CellKind, Chart, ChartKind, Column, ColumnKey, Link, Live, Row, RowKind, Table, Value};
pub use wording::{deadline as deadline_words, excerpt as shown_excerpt, lead_names, number, targets};
pub use words::{Light, LightRule, MatrixCells, Words};

/// What a view is made from.
#[derive(Debug)]
pub struct Context<'a> {
    /// The plan, surveyed.
    pub survey: &'a Survey<'a>,
    /// The words of `workbook.toml`.
    pub words: &'a Words,
    /// The sections of 说明.
    pub summary: &'a [Section],
    /// Values for the texts.
    pub fields: &'a Fields,
    /// Name and purpose of each sheet, for the table of contents: view, name, about.
    pub contents: &'a [(&'static str, String, String)],
    /// Whether the tables are for a unit's own workbook.
    pub alone: bool,
    /// What stands in the cells of the matrix.
    pub cells: MatrixCells,
}

/// A kind of sheet.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Its name in `workbook.toml`.
    pub key: &'static str,
    /// The columns it can show, in its own order.
    pub columns: &'static [&'static str],
    /// Columns without which formulas would not work.
    pub required: &'static [&'static str],
    /// Its tables for a plan: one, or one a unit.
    pub build: for<'a> fn(&'a Context<'a>) -> Vec<Table<'a>>,
}

/// Every kind of sheet.
pub const VIEWS: &[View] = &[
    summary::VIEW,
    matrix::VIEW,
    part_matrix::VIEW,
    task_matrix::VIEW,
    register::VIEW,
    schedule::VIEW,
    statistics::VIEW,
    detail::VIEW,
    unit_list::VIEW,
    open_items::VIEW,
    findings::VIEW,
    source_text::VIEW,
    consult::VIEW,
    combined::MATRIX,
    combined::ACTIONS,
    combined::LIST,
    letter::VIEW,
];

/// Whether `survey` has something to show in the view `key`.
pub fn has_content(key: &str, survey: &Survey) -> bool {
    match key {
        "unit_list" => !survey.units.is_empty(),
        "part_matrix" => !survey.units.is_empty() && !part_matrix::parts(survey).is_empty(),
        _ => true,
    }
}

/// The view called `key`.
pub fn view(key: &str) -> Option<&'static View> {
    VIEWS.iter().find(|view| view.key == key)
}

/// What formulas know an action by: a letter first, so that no spreadsheet reads `2.10` as a number.
pub fn action_key(survey: &Survey, action: usize) -> String {
    match survey.actions[action].action {
        Some(known) => format!("A{}", known.id),
        None => format!("X{action}"),
    }
}
