//! Comparators: words before a number and words behind its unit. A new one goes into its row.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use crate::plan::TargetOp::{self, About, AtLeast, AtMost, Equal, Less, More};

/// What a comparator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    /// That the number is to be reached: 不少于, 达到.
    Reach,
    /// By how much something is to change: 增长, 下降.
    Change,
    /// Nothing more than the sign: 约, 为.
    Plain,
}

use Force::{Change, Plain, Reach};

/// Directly before a number.
static BEFORE: LazyLock<Lexicon<(TargetOp, Force)>> = LazyLock::new(|| {
    Lexicon::new(&[
        (
            (AtLeast, Reach),
            "至少有 至少建有 至少建成 至少建 至少配备 至少设 至少开展 至少组织 至少培育 至少新增 不少于 不得少于 不低于 不得低于 不小于 不下于 至少 最少 ≥",
        ),
        (
            (Equal, Reach),
            "达到 达 到达 提高到 提高至 提升到 提升至 增加到 增加至 增长到 缩短为 减少为 压缩为 压减为 降低为 下降为 提升为 提高为 增加为 增至 增到 扩大到 扩大至 发展到 上升到 \
             升至 下降到 下降至 降低到 降低至 减少到 减少至 降到 降至 压缩到 压缩至 压减到 压减至 缩短到 缩短至 \
             巩固在 保持在 稳定在 维持在",
        ),
        (
            (AtMost, Reach),
            "控制在 控制到 不超过 不得超过 不超 不高于 不得高于 不多于 不大于 最多 至多 ≤",
        ),
        ((Less, Reach), "低于 小于 少于 < ＜ ﹤"),
        ((More, Reach), "超过 突破 高于 大于 多于 超 > ＞"),
        ((Equal, Plain), "= ＝ 为"),
        (
            (Equal, Change),
            "削减 压降 消减 增长 提高 提升 下降 降低 减少 压减 缩短 压缩",
        ),
        ((Equal, Change), "增加"),
        ((About, Plain), "约 大约 近 接近"),
        ((More, Plain), "逾"),
        ((Equal, Change), "翻"),
    ])
});

/// Behind number and unit.
static BEHIND: LazyLock<Lexicon<TargetOp>> = LazyLock::new(|| {
    Lexicon::new(&[
        (AtLeast, "以上 及以上 或以上 （含）以上 (含)以上"),
        (AtMost, "以内 之内 以下 及以下"),
        (About, "左右 上下"),
    ])
});

/// Between number and unit: 20余家, 100多个.
static BETWEEN: LazyLock<Lexicon<TargetOp>> = LazyLock::new(|| Lexicon::new(&[(More, "余 多"), (About, "来")]));

/// A comparator with its words' length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparator {
    pub op: TargetOp,
    pub len: usize,
    /// Whether the word alone says that the number is to be reached.
    pub strong: bool,
    /// 增长, 下降: by how much, not to what.
    pub change: bool,
}

/// The comparator at the end of `words`, which stand before a number; the longest.
pub(super) fn before(words: &str) -> Option<Comparator> {
    let bare = words.trim_end();
    let (word, (op, force)) = BEFORE.suffix_where(bare, |_| true)?;
    Some(Comparator {
        op,
        len: words.len() - bare.len() + word.len(),
        strong: force != Plain,
        change: force == Change,
    })
}

/// Before 百, 千 and 半 only: 上百场, 过百家.
static BEFORE_ROUND: LazyLock<Lexicon<TargetOp>> = LazyLock::new(|| Lexicon::new(&[(AtLeast, "上"), (More, "过")]));

/// The comparator at the end of `words`, which stand before 百, 千 or 半.
pub(super) fn before_round(words: &str) -> Option<Comparator> {
    let (word, op) = BEFORE_ROUND.suffix_where(words, |_| true)?;
    let noun = words[..words.len() - word.len()].ends_with(['以', '网', '线', '路', '街', '之', '通', '经']);
    (!noun).then_some(Comparator {
        op,
        len: word.len(),
        strong: true,
        change: false,
    })
}

/// The comparator at the beginning of `rest`, behind a unit.
pub(super) fn behind(rest: &str) -> Option<Comparator> {
    of(&BEHIND, rest)
}

/// Whether `c` may stand between number and unit.
pub(super) fn may_be_between(c: char) -> bool {
    BETWEEN.may_begin(c)
}

/// The comparator at the beginning of `rest`, between number and unit.
pub(super) fn between(rest: &str) -> Option<Comparator> {
    of(&BETWEEN, rest)
}

fn of(table: &Lexicon<TargetOp>, rest: &str) -> Option<Comparator> {
    let (word, op) = table.prefix(rest)?;
    Some(Comparator {
        op,
        len: word.len(),
        strong: true,
        change: false,
    })
}

/// What words before and behind a number say together: 达到…以上, 控制在…以内, 不超过…左右.
pub(super) fn both(before: Option<TargetOp>, behind: Option<TargetOp>) -> TargetOp {
    match (before, behind) {
        (Some(More), Some(AtLeast)) => More,
        (Some(Less), Some(AtMost)) => Less,
        // 控制在15%左右
        (Some(AtMost), Some(About)) => About,
        (Some(AtLeast | AtMost), _) if behind != Some(AtMost) => before.unwrap_or(Equal),
        (_, Some(behind)) => behind,
        (Some(before), None) => before,
        (None, None) => Equal,
    }
}
