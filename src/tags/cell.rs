//! A cell of a table: whom it names. The heading gives the role, the cell may have words of its own, and persons and
//! shares among the names.
//!
//! ```text
//! cell   = sentence | list "会" list | list
//! name   = unit [ person | "（" person { "、" person } "）" ] | person
//! person = post | post name | name
//! ```

use std::borrow::Cow;
use std::ops::Range;

use super::clause::matching_open;
use super::contact;
use super::quota::without_shares;
use super::sentence::{self, Group, Reading};
use super::signs_of_cells::{unmarked, unnumbered};
use super::{BaseRole, TagReader, joint, plausible};
use crate::directory::{
    Directory, Likeness, ListedName, NameList, begins_with_surname, is_named_post, is_post, is_surely_name,
};

/// Ends of headings of units and of the persons that answer for them: 责任单位及责任人.
const WITH_PERSONS: &[&str] = &["责任人", "负责人", "人员", "领导", "联系人"];

/// A name with a person behind it is no longer, in characters.
const LONGEST: usize = 40;

/// Cells longer than this, in bytes, are not looked at bracket by bracket.
const LONGEST_CELL: usize = 3_000;

/// What is not the name of a unit in a list, relative to it.
struct Told {
    unit: Option<Range<usize>>,
    people: Vec<Range<usize>>,
}

impl TagReader<'_> {
    /// The owners of a table's cell: in the roles its own words give (办公室牵头，各科室配合), else in the role of its
    /// column. Persons among them are told apart.
    pub fn read_cell(&self, cell: &str, base: BaseRole, heading: &str) -> Reading {
        let heading: String = heading.split_whitespace().collect();
        // Only signs are put out, so that places in what is read are places in the cell.
        let cell = &*unnumbered(cell);
        let called = contact::without(cell);
        let cell = called.as_deref().unwrap_or(cell);
        let cell = &*self.parted_behind_roles(cell);
        let mut sentence = sentence::read(cell, self.roles, self.directory);
        if (sentence.worded || sentence.labelled) && plausible::plausible(&sentence, cell, self.directory) {
            // 甲局负责 in the column 牵头单位 says no more than the column.
            let plain = sentence.groups.iter().all(|group| group.base == BaseRole::Owner);
            for group in sentence.groups.iter_mut().filter(|_| plain) {
                group.base = base;
                group.label = Some(heading.clone());
            }
            return sentence;
        }
        if let Some(joint) = joint(cell, self.directory) {
            return self.joined(cell, joint, base, heading);
        }
        let persons = WITH_PERSONS.iter().any(|noun| heading.ends_with(noun));
        let mut names = self.listed(&unmarked(cell));
        let people = self.take_persons(cell, &mut names, persons);
        let marked = sentence::marked(cell, &(0..cell.len()), &names);
        let group = Group {
            base,
            word: 0..0,
            label: Some(heading.clone()),
            list: 0..cell.len(),
            names,
            marked,
        };
        Reading {
            groups: vec![group],
            people_label: (!people.is_empty()).then_some(heading),
            people: people.into_iter().map(|name| (name, 0..0)).collect(),
            labelled: true,
            ..Reading::default()
        }
    }

    /// 甲局(牵头) 乙局: a comma for the blank behind a role in brackets.
    fn parted_behind_roles<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        let blank = |(at, c): &(usize, char)| c.is_whitespace() && cell[..*at].ends_with(['）', ')']);
        let mut parted = Cow::Borrowed(cell);
        if cell.len() > LONGEST_CELL {
            return parted;
        }
        for (at, _) in cell.char_indices().filter(blank) {
            let words = &cell[..at];
            let Some(open) = matching_open(words) else { continue };
            let inner = words[open..].trim_matches(['（', '）', '(', ')']);
            let role = inner.trim_end_matches("单位").trim_end_matches("部门");
            let said = self.roles.verb_at_end(role).is_some_and(|(stem, _)| stem == 0);
            let len = cell[at..].chars().next().map_or(0, char::len_utf8);
            if said && let Some(comma) = [",", "", "，"].get(len - 1).filter(|comma| comma.len() == len) {
                parted.to_mut().replace_range(at..at + len, comma);
            }
        }
        parted
    }

    /// The names of a cell, without the share of each.
    fn listed(&self, cell: &str) -> NameList {
        let Some(stretches) = without_shares(cell, self.directory) else {
            return self.directory.read_list(cell);
        };
        let mut all = NameList::default();
        for stretch in stretches {
            let list = self.directory.read_list(&cell[stretch.clone()]);
            all.open_ended |= list.open_ended;
            all.names
                .extend(list.names.into_iter().map(|name| moved(name, stretch.start)));
        }
        all
    }

    /// Takes the persons out of `names`, and off the units they stand behind.
    fn take_persons(&self, cell: &str, names: &mut NameList, persons: bool) -> Vec<Range<usize>> {
        let mut people = Vec::new();
        let mut kept = Vec::with_capacity(names.names.len());
        for name in std::mem::take(&mut names.names) {
            // 市教育局 黄山: what only a blank parts from a unit is the person who answers for it there.
            let blank = cell[..name.range.start].ends_with(char::is_whitespace) && !kept.is_empty();
            let words = &cell[name.range.clone()];
            let persons = persons || blank && begins_with_surname(words) && words.chars().count() <= 3;
            let Some(told) = told(words, persons, self.directory) else {
                kept.push(name);
                continue;
            };
            let at = name.range.start;
            if let Some(unit) = told.unit {
                let unit = at + unit.start..at + unit.end;
                let list = self.directory.read_list(&cell[unit.clone()]);
                kept.extend(list.names.into_iter().map(|name| moved(name, unit.start)));
            }
            people.extend(told.people.into_iter().map(|person| at + person.start..at + person.end));
        }
        names.names = kept;
        people
    }

    /// 甲处会乙处: the first leads, the others support, unless all of the column do.
    fn joined(&self, cell: &str, joint: Range<usize>, base: BaseRole, heading: String) -> Reading {
        let first = match base {
            BaseRole::Owner => BaseRole::Lead,
            base => base,
        };
        let group = |base, word: Range<usize>, label, list: Range<usize>| Group {
            base,
            word,
            label,
            names: self.directory.read_list(&cell[list.clone()]),
            list,
            marked: Vec::new(),
        };
        Reading {
            groups: vec![
                match base {
                    BaseRole::Owner => group(first, joint.clone(), None, 0..joint.start),
                    _ => group(first, 0..0, Some(heading), 0..joint.start),
                },
                group(BaseRole::Support, joint.clone(), None, joint.end..cell.len()),
            ],
            labelled: true,
            ..Reading::default()
        }
    }
}

