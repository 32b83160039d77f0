//! Traditional characters folded for comparison, on copies only: 負責, 牽頭. Only Chinese characters change, each to
//! one of the same length in bytes, so places in the copy are places in the text.

use std::borrow::Cow;

pub(super) use crate::directory::simple_char as simple;

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
