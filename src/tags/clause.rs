//! A tag's content cut into clauses, and the brackets inside it.

use std::ops::Range;

use super::label;
use crate::source::{CLOSING, OPENING};

/// The bracket that the last character of `clause` closes.
pub(super) fn matching_open(clause: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in clause.char_indices().rev() {
        if CLOSING.contains(&c) {
            depth += 1;
        } else if OPENING.contains(&c) {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The clauses of `content` outside nested brackets, and whether each ends with a stop that closes a group (；, 。).
/// A label always begins a clause.
pub(super) fn clauses(content: &str, labels: &[label::Label]) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in content.char_indices() {
        if at > start && labels.binary_search_by_key(&at, |label| label.start).is_ok() {
            let begin = content[start..at]
                .trim_end_matches(['【', '[', ' ', '\u{3000}', '\n'])
                .len()
                + start;
            found.push((start..begin, true));
            start = at;
            depth = 0;
        }
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            '，' | ',' | '；' | ';' | '。' if depth == 0 => {
                found.push((start..at, !matches!(c, '，' | ',')));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push((start..content.len(), true));
    found
}
