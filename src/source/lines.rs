//! Byte offsets to line numbers, without a table entry for each line.

/// Line feeds before every 512th byte of a text; a lookup counts in at most that many bytes.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    before: Vec<u32>,
}

const STEP: usize = 512;

impl<'a> LineIndex<'a> {
    /// Indexes `text`.
    pub fn new(text: &'a str) -> Self {
        let mut feeds = 0;
        let chunks = text.as_bytes().chunks(STEP);
        let before = chunks.map(|chunk| {
            let before = feeds;
            feeds += count(chunk) as u32;
            before
        });
        LineIndex {
            before: before.collect(),
            text,
        }
    }

    /// The 1-based line of byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        // The end of a text that fills its last step lies behind it.
        let block = (offset / STEP).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).map_or(0, |before| *before as usize);
        1 + before + count(&self.text.as_bytes()[block * STEP..offset])
    }
}

fn count(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_lies_on_its_line() {
        for text in ["", "甲", &"\n甲乙\n\n丙".repeat(300), &"丙\n".repeat(128)] {
            let index = LineIndex::new(text);
            for offset in 0..=text.len() {
                let feeds = text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
                assert_eq!(index.at(offset), feeds + 1);
            }
        }
    }
}
