//! The cells of one row between bars to columns. Merged cells leave no trace on the left, dropped ones none on the
//! right, and some pages fill the row with bars again, so that neither the count nor the order of cells is proof: the
//! row stands as it is where every cell suits its column, else from both ends by what its cells are.

use super::content::{Content, is_dated, number, says_progress};
use super::fit::{self, Piece};
use super::grid::piece;
use super::{Column, ColumnKind};
use crate::Templates;
use crate::source::Span;

/// A row's cells and their columns.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// Cells with what they hold, by column.
    pub cells: Vec<(usize, Span)>,
    /// The number, where no column is headed for it.
    pub number: Option<Span>,
    /// Cells left of that number: they head the rows from here on.
    pub titles: Vec<Span>,
    /// Whether the cells stand elsewhere than the line has them.
    pub moved: bool,
    /// Whether there are more cells than columns, so that some share one.
    pub crowded: bool,
}

/// A cell that is whole is moved only for a gain above this.
const TRUST: i32 = 8;

/// The columns of `parts`, the cells of a line.
pub(super) fn place(text: &str, parts: &[Span], columns: &[Column], templates: &Templates) -> Placed {
    let filled = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
    let mut cells: Vec<Span> = parts[..filled].to_vec();
    let mut placed = Placed::default();
    let width = columns.len();
    let whole = parts.len() >= width;
    if cells.len() <= width {
        let pieces = pieces(text, &cells, templates);
        let own = (0..cells.len()).collect::<Vec<usize>>();
        let stays = score(&pieces, &own, columns);
        let (best, places) = spread(&pieces, columns);
        let clean = !pieces
            .iter()
            .zip(columns)
            .any(|(piece, column)| is_wrong(*piece, column.kind))
            && !cells
                .iter()
                .zip(columns)
                .any(|(cell, column)| matches!(column.kind, ColumnKind::Units(_)) && says_progress(cell.of(text)));
        // 3 | 公开结果。 | 办公室 under headings without 序号 is a number none the less.
        let unheaded = is_unheaded_number(text, &cells, columns);
        if !unheaded && clean && best <= stays + if whole { TRUST } else { 0 } {
            placed.cells = own.into_iter().zip(cells).collect();
            return placed;
        }
        if !unheaded && columns.iter().any(|column| column.kind == ColumnKind::Number) {
            placed.moved = places != own;
            placed.cells = places.into_iter().zip(cells).collect();
            return placed;
        }
    }
    placed.moved = true;
    // Bars that fill the heading row head nothing.
    let named = columns
        .iter()
        .rposition(|column| !column.heading.is_empty())
        .map_or(0, |at| at + 1);
    if !columns.iter().any(|column| column.kind == ColumnKind::Number) {
        take_number(text, &mut cells, named, &mut placed);
    }
    if cells.len() > named {
        cells.retain(|cell| !cell.is_empty());
    }
    let columns = if cells.len() <= named {
        &columns[..named]
    } else {
        columns
    };
    let pieces = pieces(text, &cells, templates);
    let places = if cells.len() <= columns.len() {
        spread(&pieces, columns).1
    } else {
        placed.crowded = true;
        fit::fit(&pieces, columns).1
    };
    placed.cells = places.into_iter().zip(cells).collect();
    placed
}

/// Whether the first cell is a number that no column is headed for.
fn is_unheaded_number(text: &str, cells: &[Span], columns: &[Column]) -> bool {
    let headed = columns.iter().any(|column| column.kind == ColumnKind::Number);
    !headed && cells.len() >= 2 && is_digits(cells[0].of(text))
}

/// Takes a bare number, and the titles before it, out of a row of a table without a column for numbers.
fn take_number(text: &str, cells: &mut Vec<Span>, width: usize, placed: &mut Placed) {
    let Some(at) = cells.iter().take(4).position(|cell| is_digits(cell.of(text))) else {
        return;
    };
    // A figure behind the task is none of the row's numbers.
    let titles = (at == 0 || cells.len() > width)
        && cells[..at]
            .iter()
            .all(|cell| cell.of(text).chars().count() <= super::grid::GROUP);
    if titles && cells.len() > at + 1 {
        placed.number = Some(cells[at]);
        let before = cells.drain(..=at).filter(|cell| !cell.is_empty());
        placed.titles = before.collect();
        placed.titles.pop();
    }
}

