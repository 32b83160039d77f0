//! A table laid out on a sheet: which columns, how wide, on what paper, how high each row, where long text goes on.

use std::collections::HashMap;

use crate::view::{ColumnKey, Day, Fields, Table};
use crate::write::template::{Align, ColumnSpec, Paper, SheetSpec, WorkbookTemplate};

use super::cohesion::Cohesion;
use super::columns::{UPRIGHT, columns};
use super::head::{self, GAP, Head};
use super::leaf::{Leaf, capacity, smallest_scale, usable_height, usable_width};
use super::lights;
use super::measure::{self, Room};
use super::pages;
use super::rows::LOWEST_ROWS;
use super::text::shown;

/// Half cells of a line below which names of units are not broken between words.
const READABLE: u32 = 8;
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
    /// What `workbook.toml` says of it.
    pub spec: &'a ColumnSpec,
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
    /// First and last column on each page across; one where the sheet is one page wide.
    pub blocks: Vec<(u16, u16)>,
    /// The scale it is printed at.
    pub scale: f64,
    /// Lowest row of the table, in points.
    pub lowest_row: f64,
    /// The day as of which lights are worked out.
    pub as_of: Option<i64>,
}

/// A name above the headings of neighbouring columns.
#[derive(Debug)]
pub struct Group {
    /// First and last column.
    pub columns: (u16, u16),
    /// Pixels from the first to the last.
    pub pixels: u32,
    /// The name, cut where it is too long.
    pub name: String,
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
        cohesion: &Cohesion,
    ) -> Self {
        let mut page = Page::plain(template, spec, name, table, fields);
        let narrow: Vec<u32> = page.columns.iter().map(|column| column.pixels).collect();
        let headings: Vec<String> = page.columns.iter().map(|column| column.heading.clone()).collect();
        let by_width = page.leaf_by_width(template);
        let further = |a3, landscape| Leaf { a3, landscape };
        let mut leaves = vec![by_width];
        if spec.one_page && spec.paper == Paper::Auto && !by_width.a3 {
            leaves.extend([further(false, !spec.landscape), further(true, spec.landscape)]);
        }
        let on = |page: &mut Page, leaf: Leaf, one_page: bool| {
            for ((column, pixels), heading) in page.columns.iter_mut().zip(&narrow).zip(&headings) {
                column.pixels = *pixels;
                column.heading.clone_from(heading);
            }
            page.leaf = leaf;
            page.shrink(template);
            page.grow(template);
            page.break_headings(template, cohesion);
            page.cut_columns(template);
            let room = (!one_page).then(|| usable_height(template, page.leaf) / page.scale);
            page.place_rows(template, room);
        };
        if spec.one_page {
            for lowest in LOWEST_ROWS {
                page.lowest_row = lowest;
                for leaf in &leaves {
                    on(&mut page, *leaf, true);
                    if page.fits(template) {
                        return page;
                    }
                }
            }
            page.lowest_row = LOWEST_ROWS[0];
        }
        on(&mut page, by_width, false);
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
            blocks: Vec::new(),
            scale: 1.0,
            lowest_row: LOWEST_ROWS[0],
            as_of: Day::parse(fields.get("as_of_iso")).map(Day::serial),
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

    /// The cell that says as of when lights are worked out, in the line below the facts.
    pub fn as_of_cell(&self) -> Option<(u32, u16)> {
        self.column(ColumnKey::Named("light"))?;
        let shown = self
            .columns
            .iter()
            .take(usize::from(lights::LEGEND) + 2)
            .filter(|column| !column.hidden);
        let wide = shown.count() > usize::from(lights::LEGEND) + 1;
        (!self.below.is_empty() && wide && !self.is_split()).then_some((self.below_row(), lights::AS_OF.0))
    }

    /// The row of the line below the facts.
    pub fn below_row(&self) -> u32 {
        self.heading_row - u32::from(self.grouped) - 1
    }

    /// Pixels for the line below the facts.
    pub fn below_pixels(&self) -> u32 {
        match self.as_of_cell() {
            Some(_) => self.pixels_of(lights::LEGEND, self.last_column()),
            None => self.stretch_pixels(),
        }
    }

    /// Whether the sheet is more than one page wide.
    pub fn is_split(&self) -> bool {
        self.blocks.len() > 1
    }

    /// The columns over which lines above and below the table run, once a page: not the columns that every page
    /// repeats, where half of a line would be printed again.
    pub fn stretches(&self) -> Vec<(u16, u16)> {
        if !self.is_split() {
            return vec![(0, self.last_column())];
        }
        let frozen = self.frozen_columns();
        let stretches = self.blocks.iter().map(|(first, last)| ((*first).max(frozen), *last));
        stretches.collect()
    }

    /// Pixels of the narrowest stretch.
    pub fn stretch_pixels(&self) -> u32 {
        let stretches = self.stretches().into_iter();
        let pixels = stretches.map(|(first, last)| self.pixels_of(first, last));
        pixels.min().unwrap_or(0).max(40)
    }

    /// Pixels of all visible columns but the last.
    pub fn pixels_before_last(&self) -> u32 {
        let last = self.last_column();
        self.pixels() - self.pixels_of(last, last)
    }

    /// Pixels of the visible columns `first..=last`.
    fn pixels_of(&self, first: u16, last: u16) -> u32 {
        let columns = self.columns.iter().take(usize::from(last) + 1).skip(first.into());
        let shown = columns.filter(|column| !column.hidden);
        shown.map(|column| column.pixels).sum()
    }

    /// Both parts of the line under the title in one.
    pub fn joined_facts(&self) -> String {
        format!("{}　{}", self.left, self.right).trim().to_string()
    }

    /// The names above the headings, each over its columns on one page.
    pub fn groups(&self, template: &WorkbookTemplate) -> Vec<Group> {
        let size = template.font.heading.size;
        let mut groups: Vec<Group> = Vec::new();
        let name = |column: &PlacedColumn| self.table.columns[column.source].group.as_deref();
        let begins_page = |column: usize| self.blocks.iter().any(|(first, _)| usize::from(*first) == column);
        let mut first = 0;
        while first < self.columns.len() {
            let Some(own) = name(&self.columns[first]) else {
                first += 1;
                continue;
            };
            let next = (first + 1..self.columns.len())
                .find(|at| own.is_empty() || name(&self.columns[*at]) != Some(own) || begins_page(*at));
            let next = next.unwrap_or(self.columns.len());
            let columns = (first as u16, next as u16 - 1);
            let pixels = self.pixels_of(columns.0, columns.1);
            groups.push(Group {
                columns,
                pixels,
                name: fitting(&shown(own, &template.words.replacement), Room::new(pixels, size)),
            });
            first = next;
        }
        groups
    }

    /// Breaks the headings of narrow columns between words. Names of units, which are made of few words, stand upright,
    /// a character a line, where that is too narrow for any.
    fn break_headings(&mut self, template: &WorkbookTemplate, cohesion: &Cohesion) {
        let size = template.font.heading.size;
        let room = |column: &PlacedColumn| Room::new(column.pixels, size).reliable();
        let of_units = self
            .columns
            .iter()
            .filter(|column| matches!(column.key, ColumnKey::Unit(_)));
        let upright = of_units.map(room).min().is_some_and(|narrowest| narrowest < READABLE);
        for column in &mut self.columns {
            let room = room(column);
            column.heading = match column.key {
                ColumnKey::Unit(_) if upright && is_upright(&column.heading, room) => stacked(&column.heading),
                ColumnKey::Unit(_) | ColumnKey::Action(_) => cohesion.broken(&column.heading, room),
                _ => continue,
            };
        }
    }

    /// Decides the scale, and the blocks of columns where the sheet is more than one page wide.
    fn cut_columns(&mut self, template: &WorkbookTemplate) {
        let last = self.last_column();
        let width = usable_width(template, self.leaf) / 0.75;
        let smallest = smallest_scale(template, self.spec);
        self.blocks = vec![(0, last)];
        self.scale = whole(width / f64::from(self.pixels().max(1)));
        if self.scale >= smallest || self.dynamic_columns().is_none() {
            return;
        }
        let frozen = usize::from(self.frozen_columns());
        let repeated = f64::from(self.pixels_of(0, frozen.max(1) as u16 - 1)) * f64::from(u8::from(frozen > 0));
        let room = (width / smallest - repeated).max(width / smallest / 3.0);
        let shown: Vec<usize> = (frozen..=usize::from(last))
            .filter(|at| !self.columns[*at].hidden)
            .collect();
        let widths: Vec<u32> = shown.iter().map(|at| self.columns[*at].pixels).collect();
        let group = |at: usize| self.table.columns[self.columns[at].source].group.as_deref();
        let dynamic = |at: usize| matches!(self.columns[at].key, ColumnKey::Action(_) | ColumnKey::Unit(_));
        // Sums stay with the columns they add up; a part with its own.
        let joint: Vec<bool> = shown
            .iter()
            .map(|at| *at > frozen && (!dynamic(*at) || (group(*at).is_some() && group(*at) == group(*at - 1))))
            .collect();
        let mut first = 0;
        let mut blocks = Vec::new();
        for cut in pages::column_breaks(&widths, &joint, room) {
            blocks.push((first, shown[cut] as u16 - 1));
            first = shown[cut] as u16;
        }
        blocks.push((first, last));
        self.blocks = blocks;
        let widest = self
            .stretches()
            .into_iter()
            .map(|(first, last)| self.pixels_of(first, last));
        let widest = f64::from(widest.max().unwrap_or(1)) + repeated;
        self.scale = whole(width / widest).max(if self.is_split() { 0.1 } else { smallest });
    }

    /// Whether the page is legible on one leaf.
    fn fits(&self, template: &WorkbookTemplate) -> bool {
        !self.is_split() && self.one_page_scale(template) >= smallest_scale(template, self.spec)
    }

    /// The scale at which all of the sheet stands on one page.
    fn one_page_scale(&self, template: &WorkbookTemplate) -> f64 {
        let by_height = usable_height(template, self.leaf) / self.points(template);
        self.scale.min(whole(by_height))
    }

    /// Height of the whole sheet.
    fn points(&self, template: &WorkbookTemplate) -> f64 {
        let rows: f64 = self.rows.iter().map(|row| row.height).sum();
        let notes: f64 = head::notes(template, self)
            .iter()
            .map(|(_, height)| height + GAP / 2.0)
            .sum();
        Head::of(template, self).above() + rows + notes + GAP
    }

    /// Whether all stands on one page, and it is meant to.
    pub fn is_one_page(&self, template: &WorkbookTemplate) -> bool {
        self.spec.one_page && self.fits(template)
    }
}

