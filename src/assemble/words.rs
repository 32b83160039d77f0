//! The paragraphs of a task as they are searched: each read as one, and looked over once for all that search it.

use super::certainty::BRACKETS;
use super::check::{OWNING, PROMISES};
use super::partners::CUES;
use crate::deadline::{Context, Time, times_at};
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
    Brackets,
}

/// In the order of [`Seeks`].
static CLASSES: CharClasses = CharClasses::of(&[
    &targets::MARKED,
    &deadline::MARKED,
    CUES.firsts(),
    OWNING.firsts(),
    PROMISES.firsts(),
    &BRACKETS,
]);

/// A paragraph with the places where something may begin.
pub(super) struct Words<'a> {
    pub passage: Passage<'a>,
    /// The times in it, which its deadlines and its targets go by.
    pub times: Vec<Time>,
    marks: Marks,
}

impl<'a> Words<'a> {
    /// Reads the paragraph `slices` of `text`; `known` is the plan.
    pub fn new(text: &'a str, slices: &Slices, known: Context) -> Self {
        let passage = Passage::new(text, slices);
        let marks = CLASSES.marks(passage.as_str());
        let times = times_at(passage.as_str(), known.plan_year, &mut marks.of(Seeks::Times as usize));
        Words { passage, times, marks }
    }

    /// The places where what `who` seeks may begin, in text order.
    pub fn places(&self, who: Seeks) -> impl Iterator<Item = usize> + '_ {
        self.marks.of(who as usize)
    }
}
