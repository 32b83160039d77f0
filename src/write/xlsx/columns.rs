//! The columns of a page: which of those `workbook.toml` wants, and how wide.

use crate::view::CellKind;
use crate::view::{ColumnKey, RowKind, Table, Value};
use crate::write::template::{Align, SheetSpec, WorkbookTemplate};

use super::layout::{Page, PlacedColumn};
use super::leaf::{capacity, usable_width};
use super::measure;

/// Longest heading that stands upright, in characters.
pub(super) const UPRIGHT: usize = 14;
/// Fewest characters on a line of a heading that does not.
const READABLE: usize = 3;

impl Page<'_> {
    /// Takes the room a page lacks from the columns that may shrink.
    pub(super) fn shrink(&mut self, template: &WorkbookTemplate) {
        let size = template.font.body.size;
        let room = capacity(template, self.spec, self.leaf).floor() as u32;
        let mut lacking = self.pixels().saturating_sub(room);
        let (_, narrowest) = self.narrowed(template);
        // What goes on a further page across anyway is not narrowed for it.
        if lacking == 0 || (self.dynamic_columns().is_some() && narrowest > room) {
            return;
        }
        self.give_up(&mut lacking, |least| measure::pixels(least * 2.0, size));
        // A last fifth, before the text gets too small to be read.
        self.give_up(&mut lacking, |least| measure::pixels(least * 1.6, size));
        if lacking > 0 {
            for (column, least) in self.narrowed(template).0 {
                self.columns[column].pixels = least;
            }
        }
    }

    /// Takes what the page lacks from the columns that may shrink, from each the same part of what it can give up, so
    /// that none is squeezed while others stay wide.
    fn give_up(&mut self, lacking: &mut u32, least: impl Fn(f64) -> u32) {
        let spare = |column: &PlacedColumn| match column.spec.min_width {
            Some(width) if !column.hidden => column.pixels.saturating_sub(least(width)),
            _ => 0,
        };
        let all: u32 = self.columns.iter().map(spare).sum();
        let needed = u64::from(*lacking);
        for column in &mut self.columns {
            let part = (u64::from(spare(column)) * needed).div_ceil(u64::from(all.max(1)));
            let taken = (part as u32).min(spare(column)).min(*lacking);
            column.pixels -= taken;
            *lacking -= taken;
        }
    }

    /// The columns of actions and units at their narrowest, and the page with all that may shrink.
    fn narrowed(&self, template: &WorkbookTemplate) -> (Vec<(usize, u32)>, u32) {
        const LINES: usize = 14;
        let size = template.font.body.size;
        let mut dynamic = Vec::new();
        let mut all = 0;
        for (place, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.hidden) {
            let least = match (column.key, column.spec.min_width) {
                (ColumnKey::Unit(_) | ColumnKey::Action(_), _) => {
                    let heading = heading_pixels(template, column.key, &column.heading, LINES);
                    let least = measure::pixels(4.4, size).max(heading).min(column.pixels);
                    dynamic.push((place, least));
                    least
                }
                (_, Some(least)) => column.pixels.min(measure::pixels(least * 2.0, size)),
                _ => column.pixels,
            };
            all += least;
        }
        (dynamic, all)
    }

    /// Gives the room left on the page to the columns that grow.
    pub(super) fn grow(&mut self, template: &WorkbookTemplate) {
        let growing = |column: &PlacedColumn| column.spec.grow && !column.hidden;
        let count = self.columns.iter().filter(|column| growing(column)).count() as u32;
        if count == 0 {
            return;
        }
        // Room at full size; where long texts would have to go on in further rows, as much as stays legible.
        let long = self
            .columns
            .iter()
            .filter(|column| column.spec.grow)
            .any(|column| needs_more(template, &self.table, column));
        let full = usable_width(template, self.leaf) / 0.75;
        let target = if long {
            capacity(template, self.spec, self.leaf)
        } else {
            full
        };
        let share = (target.floor() as u32).saturating_sub(self.pixels() + 2) / count;
        let size = template.font.body.size;
        for column in self.columns.iter_mut().filter(|column| growing(column)) {
            let most = column
                .spec
                .max_width
                .map_or(1200, |width| measure::pixels(width * 2.0, size));
            column.pixels = (column.pixels + share).min(most.max(column.pixels));
        }
        // A small table is at least as wide as the lines above it.
        let least = self.lines_above(template).min(full.floor() as u32);
        let share = least.saturating_sub(self.pixels()).div_ceil(count);
        for column in self.columns.iter_mut().filter(|column| growing(column)) {
            column.pixels += share;
        }
    }

    /// Pixels in which the title and the line under it stand in one line each.
    fn lines_above(&self, template: &WorkbookTemplate) -> u32 {
        let fonts = &template.font;
        let title = f64::from(measure::width(&self.title)) * measure::SPARE;
        let facts = f64::from(measure::width(&self.left) + measure::width(&self.right)) * measure::SPARE + 4.0;
        let below = f64::from(measure::width(&self.below)) * measure::SPARE;
        measure::pixels(title, fonts.title.size).max(measure::pixels(facts.max(below), fonts.facts.size))
    }
}

