//! A cell a line: which cells make a row. Numbers that count up are the anchors; where as many cells as columns stand
//! between two of them, every cell's column is certain.

use super::super::lines::Line;
use super::super::marker::{self, MarkerStyle};
use super::super::{furniture, title};
use super::cells::{is_bars, is_ruling, without_bars};
use super::content::{Content, content, is_number, number};
use super::fit::Piece;
use super::head::Head;
use super::slots::Slots;
use super::{Body, ColumnKind, blocks};
use crate::Templates;
use crate::directory::Likeness;
use crate::source::Span;

/// Lines of a cell-a-line table are shorter than this many bytes, or they are paragraphs of the text again.
const LONGEST_CELL: usize = 3_000;
/// Lines looked at to learn how far apart the numbers of the rows stand.
const SAMPLE: usize = 160;
/// Characters that name a level before a unit.
pub(super) const LEVELS: &[char] = &['省', '市', '州', '区', '县', '旗', '镇'];
/// A title of rows is shorter than this many characters.
pub(super) const GROUP: usize = 90;

/// A cell with what its line says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub span: Span,
    /// Lines between it and the cell before it.
    pub gap: usize,
    /// Whether bars behind it say that its row ends here.
    pub ends_row: bool,
    /// The line behind it.
    pub next_line: usize,
}

/// How many cells lie between the numbers of the first rows below a heading row that ends before line `from`.
pub(super) fn period(text: &str, lines: &[Line], from: usize) -> Option<usize> {
    let sample = lines[from.min(lines.len())..].iter().take(SAMPLE);
    let mut numbers = sample
        .map(|line| without_bars(text, line.span))
        .filter(|cell| !cell.is_empty() && !is_ruling(cell.of(text)))
        .map(|cell| number(cell.of(text)));
    let mut cells: Vec<Option<u32>> = numbers.by_ref().take(3).collect();
    let first = cells.iter().position(Option::is_some)?;
    cells.extend(numbers);
    let value = cells[first]?;
    let at = |row: usize, period: usize| cells.get(first + row * period);
    let rows = |period: usize| {
        (1u32..)
            .take_while(|row| at(*row as usize, period) == Some(&Some(value + row)))
            .count()
    };
    let gaps = (3..=super::WIDEST).filter(|gap| cells.get(first + gap) == Some(&Some(value + 1)));
    gaps.max_by_key(|gap| (rows(*gap), std::cmp::Reverse(*gap)))
}

/// How often numbers that go on stand `period` cells apart in the first rows below line `from`.
pub(super) fn votes(text: &str, lines: &[Line], from: usize, period: usize) -> usize {
    let sample = lines[from.min(lines.len())..].iter().take(SAMPLE);
    let cells: Vec<Option<u32>> = sample
        .map(|line| without_bars(text, line.span))
        .filter(|cell| !cell.is_empty() && !is_ruling(cell.of(text)))
        .map(|cell| number(cell.of(text)))
        .collect();
    let apart = |at: &usize| matches!((cells[*at], cells.get(at + period)), (Some(this), Some(Some(next))) if *next == this + 1);
    (0..cells.len()).filter(apart).count()
}

