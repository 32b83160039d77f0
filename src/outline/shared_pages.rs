//! Page numbers of document-sharing sites: the text of a page on one line, `1、` `2、` before it, most of them in the
//! middle of a sentence (`……个体工商⏎2、户提供融资担保……`). They are no items.

use super::lines::Line;
use super::marker::{self, MarkerStyle};
use crate::source::{CLOSING, Document, Span};

/// Lines at either end on which such a site says so.
const EDGE: usize = 6;
/// A page holds at least so many bytes, but for the last.
const PAGE: usize = 450;

/// Takes page numbers off the lines they begin; gives their places.
pub(super) fn drop(document: &Document, lines: &mut [Line]) -> Vec<Span> {
    let text = &document.text;
    let said = said_at(text, lines);
    let mut pages: Vec<usize> = Vec::new();
    for index in 0..lines.len() {
        let Some(value) = page_number(text, &lines[index]) else {
            continue;
        };
        let expected = pages.len() as u32 + 1;
        let above = index.checked_sub(1).map_or("", |above| lines[above].span.of(text));
        let cut = above.len() >= PAGE || ends_in_mid_sentence(above) && pages.last() == Some(&(index - 1));
        let begins = expected == 1 && (said.is_some_and(|said| index <= said + 2) || index < EDGE);
        if value == expected && (begins || expected > 1 && cut) {
            pages.push(index);
        }
    }
    let sure = said.is_some() || is_paginated(text, lines, &pages);
    if !sure {
        return Vec::new();
    }
    let mut dropped = Vec::new();
    for index in pages {
        let line = &mut lines[index];
        let Some(number) = line.marker.map(|marker| marker.span) else {
            continue;
        };
        dropped.push(number);
        line.span = Span::new(number.end, line.span.end).trimmed(text);
        line.marker = marker::parse(line.span.of(text), line.span.start);
        line.after_page = true;
    }
    dropped
}

/// The line on which a document-sharing site names the document.
fn said_at(text: &str, lines: &[Line]) -> Option<usize> {
    let says = |index: &usize| {
        let line = lines[*index].span.of(text);
        line.len() < 1_500 && super::furniture::is_shared_by(line)
    };
    let tail = lines.len().saturating_sub(EDGE).max(EDGE);
    (0..lines.len().min(EDGE)).find(says).or_else(|| {
        // Below the text it says no less, but nothing of where the text begins.
        (tail..lines.len()).any(|index| says(&index)).then_some(0)
    })
}

/// The value of `2、` at the start of a line, in plain figures.
fn page_number(text: &str, line: &Line) -> Option<u32> {
    let marker = line.marker.filter(|marker| marker.style == MarkerStyle::Digit)?;
    let written = marker.span.of(text).strip_suffix('、')?;
    written
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(marker.value)
}

fn ends_in_mid_sentence(line: &str) -> bool {
    !line.is_empty()
        && !line.ends_with(CLOSING)
        && !line.ends_with(['。', '；', '！', '？', '：', '.', ';', '!', '?', ':', '|'])
}

/// Whether pages speak for themselves: three or more, of even length, and most ending in the middle of a sentence.
/// A list of long items ends its items with stops.
fn is_paginated(text: &str, lines: &[Line], pages: &[usize]) -> bool {
    let Some((&last, full)) = pages.split_last() else {
        return false;
    };
    if full.len() < 2 || last - pages[0] != full.len() {
        return false;
    }
    let length = |index: &usize| lines[*index].span.of(text).chars().count();
    let longest = full.iter().map(length).max().unwrap_or(0);
    let shortest = full.iter().map(length).min().unwrap_or(0);
    let cut = full
        .iter()
        .filter(|index| ends_in_mid_sentence(lines[**index].span.of(text)))
        .count();
    longest >= 150 && shortest * 4 >= longest * 3 && cut * 3 >= full.len() * 2
}
