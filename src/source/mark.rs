//! Marks (brackets, stops, colons) in running text, found without looking at the ideographs between them.

/// What opens a bracket that may hold a tag, of any shape and width; 《》 and quotation marks hold titles and names.
pub const OPENING: &[char] = &['（', '(', '〔', '【', '[', '［', '〖', '﹝', '﹙', '〈'];
/// What closes one. Plans mix shapes (`[…)`), so any of these closes any of those.
pub const CLOSING: &[char] = &['）', ')', '〕', '】', ']', '］', '〗', '﹞', '﹚', '〉'];

/// The first place at or behind byte `from` where `mark` knows what the bytes begin with, and what it made of them.
/// `mark` is never asked about an ideograph: most of a plan is ideographs, three bytes each in UTF-8 and beginning with
/// 0xE4 to 0xE9, which no mark does.
pub fn find_mark<T>(bytes: &[u8], from: usize, mark: impl Fn(&[u8]) -> Option<T>) -> Option<(usize, T)> {
    let mut rest = bytes.get(from..)?;
    loop {
        rest = match *rest {
            [0xE4..=0xE9, _, _, ref behind @ ..] => behind,
            // Inside a character.
            [0x80..=0xBF, ref behind @ ..] => behind,
            [first, ref behind @ ..] => match mark(rest) {
                Some(found) => return Some((bytes.len() - rest.len(), found)),
                None if first >= 0xE0 => rest.get(3..)?,
                None => behind,
            },
            [] => return None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_between_ideographs_and_letters() {
        let text = "健康（a）、é：";
        let colon = |bytes: &[u8]| bytes.starts_with("：".as_bytes()).then_some(());
        assert_eq!(
            find_mark(text.as_bytes(), 0, colon),
            Some((text.find('：').unwrap(), ()))
        );
        assert_eq!(find_mark(text.as_bytes(), text.len(), colon), None);
    }
}
