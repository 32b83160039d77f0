//! Units that the text of a task mentions as partners: 会同区教育局, 联合市总工会、市妇联, 与区民政局分工协同. They are
//! never owners.
//!
//! A cue counts only with the name of a known unit beside it: 配合开展, 联合演练 and 医疗联合体 have none.

use std::ops::Range;

use super::check::same_unit;
use super::known::Known;
use super::owners::Settler;
use super::words::{Seeks, Words};
use crate::directory::Directory;
use crate::plan::{Partner, Task};
use crate::source::WordScan;

/// Words with the names behind them.
const AHEAD: &[&str] = &["会同", "联合", "配合", "协同", "协助", "联手"];

/// Words behind 与甲、乙, or behind names that begin a clause.
const BEHIND: &[&str] = &[
    "分工协同",
    "协同",
    "协作",
    "联动",
    "配合",
    "合作",
    "会商",
    "牵头",
    "参与",
];

/// One look for all of them: most texts hold none.
pub(super) static CUES: WordScan = WordScan::of(&[AHEAD, BEHIND]);

/// A name is never longer, in characters.
const LONGEST: usize = 24;

/// The partners that the text of a task names, in text order.
pub(super) fn partners(settler: &Settler<'_, '_>, words: &[Words<'_>]) -> Vec<Partner> {
    let mut found = Vec::new();
    for paragraph in words {
        let passage = &paragraph.passage;
        for (name, cue) in mentioned(paragraph, &settler.known) {
            let place = passage.locate(name);
            let name = place.join(settler.tree.text);
            let listed = settler.directory.read_list(&name).names.into_iter().next();
            found.push(Partner {
                unit: listed.map_or_else(|| name.clone(), |listed| listed.resolved.unit),
                name,
                cue: cue.to_string(),
                span: settler.span(&place),
                pieces: settler.pieces(&place),
            });
        }
    }
    found
}

/// Partners of a task that its tag does not name, where it names anybody.
pub(super) fn unnamed(task: &Task) -> impl Iterator<Item = &Partner> {
    let owned = |partner: &&Partner| task.owners.iter().any(|owner| same_unit(&owner.unit, &partner.unit));
    task.partners
        .iter()
        .filter(move |partner| !task.owners.is_empty() && partner.cue != "牵头" && !owned(partner))
}

/// The names beside cues, each with its cue.
fn mentioned(paragraph: &Words<'_>, directory: &Known<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = paragraph.passage.as_str();
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let cues = || AHEAD.iter().chain(BEHIND).enumerate();
    for at in paragraph.places(Seeks::Partners).filter(|at| CUES.may_begin(text, *at)) {
        for (index, cue) in cues().filter(|(_, cue)| text[at..].starts_with(**cue)) {
            let names = match index < AHEAD.len() {
                true => names_from(text, at + cue.len(), directory),
                false => names_before(text, at, directory),
            };
            found.extend(names.into_iter().map(|name| (name, index)));
        }
    }
    // Of two cues beside one name the first of the lists counts.
    found.sort_by_key(|(name, cue)| (name.start, std::cmp::Reverse(name.end), *cue));
    found.dedup_by(|(next, _), (before, _)| next.start < before.end);
    let cue = |wanted: usize| cues().find(|(index, _)| *index == wanted).map_or("", |(_, cue)| *cue);
    found.into_iter().map(|(name, index)| (name, cue(index))).collect()
}

/// The names of known units that stand from `at` on: 区教育局、区体育局开展….
fn names_from(text: &str, mut at: usize, directory: &Known<'_>) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    while let Some(name) = name_at(text, at, directory) {
        at = name.end;
        names.push(name);
        match text[at..].chars().next().filter(|c| "、和与及".contains(*c)) {
            Some(mark) => at += mark.len_utf8(),
            None => break,
        }
    }
    names
}

/// The longest name of a known unit that begins at `at`.
fn name_at(text: &str, at: usize, directory: &Known<'_>) -> Option<Range<usize>> {
    let mut found = None;
    for (from, c) in text[at..].char_indices().take(LONGEST) {
        if ends_names(c) || Directory::is_of_sentences(c) {
            break;
        }
        let end = at + from + c.len_utf8();
        // 财政, 教育 are words of every sentence.
        if from >= 2 * '局'.len_utf8() && Directory::may_end_name(&text[at..end]) && directory.is_known(&text[at..end])
        {
            found = Some(at..end);
        }
    }
    found
}

/// The names of 与甲、乙 that end at `at`, or of a clause that holds nothing else.
fn names_before(text: &str, at: usize, directory: &Known<'_>) -> Vec<Range<usize>> {
    if !Directory::may_end_name(&text[..at]) {
        return Vec::new();
    }
    let head = &text[..at];
    let begin = head
        .char_indices()
        .rev()
        .take(3 * LONGEST)
        .find(|(_, c)| ends_names(*c) || matches!(c, '与' | '由'))
        .map_or(0, |(from, c)| from + c.len_utf8());
    let names = names_from(text, begin, directory);
    // Up to the cue there must be nothing else.
    if names.last().is_some_and(|last| last.end == at) {
        names
    } else {
        Vec::new()
    }
}

/// Marks that no name and no list goes across.
fn ends_names(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | '：' | '！' | ',' | ';' | ':' | '（' | '(' | '“' | '《' | '\n'
    )
}
