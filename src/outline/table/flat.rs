//! A whole table on one line, cells between blanks: `任务。 甲局 年底前 任务。 乙局 年底前`.

use super::super::lines::Line;
use super::cells::by_blanks;
use super::content::{Content, is_number};
use super::fit::{self, Piece};
use super::grid::piece;
use super::head::Head;
use super::{Body, Cells, ColumnKind, Row};
use crate::Templates;
use crate::source::Span;

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
    let numbered = head.columns[0].kind == ColumnKind::Number;
    let pieces: Vec<Piece> = words.iter().map(|word| piece(text, *word, templates)).collect();
    let begins = |at: usize| {
        let here = if numbered {
            is_number(words[at].of(text)) && pieces.get(at + 1).is_some_and(|next| next.content == Content::Text)
        } else {
            is_task(text, words[at], pieces[at])
        };
        let before = at
            .checked_sub(1)
            .is_none_or(|before| !is_task(text, words[before], pieces[before]));
        here && before
    };
    let starts: Vec<usize> = (0..words.len()).filter(|at| begins(*at)).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(words.len());
        let (_, places) = fit::fit(&pieces[*start..end], &head.columns);
        let mut row = Cells::new(head.columns.len());
        for (word, column) in words[*start..end].iter().zip(places) {
            row.widen(column, *word);
        }
        body.rows.push(Row::Cells(row));
    }
    let first = starts.first().copied().unwrap_or(words.len());
    body.rows
        .splice(0..0, words[..first].iter().map(|word| Row::Other(*word)));
    body
}

fn is_task(text: &str, word: Span, piece: Piece) -> bool {
    let words = word.of(text);
    let stopped = words.ends_with(['。', '.', '；', ';']) && piece.len >= 6;
    piece.content == Content::Text && (stopped || piece.len >= TASK)
}
