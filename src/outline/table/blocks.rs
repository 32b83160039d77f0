//! A cell a line: cells to rows. The numbers of the rows are anchors; between two of them stands one row, its columns
//! certain where as many cells as columns stand there or blank lines show which are empty ([`gaps`](super::gaps)), and
//! told from what the cells hold where not.

use super::content::{Content, content, is_dated, is_nothing, is_number, is_total};
use super::fit::{self, Piece};
use super::gaps::Gaps;
use super::grid::{Cell, piece};
use super::guess::{self, Evidence};
use super::habits::Habits;
use super::head::Head;
use super::{Cells, Column, ColumnKind, Row, align};
use crate::Templates;
use crate::source::Span;

/// All rows of `cells`; and the line behind the last one where that is sure.
pub(super) fn rows(text: &str, head: &Head, cells: &[Cell], templates: &Templates) -> (Vec<Row>, Option<usize>) {
    let mut builder = Builder {
        text,
        head,
        templates,
        rows: Vec::new(),
        evidence: Evidence::new(&head.columns),
        habits: Habits::new(text, &head.columns),
        columns: for_fit(&head.columns),
    };
    let end = builder.build(cells);
    (builder.rows, end)
}

/// Puts cells in rows.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) head: &'a Head,
    pub(super) templates: &'a Templates,
    pub(super) rows: Vec<Row>,
    pub(super) evidence: Evidence,
    pub(super) habits: Habits,
    /// The columns as cells are fitted to them.
    pub(super) columns: Vec<Column>,
}

/// 指标 left of 工作任务 heads rows, whatever its words.
fn for_fit(columns: &[Column]) -> Vec<Column> {
    let task = columns
        .iter()
        .position(|column| column.kind == ColumnKind::Task)
        .unwrap_or(0);
    let of = |(at, column): (usize, &Column)| match column.kind {
        ColumnKind::Other if at < task => Column {
            kind: ColumnKind::Heading,
            ..*column
        },
        _ => *column,
    };
    columns.iter().enumerate().map(of).collect()
}

