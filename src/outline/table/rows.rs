//! Rows to segments: a heading where a cell or a title spans rows, a task with its owners for each row.

mod merged;

use super::super::marker::{self, Marker, MarkerStyle};
use super::super::{Closes, Segment};
use super::content::{Content, content, is_nothing, names_nobody};
use super::{CellRole, Cells, Column, ColumnKind, Row, cell};
use crate::Templates;
use crate::source::{Slices, Span};
use crate::tags::BaseRole;

/// What the rows become.
pub(super) struct Written {
    pub segments: Vec<Segment>,
    /// Sums, and other words that are neither tasks nor cells.
    pub furniture: Vec<Span>,
}

/// The segments of all rows; none when no row has both a task and somebody to do it.
pub(super) fn segments(text: &str, columns: &[Column], rows: &[Row], templates: &Templates) -> Written {
    let columns = &settled(columns);
    let texts = text_columns(columns);
    let mut writer = Writer {
        text,
        columns,
        templates,
        heads: heading_columns(columns, &texts, rows),
        grouped: has_plain_numbers(text, columns, rows),
        texts,
        out: Vec::new(),
        furniture: Vec::new(),
        counted: is_counted(columns, rows),
        above: vec![Vec::new(); columns.len()],
        understood: false,
        inner: false,
        outer: None,
        grown: rows.iter().any(|row| matches!(row, Row::Group(_))),
    };
    writer.grown |= rows
        .iter()
        .any(|row| matches!(row, Row::Cells(row) if writer.group_row(row).is_some()));
    let cut = writer.cut_row(rows);
    for (at, row) in rows.iter().enumerate() {
        if cut == Some(at) {
            writer.above.iter_mut().for_each(Vec::clear);
        }
        match row {
            Row::Cells(cells) => writer.row(cells),
            Row::Group(span) => writer.group(*span),
            Row::Aside(span) => writer.furniture.push(*span),
            Row::Other(span) => writer.push(CellRole::Other { heading: None }, (*span).into(), None),
        }
    }
    Written {
        segments: if writer.understood { writer.out } else { Vec::new() },
        furniture: writer.furniture,
    }
}

/// A column 责任单位 beside one of 配合单位 leads, in rows whose cell for the others is empty as well.
fn settled(columns: &[Column]) -> Vec<Column> {
    let has = |role| columns.iter().any(|column| column.kind == ColumnKind::Units(role));
    let leads = has(BaseRole::Support) && !has(BaseRole::Lead);
    let settle = |column: &Column| match column.kind {
        ColumnKind::Units(BaseRole::Owner) if leads => Column {
            kind: ColumnKind::Units(BaseRole::Lead),
            ..*column
        },
        _ => *column,
    };
    columns.iter().map(settle).collect()
}

struct Writer<'a> {
    text: &'a str,
    columns: &'a [Column],
    templates: &'a Templates,
    /// The columns of text, left to right; the last that heads no rows holds the task.
    texts: Vec<usize>,
    /// For each column whether its cells head several rows.
    heads: Vec<bool>,
    out: Vec<Segment>,
    furniture: Vec<Span>,
    /// Whether any row has a number, so that one without goes on the row above.
    counted: bool,
    /// By column, the cells of units, persons and time of the last row that had any, for rows that a merged cell spans.
    above: Vec<Vec<Segment>>,
    /// Whether any row has both a task and somebody to do it.
    understood: bool,
    /// Whether the last heading stands inside a row.
    inner: bool,
    /// The marker of the last title of rows that stands below no other.
    outer: Option<MarkerStyle>,
    /// Whether rows of one cell head others, so that merged cells stand below these.
    grown: bool,
    /// Whether rows are numbered 1, 2, 3, so that 一 and 二 number groups of them.
    grouped: bool,
}

