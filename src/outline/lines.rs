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
        let after_gap = begins_file || memchr::memchr_iter(b'\n', gap).nth(1).is_some();
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

/// Lines at the head on which addressees and text may share a line.
const HEAD: usize = 30;

/// Parts 主送机关 from the text glued behind them (各区人民政府，市政府各部门：为贯彻……), each a line of its own.
pub(super) fn part_addressees(document: &Document, mut lines: Vec<Line>) -> Vec<Line> {
    let glued = lines.iter().take(HEAD).enumerate().find_map(|(index, line)| {
        let slice = line.span.of(&document.text);
        (line.marker.is_none()).then_some(())?;
        Some((index, super::front::addressees_before_text(slice)?))
    });
    if let Some((index, len)) = glued {
        let line = lines[index];
        let text = Span::new(line.span.start + len, line.span.end).trimmed(&document.text);
        lines[index].span.end = line.span.start + len;
        let marker = marker::parse(text.of(&document.text), text.start);
        lines.insert(
            index + 1,
            Line {
                span: text,
                after_gap: false,
                marker,
                begins_file: false,
            },
        );
    }
    lines
}
