//! One page written to a worksheet.

use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use crate::view::{Cell, CellKind, Link, Live, RowKind, Value};
use crate::write::template::{Align, WorkbookTemplate};

use super::formulas::Formulas;
use super::head::{self, GAP, Head};
use super::layout::{Page, PlacedRow};
use super::measure::Room;
use super::style::{Area, Look, Styles};
use super::targets::Targets;
use super::text::{begins_like_formula, shown};
use super::{charts, lights, print, rules};

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
        let head = Head::of(self.template, page);
        self.title(page, &head)?;
        self.facts(page, &head)?;
        self.below(page, &head)?;
        if page.spec.headings {
            self.headings(page, &head)?;
        }
        self.rows(page)?;
        let notes = head::notes(self.template, page);
        let last_row = self.notes(page, &notes)?;
        let last_row = charts::add(self.ws, self.template, page, last_row)?;
        if page.table.view == "task_matrix" {
            self.outline(page)?;
        }
        if page.spec.filter && page.spec.headings {
            self.ws
                .autofilter(page.heading_row, 0, page.last_row(), page.last_column())?;
        }
        rules::add(self.ws, self.template, page)?;
        self.ws.set_freeze_panes(page.first_row, page.frozen_columns())?;
        self.ws.set_zoom(zoom(page));
        print::set_up(self.ws, self.template, page, &head, &notes, last_row)
    }

    /// The title across the sheet, once a page.
    fn title(&mut self, page: &Page, head: &Head) -> Result<(), XlsxError> {
        let title = shown(&page.title, &self.template.words.replacement).replace('\n', "");
        let look = look(
            Area::Title((head.title_size * 10.0).round() as u32),
            Align::Center,
            &title,
        );
        self.across(page, 0, &title, look, None)?;
        self.ws.set_row_height(0, head.title)?;
        Ok(())
    }

    /// The line under the title: facts on the left and right, in one cell where they would meet.
    fn facts(&mut self, page: &Page, head: &Head) -> Result<(), XlsxError> {
        if head.facts == 0.0 {
            return Ok(());
        }
        let replacement = &self.template.words.replacement;
        let back = page.table.unit.map(Link::UnitRow);
        if head.joined {
            let joined = shown(&page.joined_facts(), replacement).into_owned();
            self.across(page, 1, &joined, look(Area::Note, Align::Left, &joined), back)?;
        } else {
            let (left, right) = (shown(&page.left, replacement), shown(&page.right, replacement));
            let last = page.last_column();
            self.text(1, 0, &left, look(Area::Facts, Align::Left, &left), back)?;
            self.text(1, last, &right, look(Area::Facts, Align::Right, &right), None)?;
        }
        self.ws.set_row_height(1, head.facts)?;
        Ok(())
    }

    /// The line below the facts: across the sheet, as high as it needs.
    fn below(&mut self, page: &Page, head: &Head) -> Result<(), XlsxError> {
        if head.below == 0.0 {
            return Ok(());
        }
        let row = page.below_row();
        let text = shown(&page.below, &self.template.words.replacement).into_owned();
        if page.as_of_cell().is_some() {
            self.as_of(page, row, &text)?;
        } else {
            self.across(page, row, &text, look(Area::Note, Align::Left, &text), None)?;
        }
        self.ws.set_row_height(row, head.below)?;
        Ok(())
    }

    /// As of when lights are worked out, to be filled in, and what they mean.
    fn as_of(&mut self, page: &Page, row: u32, legend: &str) -> Result<(), XlsxError> {
        let label = self.template.words.light.as_of.clone();
        let of_label = self.styles.get(look(Area::Note, Align::Right, &label));
        self.ws
            .merge_range(row, lights::LABEL.0, row, lights::LABEL.1, &label, of_label)?;
        let (first, last) = lights::AS_OF;
        let of_day = look(Area::Cell(CellKind::Date, RowKind::Data), Align::Center, "");
        self.ws
            .merge_range(row, first, row, last, "", self.styles.get(of_day))?;
        if let Some(day) = page.as_of {
            self.ws
                .write_number_with_format(row, first, day as f64, self.styles.get(of_day))?;
        }
        let of_legend = self.styles.get(look(Area::Note, Align::Left, legend));
        self.ws
            .merge_range(row, lights::LEGEND, row, page.last_column(), legend, of_legend)?;
        Ok(())
    }

    fn headings(&mut self, page: &Page, head: &Head) -> Result<(), XlsxError> {
        if page.grouped {
            self.groups(page, head)?;
        }
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
        }
        self.ws.set_row_height(page.heading_row, head.headings)?;
        Ok(())
    }

    /// Names above the headings: one cell over neighbours of the same name.
    fn groups(&mut self, page: &Page, head: &Head) -> Result<(), XlsxError> {
        let row = page.heading_row - 1;
        for group in page.groups(self.template) {
            let look = look(Area::Heading, Align::Center, &group.name);
            let (first, last) = group.columns;
            if last > first {
                self.ws
                    .merge_range(row, first, row, last, &group.name, self.styles.get(look))?;
            } else {
                self.text(row, first, &group.name, look, None)?;
            }
        }
        self.ws.set_row_height(row, head.groups)?;
        Ok(())
    }

    fn rows(&mut self, page: &Page) -> Result<(), XlsxError> {
        for (index, placed) in page.rows.iter().enumerate() {
            let at = page.first_row + index as u32;
            self.row(page, at, placed)?;
            self.ws.set_row_height(at, placed.height)?;
        }
        Ok(())
    }

    /// Rows between two bands can be folded away.
    fn outline(&mut self, page: &Page) -> Result<(), XlsxError> {
        let kind = |row: &PlacedRow| page.table.rows[row.source].kind;
        if !page.rows.iter().any(|row| kind(row) == RowKind::Band) {
            return Ok(());
        }
        let mut first = None;
        for (at, row) in page.rows.iter().enumerate() {
            match (kind(row), first) {
                (RowKind::Data | RowKind::Muted, None) => first = Some(at as u32),
                (RowKind::Data | RowKind::Muted, _) | (_, None) => {}
                (_, Some(from)) => {
                    self.ws
                        .group_rows(page.first_row + from, page.first_row + at as u32 - 1)?;
                    first = None;
                }
            }
        }
        if let Some(from) = first {
            self.ws.group_rows(page.first_row + from, page.last_row())?;
        }
        // The band stands above its rows.
        self.ws.group_symbols_above(true);
        Ok(())
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
            (
                _,
                CellKind::Count
                | CellKind::Total
                | CellKind::Mark
                | CellKind::Status
                | CellKind::Date
                | CellKind::Percent,
            ) => Align::Center,
            _ => align,
        };
        let area = Area::Cell(cell.kind, kind);
        match &cell.value {
            Value::Blank if cell.kind == CellKind::Space => {}
            Value::Day(day) => {
                let format = self.styles.get(look(area, align, ""));
                self.ws.write_number_with_format(row, column, *day as f64, format)?;
            }
            Value::Light(due) => {
                let format = self.styles.get(look(area, Align::Center, ""));
                match lights::formula(self.template, page, row, *due) {
                    Some((formula, now)) => {
                        let formula = Formula::new(formula).set_result(now);
                        self.ws.write_formula_with_format(row, column, formula, format)?;
                    }
                    None => _ = self.ws.write_blank(row, column, format)?,
                }
            }
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
                    // Without 分工明细 nothing can be left uncounted; a number would be marked as something that is.
                    None if *live == Live::Uncaught => {
                        let none = &self.template.words.uncaught_none;
                        self.text(row, column, none, look, None)?;
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

    /// A text over the whole width, once for each page across.
    fn across(&mut self, page: &Page, row: u32, text: &str, look: Look, link: Option<Link>) -> Result<(), XlsxError> {
        let format = self.styles.get(look);
        let address = link.and_then(|link| self.targets.address(link));
        let address = address.filter(|_| !text.is_empty());
        for (first, last) in page.stretches() {
            if last > first {
                self.ws.merge_range(row, first, row, last, text, format)?;
            } else {
                self.ws.write_string_with_format(row, first, text, format)?;
            }
            if let Some(address) = address {
                self.ws
                    .write_url_with_options(row, first, address, text, "", Some(format))?;
            }
        }
        Ok(())
    }

    /// Lines under the table, an empty row apart. Gives the last row of the sheet.
    fn notes(&mut self, page: &Page, notes: &[(String, f64)]) -> Result<u32, XlsxError> {
        let mut row = page.last_row();
        if notes.is_empty() {
            return Ok(row);
        }
        row += 1;
        self.ws.set_row_height(row, GAP)?;
        for (note, height) in notes {
            row += 1;
            self.across(page, row, note, look(Area::Note, Align::Left, note), None)?;
            self.ws.set_row_height(row, *height)?;
        }
        Ok(row)
    }
}

/// The size on the screen: a wide sheet somewhat smaller, so that more of it is in view.
fn zoom(page: &Page) -> u16 {
    const SCREEN: f64 = 1840.0;
    let zoom = SCREEN / f64::from(page.pixels().max(1)) * 100.0;
    // Whole tens, as on the slider.
    ((zoom / 10.0).floor() as u16 * 10).clamp(80, 100)
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
