//! Sets of characters and the first characters of words, made when the product is compiled: what a stage looks for in
//! a text is found with one look at each character.

/// A set of characters of the basic plane (all characters of plans but the rarest ideographs), one bit each.
pub struct CharSet {
    bits: [u64; 1024],
    /// The same by the last two bytes of characters of three bytes, which nearly all are: small enough to stay at
    /// hand. What is not here is not in the set.
    tails: [u64; 64],
}

impl CharSet {
    /// No character.
    pub const EMPTY: CharSet = CharSet {
        bits: [0; 1024],
        tails: [0; 64],
    };

    /// The characters of `chars`.
    pub const fn of(chars: &str) -> Self {
        CharSet::EMPTY.and(chars)
    }

    /// With the characters of `chars` added.
    pub const fn and(mut self, chars: &str) -> Self {
        let (bytes, mut at) = (chars.as_bytes(), 0);
        while at < bytes.len() {
            let (code, len) = decode(bytes, at);
            self.add(code);
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
                    self.add(code);
                }
                at += len;
                passed += 1;
            }
            word += 1;
        }
        self
    }

    /// With the last character of each of `words` added.
    pub const fn and_last(mut self, words: &[&str]) -> Self {
        let mut word = 0;
        while word < words.len() {
            let bytes = words[word].as_bytes();
            let (mut at, mut last) = (0, 0);
            while at < bytes.len() {
                let (code, len) = decode(bytes, at);
                (at, last) = (at + len, code);
            }
            if !bytes.is_empty() {
                self.add(last);
            }
            word += 1;
        }
        self
    }

    /// With the characters of `other` added.
    const fn and_set(mut self, other: &CharSet) -> Self {
        let mut at = 0;
        while at < self.bits.len() {
            self.bits[at] |= other.bits[at];
            at += 1;
        }
        at = 0;
        while at < self.tails.len() {
            self.tails[at] |= other.tails[at];
            at += 1;
        }
        self
    }

    const fn add(&mut self, code: usize) {
        self.bits[code / 64] |= 1 << (code % 64);
        self.tails[code / 64 % 64] |= 1 << (code % 64);
    }

    /// Whether `c` is in the set.
    pub fn contains(&self, c: char) -> bool {
        self.has(c as usize)
    }

    fn has(&self, code: usize) -> bool {
        code < 0x1_0000 && self.bits[code / 64] & (1 << (code % 64)) != 0
    }

    /// Every place of a character of the set in `text`.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = self.next(text, from)?;
            from = at + decode(text.as_bytes(), at).1;
            Some(at)
        })
    }

    /// The first character of the set at or behind byte `from` of `text`.
    #[inline]
    pub fn next(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut rest = bytes.get(from..)?;
        loop {
            match *rest {
                // Nearly all of a text: characters of three bytes that are not in the set.
                [0xE0..=0xFF, second, third, ref behind @ ..]
                    if self.tails[second as usize % 64] & (1 << (third % 64)) == 0 =>
                {
                    rest = behind;
                }
                // The last byte of one of four.
                [0x80..0xC0, ref behind @ ..] => rest = behind,
                [_, ..] => {
                    let at = bytes.len() - rest.len();
                    let (code, len) = decode(bytes, at);
                    if self.has(code) {
                        return Some(at);
                    }
                    rest = &rest[len..];
                }
                [] => return None,
            }
        }
    }
}

/// What several stages look for in one text, so that one pass finds all of it: eight sets of characters at most.
pub struct CharClasses {
    all: CharSet,
    class: [u8; 0x1_0000],
}

impl CharClasses {
    /// The sets, by the number of their class.
    pub const fn of(sets: &[&CharSet]) -> Self {
        let mut classes = CharClasses {
            all: CharSet::EMPTY,
            class: [0; 0x1_0000],
        };
        let mut number = 0;
        while number < sets.len() {
            classes.all = classes.all.and_set(sets[number]);
            let mut slot = 0;
            while slot < 1024 {
                let mut left = sets[number].bits[slot];
                while left != 0 {
                    classes.class[slot * 64 + left.trailing_zeros() as usize] |= 1 << number;
                    left &= left - 1;
                }
                slot += 1;
            }
            number += 1;
        }
        classes
    }

