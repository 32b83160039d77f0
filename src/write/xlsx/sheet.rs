//! One page written to a worksheet.

use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use crate::view::{Cell, CellKind, Link, RowKind, Value};
use crate::write::template::{Align, WorkbookTemplate};

use super::formulas::Formulas;
use super::layout::{Page, PlacedColumn, PlacedRow};
use super::measure::{self, Room};
use super::style::{Area, Look, Styles};
use super::targets::Targets;
use super::text::{begins_like_formula, shown};
use super::{print, rules};

/// Smallest size of a title that stands in one line, in points.
const SMALLEST_TITLE: f64 = 15.0;

/// What writing a page takes.
pub struct Writer<'w, 't> {
    /// The sheet.
    pub ws: &'w mut Worksheet,
    /// The looks.
    pub template: &'t WorkbookTemplate,
    /// The formats.
    pub styles: &'w mut Styles<'t>,
    /// Where things stand.
    pub targets: &'w Targets,
    /// Keys of the actions.
    pub keys: &'w [String],
}

impl Writer<'_, '_> {
    /// Writes `page`.
    ///
    /// # Errors
    /// What the library refuses, such as more rows than a sheet holds.
    pub fn write(mut self, page: &Page) -> Result<(), XlsxError> {
        self.ws.set_name(&page.name)?;
        self.ws.set_screen_gridlines(false);
        for (column, placed) in page.columns.iter().enumerate() {
            self.ws.set_column_width_pixels(column as u16, placed.pixels)?;
            if placed.hidden {
                self.ws.set_column_hidden(column as u16)?;
            }
        }
        let mut height = self.title(page)?;
        height += self.facts(page)?;
        height += self.below(page)?;
        if page.spec.headings {
            height += self.headings(page)?;
        }
        height += self.rows(page)?;
        let (last_row, notes) = self.notes(page)?;
        height += notes;
        if page.spec.filter && page.spec.headings {
            self.ws
                .autofilter(page.heading_row, 0, page.last_row(), page.last_column())?;
        }
        rules::add(self.ws, self.template, page)?;
        self.ws.set_freeze_panes(page.first_row, page.frozen_columns())?;
        print::set_up(self.ws, self.template, page, last_row, height)
    }

    /// The title across the sheet. Gives its height.
    fn title(&mut self, page: &Page) -> Result<f64, XlsxError> {
        let title = shown(&page.title, &self.template.words.replacement).replace('\n', "");
        let (size, height) = title_size(&title, self.template.font.title.size, page.pixels());
        let look = look(Area::Title((size * 10.0).round() as u32), Align::Center, &title);
        self.across(page, 0, &title, look, None)?;
        self.ws.set_row_height(0, height)?;
        Ok(height)
    }

    /// The line under the title: facts on the left and right, in one cell where they would meet.
    fn facts(&mut self, page: &Page) -> Result<f64, XlsxError> {
        if page.left.is_empty() && page.right.is_empty() {
            return Ok(0.0);
        }
        let replacement = &self.template.words.replacement;
        let (left, right) = (shown(&page.left, replacement), shown(&page.right, replacement));
        let size = self.template.font.facts.size;
        let back = page.table.unit.map(Link::UnitRow);
        let needed = measure::pixels(
            f64::from(measure::width(&left) + measure::width(&right)) * measure::SPARE,
            size,
        );
        if needed <= page.pixels() && page.last_column() > 0 {
            self.text(1, 0, &left, look(Area::Facts, Align::Left, &left), back)?;
            self.text(
                1,
                page.last_column(),
                &right,
                look(Area::Facts, Align::Right, &right),
                None,
            )?;
            let height = measure::height(1, size) + 4.0;
            self.ws.set_row_height(1, height)?;
            return Ok(height);
        }
        let joined = [left.as_ref(), right.as_ref()].join("　");
        let joined = joined.trim();
        let lines = Room::new(page.pixels(), size).lines(joined);
        self.across(page, 1, joined, look(Area::Note, Align::Left, joined), back)?;
        let height = measure::height(lines, size).min(409.0);
        self.ws.set_row_height(1, height)?;
        Ok(height)
    }

    /// The line below the facts: across the sheet, as high as it needs.
    fn below(&mut self, page: &Page) -> Result<f64, XlsxError> {
        if page.below.is_empty() {
            return Ok(0.0);
        }
        let row = page.heading_row - u32::from(page.grouped) - 1;
        let text = shown(&page.below, &self.template.words.replacement);
        let size = self.template.font.facts.size;
        let lines = Room::new(page.pixels(), size).lines(&text);
        let area = if lines > 1 { Area::Note } else { Area::Facts };
        self.across(page, row, &text, look(area, Align::Left, &text), None)?;
        let height = (measure::height(lines, size) + 4.0).min(409.0);
        self.ws.set_row_height(row, height)?;
        Ok(height)
    }

