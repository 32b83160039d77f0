//! What the pages of a print leave between the lines of a text copied from it: page marks (- 3 -, 第3页 共9页), bare page
//! numbers, running heads beside them. They stand in the middle of sentences, names and rows of tables, so they are
//! taken out before anything else is read.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::furniture::page_mark;
use super::lines::Line;
use super::wrap::is_wrapped;
use crate::source::{Document, Span};

/// A bare number counts pages only where so many lines stand between one and the next.
const PAGE: usize = 12;
/// Lines looked at to tell whether the text is wrapped.
const SAMPLE: usize = 400;
/// A line of at least so many bytes tells whether lines are wrapped.
const LONG: usize = 60;
/// A running head has at least so many characters, and at most so many bytes.
const HEAD: (usize, usize) = (6, 150);

/// Takes page marks, page numbers and running heads out of `lines`; gives their places.
pub(super) fn drop(document: &Document, lines: &mut Vec<Line>) -> Vec<Span> {
    let text = &document.text;
    let mut marks = marks(text, lines);
    // A single mark is left to those who read the line: nothing shows that it is one of many.
    if marks.len() < 2 {
        marks = numbers(text, lines);
    }
    if marks.len() < 2 {
        return Vec::new();
    }
    let heads = running_heads(text, lines, &marks);
    let mut out = vec![false; lines.len()];
    marks.iter().chain(&heads).for_each(|at| out[*at] = true);
    let mut dropped = Vec::new();
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut after_page = false;
    for (line, out) in lines.iter().zip(out) {
        if out {
            dropped.push(line.span);
            after_page = true;
            continue;
        }
        let mut line = *line;
        if std::mem::take(&mut after_page) {
            line.after_page = true;
            // The gap around a page mark says nothing.
            line.after_gap = line.begins_file;
        }
        kept.push(line);
    }
    *lines = kept;
    dropped
}

/// Lines that are nothing but a page mark.
fn marks(text: &str, lines: &[Line]) -> Vec<usize> {
    let is_mark = |line: &Line| {
        let words = line.span.of(text);
        !line.begins_file && words.len() <= 60 && page_mark(words) == words.len()
    };
    let all = lines.iter().enumerate();
    all.filter(|(_, line)| is_mark(line)).map(|(at, _)| at).collect()
}

/// Bare numbers on lines of their own that count pages of one length up, in a text of wrapped lines. The numbers of a
/// table's rows count up as well, below a heading that says so.
fn numbers(text: &str, lines: &[Line]) -> Vec<usize> {
    let value = |line: &Line| -> Option<u32> {
        let words = line.span.of(text);
        let bare = words.len() <= 3 && words.bytes().all(|byte| byte.is_ascii_digit());
        bare.then(|| words.parse().ok()).flatten()
    };
    let mut run: Vec<(usize, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(value) = value(line) else { continue };
        match run.last() {
            Some((above, last)) if at - above >= PAGE && value == last + 1 => run.push((at, value)),
            // A figure that a line end left alone.
            Some(_) if run.len() > 1 => {}
            _ => run = vec![(at, value)],
        }
    }
    let gaps = || run.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let (Some(shortest), Some(longest)) = (gaps().min(), gaps().max()) else {
        return Vec::new();
    };
    let even = run.len() >= 3 && longest <= 2 * shortest;
    let long: Vec<Span> = lines
        .iter()
        .take(SAMPLE)
        .map(|line| line.span)
        .filter(|span| span.len() >= LONG)
        .collect();
    let table = || {
        let mut cells = lines.iter().map(|line| line.span.of(text).trim_matches(['|', ' ']));
        cells.any(|words| words.len() < 200 && ["序号", "编号", "项次"].iter().any(|word| words.starts_with(word)))
    };
    if !even || !is_wrapped(text, &long) || table() {
        return Vec::new();
    }
    run.into_iter().map(|(at, _)| at).collect()
}

/// Lines beside page marks that say the same at most of them.
fn running_heads(text: &str, lines: &[Line], marks: &[usize]) -> Vec<usize> {
    let words = |at: usize| lines.get(at).map(|line| line.span.of(text));
    let beside = |mark: usize| {
        let places = [mark.checked_sub(1), Some(mark + 1)];
        places.into_iter().flatten().filter_map(move |at| {
            let words = words(at)?;
            let head = words.chars().nth(HEAD.0 - 1).is_some() && words.len() <= HEAD.1;
            let plain = !words.contains(['、', '|', '│', '\t', '。', '：']) && !words.starts_with(['（', '(']);
            (head && plain && lines[at].marker.is_none()).then_some((at, words))
        })
    };
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    for (_, words) in marks.iter().flat_map(|mark| beside(*mark)) {
        *counts.entry(words).or_default() += 1;
    }
    let is_head = |words: &str| {
        counts
            .get(words)
            .is_some_and(|count| *count >= 2 && *count * 2 >= marks.len())
    };
    let heads = marks.iter().flat_map(|mark| beside(*mark));
    heads.filter(|(_, words)| is_head(words)).map(|(at, _)| at).collect()
}