/// Whether any row is numbered in digits.
fn has_plain_numbers(text: &str, columns: &[Column], rows: &[Row]) -> bool {
    let Some(number) = columns.iter().position(|column| column.kind == ColumnKind::Number) else {
        return false;
    };
    rows.iter().any(|row| match row {
        Row::Cells(cells) => cells.cells[number]
            .first()
            .is_some_and(|cell| cell.hull().of(text).starts_with(|c: char| c.is_ascii_digit())),
        _ => false,
    })
}

/// Whether any row has a number.
fn is_counted(columns: &[Column], rows: &[Row]) -> bool {
    let number = |(column, cell): (&Column, &Vec<Slices>)| column.kind == ColumnKind::Number && !cell.is_empty();
    rows.iter().any(|row| match row {
        Row::Cells(row) => row.number.is_some() || columns.iter().zip(&row.cells).any(number),
        _ => false,
    })
}

fn text_columns(columns: &[Column]) -> Vec<usize> {
    let of = |kinds: &[ColumnKind]| -> Vec<usize> {
        (0..columns.len())
            .filter(|column| kinds.contains(&columns[*column].kind))
            .collect()
    };
    let texts = of(&[ColumnKind::Task]);
    match texts.is_empty() {
        false => of(&[ColumnKind::Heading, ColumnKind::Task]),
        true if !of(&[ColumnKind::Heading]).is_empty() => of(&[ColumnKind::Heading]),
        true => of(&[ColumnKind::Other]).into_iter().take(1).collect(),
    }
}

/// A column of text left of another heads rows when it is named so, or when it is empty in some rows but not in others.
fn heading_columns(columns: &[Column], texts: &[usize], rows: &[Row]) -> Vec<bool> {
    let mut heads = vec![false; columns.len()];
    let Some((last, earlier)) = texts.split_last() else {
        return heads;
    };
    let mut cells = Vec::new();
    for row in rows {
        if let Row::Cells(row) = row
            && !row.is_empty(*last)
        {
            cells.push(row);
        }
    }
    for column in earlier {
        let named = columns[*column].kind == ColumnKind::Heading;
        let merged = cells.iter().any(|row| row.is_empty(*column)) && cells.iter().any(|row| !row.is_empty(*column));
        heads[*column] = named || merged;
    }
    heads
}

