//! The lines of a document with what the later steps ask of each.

use super::marker::{self, Marker};
use crate::source::{Block, Document, Span};

/// One line that holds more than white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its text without white space at the ends.
    pub span: Span,
    /// Whether an empty line stands before it.
    pub after_gap: bool,
    /// The number it begins with.
    pub marker: Option<Marker>,
    /// Whether a page number of a document-sharing site stood before it, in the middle of a sentence or not.
    pub after_page: bool,
    /// Whether another file begins with it: nothing goes on from the line above.
    pub begins_file: bool,
}

/// Every line of `document`; the cells of a table that the format itself gives come as a line each.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    let text = &document.text;
    let mut lines = Vec::with_capacity(document.blocks.len());
    let mut before = 0;
    let mut files = document.files.iter().skip(1).map(|file| file.span.start).peekable();
    let mut add = |span: Span| {
        let gap = &text.as_bytes()[before..span.start];
        let mut begins_file = false;
        while files.next_if(|start| *start <= span.start).is_some() {
            begins_file = true;
        }
        let after_gap = begins_file || gap.iter().filter(|byte| **byte == b'\n').nth(1).is_some();
        before = span.end;
        let marker = if marker::may_start(text.as_bytes()[span.start]) {
            marker::parse(span.of(text), span.start)
        } else {
            None
        };
        lines.push(Line {
            span,
            after_gap,
            marker,
            after_page: false,
            begins_file,
        });
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(span) => add(*span),
            Block::Table(rows) => rows
                .iter()
                .flat_map(|row| &row.cells)
                .filter(|cell| !cell.is_empty())
                .for_each(|cell| add(*cell)),
        }
    }
    lines
}
