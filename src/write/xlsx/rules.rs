//! Lists to choose from, dates to be checked, and colours that follow the content.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation, DataValidationRule,
    ExcelDateTime, Format, Worksheet, XlsxError, utility::row_col_to_cell_absolute,
};

use crate::view::{CellKind, RowKind};
use crate::write::template::WorkbookTemplate;

use super::layout::Page;
use super::lights;
use super::style::color;

/// Adds the rules of `page`.
pub fn add(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page) -> Result<(), XlsxError> {
    for column in 0..page.columns.len() as u16 {
        let source = page.columns[column as usize].source;
        let kind = page
            .table
            .rows
            .iter()
            .find_map(|row| (row.kind == RowKind::Data).then(|| row.cells.get(source))?);
        match kind.map(|cell| cell.kind) {
            Some(CellKind::Status) => status(ws, template, page, column)?,
            Some(CellKind::Date) => date(ws, template, page, column)?,
            Some(CellKind::Percent) => percent(ws, template, page, column)?,
            _ => {}
        }
    }
    lights::rules(ws, template, page)?;
    if matches!(page.table.view, "matrix" | "part_matrix" | "combined_matrix") {
        counts(ws, template, page)?;
    }
    Ok(())
}

fn status(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page, column: u16) -> Result<(), XlsxError> {
    let words: Vec<&str> = template.status.iter().map(|status| status.word.as_str()).collect();
    if words.is_empty() {
        return Ok(());
    }
    let rule = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_title(&template.words.invalid.status_title)?
        .set_error_message(&template.words.invalid.status)?;
    ws.add_data_validation(page.first_row, column, page.last_row(), column, &rule)?;
    for status in &template.status {
        let Some(rgb) = status.color else { continue };
        let format = Format::new().set_background_color(color(rgb));
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(status.word.clone()))
            .set_format(format);
        ws.add_conditional_format(page.first_row, column, page.last_row(), column, &rule)?;
    }
    Ok(())
}

fn date(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page, column: u16) -> Result<(), XlsxError> {
    let from = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let rule = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(from))
        .set_error_title(&template.words.invalid.date_title)?
        .set_error_message(&template.words.invalid.date)?;
    ws.add_data_validation(page.first_row, column, page.last_row(), column, &rule)?;
    Ok(())
}

fn percent(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page, column: u16) -> Result<(), XlsxError> {
    let rule = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, 1.0))
        .set_error_title(&template.words.invalid.percent_title)?
        .set_error_message(&template.words.invalid.percent)?;
    ws.add_data_validation(page.first_row, column, page.last_row(), column, &rule)?;
    Ok(())
}

/// The weight of the counts, and the check that is not 0.
fn counts(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page) -> Result<(), XlsxError> {
    let rows = &page.table.rows;
    let units = (
        rows.iter().position(|row| row.unit.is_some()),
        rows.iter().rposition(|row| row.unit.is_some()),
    );
    if let ((Some(first), Some(last)), Some((left, right))) = (units, page.dynamic_columns()) {
        let mut shades = template.color.counts.clone();
        shades.sort_by_key(|shade| std::cmp::Reverse(shade.from));
        let mut below = u32::MAX;
        for shade in shades {
            // Ranges that do not overlap: programs disagree about which of two rules wins.
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::Between(shade.from, below))
                .set_format(Format::new().set_background_color(color(shade.color)));
            ws.add_conditional_format(page.row_of[first], left, page.row_of[last], right, &rule)?;
            below = shade.from.saturating_sub(1);
        }
    }
    if let Some(check) = rows.iter().position(|row| row.kind == RowKind::Check) {
        let format = Format::new().set_background_color(color(template.color.warning));
        let column = page.dynamic_columns().map_or(page.last_column(), |(_, last)| last + 1);
        let cell = row_col_to_cell_absolute(page.row_of[check], column);
        // The cell holds a number only when something is not caught.
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=ISNUMBER({cell})").as_str())
            .set_format(format);
        ws.add_conditional_format(page.row_of[check], column, page.row_of[check], column, &rule)?;
    }
    Ok(())
}
