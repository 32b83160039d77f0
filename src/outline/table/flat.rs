//! A whole table on one line, cells between blanks: `任务。 甲局 年底前 任务。 乙局 年底前`.

use super::super::lines::Line;
use super::cells::by_blanks;
use super::content::Content;
use super::fit::{self, Piece};
use super::grid::{LEVELS, piece};
use super::head::Head;
use super::{Body, Cells, ColumnKind, Row};
use crate::Templates;
use crate::directory::Likeness;
use crate::source::{Slices, Span};

/// Words of a task's cell are at least this long, or end a sentence.
const TASK: usize = 18;

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
    let numbered = head.columns[0].kind == ColumnKind::Number;
    let begins = |at: usize| {
        let here = if numbered {
            pieces[at].content == Content::Number
                && pieces.get(at + 1).is_some_and(|next| next.content == Content::Text)
        } else {
            is_task(text, &words[at], pieces[at])
        };
        let before = at.checked_sub(1);
        here && before.is_none_or(|before| !is_task(text, &words[before], pieces[before]))
    };
    let starts: Vec<usize> = (0..words.len()).filter(|at| begins(*at)).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(words.len());
        let (_, places) = fit::fit(&pieces[*start..end], &head.columns);
        let mut row = Cells::new(head.columns.len());
        for (word, column) in words[*start..end].iter().zip(places) {
            row.widen(column, word);
        }
        body.rows.push(Row::Cells(row));
    }
    let first = starts.first().copied().unwrap_or(words.len());
    let loose = words[..first].iter().flat_map(Slices::iter).map(Row::Other);
    body.rows.splice(0..0, loose);
    body
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
