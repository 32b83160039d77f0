//! Workbooks and comma-separated tables that hold a 分工表: a row of cells is a row of a table, a sheet of one column
//! is text.
//!
//! - [`book`]: xlsx and xls.
//! - [`parts`], [`biff`]: what their files say of formats of numbers, and of what is hidden.
//! - [`number`]: numbers under their formats.
//! - [`hidden`]: rows and columns that are not shown.
//! - [`delimited`]: csv and tsv.
//! - [`extent`]: how much room the sheets of an xls file would take.

mod biff;
mod book;
mod delimited;
mod extent;
mod hidden;
mod number;
mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use book::{read_xls, read_xlsx, recognises_xls, recognises_xlsx};
pub(super) use delimited::{read as read_csv, recognises as recognises_csv};
pub(super) use hidden::Hidden;

use super::builder::{Builder, Row};
use super::limits::Room;
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
    pub(super) fn add(&mut self, room: &mut Room<'_>, row: usize, column: usize, words: String) -> Result<(), Error> {
        if words.trim().is_empty() || self.hidden.holds(row, column) {
            return Ok(());
        }
        room.cell(words.len())?;
        self.count += 1;
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
    pub(super) fn write(self, room: &mut Room<'_>, sheet: &str, builder: &mut Builder) -> Result<(), Error> {
        let mut columns: Vec<usize> = self.rows.values().flat_map(|row| row.keys().copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        room.grid(self.rows.len(), columns.len())?;
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
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    for ((first, left), (last, _)) in merged {
        if let Ok(column) = columns.binary_search(left)
            && column < 32
        {
            spans.push((column, first + 1, *last));
        }
    }
    spans.sort_unstable();
    let mut spanned: BTreeMap<usize, u32> = BTreeMap::new();
    // Cells merged over each other are gone through once.
    let mut done = (0, 0);
    for (column, first, last) in spans {
        if done.0 != column {
            done = (column, 0);
        }
        let first = first.max(done.1);
        if first <= last {
            for (row, _) in rows.range(first..=last) {
                *spanned.entry(*row).or_default() |= 1 << column;
            }
            done.1 = last + 1;
        }
    }
    spanned
}