/// The rows below `head`, up to what is no table any more.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Body {
    let mut body = Body {
        end: head.end,
        ..Body::default()
    };
    let mut cells: Vec<Cell> = Vec::new();
    let mut slots = Slots::default();
    // Where the last cell or heading ends: blank lines are counted from there.
    let mut last_end = head.cells.last().map_or(0, |span| span.end);
    while body.end < lines.len() {
        let line = &lines[body.end];
        let again = page_break(text, lines, body.end, head);
        if again > body.end {
            body.asides.extend(lines[body.end..again].iter().map(|line| line.span));
            last_end = lines[again - 1].span.end;
            body.end = again;
            continue;
        }
        if ends_table(text, lines, body.end, head, templates) {
            break;
        }
        body.end += 1;
        let core = without_bars(text, line.span);
        if is_ruling(line.span.of(text)) {
            if is_bars(line.span.of(text)) {
                slots.add(text, line.span);
            }
            if let Some(last) = cells.last_mut().filter(|_| is_bars(line.span.of(text))) {
                end_row(text, last);
            }
            body.asides.push(line.span);
        } else if is_repeated_heading(text, core, head) || is_mere_sign(core.of(text)) {
            body.asides.push(line.span);
            last_end = line.span.end;
        } else if !core.is_empty() {
            slots.add(text, line.span);
            let gap = memchr::memchr_iter(b'\n', &text.as_bytes()[last_end..core.start]).count();
            last_end = core.end;
            cells.push(Cell {
                span: core,
                gap: gap.saturating_sub(1),
                ends_row: line.span.of(text)[core.end - line.span.start..].matches('|').count() > 1,
                next_line: body.end,
            });
        }
    }
    if let Some(rows) = slots.rows(text, head, templates) {
        body.rows = rows;
        return body;
    }
    let people = head.columns.iter().any(|column| column.kind == ColumnKind::People);
    let cells = whole_lists(text, cells, people, templates);
    let (rows, end) = blocks::rows(text, head, &cells, templates);
    body.rows = rows;
    if let Some(end) = end {
        body.end = end;
        let limit = lines.get(end).map_or(text.len(), |line| line.span.start);
        body.asides.retain(|aside| aside.start < limit);
    }
    body
}

/// Where a page ends inside the table: the first line behind the page's number, its running head and the headings
/// printed again; `at` itself where none ends.
fn page_break(text: &str, lines: &[Line], at: usize, head: &Head) -> usize {
    let is_mark = |line: usize| {
        let words = lines[line].span.of(text);
        furniture::page_mark(words) == words.len()
    };
    let headings: Vec<Span> = head
        .cells
        .iter()
        .copied()
        .filter(|span| !is_ruling(span.of(text)))
        .collect();
    let again = |line: usize| {
        let same = |(at, heading): (usize, &Span)| {
            lines
                .get(line + at)
                .is_some_and(|line| line.span.of(text) == heading.of(text))
        };
        headings.len() > 1 && headings.iter().enumerate().all(same)
    };
    // A page's number may stand without marks around it, but only right above the headings.
    let number = is_number(lines[at].span.of(text));
    let marked = is_mark(at);
    let head_lines = if marked { 3 } else { usize::from(number) };
    for skipped in 0..=head_lines {
        let line = at + usize::from(marked) + skipped;
        if line < lines.len() && again(line) {
            return line + headings.len();
        }
    }
    at + usize::from(marked)
}

/// Bars on a line of their own behind `已完工 |` close the row; between `|`, cell and `|` they say nothing.
fn end_row(text: &str, cell: &mut Cell) {
    let behind = text[cell.span.end..].trim_start_matches([' ', '\u{3000}']);
    cell.ends_row |= behind.starts_with('|');
}

/// Joins what a line end cut: a list behind its comma (县财政局、⏎县教育局), and a name (区住房和城⏎乡建设局) which neither
/// half of is one.
fn whole_lists(text: &str, cells: Vec<Cell>, people: bool, templates: &Templates) -> Vec<Cell> {
    let mut whole: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        let words = cell.span.of(text);
        match whole.last_mut() {
            // 胡建国⏎文化馆: beside a column of persons a name of one is whole.
            Some(last) if people && content(last.span.of(text), templates) == Content::Name => whole.push(cell),
            Some(last) if goes_on(text, last.span, cell, words, templates) => {
                last.span.end = cell.span.end;
                last.ends_row = cell.ends_row;
                last.next_line = cell.next_line;
            }
            _ => whole.push(cell),
        }
    }
    whole
}

/// Whether `words`, the text of `cell`, goes on the cell `last`.
fn goes_on(text: &str, last: Span, cell: Cell, words: &str, templates: &Templates) -> bool {
    if !text[last.end..cell.span.start].trim().is_empty() || is_number(words) {
        return false;
    }
    let before = last.of(text);
    // No cell begins with 。 or ）, and none ends inside a bracket.
    let closes = words.starts_with(['。', '，', '、', '；', '：', '）', '”', '》']) && before.len() > 3;
    if cell.gap == 0 && (before.ends_with(['、', '，']) || closes || is_open(before) && words.contains(['）', ')']))
    {
        return true;
    }
    is_cut_name(before, words, templates)
}

