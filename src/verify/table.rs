//! The table on a sheet as it lies before us: where its headings are, which rows belong together.

use std::collections::{BTreeMap, HashMap};

use super::book::Grid;
use crate::proof::{Expected, Part, Proof, SheetProof};

/// Rows in which headings are looked for; a person may have put something above.
const HEAD: usize = 60;

/// Where the table of a sheet stands.
#[derive(Debug)]
pub(super) struct Layout {
    /// Row of the headings; `None` where the sheet has none.
    pub(super) heading_row: Option<u32>,
    /// Column of each column that the sheet was written with; `None` where its heading is gone.
    pub(super) columns: Vec<Option<u32>>,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct ActualRow {
    /// Row on the sheet, from 0.
    pub(super) row: u32,
    /// What its cells say, one for each column the sheet was written with.
    pub(super) cells: Vec<String>,
    /// Rows in which it goes on (`2.1.3（续）`).
    pub(super) further: Vec<(u32, Vec<String>)>,
    /// How many cells of the whole row say anything, and whether that is only the first.
    pub(super) is_remark: bool,
}

impl ActualRow {
    /// What the cell in `column` says in all rows.
    pub(super) fn whole(&self, column: usize) -> String {
        let further = self.further.iter().map(|(_, cells)| cells[column].as_str());
        let mut words = self.cells[column].clone();
        for part in further.filter(|part| !part.is_empty() && *part != self.cells[column]) {
            words.push_str(part);
        }
        words
    }

    /// Whether the cell in `column` says `wanted`: in one row, again in each further one, or piece by piece.
    pub(super) fn says(&self, column: usize, wanted: &str) -> bool {
        if self.further.is_empty() {
            return self.cells[column] == wanted;
        }
        let further = || self.further.iter().map(|(_, cells)| cells[column].as_str());
        let again = self.cells[column] == wanted && further().all(|part| part.is_empty() || part == wanted);
        again || bare(&(self.cells[column].clone() + &further().collect::<String>())) == bare(wanted)
    }
}

/// `text` without white space: pieces of a text are cut where there may be some.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Finds the table of `sheet`; `None` when nothing there looks like its headings.
pub(super) fn locate(grid: &Grid, sheet: &SheetProof) -> Option<Layout> {
    if !sheet.headed {
        return Some(Layout {
            heading_row: None,
            columns: (0..sheet.columns.len() as u32).map(Some).collect(),
        });
    }
    let wanted: Vec<String> = sheet.columns.iter().map(|column| bare(&column.heading)).collect();
    let mut best: Option<(usize, u32, Vec<Option<u32>>)> = None;
    for row in grid.rows.keys().take(HEAD) {
        let columns = headings(grid, *row, &wanted);
        let found = columns.iter().flatten().count();
        if best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, *row, columns));
        }
    }
    let (found, row, columns) = best?;
    (found * 2 >= wanted.len()).then_some(Layout {
        heading_row: Some(row),
        columns,
    })
}

/// The columns whose headings stand in `row`, or in the row above where two are merged; the same heading twice is
/// found twice.
fn headings(grid: &Grid, row: u32, wanted: &[String]) -> Vec<Option<u32>> {
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    let above = row.checked_sub(1).and_then(|above| grid.rows.get(&above));
    let own = grid.rows.get(&row);
    let mut cells: BTreeMap<u32, &str> = BTreeMap::new();
    for (column, text) in above.into_iter().chain(own).flatten() {
        cells.insert(*column, text);
    }
    for (column, text) in cells.iter().rev() {
        found.entry(bare(text)).or_default().push(*column);
    }
    wanted
        .iter()
        .map(|heading| found.get_mut(heading).and_then(Vec::pop))
        .collect()
}

