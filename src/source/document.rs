//! A document as every reader returns it: one decoded text, and the blocks it is made of.

use super::Span;

/// A decoded document. `text` is never changed after it was decoded; every later value is a [`Span`] of it.
#[derive(Debug, Clone)]
pub struct Document {
    /// File name without folders.
    pub name: String,
    /// Format as recognised by content: `txt`, …
    pub format: &'static str,
    /// Encoding the bytes were decoded from.
    pub encoding: &'static str,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// The one text that all positions refer to.
    pub text: String,
    /// Places where bytes could not be decoded and U+FFFD stands instead.
    pub replaced: Vec<Span>,
    /// Paragraphs and tables in text order, without the line ends between them.
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// One line of a text file, one paragraph of any other; white space at its ends is outside the span.
    Paragraph(Span),
    /// A table whose cells the format itself gives (docx, html, xlsx).
    Table(Vec<TableRow>),
}

/// The cells of one row, in column order; a cell that continues a merged one is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Spans of the cells' texts.
    pub cells: Vec<Span>,
}

impl Document {
    /// 1-based line of the decoded text on which byte `offset` lies.
    pub fn line_of(&self, offset: usize) -> usize {
        1 + memchr::memchr_iter(b'\n', &self.text.as_bytes()[..offset.min(self.text.len())]).count()
    }
}
