//! Places in the words of a file's own format, for people: a page of a PDF, a row of a table, a cell of a sheet.

use std::fmt;
use std::sync::Arc;

/// Where a stretch of the text stands in its file. All numbers are 1-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A line of a text file.
    Line(usize),
    /// A paragraph of a document without pages (docx, html); those inside tables are not counted.
    Paragraph(usize),
    /// A row of a table of such a document.
    TableRow {
        /// Which table of the document.
        table: usize,
        /// Which row of it.
        row: usize,
    },
    /// A paragraph of a page (pdf, ofd): the page on which it begins.
    PageParagraph {
        /// Which page.
        page: usize,
        /// Which paragraph of it.
        paragraph: usize,
    },
    /// A row of a table of a page.
    PageTableRow {
        /// Which page.
        page: usize,
        /// Which table of the page.
        table: usize,
        /// Which row of it.
        row: usize,
    },
    /// A cell of a workbook.
    Cell {
        /// Name of the sheet.
        sheet: Arc<str>,
        /// Its column, `A` is 1; 0 for the whole row.
        column: usize,
        /// Its row.
        row: usize,
    },
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Line(line) => write!(f, "第{line}行"),
            Location::Paragraph(paragraph) => write!(f, "第{paragraph}段"),
            Location::TableRow { table, row } => write!(f, "表{table}第{row}行"),
            Location::PageParagraph { page, paragraph } => write!(f, "第{page}页第{paragraph}段"),
            Location::PageTableRow { page, table, row } => write!(f, "第{page}页表{table}第{row}行"),
            Location::Cell { sheet, column: 0, row } => write!(f, "工作表“{sheet}”第{row}行"),
            Location::Cell { sheet, column, row } => write!(f, "工作表“{sheet}”单元格{}{row}", column_letters(*column)),
        }
    }
}

/// The letters of a column as spreadsheets name it.
pub(crate) fn column_letters(column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names: Vec<String> = [1, 26, 27, 52, 53, 702, 703, 16_384].map(column_letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