/// Whether a line of a heading that is too long for its column reads well upright.
fn is_upright(line: &str, room: u32) -> bool {
    let has_latin = line.chars().any(|letter| letter.is_ascii_alphanumeric());
    measure::width(line) > room && line.chars().count() <= UPRIGHT && !has_latin
}

/// A character a line; a sign goes with what it stands behind or before.
fn stacked(line: &str) -> String {
    let mut stacked = String::with_capacity(line.len() * 2);
    let mut opened = true;
    for letter in line.chars() {
        let closes = "，、。；：）》”’」】".contains(letter);
        if !opened && !closes {
            stacked.push('\n');
        }
        stacked.push(letter);
        opened = "（《“‘「【".contains(letter);
    }
    stacked
}

/// A scale as Excel takes it, in whole percents.
fn whole(scale: f64) -> f64 {
    ((scale * 100.0).floor() / 100.0).clamp(0.1, 1.0)
}

/// `name` cut so that it stands in three lines.
fn fitting(name: &str, room: Room) -> String {
    let pieces = room.split(name, 3);
    match pieces[..] {
        [_, _, ..] => {
            let mut short: Vec<char> = pieces[0].chars().collect();
            short.pop();
            short.iter().collect::<String>() + "…"
        }
        _ => name.to_string(),
    }
}
