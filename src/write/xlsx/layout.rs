//! A table laid out on a sheet: which columns, how wide, on what paper, how high each row, where long text goes on.

use std::collections::HashMap;

use crate::view::{CellKind, ColumnKey, Fields, RowKind, Table, Value};
use crate::write::template::{Align, ColumnSpec, Paper, SheetSpec, WorkbookTemplate};

use super::leaf::{Leaf, capacity, smallest_scale, usable_height, usable_width};
use super::measure::{self, Room};
use super::style::{Area, font};
use super::text::shown;

/// Lowest row of the table, in points.
const LOWEST_ROW: f64 = 21.0;
/// Widest frozen part, in pixels: more would leave no room to scroll on a small screen.
const WIDEST_FREEZE: u32 = 690;

/// One column on the sheet.
#[derive(Debug)]
pub struct PlacedColumn<'a> {
    /// Index in the table's columns.
    pub source: usize,
    /// Which column it is.
    pub key: ColumnKey,
    /// Its heading.
    pub heading: String,
    /// Its width; hidden columns have one too.
    pub pixels: u32,
    /// Whether it is hidden.
    pub hidden: bool,
    /// How its text stands.
    pub align: Align,
    spec: &'a ColumnSpec,
}

/// One row on the sheet: a row of the table, or the continuation of one.
#[derive(Debug)]
pub struct PlacedRow {
    /// Index in the table's rows.
    pub source: usize,
    /// Height in points.
    pub height: f64,
    /// Which part of the texts stands here, where a row goes on in further rows: part, and per column its pieces.
    pub part: Option<(usize, HashMap<usize, String>)>,
}

/// A table ready to be written.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its looks.
    pub spec: &'a SheetSpec,
    /// Name on the tab.
    pub name: String,
    /// Its content.
    pub table: Table<'a>,
    /// Title, line under it (left, right), lines under the table.
    pub title: String,
    /// 密级, which stands in the header of every page; empty for most plans.
    pub marking: String,
    /// Left part of the line under the title.
    pub left: String,
    /// Right part of it.
    pub right: String,
    /// The line below that, if any.
    pub below: String,
    /// Lines under the table.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<PlacedColumn<'a>>,
    /// The rows.
    pub rows: Vec<PlacedRow>,
    /// Row of the sheet on which each row of the table begins.
    pub row_of: Vec<u32>,
    /// Whether names stand above the headings.
    pub grouped: bool,
    /// Row of the headings.
    pub heading_row: u32,
    /// First row of the table.
    pub first_row: u32,
    /// The paper.
    pub leaf: Leaf,
}

impl<'a> Page<'a> {
    /// Lays out `table` on the paper `spec` wants. A table that should be on one page and is too high for A4 is
    /// tried on A4 standing and on A3 before it goes on further pages.
    pub fn new(
        template: &'a WorkbookTemplate,
        spec: &'a SheetSpec,
        name: String,
        table: Table<'a>,
        fields: &Fields,
    ) -> Self {
        let mut page = Page::plain(template, spec, name, table, fields);
        let narrow: Vec<u32> = page.columns.iter().map(|column| column.pixels).collect();
        let by_width = page.leaf_by_width(template);
        let further = |a3, landscape| Leaf { a3, landscape };
        let mut leaves = vec![by_width];
        if spec.one_page && spec.paper == Paper::Auto && !by_width.a3 {
            leaves.extend([further(false, !spec.landscape), further(true, spec.landscape)]);
        }
        let on = |page: &mut Page, leaf: Leaf| {
            for (column, pixels) in page.columns.iter_mut().zip(&narrow) {
                column.pixels = *pixels;
            }
            page.leaf = leaf;
            page.shrink(template);
            page.grow(template);
            page.place_rows(template);
        };
        for leaf in leaves {
            on(&mut page, leaf);
            if !spec.one_page || page.fits(template) {
                return page;
            }
        }
        on(&mut page, by_width);
        page
    }