/// The rows below the headings that say anything.
pub(super) fn rows(grid: &Grid, layout: &Layout, sheet: &SheetProof, proof: &Proof) -> Vec<ActualRow> {
    let id = sheet.columns.iter().position(|column| column.key == "id");
    let first = layout.heading_row.map_or(0, |row| row + 1);
    let mut rows: Vec<ActualRow> = Vec::new();
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
    let mut going_on: Vec<(u32, String, Vec<String>)> = Vec::new();
    for (row, cells) in grid.rows.range(first..) {
        let texts: Vec<String> = layout
            .columns
            .iter()
            .map(|column| {
                let text = column.and_then(|column| cells.get(&column));
                text.map(|text| normal(text, &proof.replacement)).unwrap_or_default()
            })
            .collect();
        let task = id.map(|id| texts[id].clone()).unwrap_or_default();
        match task.strip_suffix(proof.continued.as_str()) {
            Some(base) if !base.is_empty() && !proof.continued.is_empty() => {
                going_on.push((*row, base.to_string(), texts));
            }
            _ => {
                if texts.iter().all(String::is_empty) && cells.values().all(|text| text.trim().is_empty()) {
                    continue;
                }
                by_id.entry(task).or_default().push(rows.len());
                let is_remark = is_remark(cells, &texts, id);
                rows.push(ActualRow {
                    row: *row,
                    cells: texts,
                    further: Vec::new(),
                    is_remark,
                });
            }
        }
    }
    for (row, base, mut texts) in going_on {
        if let Some(id) = id {
            texts[id].clone_from(&base);
        }
        let of_task = by_id.get(&base).map(Vec::as_slice).unwrap_or_default();
        let before = of_task.partition_point(|at| rows[*at].row < row);
        match of_task.get(before.saturating_sub(1)) {
            Some(at) => rows[*at].further.push((row, texts)),
            // A piece without its beginning: a row of its own, which nothing matches.
            None => rows.push(ActualRow {
                row,
                cells: texts,
                further: Vec::new(),
                is_remark: false,
            }),
        }
    }
    match id {
        Some(id) => joined(rows, id, &long_ids(sheet, proof, id)),
        None => rows,
    }
}

/// Whether a row says one thing only: at its beginning, or a sentence somewhere, once for each page across.
fn is_remark(cells: &BTreeMap<u32, String>, texts: &[String], id: Option<usize>) -> bool {
    const SENTENCE: usize = 15;
    let mut said = cells.iter().filter(|(_, text)| !text.trim().is_empty());
    let Some((column, first)) = said.next() else {
        return false;
    };
    let once = said.all(|(_, text)| text == first);
    let long = first.chars().count() >= SENTENCE && id.is_none_or(|id| texts[id].is_empty());
    once && (long || (*column == 0 && cells.values().filter(|text| !text.trim().is_empty()).count() == 1))
}

/// Lists of ids so long that they go on in further rows, as pieces of text and not under an id of their own.
fn long_ids(sheet: &SheetProof, proof: &Proof, id: usize) -> Vec<String> {
    const LONG: usize = 60;
    let words = sheet.rows.iter().filter_map(|row| match row.cells[id] {
        Expected::Value(value) => match proof.values[value].as_slice() {
            [Part::Words(words)] => Some(bare(words)),
            _ => None,
        },
        _ => None,
    });
    words.filter(|words| words.chars().count() > LONG).collect()
}

/// Joins the rows in which such a list goes on.
fn joined(rows: Vec<ActualRow>, id: usize, long: &[String]) -> Vec<ActualRow> {
    if long.is_empty() {
        return rows;
    }
    let mut joined: Vec<ActualRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let goes_on = joined.last().is_some_and(|before| {
            let begun = bare(&before.whole(id));
            let now = format!("{begun}{}", bare(&row.cells[id]));
            !row.cells[id].is_empty() && long.iter().any(|wanted| *wanted != begun && wanted.starts_with(&now))
        });
        match joined.last_mut() {
            Some(before) if goes_on => before.further.push((row.row, row.cells)),
            _ => joined.push(row),
        }
    }
    joined
}

/// The text of a cell as it is compared: without blanks at its ends, line ends of one kind.
pub(super) fn normal(text: &str, replacement: &str) -> String {
    // What Excel writes for a carriage return that another program put there.
    let text = text.replace("_x000D_", "");
    crate::write::shown(&text, replacement).into_owned()
}