    fn headings(&mut self, page: &Page) -> Result<f64, XlsxError> {
        let mut height = 0.0;
        if page.grouped {
            height += self.groups(page)?;
        }
        let size = self.template.font.heading.size;
        let mut lines = 1;
        for (column, placed) in page.columns.iter().enumerate() {
            let heading = shown(&placed.heading, &self.template.words.replacement).into_owned();
            let look = look(Area::Heading, Align::Center, &heading);
            let mut row = page.heading_row;
            if page.grouped && page.table.columns[placed.source].group.is_none() {
                row -= 1;
                self.ws.merge_range(
                    row,
                    column as u16,
                    row + 1,
                    column as u16,
                    &heading,
                    self.styles.get(look),
                )?;
            }
            // The first heading is the way back to 说明.
            let link = (column == 0).then_some(Link::View("summary"));
            if row == page.heading_row || link.is_some() {
                self.text(row, column as u16, &heading, look, link)?;
            }
            if !placed.hidden {
                lines = lines.max(Room::new(placed.pixels, size).lines(&heading));
            }
        }
        let own = measure::height(lines, size).clamp(26.0, 409.0);
        self.ws.set_row_height(page.heading_row, own)?;
        Ok(height + own)
    }

    /// Names above the headings: one cell over neighbours of the same name.
    fn groups(&mut self, page: &Page) -> Result<f64, XlsxError> {
        let row = page.heading_row - 1;
        let size = self.template.font.heading.size;
        let group = |column: &PlacedColumn| page.table.columns[column.source].group.as_deref().unwrap_or_default();
        let (mut first, mut lines) = (0, 1);
        while first < page.columns.len() {
            let name = group(&page.columns[first]);
            if page.table.columns[page.columns[first].source].group.is_none() {
                first += 1;
                continue;
            }
            let same = page.columns[first..]
                .iter()
                .take_while(|column| !name.is_empty() && group(column) == name);
            let count = same.count().max(1);
            let pixels: u32 = page.columns[first..first + count]
                .iter()
                .map(|column| column.pixels)
                .sum();
            let most = Room::new(pixels, size);
            let name = fitting(&shown(name, &self.template.words.replacement), most);
            let look = look(Area::Heading, Align::Center, &name);
            if count > 1 {
                self.ws.merge_range(
                    row,
                    first as u16,
                    row,
                    (first + count - 1) as u16,
                    &name,
                    self.styles.get(look),
                )?;
            } else {
                self.text(row, first as u16, &name, look, None)?;
            }
            lines = lines.max(most.lines(&name));
            first += count;
        }
        let height = measure::height(lines, size).max(22.0);
        self.ws.set_row_height(row, height)?;
        Ok(height)
    }

    fn rows(&mut self, page: &Page) -> Result<f64, XlsxError> {
        let mut height = 0.0;
        for (index, placed) in page.rows.iter().enumerate() {
            let at = page.first_row + index as u32;
            self.row(page, at, placed)?;
            self.ws.set_row_height(at, placed.height)?;
            height += placed.height;
        }
        Ok(height)
    }

    fn row(&mut self, page: &Page, at: u32, placed: &PlacedRow) -> Result<(), XlsxError> {
        let row = &page.table.rows[placed.source];
        let nothing = Cell::blank(CellKind::Label);
        for (column, spec) in page.columns.iter().enumerate() {
            let cell = row.cells.get(spec.source).unwrap_or(&nothing);
            match &placed.part {
                None => self.cell(page, at, column as u16, cell, row.kind, spec.align)?,
                Some((part, texts)) => {
                    let text = texts.get(&column).map(String::as_str);
                    self.part(page, (at, column as u16), cell, row.kind, spec.align, (*part, text))?;
                }
            }
        }
        Ok(())
    }

