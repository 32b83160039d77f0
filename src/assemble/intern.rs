//! Words that a plan repeats (names, role words, numbers, ids), each kept once.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;

/// Words met so far.
#[derive(Debug, Default)]
pub(super) struct Interner {
    words: RefCell<HashSet<Arc<str>, RandomState>>,
}

impl Interner {
    /// The one copy of `word`.
    pub fn get(&self, word: &str) -> Arc<str> {
        let mut words = self.words.borrow_mut();
        if let Some(known) = words.get(word) {
            return Arc::clone(known);
        }
        let new: Arc<str> = word.into();
        words.insert(Arc::clone(&new));
        new
    }
}
