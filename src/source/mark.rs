//! Marks (brackets, stops, colons) in running text, found without looking at the ideographs between them.

/// What opens a bracket that may hold a tag, of any shape and width; 《》 and quotation marks hold titles and names.
pub const OPENING: &[char] = &['（', '(', '〔', '【', '[', '［', '〖', '﹝', '﹙', '〈'];
/// What closes one. Plans mix shapes (`[…)`), so any of these closes any of those.
pub const CLOSING: &[char] = &['）', ')', '〕', '】', ']', '］', '〗', '﹞', '﹚', '〉'];

/// The first place at or behind byte `from` where `mark` knows what the bytes begin with, and what it made of them.
/// `mark` is never asked about an ideograph: most of a plan is ideographs, three bytes each in UTF-8 and beginning with
/// 0xE4 to 0xE9, which no mark does.
pub fn find_mark<T>(bytes: &[u8], from: usize, mark: impl Fn(&[u8]) -> Option<T>) -> Option<(usize, T)> {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            0xE4..=0xE9 => at += 3,
            // Inside a character.
            0x80..=0xBF => at += 1,
            _ => {
                if let Some(found) = mark(&bytes[at..]) {
                    return Some((at, found));
                }
                at += if *byte >= 0xE0 { 3 } else { 1 };
            }
        }
    }
    None
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
