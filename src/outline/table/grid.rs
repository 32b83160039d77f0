//! A cell a line: which cells make a row. Numbers that count up are the anchors; where as many cells as columns stand
//! between two of them, every cell's column is certain.

use super::super::lines::Line;
use super::super::marker::{self, MarkerStyle};
use super::super::{furniture, title};
use super::cells::{is_bars, is_ruling, without_bars};
use super::content::{Content, content, is_nothing, is_number, is_total, number};
use super::fit::{self, Piece};
use super::head::Head;
use super::{Body, Cells, Column, ColumnKind, Row, align};
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
const GROUP: usize = 90;

/// A cell with what its line says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub span: Span,
    /// Whether bars behind it say that its row ends here.
    ends_row: bool,
    /// The line behind it.
    next_line: usize,
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

/// The rows below `head`, up to what is no table any more.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Body {
    let mut body = Body {
        end: head.end,
        ..Body::default()
    };
    let mut cells = Vec::new();
    while body.end < lines.len() {
        let line = &lines[body.end];
        if ends_table(text, lines, body.end, head, templates) {
            break;
        }
        body.end += 1;
        let core = without_bars(text, line.span);
        if is_ruling(line.span.of(text)) {
            if let Some(last) = cells.last_mut().filter(|_| is_bars(line.span.of(text))) {
                end_row(text, last);
            }
            body.asides.push(line.span);
        } else if is_repeated_heading(text, core, head) || is_mere_sign(core.of(text)) {
            body.asides.push(line.span);
        } else if !core.is_empty() {
            cells.push(Cell {
                span: core,
                ends_row: line.span.of(text)[core.end - line.span.start..].matches('|').count() > 1,
                next_line: body.end,
            });
        }
    }
    let mut builder = Builder {
        text,
        head,
        templates,
        rows: Vec::new(),
    };
    let cells = whole_names(text, cells, templates);
    let end = builder.build(&cells);
    body.rows = builder.rows;
    if let Some(end) = end {
        body.end = end;
        let limit = lines.get(end).map_or(text.len(), |line| line.span.start);
        body.asides.retain(|aside| aside.start < limit);
    }
    body
}

/// Bars on a line of their own behind `已完工 |` close the row; between `|`, cell and `|` they say nothing.
fn end_row(text: &str, cell: &mut Cell) {
    let behind = text[cell.span.end..].trim_start_matches([' ', '\u{3000}']);
    cell.ends_row |= behind.starts_with('|');
}

/// Joins a name cut by a line end (区住房和城⏎乡建设局), which neither half of is one.
fn whole_names(text: &str, cells: Vec<Cell>, templates: &Templates) -> Vec<Cell> {
    let likeness = |words: &str| templates.directory.likeness(words);
    let mut whole: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        let words = cell.span.of(text);
        let Some(last) = whole
            .last_mut()
            .filter(|last| last.span.len() <= 45 && words.len() <= 30)
        else {
            whole.push(cell);
            continue;
        };
        let first = last.span.of(text);
        let plain = |words: &str| words.chars().all(char::is_alphabetic) && !is_number(words);
        let touches = text[last.span.end..cell.span.start].trim().is_empty();
        let ending =
            likeness(words) != Likeness::Known && (words.chars().count() <= 2 || likeness(first) != Likeness::Known);
        // 乡建设局 may be a name, 区住房和城 is none.
        let beginning = first.starts_with(LEVELS) && likeness(first) == Likeness::None;
        let cut = touches
            && plain(first)
            && plain(words)
            && (ending || beginning)
            && likeness(&format!("{first}{words}")) == Likeness::Known;
        if cut {
            last.span.end = cell.span.end;
            last.ends_row = cell.ends_row;
            last.next_line = cell.next_line;
        } else {
            whole.push(cell);
        }
    }
    whole
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
    if title::shape(words) == title::TitleShape::Notice && words.chars().count() <= GROUP {
        return true;
    }
    let heading = line
        .marker
        .is_some_and(|marker| matches!(marker.style, MarkerStyle::CnComma | MarkerStyle::Part));
    heading && words.len() < 400 && !words.ends_with(['。', '；']) && !heads_rows(text, lines, at, head, templates)
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

/// Puts cells in rows.
pub(super) struct Builder<'a> {
    pub text: &'a str,
    pub head: &'a Head,
    pub templates: &'a Templates,
    pub rows: Vec<Row>,
}

