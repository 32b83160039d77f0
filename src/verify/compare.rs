//! The sheets of a workbook, cell by cell.

use std::collections::BTreeSet;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::book::{Grid, Workbook};
use super::counts::Sums;
use super::places::Places;
use super::report::{Checked, Difference, Kind, Tally};
use super::rows::{Words, matched};
use super::table::{self, ActualRow, Layout, bare, normal};
use crate::proof::{Expected, Part, SheetProof, compose, is_proven};

/// The comparison of one workbook.
pub(super) struct Comparison<'w> {
    workbook: &'w Workbook,
    places: &'w Places<'w>,
    /// What each value of the proof says; `None` where a place lies outside the plan.
    values: Vec<Option<String>>,
    sums: Sums,
    pub(super) checked: Checked,
    pub(super) tally: Tally,
    pub(super) differences: Vec<Difference>,
    uncomputed: usize,
    unknown_sheets: Vec<String>,
    /// Remarks on sheets under other names.
    other_names: Vec<String>,
}

/// A sheet that is compared.
struct Sheet<'s> {
    grid: &'s Grid,
    proof: &'s SheetProof,
    layout: Layout,
    /// Whether it stands beside the sheet it was copied from.
    copy: bool,
}

impl<'s> Sheet<'s> {
    fn new(grid: &'s Grid, proof: &'s SheetProof, layout: Layout) -> Self {
        Sheet {
            grid,
            proof,
            layout,
            copy: false,
        }
    }
}

/// Whether `grid`, under another name, is the sheet written as `proof`: all its headings and the lines above them.
pub(super) fn is_sheet(grid: &Grid, proof: &SheetProof) -> bool {
    const HEADINGS: usize = 4;
    let headings = proof
        .columns
        .iter()
        .filter(|column| !bare(&column.heading).is_empty())
        .count();
    let layout = table::locate(grid, proof).filter(|layout| {
        let found = layout.columns.iter().zip(&proof.columns);
        layout.heading_row.is_some()
            && headings >= HEADINGS
            && found
                .filter(|(_, column)| !bare(&column.heading).is_empty())
                .all(|(at, _)| at.is_some())
    });
    layout.is_some_and(|layout| {
        let above = lines_above(grid, &layout);
        let stands = |line: &String| above.iter().any(|text| text.contains(&bare(line)));
        !proof.lines.is_empty() && proof.lines.iter().all(stands)
    })
}

/// What stands above the rows of a table.
fn lines_above(grid: &Grid, layout: &Layout) -> Vec<String> {
    let last = layout.heading_row.unwrap_or(1);
    let above = grid.rows.range(..=last).flat_map(|(_, cells)| cells.values());
    above.map(|text| bare(text)).collect()
}

impl<'w> Comparison<'w> {
    pub(super) fn new(workbook: &'w Workbook, places: &'w Places<'w>) -> Self {
        let proof = &workbook.proof;
        let said = |parts: &Vec<Part>| {
            let words = compose(parts, |span| places.slices.get(span))?;
            Some(normal(&words, &proof.replacement))
        };
        Comparison {
            workbook,
            places,
            values: proof.values.iter().map(said).collect(),
            sums: Sums::of(proof),
            checked: Checked::default(),
            tally: Tally::default(),
            differences: Vec::new(),
            uncomputed: 0,
            unknown_sheets: Vec::new(),
            other_names: Vec::new(),
        }
    }

