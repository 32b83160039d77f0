//! A whole table on one line, cells between blanks: `任务。 甲局 年底前 任务。 乙局 年底前`.

use super::super::lines::Line;
use super::super::marker::{self, MarkerStyle};
use super::cells::by_blanks;
use super::content::{Content, is_total, number};
use super::fit::{self, Piece};
use super::grid::{LEVELS, piece};
use super::guess::{self, Evidence};
use super::head::Head;
use super::{Body, Cells, ColumnKind, Row};
use crate::Templates;
use crate::directory::Likeness;
use crate::source::{Slices, Span};

/// Words of a task's cell are at least this long, or end a sentence.
const TASK: usize = 18;
/// A title of rows is shorter than this many characters.
const TITLE: usize = 40;

/// The rows behind `head` on its line, and on the lines below that go on in the same way.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Body {
    let mut body = Body {
        end: head.end,
        ..Body::default()
    };
    let mut words: Vec<Span> = head.rest.map_or_else(Vec::new, |rest| by_blanks(text, rest));
    while let Some(line) = lines.get(body.end) {
        let parts = by_blanks(text, line.span);
        if line.marker.is_some() || parts.len() < 2 || line.span.len() > 40_000 {
            break;
        }
        words.extend(parts);
        body.end += 1;
    }
    let words = whole_names(text, &words, templates);
    let pieces: Vec<Piece> = words.iter().map(|word| piece(&word.join(text), templates)).collect();
    let starts = if head.columns[0].kind == ColumnKind::Number {
        numbers(text, &words, &pieces)
    } else {
        let is_task = |at: usize| is_task(text, &words[at], pieces[at]);
        let begins = |at: &usize| is_task(*at) && at.checked_sub(1).is_none_or(|before| !is_task(before));
        (0..words.len()).filter(begins).collect()
    };
    let first = starts.first().copied().unwrap_or(words.len());
    outside(text, &words[..first], &mut body.rows);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(words.len());
        let row_end = (*start + 2..end).find(|at| is_title(text, &words[*at])).unwrap_or(end);
        let (_, places) = fit::fit(&pieces[*start..row_end], &head.columns);
        let mut row = Cells::new(head.columns.len());
        for (word, column) in words[*start..row_end].iter().zip(places) {
            row.widen(column, word);
        }
        guess::settle(text, &head.columns, &mut row, &Evidence::new(&head.columns));
        body.rows.push(Row::Cells(row));
        outside(text, &words[row_end..end], &mut body.rows);
    }
    body
}

/// Where rows begin that count up.
fn numbers(text: &str, words: &[Slices], pieces: &[Piece]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut last = 0;
    for (at, word) in words.iter().enumerate() {
        let value = number(word.hull().of(text));
        let next = pieces.get(at + 1).map(|next| next.content);
        let followed = next.is_some_and(|next| !matches!(next, Content::Number | Content::Deadline | Content::Nothing));
        let counts = starts.is_empty() || value == Some(last + 1) || value == Some(1) && is_title(text, &words[at - 1]);
        if let Some(value) = value
            && counts
            && followed
        {
            starts.push(at);
            last = value;
        }
    }
    starts
}

/// A title of rows, or a sum.
fn is_title(text: &str, word: &Slices) -> bool {
    let words = word.hull().of(text);
    let marked = marker::parse(words, 0).is_some_and(|marker| {
        matches!(
            marker.style,
            MarkerStyle::CnComma | MarkerStyle::CnParen | MarkerStyle::Part
        )
    });
    marked && words.chars().count() <= TITLE && !words.ends_with(['。', '；']) || is_total(words)
}

/// Words between the rows: titles, a sum with what stands beside it.
fn outside(text: &str, words: &[Slices], rows: &mut Vec<Row>) {
    let mut total = false;
    for word in words {
        let span = word.hull();
        total = (total || is_total(span.of(text))) && (!is_title(text, word) || is_total(span.of(text)));
        if total {
            rows.push(Row::Aside(span));
        } else if is_title(text, word) {
            rows.push(Row::Group(span));
        } else {
            rows.extend(word.iter().map(Row::Other));
        }
    }
}

/// Joins names that a blank cuts in two (县交通 运输局), as a line end of the page's cell left it.
fn whole_names(text: &str, words: &[Span], templates: &Templates) -> Vec<Slices> {
    let mut whole: Vec<Slices> = Vec::with_capacity(words.len());
    for word in words {
        match whole.last_mut() {
            Some(last)
                if word.len() <= 30
                    && last.hull().len() <= 45
                    && is_cut(&last.join(text), word.of(text), templates) =>
            {
                last.push(*word)
            }
            _ => whole.push((*word).into()),
        }
    }
    whole
}

/// Whether two words are one name: not when the second is a name that only lacks its level (县住建局 财政局).
fn is_cut(first: &str, second: &str, templates: &Templates) -> bool {
    let likeness = |words: &str| templates.directory.likeness(words);
    let plain = first
        .chars()
        .chain(second.chars())
        .all(|c| c.is_alphabetic() || matches!(c, '(' | ')' | '（' | '）'));
    let Some(level) = first.chars().next().filter(|c| LEVELS.contains(c) && plain) else {
        return false;
    };
    let stands_alone = likeness(second) == Likeness::Known || likeness(&format!("{level}{second}")) == Likeness::Known;
    match likeness(&format!("{first}{second}")) {
        Likeness::Known => likeness(first) != Likeness::Known || !stands_alone,
        Likeness::Suffix => !stands_alone,
        Likeness::None => false,
    }
}

fn is_task(text: &str, word: &Slices, piece: Piece) -> bool {
    let words = word.hull().of(text);
    let stopped = words.ends_with(['。', '.', '；', ';']) && piece.len >= 6;
    piece.content == Content::Text && (stopped || piece.len >= TASK)
}
