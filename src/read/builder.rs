//! Composes what every reader but the plain text one gives back: the one text, its blocks and where each stands.

use super::Content;
use crate::source::{Block, Location, Span, TableRow};

/// What ends a line.
const BREAKS: [char; 6] = ['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}'];

/// Text, blocks and locations of a document, in reading order. A paragraph is a line of the text; a row of a table is
/// a line of it with tabs between the cells, and a cell of several paragraphs has its line feeds inside the cell.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    locations: Vec<(usize, Location)>,
    remarks: Vec<String>,
}

/// A row of a table: its cells, and a bit for each column whose cell of the row above goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<String>,
    pub spanned: u32,
}

impl Builder {
    /// Adds a paragraph, nothing where it holds only white space; line feeds inside it begin new paragraphs.
    pub fn paragraph(&mut self, text: &str, location: Location) {
        for line in text.split(BREAKS) {
            if let Some(span) = self.push(line) {
                self.locations.push((span.start, location.clone()));
                self.blocks.push(Block::Paragraph(span));
            }
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
        }
    }

    /// Adds a table, row by row, the cells in column order; a cell that continues a merged one is empty, and `spanned`
    /// tells those that go on from above. `location` tells the place of a row by its index.
    pub fn grid(&mut self, rows: &[Row], location: impl Fn(usize) -> Location) {
        self.add_rows(rows, |row, column| column.is_none().then(|| location(row)));
    }

    /// The same where each cell has a place of its own; that of a row comes with no column.
    pub fn cells(&mut self, rows: &[Row], location: impl Fn(usize, Option<usize>) -> Location) {
        self.add_rows(rows, |row, column| Some(location(row, column)));
    }

    fn add_rows(&mut self, rows: &[Row], location: impl Fn(usize, Option<usize>) -> Option<Location>) {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let exact = rows.iter().any(|row| row.spanned != 0);
        let mut table = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            self.place(location(index, None));
            let mut cells = Vec::with_capacity(width);
            for column in 0..width {
                if column > 0 {
                    self.text.push('\t');
                }
                let at = self.text.len();
                self.place(location(index, Some(column)));
                let words = row.cells.get(column).map_or("", String::as_str);
                // A tab parts cells: inside one it is white space like any other.
                let cell = match words.contains(['\t', '\r']) {
                    true => self.push(&words.replace(['\t', '\r'], " ")),
                    false => self.push(words),
                };
                cells.push(cell.unwrap_or(Span::new(at, at)));
            }
            self.text.push('\n');
            let spanned = row.spanned;
            table.push(TableRow { cells, spanned, exact });
        }
        if !table.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// What is added next stands at `location`.
    fn place(&mut self, location: Option<Location>) {
        self.locations
            .extend(location.map(|location| (self.text.len(), location)));
    }

    /// Says something a person should know about how the file was read (`有修订痕迹，按接受修订后读取。`).
    pub fn remark(&mut self, words: impl Into<String>) {
        self.remarks.push(words.into());
    }

    /// What the reader gives back.
    pub fn finish(self) -> Content {
        Content {
            encoding: "Unicode",
            text: self.text,
            replaced: Vec::new(),
            blocks: self.blocks,
            locations: self.locations,
            remarks: self.remarks,
        }
    }

    /// Adds `words` without the white space at their ends; nothing where nothing is left.
    fn push(&mut self, words: &str) -> Option<Span> {
        let words = words.trim_matches(super::text::is_blank);
        let start = self.text.len();
        self.text.push_str(words);
        (!words.is_empty()).then(|| Span::new(start, self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_a_slice_and_knows_its_place() {
        let mut builder = Builder::default();
        builder.paragraph(" 一、总则 \n", Location::Paragraph(1));
        let row = |cells: [&str; 3]| Row {
            cells: cells.map(String::from).to_vec(),
            spanned: 0,
        };
        let rows = [row(["1", "甲\n乙", ""]), row([""; 3])];
        builder.grid(&rows, |row| Location::TableRow { table: 1, row: row + 1 });
        builder.paragraph("完", Location::Paragraph(2));
        let content = builder.finish();
        assert_eq!(content.text, "一、总则\n1\t甲\n乙\t\n\t\t\n完\n");
        let Block::Table(table) = &content.blocks[1] else {
            panic!("{:?}", content.blocks)
        };
        let cells: Vec<&str> = table[0].cells.iter().map(|cell| cell.of(&content.text)).collect();
        assert_eq!(
            (cells.as_slice(), table[1].cells.len()),
            (["1", "甲\n乙", ""].as_slice(), 3)
        );
        let places: Vec<String> = content
            .locations
            .iter()
            .map(|(at, location)| format!("{at} {location}"))
            .collect();
        assert_eq!(places, ["0 第1段", "13 表1第1行", "24 表1第2行", "27 第2段"]);
    }
}