/// Whether the last bracket of the last words of `before` is not closed.
fn is_open(before: &str) -> bool {
    let mut from = before.len().saturating_sub(90);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = &before[from..];
    let open = tail.rfind(['（', '(']);
    open.is_some_and(|open| tail.rfind(['）', ')']).is_none_or(|close| close < open))
}

/// Whether the last name of `before` and the first of `words` are one (区发展和改⏎革局).
pub(super) fn is_cut_name(before: &str, words: &str, templates: &Templates) -> bool {
    // Only the names on both sides of the line end matter.
    let separator = |c: char| matches!(c, '、' | '，' | '；' | ',' | ';');
    // 各县（市、区）⏎人民政府
    let places = before.ends_with(['）', ')']) && words.starts_with(['人', '政', '管']);
    let outside = match before.rfind(['（', '(']).filter(|_| places) {
        Some(open) => &before[..open],
        None => before,
    };
    let first = outside
        .rfind(separator)
        .map_or(before, |at| before[at..].trim_start_matches(separator));
    let second = words.find(separator).map_or(words, |at| &words[..at]);
    if first.len() > 45 || second.len() > 30 {
        return false;
    }
    let plain = |words: &str| !words.is_empty() && words.chars().all(char::is_alphabetic) && !is_number(words);
    let likeness = |words: &str| templates.directory.likeness(words);
    if places && plain(second) {
        return likeness(second) != Likeness::Known && likeness(&format!("{first}{second}")) == Likeness::Known;
    }
    if !plain(first) || !plain(second) {
        return false;
    }
    // 雨山街道⏎区城投公司: the second says whose it is, and the first is whole.
    const BODIES: &[&str] = &["公司", "集团", "局", "委", "办", "中心", "街道"];
    let own =
        second.starts_with(LEVELS) && second.chars().count() >= 4 && BODIES.iter().any(|end| second.ends_with(end));
    let named = likeness(first) != Likeness::None || first.ends_with("街道") || first.ends_with(['镇', '乡']);
    if own && named && likeness(second) != Likeness::None {
        return false;
    }
    let whole = likeness(&format!("{first}{second}"));
    // 人民银行支行、国家金融⏎监督管理总局分局: a list does not end with words that are no name.
    let others = before[..before.len() - first.len()].trim_end_matches(separator);
    let unfinished = likeness(first) == Likeness::None && content(others, templates) == Content::Units;
    if unfinished && likeness(second) != Likeness::Known && whole != Likeness::None {
        return true;
    }
    let ending =
        likeness(second) != Likeness::Known && (second.chars().count() <= 2 || likeness(first) != Likeness::Known);
    // 乡建设局 may be a name, 区住房和城 is none.
    let beginning = first.starts_with(LEVELS) && likeness(first) == Likeness::None;
    (ending || beginning) && whole == Likeness::Known
}

/// A sign that some page shows in place of a picture: no cell at all.
fn is_mere_sign(words: &str) -> bool {
    matches!(words, "?" | "？" | "\u{fffd}")
}

/// Whether line `at` stands behind the table: a title, a heading of the text, a paragraph, the page's furniture.
fn ends_table(text: &str, lines: &[Line], at: usize, head: &Head, templates: &Templates) -> bool {
    let line = &lines[at];
    let words = line.span.of(text);
    if words.len() > LONGEST_CELL || furniture::is_furniture(words) || words.starts_with("附件") && words.len() < 60 {
        return true;
    }
    if closes_document(words) {
        return true;
    }
    if title::shape(words) == title::TitleShape::Notice && words.chars().count() <= GROUP || is_remark(words) {
        return true;
    }
    let heading = line
        .marker
        .is_some_and(|marker| matches!(marker.style, MarkerStyle::CnComma | MarkerStyle::Part));
    heading && words.len() < 400 && !words.ends_with(['。', '；']) && !heads_rows(text, lines, at, head, templates)
}

