//! Lines to headings and cells.

use super::super::lines::Line;
use super::super::marker::MarkerStyle;
use super::super::{furniture, title};
use super::{Column, ColumnKind, column_kind};
use crate::Templates;
use crate::source::Span;

/// How the cells of a table are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// A row a line, cells between bars or tabs.
    Bars,
    /// A row a line, cells between blanks.
    Blanks,
    /// A cell a line, with or without bars between.
    Lines,
}

/// The headings of a table.
pub(super) struct Head {
    pub columns: Vec<Column>,
    /// Their places, ruling included.
    pub cells: Vec<Span>,
    layout: Layout,
    /// The first line behind them.
    end: usize,
}

/// One cell with what is known of its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub span: Span,
    /// The column, where the line gives every cell of its row.
    pub column: Option<usize>,
    /// Whether a row begins here for sure.
    pub begins_row: bool,
}

/// The cells of a table.
pub(super) struct Body {
    pub cells: Vec<Cell>,
    pub bars: Vec<Span>,
    pub repeated_headings: Vec<Span>,
    pub end: usize,
}

/// Headings at most.
const WIDEST: usize = 20;
/// Lines of a cell-a-line table are shorter than this many bytes, or they are paragraphs of the text again.
const LONGEST_CELL: usize = 3_000;

/// The run of headings that begins at line `at`: at least three, one of them of units and one of tasks.
pub(super) fn head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    row_head(text, lines, at, templates).or_else(|| line_head(text, lines, at, templates))
}

/// All headings on one line.
fn row_head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    let span = lines[at].span;
    for (layout, parts) in [
        (Layout::Bars, by_bars(text, span)),
        (Layout::Blanks, by_blanks(text, span)),
    ] {
        if parts.len() < 3 || parts.len() > WIDEST {
            continue;
        }
        let filled: Vec<Span> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        let kinds: Vec<Option<ColumnKind>> = filled
            .iter()
            .map(|part| column_kind(part.of(text), &templates.roles))
            .collect();
        let known = kinds.iter().flatten().count();
        let exact = layout == Layout::Bars || known == kinds.len();
        let columns: Vec<Column> = kinds
            .iter()
            .zip(&filled)
            .map(|(kind, heading)| Column {
                kind: kind.unwrap_or(ColumnKind::Other),
                heading: *heading,
            })
            .collect();
        if exact && known * 2 > kinds.len() && is_head(&columns) {
            return Some(Head {
                columns,
                cells: vec![span],
                layout,
                end: at + 1,
            });
        }
    }
    None
}

/// A heading a line, bars between or not; a heading broken over two lines is joined.
fn line_head(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Head> {
    let mut columns: Vec<Column> = Vec::new();
    let mut cells = Vec::new();
    let mut line = at;
    while line < lines.len() && columns.len() < WIDEST {
        let span = lines[line].span;
        let core = without_bars(text, span);
        if core.is_empty() {
            cells.push(span);
            line += 1;
            continue;
        }
        if core.len() > 60 {
            break;
        }
        let joined = lines
            .get(line + 1)
            .map(|next| without_bars(text, next.span))
            .filter(|next| !next.is_empty());
        if let Some(kind) = column_kind(core.of(text), &templates.roles) {
            columns.push(Column { kind, heading: core });
            cells.push(span);
            line += 1;
        } else if let Some(next) = joined
            && let Some(kind) = column_kind(&format!("{}{}", core.of(text), next.of(text)), &templates.roles)
        {
            columns.push(Column {
                kind,
                heading: Span::new(core.start, next.end),
            });
            cells.extend([span, lines[line + 1].span]);
            line += 2;
        } else {
            break;
        }
    }
    is_head(&columns).then_some(Head {
        columns,
        cells,
        layout: Layout::Lines,
        end: line,
    })
}

fn is_head(columns: &[Column]) -> bool {
    let has = |wanted: fn(&ColumnKind) -> bool| columns.iter().any(|column| wanted(&column.kind));
    columns.len() >= 3
        && has(|kind| matches!(kind, ColumnKind::Units(_)))
        && has(|kind| matches!(kind, ColumnKind::Task | ColumnKind::Heading | ColumnKind::Other))
}

/// The cells below `head`, up to what is no table any more.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Body {
    let mut body = Body {
        cells: Vec::new(),
        bars: Vec::new(),
        repeated_headings: Vec::new(),
        end: head.end,
    };
    let mut line = head.end;
    while line < lines.len() {
        let span = lines[line].span;
        if ends_table(text, &lines[line], head) {
            break;
        }
        if is_repeated_heading(text, span, head) {
            body.repeated_headings.push(span);
        } else {
            cells_of(text, span, head, &mut body);
        }
        line += 1;
    }
    body.end = line;
    let _ = templates;
    body
}