    /// The page with its columns at their narrowest and no rows.
    fn plain(
        template: &'a WorkbookTemplate,
        spec: &'a SheetSpec,
        name: String,
        table: Table<'a>,
        fields: &Fields,
    ) -> Self {
        let columns = columns(template, spec, &table);
        let grouped = spec.headings && table.columns.iter().any(|column| column.group.is_some());
        let marking = fields.get("marking").to_string();
        // What carries a security marking shows it on the screen, too, not only in print.
        let left = match (fields.fill(&spec.left), &marking) {
            (left, marking) if marking.is_empty() => left,
            (left, marking) if left.is_empty() => marking.clone(),
            (left, marking) => format!("{marking}　　{left}"),
        };
        let right = fields.fill(&spec.right);
        let below = fields.fill(&spec.below);
        let facts = u32::from(!(left.is_empty() && right.is_empty())) + u32::from(!below.is_empty());
        let heading_row = 1 + facts + u32::from(grouped);
        let mut notes: Vec<String> = table.notes.clone();
        notes.extend(
            spec.notes
                .iter()
                .map(|note| fields.fill(note))
                .filter(|note| !note.is_empty()),
        );
        Page {
            title: fields.fill(&spec.title),
            marking,
            first_row: heading_row + u32::from(spec.headings),
            heading_row,
            spec,
            name,
            table,
            left,
            right,
            below,
            notes,
            columns,
            rows: Vec::new(),
            row_of: Vec::new(),
            grouped,
            leaf: Leaf {
                a3: spec.paper == Paper::A3,
                landscape: spec.landscape,
            },
        }
    }

    /// Column on the sheet of the column `key`.
    pub fn column(&self, key: ColumnKey) -> Option<u16> {
        self.columns
            .iter()
            .position(|column| column.key == key)
            .map(|place| place as u16)
    }

    /// First and last column that belong to an action or a unit.
    pub fn dynamic_columns(&self) -> Option<(u16, u16)> {
        let dynamic = |column: &PlacedColumn| matches!(column.key, ColumnKey::Action(_) | ColumnKey::Unit(_));
        let first = self.columns.iter().position(dynamic)?;
        let last = self.columns.iter().rposition(dynamic)?;
        Some((first as u16, last as u16))
    }

    /// Last row of the table.
    pub fn last_row(&self) -> u32 {
        self.first_row + (self.rows.len() as u32).max(1) - 1
    }

    /// Last visible column.
    pub fn last_column(&self) -> u16 {
        self.columns.iter().rposition(|column| !column.hidden).unwrap_or(0) as u16
    }

    /// Pixels from the first to the last visible column.
    pub fn pixels(&self) -> u32 {
        self.columns
            .iter()
            .filter(|column| !column.hidden)
            .map(|column| column.pixels)
            .sum()
    }

    /// Number of columns that stay in view: as many as wished, as long as they leave room to scroll.
    pub fn frozen_columns(&self) -> u16 {
        let mut pixels = 0;
        let fits = self.columns.iter().take(self.spec.freeze).take_while(|column| {
            pixels += column.pixels;
            pixels <= WIDEST_FREEZE
        });
        fits.count() as u16
    }

    /// A4 where the table is legible on it, else A3, unless `workbook.toml` says which.
    fn leaf_by_width(&self, template: &WorkbookTemplate) -> Leaf {
        let a4 = Leaf {
            a3: false,
            landscape: self.spec.landscape,
        };
        match self.spec.paper {
            Paper::A4 => a4,
            Paper::Auto if f64::from(self.pixels()) <= capacity(template, self.spec, a4) => a4,
            _ => Leaf { a3: true, ..a4 },
        }
    }

    /// Takes the room a page lacks from the columns that may shrink.
    fn shrink(&mut self, template: &WorkbookTemplate) {
        let size = template.font.body.size;
        let room = capacity(template, self.spec, self.leaf).floor() as u32;
        let mut lacking = self.pixels().saturating_sub(room);
        for column in self.columns.iter_mut().filter(|column| !column.hidden) {
            let Some(least) = column.spec.min_width else { continue };
            let least = measure::pixels(least * 2.0, size);
            let taken = lacking.min(column.pixels.saturating_sub(least));
            column.pixels -= taken;
            lacking -= taken;
        }
    }

