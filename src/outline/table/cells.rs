//! A line's cells, and the marks between them.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::source::Span;

/// A sign that stands between cells.
pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '｜')
}

/// A quick look: whether a byte that such a sign or a tab begins with is in `line`.
pub(super) fn may_have_bars(line: &str) -> bool {
    static WIDE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("｜"));
    let bytes = line.as_bytes();
    // │ and its like begin with 0xE2 as quotes do, and go on otherwise.
    let is_bar = |at: usize| bytes[at] != 0xE2 || matches!(bytes.get(at + 1), Some(0x94 | 0x95));
    memchr::memchr3_iter(b'|', b'\t', 0xE2, bytes).any(is_bar) || WIDE.find(bytes).is_some()
}

/// Whether a row a line may stand here.
pub(in crate::outline) fn has_bars(line: &str) -> bool {
    line.contains(is_bar) || line.contains('\t')
}

/// A line of nothing but ruling: `|---|---|`, ├──┼──┤, or bars alone.
pub(super) fn is_ruling(line: &str) -> bool {
    line.chars()
        .all(|c| is_bar(c) || c.is_whitespace() || matches!(c, '-' | '+' | '=' | ':' | '—') || ('─'..='╿').contains(&c))
}

/// A line of nothing but bars.
pub(super) fn is_bars(line: &str) -> bool {
    line.chars().all(|c| is_bar(c) || c.is_whitespace())
}

/// Whether tabs part the cells of a line: it has no bars, or fewer, which then stand inside cells.
fn by_tabs(words: &str) -> bool {
    let bars = words.chars().filter(|c| is_bar(*c)).count();
    bars == 0 || memchr::memchr_iter(b'\t', words.as_bytes()).count() > bars
}

/// The cells of a line with bars or tabs; empty ones are kept, but not the ones outside the outer bars.
pub(super) fn by_bars(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let tabs = by_tabs(words);
    let mut cells = all_by_bars(text, span);
    if !tabs && words.starts_with(is_bar) {
        cells.remove(0);
    }
    if !tabs && words.ends_with(is_bar) && !cells.is_empty() {
        cells.pop();
    }
    cells
}

/// The cells of a line with bars or tabs, a bar at its beginning or end beside an empty one.
pub(super) fn all_by_bars(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let tabs = by_tabs(words);
    let mut cells = Vec::new();
    let mut start = span.start;
    let cut = |c: char| if tabs { c == '\t' } else { is_bar(c) };
    for (at, c) in words.char_indices().filter(|(_, c)| cut(*c)) {
        cells.push(plain(text, Span::new(start, span.start + at)));
        start = span.start + at + c.len_utf8();
    }
    cells.push(plain(text, Span::new(start, span.end)));
    cells
}

/// A line with the tabs before it, which stand for empty cells.
pub(super) fn with_tabs(text: &str, span: Span) -> Span {
    let before = &text[..span.start];
    let blank = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n' && c != '\r');
    let tabbed = before[blank.len()..].contains('\t') && !span.of(text).contains(is_bar);
    if tabbed { Span::new(blank.len(), span.end) } else { span }
}

/// The cells of a line of comma-separated values, without their quotes.
pub(super) fn by_commas(text: &str, span: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (span.start, false);
    for (at, c) in span.of(text).char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                cells.push(unquoted(text, Span::new(start, span.start + at)));
                start = span.start + at + 1;
            }
            _ => {}
        }
    }
    cells.push(unquoted(text, Span::new(start, span.end)));
    cells
}

/// The words of a line.
pub(super) fn by_blanks(text: &str, span: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = span.start;
    for part in span.of(text).split_inclusive(char::is_whitespace) {
        let cell = plain(text, Span::new(start, start + part.len()));
        if !cell.is_empty() {
            cells.push(cell);
        }
        start += part.len();
    }
    cells
}

/// The lines of a cell, which `<br>` parts in tables that markup was made of, and line feeds in those a format gives.
pub(super) fn by_breaks(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = span.start;
    let words = span.of(text);
    let breaks = words.match_indices(['<', '\n']).filter_map(move |(at, mark)| {
        if mark == "\n" {
            return Some((at, at + 1));
        }
        let rest = words[at..].strip_prefix("<br")?;
        let end = [">", "/>", " />"].iter().find(|end| rest.starts_with(**end))?;
        Some((at, at + 3 + end.len()))
    });
    breaks.chain([(words.len(), words.len())]).filter_map(move |(at, end)| {
        let line = Span::new(start, span.start + at).trimmed(text);
        start = span.start + end;
        (!line.is_empty()).then_some(line)
    })
}

/// A line of a cell-a-line table without the bars around its cell.
pub(super) fn without_bars(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let around = |c: char| is_bar(c) || c.is_whitespace();
    let end = span.start + words.trim_end_matches(around).len();
    let words = &text[span.start..end];
    plain(text, Span::new(end - words.trim_start_matches(around).len(), end))
}

/// A cell without white space and marks of bold print around it.
fn plain(text: &str, span: Span) -> Span {
    let span = span.trimmed(text);
    let words = span.of(text);
    for mark in ["**", "__"] {
        if words.len() >= 2 * mark.len()
            && let Some(inner) = words.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark))
        {
            let start = span.start + mark.len();
            return Span::new(start, start + inner.len()).trimmed(text);
        }
    }
    span
}

fn unquoted(text: &str, span: Span) -> Span {
    let span = span.trimmed(text);
    let words = span.of(text);
    match words.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => Span::new(span.start + 1, span.start + 1 + inner.len()).trimmed(text),
        None => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cells: Vec<Span>, text: &str) -> Vec<&str> {
        cells.into_iter().map(|cell| cell.of(text)).collect()
    }

    #[test]
    fn bars_commas_and_bold_marks_are_left_outside_the_cells() {
        let row = "| 1 | **新建公厕** | | 甲局 |";
        assert_eq!(
            shown(by_bars(row, Span::new(0, row.len())), row),
            ["1", "新建公厕", "", "甲局"]
        );
        let row = "1,\"新建公厕,改建步道\",甲局";
        assert_eq!(
            shown(by_commas(row, Span::new(0, row.len())), row),
            ["1", "新建公厕,改建步道", "甲局"]
        );
        let row = "甲局 |";
        assert_eq!(without_bars(row, Span::new(0, row.len())).of(row), "甲局");
    }
}
