//! Grids and the glyphs inside them to rows of cells.

use super::grid::{self, Grid};
use super::lines::{self, Line};
use super::paragraphs::joined;
use super::{Glyph, Rule};
use crate::read::builder::Row;

/// White space between a border and the words of a cell, where the table does not show it.
const PADDING: f32 = 5.4;
/// So many lines show how far those of a column reach.
const ENOUGH: usize = 6;

/// A ruled table of one page.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f32,
    /// Edges of its columns.
    pub xs: Vec<f32>,
    pub rows: Vec<PageRow>,
    /// For each column, whether the page leaves its last cell open.
    pub open: Vec<bool>,
}

/// A row of a table, with the place where a reader finds it.
#[derive(Debug, Default)]
pub(super) struct PageRow {
    pub row: Row,
    /// What its cells begin and end with.
    pub edges: Vec<Edges>,
    pub page: usize,
    /// Which row of its page's part of the table, from 1.
    pub number: usize,
    /// Whether it was found to go on from the page before.
    pub cut: bool,
}

/// What tells whether the words of a cell go on in another's.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Edges {
    /// Room behind the last line.
    pub left: f32,
    /// Room that the first piece of the first line needs.
    pub needs: f32,
}

/// The tables of page `page`, and the glyphs that stand in none.
pub(super) fn of(rules: &[Rule], glyphs: Vec<Glyph>, page: usize) -> (Vec<Table>, Vec<Glyph>) {
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
            tables.push(table(&grid, cells, page));
        }
    }
    (tables, rest)
}

fn table(grid: &Grid, cells: Vec<Vec<Glyph>>, page: usize) -> Table {
    let columns = grid.columns();
    let lines: Vec<Vec<Line>> = cells.into_iter().map(lines::of).collect();
    let rooms = Rooms::of(grid, &lines);
    // A column that no cell begins in is a line drawn a hair beside another.
    let used: Vec<usize> = (0..columns)
        .filter(|column| (0..grid.rows()).any(|row| grid.owner[row * columns + column] == row * columns + column))
        .collect();
    let rows = (0..grid.rows()).map(|row| {
        let mut found = PageRow {
            page,
            number: row + 1,
            ..PageRow::default()
        };
        for column in &used {
            let at = row * columns + column;
            let (mut words, mut edges) = (String::new(), Edges::default());
            if grid.owner[at] == at {
                (words, edges) = cell(&lines[at], rooms.right(grid, at));
            } else if grid.owner[at] / columns < row
                && grid.owner[at] % columns == *column
                && found.row.cells.len() < 32
            {
                found.row.spanned |= 1 << found.row.cells.len();
            }
            found.row.cells.push(words);
            found.edges.push(edges);
        }
        found
    });
    let mut rows: Vec<PageRow> = rows.collect();
    let open: Vec<bool> = used.iter().map(|column| grid.open[*column]).collect();
    // Upright lines may run out where nothing stands any more.
    if rows.len() > 1
        && open.iter().all(|open| *open)
        && rows
            .last()
            .is_some_and(|last| last.row.cells.iter().all(String::is_empty))
    {
        rows.pop();
    }
    Table {
        top: grid.ys[0],
        xs: grid.xs.clone(),
        rows,
        open,
    }
}

/// How far the lines of cells may reach to the right.
struct Rooms {
    padding: f32,
    /// How far those of a column do, by its right edge, where there are enough to believe it.
    reached: Vec<Option<f32>>,
}

impl Rooms {
    fn of(grid: &Grid, cells: &[Vec<Line>]) -> Rooms {
        let mut found: Vec<(usize, f32)> = vec![(0, f32::MIN); grid.xs.len()];
        for (at, lines) in cells.iter().enumerate().filter(|(_, lines)| lines.len() > 1) {
            let edge = &mut found[last_column(grid, at) + 1];
            for line in lines {
                *edge = (edge.0 + 1, edge.1.max(line.end()));
            }
        }
        let reached = found.into_iter().map(|(lines, end)| (lines >= ENOUGH).then_some(end));
        Rooms {
            padding: padding(grid, cells),
            reached: reached.collect(),
        }
    }

    fn right(&self, grid: &Grid, at: usize) -> f32 {
        let edge = last_column(grid, at) + 1;
        let right = grid.xs[edge] - self.padding;
        self.reached[edge].map_or(right, |reached| right.min(reached))
    }
}

/// The last column of the cell that begins at `at`.
fn last_column(grid: &Grid, at: usize) -> usize {
    let columns = grid.columns();
    let (row, column) = (at / columns, at % columns);
    (column..columns)
        .take_while(|column| grid.owner[row * columns + column] == at)
        .last()
        .unwrap_or(column)
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

/// The words of a cell that reaches to `right`: lines that fill it go on in the next, others end a paragraph.
pub(super) fn cell(lines: &[Line], right: f32) -> (String, Edges) {
    let right = lines.iter().map(Line::end).fold(right, f32::max);
    let prose = lines
        .iter()
        .any(|line| line.glyphs.iter().any(|glyph| "，。；".contains(glyph.letter)));
    let mut words = String::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        match before {
            Some(before) if right - before.end() < needs(line, prose && !before.last_ends()) => {
                joined(&mut words, &line.words());
            }
            Some(_) => {
                words.push('\n');
                words.push_str(&line.words());
            }
            None => words.push_str(&line.words()),
        }
    }
    let edges = Edges {
        left: lines.last().map_or(f32::MAX, |line| right - line.end()),
        needs: lines.first().map_or(0.0, |line| needs(line, prose)),
    };
    (words, edges)
}

/// The room a line would have needed behind the one above; in the middle of a sentence programs leave more than that:
/// a hair between figures and characters, a stop that may not begin a line.
fn needs(line: &Line, amid: bool) -> f32 {
    line.first_piece() * 0.97 + if amid { 0.6 } else { 0.05 } * line.size
}

/// Whether a table goes on in the first table of the next page: the same columns.
pub(super) fn goes_on(before: &Table, after: &Table) -> bool {
    before.xs.len() == after.xs.len() && before.xs.iter().zip(&after.xs).all(|(a, b)| (a - b).abs() < 4.0)
}
