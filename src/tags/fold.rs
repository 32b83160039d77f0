//! Traditional characters folded for comparison, on copies only: 負責, 牽頭. Only Chinese characters change, each to
//! one of the same length in bytes, so places in the copy are places in the text.

use std::borrow::Cow;

use crate::directory::fold_char;

/// `text` with traditional characters made simple.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| simple(c) != c) {
        Cow::Owned(text.chars().map(simple).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether `text` ends with `word` when folded.
pub(super) fn folded_ends_with(text: &str, word: &str) -> bool {
    if text.ends_with(word) {
        return true;
    }
    let mut chars = text.chars().rev();
    word.chars()
        .rev()
        .all(|wanted| chars.next().is_some_and(|c| simple(c) == wanted))
}

/// One character, made simple.
pub(super) fn simple(c: char) -> char {
    if !('\u{4e00}'..='\u{9fff}').contains(&c) {
        return c;
    }
    let folded = fold_char(c);
    if folded.len_utf8() == c.len_utf8() { folded } else { c }
}
