//! The places in a paragraph where brackets and labels may begin or end: looked for once, asked for by several grammars.

use smallvec::SmallVec;

use crate::source::find_mark;

/// The brackets, colons and dashes of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Signs {
    places: SmallVec<[usize; 16]>,
    /// Whether a blank is in the text.
    blank: bool,
}

impl Signs {
    /// Reads `text`.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut places, mut blank) = (SmallVec::new(), false);
        let mut from = 0;
        while let Some((at, is_sign)) = find_mark(bytes, from, sign) {
            if is_sign {
                places.push(at);
            } else {
                blank = true;
            }
            from = at + 1;
        }
        Signs { places, blank }
    }

    /// Whether a blank is in the text: of either width, a tab, or one that does not break.
    pub fn has_blank(&self) -> bool {
        self.blank
    }

    /// Where they begin, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.places.iter().copied()
    }
}

/// Whether `bytes` begin with what may be a sign (`true`) or a blank (`false`).
fn sign(bytes: &[u8]) -> Option<bool> {
    let is_sign = match bytes {
        [b'(' | b')' | b'[' | b']' | b':', ..] => true,
        [b' ' | b'\t', ..] | [0xC2, 0xA0, ..] | [0xE3, 0x80, 0x80, ..] => return Some(false),
        // ——
        [0xE2, 0x80, 0x94, 0xE2, 0x80, 0x94, ..] => true,
        // 〈〉【】〔〕
        [0xE3, 0x80, 0x88..=0x95, ..] => true,
        // （）：［］
        [0xEF, 0xBC, 0x88 | 0x89 | 0x9A | 0xBB | 0xBD, ..] => true,
        _ => false,
    };
    is_sign.then_some(true)
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn brackets_colons_and_dashes_are_signs() {
        let text = "甲（乙）、丙：丁——戊—己[庚]";
        let shown: String = Signs::of(text)
            .places()
            .filter_map(|at| text[at..].chars().next())
            .collect();
        assert_eq!(shown, "（）：—[]");
    }
}