    /// Compares every sheet, found by its name; one that was renamed and copies are known by their headings and the
    /// lines above them.
    pub(super) fn sheets(&mut self) {
        let workbook = self.workbook;
        let proofs = &workbook.proof.sheets;
        let named = |proof: &SheetProof| workbook.sheets.iter().find(|grid| grid.name == proof.name);
        let ours = |grid: &Grid| proofs.iter().any(|proof| proof.name == grid.name);
        let mut others: Vec<&Grid> = workbook.sheets.iter().filter(|grid| !ours(grid)).collect();
        for proof in proofs {
            let grid = named(proof);
            let found = grid.and_then(|grid| Some((grid, table::locate(grid, proof)?)));
            match found {
                Some((grid, layout)) => self.sheet(&Sheet::new(grid, proof, layout)),
                None if grid.is_some() => self.sheet_missing(proof, "表头认不出来"),
                None => match others.iter().position(|other| is_sheet(other, proof)) {
                    Some(at) => self.renamed(others.remove(at), proof),
                    None => self.sheet_missing(proof, "没有这张表"),
                },
            }
        }
        for grid in others {
            match proofs.iter().find(|proof| is_sheet(grid, proof)) {
                Some(proof) => self.copied(grid, proof),
                None => self.unknown_sheets.push(grid.name.clone()),
            }
        }
    }

    fn sheet_missing(&mut self, proof: &SheetProof, what: &str) {
        let found = self.difference(Kind::SheetMissing, &proof.name);
        self.differences.push(Difference {
            workbook: what.to_string(),
            ..found
        });
    }

    fn renamed(&mut self, grid: &Grid, proof: &SheetProof) {
        let remark = format!("工作表“{}”改名为“{}”，仍按原来的核验。", proof.name, grid.name);
        self.other_names.push(remark);
        if let Some(layout) = table::locate(grid, proof) {
            self.sheet(&Sheet::new(grid, proof, layout));
        }
    }

    /// A copy may hold a part of the rows; what it holds must be right.
    fn copied(&mut self, grid: &Grid, proof: &SheetProof) {
        let remark = format!(
            "工作表“{}”是“{}”的副本，也已核验，少的行不算差异。",
            grid.name, proof.name
        );
        self.other_names.push(remark);
        if let Some(layout) = table::locate(grid, proof) {
            self.sheet(&Sheet {
                copy: true,
                ..Sheet::new(grid, proof, layout)
            });
        }
    }

