//! Paper, margins, repeated rows, footer: how a sheet prints.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::write::template::WorkbookTemplate;

use super::layout::Page;
use super::leaf::{capacity, smallest_scale, usable_height, usable_width};
use super::text::shown;

/// Sets up printing for `page`, whose last row is `last_row` and whose rows are `height` points in all.
pub fn set_up(
    ws: &mut Worksheet,
    template: &WorkbookTemplate,
    page: &Page,
    last_row: u32,
    height: f64,
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
    let (wide, tall) = pages(template, page, height);
    ws.set_print_fit_to_pages(wide, tall);
    ws.set_print_area(0, 0, last_row, page.columns.len() as u16 - 1)?;
    if page.spec.headings {
        ws.set_repeat_rows(page.heading_row - u32::from(page.grouped), page.heading_row)?;
    } else {
        ws.set_repeat_rows(0, 0)?;
    }
    let frozen = page.frozen_columns();
    if wide > 1 && frozen > 0 {
        ws.set_repeat_columns(0, frozen - 1)?;
    }
    Ok(())
}

/// Pages wide and tall to fit on; 0 is as many as it takes.
fn pages(template: &WorkbookTemplate, page: &Page, height: f64) -> (u16, u16) {
    let pixels = f64::from(page.pixels());
    let frozen: u32 = page
        .columns
        .iter()
        .take(page.frozen_columns().into())
        .map(|column| column.pixels)
        .sum();
    let capacity = capacity(template, page.spec, page.leaf);
    if pixels > capacity * 1.02 && page.dynamic_columns().is_some() {
        // Every page but the first repeats the frozen columns.
        let frozen = f64::from(frozen).min(capacity / 2.0);
        let wide = ((pixels - frozen) / (capacity - frozen)).ceil();
        return (wide.clamp(1.0, 100.0) as u16, 0);
    }
    let by_width = usable_width(template, page.leaf) / (pixels * 0.75);
    let by_height = usable_height(template, page.leaf) / height.max(1.0);
    let scale = by_width.min(by_height).min(1.0);
    let one_page = page.spec.one_page && scale >= smallest_scale(template, page.spec);
    (1, u16::from(one_page))
}

/// The security marking, if there is one, in the head of every page.
pub fn set_marking(ws: &mut Worksheet, marking: &str, template: &WorkbookTemplate) {
    if !marking.is_empty() {
        let marking = shown(marking, &template.words.replacement).replace('&', "&&");
        ws.set_header(format!("&L&\"{},常规\"&14{marking}", template.font.heading.name));
    }
}
