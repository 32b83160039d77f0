//! Numbers that follow from other cells. Names and keys are compared with `=` inside SUMPRODUCT: COUNTIFS would
//! read `2.10` as a number and `*` `?` in a name as wildcards, and programs disagree about it.
//!
//! A count of 0 is a text that looks empty (`words.zero`, one space). Not the number 0: exceljs drops it from a
//! formula, and previewers that ignore number formats show it. Not an empty text: the library would cache it as 0,
//! and readers cannot tell it from a formula without a result. Sums and shades take numbers only and pass over it.

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::plan::Role;
use crate::view::{ColumnKey, Live, Row, RowKind, Words};

use super::layout::Page;
use super::targets::Targets;

/// What the formulas of a page need to know.
pub struct Formulas<'p> {
    page: &'p Page<'p>,
    targets: &'p Targets,
    keys: &'p [String],
    words: &'p Words,
}

impl<'p> Formulas<'p> {
    /// Formulas of `page`; `keys` are the keys of the actions, `words` those of the cells.
    pub fn new(page: &'p Page<'p>, targets: &'p Targets, keys: &'p [String], words: &'p Words) -> Self {
        Formulas {
            page,
            targets,
            keys,
            words,
        }
    }

    /// The formula for `live` at a cell and its value when that is `now`; `None` where a sheet it needs is left out
    /// and the number stands as it is.
    pub fn formula(&self, live: Live, now: usize, row: u32, column: u16) -> Option<(String, String)> {
        let number = self.number(live, row, column)?;
        let zero = if live == Live::Uncaught {
            &self.words.uncaught_none
        } else {
            &self.words.zero
        };
        if zero.is_empty() {
            return Some((format!("={number}"), now.to_string()));
        }
        let value = if now == 0 { zero.clone() } else { now.to_string() };
        Some((
            format!("=IF({number}=0,\"{}\",{number})", zero.replace('"', "\"\"")),
            value,
        ))
    }

    fn number(&self, live: Live, row: u32, column: u16) -> Option<String> {
        match live {
            Live::Pairs(action) => {
                let (detail, key) = (self.targets.detail.as_ref()?, self.keys.get(action)?);
                let name = self.name_cell(row)?;
                Some(format!(
                    "SUMPRODUCT(({}={name})*({}=\"{key}\"),{})",
                    detail.names, detail.keys, detail.pairs
                ))
            }
            Live::Actions(first, last) => {
                let unit = self.page.rows.get((row - self.page.first_row) as usize)?;
                let unit = self.page.table.rows[unit.source].unit?;
                Some(format!(
                    "SUM({})",
                    self.targets.matrix.as_ref()?.range(unit, first, last)?
                ))
            }
            Live::Led => self.in_role(row, Role::Lead),
            Live::Supported => self.in_role(row, Role::Support),
            Live::Owned => self.in_role(row, Role::Owner),
            Live::OfBasis(of) => {
                let detail = self.targets.detail.as_ref()?;
                let (name, basis) = (self.name_cell(row)?, detail.basis.as_ref()?);
                let word = self.words.basis.of(of).replace('"', "\"\"");
                Some(format!(
                    "SUMPRODUCT(({}={name})*({basis}=\"{word}\"),{})",
                    detail.names, detail.pairs
                ))
            }
            Live::Tasks(action) => {
                let (keys, key) = (self.targets.register_keys.as_ref()?, self.keys.get(action)?);
                Some(format!("COUNTIF({keys},\"{key}\")"))
            }
            Live::Uncaught => self.uncaught(column),
            Live::RowSum => Some(format!("SUM({})", self.row_range(row)?)),
            Live::RowUsed => Some(format!("COUNTIF({},\">0\")", self.row_range(row)?)),
            Live::Marks => Some(format!("COUNTA({})", self.row_range(row)?)),
            Live::ColumnSum => Some(format!("SUM({})", self.unit_range(column)?)),
            Live::ColumnMarks => Some(format!("COUNTA({})", self.task_range(column)?)),
        }
    }

    /// 件次 of the row's unit in a role.
    fn in_role(&self, row: u32, role: Role) -> Option<String> {
        let detail = self.targets.detail.as_ref()?;
        let (name, word) = (self.name_cell(row)?, self.words.role.of(role).replace('"', "\"\""));
        Some(format!(
            "SUMPRODUCT(({}={name})*({}=\"{word}\"),{})",
            detail.names, detail.roles, detail.pairs
        ))
    }

    /// Rows of 分工明细 that say something, less those the matrix counts.
    fn uncaught(&self, column: u16) -> Option<String> {
        let detail = self.targets.detail.as_ref()?;
        let units = self.rows_where(|row| row.unit.is_some());
        let pending = self.rows_where(|row| row.unit.is_none() && row.kind == RowKind::Data);
        let counted: Vec<String> = [units, pending]
            .into_iter()
            .flatten()
            .map(|rows| range(rows, column))
            .collect();
        let counted = counted.join(",");
        let (ids, names, pairs) = (&detail.ids, &detail.names, &detail.pairs);
        Some(format!(
            "SUMPRODUCT((({ids}<>\"\")+({names}<>\"\")>0)*((({pairs}=\"\")+({pairs}<>0))>0))-SUM({counted})"
        ))
    }

    fn name_cell(&self, row: u32) -> Option<String> {
        Some(format!(
            "${}",
            row_col_to_cell(row, self.page.column(ColumnKey::Named("name"))?)
        ))
    }

    fn row_range(&self, row: u32) -> Option<String> {
        let (first, last) = self.page.dynamic_columns()?;
        Some(format!(
            "{}:{}",
            row_col_to_cell(row, first),
            row_col_to_cell(row, last)
        ))
    }

    fn unit_range(&self, column: u16) -> Option<String> {
        Some(range(self.rows_where(|row| row.unit.is_some())?, column))
    }

    fn task_range(&self, column: u16) -> Option<String> {
        Some(range(self.rows_where(|row| row.task.is_some())?, column))
    }

    /// First and last row of the sheet that hold rows of the table that `wanted` accepts.
    fn rows_where(&self, wanted: impl Fn(&Row) -> bool) -> Option<(u32, u32)> {
        let rows = &self.page.table.rows;
        let first = rows.iter().position(&wanted)?;
        let last = rows.iter().rposition(&wanted)?;
        Some((self.page.row_of[first], self.page.row_of[last]))
    }
}

fn range((first, last): (u32, u32), column: u16) -> String {
    format!("{}:{}", row_col_to_cell(first, column), row_col_to_cell(last, column))
}
