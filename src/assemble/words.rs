//! The paragraphs of a task as they are searched: each read as one, and looked over once for all that search it.

use super::check::OWNING;
use super::check::PROMISES;
use super::partners::CUES;
use crate::source::{CharClasses, Marks, Passage, Slices};
use crate::{deadline, targets};

/// Who looks for what: the numbers of the classes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seeks {
    Targets,
    Times,
    Partners,
    Owners,
    Promises,
}

/// In the order of [`Seeks`].
static CLASSES: CharClasses = CharClasses::of(&[
    &targets::MARKED,
    &deadline::MARKED,
    CUES.firsts(),
    OWNING.firsts(),
    PROMISES.firsts(),
]);

/// A paragraph with the places where something may begin.
pub(super) struct Words<'a> {
    pub passage: Passage<'a>,
    marks: Marks,
}

impl<'a> Words<'a> {
    /// Reads the paragraph `slices` of `text`.
    pub fn new(text: &'a str, slices: &Slices) -> Self {
        let passage = Passage::new(text, slices);
        let marks = CLASSES.marks(passage.as_str());
        Words { passage, marks }
    }

    /// The places where what `who` seeks may begin, in text order.
    pub fn places(&self, who: Seeks) -> impl Iterator<Item = usize> + '_ {
        self.marks.of(who as usize)
    }
}