fn moved(mut name: ListedName, by: usize) -> ListedName {
    name.range = name.range.start + by..name.range.end + by;
    name
}

/// What `words`, one name of a list, say of persons; `None` where they are the name of a unit. Where the heading is for
/// persons as well, less is asked of a name.
fn told(words: &str, persons: bool, directory: &Directory) -> Option<Told> {
    let chars = words.chars().count();
    if !(2..=LONGEST).contains(&chars) {
        return None;
    }
    if let Some(told) = in_brackets(words, persons, directory) {
        return Some(told);
    }
    if directory.likeness(words) == Likeness::Known {
        return None;
    }
    let person = is_post(words) || is_person(words, persons, directory) || is_named_post(words);
    let behind = behind_unit(words, persons, directory);
    match behind {
        // 市教育局局长李明 is the bureau and its head; 市教育局局长 is a post.
        Some(told) if !is_post(words) || words.ends_with("长") && is_named(words, &told) => Some(told),
        _ if person => Some(Told {
            unit: None,
            people: std::iter::once(0..words.len()).collect(),
        }),
        _ => None,
    }
}

/// Whether the person behind a unit has a name: 市教育局王局长, not 市教育局局长.
fn is_named(words: &str, told: &Told) -> bool {
    let person = told.people.first().map_or("", |person| &words[person.clone()]);
    begins_with_surname(person)
}

/// Whether words are a person's name.
fn is_person(words: &str, persons: bool, directory: &Directory) -> bool {
    if directory.likeness(words) != Likeness::None {
        return false;
    }
    let short = (2..=4).contains(&words.chars().count()) && words.chars().all(char::is_alphabetic);
    is_surely_name(words) || persons && short
}

/// 市教育局（张三）
fn in_brackets(words: &str, persons: bool, directory: &Directory) -> Option<Told> {
    let inner = words.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let first = open + inner[open..].chars().next()?.len_utf8();
    if open == 0 {
        return None;
    }
    let mut people = Vec::new();
    let mut start = first;
    for part in inner[first..].split_inclusive(['、', '，', ',', ' ', '\u{3000}']) {
        let name = part.trim_end_matches(['、', '，', ',', ' ', '\u{3000}']);
        if !name.is_empty() {
            people.push(start..start + name.len());
        }
        start += part.len();
    }
    let person = |range: &Range<usize>| {
        let name = &words[range.clone()];
        is_person(name, persons, directory) || is_post(name) || is_named_post(name)
    };
    (!people.is_empty() && people.iter().all(person)).then_some(Told {
        unit: Some(0..open),
        people,
    })
}

/// 市教育局张三, 市教育局王局长, 市教育局局长李明
fn behind_unit(words: &str, persons: bool, directory: &Directory) -> Option<Told> {
    let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let names = starts.len().saturating_sub(8)..starts.len().saturating_sub(1);
    let places = starts.get(names).unwrap_or_default();
    let at = places.iter().rev().copied().filter(|at| *at >= 6).find(|at| {
        let person = &words[*at..];
        let surnamed = begins_with_surname(person);
        let short = person.chars().count() <= 3;
        let named = is_surely_name(person)
            || persons && surnamed && short && is_person(person, persons, directory)
            || surnamed && is_post(person)
            || is_named_post(person) && !surnamed;
        named && directory.likeness(&words[..*at]) == Likeness::Known
    })?;
    Some(Told {
        unit: Some(0..at),
        people: std::iter::once(at..words.len()).collect(),
    })
}