impl Writer<'_> {
    fn group(&mut self, span: Span) {
        self.above.iter_mut().for_each(Vec::clear);
        self.inner = false;
        let marker = marker::parse(span.of(self.text), 0);
        let style = marker.map(|marker| marker.style);
        let inner = style == Some(MarkerStyle::CnParen) && self.outer.is_some_and(|outer| outer < MarkerStyle::CnParen);
        if !inner {
            self.outer = style;
        }
        self.title(span.into(), inner);
    }

    /// Words that head the rows below, with their number.
    fn title(&mut self, words: Slices, inner: bool) {
        let text = words.join(self.text);
        let marker = marker::parse(&text, words.hull().start).filter(|marker| marker.style != MarkerStyle::Bullet);
        let body = marker.map_or_else(|| words.clone(), |marker| self.behind(&words, marker));
        if body.is_empty() {
            self.push(CellRole::Other { heading: None }, words, None);
        } else {
            self.push(CellRole::Heading { inner }, body, marker);
        }
    }

    /// `一 | 健康政策 | |` between rows numbered 1, 2, 3: the title of a group, with its number.
    fn group_row(&self, row: &Cells) -> Option<(Marker, Slices)> {
        let number = self.number(row).filter(|_| self.grouped)?;
        let words = number.span.of(self.text);
        let chinese = words.chars().any(|c| "一二三四五六七八九十".contains(c));
        let mut others = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let filled = others
            .by_ref()
            .filter(|(column, _)| self.columns[*column].kind != ColumnKind::Number);
        let cells: Vec<(usize, &Vec<Slices>)> = filled.collect();
        match cells[..] {
            [(column, cell)] if chinese && self.texts.contains(&column) => Some((number, joined(cell))),
            _ => None,
        }
    }

    fn row(&mut self, row: &Cells) {
        if let Some((number, title)) = self.group_row(row) {
            self.above.iter_mut().for_each(Vec::clear);
            self.inner = false;
            self.push(CellRole::Heading { inner: false }, title, Some(number));
            return;
        }
        if row.alone {
            self.above.iter_mut().for_each(Vec::clear);
        }
        let number = self.number(row);
        let outer = self
            .numbers(row)
            .filter(|span| number.is_none_or(|number| number.span != *span));
        let outer: Vec<Span> = outer.collect();
        self.furniture.extend(outer);
        let mut parts: Vec<Slices> = Vec::new();
        let filled: Vec<usize> = self
            .texts
            .iter()
            .copied()
            .filter(|column| !row.is_empty(*column))
            .collect();
        for (place, column) in filled.iter().enumerate() {
            if place + 1 < filled.len() && self.heads[*column] {
                let outer = self.grown || self.texts.iter().any(|text| text < column && self.heads[*text]);
                self.title(joined(&row.cells[*column]), outer);
            } else {
                parts.extend(row.cells[*column].iter().cloned());
            }
        }
        let owned = self.has_units(row);
        if number.is_none() && !owned && !parts.is_empty() && parts.iter().all(|part| !self.is_task(part)) {
            let others = row.cells.iter().flatten().cloned();
            others.for_each(|part| self.push(CellRole::Other { heading: None }, part, None));
            return;
        }
        let tasked = !parts.is_empty();
        match number {
            _ if tasked => self.task(number, &parts),
            // A number without text is a task only with owners; units without both go on from the row before.
            Some(number) if owned => self.task(Some(number), &[]),
            Some(number) => self.push(CellRole::Other { heading: None }, number.span.into(), None),
            None => {}
        }
        self.cells(row, number.is_some(), tasked);
    }

    /// Whether words can be a task: the bare name of a unit, a state or a figure cannot.
    fn is_task(&self, part: &Slices) -> bool {
        content(&part.join(self.text), self.templates) == Content::Text
    }

    /// The last row, where the copy of the text breaks off in its task: its owners are lost, not those of the row above.
    fn cut_row(&self, rows: &[Row]) -> Option<usize> {
        let at = rows.iter().rposition(|row| matches!(row, Row::Cells(_)))?;
        let Some(Row::Cells(last)) = rows.get(at).filter(|_| at > 0) else {
            return None;
        };
        let task = *self.texts.last()?;
        let end = last.cells.iter().flatten().max_by_key(|cell| cell.hull().end)?;
        // A cell right of the owners' shows that theirs is empty, not cut off.
        let is_units = |column: &Column| matches!(column.kind, ColumnKind::Units(_));
        let owners = self.columns.iter().rposition(is_units).unwrap_or(task);
        let beside =
            |at: usize| at > owners || matches!(self.columns[at].kind, ColumnKind::People | ColumnKind::Deadline);
        let open = (task + 1..self.columns.len()).all(|at| last.is_empty(at) || !beside(at));
        let behind = self.text[end.hull().end..].trim();
        let line = self.text[..end.hull().start].rfind('\n').map_or(0, |at| at + 1);
        let alone = self.text[line..end.hull().start].trim().is_empty();
        let last_words = behind.is_empty() || alone && behind == "|";
        if !last_words || !open || self.has_units(last) {
            return None;
        }
        let ends = |cell: &Slices| cell.join(self.text).ends_with(['。', '；', ';', '！']);
        let stops = |row: &Cells| row.cells[task].last().is_some_and(ends);
        let (mut spanned, mut stopped, mut count) = (false, 0, 0);
        for row in &rows[..at] {
            if let Row::Cells(row) = row {
                spanned |= count > 0 && !row.is_empty(task) && !self.has_units(row);
                stopped += usize::from(stops(row));
                count += 1;
            }
        }
        let mid_sentence = count > 1 && 5 * stopped >= 4 * count;
        ((mid_sentence || !spanned) && !ends(end)).then_some(at)
    }

    /// The task of a row. A numbered goal over `——` items is their heading; a number in the text is the task's.
    fn task(&mut self, number: Option<Marker>, parts: &[Slices]) {
        let begins = self.out.len();
        // A heading inside a row above heads no row that has a number of its own.
        let leaves = number.is_some() && std::mem::take(&mut self.inner);
        self.numbered_task(number, parts);
        if let Some(first) = self.out.get_mut(begins).filter(|_| leaves) {
            first.closes = Closes::Rows;
        }
    }

    fn numbered_task(&mut self, number: Option<Marker>, parts: &[Slices]) {
        let (mut parts, mut number) = (parts, number);
        while let [first, others @ ..] = parts
            && let Some(goal) = marker::parse(first.join(self.text).as_str(), first.hull().start)
            && goal.style != MarkerStyle::Bullet
        {
            let bullets = !others.is_empty() && others.iter().all(|part| self.style(part) == Some(MarkerStyle::Bullet));
            let deeper = others
                .first()
                .and_then(|part| self.style(part))
                .is_some_and(|style| goal.style == MarkerStyle::CnParen && style == MarkerStyle::Digit);
            if bullets || deeper {
                self.push(CellRole::Heading { inner: false }, self.behind(first, goal), Some(goal));
                parts = others;
                self.inner = true;
                // The number of the row was its heading's.
                let outer = number.take();
                outer.iter().for_each(|outer| self.furniture.push(outer.span));
            } else if number.is_none() {
                self.push(CellRole::Task, self.behind(first, goal), Some(goal));
                self.more(others);
                return;
            } else if goal.style == MarkerStyle::Digit && number.is_some_and(|number| number.value != goal.value) {
                // 一 in the column of numbers, 1. in the task's own cell.
                let outer = number.replace(goal);
                outer.iter().for_each(|outer| self.furniture.push(outer.span));
                self.push(CellRole::Task, self.behind(first, goal), number);
                self.more(others);
                return;
            } else {
                break;
            }
        }
        match parts.split_first() {
            Some((first, others)) => {
                self.push(CellRole::Task, first.clone(), number);
                self.more(others);
            }
            None => {
                let place = number.map_or(0, |marker| marker.span.end);
                self.out
                    .push(cell(CellRole::Task, Span::new(place, place).into(), number));
            }
        }
    }

    fn style(&self, part: &Slices) -> Option<MarkerStyle> {
        let words = part.join(self.text);
        marker::parse(&words, 0).map(|marker| marker.style)
    }

    /// A cell's text behind its number.
    fn behind(&self, part: &Slices, marker: Marker) -> Slices {
        let mut rest = Slices::default();
        for span in part.iter() {
            let start = span.start.max(marker.span.end.min(span.end));
            rest.push(Span::new(start, span.end).trimmed(self.text));
        }
        rest
    }

    /// Further lines of a task's cell.
    fn more(&mut self, parts: &[Slices]) {
        for part in parts {
            self.push(CellRole::More, part.clone(), None);
        }
    }

    fn number(&self, row: &Cells) -> Option<Marker> {
        let span = row.number.or_else(|| self.numbers(row).last())?;
        Some(Marker {
            style: MarkerStyle::Row,
            value: super::content::number(span.of(self.text)).unwrap_or(0),
            span,
        })
    }

    /// The cells of the columns of numbers: 一 of the group and 1 of the task.
    fn numbers<'r>(&'r self, row: &'r Cells) -> impl Iterator<Item = Span> + 'r {
        let columns = self.columns.iter().zip(&row.cells);
        let numbers = columns.filter(|(column, _)| column.kind == ColumnKind::Number);
        numbers.filter_map(|(_, cell)| cell.first().map(Slices::hull))
    }

    fn has_units(&self, row: &Cells) -> bool {
        (0..self.columns.len()).any(|column| self.has_units_in(row, column))
    }

    fn has_units_in(&self, row: &Cells, column: usize) -> bool {
        matches!(self.columns[column].kind, ColumnKind::Units(_))
            && row.cells[column].iter().any(|part| !self.names_nobody(part))
    }

    /// Whether a cell among units is none: a sign for nothing, a bare number, a date, a state.
    fn names_nobody(&self, part: &Slices) -> bool {
        let words = part.join(self.text);
        is_nothing(&words) || names_nobody(&words)
    }

    /// The cells beside the task, in column order.
    fn cells(&mut self, row: &Cells, numbered: bool, tasked: bool) {
        let columns = self.columns;
        let spanned: Vec<bool> = (0..columns.len()).map(|at| self.spans(row, at, numbered)).collect();
        let mut repeats: Vec<Segment> = Vec::new();
        if tasked {
            let of = |(above, _): (&Vec<Segment>, &bool)| above.iter().map(repeated).collect::<Vec<_>>();
            repeats = self
                .above
                .iter()
                .zip(&spanned)
                .filter(|(_, spanned)| **spanned)
                .flat_map(of)
                .collect();
            let people = |column: usize| columns[column].kind == ColumnKind::People && !row.is_empty(column);
            self.understood |= self.has_units(row) || !repeats.is_empty() || (0..columns.len()).any(people);
        }
        let unled = self.may_span_lead(row, numbered);
        let owned = self.has_units(row);
        for (column, spanned) in spanned.into_iter().enumerate() {
            if owned && !(spanned && tasked) || !row.is_empty(column) && !spanned {
                self.above[column].clear();
            }
        }
        for (index, column) in columns.iter().enumerate() {
            let heading = column.heading;
            let role = match column.kind {
                ColumnKind::Units(base) => CellRole::Units {
                    base,
                    heading,
                    repeated: false,
                    assumed: unled || row.assumed >> index & 1 == 1,
                },
                ColumnKind::People => CellRole::People {
                    heading,
                    repeated: false,
                },
                ColumnKind::Deadline => CellRole::Deadline { repeated: false },
                ColumnKind::Other | ColumnKind::Heading if !self.texts.contains(&index) => CellRole::Other {
                    heading: (!heading.is_empty()).then_some(heading),
                },
                _ => continue,
            };
            for part in self.lines(&row.cells[index], &role) {
                let units = matches!(role, CellRole::Units { .. });
                let blank = is_nothing(part.hull().of(self.text)) || units && self.names_nobody(&part);
                let role = match blank {
                    true => CellRole::Other { heading: None },
                    false => role.clone(),
                };
                let kept = !matches!(role, CellRole::Other { .. });
                self.push(role, part, None);
                if kept {
                    self.above[index].extend(self.out.last().cloned());
                }
            }
        }
        self.out.extend(repeats);
    }

    /// The parts of a cell; units on lines right below each other are one list, in which a name may be broken.
    fn lines(&self, parts: &[Slices], role: &CellRole) -> Vec<Slices> {
        let units = matches!(role, CellRole::Units { .. });
        let mut lines: Vec<Slices> = Vec::new();
        for part in parts {
            let touches = lines
                .last()
                .filter(|last| units && last.is_single() && part.is_single());
            let gap = touches.map(|last| Span::new(last.hull().end, part.hull().start));
            match (gap, lines.last_mut()) {
                // Names that touch were told apart (1推进改革县发改局县编办).
                (Some(gap), Some(last)) if !gap.is_empty() && gap.of(self.text).trim().is_empty() => {
                    *last = Span::new(last.hull().start, part.hull().end).into();
                }
                _ => lines.push(part.clone()),
            }
        }
        lines
    }

    fn push(&mut self, role: CellRole, body: Slices, marker: Option<Marker>) {
        self.out.push(cell(role, body, marker));
    }
}

fn joined(parts: &[Slices]) -> Slices {
    let mut body = Slices::default();
    parts.iter().for_each(|part| body.extend(part));
    body
}

fn repeated(segment: &Segment) -> Segment {
    let mut segment = segment.clone();
    if let Some(
        CellRole::Units { repeated, .. } | CellRole::People { repeated, .. } | CellRole::Deadline { repeated },
    ) = &mut segment.cell
    {
        *repeated = true;
    }
    segment
}
