//! The sheets of a workbook that came back, row by row beside what they were written with.

use super::book::{Grid, Workbook};
use super::compare::{is_sheet, said};
use super::rows::matched;
use super::table::{self, ActualRow, normal};
use crate::proof::{RowProof, SheetProof, Slices, compose};

/// A sheet as it came back.
#[derive(Debug)]
pub(crate) struct ReturnedSheet<'w> {
    /// Its name now.
    pub(crate) name: &'w str,
    /// What it was written with.
    pub(crate) proof: &'w SheetProof,
    /// Column on the sheet of each column written; `None` where its heading is gone.
    pub(crate) columns: Vec<Option<u32>>,
    /// Its rows: those written in their order, then those added.
    pub(crate) rows: Vec<ReturnedRow<'w>>,
}

/// A row as it came back.
#[derive(Debug)]
pub(crate) struct ReturnedRow<'w> {
    /// What it was written with; `None` for a row somebody added.
    pub(crate) written: Option<&'w RowProof>,
    /// What its cells said; `None` for cells to be filled in.
    pub(crate) said: Vec<Option<String>>,
    /// Its row on the sheet and what its cells say; `None` where it is gone.
    pub(crate) now: Option<(u32, Vec<String>)>,
}

impl Workbook {
    /// The sheets that show `views`, read against the text of their plan; those that nobody can recognise are left out.
    pub(crate) fn returned(&self, views: &[&str], slices: &Slices) -> Vec<ReturnedSheet<'_>> {
        let wanted = self.proof.sheets.iter();
        let wanted = wanted.filter(|sheet| views.contains(&sheet.view.as_str()));
        wanted.filter_map(|sheet| self.returned_sheet(sheet, slices)).collect()
    }

    fn returned_sheet<'w>(&'w self, sheet: &'w SheetProof, slices: &Slices) -> Option<ReturnedSheet<'w>> {
        let grid = self.grid_of(sheet)?;
        let layout = table::locate(grid, sheet)?;
        let now = table::rows(grid, &layout, sheet, &self.proof);
        let words = |parts: &Vec<_>| {
            let words = compose(parts, |span| slices.get(span))?;
            Some(normal(&words, &self.proof.replacement))
        };
        let values: Vec<Option<String>> = self.proof.values.iter().map(words).collect();
        let words: Vec<_> = sheet.rows.iter().map(|row| said(&row.cells, &values)).collect();
        let found = matched(sheet, &words, &now);
        let mut of_row: Vec<Option<usize>> = vec![None; sheet.rows.len()];
        found
            .pairs
            .iter()
            .for_each(|(written, at)| of_row[*written] = Some(*at));
        let cells = |row: &ActualRow| (row.row, (0..sheet.columns.len()).map(|at| row.whole(at)).collect());
        let owned = |row: &[Option<&str>]| row.iter().map(|words| words.map(str::to_string)).collect();
        let mut rows: Vec<ReturnedRow> = sheet
            .rows
            .iter()
            .zip(&words)
            .zip(&of_row)
            .map(|((row, words), at)| ReturnedRow {
                written: Some(row),
                said: owned(words),
                now: at.map(|at| cells(&now[at])),
            })
            .collect();
        rows.extend(found.added.iter().map(|at| ReturnedRow {
            written: None,
            said: vec![None; sheet.columns.len()],
            now: Some(cells(&now[*at])),
        }));
        Some(ReturnedSheet {
            name: &grid.name,
            proof: sheet,
            columns: layout.columns,
            rows,
        })
    }

    /// The sheet by its name, or one under another name with all its headings.
    fn grid_of(&self, sheet: &SheetProof) -> Option<&Grid> {
        let ours = |grid: &Grid| self.proof.sheets.iter().any(|proof| proof.name == grid.name);
        let named = self.sheets.iter().find(|grid| grid.name == sheet.name);
        named.or_else(|| self.sheets.iter().find(|grid| !ours(grid) && is_sheet(grid, sheet)))
    }
}