/// The cells from one number to before the next.
struct Block<'c> {
    /// Titles, or cells left of the number.
    before: &'c [Cell],
    cells: &'c [Cell],
    /// A sum and what stands beside it.
    total: &'c [Cell],
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
        let Some(place) = number.filter(|place| *place <= 2 && self.holds(cells, &anchors, *place)) else {
            self.loose(cells);
            return None;
        };
        let (blocks, end) = self.blocks(cells, &anchors, place);
        let base = self.head.columns.len() - place;
        let all: Vec<&[Cell]> = blocks.iter().map(|block| block.cells).collect();
        let gaps = Gaps::learn(&all, base);
        let mut certain: Vec<Option<Vec<usize>>> =
            (0..all.len()).map(|at| self.certain(&all, at, place, &gaps)).collect();
        self.doubt_strays(&all, &mut certain);
        for (block, places) in all.iter().zip(&certain) {
            if let Some(places) = places {
                let pairs = block
                    .iter()
                    .zip(places)
                    .map(|(cell, place)| (*place, cell.span.of(self.text)));
                self.evidence.learn(&self.head.columns, pairs);
                if places.len() == block.len() && block.len() == base {
                    for (cell, place) in block.iter().zip(places) {
                        self.habits
                            .learn(self.piece(cell.span), place % self.head.columns.len());
                    }
                }
            }
        }
        for (block, places) in blocks.iter().zip(certain) {
            let first = self.rows.len();
            let exact = block.cells.len() == base && places.is_some();
            self.row(block.before, block.cells, places, place);
            // As many lines as columns, but an empty one among them: one cell may lie on two lines.
            if exact && gaps.inside(block.cells) {
                self.doubt(first);
            }
            self.total(block.total);
        }
        end
    }

    /// The cells between the numbers `anchors`, and the line behind the last row where that is sure.
    fn blocks<'c>(&self, cells: &'c [Cell], anchors: &[usize], place: usize) -> (Vec<Block<'c>>, Option<usize>) {
        let base = self.head.columns.len() - place;
        let mut blocks = Vec::with_capacity(anchors.len());
        let mut before = &cells[..anchors[0]];
        let mut regular = true;
        for (index, anchor) in anchors.iter().enumerate() {
            let next = anchors.get(index + 1).copied();
            let rest = &cells[*anchor..next.unwrap_or(cells.len())];
            let unfinished = rest.get(base).is_some_and(|cell| self.goes_on_units(*cell));
            if next.is_none() && regular && rest.len() > base && !unfinished && self.is_exact(&rest[..base], place) {
                let total = self.total_in(rest).unwrap_or(base).max(base);
                blocks.push(Block {
                    before,
                    cells: &rest[..base],
                    total: if total == base { &rest[base..] } else { &[] },
                });
                let last = if total == base { rest.last() } else { rest.get(base - 1) };
                return (blocks, last.map(|cell| cell.next_line));
            }
            let (block, behind) = self.behind(rest, base, place);
            let total = self.total_in(block).unwrap_or(block.len());
            regular &= block.len() == base;
            blocks.push(Block {
                before,
                cells: &block[..total],
                total: &block[total..],
            });
            before = behind;
        }
        (blocks, None)
    }

    /// Whether a cell behind the last column, one of units, is one more of them.
    fn goes_on_units(&self, cell: Cell) -> bool {
        let last = self.head.columns.last();
        last.is_some_and(|column| matches!(column.kind, ColumnKind::Units(_)))
            && self.piece(cell.span).content == Content::Units
    }

    /// Where a sum begins behind a row.
    fn total_in(&self, block: &[Cell]) -> Option<usize> {
        (2..block.len()).find(|at| is_total(block[*at].span.of(self.text)))
    }

    /// Cells at the end of a block that belong before the next number: a title, or columns left of the numbers.
    fn behind<'c>(&self, block: &'c [Cell], base: usize, place: usize) -> (&'c [Cell], &'c [Cell]) {
        let mut end = block.len();
        while end > 2 && block.len() - end < 3 && self.is_title(block[end - 1]) {
            end -= 1;
        }
        // 二⏎健康场所⏎3: a group of rows with its number.
        if end == block.len() && end > 4 && self.is_group_number(block[end - 2]) {
            end -= 2;
        }
        if end == block.len() && block.len() > base && block.len() <= base + place.max(1) {
            let words = |cell: &Cell| cell.span.of(self.text);
            let reports = self.habits.reports();
            let titled = |cell: &Cell| {
                matches!(content(words(cell), self.templates), Content::Text | Content::Name)
                    && words(cell).chars().count() <= 40
                    && !words(cell).ends_with('。')
                    && (!reports || self.may_head(words(cell)))
            };
            let columns = &self.head.columns;
            let left = |(cell, column): (&Cell, &Column)| {
                matches!(column.kind, ColumnKind::Units(_)) && self.piece(cell.span).content == Content::Units
            };
            let fits = block[base..].iter().all(titled)
                || block.len() == base + place && block[base..].iter().zip(columns).all(left);
            if fits && self.is_exact(&block[..base], place) {
                end = base;
            }
        }
        block.split_at(end)
    }

    /// Whether words behind a report of progress may head the rows below: not a further line of the report.
    fn may_head(&self, words: &str) -> bool {
        let figures = words.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | '％' | ',' | '，'));
        words.chars().count() <= 20 && !figures && !super::content::is_report(words)
    }

    /// One row between numbers, with the cells before its number.
    fn row(&mut self, before: &[Cell], block: &[Cell], places: Option<Vec<usize>>, place: usize) {
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
        if places.is_none() && !self.has_figures() && block.len() > 1 {
            // 经管站⏎2⏎2023年底: a number that goes on from nothing is in nobody's cell.
            let stray = |cell: &Cell| self.piece(cell.span).content == Content::Number;
            if block[1..].iter().any(stray) {
                let strays: Vec<Span> = block[1..]
                    .iter()
                    .filter(|cell| stray(cell))
                    .map(|cell| cell.span)
                    .collect();
                let kept: Vec<Cell> = block
                    .iter()
                    .enumerate()
                    .filter(|(at, cell)| *at == 0 || !stray(cell))
                    .map(|(_, cell)| *cell)
                    .collect();
                self.row(before, &kept, None, place);
                self.rows.extend(strays.into_iter().map(Row::Other));
                return;
            }
        }
        if let Some(places) = places {
            self.certain_rows(cells, block, &places);
        } else if let Some(places) = self.even_sub_rows(block, place) {
            self.certain_rows(cells, block, &places);
        } else if self.has_sub_rows(block) {
            self.sub_rows(cells, block);
        } else {
            let pieces: Vec<Piece> = block.iter().map(|cell| self.piece(cell.span)).collect();
            let (_, places) = fit::fit_as(&pieces, &self.columns, &self.habits);
            let spans: Vec<Span> = before.iter().chain(block).map(|cell| cell.span).collect();
            if block.len() < width - place
                || fit::suits(&pieces, &places, &self.head.columns)
                || self.habits.reports() && !self.has_several(&spans)
            {
                let pairs = block.iter().zip(places);
                pairs.for_each(|(cell, column)| cells.push(column, cell.span));
                self.guessed(cells);
            } else {
                self.aligned(&spans);
            }
        }
    }

    /// Whether `spans`, cells of one number, are several rows, each with a task and units.
    fn has_several(&self, spans: &[Span]) -> bool {
        let columns = &self.head.columns;
        let filled = |row: &Cells, wanted: fn(ColumnKind) -> bool| {
            (0..columns.len()).any(|column| wanted(columns[column].kind) && !row.is_empty(column))
        };
        let rows = align::rows(self.text, columns, spans, self.templates);
        let whole = |row: &Cells| {
            filled(row, |kind| kind == ColumnKind::Task) && filled(row, |kind| matches!(kind, ColumnKind::Units(_)))
        };
        rows.len() > 1 && rows.iter().all(whole)
    }

    /// A row whose columns are known; several where further ones lack their number.
    fn certain_rows(&mut self, mut cells: Cells, block: &[Cell], places: &[usize]) {
        let width = self.head.columns.len();
        let mut row = 0;
        for (cell, place) in block.iter().zip(places) {
            if place / width > row {
                row = place / width;
                let done = std::mem::replace(&mut cells, Cells::new(width));
                self.rows.push(Row::Cells(done));
            }
            cells.push(place % width, cell.span);
        }
        self.rows.push(Row::Cells(cells));
    }

    /// Marks the units of the rows from `first` on as assumed, where there are columns to mix up.
    fn doubt(&mut self, first: usize) {
        for row in &mut self.rows[first..] {
            if let Row::Cells(cells) = row {
                guess::doubt(&self.head.columns, cells);
            }
        }
    }

    /// A row whose cells went where they agree best with the columns.
    fn guessed(&mut self, mut cells: Cells) {
        guess::settle(self.text, &self.head.columns, &mut cells, &self.evidence);
        self.rows.push(Row::Cells(cells));
    }

    /// Whether bars inside the block end rows: what stands between them has a task each. A lone bar may be an empty cell.
    fn has_sub_rows(&self, block: &[Cell]) -> bool {
        let is = |cell: &Cell, wanted: Content| self.piece(cell.span).content == wanted;
        let mut parts = block.split_inclusive(|cell| cell.ends_row);
        let first = parts
            .next()
            .is_some_and(|part| part.iter().any(|cell| is(cell, Content::Text)));
        let several = block
            .split_last()
            .is_some_and(|(_, others)| others.iter().any(|cell| cell.ends_row));
        first
            && several
            && parts.all(|part| is(&part[0], Content::Text) && !part.iter().any(|cell| is(cell, Content::Number)))
    }

    /// A block whose bars tell several rows under one number.
    fn sub_rows(&mut self, mut cells: Cells, block: &[Cell]) {
        let width = self.head.columns.len();
        for part in block.split_inclusive(|cell| cell.ends_row) {
            let pieces: Vec<Piece> = part.iter().map(|cell| self.piece(cell.span)).collect();
            let (_, places) = fit::fit_as(&pieces, &self.columns, &self.habits);
            for (cell, column) in part.iter().zip(places) {
                cells.push(column, cell.span);
            }
            let done = std::mem::replace(&mut cells, Cells::new(width));
            self.guessed(done);
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
                self.unnumbered(&cells[start..at], &spans[start..at]);
                self.title(cell.span);
                start = at + 1;
            }
        }
        self.unnumbered(&cells[start..], &spans[start..]);
    }

    /// Rows without numbers: as many cells each as there are columns, blank lines counted, or told from their content.
    fn unnumbered(&mut self, cells: &[Cell], spans: &[Span]) {
        let width = self.head.columns.len();
        if let Some(places) = self.even_rows(cells) {
            for chunk in places.chunk_by(|a, b| a.1 / width == b.1 / width) {
                let mut cells = Cells::new(width);
                chunk.iter().for_each(|(span, place)| cells.push(place % width, *span));
                self.rows.push(Row::Cells(cells));
            }
        } else {
            self.aligned(spans);
        }
    }

    /// The places of cells that fill rows of the table's width without any rest, each row with a task and units.
    fn even_rows(&self, cells: &[Cell]) -> Option<Vec<(Span, usize)>> {
        let columns = &self.head.columns;
        let width = columns.len();
        let gaps = Gaps::learn(&[cells], cells.len());
        let places = gaps.run(cells);
        if !(places.last()? + 1).is_multiple_of(width) {
            return None;
        }
        let mut seen = vec![(false, false); places.last()? / width + 1];
        for (cell, place) in cells.iter().zip(&places) {
            let kind = columns[place % width].kind;
            let piece = self.piece(cell.span);
            if !fit::may_hold(piece, kind) || kind == ColumnKind::Number {
                return None;
            }
            let seen = &mut seen[place / width];
            match kind {
                ColumnKind::Units(_) if piece.content != Content::Units => return None,
                ColumnKind::Units(_) => seen.1 = true,
                ColumnKind::Task | ColumnKind::Heading if piece.content == Content::Units => return None,
                ColumnKind::Task | ColumnKind::Heading => seen.0 = true,
                _ => {}
            }
        }
        let all = seen.iter().all(|(task, units)| *task && *units);
        all.then(|| cells.iter().map(|cell| cell.span).zip(places).collect())
    }

    fn has_heading_column(&self) -> bool {
        let texts = |column: &&Column| matches!(column.kind, ColumnKind::Heading | ColumnKind::Task);
        self.head.columns.iter().filter(texts).count() > 1
    }

    fn aligned(&mut self, spans: &[Span]) {
        for row in align::rows(self.text, &self.head.columns, spans, self.templates) {
            self.guessed(row);
        }
    }

    /// A sum with what stands beside it.
    fn total(&mut self, cells: &[Cell]) {
        self.rows.extend(cells.iter().map(|cell| Row::Aside(cell.span)));
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

    pub(super) fn piece(&self, span: Span) -> Piece {
        let words = span.of(self.text);
        let mut piece = piece(words, self.templates);
        // 3月底前完成整地，5月底前完成种植
        if piece.content == Content::Text && is_dated(words) && self.has_deadlines() {
            piece.content = Content::Deadline;
        }
        piece
    }

    fn has_deadlines(&self) -> bool {
        self.head
            .columns
            .iter()
            .any(|column| column.kind == ColumnKind::Deadline)
    }
}
