//! What the directory knows of words that are met again and again: a plan repeats its names, and so do those who copy
//! plans into one.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use foldhash::fast::RandomState;

use crate::directory::{Directory, Likeness, ListedName};

/// Names and lists remembered at most; a document that never repeats one must not fill the memory.
const REMEMBERED: usize = 20_000;

/// A list of names in running text is never longer, in bytes.
pub(super) const LONGEST_LIST: usize = 180;

type Memory<T> = RefCell<HashMap<Box<str>, T, RandomState>>;

/// The directory of a document, with what it was asked before.
pub(super) struct Known<'d> {
    directory: &'d Directory,
    names: Memory<bool>,
    likeness: Memory<Likeness>,
    lists: Memory<Option<Rc<[String]>>>,
    firsts: Memory<(String, bool)>,
}

impl<'d> Known<'d> {
    /// Nothing was asked yet.
    pub fn new(directory: &'d Directory) -> Self {
        let (names, likeness, lists, firsts) = Default::default();
        Known {
            directory,
            names,
            likeness,
            lists,
            firsts,
        }
    }

    /// Whether `name`, as written, is that of a known unit or group.
    pub fn is_known(&self, name: &str) -> bool {
        remembered(&self.names, name, || self.directory.is_known(name))
    }

    /// How much one name, as written, looks like a unit.
    pub fn likeness(&self, name: &str) -> Likeness {
        remembered(&self.likeness, name, || self.directory.likeness(name))
    }

    /// The units of a list that is nothing but names of known units.
    pub fn units(&self, list: &str) -> Option<Rc<[String]>> {
        let list = list.trim();
        let may_be = ("区委".len()..=LONGEST_LIST).contains(&list.len()) && !Directory::holds_sentence(list);
        may_be.then(|| remembered(&self.lists, list, || self.read_units(list)))?
    }

    /// The unit of a name, the first where it is a list, and whether it is a mere 有关部门; the name itself where it is
    /// none.
    pub fn first_unit(&self, name: &str) -> (String, bool) {
        remembered(&self.firsts, name, || {
            let first = self.directory.read_list(name).names.into_iter().next();
            first.map_or_else(
                || (name.to_string(), false),
                |listed| (listed.resolved.unit, listed.resolved.generic),
            )
        })
    }

    fn read_units(&self, list: &str) -> Option<Rc<[String]>> {
        let read = self.directory.read_list(list);
        let known = |name: &ListedName| {
            let words = &list[name.range.clone()];
            let whole = words.chars().count() >= 3 && !name.resolved.generic;
            whole && self.directory.likeness(words) == Likeness::Known
        };
        let covered: usize = read.names.iter().map(|name| name.range.len()).sum();
        let marks: usize = list
            .chars()
            .filter(|c| matches!(c, '、' | '，' | ',' | '和' | '及' | '与'))
            .map(char::len_utf8)
            .sum();
        let whole = !read.names.is_empty() && read.names.iter().all(known) && covered + marks >= list.len();
        whole.then(|| read.names.into_iter().map(|name| name.resolved.unit).collect())
    }
}

impl Deref for Known<'_> {
    type Target = Directory;

    fn deref(&self) -> &Directory {
        self.directory
    }
}

fn remembered<T: Clone>(memory: &Memory<T>, words: &str, find: impl FnOnce() -> T) -> T {
    if let Some(known) = memory.borrow().get(words) {
        return known.clone();
    }
    let found = find();
    let mut memory = memory.borrow_mut();
    if memory.len() < REMEMBERED {
        memory.insert(words.into(), found.clone());
    }
    found
}
