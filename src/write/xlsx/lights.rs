//! Lights of the register (红黄绿, 蓝黄红): formulas over the day a task is due, its progress and state, and one cell
//! that says as of when; with functions that Excel 2007 and WPS know. There is no TODAY(): the same workbook shows the
//! same lights until somebody fills in another day.

use rust_xlsxwriter::utility::{row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule, ExcelDateTime, Format,
    Worksheet, XlsxError,
};

use crate::view::{ColumnKey, Light, LightRule};
use crate::write::template::WorkbookTemplate;

use super::layout::Page;
use super::style::color;

/// Columns of the label and of the cell that says as of when.
pub const LABEL: (u16, u16) = (0, 1);
/// See [`LABEL`].
pub const AS_OF: (u16, u16) = (2, 3);
/// First column of the legend.
pub const LEGEND: u16 = 4;

/// The formula for the light in `row` and what it gives now, for a task due on `due`; `None` where the columns it
/// needs are left out.
pub fn formula(template: &WorkbookTemplate, page: &Page, row: u32, due: Option<i64>) -> Option<(String, String)> {
    let light = &template.words.light;
    let cell = |key| {
        page.column(ColumnKey::Named(key))
            .map(|column| row_col_to_cell(row, column))
    };
    let (due_cell, state) = (cell("due")?, cell("status")?);
    let percent = cell("percent");
    let (as_of_row, as_of_column) = page.as_of_cell()?;
    let as_of = row_col_to_cell_absolute(as_of_row, as_of_column);
    let nothing = quoted(&template.words.zero);
    let mut inner = nothing.clone();
    for rule in light.rules.iter().rev() {
        inner = match rule {
            LightRule::Else { word } => quoted(word),
            LightRule::Overdue { word } => format!("IF({as_of}>{due_cell},{},{inner})", quoted(word)),
            LightRule::Near { word, days } => format!("IF({due_cell}-{as_of}<={days},{},{inner})", quoted(word)),
            LightRule::Behind { word, points } => match &percent {
                Some(percent) => {
                    let begin = format!("DATE(YEAR({due_cell}),1,1)");
                    let gone = format!("MIN(1,MAX(0,({as_of}-{begin})/MAX(1,{due_cell}-{begin})))");
                    // Nobody has said how far it is: that is no 0 %.
                    let behind = format!("ISNUMBER({percent}),ROUND(({gone}-N({percent}))*100,6)>={points}");
                    format!("IF(AND({behind}),{},{inner})", quoted(word))
                }
                None => inner,
            },
        };
    }
    let mut done: Vec<String> = light
        .done
        .iter()
        .map(|word| format!("{state}={}", quoted(word)))
        .collect();
    done.extend(percent.iter().map(|percent| format!("N({percent})>=1")));
    if !done.is_empty() {
        let word = if light.done_word.is_empty() {
            nothing.clone()
        } else {
            quoted(&light.done_word)
        };
        inner = format!("IF(OR({}),{word},{inner})", done.join(","));
    }
    let formula = format!("=IF(AND(ISNUMBER({as_of}),ISNUMBER({due_cell})),{inner},{nothing})");
    let now = match (page.as_of, due) {
        (Some(as_of), Some(due)) => word(light, as_of, due).unwrap_or(&template.words.zero),
        _ => &template.words.zero,
    };
    Some((formula, now.to_string()))
}

/// The light of a task of which nobody has said yet how far it is.
fn word(light: &Light, as_of: i64, due: i64) -> Option<&str> {
    light.rules.iter().find_map(|rule| match rule {
        LightRule::Else { word } => Some(word.as_str()),
        LightRule::Overdue { word } => (as_of > due).then_some(word),
        LightRule::Near { word, days } => (due - as_of <= i64::from(*days)).then_some(word),
        LightRule::Behind { .. } => None,
    })
}

/// The day as of which, to be filled in, and the colours of the lights.
pub fn rules(ws: &mut Worksheet, template: &WorkbookTemplate, page: &Page) -> Result<(), XlsxError> {
    let Some((row, column)) = page.as_of_cell() else {
        return Ok(());
    };
    let from = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let rule = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(from))
        .set_error_title(&template.words.invalid.date_title)?
        .set_error_message(&template.words.invalid.date)?;
    ws.add_data_validation(row, column, row, column, &rule)?;
    let Some(lights) = page.column(ColumnKey::Named("light")) else {
        return Ok(());
    };
    for light in &template.color.lights {
        let Some(rgb) = light.color else { continue };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(light.word.clone()))
            .set_format(Format::new().set_background_color(color(rgb)));
        ws.add_conditional_format(page.first_row, lights, page.last_row(), lights, &rule)?;
    }
    Ok(())
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