fn is_digits(words: &str) -> bool {
    number(words).is_some() && words.contains(|c: char| c.is_ascii_digit())
}

fn pieces(text: &str, cells: &[Span], templates: &Templates) -> Vec<Piece> {
    let of = |cell: &Span| {
        let words = cell.of(text);
        let mut piece = piece(words, templates);
        if cell.is_empty() {
            piece.content = Content::Nothing;
        } else if piece.content == Content::Text && is_dated(words) {
            piece.content = Content::Deadline;
        } else if matches!(piece.content, Content::Name) && says_progress(words) {
            piece.content = Content::Text;
        }
        piece
    };
    cells.iter().map(of).collect()
}

/// Whether a cell cannot stand where it stands.
fn is_wrong(piece: Piece, kind: ColumnKind) -> bool {
    match (piece.content, kind) {
        (Content::Number, ColumnKind::Number) => false,
        (Content::Nothing, _) => false,
        (Content::Number, ColumnKind::Task | ColumnKind::Heading) => true,
        (Content::Number | Content::Deadline | Content::Status, ColumnKind::Units(_) | ColumnKind::People) => true,
        (Content::Text | Content::Units | Content::Name, ColumnKind::Number) => true,
        (Content::Units, ColumnKind::Deadline) => true,
        _ => false,
    }
}

/// How well `pieces` stand in the columns `places`, columns left out considered.
fn score(pieces: &[Piece], places: &[usize], columns: &[Column]) -> i32 {
    let costs = Costs::new(columns);
    let mut sum = fit::agreement(pieces, places, columns);
    let mut next = 0;
    for place in places {
        sum -= costs.skipped(next, *place);
        next = place + 1;
    }
    sum - costs.trailing(next)
}

/// The assignment of `pieces` to `columns`, one each and from left to right, that agrees best.
fn spread(pieces: &[Piece], columns: &[Column]) -> (i32, Vec<usize>) {
    const NEVER: i32 = i32::MIN / 4;
    let (count, width) = (pieces.len(), columns.len());
    if count == 0 || count > width {
        return (NEVER, Vec::new());
    }
    let costs = Costs::new(columns);
    // best[n][c]: the first n + 1 pieces, the last of them in column c; and the column before.
    let mut best = vec![vec![(NEVER, 0usize); width]; count];
    for piece in 0..count {
        for column in piece..width {
            let gain = fit::agreement(&pieces[piece..=piece], &[column], columns);
            let before = if piece == 0 {
                Some((-costs.skipped(0, column), 0))
            } else {
                (piece - 1..column)
                    .map(|before| (best[piece - 1][before].0 - costs.skipped(before + 1, column), before))
                    .max_by_key(|(score, before)| (*score, *before))
            };
            if let Some((score, before)) = before.filter(|(score, _)| *score > NEVER / 2) {
                best[piece][column] = (score + gain, before);
            }
        }
    }
    let ends = (count - 1..width).map(|column| (best[count - 1][column].0 - costs.trailing(column + 1), column));
    let Some((score, mut column)) = ends.max() else {
        return (NEVER, Vec::new());
    };
    let mut places = vec![column];
    for piece in (1..count).rev() {
        column = best[piece][column].1;
        places.push(column);
    }
    places.reverse();
    (score, places)
}

/// What columns without a cell cost.
struct Costs {
    sums: Vec<i32>,
}

impl Costs {
    fn new(columns: &[Column]) -> Self {
        // The last column of text holds the task; those before it may be merged.
        let task = columns.iter().rposition(|column| column.kind == ColumnKind::Task);
        let mut sums = vec![0];
        for (at, column) in columns.iter().enumerate() {
            let cost = match column.kind {
                ColumnKind::Task if Some(at) == task => 10,
                ColumnKind::Number => 3,
                ColumnKind::Units(_) => 2,
                _ if column.heading.is_empty() => 0,
                _ => 1,
            };
            sums.push(sums[at] + cost);
        }
        Costs { sums }
    }

    fn skipped(&self, from: usize, to: usize) -> i32 {
        self.sums[to] - self.sums[from.min(to)]
    }

    /// Empty cells at the end of a row are common.
    fn trailing(&self, from: usize) -> i32 {
        self.skipped(from, self.sums.len() - 1) / 2
    }
}
