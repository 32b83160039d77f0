//! Two headings a line each, 工作任务 and 责任单位, and below them a task and its units by turns.

use super::super::super::lines::Line;
use super::super::cells::without_bars;
use super::super::content::{Content, content};
use super::{Column, ColumnKind, Head, Layout, column_kind, listed_kind};
use crate::Templates;
use crate::source::Span;

/// Rows that must agree before two short lines are headings.
const ROWS: usize = 2;

/// The two headings at line `at`.
pub(super) fn head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    let cell = |line: usize| Some(without_bars(text, lines.get(line)?.span));
    let column = |line: usize| {
        let heading = cell(line).filter(|cell| cell.len() <= 36)?;
        // 民生工程项目及年度目标: below it stand tasks and units by turns, as the rows show.
        let words = heading.of(text);
        let kind = listed_kind(words, &templates.roles).or_else(|| column_kind(words, &templates.roles))?;
        Some(Column { kind, heading })
    };
    let columns = vec![column(at)?, column(at + 1)?];
    let is_units = |column: &Column| matches!(column.kind, ColumnKind::Units(_));
    let units = columns.iter().position(is_units)?;
    if !matches!(columns[1 - units].kind, ColumnKind::Task | ColumnKind::Other) {
        return None;
    }
    let holds = |line: usize| {
        let words = cell(line)?.of(text);
        let named = content(words, templates) == Content::Units;
        Some(named == ((line - at) % 2 == units))
    };
    (at + 2..at + 2 + 2 * ROWS)
        .all(|line| holds(line) == Some(true))
        .then(|| Head {
            columns,
            cells: lines[at..at + 2].iter().map(|line| line.span).collect::<Vec<Span>>(),
            layout: Layout::Lines,
            end: at + 2,
            before: None,
            rest: None,
        })
}
