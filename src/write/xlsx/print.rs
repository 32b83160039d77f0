//! Paper, margins, repeated rows, footer: how a sheet prints.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::write::template::WorkbookTemplate;

use super::charts;
use super::head::{GAP, Head};
use super::layout::Page;
use super::leaf::usable_height;
use super::pages::{Line, row_breaks};
use super::text::shown;
use crate::view::RowKind;

/// Sets up printing for `page`, with `head` above its rows and `notes` below, down to `last_row`.
pub fn set_up(
    ws: &mut Worksheet,
    template: &WorkbookTemplate,
    page: &Page,
    head: &Head,
    notes: &[(String, f64)],
    last_row: u32,
) -> Result<(), XlsxError> {
    let print = &template.print;
    ws.set_paper_size(if page.leaf.a3 { 8 } else { 9 });
    if page.leaf.landscape {
        ws.set_landscape();
    } else {
        ws.set_portrait();
    }
    let inch = |centimetres: f64| centimetres / 2.54;
    ws.set_margins(
        inch(print.left),
        inch(print.right),
        inch(print.top),
        inch(print.bottom),
        0.3,
        0.3,
    );
    ws.set_print_center_horizontally(true);
    set_marking(ws, &page.marking, template);
    ws.set_footer(format!("&C&\"{},常规\"&10{}", template.font.default.name, print.footer));
    if page.is_one_page(template) {
        ws.set_print_fit_to_pages(1, 1);
    } else {
        // Never fitted to a number of pages: both Excel and LibreOffice then ignore the breaks, and a page begins or
        // ends with half of a title.
        set_breaks(ws, template, page, head, notes)?;
        ws.set_print_scale((page.scale * 100.0).round() as u16);
    }
    ws.set_print_area(0, 0, last_row, page.columns.len() as u16 - 1)?;
    if page.spec.headings {
        ws.set_repeat_rows(page.heading_row - u32::from(page.grouped), page.heading_row)?;
    } else {
        ws.set_repeat_rows(0, 0)?;
    }
    let frozen = page.frozen_columns();
    if page.is_split() && frozen > 0 {
        ws.set_repeat_columns(0, frozen - 1)?;
    }
    Ok(())
}

/// Breaks between pages, where there are several.
fn set_breaks(
    ws: &mut Worksheet,
    template: &WorkbookTemplate,
    page: &Page,
    head: &Head,
    notes: &[(String, f64)],
) -> Result<(), XlsxError> {
    let mut lines: Vec<Line> = Vec::with_capacity(page.rows.len() + notes.len() + 1);
    for placed in &page.rows {
        lines.push(Line {
            height: placed.height,
            band: page.table.rows[placed.source].kind == RowKind::Band,
            held: false,
            whole: charts::section(page, placed.source).unwrap_or(0.0),
        });
    }
    let note = |height| Line {
        height,
        band: false,
        held: true,
        whole: 0.0,
    };
    if !notes.is_empty() {
        lines.push(note(GAP));
        lines.extend(notes.iter().map(|(_, height)| note(*height)));
    }
    let room = usable_height(template, page.leaf) / page.scale;
    let breaks = row_breaks(&lines, room - head.above(), room - head.repeated());
    let breaks: Vec<u32> = breaks.iter().map(|line| page.first_row + *line as u32).collect();
    // Excel takes no more than 1,023 breaks of a kind; behind them it breaks where a page is full.
    const MOST: usize = 1023;
    if !breaks.is_empty() {
        ws.set_page_breaks(&breaks[..breaks.len().min(MOST)])?;
    }
    if page.is_split() {
        let columns: Vec<u32> = page.blocks.iter().skip(1).map(|(first, _)| u32::from(*first)).collect();
        ws.set_vertical_page_breaks(&columns[..columns.len().min(MOST)])?;
        ws.set_page_order(true);
    }
    Ok(())
}

/// The security marking, if there is one, in the head of every page.
pub fn set_marking(ws: &mut Worksheet, marking: &str, template: &WorkbookTemplate) {
    if !marking.is_empty() {
        let marking = shown(marking, &template.words.replacement).replace('&', "&&");
        ws.set_header(format!("&L&\"{},常规\"&14{marking}", template.font.heading.name));
    }
}
