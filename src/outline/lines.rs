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
    /// What the format says of it where it is a row of a table, tabs between its cells.
    pub row: Option<Given>,
}

/// A row of a table that the format itself gives (docx, html, xlsx): its columns are certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    /// A bit for each column whose cell of the row above goes on here.
    pub spanned: u32,
    /// Whether an empty cell that no other spans holds nothing.
    pub exact: bool,
}

/// Every line of `document`; a row of a table that the format itself gives is a line, whatever line feeds its cells hold.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    let text = &document.text;
    let mut lines = Vec::with_capacity(document.blocks.len());
    let mut before = 0;
    let mut files = document.files.iter().skip(1).map(|file| file.span.start).peekable();
    let mut add = |span: Span, row: Option<Given>| {
        let gap = &text.as_bytes()[before..span.start];
        let mut begins_file = false;
        while files.next_if(|start| *start <= span.start).is_some() {
            begins_file = true;
        }
        let after_gap = begins_file || gap.iter().filter(|byte| **byte == b'\n').nth(1).is_some();
        before = span.end;
        let marker = match row {
            None => marker_at(text, span),
            Some(_) => None,
        };
        lines.push(Line {
            span,
            after_gap,
            marker,
            after_page: false,
            begins_file,
            row,
        });
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(span) => add(*span, None),
            Block::Table(rows) => rows
                .iter()
                .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
                .for_each(|row| {
                    let given = Given {
                        spanned: row.spanned,
                        exact: row.exact,
                    };
                    add(row.span(), Some(given));
                }),
        }
    }
    lines
}

/// The number that `span` begins with.
fn marker_at(text: &str, span: Span) -> Option<Marker> {
    let first = text.as_bytes().get(span.start)?;
    marker::may_start(*first)
        .then(|| marker::parse(span.of(text), span.start))
        .flatten()
}

/// Rows of tables that hold no tasks, as the lines they would be without a table: a row of several words in each cell
/// stays a line, as it does in a text file, and a cell of several paragraphs gives a line each. `places` are places in
/// `lines`, in order, and become those of the same lines in what is given back.
pub(super) fn release<'p>(text: &str, lines: Vec<Line>, places: impl Iterator<Item = &'p mut usize>) -> Vec<Line> {
    if lines.iter().all(|line| line.row.is_none()) {
        return lines;
    }
    let mut released = Vec::with_capacity(lines.len());
    let mut places = places.peekable();
    for (at, line) in lines.into_iter().enumerate() {
        if let Some(place) = places.next_if(|place| **place == at) {
            *place = released.len();
        }
        if line.row.is_none() {
            released.push(line);
            continue;
        }
        let words = line.span.of(text);
        let filled = words.split(['\t', '\n']).filter(|cell| !cell.trim().is_empty()).count();
        let whole = filled > 1 && !words.contains('\n');
        let cut = |c: char| !whole && matches!(c, '\t' | '\n');
        let (mut start, mut first) = (line.span.start, true);
        for part in words.split_inclusive(cut) {
            let span = Span::new(start, start + part.len()).trimmed(text);
            start += part.len();
            if span.is_empty() {
                continue;
            }
            released.push(Line {
                span,
                marker: marker_at(text, span),
                row: None,
                after_gap: line.after_gap && first,
                begins_file: line.begins_file && first,
                ..line
            });
            first = false;
        }
    }
    released
}
