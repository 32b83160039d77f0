//! What a cell is → how it looks, from the fonts and colours of `workbook.toml`. Formats are made once and shared
//! by all workbooks of a plan.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::view::{CellKind, RowKind};
use crate::write::template::{Align, FontSpec, Rgb, WorkbookTemplate};

/// Where on a sheet a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// The title, at a size in tenths of a point.
    Title(u32),
    /// The line under the title.
    Facts,
    /// Headings and what stands above them.
    Heading,
    /// The table.
    Cell(CellKind, RowKind),
    /// Lines under the table.
    Note,
}

/// Everything that decides a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    /// Where the cell stands.
    pub area: Area,
    /// How its text stands.
    pub align: Align,
    /// The side of the table on which a cell of a band closes it.
    pub edge: Option<Align>,
    /// Whether a click on it leads somewhere.
    pub link: bool,
    /// Whether its text begins like a formula, so that editing it would make it one.
    pub quote: bool,
}

/// The formats of a run.
#[derive(Debug)]
pub struct Styles<'t> {
    template: &'t WorkbookTemplate,
    made: HashMap<Look, Format>,
}

impl<'t> Styles<'t> {
    /// No format yet.
    pub fn new(template: &'t WorkbookTemplate) -> Self {
        Styles {
            template,
            made: HashMap::new(),
        }
    }

    /// The format of empty cells and of the workbook.
    pub fn default_format(&self) -> Format {
        // 134 is the character set of simplified Chinese: Excel then finds a Chinese font where this one is missing.
        with_font(
            Format::new(),
            &self.template.font.default,
            self.template.font.default.size,
        )
    }

    /// The format for `look`.
    pub fn get(&mut self, look: Look) -> &Format {
        let template = self.template;
        self.made.entry(look).or_insert_with(|| make(template, look))
    }
}

/// The font of an area.
pub fn font(template: &WorkbookTemplate, area: Area) -> &FontSpec {
    match area {
        Area::Title(_) => &template.font.title,
        Area::Facts => &template.font.facts,
        Area::Heading => &template.font.heading,
        Area::Cell(_, RowKind::Band | RowKind::Total | RowKind::Check) => &template.font.band,
        Area::Cell(..) => &template.font.body,
        Area::Note => &template.font.note,
    }
}

fn make(template: &WorkbookTemplate, look: Look) -> Format {
    let spec = font(template, look.area);
    let size = match look.area {
        Area::Title(tenths) => f64::from(tenths) / 10.0,
        _ => spec.size,
    };
    let mut format = with_font(Format::new(), spec, size)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match look.align {
            Align::Left => FormatAlign::Left,
            Align::Center => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        });
    // The line under the title and the name of a band run over their neighbours, which are empty.
    if !matches!(look.area, Area::Facts | Area::Cell(_, RowKind::Band)) {
        format = format.set_text_wrap();
    }
    let border = color(template.color.border);
    match look.area {
        // The name of a band runs over its neighbours: no lines between them.
        Area::Cell(_, RowKind::Band) => {
            format = format.set_border_top(FormatBorder::Thin).set_border_top_color(border);
            format = format
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(border);
            format = match look.edge {
                Some(Align::Left) => format.set_border_left(FormatBorder::Thin).set_border_left_color(border),
                Some(Align::Right) => format
                    .set_border_right(FormatBorder::Thin)
                    .set_border_right_color(border),
                _ => format,
            };
        }
        Area::Heading | Area::Cell(..) => format = format.set_border(FormatBorder::Thin).set_border_color(border),
        _ => {}
    }
    if let Some(fill) = fill(template, look.area) {
        format = format.set_background_color(color(fill));
    }
    if let Area::Cell(kind, row) = look.area {
        if let Some(code) = number_format(kind, row) {
            format = format.set_num_format(code);
        }
        if row == RowKind::Muted {
            format = format.set_font_color(color(template.color.muted));
        }
    }
    if look.link && matches!(look.area, Area::Cell(..)) {
        format = format.set_font_color(color(template.color.link));
    }
    if look.quote { format.set_quote_prefix() } else { format }
}

fn with_font(format: Format, font: &FontSpec, size: f64) -> Format {
    format
        .set_font_name(&font.name)
        .set_font_size(size)
        .set_font_charset(134)
        .set_font_family(0)
}

fn fill(template: &WorkbookTemplate, area: Area) -> Option<Rgb> {
    let colors = &template.color;
    match area {
        Area::Heading => Some(colors.heading),
        Area::Cell(CellKind::Pending, _) => Some(colors.pending),
        Area::Cell(_, RowKind::Band) => Some(colors.band),
        Area::Cell(_, RowKind::Total | RowKind::Check) => Some(colors.total),
        Area::Cell(CellKind::Total, _) => Some(colors.total),
        Area::Cell(CellKind::FillIn | CellKind::Status | CellKind::Date | CellKind::Percent, _) => Some(colors.fill_in),
        _ => None,
    }
}

/// Counts of 0 show nothing.
fn number_format(kind: CellKind, row: RowKind) -> Option<&'static str> {
    match (kind, row) {
        (CellKind::Count | CellKind::Total | CellKind::Pending, _) => Some("0;-0;;@"),
        (CellKind::Index, _) => Some("0"),
        (CellKind::Percent, _) => Some("0%"),
        (CellKind::Date, _) => Some("yyyy\"-\"mm\"-\"dd"),
        _ => None,
    }
}

/// A colour for the library.
pub fn color(rgb: Rgb) -> Color {
    Color::RGB(rgb.0)
}
