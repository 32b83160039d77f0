//! Headings on one line in the page, on several in the text: the cells were too narrow for their words.
//!
//! ```text
//! 序号 工作任务 牵头      words that go on from line to line (牵头⏎部门), between blanks or bars
//! 部门 配合
//! 部门
//!
//! 序号|工作任务|牵头|完成   or line below line, the second with what is missing in its own place; in a drawn table
//! ||部门|时限             without 序号, too
//! ```

use super::super::super::lines::Line;
use super::super::cells::{by_bars, by_blanks, has_bars, is_bar, is_ruling};
use super::super::content::is_number;
use super::{Column, ColumnKind, Head, Layout, WIDEST, column_kind, is_head, listed_kind, partition};
use crate::source::Span;
use crate::tags::Roles;

/// Lines of a heading row at most.
const LINES: usize = 8;
/// A heading's part on one line is never longer than this many characters.
const LONGEST: usize = 8;

/// A heading row that begins at line `at` and goes on over more lines.
pub(super) fn head(text: &str, lines: &[Line], at: usize, roles: &Roles) -> Option<Head> {
    let first = lines[at].span;
    let words = first.of(text);
    if words.len() > 240 || is_ruling(words) {
        return None;
    }
    let limit = rows_begin(text, lines, at).or_else(|| rule_below(text, lines, at))?;
    let barred = lines[at..limit].iter().any(|line| has_bars(line.span.of(text)));
    let cut = if barred { by_bars } else { by_blanks };
    // A cell a line is another form: here some line has several words, and the first row has.
    let several = |line: &Line| cut(text, line.span).iter().filter(|part| !part.is_empty()).count() > 1;
    if !lines[at..limit].iter().any(several) || !several(&lines[limit]) {
        return None;
    }
    let columns = stacked(text, lines, at..limit, roles, cut).or_else(|| match barred {
        true => listed(
            text,
            &by_bars(text, Span::new(first.start, lines[limit - 1].span.end)),
            roles,
        ),
        false => {
            let words = lines[at..limit].iter().flat_map(|line| by_blanks(text, line.span));
            let columns = partition::by_words(text, &words.collect::<Vec<_>>(), roles)?.columns;
            let known = |column: &Column| column_kind(column.heading.of(text), roles).is_some();
            columns.iter().all(known).then_some(columns)
        }
    })?;
    let layout = if barred { Layout::Bars } else { Layout::Blanks };
    is_head(&columns).then(|| Head {
        columns,
        cells: lines[at..limit].iter().map(|line| line.span).collect(),
        layout,
        end: limit,
        before: None,
        rest: None,
    })
}

/// The first line of the rows: lines of nothing but short words, the first of them 序号, end at one that begins with a
/// number.
fn rows_begin(text: &str, lines: &[Line], at: usize) -> Option<usize> {
    let begins = |line: usize| {
        let words = lines.get(line)?.span.of(text);
        Some(words.trim_start_matches(|c: char| is_bar(c) || c.is_whitespace()))
    };
    if !begins(at)?.starts_with('序') && !begins(at)?.starts_with("编号") {
        return None;
    }
    for line in at + 1..=at + LINES {
        let words = begins(line)?;
        let first = words.split(|c: char| is_bar(c) || c.is_whitespace()).next()?;
        if is_number(first) {
            let several = (at + 1..line).any(|line| !is_ruling(lines[line].span.of(text)));
            return several.then_some(line);
        }
        let parts = words.split(|c: char| is_bar(c) || c.is_whitespace());
        if lines[line].marker.is_some() || parts.into_iter().any(|part| part.chars().count() > LONGEST) {
            return None;
        }
    }
    None
}

/// The first line below the rule that ends the headings of a drawn table, which stand on more lines than one.
fn rule_below(text: &str, lines: &[Line], at: usize) -> Option<usize> {
    const DRAWN: &[char] = &['│', '┃', '║'];
    let first = lines[at].span.of(text);
    let bars = |words: &str| words.matches(DRAWN).count();
    if !first.starts_with(DRAWN) || bars(first) < 4 {
        return None;
    }
    for (line, below) in lines.iter().enumerate().skip(at + 1).take(LINES) {
        let words = below.span.of(text);
        if is_ruling(words) && words.contains(['├', '┼', '┠', '╂']) {
            return (line > at + 1 && line + 1 < lines.len()).then_some(line + 1);
        }
        let short = words.split(is_bar).all(|part| part.trim().chars().count() <= LONGEST);
        if !words.starts_with(DRAWN) || bars(words) != bars(first) || !short {
            return None;
        }
    }
    None
}

/// Columns for words all of which are headings.
fn listed(text: &str, parts: &[Span], roles: &Roles) -> Option<Vec<Column>> {
    let column = |part: &Span| {
        let kind = listed_kind(part.of(text), roles)?;
        Some(Column { kind, heading: *part })
    };
    let whole = (3..=WIDEST).contains(&parts.len());
    parts.iter().map(column).collect::<Option<Vec<_>>>().filter(|_| whole)
}

/// Headings line below line: every word of a further line completes one above it, from left to right.
fn stacked(
    text: &str,
    lines: &[Line],
    range: std::ops::Range<usize>,
    roles: &Roles,
    cut: fn(&str, Span) -> Vec<Span>,
) -> Option<Vec<Column>> {
    let mut rows = lines[range].iter().filter(|line| !is_ruling(line.span.of(text)));
    let first = rows.next()?.span;
    let parts = cut(text, first);
    // The words of each column, and the part that says most.
    let mut columns: Vec<(String, Span)> = parts.iter().map(|part| (part.of(text).to_string(), *part)).collect();
    for row in rows {
        let mut parts = cut(text, row.span);
        // ||部门|时限 below 序号|任务|牵头|完成 begins with empty cells.
        if row.span.of(text).starts_with(is_bar) && !first.of(text).starts_with(is_bar) {
            parts.insert(0, Span::new(row.span.start, row.span.start));
        }
        let placed = match parts.len() == columns.len() {
            true => parts
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, part)| !part.is_empty())
                .collect(),
            false => below(text, &columns, &parts, roles)?,
        };
        for (column, part) in placed {
            let (words, _) = columns.get_mut(column)?;
            words.push_str(part.of(text));
            listed_kind(words, roles)?;
        }
    }
    let column = |(words, heading): (String, Span)| {
        let kind = column_kind(&words, roles)?;
        Some(Column { kind, heading })
    };
    columns.into_iter().map(column).collect()
}

/// The column that each of fewer words completes.
fn below(text: &str, columns: &[(String, Span)], parts: &[Span], roles: &Roles) -> Option<Vec<(usize, Span)>> {
    let mut placed = Vec::with_capacity(parts.len());
    let mut from = 0;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let completes = |column: &usize| {
            let (words, _) = &columns[*column];
            // 工作任务 is whole; 单位 alone completes 牵头.
            let open = words.chars().count() <= 2 || listed_kind(words, roles).is_none();
            let kind = listed_kind(&format!("{words}{}", part.of(text)), roles);
            open && kind.is_some_and(|kind| kind != ColumnKind::Other || listed_kind(words, roles).is_none())
        };
        let column = (from..columns.len()).find(completes)?;
        placed.push((column, *part));
        from = column + 1;
    }
    Some(placed)
}
