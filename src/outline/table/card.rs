//! Cards: a heading and its value a line, the headings of one task below each other.
//!
//! ```text
//! 工作任务⇥新建公厕3座。
//! 责任单位⇥区城管局
//! 完成时限⇥9月底前
//! ```

use super::super::lines::Line;
use super::cells::{by_bars, has_bars, is_ruling};
use super::columns::{ColumnKind, listed_kind};
use super::head::{Head, Layout};
use super::{Body, Cells, Column, Row};
use crate::Templates;
use crate::source::Span;

/// Headings of one card at most.
const LONGEST: usize = 12;

/// The cards that begin at line `at`, with the columns their headings make.
pub(super) fn read(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<(Head, Body)> {
    let pair = |line: usize| pair(text, lines.get(line)?.span, templates);
    let (first, ..) = pair(at)?;
    let mut columns: Vec<Column> = Vec::new();
    let mut line = at;
    while let Some((column, _)) = pair(line).filter(|_| columns.len() < LONGEST) {
        if same(text, column, first) && line > at {
            break;
        }
        columns.push(column);
        line += 1;
    }
    let has = |wanted: fn(&ColumnKind) -> bool| columns.iter().any(|column| wanted(&column.kind));
    if !has(|kind| matches!(kind, ColumnKind::Units(_))) || !has(|kind| *kind == ColumnKind::Task) {
        return None;
    }
    let mut body = Body {
        end: at,
        ..Body::default()
    };
    let mut headings = Vec::new();
    let mut row = Cells::new(columns.len());
    while let Some(span) = lines.get(body.end).map(|line| line.span) {
        if is_ruling(span.of(text)) {
            body.asides.push(span);
        } else if let Some((column, value)) = pair(body.end)
            && let Some(place) = columns.iter().position(|known| same(text, *known, column))
        {
            if place == 0 && body.end > at {
                let done = std::mem::replace(&mut row, Cells::new(columns.len()));
                body.rows.push(Row::Cells(done));
            }
            headings.push(column.heading);
            if !value.is_empty() {
                row.push(place, value);
            }
        } else {
            break;
        }
        body.end += 1;
    }
    body.rows.push(Row::Cells(row));
    let head = Head {
        columns,
        cells: headings,
        layout: Layout::Bars,
        end: at,
        rest: None,
    };
    Some((head, body))
}

/// A line of a known heading and one value.
fn pair(text: &str, span: Span, templates: &Templates) -> Option<(Column, Span)> {
    if !has_bars(span.of(text)) {
        return None;
    }
    let parts = by_bars(text, span);
    let [heading, value] = parts[..] else {
        return None;
    };
    let kind = listed_kind(heading.of(text), &templates.roles)?;
    let is_heading = listed_kind(value.of(text), &templates.roles).is_some();
    (!is_heading).then_some((Column { kind, heading }, value))
}

fn same(text: &str, a: Column, b: Column) -> bool {
    a.heading.of(text) == b.heading.of(text)
}