    /// Where characters of the sets are in `text`.
    pub fn marks(&self, text: &str) -> Marks {
        // Of the sets looked for so far, every sixth character is in one.
        let mut places = Vec::with_capacity(text.len() / 16 + 4);
        let bytes = text.as_bytes();
        let mut rest = bytes;
        loop {
            // As in `CharSet::next`, with what is found put down on the way.
            let code = match *rest {
                [first @ 0xE0..0xF0, second, third, ref behind @ ..] => {
                    rest = behind;
                    if self.all.tails[second as usize % 64] & (1 << (third % 64)) == 0 {
                        continue;
                    }
                    three(first, second, third)
                }
                [first @ 0..0x80, ref behind @ ..] => {
                    rest = behind;
                    first as usize
                }
                [_, ..] => {
                    let (code, len) = decode(bytes, bytes.len() - rest.len());
                    rest = &rest[len..];
                    if code > 0xFFFF {
                        continue;
                    }
                    code
                }
                [] => break,
            };
            let class = self.class[code];
            if class != 0 {
                let len = if code < 0x80 { 1 } else { 2 + usize::from(code >= 0x800) };
                places.push(((bytes.len() - rest.len() - len) as u32, class));
            }
        }
        Marks { places }
    }
}

/// The places in a text where one of [`CharClasses`] is.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    places: Vec<(u32, u8)>,
}

impl Marks {
    /// The places of class number `class`, in text order.
    pub fn of(&self, class: usize) -> impl Iterator<Item = usize> + '_ {
        let wanted = move |(_, classes): &&(u32, u8)| classes >> class & 1 != 0;
        self.places.iter().filter(wanted).map(|(at, _)| *at as usize)
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
        let (mut firsts, mut seconds, mut list) = (CharSet::EMPTY, CharSet::EMPTY, 0);
        while list < lists.len() {
            firsts = firsts.and_nth(lists[list], 0);
            seconds = seconds.and_nth(lists[list], 1);
            list += 1;
        }
        WordScan { firsts, seconds }
    }

    /// The first characters of the words.
    pub const fn firsts(&self) -> &CharSet {
        &self.firsts
    }

    /// Whether one of the words may begin at byte `at` of `text`, where the first character of one stands.
    pub fn may_begin(&self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        let second = at + decode(bytes, at).1;
        second < bytes.len() && self.seconds.has(decode(bytes, second).0)
    }

    /// Whether one of `words`, which must be among those looked for, is in `text`.
    pub fn is_in(&self, text: &str, words: &[&str]) -> bool {
        let mut from = 0;
        while let Some(at) = self.firsts.next(text, from) {
            if self.may_begin(text, at) && words.iter().any(|word| text[at..].starts_with(word)) {
                return true;
            }
            from = at + decode(text.as_bytes(), at).1;
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
    fn one_pass_finds_several_sets() {
        static FIGURES: CharSet = CharSet::of("0123456789三");
        static TIMES: CharSet = CharSet::of("年三");
        static CLASSES: CharClasses = CharClasses::of(&[&FIGURES, &TIMES]);
        let text = "第三年2次";
        let marks = CLASSES.marks(text);
        assert_eq!(marks.of(0).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(marks.of(1).collect::<Vec<_>>(), [3, 6]);
    }

    #[test]
    fn words_are_found_by_their_first_two_characters() {
        static SCAN: WordScan = WordScan::of(&[&["会同", "联合"], &["分工协同"]]);
        let text = "委员会、联合、联手、分工";
        let place = |word: &str| text.find(word).unwrap();
        let begin: Vec<bool> = ["会", "联合", "联手", "分工"]
            .map(|word| SCAN.may_begin(text, place(word)))
            .into();
        assert_eq!(begin, [false, true, false, true]);
        assert!(SCAN.is_in(text, &["会同", "联合"]));
        assert!(!SCAN.is_in(text, &["分工协同"]));
    }
}
