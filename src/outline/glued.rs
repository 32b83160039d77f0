//! Front matter that lost its line ends on the way to the web: 发文字号 before 主送机关 before the text, and the signature
//! behind the last sentence. Each becomes a line of its own, so that the rules for lines serve here too.

use super::front::{addressees_before_text, number_before_addressees, signature_behind_text, title_before_addressees};
use super::lines::Line;
use super::marker;
use crate::source::{Document, Span};

/// Lines at the head on which front matter may share a line.
const HEAD: usize = 30;
/// Lines at the end that may hold the signature behind their text.
const TAIL: usize = 30;

/// Parts front matter from what is glued to it.
pub(super) fn part(document: &Document, lines: Vec<Line>) -> Vec<Line> {
    let text = &document.text;
    let tail = lines.len().saturating_sub(TAIL);
    let mut parted: Vec<Line> = Vec::new();
    let mut addressed = false;
    for (index, line) in lines.iter().enumerate() {
        if index >= HEAD && index < tail || line.row.is_some() {
            parted.push(*line);
            continue;
        }
        let mut line = *line;
        if index < HEAD && !addressed && line.marker.is_none() {
            if let Some(len) = title_before_addressees(line.span.of(text)) {
                line = split(text, line, len, &mut parted);
            }
            if let Some(len) = number_before_addressees(line.span.of(text)) {
                line = split(text, line, len, &mut parted);
            }
            if let Some(len) = addressees_before_text(line.span.of(text)) {
                line = split(text, line, len, &mut parted);
                addressed = true;
            }
        }
        let start = line.span.start;
        for cut in signature_behind_text(line.span.of(text)) {
            line = split(text, line, start + cut - line.span.start, &mut parted);
        }
        parted.push(line);
    }
    parted
}

/// Puts the first `len` bytes of `line` on a line of their own; gives the rest.
fn split(text: &str, line: Line, len: usize, parted: &mut Vec<Line>) -> Line {
    let at = line.span.start + len;
    // 某某办公室? 2020年1月23日: what became of a blank that no one could decode.
    let first = text[line.span.start..at].trim_end().trim_end_matches(['?', '？']).len();
    let first = Span::new(line.span.start, line.span.start + first).trimmed(text);
    let rest = Span::new(at, line.span.end).trimmed(text);
    parted.push(Line { span: first, ..line });
    Line {
        begins_file: false,
        span: rest,
        after_gap: false,
        marker: marker::parse(rest.of(text), rest.start),
        after_page: false,
        row: None,
    }
}
