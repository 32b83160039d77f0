//! Findings that say the same of several tasks become one: a clerk decides once about 各街道（镇）, not in each of
//! twenty tasks.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

use crate::directory::Directory;
use crate::note::{Code, Note};

/// From this many tasks on, a plan in which no task has an owner is one finding.
const SEVERAL: usize = 2;

/// One finding for findings of the same code and the same words, at the first of the places.
pub(super) fn same(notes: Vec<Note>) -> Vec<Note> {
    // By their hash: a long document must not hold every message twice.
    let mut first: HashMap<u64, usize> = HashMap::new();
    let mut kept: Vec<Note> = Vec::with_capacity(notes.len());
    for note in notes {
        let Some(task) = note.task.clone().filter(|_| note.tasks.is_empty()) else {
            kept.push(note);
            continue;
        };
        let mut hasher = FixedState::default().build_hasher();
        note.code.hash(&mut hasher);
        plain(&note.message, &task).for_each(|c| c.hash(&mut hasher));
        let at = *first.entry(hasher.finish()).or_insert(kept.len());
        match kept.get_mut(at) {
            Some(known) if known.code == note.code && says_the_same(known, &note.message, &task) => {
                add_task(known, task);
            }
            _ => kept.push(note),
        }
    }
    kept.iter_mut().for_each(name_them_all);
    kept
}

/// What a message says, whatever the task it is about, blanks and the width of brackets.
fn plain<'m>(message: &'m str, task: &str) -> impl Iterator<Item = char> + use<'m> {
    let (before, behind) = without_task(message, task);
    let letters = before.chars().chain(behind.chars()).filter(|c| !c.is_whitespace());
    letters.map(|c| match c {
        '(' => '（',
        ')' => '）',
        c => c,
    })
}

/// What stands before and behind the words that name the task.
fn without_task<'m>(message: &'m str, task: &str) -> (&'m str, &'m str) {
    let named = |at: &usize| {
        let behind = message[at + "任务 ".len()..].strip_prefix(task);
        behind.is_some_and(|behind| behind.starts_with(' '))
    };
    let mut places = message.match_indices("任务 ").map(|(at, _)| at);
    match places.find(named) {
        Some(at) => (&message[..at], &message[at + "任务  ".len() + task.len()..]),
        None => (message, ""),
    }
}

fn says_the_same(known: &Note, message: &str, task: &str) -> bool {
    let known_task = known.task.as_deref().unwrap_or_default();
    // Nearly always they are the same letter by letter.
    without_task(&known.message, known_task) == without_task(message, task)
        || plain(&known.message, known_task).eq(plain(message, task))
}

/// 任务 1.2 有 2 家牵头单位, said of three tasks: 任务 1.2 等 3 项有 2 家牵头单位.
fn name_them_all(note: &mut Note) {
    let several = note.tasks.len();
    if let Some(task) = note.task.as_ref().filter(|_| several > 1) {
        let one = format!("任务 {task} ");
        note.message = note.message.replacen(&one, &format!("任务 {task} 等 {several} 项"), 1);
    }
}

fn add_task(note: &mut Note, task: String) {
    let last = note.tasks.last().or(note.task.as_ref());
    if last == Some(&task) {
        return;
    }
    if note.tasks.is_empty() {
        note.tasks.extend(note.task.clone());
    }
    note.tasks.push(task);
}

/// From so many names on that the table of departments lacks, they are one finding.
const NAMES: usize = 4;

/// Names that are plainly names of units and in no table (市城投公司, 基层卫生科): one finding for all of them, for the
/// clerk checks them in one go. A name that may be none is a finding of its own.
pub(super) fn unknown_units(notes: Vec<Note>) -> Vec<Note> {
    const BEGINS: &str = "部门表中没有“";
    let name = |note: &Note| -> Option<String> {
        let (name, _) = note.message.strip_prefix(BEGINS)?.split_once('”')?;
        let plain = Directory::may_end_name(name) && name.chars().all(char::is_alphabetic);
        (note.code == Code::UnknownUnit && plain).then(|| name.to_string())
    };
    let mut names: Vec<String> = notes.iter().filter_map(name).collect();
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    if names.len() < NAMES {
        return notes;
    }
    let (unknown, mut others): (Vec<Note>, Vec<Note>) = notes.into_iter().partition(|note| name(note).is_some());
    let mut tasks: Vec<String> = Vec::new();
    let mut told = HashSet::new();
    for task in unknown.iter().flat_map(Note::all_tasks) {
        if told.insert(task.to_string()) {
            tasks.push(task.to_string());
        }
    }
    if let Some(first) = unknown.into_iter().next() {
        let all: String = names.iter().map(|name| format!("“{name}”")).collect();
        let count = names.len();
        let mut note = first.about(tasks);
        note.message = format!("部门表中没有{all}，共 {count} 家，按原文照录，请核对是否为单位名称");
        let at = others.partition_point(|other| other.span.start < note.span.start);
        others.insert(at, note);
    }
    others
}

/// A plan without any owner: that is one finding, not one a task.
pub(super) fn without_owners(mut notes: Vec<Note>, tasks: usize) -> Vec<Note> {
    let without = |note: &Note| note.code == Code::NoOwner;
    if tasks < SEVERAL || notes.iter().filter(|note| without(note)).count() < tasks {
        return notes;
    }
    let ids: Vec<String> = notes
        .iter()
        .filter(|note| without(note))
        .filter_map(|note| note.task.clone())
        .collect();
    let mut first = true;
    notes.retain(|note| !without(note) || std::mem::take(&mut first));
    if let Some(note) = notes.iter_mut().find(|note| without(note)) {
        note.message = format!("全文没有责任标注，{} 项任务都待明确责任单位", ids.len());
        *note = note.clone().about(ids);
    }
    notes
}