impl Builder<'_> {
    /// Makes all rows; gives the line behind the last one where that is sure.
    fn build(&mut self, cells: &[Cell]) -> Option<usize> {
        let number = self
            .head
            .columns
            .iter()
            .position(|column| column.kind == ColumnKind::Number);
        let anchors = number.map_or_else(Vec::new, |_| self.anchors(cells));
        let Some(place) = number.filter(|place| anchors.len() >= 2 && *place <= 2) else {
            self.loose(cells);
            return None;
        };
        let base = self.head.columns.len() - place;
        let mut before = &cells[..anchors[0]];
        let mut regular = true;
        for (index, anchor) in anchors.iter().enumerate() {
            let block = match anchors.get(index + 1) {
                Some(next) => &cells[*anchor..*next],
                None if regular && cells.len() > anchor + base => {
                    let rest = &cells[*anchor..];
                    if self.is_exact(&rest[..base], place) {
                        self.row(before, &rest[..base], place);
                        return rest.get(base - 1).map(|cell| cell.next_line);
                    }
                    rest
                }
                None => &cells[*anchor..],
            };
            let (block, behind) = self.behind(block, base, place);
            regular &= block.len() == base;
            self.row(before, block, place);
            before = behind;
        }
        None
    }

    /// Cells at the end of a block that belong before the next number: a title, or a column left of the numbers.
    fn behind<'c>(&self, block: &'c [Cell], base: usize, place: usize) -> (&'c [Cell], &'c [Cell]) {
        let mut end = block.len();
        while end > 2 && block.len() - end < 3 && self.is_title(block[end - 1]) {
            end -= 1;
        }
        if end == block.len() && block.len() > base && block.len() <= base + place.max(1) {
            let words = |cell: &Cell| cell.span.of(self.text);
            let titled = |cell: &Cell| {
                matches!(content(words(cell), self.templates), Content::Text | Content::Name)
                    && words(cell).chars().count() <= 40
                    && !words(cell).ends_with('。')
            };
            if block[base..].iter().all(titled) && self.is_exact(&block[..base], place) {
                end = base;
            }
        }
        block.split_at(end)
    }

    /// Whether `block` fills the columns from `place` on one by one.
    fn is_exact(&self, block: &[Cell], place: usize) -> bool {
        let columns = &self.head.columns;
        let pieces: Vec<Piece> = block.iter().map(|cell| self.piece(cell.span)).collect();
        let identity: Vec<usize> = (place..place + block.len()).collect();
        place + block.len() == columns.len()
            && pieces
                .iter()
                .zip(&columns[place..])
                .all(|(piece, column)| fit::may_hold(*piece, column.kind))
            && fit::agreement(&pieces, &identity, columns) + 24 >= fit::fit(&pieces, columns).0
    }

    fn is_title(&self, cell: Cell) -> bool {
        let words = cell.span.of(self.text);
        let marked = marker::parse(words, 0).is_some_and(|marker| {
            matches!(
                marker.style,
                MarkerStyle::CnComma | MarkerStyle::CnParen | MarkerStyle::Part
            )
        });
        (marked && words.chars().count() <= GROUP && !words.ends_with(['。', '；'])) || is_total(words)
    }

    /// The places of numbers that begin rows.
    fn anchors(&self, cells: &[Cell]) -> Vec<usize> {
        let width = self.head.columns.len();
        let values: Vec<Option<u32>> = cells.iter().map(|cell| number(cell.span.of(self.text))).collect();
        let Some(first) = values.iter().take(6).position(Option::is_some) else {
            return Vec::new();
        };
        let mut anchors = vec![first];
        let mut last = first;
        for at in first + 1..cells.len() {
            let (Some(value), Some(before)) = (values[at], values[last]) else {
                continue;
            };
            let gap = at - last;
            let next =
                value == before + 1 && gap >= 3 && (gap >= width || values.get(last + width) != Some(&Some(value)));
            let restarts = value == 1 && gap >= 3 && self.is_title(cells[at - 1]);
            let jumps = value > before && gap == width && value - before <= 60;
            if next || restarts || jumps {
                anchors.push(at);
                last = at;
            }
        }
        anchors
    }

    /// One row between numbers, with the cells before its number.
    fn row(&mut self, before: &[Cell], block: &[Cell], place: usize) {
        let categories = before.len() <= place && !before.iter().any(|cell| self.is_title(*cell));
        if !categories {
            before.iter().for_each(|cell| self.title(cell.span));
        }
        let before = if categories { before } else { &[] };
        let width = self.head.columns.len();
        let mut cells = Cells::new(width);
        before
            .iter()
            .enumerate()
            .for_each(|(column, cell)| cells.push(column, cell.span));
        if self.is_exact(block, place) {
            let pairs = block.iter().zip(place..);
            pairs.for_each(|(cell, column)| cells.push(column, cell.span));
            self.rows.push(Row::Cells(cells));
        } else if self.has_sub_rows(block) {
            self.sub_rows(cells, block);
        } else if block.len() < width - place {
            let pieces: Vec<Piece> = block.iter().map(|cell| self.piece(cell.span)).collect();
            let (_, places) = fit::fit(&pieces, &self.head.columns);
            let pairs = block.iter().zip(places);
            pairs.for_each(|(cell, column)| cells.push(column, cell.span));
            self.rows.push(Row::Cells(cells));
        } else {
            let spans: Vec<Span> = before.iter().chain(block).map(|cell| cell.span).collect();
            let rows = align::rows(self.text, &self.head.columns, &spans, self.templates);
            self.rows.extend(rows.into_iter().map(Row::Cells));
        }
    }

    /// Whether bars inside the block end rows: what stands between them has a task each. A lone bar may be an empty cell.
    fn has_sub_rows(&self, block: &[Cell]) -> bool {
        let is = |cell: &Cell, wanted: Content| self.piece(cell.span).content == wanted;
        let mut parts = block.split_inclusive(|cell| cell.ends_row);
        let first = parts
            .next()
            .is_some_and(|part| part.iter().any(|cell| is(cell, Content::Text)));
        let several = block[..block.len() - 1].iter().any(|cell| cell.ends_row);
        first
            && several
            && parts.all(|part| is(&part[0], Content::Text) && !part.iter().any(|cell| is(cell, Content::Number)))
    }

    /// A block whose bars tell several rows under one number.
    fn sub_rows(&mut self, mut cells: Cells, block: &[Cell]) {
        let width = self.head.columns.len();
        for part in block.split_inclusive(|cell| cell.ends_row) {
            let pieces: Vec<Piece> = part.iter().map(|cell| self.piece(cell.span)).collect();
            let (_, places) = fit::fit(&pieces, &self.head.columns);
            for (cell, column) in part.iter().zip(places) {
                cells.push(column, cell.span);
            }
            self.rows
                .push(Row::Cells(std::mem::replace(&mut cells, Cells::new(width))));
        }
    }

    /// Cells without numbers to hold on to.
    fn loose(&mut self, cells: &[Cell]) {
        let spans: Vec<Span> = cells.iter().map(|cell| cell.span).collect();
        let mut start = 0;
        for (at, cell) in cells.iter().enumerate() {
            let next = spans.get(at + 1).map(|next| next.of(self.text));
            let titled = self.is_title(*cell)
                && next.is_some_and(|next| {
                    is_number(next)
                        || is_total(cell.span.of(self.text))
                        || !self.has_heading_column() && content(next, self.templates) == Content::Text
                });
            if titled {
                self.aligned(&spans[start..at]);
                self.title(cell.span);
                start = at + 1;
            }
        }
        self.aligned(&spans[start..]);
    }

    fn has_heading_column(&self) -> bool {
        let texts = |column: &&Column| matches!(column.kind, ColumnKind::Heading | ColumnKind::Task);
        self.head.columns.iter().filter(texts).count() > 1
    }

    fn aligned(&mut self, spans: &[Span]) {
        let rows = align::rows(self.text, &self.head.columns, spans, self.templates);
        self.rows.extend(rows.into_iter().map(Row::Cells));
    }

    fn title(&mut self, span: Span) {
        self.rows.push(if is_total(span.of(self.text)) {
            Row::Aside(span)
        } else if is_nothing(span.of(self.text)) || is_number(span.of(self.text)) {
            Row::Other(span)
        } else {
            Row::Group(span)
        });
    }

    fn piece(&self, span: Span) -> Piece {
        piece(span.of(self.text), self.templates)
    }
}

/// A cell as the fit sees it.
pub(super) fn piece(words: &str, templates: &Templates) -> Piece {
    Piece {
        content: content(words, templates),
        item: super::content::begins_item(words),
        len: words.chars().count(),
    }
}