/// 主题词：…, 抄送：…: what stands below the last word of a document.
fn closes_document(words: &str) -> bool {
    let bare = || words.chars().filter(|c| !c.is_whitespace()).take(5).collect::<String>();
    let begins = words.starts_with(['主', '抄', '分']) && words.len() < LONGEST_CELL;
    begins
        && ["主题词", "抄送", "抄报", "分送"].iter().any(|label| {
            let bare = bare();
            bare.strip_prefix(label)
                .is_some_and(|rest| rest.starts_with(['：', ':']))
        })
}

/// 注：…: words that begin like a note below a table.
pub fn is_table_note(words: &str) -> bool {
    const MARKS: &[&str] = &["注", "备注", "说明", "附注", "填表说明", "備註", "說明", "註"];
    let words =
        words.trim_start_matches(|c: char| super::cells::is_bar(c) || c.is_whitespace() || matches!(c, '*' | '★'));
    let behind = |mark: &&str| {
        words
            .strip_prefix(*mark)
            .map(|rest| rest.trim_start_matches(|c: char| c.is_whitespace()))
    };
    let stops = |rest: &str| rest.starts_with(['：', ':']) || rest.starts_with(['1', '１', '（', '(', '|']);
    MARKS.iter().filter_map(behind).any(stops) || words.starts_with("附注") || words.starts_with("填表说明")
}

/// 注：…: a remark below the table.
pub(in crate::outline) fn is_remark(words: &str) -> bool {
    // 联系人：周静  联系电话：……, 请各单位于每月5日前报送进展。
    let contact = ["联系人", "联系电话", "咨询电话", "传真", "邮箱", "电子邮箱"]
        .iter()
        .any(|word| {
            words
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(['：', ':']))
        });
    let request = words.starts_with("请各") && words.ends_with('。');
    contact || request || is_table_note(words)
}

/// Whether the title at line `at` heads further rows: a number follows, or, where rows have none, units in their place.
fn heads_rows(text: &str, lines: &[Line], at: usize, head: &Head, templates: &Templates) -> bool {
    let mut below = lines[at + 1..]
        .iter()
        .map(|line| without_bars(text, line.span))
        .filter(|cell| !cell.is_empty() && !is_ruling(cell.of(text)));
    if head.columns.iter().any(|column| column.kind == ColumnKind::Number) {
        let mut below = below.take(2);
        let first = below.next();
        let is_row = |cell: Span| is_number(cell.of(text)) || is_repeated_heading(text, cell, head);
        let nested =
            |cell: Span| marker::parse(cell.of(text), 0).is_some_and(|marker| marker.style == MarkerStyle::CnParen);
        return first.is_some_and(is_row) || first.is_some_and(nested) && below.next().is_some_and(is_row);
    }
    let place = head
        .columns
        .iter()
        .position(|column| matches!(column.kind, ColumnKind::Units(_)));
    place
        .filter(|place| *place > 0)
        .and_then(|place| below.nth(place))
        .is_some_and(|cell| content(cell.of(text), templates) == Content::Units)
}

/// A heading printed again at a page break.
fn is_repeated_heading(text: &str, cell: Span, head: &Head) -> bool {
    let plain = |span: Span| span.of(text).chars().filter(|c| !c.is_whitespace());
    cell.len() <= 120
        && head
            .columns
            .iter()
            .any(|column| column.heading.len() > 3 && plain(column.heading).eq(plain(cell)))
}

/// A cell as the fit sees it.
pub(super) fn piece(words: &str, templates: &Templates) -> Piece {
    let content = content(words, templates);
    Piece {
        content,
        item: super::content::begins_item(words),
        len: words.chars().count(),
        stopped: words.ends_with(['。', '；']),
        report: super::content::is_report(words),
        weak: content == Content::Units && !super::content::names_known(words, templates),
    }
}
