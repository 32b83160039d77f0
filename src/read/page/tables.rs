//! Grids and the glyphs inside them to rows of cells.

use super::grid::{self, Grid};
use super::lines::{self, Line};
use super::paragraphs::joined;
use super::{Glyph, Rule};
use crate::read::builder::Row;

/// White space between a border and the words of a cell, where the table does not show it.
const PADDING: f32 = 5.4;

/// A ruled table of one page.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f32,
    /// Edges of its columns.
    pub xs: Vec<f32>,
    pub rows: Vec<Row>,
}

/// The tables of a page, and the glyphs that stand in none.
pub(super) fn of(rules: &[Rule], glyphs: Vec<Glyph>) -> (Vec<Table>, Vec<Glyph>) {
    let (mut tables, mut rest) = (Vec::new(), glyphs);
    for grid in grid::of(rules) {
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); grid.owner.len()];
        rest.retain(
            |glyph| match grid.cell_at(glyph.x + glyph.width / 2.0, glyph.y - glyph.size * 0.35) {
                Some(cell) => {
                    cells[cell].push(*glyph);
                    false
                }
                None => true,
            },
        );
        let filled = cells
            .iter()
            .filter(|cell| cell.iter().any(|glyph| !glyph.is_blank()))
            .count();
        if filled > 0 {
            tables.push(table(&grid, cells));
        }
    }
    (tables, rest)
}

fn table(grid: &Grid, cells: Vec<Vec<Glyph>>) -> Table {
    let columns = grid.columns();
    let lines: Vec<Vec<Line>> = cells.into_iter().map(lines::of).collect();
    let padding = padding(grid, &lines);
    let mut rows = vec![
        Row {
            cells: vec![String::new(); columns],
            spanned: 0
        };
        grid.rows()
    ];
    for (at, lines) in lines.iter().enumerate() {
        let (row, column, owner) = (at / columns, at % columns, grid.owner[at]);
        if owner == at {
            rows[row].cells[column] = words(lines, width(grid, at) - 2.0 * padding);
        } else if owner / columns < row && owner % columns == column && column < 32 {
            rows[row].spanned |= 1 << column;
        }
    }
    // A column that no cell begins in is a line drawn a hair beside another.
    let used: Vec<bool> = (0..columns)
        .map(|column| (0..grid.rows()).any(|row| grid.owner[row * columns + column] == row * columns + column))
        .collect();
    for row in &mut rows {
        let (mut cells, mut spanned) = (Vec::new(), 0u32);
        for (column, cell) in std::mem::take(&mut row.cells)
            .into_iter()
            .enumerate()
            .filter(|(column, _)| used[*column])
        {
            if column < 32 && row.spanned & (1 << column) != 0 && cells.len() < 32 {
                spanned |= 1 << cells.len();
            }
            cells.push(cell);
        }
        *row = Row { cells, spanned };
    }
    Table {
        top: grid.ys[0],
        xs: grid.xs.clone(),
        rows,
    }
}

/// Width of the cell that begins at `at`.
fn width(grid: &Grid, at: usize) -> f32 {
    let columns = grid.columns();
    let (row, column) = (at / columns, at % columns);
    let last = (column..columns)
        .take_while(|column| grid.owner[row * columns + column] == at)
        .last()
        .unwrap_or(column);
    grid.xs[last + 1] - grid.xs[column]
}

/// The space between border and words, as the nearest words of the table show it.
fn padding(grid: &Grid, cells: &[Vec<Line>]) -> f32 {
    let columns = grid.columns();
    let near = cells
        .iter()
        .enumerate()
        .flat_map(|(at, lines)| lines.iter().map(move |line| line.start() - grid.xs[at % columns]));
    let near = near.fold(f32::MAX, f32::min);
    if (0.5..=8.0).contains(&near) { near } else { PADDING }
}

/// The words of a cell: lines that fill its width go on in the next, others end a paragraph.
fn words(lines: &[Line], room: f32) -> String {
    let widest = lines.iter().map(|line| line.end() - line.start()).fold(0.0, f32::max);
    let room = room.max(widest);
    let mut words = String::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        match before {
            Some(before) if room - (before.end() - before.start()) < line.first_piece() * 0.97 + 0.05 * line.size => {
                joined(&mut words, &line.words());
            }
            Some(_) => {
                words.push('\n');
                words.push_str(&line.words());
            }
            None => words.push_str(&line.words()),
        }
    }
    words
}

/// Whether a table goes on in the first table of the next page: the same columns.
pub(super) fn goes_on(before: &Table, after: &Table) -> bool {
    before.xs.len() == after.xs.len() && before.xs.iter().zip(&after.xs).all(|(a, b)| (a - b).abs() < 4.0)
}

/// Adds the rows of the next page's part: a heading that comes again is left out, a row that the page has broken goes on.
pub(super) fn append(rows: &mut Vec<Row>, mut more: Vec<Row>) {
    let head = rows
        .iter()
        .zip(&more)
        .take_while(|(a, b)| !is_empty(a) && a.cells == b.cells)
        .count();
    more.drain(..head);
    let filled = filled_columns(rows, &more);
    if let (Some(last), Some(first)) = (rows.last_mut(), more.first())
        && is_rest_of(last, first, &filled)
    {
        let first = more.remove(0);
        for (cell, rest) in last
            .cells
            .iter_mut()
            .zip(first.cells)
            .filter(|(_, rest)| !rest.is_empty())
        {
            if cell.ends_with(ENDS) {
                cell.push('\n');
            }
            joined(cell, &rest);
        }
    }
    rows.extend(more);
}

/// What a whole sentence ends with.
const ENDS: [char; 6] = ['。', '；', '！', '？', ';', '）'];

/// Columns that every row of a table fills, merged cells aside.
fn filled_columns(rows: &[Row], more: &[Row]) -> Vec<bool> {
    let width = rows.first().map_or(0, |row| row.cells.len());
    let whole: Vec<&Row> = rows
        .iter()
        .chain(more.iter().skip(1))
        .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2)
        .collect();
    let is_filled = |column: usize| {
        let own = whole
            .iter()
            .filter(|row| column >= 32 || row.spanned & (1 << column) == 0);
        let (filled, all) = own.fold((0, 0), |(filled, all), row| {
            (
                filled + usize::from(row.cells.get(column).is_some_and(|cell| !cell.is_empty())),
                all + 1,
            )
        });
        filled >= 2 && filled * 10 >= all * 9
    };
    (0..width).map(is_filled).collect()
}

fn is_empty(row: &Row) -> bool {
    row.cells.iter().all(String::is_empty)
}

/// Whether `row` is what a page's end left of `before`: a column that all other rows fill is empty, or nothing stands in
/// the first column and words above break off in the middle of a sentence.
fn is_rest_of(before: &Row, row: &Row, filled: &[bool]) -> bool {
    if before.cells.len() != row.cells.len() || is_empty(row) {
        return false;
    }
    let lacks = |(cell, filled): (&String, &bool)| *filled && cell.is_empty();
    if row.cells.iter().zip(filled).any(lacks) {
        // A heading of a group fills the first column alone.
        return row.cells.first().is_some_and(String::is_empty);
    }
    let mut broken = false;
    for (above, cell) in before.cells.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
        if above.is_empty() {
            return false;
        }
        broken |= !above.ends_with(ENDS) && above.chars().count() > cell.chars().count().min(8);
    }
    broken && row.cells.first().is_some_and(String::is_empty)
}
