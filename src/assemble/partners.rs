//! Units that the text of a task mentions as partners: 会同区教育局, 联合市总工会、市妇联, 与区民政局分工协同. They are
//! never owners.
//!
//! A cue counts only with the name of a known unit beside it: 配合开展, 联合演练 and 医疗联合体 have none.

use std::ops::Range;
use std::sync::LazyLock;

use super::check::same_unit;
use super::known::Known;
use super::owners::Settler;
use super::words::{Seeks, Words};
use crate::directory::Directory;
use crate::plan::{Partner, Resolution, Task};
use crate::source::{CharSet, WordScan};

/// Words with the names behind them.
const AHEAD: &[&str] = &[
    "会同", "联合", "配合", "协同", "协助", "联手", "商请", "会商", "协调", "对接",
];

/// Words behind 与甲、乙, or behind names that begin a clause.
const BEHIND: &[&str] = &[
    "分工协同",
    "分工协作",
    "分工负责",
    "密切配合",
    "共同",
    "协同",
    "协作",
    "联动",
    "联合",
    "配合",
    "合作",
    "会商",
    "会签",
    "对接",
    "牵头",
    "参与",
];

/// Behind names and 的: 在市教育局的指导下.
const UNDER: &[&str] = &["指导下", "统筹下", "支持下", "领导下", "牵头下"];

/// One look for all of them: most texts hold none.
pub(super) static CUES: WordScan = WordScan::of(&[AHEAD, BEHIND, UNDER]);

/// All of them, in the order of the lists.
fn cues() -> impl Iterator<Item = &'static str> {
    AHEAD.iter().chain(BEHIND).chain(UNDER).copied()
}

/// The same by their first two characters, each with its place among them.
static CUES_BY_TWO: LazyLock<Vec<([u8; 6], usize, &str)>> = LazyLock::new(|| {
    let begins = |(at, cue): (usize, &'static str)| Some((*cue.as_bytes().first_chunk()?, at, cue));
    let mut all: Vec<_> = cues().enumerate().filter_map(begins).collect();
    all.sort_unstable();
    all
});

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
            let (unit, generic) = settler.known.first_unit(&name);
            found.push(Partner {
                generic,
                unit,
                name,
                cue: cue.to_string(),
                span: settler.span(&place),
                pieces: settler.pieces(&place),
            });
        }
    }
    found.shrink_to_fit();
    found
}

/// Partners of a task that its tag does not name, where it names anybody.
pub(super) fn unnamed(task: &Task) -> impl Iterator<Item = &Partner> {
    let owned = |partner: &&Partner| task.owners.iter().any(|owner| same_unit(&owner.unit, &partner.unit));
    task.partners
        .iter()
        .filter(move |partner| !task.owners.is_empty() && partner.cue != "牵头" && !partner.generic && !owned(partner))
}

/// The names beside cues, each with its cue.
fn mentioned(paragraph: &Words<'_>, directory: &Known<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = paragraph.passage.as_str();
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let by_two = &*CUES_BY_TWO;
    for at in paragraph.places(Seeks::Partners).filter(|at| CUES.may_begin(text, *at)) {
        let Some(two) = text.as_bytes()[at..].first_chunk::<6>() else {
            continue;
        };
        let first = by_two.partition_point(|(begins, ..)| begins < two);
        let same = by_two[first..].iter().take_while(|(begins, ..)| begins == two);
        for &(_, index, cue) in same.filter(|(_, _, cue)| text[at..].starts_with(cue)) {
            let names = match index < AHEAD.len() {
                true => names_from(text, at + cue.len(), directory),
                false => names_before(text, text[..at].strip_suffix('的').map_or(at, str::len), directory),
            };
            found.extend(names.into_iter().map(|name| (name, index)));
        }
    }
    // Of two cues beside one name the first of the lists counts.
    found.sort_by_key(|(name, cue)| (name.start, std::cmp::Reverse(name.end), *cue));
    found.dedup_by(|(next, _), (before, _)| next.start < before.end);
    let cue = |wanted: usize| cues().nth(wanted).unwrap_or_default();
    found.into_iter().map(|(name, index)| (name, cue(index))).collect()
}

