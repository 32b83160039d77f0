//! Characters to UTF-16 units, in which scripts count.

/// Where the characters of a text stand in UTF-16.
#[derive(Debug)]
pub(super) struct Utf16 {
    /// The characters that take two units, by their place among all characters.
    wide: Vec<usize>,
    chars: usize,
}

impl Utf16 {
    /// Those of `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut chars = 0;
        let mut wide = Vec::new();
        for character in text.chars() {
            if character.len_utf16() == 2 {
                wide.push(chars);
            }
            chars += 1;
        }
        Utf16 { wide, chars }
    }

    /// The unit at which character `index` begins; the end of the text for any behind it.
    pub(super) fn at(&self, index: usize) -> usize {
        let index = index.min(self.chars);
        index + self.wide.partition_point(|wide| *wide < index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_two_units_are_counted_twice() {
        let text = "区𠀀委𠀀";
        let units = Utf16::new(text);
        let places: Vec<usize> = (0..=5).map(|index| units.at(index)).collect();
        assert_eq!(places, [0, 1, 3, 4, 6, 6]);
        assert_eq!(units.at(usize::MAX), text.encode_utf16().count());
    }
}
