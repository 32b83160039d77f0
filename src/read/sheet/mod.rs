//! Workbooks and comma-separated tables that hold a 分工表: a row of cells is a row of a table, a sheet of one column
//! is text.
//!
//! - [`book`]: xlsx and xls.
//! - [`parts`], [`biff`]: what their files say of formats of numbers, and of what is hidden.
//! - [`number`]: numbers under their formats.
//! - [`hidden`]: rows and columns that are not shown.
//! - [`delimited`]: csv and tsv.

mod biff;
mod book;
mod delimited;
mod hidden;
mod number;
mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use book::{read_xls, read_xlsx, recognises_xls, recognises_xlsx};
pub(super) use delimited::{read as read_csv, recognises as recognises_csv};
pub(super) use hidden::Hidden;

use super::builder::{Builder, Row};
use super::limits::{Limits, too_large};
use crate::Error;
use crate::source::Location;

/// First row and column of a merged cell, and last.
type Region = ((usize, usize), (usize, usize));

/// The cells of a sheet that hold anything, and its merged cells; rows and columns from 0.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: BTreeMap<usize, BTreeMap<usize, String>>,
    count: usize,
    /// First and last row and column.
    merged: Vec<Region>,
    hidden: Hidden,
}

impl Cells {
    /// A sheet that does not show what `hidden` says.
    pub(super) fn hiding(hidden: Hidden) -> Self {
        Cells {
            hidden,
            ..Cells::default()
        }
    }

    /// Adds a cell, nothing where it is empty.
    pub(super) fn add(
        &mut self,
        name: &str,
        limits: &Limits,
        row: usize,
        column: usize,
        words: String,
    ) -> Result<(), Error> {
        if words.trim().is_empty() || self.hidden.holds(row, column) {
            return Ok(());
        }
        self.count += 1;
        if self.count > limits.cells {
            return Err(too_large(name, "cells"));
        }
        self.rows.entry(row).or_default().insert(column, words);
        Ok(())
    }

    /// How many cells hold anything.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// One cell from `first` to `last`.
    pub(super) fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        self.merged.push((first, last));
    }

    /// Puts the sheet into `builder`: rows and columns that hold nothing are left out.
    pub(super) fn write(self, name: &str, limits: &Limits, sheet: &str, builder: &mut Builder) -> Result<(), Error> {
        let mut columns: Vec<usize> = self.rows.values().flat_map(|row| row.keys().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len().saturating_mul(self.rows.len()) > limits.cells.saturating_mul(4) {
            return Err(too_large(name, "cells"));
        }
        self.hidden.tell(sheet, builder);
        let sheet: Arc<str> = Arc::from(sheet);
        if let [column] = columns[..] {
            for (row, cells) in &self.rows {
                let place = Location::Cell {
                    sheet: Arc::clone(&sheet),
                    column: column + 1,
                    row: row + 1,
                };
                cells.values().for_each(|words| builder.paragraph(words, place.clone()));
            }
            return Ok(());
        }
        let numbers: Vec<usize> = self.rows.keys().copied().collect();
        let spanned = spanned(&self.rows, &self.merged, &columns);
        let rows: Vec<Row> = self
            .rows
            .into_iter()
            .map(|(number, mut cells)| Row {
                cells: columns
                    .iter()
                    .map(|column| cells.remove(column).unwrap_or_default())
                    .collect(),
                spanned: spanned.get(&number).copied().unwrap_or(0),
            })
            .collect();
        // Column 0 is the row as a whole.
        builder.cells(&rows, |row, column| Location::Cell {
            sheet: Arc::clone(&sheet),
            column: column.map_or(0, |column| columns[column] + 1),
            row: numbers[row] + 1,
        });
        Ok(())
    }
}

/// For each row a bit for each column whose cell goes on from above.
fn spanned(
    rows: &BTreeMap<usize, BTreeMap<usize, String>>,
    merged: &[Region],
    columns: &[usize],
) -> BTreeMap<usize, u32> {
    let mut spanned: BTreeMap<usize, u32> = BTreeMap::new();
    for ((first, left), (last, _)) in merged {
        let Ok(column) = columns.binary_search(left) else {
            continue;
        };
        if column >= 32 {
            continue;
        }
        for (row, _) in rows
            .range(first + 1..=(*last).max(*first + 1))
            .filter(|(row, _)| *row <= last)
        {
            *spanned.entry(*row).or_default() |= 1 << column;
        }
    }
    spanned
}
