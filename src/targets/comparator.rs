//! Comparators: words before a number and words behind its unit. A new one is a row.

use crate::plan::TargetOp::{self, About, AtLeast, AtMost, Equal, Less, More};

/// Directly before a number. `true`: the word alone says that the number is to be reached.
const BEFORE: &[(&str, TargetOp, bool)] = &[
    ("不少于", AtLeast, true),
    ("不得少于", AtLeast, true),
    ("不低于", AtLeast, true),
    ("不得低于", AtLeast, true),
    ("不小于", AtLeast, true),
    ("不下于", AtLeast, true),
    ("至少", AtLeast, true),
    ("最少", AtLeast, true),
    ("达到", Equal, true),
    ("达", Equal, true),
    ("到达", Equal, true),
    ("提高到", Equal, true),
    ("提高至", Equal, true),
    ("提升到", Equal, true),
    ("提升至", Equal, true),
    ("增加到", Equal, true),
    ("增加至", Equal, true),
    ("增长到", Equal, true),
    ("增至", Equal, true),
    ("增到", Equal, true),
    ("扩大到", Equal, true),
    ("扩大至", Equal, true),
    ("发展到", Equal, true),
    ("上升到", Equal, true),
    ("升至", Equal, true),
    ("下降到", Equal, true),
    ("下降至", Equal, true),
    ("降低到", Equal, true),
    ("降低至", Equal, true),
    ("减少到", Equal, true),
    ("减少至", Equal, true),
    ("降到", Equal, true),
    ("降至", Equal, true),
    ("压缩到", Equal, true),
    ("压缩至", Equal, true),
    ("压减到", Equal, true),
    ("压减至", Equal, true),
    ("缩短到", Equal, true),
    ("缩短至", Equal, true),
    ("保持在", Equal, true),
    ("稳定在", Equal, true),
    ("维持在", Equal, true),
    ("控制在", AtMost, true),
    ("控制到", AtMost, true),
    ("不超过", AtMost, true),
    ("不得超过", AtMost, true),
    ("不超", AtMost, true),
    ("不高于", AtMost, true),
    ("不得高于", AtMost, true),
    ("不多于", AtMost, true),
    ("不大于", AtMost, true),
    ("最多", AtMost, true),
    ("至多", AtMost, true),
    ("低于", Less, true),
    ("小于", Less, true),
    ("少于", Less, true),
    ("超过", More, true),
    ("突破", More, true),
    ("高于", More, true),
    ("大于", More, true),
    ("多于", More, true),
    ("超", More, true),
    ("<", Less, true),
    ("＜", Less, true),
    ("≤", AtMost, true),
    ("﹤", Less, true),
    (">", More, true),
    ("＞", More, true),
    ("≥", AtLeast, true),
    ("=", Equal, false),
    ("＝", Equal, false),
    ("增长", Equal, true),
    ("增加", Equal, false),
    ("提高", Equal, true),
    ("提升", Equal, true),
    ("下降", Equal, true),
    ("降低", Equal, true),
    ("减少", Equal, true),
    ("压减", Equal, true),
    ("缩短", Equal, true),
    ("压缩", Equal, true),
    ("为", Equal, false),
    ("约", About, false),
    ("大约", About, false),
    ("近", About, false),
    ("接近", About, false),
];

/// Behind number and unit.
const BEHIND: &[(&str, TargetOp)] = &[
    ("及以上", AtLeast),
    ("（含）以上", AtLeast),
    ("(含)以上", AtLeast),
    ("或以上", AtLeast),
    ("以上", AtLeast),
    ("以内", AtMost),
    ("之内", AtMost),
    ("及以下", AtMost),
    ("以下", AtMost),
    ("左右", About),
    ("上下", About),
];

/// Between number and unit: 20余家, 100多个.
const BETWEEN: &[(&str, TargetOp)] = &[("余", More), ("多", More), ("来", About)];

/// A comparator with its words' length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparator {
    pub op: TargetOp,
    pub len: usize,
    pub strong: bool,
}

/// The comparator at the end of `words`, which stand before a number; the longest.
pub(super) fn before(words: &str) -> Option<Comparator> {
    let bare = words.trim_end();
    let found = BEFORE.iter().filter(|(word, ..)| bare.ends_with(word));
    let (word, op, strong) = *found.max_by_key(|(word, ..)| word.len())?;
    Some(Comparator {
        op,
        len: words.len() - bare.len() + word.len(),
        strong,
    })
}

/// The comparator at the beginning of `rest`, behind a unit.
pub(super) fn behind(rest: &str) -> Option<Comparator> {
    of(BEHIND, rest)
}

/// The comparator at the beginning of `rest`, between number and unit.
pub(super) fn between(rest: &str) -> Option<Comparator> {
    of(BETWEEN, rest)
}

fn of(table: &[(&str, TargetOp)], rest: &str) -> Option<Comparator> {
    let (word, op) = table.iter().find(|(word, _)| rest.starts_with(word))?;
    Some(Comparator {
        op: *op,
        len: word.len(),
        strong: true,
    })
}

/// What words before and behind a number say together: 达到…以上, 控制在…以内, 不超过…左右.
pub(super) fn both(before: Option<TargetOp>, behind: Option<TargetOp>) -> TargetOp {
    match (before, behind) {
        (Some(More), Some(AtLeast)) => More,
        (Some(Less), Some(AtMost)) => Less,
        (Some(AtLeast | AtMost), _) if behind != Some(AtMost) => before.unwrap_or(Equal),
        (_, Some(behind)) => behind,
        (Some(before), None) => before,
        (None, None) => Equal,
    }
}