/// The names of known units that stand from `at` on: 区教育局、区体育局开展…, 教育、公安等部门.
fn names_from(text: &str, at: usize, directory: &Known<'_>) -> Vec<Range<usize>> {
    if let Some(names) = open_list(text, at, directory) {
        return names;
    }
    let (mut names, mut at) = (Vec::new(), at);
    while let Some(name) = name_at(text, at, directory) {
        at = name.end;
        names.push(name);
        let rest = &text[at..];
        match ["、", "和", "与", "及", "以及"]
            .iter()
            .rev()
            .find(|mark| rest.starts_with(**mark))
        {
            Some(mark) => at += mark.len(),
            None => break,
        }
    }
    names
}

/// What may stand behind 等 of a list of names.
const OTHERS: &[&str] = &[
    "部门",
    "有关部门",
    "相关部门",
    "单位",
    "有关单位",
    "相关单位",
    "部门单位",
    "职能部门",
];

/// 发展改革、教育、公安等部门: names without their last word, which counts for all.
fn open_list(text: &str, at: usize, directory: &Known<'_>) -> Option<Vec<Range<usize>>> {
    let near = text[at..].char_indices().take(3 * LONGEST);
    let end = near
        .take_while(|(_, c)| !ends_names(*c))
        .find(|(_, c)| *c == '等')
        .map(|(from, _)| at + from)?;
    let behind = &text[end + '等'.len_utf8()..];
    let others = OTHERS
        .iter()
        .filter(|others| behind.starts_with(**others))
        .max_by_key(|others| others.len())?;
    let list = &text[at..end + '等'.len_utf8() + others.len()];
    let read = directory.read_list(list);
    let known = |name: &crate::directory::ListedName| name.resolved.resolution != Resolution::Unknown;
    let names = || read.names.iter().filter(|name| !name.resolved.generic);
    let covered: usize = names().map(|name| name.range.len()).sum();
    let whole = names().count() > 0 && names().all(known) && covered * 2 > end - at;
    whole.then(|| names().map(|name| at + name.range.start..at + name.range.end).collect())
}

/// The longest name of a known unit or group that begins at `at`: 区教育局, 各乡镇（街道）.
fn name_at(text: &str, at: usize, directory: &Known<'_>) -> Option<Range<usize>> {
    let (mut found, mut depth) = (None, 0usize);
    for (from, c) in text[at..].char_indices().take(LONGEST) {
        let end = at + from + c.len_utf8();
        match c {
            '（' | '(' if from > 0 => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            _ if ends_names(c) || Directory::is_of_sentences(c) => break,
            _ => {}
        }
        // 财政, 教育 are words of every sentence.
        if depth == 0
            && from >= 2 * '局'.len_utf8()
            && (Directory::may_end_with(c)
                || c == ' ' && Directory::may_end_name(&text[at..end])
                || matches!(c, '）' | ')'))
            && directory.is_known(&text[at..end])
        {
            found = Some(at..end);
        }
    }
    found
}

/// A bracket is looked through for names up to this many bytes.
const BRACKET: usize = 300;

/// What the names looked for there begin with: 县水利局; words before it may pass for a place (接向国家发展改革委).
static LEVELS: CharSet = CharSet::of("省市县区州盟旗镇乡国");

/// The known units that the words of a bracket name, wherever they stand in it.
pub(super) fn names_within<'w>(words: &'w str, directory: &'w Known<'_>) -> impl Iterator<Item = Range<usize>> + 'w {
    let mut from = 0;
    let places = LEVELS.places(words).take_while(|at| *at < BRACKET);
    places.filter_map(move |at| {
        let name = (at >= from).then(|| name_at(words, at, directory)).flatten()?;
        directory.units(&words[name.clone()])?;
        from = name.end;
        Some(name)
    })
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
        .find(|(from, c)| ends_names(*c) && !in_name(text, *from) || matches!(c, '与' | '由' | '在'))
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

/// Whether the bracket at `at` stands inside the name of a group: 各乡镇（街道）.
fn in_name(text: &str, at: usize) -> bool {
    let behind = &text[at..];
    let close = behind.char_indices().take(12).find(|(_, c)| matches!(c, '）' | ')'));
    behind.starts_with(['（', '('])
        && close.is_some()
        && text[..at].ends_with(['镇', '乡', '街', '道', '县', '市', '区', '局', '委', '办', '村', '位'])
}
