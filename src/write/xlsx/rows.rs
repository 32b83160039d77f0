//! The rows of a page: how high each is, and where one that is too high, or that would leave half a page empty, goes
//! on in a further row.

use std::collections::HashMap;

use crate::view::{CellKind, RowKind, Value};
use crate::write::template::WorkbookTemplate;

use super::head::Head;
use super::layout::{Page, PlacedRow};
use super::measure::{self, Room};
use super::style::{Area, font};
use super::text::shown;

/// Lowest row of the table, in points; where that makes the difference between one page and two, the second.
pub(super) const LOWEST_ROWS: [f64; 2] = [21.0, 18.5];
/// Part of a page that a row may leave empty rather than go on behind the page's end.
const EMPTY: f64 = 0.4;
/// Fewest lines of a piece of a row, in points.
const FEW: f64 = 75.0;

/// How much stands on a page.
#[derive(Debug, Clone, Copy)]
struct Sheetful {
    room: f64,
    repeated: f64,
    used: f64,
}

impl Page<'_> {
    /// Places the rows on pages that hold `room` points; `None` where all is to stand on one page.
    pub(super) fn place_rows(&mut self, template: &WorkbookTemplate, room: Option<f64>) {
        let most = template.print.max_row.clamp(60.0, 409.0);
        let head = Head::of(template, self);
        let mut page = room.map(|room| Sheetful {
            room,
            repeated: head.repeated(),
            used: head.above(),
        });
        self.rows.clear();
        self.row_of.clear();
        for source in 0..self.table.rows.len() {
            self.row_of.push(self.first_row + self.rows.len() as u32);
            let height = self.height(template, source);
            let first = match page {
                Some(page) => page.room_for(height).min(most),
                None => most,
            };
            if height <= first || (height <= most && !self.may_go_on(source)) {
                self.rows.push(PlacedRow {
                    source,
                    height,
                    part: None,
                });
            } else {
                let further = page.map_or(most, |page| most.min(page.room - page.repeated));
                self.place_long_row(template, source, first, further.max(FEW));
            }
            let placed = self.rows.iter().rev().take_while(|row| row.source == source);
            let heights: Vec<f64> = placed.map(|row| row.height).collect();
            if let Some(page) = &mut page {
                heights.iter().rev().for_each(|height| page.take(*height));
            }
        }
    }

    /// Whether a row may go on in a further one: it is about a task, or shows the plan's text.
    fn may_go_on(&self, source: usize) -> bool {
        let row = &self.table.rows[source];
        row.task.is_some() || row.line.is_some()
    }

    /// Points the row needs for its highest cell.
    fn height(&self, template: &WorkbookTemplate, source: usize) -> f64 {
        let row = &self.table.rows[source];
        if row.kind == RowKind::Band {
            return measure::height(1, template.font.band.size).max(self.lowest_row);
        }
        let mut height = self.lowest_row;
        for column in self.columns.iter().filter(|column| !column.hidden) {
            let Some(cell) = row.cells.get(column.source) else {
                continue;
            };
            if let Value::Text(text) = &cell.value {
                let size = font(template, Area::Cell(cell.kind, row.kind)).size;
                height = height.max(measure::height(Room::new(column.pixels, size).lines(text), size));
            }
        }
        height
    }

    /// A row of which at most `first` points stand in the first row, `further` in each further one.
    fn place_long_row(&mut self, template: &WorkbookTemplate, source: usize, first: f64, further: f64) {
        let row = &self.table.rows[source];
        let mut pieces: Vec<(usize, Vec<String>)> = Vec::new();
        // What stands in every part: names and ids, with room for the （续） after the id.
        let mut least = self.lowest_row;
        for (place, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.hidden) {
            let Some(cell) = row.cells.get(column.source) else {
                continue;
            };
            let Value::Text(text) = &cell.value else { continue };
            let size = font(template, Area::Cell(cell.kind, row.kind)).size;
            let room = Room::new(column.pixels, size);
            let lines = |most: f64| measure::lines_in(most, size).saturating_sub(1).max(1);
            if room.lines(text) > lines(first) {
                let text = shown(text, &template.words.replacement);
                let cut = room.split_after(&text, lines(first), lines(further));
                pieces.push((place, cut.into_iter().map(str::to_string).collect()));
            } else {
                let more = if cell.kind == CellKind::Id {
                    template.print.continued.as_str()
                } else {
                    ""
                };
                least = least.max(measure::height(room.lines(&format!("{text}{more}")), size));
            }
        }
        let parts = pieces.iter().map(|(_, pieces)| pieces.len()).max().unwrap_or(1);
        for part in 0..parts {
            let texts = pieces
                .iter()
                .map(|(place, pieces)| (*place, pieces.get(part).cloned().unwrap_or_default()));
            let texts: HashMap<usize, String> = texts.collect();
            let size = template.font.body.size;
            let lines = texts
                .iter()
                .map(|(place, text)| Room::new(self.columns[*place].pixels, size).lines(text))
                .max();
            let height = measure::height(lines.unwrap_or(1), size).clamp(least.min(409.0), 409.0);
            self.rows.push(PlacedRow {
                source,
                height,
                part: Some((part, texts)),
            });
        }
    }
}

impl Sheetful {
    /// Points that a row of `height` may have: all it needs, unless it would leave much of the page empty; then what
    /// is left of the page.
    fn room_for(self, height: f64) -> f64 {
        let left = self.room - self.used;
        let whole = self.room - self.repeated;
        if height <= left {
            return height;
        }
        let cut = left.min(height - FEW);
        if left > whole * EMPTY && cut >= FEW {
            cut
        } else {
            height.min(whole)
        }
    }

    /// Puts a row on the page, or on the next.
    fn take(&mut self, height: f64) {
        if self.used + height > self.room {
            self.used = self.repeated;
        }
        self.used += height;
    }
}