    /// A cell of a row that goes on in further rows: long texts by piece; names and ids again, so that filters
    /// keep the rows together; the rest in the first row only.
    fn part(
        &mut self,
        page: &Page,
        (row, column): (u32, u16),
        cell: &Cell,
        kind: RowKind,
        align: Align,
        (part, text): (usize, Option<&str>),
    ) -> Result<(), XlsxError> {
        let part_of = |value: Value<'static>| Cell {
            kind: cell.kind,
            value,
            link: if part == 0 { cell.link } else { None },
        };
        let piece = match (text, part, cell.kind) {
            (Some(text), ..) => Cell {
                link: part_of(Value::Blank).link,
                ..Cell::new(cell.kind, text.to_string())
            },
            (None, 0, _) => cell.clone(),
            (None, _, CellKind::Id) => {
                let id = cell.as_text().unwrap_or_default();
                Cell::new(CellKind::Id, format!("{id}{}", self.template.print.continued))
            }
            (None, _, CellKind::Name | CellKind::Label | CellKind::Pending) => Cell {
                link: None,
                ..cell.clone()
            },
            _ => part_of(Value::Blank),
        };
        self.cell(page, row, column, &piece, kind, align)
    }

    fn cell(
        &mut self,
        page: &Page,
        row: u32,
        column: u16,
        cell: &Cell,
        kind: RowKind,
        align: Align,
    ) -> Result<(), XlsxError> {
        let align = match (kind, cell.kind) {
            (RowKind::Band, _) => Align::Left,
            (RowKind::Total | RowKind::Check, CellKind::Label) => Align::Left,
            (_, CellKind::Count | CellKind::Total | CellKind::Mark | CellKind::Status | CellKind::Date) => {
                Align::Center
            }
            _ => align,
        };
        let area = Area::Cell(cell.kind, kind);
        match &cell.value {
            Value::Blank => {
                let edge = (kind == RowKind::Band && column == page.last_column()).then_some(Align::Right);
                let look = Look {
                    edge,
                    ..look(area, align, "")
                };
                self.ws.write_blank(row, column, self.styles.get(look))?;
            }
            Value::Text(text) => {
                let text = shown(text, &self.template.words.replacement);
                let edge = (kind == RowKind::Band && column == 0).then_some(Align::Left);
                let look = Look {
                    edge,
                    ..look(area, align, &text)
                };
                // LibreOffice does not wrap a text that is a link: only what stands in one line becomes one.
                let size = super::style::font(self.template, area).size;
                let one_line = Room::new(page.columns[usize::from(column)].pixels, size).lines(&text) == 1;
                self.text(row, column, &text, look, cell.link.filter(|_| one_line))?;
            }
            Value::Number(number) => self.number(row, column, *number, look(area, align, ""), cell.link)?,
            Value::Live(live, now) => {
                let look = look(area, align, "");
                let formulas = Formulas::new(page, self.targets, self.keys, &self.template.words);
                match formulas.formula(*live, *now, row, column) {
                    Some((formula, value)) => {
                        let formula = Formula::new(formula).set_result(value);
                        self.ws
                            .write_formula_with_format(row, column, formula, self.styles.get(look))?;
                    }
                    None => self.number(row, column, *now, look, None)?,
                }
            }
        }
        Ok(())
    }

    fn number(
        &mut self,
        row: u32,
        column: u16,
        number: usize,
        mut look: Look,
        link: Option<Link>,
    ) -> Result<(), XlsxError> {
        if let Some(address) = link.and_then(|link| self.targets.address(link)) {
            look.link = true;
            self.ws
                .write_url_with_format(row, column, Url::new(address), self.styles.get(look))?;
        }
        // The number goes over the link's own text, which would be one.
        self.ws
            .write_number_with_format(row, column, number as f64, self.styles.get(look))?;
        Ok(())
    }

    fn text(&mut self, row: u32, column: u16, text: &str, mut look: Look, link: Option<Link>) -> Result<(), XlsxError> {
        let address = link
            .and_then(|link| self.targets.address(link))
            .filter(|_| !text.is_empty());
        look.link = address.is_some();
        let format = self.styles.get(look);
        match address {
            Some(address) => self
                .ws
                .write_url_with_options(row, column, address, text, "", Some(format))?,
            None if text.is_empty() && look.area == Area::Facts => self.ws,
            None if text.is_empty() => self.ws.write_blank(row, column, format)?,
            None => self.ws.write_string_with_format(row, column, text, format)?,
        };
        Ok(())
    }

    /// A text over the whole width.
    fn across(&mut self, page: &Page, row: u32, text: &str, look: Look, link: Option<Link>) -> Result<(), XlsxError> {
        let format = self.styles.get(look);
        if page.last_column() > 0 {
            self.ws.merge_range(row, 0, row, page.last_column(), text, format)?;
        } else {
            self.ws.write_string_with_format(row, 0, text, format)?;
        }
        if let Some(address) = link
            .and_then(|link| self.targets.address(link))
            .filter(|_| !text.is_empty())
        {
            self.ws
                .write_url_with_options(row, 0, address, text, "", Some(format))?;
        }
        Ok(())
    }

    /// Lines under the table, an empty row apart. Gives the last row of the sheet and their height.
    fn notes(&mut self, page: &Page) -> Result<(u32, f64), XlsxError> {
        let mut row = page.last_row();
        let mut height = 0.0;
        if page.notes.is_empty() {
            return Ok((row, height));
        }
        row += 1;
        self.ws.set_row_height(row, 9.0)?;
        let size = self.template.font.note.size;
        let room = Room::new(page.pixels(), size);
        for note in &page.notes {
            let note = shown(note, &self.template.words.replacement);
            for piece in room.split(&note, measure::lines_in(390.0, size)) {
                row += 1;
                let own = measure::height(room.lines(piece), size);
                self.across(page, row, piece, look(Area::Note, Align::Left, piece), None)?;
                self.ws.set_row_height(row, own)?;
                height += own;
            }
        }
        Ok((row, height + 9.0))
    }
}

fn look(area: Area, align: Align, text: &str) -> Look {
    Look {
        area,
        align,
        edge: None,
        link: false,
        quote: begins_like_formula(text),
    }
}

/// The size of the title: as wished, smaller to stand in one line, and in several lines where that is too small.
fn title_size(title: &str, wished: f64, pixels: u32) -> (f64, f64) {
    let width = f64::from(measure::width(title)) * measure::SPARE;
    let mut size = wished;
    while size > SMALLEST_TITLE && measure::pixels(width, size) > pixels {
        size -= 1.0;
    }
    let lines = Room::new(pixels, size).lines(title);
    (size, (measure::height(lines, size) + 8.0).min(409.0))
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