    /// Gives the room left on the page to the columns that grow.
    fn grow(&mut self, template: &WorkbookTemplate) {
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

    /// Whether the page is legible on one leaf, by an estimate of what stands above and below the rows.
    fn fits(&self, template: &WorkbookTemplate) -> bool {
        let size = template.font.heading.size;
        let lines = |column: &PlacedColumn| Room::new(column.pixels, size).lines(&column.heading);
        let shown = self.columns.iter().filter(|column| !column.hidden);
        let headings = measure::height(shown.map(lines).max().unwrap_or(1), size);
        let room = Room::new(self.pixels(), template.font.note.size);
        let notes: usize = self.notes.iter().map(|note| room.lines(note)).sum();
        let notes = measure::height(notes, template.font.note.size);
        let groups = if self.grouped { 36.0 } else { 0.0 };
        let rows: f64 = self.rows.iter().map(|row| row.height).sum();
        let height = 60.0 + groups + headings + rows + notes;
        let scale = smallest_scale(template, self.spec);
        let width = f64::from(self.pixels()) * 0.75 * scale;
        width <= usable_width(template, self.leaf) && height * scale <= usable_height(template, self.leaf)
    }

    fn place_rows(&mut self, template: &WorkbookTemplate) {
        let most = template.print.max_row.clamp(60.0, 409.0);
        let mut next = self.first_row;
        self.rows.clear();
        self.row_of.clear();
        for source in 0..self.table.rows.len() {
            self.row_of.push(next);
            let height = self.height(template, source);
            if height <= most {
                self.rows.push(PlacedRow {
                    source,
                    height,
                    part: None,
                });
            } else {
                self.place_long_row(template, source, most);
            }
            next = self.first_row + self.rows.len() as u32;
        }
    }

    /// Points the row needs for its highest cell.
    fn height(&self, template: &WorkbookTemplate, source: usize) -> f64 {
        let row = &self.table.rows[source];
        if row.kind == RowKind::Band {
            return measure::height(1, template.font.band.size).max(LOWEST_ROW);
        }
        let mut height = LOWEST_ROW;
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

    /// A row too high for one: its long texts go on in the rows below.
    fn place_long_row(&mut self, template: &WorkbookTemplate, source: usize, most: f64) {
        let row = &self.table.rows[source];
        let mut pieces: Vec<(usize, Vec<String>)> = Vec::new();
        // What stands in every part: names and ids, with room for the （续） after the id.
        let mut least = LOWEST_ROW;
        for (place, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.hidden) {
            let Some(cell) = row.cells.get(column.source) else {
                continue;
            };
            if let Value::Text(text) = &cell.value {
                let size = font(template, Area::Cell(cell.kind, row.kind)).size;
                let room = Room::new(column.pixels, size);
                let lines = measure::lines_in(most, size).saturating_sub(1);
                if room.lines(text) > lines {
                    let text = shown(text, &template.words.replacement);
                    pieces.push((
                        place,
                        room.split(&text, lines).into_iter().map(str::to_string).collect(),
                    ));
                } else {
                    let more = if cell.kind == CellKind::Id {
                        template.print.continued.as_str()
                    } else {
                        ""
                    };
                    least = least.max(measure::height(room.lines(&format!("{text}{more}")), size));
                }
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

/// The columns `workbook.toml` wants of those the table has.
fn columns<'a>(template: &WorkbookTemplate, spec: &'a SheetSpec, table: &Table) -> Vec<PlacedColumn<'a>> {
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
                pixels = pixels.max(heading_pixels(template, &heading));
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

/// A narrow column is as wide as its heading needs to stand in at most eight lines.
fn heading_pixels(template: &WorkbookTemplate, heading: &str) -> u32 {
    const LINES: usize = 8;
    let characters = heading.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    measure::pixels(
        characters.div_ceil(LINES) as f64 * 2.0 * 1.07,
        template.font.heading.size,
    )
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
