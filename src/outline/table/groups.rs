//! Headings in two rows without cells that tell what stands below what.
//!
//! ```text
//! 序号 | 内容清单 | 责任清单 | 标准清单 | |
//! 责任领导 | 责任科室 | |
//! 1 | 建立台账。 | 张三 | 办公室 | 每月更新。 |
//! ```
//!
//! The cells of the rows say how many columns there are, and what they hold where the second row goes.

use super::super::lines::Line;
use super::cells::by_bars;
use super::columns::{ColumnKind, column_kind, listed_kind};
use super::fit::{self, Piece};
use super::grid::piece;
use super::head::Head;
use super::{Column, WIDEST};
use crate::Templates;
use crate::source::Span;

/// Headings of a second row are never longer.
const LONGEST: usize = 12;
/// Rows looked at.
const SAMPLE: usize = 4;

/// Puts the headings on the line below `head` under those of its headings that span them.
pub(super) fn settle(text: &str, lines: &[Line], head: &mut Head, templates: &Templates) {
    let Some(below) = lines
        .get(head.end)
        .and_then(|line| sub_headings(text, line.span, templates))
    else {
        return;
    };
    let above: Vec<Column> = head
        .columns
        .iter()
        .filter(|column| !column.heading.is_empty())
        .copied()
        .collect();
    let rows: Vec<Vec<Piece>> = lines[head.end + 1..]
        .iter()
        .take(SAMPLE)
        .map_while(|line| row(text, line.span, templates))
        .collect();
    let Some(width) = rows.iter().map(Vec::len).max() else {
        return;
    };
    // Each of the headings that span others spans two at least.
    let Some(groups) = (above.len() + below.len())
        .checked_sub(width)
        .filter(|groups| *groups > 0)
    else {
        return;
    };
    if groups >= above.len() || below.len() < 2 * groups {
        return;
    }
    let placed = (0..=above.len() - groups).map(|at| {
        let columns = [&above[..at], &below, &above[at + groups..]].concat();
        let agrees: i32 = rows
            .iter()
            .map(|pieces| {
                let places: Vec<usize> = (0..pieces.len()).collect();
                fit::agreement(pieces, &places, &columns)
            })
            .sum();
        (agrees, columns)
    });
    // Of equals the first: what spans others stands left of what is alone.
    let Some((_, columns)) = placed.reduce(|best, next| if next.0 > best.0 { next } else { best }) else {
        return;
    };
    head.columns = columns;
    head.cells.push(lines[head.end].span);
    head.end += 1;
}

/// The headings of a second row: short words, one at least of units or persons, no number.
fn sub_headings(text: &str, line: Span, templates: &Templates) -> Option<Vec<Column>> {
    let parts: Vec<Span> = by_bars(text, line)
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !(2..=WIDEST).contains(&parts.len()) {
        return None;
    }
    let short = |part: &Span| {
        let words = part.of(text);
        words.chars().count() <= LONGEST
            && !words.contains(['。', '；', '，', '、'])
            && !words.contains(|c: char| c.is_ascii_digit())
    };
    let owners = |part: &Span| {
        let kind = listed_kind(part.of(text), &templates.roles);
        matches!(kind, Some(ColumnKind::Units(_) | ColumnKind::People))
    };
    if !parts.iter().all(short) || !parts.iter().any(owners) {
        return None;
    }
    let column = |heading: &Span| Column {
        kind: column_kind(heading.of(text), &templates.roles).unwrap_or(ColumnKind::Other),
        heading: *heading,
    };
    Some(parts.iter().map(column).collect())
}

/// The cells of a row that begins with its number, without the empty ones at its end.
fn row(text: &str, line: Span, templates: &Templates) -> Option<Vec<Piece>> {
    let mut cells = by_bars(text, line);
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    let first = cells.first()?.of(text);
    let begins = first.chars().any(|c| c.is_ascii_digit()) && first.len() <= 4;
    (begins && cells.len() <= WIDEST).then(|| cells.iter().map(|cell| piece(cell.of(text), templates)).collect())
}