    /// What could not be compared.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = self.other_names.clone();
        if self.uncomputed > 0 {
            remarks.push(format!(
                "{} 个公式没有保存计算结果，这些数字未核对；请在 Excel、WPS 或 LibreOffice 中打开并保存后再核验。",
                self.uncomputed
            ));
        }
        if !self.unknown_sheets.is_empty() {
            remarks.push(format!(
                "工作表“{}”不是本程序写的，或改得认不出来，未核对。",
                self.unknown_sheets.join("”“")
            ));
        }
        remarks
    }

    /// Words in proven cells that are neither the plan's nor the template's.
    pub(super) fn vocabulary(&mut self) {
        let proof = &self.workbook.proof;
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for sheet in &proof.sheets {
            for row in sheet.rows.iter().filter(|row| row.task.is_some()) {
                for (column, cell) in sheet.columns.iter().zip(&row.cells) {
                    let Expected::Value(value) = cell else { continue };
                    if is_proven(&sheet.view, &column.key) && seen.insert(*value) {
                        let strange = proof.values[*value]
                            .iter()
                            .find_map(|part| strange(part, &proof.vocabulary));
                        let task = row.task.map(|task| proof.tasks[task].id.clone());
                        found.extend(strange.map(|words| (sheet, column.heading.clone(), task, words)));
                    }
                }
            }
        }
        for (sheet, column, task, words) in found {
            let difference = self.difference(Kind::Unexplained, &sheet.name);
            self.differences.push(Difference {
                task,
                column: Some(column),
                workbook: words,
                ..difference
            });
        }
    }

    fn sheet(&mut self, sheet: &Sheet) {
        self.checked.sheets += 1;
        self.lines(sheet);
        for (column, place) in sheet.proof.columns.iter().zip(&sheet.layout.columns) {
            if place.is_none() && !sheet.copy && !bare(&column.heading).is_empty() {
                let difference = self.difference(Kind::ColumnMissing, &sheet.grid.name);
                self.differences.push(Difference {
                    column: Some(bare(&column.heading)),
                    expected: bare(&column.heading),
                    ..difference
                });
            }
        }
        let rows = table::rows(sheet.grid, &sheet.layout, sheet.proof, &self.workbook.proof);
        let values = std::mem::take(&mut self.values);
        let words: Words = sheet.proof.rows.iter().map(|row| said(&row.cells, &values)).collect();
        let found = matched(sheet.proof, &words, &rows);
        let numbers = self.sums.numbers(sheet.proof);
        for (written, now) in found.pairs {
            self.checked.rows += 1;
            self.row(sheet, written, &rows[now], &values, &numbers[written]);
        }
        for written in found.missing.into_iter().filter(|_| !sheet.copy) {
            self.missing(sheet, written, &words[written]);
        }
        for now in found.added {
            self.added(sheet, &rows[now]);
        }
        self.values = values;
    }

    /// Lines above the table that hold figures.
    fn lines(&mut self, sheet: &Sheet) {
        let above = lines_above(sheet.grid, &sheet.layout);
        for line in &sheet.proof.lines {
            self.checked.cells += 1;
            let wanted = bare(line);
            if !above.iter().any(|text| text.contains(&wanted)) {
                let difference = self.difference(Kind::Edited, &sheet.grid.name);
                self.differences.push(Difference {
                    workbook: "表头上方没有这一行".to_string(),
                    expected: line.clone(),
                    ..difference
                });
            }
        }
    }

    fn row(
        &mut self,
        sheet: &Sheet,
        written: usize,
        now: &ActualRow,
        values: &[Option<String>],
        numbers: &[Option<usize>],
    ) {
        let row = &sheet.proof.rows[written];
        for (column, cell) in row.cells.iter().enumerate() {
            let Some(place) = sheet.layout.columns[column] else {
                continue;
            };
            let at = (now.row, place);
            match cell {
                Expected::Free => {
                    let numbered = sheet.proof.columns[column].key == "index";
                    self.checked.filled_in += usize::from(!numbered && !now.cells[column].is_empty());
                }
                Expected::Count(_) => self.number(sheet, row.task, column, at, &now.cells[column], numbers[column]),
                Expected::Value(value) => {
                    self.checked.cells += 1;
                    let parts = &self.workbook.proof.values[*value];
                    let found = match &values[*value] {
                        None => Some((Kind::Place, String::new())),
                        Some(wanted) => self.compared(wanted, now, column),
                    };
                    match found {
                        None => self.proven(parts),
                        Some((kind, wanted)) => {
                            let said = now.whole(column);
                            self.cell(sheet, row.task, column, at, kind, said, wanted, parts);
                        }
                    }
                }
            }
        }
    }

    fn compared(&self, wanted: &str, now: &ActualRow, column: usize) -> Option<(Kind, String)> {
        if now.says(column, wanted) {
            return None;
        }
        let kind = match (wanted.is_empty(), now.whole(column).is_empty()) {
            (true, _) => Kind::Added,
            (_, true) => Kind::Cleared,
            _ => Kind::Edited,
        };
        Some((kind, wanted.to_string()))
    }

    /// A cell that says what the plan says.
    fn proven(&mut self, parts: &[Part]) {
        let from_plan = parts.iter().any(|part| !matches!(part, Part::Words(_)));
        self.checked.from_plan += usize::from(from_plan);
        let reasons: BTreeSet<_> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Shown { why, .. } => Some(*why),
                _ => None,
            })
            .collect();
        for why in reasons {
            *self.tally.cells.entry(why).or_default() += 1;
        }
    }

    fn number(
        &mut self,
        sheet: &Sheet,
        task: Option<usize>,
        column: usize,
        at: (u32, u32),
        said: &str,
        wanted: Option<usize>,
    ) {
        let Some(wanted) = wanted else { return };
        if said.is_empty() && sheet.grid.uncomputed.contains(&at) {
            self.uncomputed += 1;
            return;
        }
        self.checked.numbers += 1;
        // A count of 0 is a word or looks empty.
        let digits = said.contains(|letter: char| letter.is_ascii_digit());
        let number = if digits { said.trim().parse().ok() } else { Some(0) };
        if number != Some(wanted) {
            let wanted = wanted.to_string();
            self.cell(sheet, task, column, at, Kind::Number, said.to_string(), wanted, &[]);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a difference has that many sides")]
    fn cell(
        &mut self,
        sheet: &Sheet,
        task: Option<usize>,
        column: usize,
        (row, place): (u32, u32),
        kind: Kind,
        workbook: String,
        expected: String,
        parts: &[Part],
    ) {
        let difference = self.difference(kind, &sheet.grid.name);
        self.differences.push(Difference {
            cell: Some(row_col_to_cell(row, place.min(u32::from(u16::MAX)) as u16)),
            task: task.map(|task| self.workbook.proof.tasks[task].id.clone()),
            column: Some(bare(&sheet.proof.columns[column].heading)),
            workbook,
            expected,
            place: self.places.of_parts(parts),
            ..difference
        });
    }

    fn missing(&mut self, sheet: &Sheet, written: usize, words: &[Option<&str>]) {
        let row = &sheet.proof.rows[written];
        let task = row.task.map(|task| &self.workbook.proof.tasks[task]);
        let mut parts = row.cells.iter().filter_map(|cell| match cell {
            Expected::Value(value) => Some(&self.workbook.proof.values[*value]),
            _ => None,
        });
        let place = match task.and_then(|task| task.at.first()) {
            Some(span) => Some(self.places.of(*span)),
            None => parts.find_map(|parts| self.places.of_parts(parts)),
        };
        let said: Vec<&str> = words
            .iter()
            .flatten()
            .copied()
            .filter(|words| !words.is_empty())
            .collect();
        // A row of figures alone has no words it could be found by, and none that could be lost.
        if task.is_none() && said.is_empty() {
            return;
        }
        let difference = self.difference(Kind::RowMissing, &sheet.grid.name);
        self.differences.push(Difference {
            task: task.map(|task| task.id.clone()),
            expected: said.join("　"),
            place,
            ..difference
        });
    }

    fn added(&mut self, sheet: &Sheet, now: &ActualRow) {
        let cells = sheet.grid.rows.get(&now.row);
        let said: Vec<&str> = cells
            .into_iter()
            .flat_map(|cells| cells.values())
            .map(|text| text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        let difference = self.difference(Kind::RowAdded, &sheet.grid.name);
        self.differences.push(Difference {
            cell: Some(row_col_to_cell(now.row, 0)),
            workbook: said.join("　"),
            ..difference
        });
    }

    fn difference(&self, kind: Kind, sheet: &str) -> Difference {
        Difference {
            kind,
            reason: kind.label(),
            sheet: sheet.to_string(),
            cell: None,
            task: None,
            column: None,
            workbook: String::new(),
            expected: String::new(),
            place: None,
        }
    }
}

/// What the cells of a row were to say.
pub(super) fn said<'v>(cells: &[Expected], values: &'v [Option<String>]) -> Vec<Option<&'v str>> {
    let cells = cells.iter().map(|cell| match cell {
        Expected::Value(value) => values[*value].as_deref(),
        _ => None,
    });
    cells.collect()
}

/// What is left of words when those of the template and marks are taken away.
fn strange(part: &Part, vocabulary: &[String]) -> Option<String> {
    let Part::Words(words) = part else { return None };
    let mut rest = words.clone();
    for phrase in vocabulary {
        if rest.contains(phrase.as_str()) {
            rest = rest.replace(phrase.as_str(), "\n");
        }
    }
    rest.contains(char::is_alphanumeric)
        .then(|| rest.split('\n').collect::<Vec<_>>().concat())
}
