//! A document as every reader returns it: one decoded text, and the blocks it is made of.

use super::{Location, Span};

/// A decoded document. `text` is never changed after it was decoded; every later value is a [`Span`] of it.
#[derive(Debug, Clone)]
pub struct Document {
    /// The files it was read from: one, or a notice and its annexes ([`Document::join`]).
    pub files: Vec<File>,
    /// The one text that all positions refer to.
    pub text: String,
    /// Places where bytes could not be decoded and U+FFFD stands instead.
    pub replaced: Vec<Span>,
    /// Paragraphs and tables in text order, without the line ends between them.
    pub blocks: Vec<Block>,
    /// Where in its file the text from a byte on stands, up to the next entry, in text order; none for a text file, whose
    /// places are its lines.
    pub locations: Vec<(usize, Location)>,
    /// What a person should know about how the files were read, in Chinese.
    pub remarks: Vec<String>,
}

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// File name without folders.
    pub name: String,
    /// Format as recognised by content: `txt`, …
    pub format: &'static str,
    /// Encoding the bytes were decoded from.
    pub encoding: &'static str,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its decoded text in the text of the document.
    pub span: Span,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// One line of a text file, one paragraph of any other; white space at its ends is outside the span.
    Paragraph(Span),
    /// A table whose cells the format itself gives (docx, html, xlsx).
    Table(Vec<TableRow>),
}

impl Block {
    /// The same block `by` bytes further on.
    fn shifted(self, by: usize) -> Block {
        match self {
            Block::Paragraph(span) => Block::Paragraph(span.shifted(by)),
            Block::Table(mut rows) => {
                let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| *cell = cell.shifted(by));
                Block::Table(rows)
            }
        }
    }
}

/// The cells of one row, in column order; a cell that continues a merged one is empty. The rows of a table are equally
/// wide, and tabs stand between their cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Spans of the cells' texts.
    pub cells: Vec<Span>,
    /// A bit for each of the first 32 columns whose cell of the row above goes on here.
    pub spanned: u32,
    /// Whether the format tells merged cells and the table has some: an empty cell that is none of them holds nothing.
    pub exact: bool,
}

impl TableRow {
    /// From the beginning of the first cell to the end of the last.
    pub fn span(&self) -> Span {
        let start = self.cells.first().map_or(0, |cell| cell.start);
        Span::new(start, self.cells.last().map_or(start, |cell| cell.end))
    }
}

impl Document {
    /// Several documents as one, a notice and its annexes: the texts one after the other as they were decoded, each on
    /// a line of its own. The line feed between two texts, added only where the first does not end with one, is all
    /// that stands in no file.
    pub fn join(first: Document, others: impl IntoIterator<Item = Document>) -> Document {
        let mut joined = first;
        for other in others {
            if !joined.text.ends_with('\n') {
                joined.text.push('\n');
            }
            let by = joined.text.len();
            joined.text.push_str(&other.text);
            joined
                .replaced
                .extend(other.replaced.iter().map(|span| span.shifted(by)));
            joined
                .blocks
                .extend(other.blocks.into_iter().map(|block| block.shifted(by)));
            let locations = other.locations.into_iter().map(|(at, location)| (at + by, location));
            joined.locations.extend(locations);
            joined.remarks.extend(other.remarks);
            joined.files.extend(other.files.into_iter().map(|file| File {
                span: file.span.shifted(by),
                ..file
            }));
        }
        joined
    }

    /// The names of its files, as messages show them.
    pub fn name(&self) -> String {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        names.join("、")
    }

    /// The file in which byte `offset` lies; the line feed between two files counts with the first.
    pub fn file_at(&self, offset: usize) -> Option<&File> {
        let behind = self.files.partition_point(|file| file.span.start <= offset);
        self.files.get(behind.saturating_sub(1))
    }

    /// Where byte `offset` stands, in the words of its file's format.
    pub fn locate(&self, offset: usize) -> Location {
        let file = self.file_at(offset).map_or(0, |file| file.span.start);
        let behind = self.locations.partition_point(|(start, _)| *start <= offset);
        match behind.checked_sub(1).and_then(|at| self.locations.get(at)) {
            Some((start, location)) if *start >= file => location.clone(),
            _ => Location::Line(self.line_of(offset) - self.line_of(file) + 1),
        }
    }

    /// 1-based line of the decoded text on which byte `offset` lies.
    pub fn line_of(&self, offset: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..offset.min(self.text.len())]).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, text: &str) -> Document {
        let whole = Span::new(0, text.len());
        Document {
            files: vec![File {
                name: name.to_string(),
                format: "txt",
                encoding: "UTF-8",
                sha256: String::new(),
                span: whole,
            }],
            text: text.to_string(),
            replaced: vec![whole],
            blocks: vec![Block::Paragraph(whole)],
            locations: Vec::new(),
            remarks: Vec::new(),
        }
    }

    #[test]
    fn joined_texts_stand_as_they_were_decoded() {
        let joined = Document::join(
            document("通知", "甲"),
            [document("附件1", "乙\n"), document("附件2", "丙")],
        );
        assert_eq!(
            (joined.text.as_str(), joined.name().as_str()),
            ("甲\n乙\n丙", "通知、附件1、附件2")
        );
        let texts: Vec<&str> = joined.files.iter().map(|file| file.span.of(&joined.text)).collect();
        assert_eq!(texts, ["甲", "乙\n", "丙"]);
        let names: Vec<&str> = (0..joined.text.len())
            .filter_map(|at| joined.file_at(at))
            .map(|file| file.name.as_str())
            .collect();
        assert_eq!(names.iter().filter(|name| **name == "通知").count(), 4);
        assert_eq!(names.last(), Some(&"附件2"));
        let Block::Paragraph(last) = joined.blocks[2] else {
            panic!()
        };
        assert_eq!((last.of(&joined.text), joined.replaced[2]), ("丙", last));
    }
}
