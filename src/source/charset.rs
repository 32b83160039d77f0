//! Sets of characters and the first characters of words, made when the product is compiled: what a stage looks for in
//! a text is found with one look at each character.

/// A set of characters of the basic plane (all characters of plans but the rarest ideographs), one bit each.
pub struct CharSet {
    bits: [u64; 1024],
}

impl CharSet {
    /// The characters of `chars`.
    pub const fn of(chars: &str) -> Self {
        CharSet { bits: [0; 1024] }.and(chars)
    }

    /// With the characters of `chars` added.
    pub const fn and(mut self, chars: &str) -> Self {
        let (bytes, mut at) = (chars.as_bytes(), 0);
        while at < bytes.len() {
            let (code, len) = decode(bytes, at);
            self.bits[code / 64] |= 1 << (code % 64);
            at += len;
        }
        self
    }

    /// With character number `nth` of each of `words` added.
    pub const fn and_nth(mut self, words: &[&str], nth: usize) -> Self {
        let mut word = 0;
        while word < words.len() {
            let bytes = words[word].as_bytes();
            let (mut at, mut passed) = (0, 0);
            while at < bytes.len() {
                let (code, len) = decode(bytes, at);
                if passed == nth {
                    self.bits[code / 64] |= 1 << (code % 64);
                }
                at += len;
                passed += 1;
            }
            word += 1;
        }
        self
    }

    /// Whether `c` is in the set.
    pub fn contains(&self, c: char) -> bool {
        self.has(c as usize)
    }

    fn has(&self, code: usize) -> bool {
        code < 0x1_0000 && self.bits[code / 64] & (1 << (code % 64)) != 0
    }

    /// The first character of the set at or behind byte `from` of `text`.
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let (bytes, mut at) = (text.as_bytes(), from);
        while let Some(&byte) = bytes.get(at) {
            let (code, len) = match byte {
                0..0x80 => (byte as usize, 1),
                0xE0..0xF0 if at + 2 < bytes.len() => (three(byte, bytes[at + 1], bytes[at + 2]), 3),
                _ => decode(bytes, at),
            };
            if self.has(code) {
                return Some(at);
            }
            at += len;
        }
        None
    }
}

/// Several words looked for at once.
pub struct WordScan {
    firsts: CharSet,
    seconds: CharSet,
}

impl WordScan {
    /// The words of `lists`, each of at least two characters of the basic plane.
    pub const fn of(lists: &[&[&str]]) -> Self {
        let (mut firsts, mut seconds, mut list) = (CharSet::of(""), CharSet::of(""), 0);
        while list < lists.len() {
            firsts = firsts.and_nth(lists[list], 0);
            seconds = seconds.and_nth(lists[list], 1);
            list += 1;
        }
        WordScan { firsts, seconds }
    }

    /// The first place at or behind byte `from` of `text` where a word may begin: its first character is that of one
    /// of the words, the next the second of one.
    pub fn next(&self, text: &str, mut from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        while let Some(at) = self.firsts.next(text, from) {
            from = at + decode(bytes, at).1;
            if from < bytes.len() && self.seconds.has(decode(bytes, from).0) {
                return Some(at);
            }
        }
        None
    }

    /// Whether one of `words`, which must be among those looked for, is in `text`.
    pub fn is_in(&self, text: &str, words: &[&str]) -> bool {
        let mut from = 0;
        while let Some(at) = self.next(text, from) {
            if words.iter().any(|word| text[at..].starts_with(word)) {
                return true;
            }
            from = at + 1;
            while !text.is_char_boundary(from) {
                from += 1;
            }
        }
        false
    }
}

const fn three(first: u8, second: u8, third: u8) -> usize {
    ((first as usize & 0x0f) << 12) | ((second as usize & 0x3f) << 6) | (third as usize & 0x3f)
}

/// The code of the character at byte `at`, and its length in bytes. Characters outside the basic plane are all one.
const fn decode(bytes: &[u8], at: usize) -> (usize, usize) {
    let first = bytes[at];
    if first < 0x80 {
        (first as usize, 1)
    } else if first < 0xE0 {
        (((first as usize & 0x1f) << 6) | (bytes[at + 1] as usize & 0x3f), 2)
    } else if first < 0xF0 {
        (three(first, bytes[at + 1], bytes[at + 2]), 3)
    } else {
        (usize::MAX, 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_every_length_are_found() {
        static SET: CharSet = CharSet::of("年é7）");
        let text = "健康𠀀a2023年é）";
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = SET.next(text, from) {
            let c = text[at..].chars().next().unwrap();
            found.push(c);
            from = at + c.len_utf8();
        }
        assert_eq!(found, ['年', 'é', '）']);
        assert!(SET.contains('7') && !SET.contains('8') && !SET.contains('𠀀'));
        assert_eq!(SET.next("", 0), None);
    }

    #[test]
    fn words_are_found_by_their_first_two_characters() {
        static SCAN: WordScan = WordScan::of(&[&["会同", "联合"], &["分工协同"]]);
        let text = "委员会、联合、联手、分工";
        let places = |word: &str| text.find(word);
        assert_eq!(SCAN.next(text, 0), places("联合"));
        assert_eq!(SCAN.next(text, places("联手").unwrap()), places("分工"));
        assert!(SCAN.is_in(text, &["会同", "联合"]));
        assert!(!SCAN.is_in(text, &["分工协同"]));
    }
}