/// The columns `workbook.toml` wants of those the table has.
pub fn columns<'a>(template: &WorkbookTemplate, spec: &'a SheetSpec, table: &Table) -> Vec<PlacedColumn<'a>> {
    let size = template.font.body.size;
    let mut placed = Vec::new();
    for wanted in &spec.columns {
        for (source, column) in table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.key.name() == wanted.key)
        {
            let content = Content::of(table, source);
            let heading = column.heading.as_deref().unwrap_or(&wanted.heading).to_string();
            let width = if content.empty {
                wanted.empty_width.unwrap_or(wanted.width)
            } else {
                wanted.width
            };
            let mut pixels = measure::pixels(width * 2.0, size);
            if wanted.fit > 0.0 {
                let widest = f64::from(content.widest).min(wanted.fit * 2.0);
                pixels = pixels.max(measure::pixels(widest / 0.93, size));
            }
            if matches!(column.key, ColumnKey::Unit(_) | ColumnKey::Action(_)) {
                pixels = pixels.max(heading_pixels(template, column.key, &heading, 8));
            }
            placed.push(PlacedColumn {
                source,
                key: column.key,
                heading,
                pixels,
                hidden: wanted.hidden,
                align: wanted.align.unwrap_or(content.align),
                spec: wanted,
            });
        }
    }
    placed
}

/// A narrow column is as wide as its heading needs to stand in so many lines. A unit's name stands upright, a
/// character a line, where it is short enough; a longer one gets lines that can be read.
fn heading_pixels(template: &WorkbookTemplate, key: ColumnKey, heading: &str, lines: usize) -> u32 {
    let characters = heading.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let a_line = match key {
        ColumnKey::Unit(_) if characters <= UPRIGHT => 1,
        ColumnKey::Unit(_) => characters.div_ceil(lines).max(READABLE),
        _ => characters.div_ceil(lines),
    };
    measure::pixels(a_line as f64 * 2.0 * 1.07, template.font.heading.size)
}

/// What the cells of a column have in common.
struct Content {
    empty: bool,
    widest: u32,
    align: Align,
}

impl Content {
    /// Columns of at most six characters are centred, others stand left (GB/T practice, see `workbook.toml`).
    fn of(table: &Table, source: usize) -> Self {
        let mut content = Content {
            empty: true,
            widest: 0,
            align: Align::Center,
        };
        for row in table.rows.iter().filter(|row| row.kind != RowKind::Band) {
            let Some(cell) = row.cells.get(source) else { continue };
            match &cell.value {
                Value::Blank if cell.kind == CellKind::FillIn => content.align = Align::Left,
                Value::Blank => continue,
                Value::Text(text) if measure::width(text) > 12 => content.align = Align::Left,
                _ => {}
            }
            content.empty &= cell.value == Value::Blank;
            if let (Value::Text(text), RowKind::Data) = (&cell.value, row.kind) {
                content.widest = content.widest.max(measure::width(text));
            }
        }
        content
    }
}

/// Whether a text of the column would be higher than a third of a page.
fn needs_more(template: &WorkbookTemplate, table: &Table, column: &PlacedColumn) -> bool {
    let size = template.font.body.size;
    let room = measure::lines_in(200.0, size) as u32 * (f64::from(column.pixels) / measure::half_cell(size)) as u32;
    let texts = table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(column.source)?.as_text());
    texts.map(|text| text.len() as u32 * 2 / 3).any(|width| width > room)
}
