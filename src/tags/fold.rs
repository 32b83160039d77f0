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

/// Where `word` begins at the end of `text`, folded and read through the blanks that copies leave inside words
/// (按职责 分工负责); `None` when the text does not end with it.
pub(super) fn folded_end(text: &str, word: &str) -> Option<usize> {
    if text.ends_with(word) {
        return Some(text.len() - word.len());
    }
    let mut start = text.len();
    for wanted in word.chars().rev() {
        let rest = match start == text.len() {
            true => text,
            false => text[..start].trim_end_matches([' ', '\u{3000}', '\u{a0}']),
        };
        let last = rest.chars().next_back().filter(|c| simple(*c) == wanted)?;
        start = rest.len() - last.len_utf8();
    }
    Some(start)
}
