//! Places in the decoded text, as the JSON shows them.

use serde::{Deserialize, Serialize};

/// Half-open range `[start, end)` in Unicode scalar values of the decoded text; written as a two-element array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
#[cfg_attr(feature = "schema", schemars(with = "[usize; 2]"))]
pub struct CharSpan {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl CharSpan {
    /// A span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        CharSpan { start, end }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether no character lies in the span.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(&self, other: CharSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<[usize; 2]> for CharSpan {
    fn from([start, end]: [usize; 2]) -> Self {
        CharSpan { start, end }
    }
}

impl From<CharSpan> for [usize; 2] {
    fn from(span: CharSpan) -> Self {
        [span.start, span.end]
    }
}
