//! Findings that say the same of several tasks become one: a clerk decides once about 各街道（镇）, not in each of
//! twenty tasks.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

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
        let mut hasher = DefaultHasher::new();
        (note.code, &note.message).hash(&mut hasher);
        let at = *first.entry(hasher.finish()).or_insert(kept.len());
        match kept.get_mut(at) {
            Some(known) if known.code == note.code && known.message == note.message => add_task(known, task),
            _ => kept.push(note),
        }
    }
    kept
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