fn cells_of(text: &str, span: Span, head: &Head, body: &mut Body) {
    if is_ruling(span.of(text)) {
        body.bars.push(span);
        return;
    }
    let parts = match head.layout {
        Layout::Bars => by_bars(text, span),
        Layout::Blanks => by_blanks(text, span),
        Layout::Lines => vec![without_bars(text, span)],
    };
    let exact = head.layout == Layout::Bars && parts.len() == head.columns.len();
    for (column, part) in parts.iter().enumerate() {
        if !part.is_empty() {
            let begins_row = head.layout == Layout::Bars && (exact && column == 0 || !exact && body.cells.is_empty());
            body.cells.push(Cell {
                span: *part,
                column: exact.then_some(column),
                begins_row,
            });
        }
    }
    if exact && parts.first().is_some_and(|part| part.is_empty()) {
        // The first cell of the row is empty: the row begins at its first filled cell.
        let filled = parts.iter().filter(|part| !part.is_empty()).count();
        let at = body.cells.len() - filled;
        if let Some(cell) = body.cells.get_mut(at) {
            cell.begins_row = true;
        }
    }
}

/// Whether a line stands behind the table: a title, a heading of the text, a paragraph, the page's furniture.
fn ends_table(text: &str, line: &Line, head: &Head) -> bool {
    let words = line.span.of(text);
    if head.layout == Layout::Bars && has_bars(words) {
        return false;
    }
    if words.len() > LONGEST_CELL || furniture::is_furniture(words) || words.starts_with("附件") && words.len() < 60 {
        return true;
    }
    let heading = line
        .marker
        .is_some_and(|marker| matches!(marker.style, MarkerStyle::CnComma | MarkerStyle::Part));
    match head.layout {
        Layout::Bars => !is_ruling(words),
        Layout::Blanks => heading || title::shape(words) == title::TitleShape::Notice,
        Layout::Lines => heading && words.len() < 150 && !words.ends_with(['。', '；']),
    }
}

/// A heading row printed again at a page break.
fn is_repeated_heading(text: &str, span: Span, head: &Head) -> bool {
    let words = span.of(text);
    let same = |heading: Span| {
        let heading = heading.of(text);
        heading
            .chars()
            .filter(|c| !c.is_whitespace())
            .eq(words.chars().filter(|c| !c.is_whitespace() && *c != '|'))
    };
    match head.layout {
        Layout::Lines => head.columns.iter().any(|column| same(column.heading)),
        _ => head.cells.iter().any(|cell| cell.of(text) == words),
    }
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '｜')
}

fn has_bars(line: &str) -> bool {
    line.contains(is_bar) || line.contains('\t')
}

/// A line of nothing but ruling: `|---|---|`, ├──┼──┤, or bars alone.
fn is_ruling(line: &str) -> bool {
    line.chars()
        .all(|c| is_bar(c) || c.is_whitespace() || matches!(c, '-' | '+' | '=' | ':' | '—') || ('─'..='╿').contains(&c))
}

/// The cells of a line with bars or tabs; empty ones are kept, but not the ones outside the outer bars.
fn by_bars(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let tabs = !words.contains(is_bar);
    let mut cells = Vec::new();
    let mut start = span.start;
    let cut = |c: char| if tabs { c == '\t' } else { is_bar(c) };
    for (at, c) in words.char_indices().filter(|(_, c)| cut(*c)) {
        cells.push(Span::new(start, span.start + at).trimmed(text));
        start = span.start + at + c.len_utf8();
    }
    cells.push(Span::new(start, span.end).trimmed(text));
    if !tabs && words.starts_with(is_bar) {
        cells.remove(0);
    }
    if !tabs && words.ends_with(is_bar) && !cells.is_empty() {
        cells.pop();
    }
    cells
}

fn by_blanks(text: &str, span: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = span.start;
    for part in span.of(text).split_inclusive(char::is_whitespace) {
        let cell = Span::new(start, start + part.len()).trimmed(text);
        if !cell.is_empty() {
            cells.push(cell);
        }
        start += part.len();
    }
    cells
}

/// A line of a cell-a-line table without the bars around its cell.
fn without_bars(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let around = |c: char| is_bar(c) || c.is_whitespace();
    let end = span.start + words.trim_end_matches(around).len();
    let words = &text[span.start..end];
    Span::new(end - words.trim_start_matches(around).len(), end)
}
