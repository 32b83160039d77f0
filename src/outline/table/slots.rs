//! A cell a line between bars where empty cells keep a line of their own (`| |`): every cell's column is certain, whatever
//! stands in it and whether rows are numbered or not.
//!
//! ```text
//! | 坡改梯五千亩 |
//! | 县水保局、三洲镇 |
//! | |                      (no 备注)
//! ```

use super::cells::{by_bars, is_bar, is_bars, without_bars};
use super::content::{Content, is_number};
use super::fit::{self, Piece};
use super::grid::piece;
use super::head::Head;
use super::{Cells, ColumnKind, Row};
use crate::Templates;
use crate::source::Span;

/// The lines of a body as cells, empty ones among them; a cell goes on to the line that ends with a bar.
#[derive(Debug, Default)]
pub(super) struct Slots {
    cells: Vec<Span>,
    open: bool,
    empty: bool,
    /// Whether any line holds several cells.
    several: bool,
    broken: bool,
}

impl Slots {
    /// Adds the line `span`.
    pub fn add(&mut self, text: &str, span: Span) {
        let words = span.of(text);
        let core = without_bars(text, span);
        if is_bars(words) {
            // || may be two empty cells or none.
            self.broken |= self.open || words.matches(is_bar).count() > 2 || words == "||";
            self.empty = true;
            self.cells.push(Span::new(span.start, span.start));
            return;
        }
        let mut parts = inner(text, core).into_iter();
        match self.cells.last_mut().filter(|_| self.open) {
            Some(last) => last.end = parts.next().unwrap_or(core).end,
            None => self.cells.extend(parts.next()),
        }
        let before = self.cells.len();
        self.cells.extend(parts);
        self.several |= self.cells.len() > before;
        self.open = !words.ends_with(is_bar);
    }

    /// The rows, where the lines fill them without any rest and what they hold agrees.
    pub fn rows(&self, text: &str, head: &Head, templates: &Templates) -> Option<Vec<Row>> {
        let width = head.columns.len();
        if self.broken || self.open || !(self.empty || self.several) || !self.cells.len().is_multiple_of(width) {
            return None;
        }
        let kinds: Vec<ColumnKind> = head.columns.iter().map(|column| column.kind).collect();
        let task = kinds.iter().rposition(|kind| *kind == ColumnKind::Task)?;
        let (mut rows, mut owned) = (Vec::new(), false);
        for chunk in self.cells.chunks(width) {
            if chunk[task].is_empty() {
                return None;
            }
            let mut row = Cells::new(width);
            for (column, cell) in chunk.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let piece = piece(cell.of(text), templates);
                if !suits(text, *cell, piece, kinds[column]) {
                    return None;
                }
                owned |= matches!(kinds[column], ColumnKind::Units(_)) && piece.content == Content::Units;
                row.push(column, *cell);
            }
            rows.push(Row::Cells(row));
        }
        owned.then_some(rows)
    }
}

/// The cells of a line, most of which have but one.
fn inner(text: &str, line: Span) -> Vec<Span> {
    match line.of(text).contains(is_bar) {
        true => by_bars(text, line),
        false => vec![line],
    }
}

/// Whether a cell can stand in a column of `kind` beyond doubt.
fn suits(text: &str, cell: Span, piece: Piece, kind: ColumnKind) -> bool {
    match kind {
        ColumnKind::Number => is_number(cell.of(text)),
        ColumnKind::Units(_) => {
            matches!(piece.content, Content::Units | Content::Name | Content::Nothing)
                || piece.content == Content::Text && piece.len <= 20
        }
        ColumnKind::Task => {
            !matches!(piece.content, Content::Number | Content::Deadline | Content::Nothing)
                && (piece.content != Content::Units || piece.weak)
        }
        ColumnKind::People => piece.content != Content::Units,
        kind => fit::may_hold(piece, kind),
    }
}
