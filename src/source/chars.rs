//! Byte offsets to character counts and back, without a table entry for each character.

/// Characters before every 64th byte of a text; a lookup counts at most that many bytes.
#[derive(Debug, Clone)]
pub struct CharIndex {
    before: Vec<u32>,
    chars: usize,
}

const STEP: usize = 64;
/// Bytes counted at once inside a step.
const PART: usize = 16;

impl CharIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut chars = 0usize;
        for chunk in bytes.chunks(STEP) {
            before.push(chars as u32);
            chars += count(chunk);
        }
        CharIndex { before, chars }
    }

    /// Length of the text in characters.
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Number of characters before byte `offset` of `text` (the text the index was made of).
    pub fn at(&self, text: &str, offset: usize) -> usize {
        let block = offset / STEP;
        match self.before.get(block) {
            Some(&chars) => chars as usize + count(&text.as_bytes()[block * STEP..offset]),
            None => self.chars,
        }
    }

    /// Byte offset of the character number `index` of `text`; the text's length for its end.
    pub fn byte(&self, text: &str, index: usize) -> usize {
        if index >= self.chars {
            return text.len();
        }
        let block = self.before.partition_point(|&chars| chars as usize <= index) - 1;
        let mut left = index - self.before[block] as usize;
        let (bytes, mut at) = (text.as_bytes(), block * STEP);
        // Whole parts of the block first, each counted at once.
        while let Some(part) = bytes.get(at..at + PART) {
            let chars = count(part);
            if chars > left {
                break;
            }
            left -= chars;
            at += PART;
        }
        let starts = bytes[at..].iter().enumerate().filter(|(_, byte)| is_start(**byte));
        starts.map(|(offset, _)| at + offset).nth(left).unwrap_or(text.len())
    }
}

fn is_start(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

/// Characters that begin in `bytes`. Counted in bytes of up to [`STEP`], which the compiler does for many at once.
fn count(bytes: &[u8]) -> usize {
    let in_step = |step: &[u8]| step.iter().map(|byte| u8::from(is_start(*byte))).sum::<u8>();
    bytes.chunks(STEP).map(|step| usize::from(in_step(step))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_of_a_long_mixed_text_counts_as_the_standard_library_does() {
        let text: String = "区a卫é健𠀀委".repeat(700);
        let index = CharIndex::new(&text);
        let mut chars = 0;
        for (offset, _) in text.char_indices() {
            assert_eq!(index.at(&text, offset), chars);
            assert_eq!(index.byte(&text, chars), offset);
            chars += 1;
        }
        assert_eq!(index.at(&text, text.len()), chars);
        assert_eq!(index.byte(&text, chars), text.len());
        assert_eq!(index.len(), chars);
    }
}
