//! A heading row between bars that a line end breaks in two: with the line below it, it has as many cells as the rows.
//!
//! ```text
//! | 序号 | 任务名称 | 检查类型 |
//! 实施主体 | 联合部门 | 检查时间 |
//! | 1 | 日常检查 | 专项 | 区教育局 | 区公安局 | 5月 |
//! ```

use super::super::super::lines::Line;
use super::super::cells::{by_bars, has_bars};
use super::super::columns::column_kind;
use super::super::content::is_number;
use super::{ColumnKind, Head, Layout, WIDEST, is_head, spread};
use crate::source::Span;
use crate::tags::Roles;

/// Lines of such a heading row at most.
const LINES: usize = 3;

/// The headings that begin at line `at` and end on one of the next.
pub(super) fn head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let cells = |line: usize| {
        let span = lines.get(line)?.span;
        has_bars(span.of(text)).then(|| by_bars(text, span))
    };
    let mut parts: Vec<Span> = cells(at)?;
    let first = parts.first()?.of(text);
    if parts.len() < 3 || column_kind(first, roles) != Some(ColumnKind::Number) {
        return None;
    }
    for line in at + 1..at + LINES {
        parts.extend(cells(line)?);
        let row = cells(line + 1)?;
        if parts.len() > WIDEST || is_number(parts.last()?.of(text)) {
            return None;
        }
        if row.len() != parts.len() || !is_number(row[0].of(text)) {
            continue;
        }
        let kinds: Vec<Option<ColumnKind>> = parts.iter().map(|part| column_kind(part.of(text), roles)).collect();
        let columns = spread(&kinds, &parts);
        return is_head(&columns).then(|| Head {
            columns,
            cells: lines[at..=line].iter().map(|line| line.span).collect(),
            layout: Layout::Bars,
            end: line + 1,
            before: None,
            rest: None,
        });
    }
    None
}
