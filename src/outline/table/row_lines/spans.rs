//! Drawn rules that part only some columns, while the cells of the others go on across them:
//!
//! ```text
//! │改造茶园  │县农业局、│
//! ├─────┤县财政局  │
//! │新建泵站  │      │
//! ```

use super::super::Cells;
use super::super::cells::is_bar;
use super::super::columns::ColumnKind;
use super::super::{Layout, Row};
use super::Reader;
use crate::source::Span;

/// A line with such a rule: for each column its words, `None` where the rule is.
type Parts = Vec<Option<Span>>;

impl Reader<'_> {
    /// Reads a line whose rule parts some columns; `false` where the line is none.
    pub(super) fn partial_rule(&mut self, span: Span) -> bool {
        let width = self.head.columns.len();
        if self.head.layout != Layout::Bars || !span.of(self.text).contains('─') {
            return false;
        }
        let parts = parts(self.text, span);
        let ruled = parts.iter().filter(|part| part.is_none()).count();
        let Some(last) = self.body.rows.len().checked_sub(1) else {
            return false;
        };
        if parts.len() != width || ruled == 0 || ruled == width || !matches!(self.body.rows[last], Row::Cells(_)) {
            return false;
        }
        if self.began.len() != width {
            self.began = vec![last; width];
        }
        let task = |column: usize| self.head.columns[column].kind == ColumnKind::Task;
        let begins = (0..width).any(|column| task(column) && parts[column].is_none());
        let row = if begins {
            let goes_on = (0..width.min(32)).filter(|column| parts[*column].is_some());
            let mut row = Cells::new(width);
            row.spanned = goes_on.fold(0, |bits, column| bits | 1 << column);
            self.body.rows.push(Row::Cells(row));
            last + 1
        } else {
            last
        };
        for (column, part) in parts.into_iter().enumerate() {
            match part {
                None => self.began[column] = row,
                Some(part) if !part.is_empty() => self.go_on(column, part),
                Some(_) => {}
            }
        }
        self.fresh = false;
        true
    }

    /// Whether a line is the first of a row that such a rule has begun.
    pub(super) fn fills_begun(&self, parts: &[Span]) -> bool {
        let empty = |row: &Row| matches!(row, Row::Cells(row) if row.cells.iter().all(Vec::is_empty));
        !self.began.is_empty() && parts.len() == self.began.len() && self.body.rows.last().is_some_and(empty)
    }

    /// Adds a further line to the open cell of `column`.
    pub(super) fn go_on(&mut self, column: usize, part: Span) {
        let at = self.began.get(column).copied();
        let at = at.unwrap_or(self.body.rows.len().saturating_sub(1));
        let Some(Row::Cells(row)) = self.body.rows.get(at) else {
            return;
        };
        let before = row.cells[column].last().map(|cell| cell.join(self.text));
        let names = before.is_some_and(|before| self.begins_name(column, &before, part.of(self.text)));
        if let Some(Row::Cells(row)) = self.body.rows.get_mut(at) {
            if names {
                row.push(column, part)
            } else {
                row.join(column, part)
            }
        }
    }
}

/// The cells of a line between bars and crossings.
fn parts(text: &str, span: Span) -> Parts {
    let words = span.of(text);
    let is_edge = |c: char| is_bar(c) || matches!(c, '├' | '┤' | '┼' | '┬' | '┴' | '┠' | '┨' | '┝' | '┥');
    let edges: Vec<(usize, char)> = words.char_indices().filter(|(_, c)| is_edge(*c)).collect();
    let cell = |(from, to): (&(usize, char), &(usize, char))| {
        let part = Span::new(span.start + from.0 + from.1.len_utf8(), span.start + to.0).trimmed(text);
        // │ ── │ is a cell with nothing in it.
        let crossed = !is_bar(from.1) || !is_bar(to.1);
        let rule = crossed && !part.is_empty() && part.of(text).chars().all(|c| matches!(c, '─' | '━' | '═'));
        (!rule).then_some(part)
    };
    edges.iter().zip(edges.iter().skip(1)).map(cell).collect()
}
