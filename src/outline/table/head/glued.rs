//! Headings with nothing between: `序号工作任务责任单位完成时限`, on a line of their own or before the first row.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::super::super::lines::Line;
use super::super::cells::{is_bar, without_bars};
use super::{ColumnKind, Head, Layout, is_head, partition};
use crate::source::Span;
use crate::tags::Roles;

/// How far into a line headings are looked for, in bytes.
const SEARCH: usize = 400;

/// 序号工作任务责任单位完成时限 on one line.
pub(super) fn head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    on_its_own(text, lines, at, roles).or_else(|| inside(text, lines, at, roles))
}

fn on_its_own(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let span = without_bars(text, lines[at].span);
    let words = span.of(text);
    let chars = words.chars().count();
    if !(8..=60).contains(&chars) || words.contains(['，', '。', '；', '：', ':', ',', '、', ' ', '\t']) {
        return None;
    }
    let columns = partition::glued(text, span, roles)?;
    // 主要目标任务分工: the second line of a title.
    if columns[0].kind != ColumnKind::Number && words.ends_with("分工") {
        return None;
    }
    let mut head = Head {
        columns,
        cells: vec![lines[at].span],
        layout: Layout::Lines,
        end: at + 1,
        before: None,
        rest: None,
    };
    // 一季度二季度三季度四季度 below 进展情况
    if let Some(next) = lines.get(head.end)
        && partition::glued_words(text, next.span, roles).is_some()
    {
        head.cells.push(next.span);
        head.end += 1;
    }
    // 1推进健康县创建县卫健局…: the rows are glued as the headings are.
    let row = lines.get(head.end).map_or("", |line| line.span.of(text));
    let numbered = head.columns[0].kind == ColumnKind::Number;
    let cell = row.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    if cell.chars().count() >= 8
        && numbered == (cell.len() < row.len())
        && !cell.chars().take(8).any(|c| c.is_whitespace() || is_bar(c))
    {
        head.layout = Layout::Glued;
    }
    is_head(&head.columns).then_some(head)
}

/// Headings from 序号 to the first number inside a line that goes on with the rows.
fn inside(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let line = lines[at].span;
    let words = line.of(text);
    let first = begins(words)?;
    let end = first + words[first..].find('1').filter(|at| *at <= 180)?;
    let columns = partition::glued(text, Span::new(line.start + first, line.start + end), roles)?;
    let before = Span::new(line.start, line.start + first).trimmed(text);
    let rest = Span::new(line.start + end, line.end);
    (is_head(&columns) && rest.len() > 60).then(|| Head {
        cells: vec![Span::new(columns[0].heading.start, line.start + end)],
        columns,
        layout: Layout::Glued,
        end: at + 1,
        before: (!before.is_empty()).then_some(before),
        rest: Some(rest),
    })
}

/// Where 序号 stands in a long line with a heading right behind it.
pub(in super::super) fn begins(words: &str) -> Option<usize> {
    static NUMBER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("序号"));
    let mut limit = words.len().min(SEARCH);
    while !words.is_char_boundary(limit) {
        limit -= 1;
    }
    let at = NUMBER.find(&words.as_bytes()[..limit])?;
    let behind = words[at + "序号".len()..].chars().next()?;
    (words.len() > 90 && behind.is_alphabetic()).then_some(at)
}
