//! Words by their first and by their last character, so that a look costs the few that share it.

/// Words with what they mean; of several that fit the longest counts.
pub(super) struct Lexicon<T> {
    by_first: Buckets<T>,
    by_last: Buckets<T>,
}

impl<T: Copy> Lexicon<T> {
    /// Reads rows: a meaning and its words with blanks between.
    pub(super) fn new(rows: &[(T, &'static str)]) -> Self {
        let words = || {
            rows.iter()
                .flat_map(|(meaning, words)| words.split_whitespace().map(|word| (word, *meaning)))
        };
        Lexicon {
            by_first: Buckets::new(words(), |word| word.chars().next()),
            by_last: Buckets::new(words(), |word| word.chars().next_back()),
        }
    }

    /// Whether a word may begin with `c`.
    pub(super) fn may_begin(&self, c: char) -> bool {
        self.by_first.may_hold(c)
    }

    /// The longest word at the beginning of `text`.
    pub(super) fn prefix(&self, text: &str) -> Option<(&'static str, T)> {
        let bucket = self.by_first.of(text.chars().next()?)?;
        bucket.iter().find(|(word, _)| text.starts_with(word)).copied()
    }

    /// The longest word at the end of `text` whose meaning is `wanted`.
    pub(super) fn suffix_where(&self, text: &str, wanted: impl Fn(&T) -> bool) -> Option<(&'static str, T)> {
        let bucket = self.by_last.of(text.chars().next_back()?)?;
        let mut fits = bucket
            .iter()
            .filter(|(word, meaning)| text.ends_with(word) && wanted(meaning));
        fits.next().copied()
    }

    /// Every word in `text`: at each character the longest that begins there.
    pub(super) fn all<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (usize, &'static str, T)> + 's {
        text.char_indices()
            .filter(|(_, c)| self.by_first.may_hold(*c))
            .filter_map(|(at, _)| self.prefix(&text[at..]).map(|(word, meaning)| (at, word, meaning)))
    }

    /// Whether a word is in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.all(text).next().is_some()
    }
}

/// Words in the order of the character they are found by.
struct Buckets<T> {
    /// A bit for the last twelve of each character's: nearly all characters of a text are none of them, and one look
    /// says so.
    known: [u64; 64],
    by_char: Vec<(char, Vec<(&'static str, T)>)>,
}

impl<T: Copy> Buckets<T> {
    fn new(words: impl Iterator<Item = (&'static str, T)>, key: impl Fn(&str) -> Option<char>) -> Self {
        let (mut known, mut by_char) = ([0; 64], Vec::<(char, Vec<_>)>::new());
        for (word, meaning) in words {
            let Some(key) = key(word) else { continue };
            let (slot, bit) = place(key);
            known[slot] |= bit;
            match by_char.binary_search_by_key(&key, |(known, _)| *known) {
                Ok(at) => by_char[at].1.push((word, meaning)),
                Err(at) => by_char.insert(at, (key, vec![(word, meaning)])),
            }
        }
        for (_, words) in &mut by_char {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Buckets { known, by_char }
    }

    fn may_hold(&self, key: char) -> bool {
        let (slot, bit) = place(key);
        self.known[slot] & bit != 0
    }

    fn of(&self, key: char) -> Option<&[(&'static str, T)]> {
        if !self.may_hold(key) {
            return None;
        }
        let at = self.by_char.binary_search_by_key(&key, |(known, _)| *known).ok()?;
        Some(&self.by_char[at].1)
    }
}

fn place(key: char) -> (usize, u64) {
    let low = key as usize & 0xfff;
    (low / 64, 1 << (low % 64))
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn the_longest_word_counts() {
        let words = Lexicon::new(&[(1, "新建 新建成"), (2, "建成")]);
        assert_eq!(words.prefix("新建成五所"), Some(("新建成", 1)));
        assert_eq!(words.suffix_where("已新建成", |_| true), Some(("新建成", 1)));
        assert_eq!(
            words.suffix_where("已新建成", |meaning| *meaning == 2),
            Some(("建成", 2))
        );
        assert_eq!(words.prefix("建设"), None);
        assert!(words.is_in("今年新建两所"));
    }
}
