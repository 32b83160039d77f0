//! Where things stand in a workbook: targets of links and ranges for formulas.

use std::collections::HashMap;

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};

use crate::plan::Plan;
use crate::view::{ColumnKey, Link};

use super::layout::Page;

/// Rows below 分工明细 that formulas take in, for rows added there.
const SPARE_ROWS: u32 = 300;

/// Index of the sheets of a workbook.
#[derive(Debug, Default)]
pub struct Targets {
    views: HashMap<&'static str, String>,
    unit_sheets: HashMap<usize, String>,
    unit_rows: HashMap<usize, String>,
    sources: HashMap<usize, String>,
    lines: HashMap<usize, String>,
    registers: HashMap<usize, String>,
    lines_of_tasks: Vec<usize>,
    /// Cells of 责任矩阵.
    pub matrix: Option<Matrix>,
    /// Ranges of 分工明细.
    pub detail: Option<Detail>,
    /// The column of action keys in 任务台账.
    pub register_keys: Option<String>,
}

/// Where units and actions stand in 责任矩阵.
#[derive(Debug)]
pub struct Matrix {
    sheet: String,
    rows: HashMap<usize, u32>,
    columns: HashMap<usize, u16>,
}

impl Matrix {
    fn of(page: &Page) -> Self {
        let rows = page.table.rows.iter().zip(&page.row_of);
        let columns = page.columns.iter().enumerate();
        Matrix {
            sheet: quoted(&page.name),
            rows: rows.filter_map(|(row, place)| Some((row.unit?, *place))).collect(),
            columns: columns
                .filter_map(|(place, column)| match column.key {
                    ColumnKey::Action(action) => Some((action, place as u16)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// The cells of a unit from one action to another.
    pub fn range(&self, unit: usize, first: usize, last: usize) -> Option<String> {
        let row = *self.rows.get(&unit)?;
        let cell = |action| Some(row_col_to_cell(row, *self.columns.get(action)?));
        Some(format!("{}!{}:{}", self.sheet, cell(&first)?, cell(&last)?))
    }
}

/// Ranges of 分工明细, absolute and with the name of the sheet.
#[derive(Debug)]
pub struct Detail {
    /// Task ids.
    pub ids: String,
    /// Names of units.
    pub names: String,
    /// Roles.
    pub roles: String,
    /// 件次.
    pub pairs: String,
    /// Keys of actions.
    pub keys: String,
    /// Where owners come from; `None` where the column is left out.
    pub basis: Option<String>,
}

impl Targets {
    /// Indexes `pages`.
    pub fn of(plan: &Plan, pages: &[Page]) -> Self {
        let mut targets = Targets {
            lines_of_tasks: plan.tasks.iter().map(|task| task.line).collect(),
            ..Targets::default()
        };
        for page in pages {
            targets.add(page);
        }
        targets
    }

    /// Indexes pages that are about no single plan.
    pub fn of_pages(pages: &[Page]) -> Self {
        let mut targets = Targets::default();
        pages.iter().for_each(|page| targets.add(page));
        targets
    }

    fn add(&mut self, page: &Page) {
        let at = |row: u32| format!("internal:{}!{}", quoted(&page.name), row_col_to_cell(row, 0));
        self.views.entry(page.table.view).or_insert_with(|| at(0));
        if let Some(unit) = page.table.unit {
            self.unit_sheets.insert(unit, at(0));
        }
        for (row, place) in page.table.rows.iter().zip(&page.row_of) {
            match (page.table.view, row.task, row.unit, row.line) {
                ("matrix" | "combined_matrix", _, Some(unit), _) => _ = self.unit_rows.insert(unit, at(*place)),
                ("register", Some(task), ..) => _ = self.registers.insert(task, at(*place)),
                ("source_text", task, _, line) => {
                    if let Some(line) = line {
                        self.lines.entry(line).or_insert_with(|| at(*place));
                    }
                    if let Some(task) = task {
                        self.sources.insert(task, at(*place));
                    }
                }
                _ => {}
            }
        }
        match page.table.view {
            "matrix" => self.matrix = Some(Matrix::of(page)),
            "detail" => self.detail = Detail::of(page),
            "register" => self.register_keys = range(page, "action_key", 0),
            _ => {}
        }
    }

    /// The address of `link`, where its target is in the workbook.
    pub fn address(&self, link: Link) -> Option<&str> {
        let address = match link {
            Link::View(view) => self.views.get(view),
            Link::UnitSheet(unit) => self.unit_sheets.get(&unit),
            Link::UnitRow(unit) => self.unit_rows.get(&unit),
            Link::Line(line) => self.lines.get(&line),
            Link::Register(task) => self.registers.get(&task),
            Link::Source(task) => {
                let line = self.lines_of_tasks.get(task).copied().unwrap_or(0);
                self.sources.get(&task).or_else(|| self.lines.get(&line))
            }
        };
        address.map(String::as_str)
    }
}

impl Detail {
    fn of(page: &Page) -> Option<Self> {
        Some(Detail {
            ids: range(page, "id", SPARE_ROWS)?,
            names: range(page, "name", SPARE_ROWS)?,
            roles: range(page, "role", SPARE_ROWS)?,
            pairs: range(page, "pairs", SPARE_ROWS)?,
            keys: range(page, "action_key", SPARE_ROWS)?,
            basis: range(page, "basis", SPARE_ROWS),
        })
    }
}

/// The cells of a column, absolute, with the name of the sheet.
fn range(page: &Page, key: &'static str, spare: u32) -> Option<String> {
    let column = column_number_to_name(page.column(ColumnKey::Named(key))?);
    let (first, last) = (page.first_row + 1, page.last_row() + 1 + spare);
    Some(format!("{}!${column}${first}:${column}${last}", quoted(&page.name)))
}

/// A sheet name as references need it.
fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}
