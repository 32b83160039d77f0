//! A cell a line: which numbers begin rows. Numbers that go on do, wherever merged cells leave them.

use super::super::marker::{self, MarkerStyle};
use super::ColumnKind;
use super::blocks::Builder;
use super::content::{Content, is_number, is_total, number};
use super::grid::{Cell, GROUP};

impl Builder<'_> {
    /// Whether the numbers `anchors` show the rows: two of them, or one with a whole row behind it.
    pub(super) fn holds(&self, cells: &[Cell], anchors: &[usize], place: usize) -> bool {
        match *anchors {
            [] => false,
            [only] => {
                // What stands behind the row must be none: a number may be merged over several tasks.
                let end = only + self.head.columns.len() - place;
                let row = cells.get(only..end);
                let last = |row: &[Cell]| row.last().is_some_and(|cell| self.piece(cell.span).item);
                only <= place
                    && cells.len() <= end + 2
                    && row.is_some_and(|row| self.is_exact(row, place) && !last(row))
            }
            _ => true,
        }
    }

    /// The places of numbers that begin rows.
    pub(super) fn anchors(&self, cells: &[Cell]) -> Vec<usize> {
        let width = self.head.columns.len();
        let mut values: Vec<Option<u32>> = cells.iter().map(|cell| number(cell.span.of(self.text))).collect();
        let is_group = |cell: &Cell| self.is_group_number(*cell);
        let groups = cells.iter().filter(|cell| is_group(cell)).count();
        // 一 and 二 number groups where most numbers are digits.
        if groups > 0 && groups * 2 < values.iter().flatten().count() {
            let named = cells.iter().zip(&mut values).filter(|(cell, _)| is_group(cell));
            named.for_each(|(_, value)| *value = None);
        }
        let Some(first) = values.iter().take(6).position(Option::is_some) else {
            return Vec::new();
        };
        let columns = &self.head.columns;
        let owners_first = columns.iter().find_map(|column| match column.kind {
            ColumnKind::Units(_) => Some(true),
            ColumnKind::Task => Some(false),
            _ => None,
        });
        let figures = self.has_figures();
        let headed = self.columns.iter().any(|column| column.kind == ColumnKind::Heading);
        let heads_row = |at: usize| {
            let Some(next) = cells.get(at + 1).map(|cell| self.piece(cell.span)) else {
                return false;
            };
            match next.content {
                Content::Text => next.len >= 4,
                Content::Units => owners_first == Some(true) || next.weak,
                // 公共文化 may be a name by its form.
                Content::Name => headed,
                _ => false,
            }
        };
        let mut anchors = vec![first];
        let mut last = first;
        for at in first + 1..cells.len() {
            let (Some(value), Some(before)) = (values[at], values[last]) else {
                continue;
            };
            let gap = at - last;
            if gap < 2 {
                continue;
            }
            let due = values.get(last + width) == Some(&Some(value));
            // 3⏎推进分馆制建设。⏎4: all but the task is merged.
            let short = || !figures && heads_row(at) && heads_row(last) && self.is_better(&values, at, last);
            let next = value == before + 1 && (gap >= width || !due && (gap >= 3 || short()));
            let titled = self.is_title(cells[at - 1]) || self.is_group_number(cells[at - 2]);
            let restarts = value == 1 && gap >= 3 && titled;
            let jumps = value > before && value - before <= 60 && gap == width;
            let far = || {
                let soon = values.iter().skip(at + 1).take(3 * width);
                let passed = soon.flatten().any(|value| *value == before + 1);
                !figures && value > before + 1 && value - before <= 200 && !passed && heads_row(at)
            };
            if next || restarts || jumps || far() {
                anchors.push(at);
                last = at;
            }
        }
        anchors
    }

    /// Whether a column of figures (数量, 投资) may hold any number.
    pub(super) fn has_figures(&self) -> bool {
        self.head.columns.iter().any(|column| {
            let words = column.heading.of(self.text);
            let figures = ["分值", "得分", "比例", "比重", "数量", "总量"];
            let named = words.contains(['数', '额', '资', '率']) || figures.iter().any(|word| words.contains(word));
            column.kind == ColumnKind::Other && named
        })
    }

    /// Whether the number at `at` goes on from the one at `last` better than any of the same value behind it.
    pub(super) fn is_better(&self, values: &[Option<u32>], at: usize, last: usize) -> bool {
        let width = self.head.columns.len();
        let behind = &values[at + 1..values.len().min(last + 2 * width + 1)];
        match behind.iter().position(|value| *value == values[at]) {
            None => true,
            Some(again) => behind[..again]
                .iter()
                .flatten()
                .any(|value| Some(*value) == values[at].map(|value| value + 1)),
        }
    }

    /// A number in characters: 一.
    pub(super) fn is_group_number(&self, cell: Cell) -> bool {
        let words = cell.span.of(self.text);
        is_number(words) && words.chars().any(|c| "一二三四五六七八九十".contains(c))
    }

    pub(super) fn is_title(&self, cell: Cell) -> bool {
        let words = cell.span.of(self.text);
        let marked = marker::parse(words, 0).is_some_and(|marker| {
            matches!(
                marker.style,
                MarkerStyle::CnComma | MarkerStyle::CnParen | MarkerStyle::Part
            )
        });
        (marked && words.chars().count() <= GROUP && !words.ends_with(['。', '；'])) || is_total(words)
    }
}
