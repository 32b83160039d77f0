//! Native charts beside a table of plain numbers. No font is named: the library writes it for Latin letters only.

use rust_xlsxwriter::{
    Chart as Drawing, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Worksheet, XlsxError,
};

use crate::view::{Chart, ChartKind, ColumnKey};
use crate::write::template::WorkbookTemplate;

use super::layout::Page;
use super::style::color;

/// Points between two charts.
const BETWEEN: f64 = 12.0;

/// Draws the charts of `page`, whose first row below the headings is at `page.first_row`; gives the last row they
/// reach down to.
pub fn add(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page, last_row: u32) -> Result<u32, XlsxError> {
    let Some(room) = page.column(ColumnKey::Named("chart")) else {
        return Ok(last_row);
    };
    // Programs draw columns up to 8 % narrower; a chart has its size.
    let width = page.columns[usize::from(room)].pixels * 22 / 25;
    // Points from the first row of the table, of each row and of the end of the last chart.
    let mut tops = vec![0.0];
    for row in &page.rows {
        tops.push(tops.last().copied().unwrap_or(0.0) + row.height);
    }
    let mut free = 0.0f64;
    for chart in &page.table.charts {
        // Below the bar of its section.
        let head = chart.rows.0.saturating_sub(1);
        let wanted = tops
            .get((page.row_of[head] - page.first_row) as usize)
            .copied()
            .unwrap_or(0.0);
        let top = wanted.max(free);
        let row = tops.iter().rposition(|start| *start <= top + 0.1).unwrap_or(0);
        let offset = top - tops[row];
        let pixels = height(chart);
        let drawing = drawing(template, page, chart, (width, pixels));
        ws.insert_chart_with_offset(
            page.first_row + row as u32,
            room,
            &drawing,
            8,
            (offset / 0.75) as u32 + 4,
        )?;
        free = top + f64::from(pixels) * 0.75 + BETWEEN;
    }
    let end = tops.last().copied().unwrap_or(0.0);
    let below = ((free - end).max(0.0) / 15.0).ceil() as u32;
    Ok(last_row.max(page.last_row() + below))
}

/// Points from the heading of a section down to the end of its chart; `None` where the row begins no section. The
/// rows beside it may go on behind the page's end, the chart may not.
pub fn section(page: &Page, source: usize) -> Option<f64> {
    let chart = page.table.charts.iter().find(|chart| chart.rows.0 == source + 2)?;
    let bar = page.rows[source].height;
    Some(bar + f64::from(height(chart)) * 0.75 + BETWEEN)
}

/// Pixels a chart needs to show each name.
fn height(chart: &Chart) -> u32 {
    let rows = (chart.rows.1 - chart.rows.0) as u32;
    match chart.kind {
        ChartKind::Columns => 300,
        // Title and legend, and a line of small type each.
        _ => 90 + rows.max(7) * 18,
    }
}

fn drawing(template: &WorkbookTemplate, page: &Page, chart: &Chart, (width, height): (u32, u32)) -> Drawing {
    let kind = match chart.kind {
        ChartKind::StackedBars => ChartType::BarStacked,
        ChartKind::Bars => ChartType::Bar,
        ChartKind::Columns => ChartType::Column,
    };
    let mut drawing = Drawing::new(kind);
    let font = ChartFont::new().set_size(12).set_bold().clone();
    drawing.title().set_name(&chart.title).set_font(&font);
    drawing.set_width(width).set_height(height);
    let (first, last) = (page.row_of[chart.rows.0], page.row_of[chart.rows.1 - 1]);
    let name = page.column(ColumnKey::Named("name")).unwrap_or(0);
    for (at, (column, words)) in chart.series.iter().enumerate() {
        let Some(place) = page.columns.iter().position(|placed| placed.source == *column) else {
            continue;
        };
        let place = place as u16;
        let series = drawing.add_series();
        series
            .set_categories((page.name.as_str(), first, name, last, name))
            .set_values((page.name.as_str(), first, place, last, place))
            .set_name(words)
            .set_gap(60);
        if chart.kind == ChartKind::StackedBars {
            series.set_overlap(100);
        }
        if let Some(rgb) = template.color.chart.get(at % template.color.chart.len().max(1)) {
            let fill = ChartSolidFill::new().set_color(color(*rgb)).clone();
            series.set_format(ChartFormat::new().set_solid_fill(&fill));
        }
    }
    let small = ChartFont::new()
        .set_size(if chart.rows.1 - chart.rows.0 > 30 { 8 } else { 9 })
        .clone();
    drawing.x_axis().set_font(&small);
    drawing.y_axis().set_font(&small);
    let step = step(largest(page, chart));
    if chart.kind == ChartKind::Columns {
        drawing.y_axis().set_min(0).set_major_unit(step).set_num_format("0");
    } else {
        // The library calls the lying axis x. Bars run from the bottom up unless the other axis is turned.
        drawing.x_axis().set_min(0).set_major_unit(step).set_num_format("0");
        drawing.y_axis().set_reverse().set_label_interval(1);
    }
    if chart.series.len() > 1 {
        drawing.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        drawing.legend().set_hidden();
    }
    drawing
}

/// The largest number a bar shows.
fn largest(page: &Page, chart: &Chart) -> usize {
    let rows = page.table.rows[chart.rows.0..chart.rows.1].iter();
    let numbers = rows.map(|row| {
        let of_row = chart
            .series
            .iter()
            .filter_map(|(column, _)| match row.cells.get(*column)?.value {
                crate::view::Value::Number(number) => Some(number),
                _ => None,
            });
        of_row.sum()
    });
    numbers.max().unwrap_or(0)
}

/// A whole step of the axis: never 0.5.
fn step(largest: usize) -> u32 {
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000];
    let fits = steps.into_iter().find(|step| largest <= *step as usize * 8);
    fits.unwrap_or(10_000)
}
