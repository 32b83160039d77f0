//! Brackets of a text, every shape and width, nested and mismatched.

use std::ops::Range;

use smallvec::SmallVec;

use super::sign::Signs;

/// A closed bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// With its brackets.
    pub whole: Range<usize>,
    /// Without them.
    pub content: Range<usize>,
    /// How many levels of brackets it holds inside; 0 for none.
    pub height: usize,
}

/// The brackets of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brackets {
    /// Closed ones, in the order of their closing.
    pub closed: SmallVec<[Bracket; 2]>,
    /// Openings that are never closed.
    pub open: SmallVec<[usize; 3]>,
}

/// Content of a tag is never longer; what lies further apart is not looked at (a line of nothing but brackets).
const LONGEST: usize = 6_000;
/// Tags nest names in brackets, and those a rule; deeper ones are none.
const HIGHEST: usize = 3;

/// Finds the brackets of `text`, whose signs are known, in one pass. Any closing bracket closes the innermost open one, since real plans
/// mix shapes (`[…)`).
pub(super) fn brackets(text: &str, signs: &Signs) -> Brackets {
    let mut found = Brackets::default();
    let mut stack: SmallVec<[(usize, usize, usize); 4]> = SmallVec::new();
    let bytes = text.as_bytes();
    for position in signs.places() {
        let Some(shape) = shape(&bytes[position..]) else {
            continue;
        };
        let len = if bytes[position] < 0x80 { 1 } else { 3 };
        let at = position + len;
        match shape {
            Shape::Open => stack.push((position, len, 0)),
            Shape::Close => {
                let Some((open, open_len, height)) = stack.pop() else {
                    // [甲局牵头，不再列出)]: what closes once more goes with the bracket before it.
                    if let Some(last) = found.closed.last_mut().filter(|last| last.whole.end == position) {
                        last.whole.end = at;
                    }
                    continue;
                };
                if let Some(parent) = stack.last_mut() {
                    parent.2 = parent.2.max(height + 1);
                }
                if height <= HIGHEST && at - open <= LONGEST {
                    found.closed.push(Bracket {
                        whole: open..at,
                        content: open + open_len..position,
                        height,
                    });
                }
            }
        }
    }
    found.open = stack.into_iter().map(|(open, ..)| open).collect();
    found
}

#[derive(Debug, PartialEq, Eq)]
enum Shape {
    Open,
    Close,
}

/// The bracket that `bytes` begins with.
fn shape(bytes: &[u8]) -> Option<Shape> {
    match bytes.first()? {
        b'(' | b'[' => Some(Shape::Open),
        b')' | b']' => Some(Shape::Close),
        0xE3 | 0xEF => wide_bracket(bytes),
        _ => None,
    }
}

fn wide_bracket(bytes: &[u8]) -> Option<Shape> {
    match bytes {
        // （ ［, ﹙ ﹝
        [0xEF, 0xBC, 0x88 | 0xBB, ..] | [0xEF, 0xB9, 0x99 | 0x9D, ..] => Some(Shape::Open),
        // ） ］, ﹚ ﹞
        [0xEF, 0xBC, 0x89 | 0xBD, ..] | [0xEF, 0xB9, 0x9A | 0x9E, ..] => Some(Shape::Close),
        // 〈 【 〔 〖
        [0xE3, 0x80, 0x88 | 0x90 | 0x94 | 0x96, ..] => Some(Shape::Open),
        // 〉 】 〕 〗
        [0xE3, 0x80, 0x89 | 0x91 | 0x95 | 0x97, ..] => Some(Shape::Close),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{CLOSING, OPENING};

    #[test]
    fn every_bracket_of_the_list_is_seen_and_no_other() {
        let shapes = |list: &[char]| -> Vec<_> {
            let shapes = list.iter().map(|c| shape(c.to_string().as_bytes()));
            shapes.collect()
        };
        assert!(shapes(OPENING).iter().all(|shape| *shape == Some(Shape::Open)));
        assert!(shapes(CLOSING).iter().all(|shape| *shape == Some(Shape::Close)));
        assert!(shapes(&['《', '》', '“', '「', '、', '：']).iter().all(Option::is_none));
    }

    #[test]
    fn nested_mismatched_and_unclosed_brackets_are_told_apart() {
        let text = "甲（乙（丙）〔丁)戊】己（庚";
        let found = brackets(text, &Signs::of(text));
        let shown: Vec<&str> = found
            .closed
            .iter()
            .map(|bracket| &text[bracket.content.clone()])
            .collect();
        assert_eq!(shown, ["丙", "丁", "乙（丙）〔丁)戊"]);
        assert_eq!(&text[found.open[0]..], "（庚");
    }
}
