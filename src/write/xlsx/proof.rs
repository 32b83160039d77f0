//! The hidden sheet that says where every cell was taken from.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::proof::{Evidence, Phrases, SheetInput, pack};
use crate::write::template::WorkbookTemplate;

use super::layout::Page;
use super::names::Names;
use super::print::set_marking;
use super::text::shown;

/// Adds the sheet to a workbook of `pages`.
pub fn add(
    workbook: &mut Workbook,
    evidence: &Evidence,
    template: &WorkbookTemplate,
    pages: &[Page],
) -> Result<(), XlsxError> {
    let words = &template.words;
    let phrases = Phrases {
        replacement: &words.replacement,
        continued: &template.print.continued,
        vocabulary: &template.vocabulary,
    };
    let sheets: Vec<SheetInput> = pages.iter().map(|page| input(page, &words.replacement)).collect();
    let proof = evidence.proof(&sheets, phrases);
    let cells = pack(&proof).map_err(|error| XlsxError::ParameterError(error.to_string()))?;
    let mut names = Names::default();
    for page in pages {
        names.sheet(&page.name);
    }
    let ws = workbook.add_worksheet();
    ws.set_name(names.sheet(&template.document.proof))?;
    // Very hidden: not in the list a person gets by a right click, so that nobody takes it for rubbish.
    ws.set_very_hidden(true);
    // It holds words of the plan: who shows it and prints it sees the marking.
    if let Some(page) = pages.first() {
        set_marking(ws, &page.marking, template);
    }
    for (row, cell) in cells.iter().enumerate() {
        ws.write_string(row as u32, 0, cell)?;
    }
    Ok(())
}

fn input<'p, 'a>(page: &'p Page<'a>, replacement: &str) -> SheetInput<'p, 'a> {
    let columns = page.columns.iter().map(|column| {
        let heading = shown(&column.heading, replacement).into_owned();
        (column.source, column.key, heading)
    });
    SheetInput {
        name: &page.name,
        view: page.table.view,
        headed: page.spec.headings,
        lines: [&page.title, &page.left, &page.right, &page.below]
            .map(|line| shown(line, replacement).replace('\n', ""))
            .into(),
        columns: columns.collect(),
        rows: &page.table.rows,
    }
}
