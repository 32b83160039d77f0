//! Where in a text something may begin that matters here: one look at each character, in a table of one bit each.

use super::quality;

/// Numerals of all kinds; 年 begins a time (年内, 年底前).
const NUMERALS: &str = "一二三四五六七八九十两百千万亿数几半０１２３４５６７８９年";

/// One bit for each character of three bytes.
static MARKED: [u64; 1024] = marked();

const fn marked() -> [u64; 1024] {
    let mut bits = [0u64; 1024];
    let lists = [NUMERALS.as_bytes(), quality::TRIGGERS.as_bytes()];
    let mut list = 0;
    while list < lists.len() {
        let bytes = lists[list];
        let mut at = 0;
        // Every character of the lists has three bytes.
        while at + 2 < bytes.len() {
            let code = code(bytes[at], bytes[at + 1], bytes[at + 2]);
            bits[code / 64] |= 1 << (code % 64);
            at += 3;
        }
        list += 1;
    }
    bits
}

const fn code(first: u8, second: u8, third: u8) -> usize {
    ((first as usize & 0x0f) << 12) | ((second as usize & 0x3f) << 6) | (third as usize & 0x3f)
}

/// The first marked character at or behind `from`.
pub(super) fn next(words: &str, from: usize) -> Option<usize> {
    let bytes = words.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte >= 0xe0 {
            if byte < 0xf0 && at + 2 < bytes.len() {
                let code = code(byte, bytes[at + 1], bytes[at + 2]);
                if MARKED[code / 64] & (1 << (code % 64)) != 0 {
                    return Some(at);
                }
                at += 3;
            } else {
                at += 4;
            }
        } else if byte.is_ascii_digit() {
            return Some(at);
        } else {
            at += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn numerals_and_giveaways_are_found() {
        assert_eq!(next("推进工作80张", 0), Some(12));
        assert_eq!(next("推进两家", 0), Some(6));
        assert_eq!(next("A级６家", 0), Some(4));
        assert_eq!(next("𠀀新全覆盖", 0), Some(10));
        assert_eq!(next("推进工作、做好保障", 0), None);
        assert_eq!(next("", 0), None);
    }
}
