//! Cells that span rows: in most forms they leave an empty cell in every row but the first.
//!
//! An empty cell among filled ones is one that the cell above spans only where the row goes on the group above in every
//! other way: its number is empty and so is its heading. In a row with a number, or with a heading, of its own, the
//! plan may just as well name nobody.

use super::super::{Cells, ColumnKind};
use super::Writer;
use crate::tags::BaseRole;

impl Writer<'_> {
    /// Whether `column` takes its cell from the row above.
    pub(super) fn spans(&self, row: &Cells, column: usize, numbered: bool) -> bool {
        if row.cells[column].iter().any(|part| part.hull().of(self.text) == "同上") {
            return true;
        }
        if !row.is_empty(column) {
            return false;
        }
        let kind = self.columns[column].kind;
        if row.is_drawn_across(column) {
            return matches!(kind, ColumnKind::Units(_) | ColumnKind::People | ColumnKind::Deadline);
        }
        if row.exact {
            return false;
        }
        match kind {
            // The whole row names none, or the cell stands left of the task's and spans several tasks under one number.
            ColumnKind::Units(_) => {
                let left = self.texts.first().is_some_and(|text| column < *text);
                !self.has_units(row) || left && !numbered || self.leads(column) && self.goes_on_group(row, numbered)
            }
            ColumnKind::People | ColumnKind::Deadline => self.is_owned_above(row) || self.goes_on_group(row, numbered),
            _ => false,
        }
    }

    /// Whether the cell of those who lead is empty in a row without a number of its own, below one that has it, and not
    /// all signs agree that it spans this row: it may, or be empty.
    pub(super) fn may_span_lead(&self, row: &Cells, numbered: bool) -> bool {
        let lead = |column: &usize| self.columns[*column].kind == ColumnKind::Units(BaseRole::Lead);
        let spanned = |column: usize| {
            row.is_empty(column) && !self.above[column].is_empty() && !self.spans(row, column, numbered)
        };
        self.counted
            && !row.exact
            && !numbered
            && self.has_units(row)
            && (0..self.columns.len()).filter(lead).any(spanned)
    }

    /// Whether the row names nobody and takes its units from the row above.
    fn is_owned_above(&self, row: &Cells) -> bool {
        let is_units = |column: &usize| matches!(self.columns[*column].kind, ColumnKind::Units(_));
        let mut units = (0..self.columns.len()).filter(is_units);
        let named = units.clone().any(|column| !self.above[column].is_empty());
        named && units.all(|column| row.is_empty(column))
    }

    /// Whether a column holds those without whom a task has nobody to answer for it: support may be wanting.
    fn leads(&self, column: usize) -> bool {
        match self.columns[column].kind {
            ColumnKind::Units(BaseRole::Lead) => true,
            ColumnKind::Units(BaseRole::Owner) => {
                let lead = |kind| kind == ColumnKind::Units(BaseRole::Lead);
                !self.columns.iter().any(|column| lead(column.kind))
            }
            _ => false,
        }
    }

    /// Whether every sign says that the row goes on the group above: its number is empty where rows have numbers, and
    /// so are the cells that head rows.
    fn goes_on_group(&self, row: &Cells, numbered: bool) -> bool {
        let mut heads = (0..self.columns.len()).filter(|column| self.heads[*column]).peekable();
        let headed = heads.peek().is_some();
        (self.counted || headed) && !(self.counted && numbered) && heads.all(|column| row.is_empty(column))
    }
}
