//! Rows to segments: a heading where a cell spans rows, a task with its owners for each row.

use super::super::Segment;
use super::super::marker::{self, Marker, MarkerStyle};
use super::align::Row;
use super::{CellRole, Column, ColumnKind, cell};
use crate::source::{Slices, Span};

/// The segments of all rows, in text order.
pub(super) fn segments(text: &str, columns: &[Column], rows: &[Row]) -> Vec<Segment> {
    let mut writer = Writer {
        text,
        columns,
        texts: text_columns(columns),
        out: Vec::new(),
        merged: false,
        units: Vec::new(),
    };
    writer.merged = writer.has_merged_text(rows);
    for row in rows {
        writer.row(row);
    }
    writer.out
}

struct Writer<'a> {
    text: &'a str,
    columns: &'a [Column],
    /// The columns of text, left to right; the last holds the task.
    texts: Vec<usize>,
    out: Vec<Segment>,
    /// Whether the earlier text columns head several rows.
    merged: bool,
    /// The unit cells of the last row that had any, for rows that a merged cell spans.
    units: Vec<Segment>,
}

fn text_columns(columns: &[Column]) -> Vec<usize> {
    let of = |kinds: &[ColumnKind]| -> Vec<usize> {
        (0..columns.len())
            .filter(|column| kinds.contains(&columns[*column].kind))
            .collect()
    };
    let texts = of(&[ColumnKind::Heading, ColumnKind::Task]);
    if texts.is_empty() {
        of(&[ColumnKind::Other])
    } else {
        texts
    }
}

impl Writer<'_> {
    fn has_merged_text(&self, rows: &[Row]) -> bool {
        let Some((last, earlier)) = self.texts.split_last() else {
            return false;
        };
        earlier.iter().any(|column| {
            self.columns[*column].kind == ColumnKind::Heading
                || rows
                    .iter()
                    .any(|row| row.cells[*column].is_empty() && !row.cells[*last].is_empty())
                    && rows
                        .iter()
                        .any(|row| !row.cells[*column].is_empty() && !row.cells[*last].is_empty())
        })
    }

    fn row(&mut self, row: &Row) {
        let number = self.number(row);
        let mut parts: Vec<Span> = Vec::new();
        let filled: Vec<usize> = self
            .texts
            .iter()
            .copied()
            .filter(|column| !row.cells[*column].is_empty())
            .collect();
        for (place, column) in filled.iter().enumerate() {
            let heads = place + 1 < filled.len() && (self.merged || self.columns[*column].kind == ColumnKind::Heading);
            if heads {
                self.push(CellRole::Heading, &row.cells[*column], None);
            } else {
                parts.extend(&row.cells[*column]);
            }
        }
        match number {
            _ if !parts.is_empty() => self.task(number, &parts),
            // A number without text is a task only with owners; units without both go on from the row before.
            Some(number) if self.has_units(row) => self.task(Some(number), &[]),
            Some(number) => return self.push(CellRole::Other, &[number.span], None),
            None if !self.has_units(row) => self.units.clear(),
            None => {}
        }
        self.cells(row);
    }

    /// The task of a row. A numbered goal over `——` items is their heading; a number in the text is the task's.
    fn task(&mut self, number: Option<Marker>, parts: &[Span]) {
        let mut parts = parts;
        let mut number = number;
        if let [first, others @ ..] = parts
            && let Some(goal) = marker::parse(first.of(self.text), first.start)
        {
            let bullets = !others.is_empty() && others.iter().all(|part| is_bullet(self.text, *part));
            if bullets && goal.style != MarkerStyle::Bullet {
                let body = Span::new(goal.span.end, first.end).trimmed(self.text);
                self.out.push(cell(CellRole::Heading, body.into(), Some(goal)));
                parts = others;
            } else if number.is_none() && goal.style != MarkerStyle::Bullet {
                number = Some(goal);
                let body = Span::new(goal.span.end, first.end).trimmed(self.text);
                self.out.push(cell(CellRole::Task, body.into(), number));
                self.more(others);
                return;
            }
        }
        let Some((first, others)) = parts.split_first() else {
            let place = number.map_or(0, |marker| marker.span.end);
            self.out
                .push(cell(CellRole::Task, Span::new(place, place).into(), number));
            return;
        };
        self.out.push(cell(CellRole::Task, (*first).into(), number));
        self.more(others);
    }

    /// Further lines of a task's cell.
    fn more(&mut self, parts: &[Span]) {
        for part in parts {
            self.out.push(Segment {
                marker: None,
                body: (*part).into(),
                begins_line: true,
                cell: None,
                resets: false,
            });
        }
    }

    fn number(&self, row: &Row) -> Option<Marker> {
        let headed = self.columns.iter().position(|column| column.kind == ColumnKind::Number);
        let span = row
            .number
            .or_else(|| headed.and_then(|column| row.cells[column].first().copied()))?;
        let words = span.of(self.text).trim_matches(['（', '）', '(', ')', '.', '、', '．']);
        let value = words
            .parse()
            .ok()
            .or_else(|| marker::cn_number(words).map(|(value, _)| value))
            .unwrap_or(0);
        Some(Marker {
            style: MarkerStyle::Row,
            value,
            span,
        })
    }

    fn has_units(&self, row: &Row) -> bool {
        self.columns
            .iter()
            .zip(&row.cells)
            .any(|(column, cell)| matches!(column.kind, ColumnKind::Units(_)) && !cell.is_empty())
    }

    /// The cells beside the task, in column order.
    fn cells(&mut self, row: &Row) {
        let spanned = if self.has_units(row) {
            Vec::new()
        } else {
            self.units.iter().map(repeated).collect()
        };
        if spanned.is_empty() {
            self.units.clear();
        }
        let columns = self.columns;
        for (index, (column, parts)) in columns.iter().zip(&row.cells).enumerate() {
            let heading = column.heading;
            let role = match column.kind {
                ColumnKind::Units(base) => CellRole::Units {
                    base,
                    heading,
                    repeated: false,
                },
                ColumnKind::People => CellRole::People { heading },
                ColumnKind::Deadline => CellRole::Deadline,
                ColumnKind::Other if !self.texts.contains(&index) => CellRole::Other,
                _ => continue,
            };
            for part in parts {
                self.push(role.clone(), &[*part], None);
                if matches!(role, CellRole::Units { .. }) {
                    self.units.extend(self.out.last().cloned());
                }
            }
        }
        self.out.extend(spanned);
    }

    fn push(&mut self, role: CellRole, parts: &[Span], marker: Option<Marker>) {
        let mut body = Slices::default();
        parts.iter().for_each(|part| body.push(*part));
        self.out.push(cell(role, body, marker));
    }
}

fn repeated(segment: &Segment) -> Segment {
    let mut segment = segment.clone();
    if let Some(CellRole::Units { repeated, .. }) = &mut segment.cell {
        *repeated = true;
    }
    segment
}

fn is_bullet(text: &str, span: Span) -> bool {
    marker::parse(span.of(text), span.start).is_some_and(|marker| marker.style == MarkerStyle::Bullet)
}
