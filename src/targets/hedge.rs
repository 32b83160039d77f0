//! Words that say how firm a target is: kept as written, never made firmer.

/// At the head of a clause.
const BEFORE: &[&str] = &[
    "力争",
    "争取",
    "确保",
    "计划",
    "力求",
    "努力",
    "保证",
    "预计",
    "拟",
    "原则上",
    "基本",
    "尽量",
    "尽可能",
    "初步",
];

/// What looks like one and is a noun: 计划生育, 计划单列.
const NO_HEDGES: &[&str] = &[
    "计划生育",
    "计划单列",
    "计划投资",
    "计划免疫",
    "计划书",
    "基本医",
    "基本公",
    "基本养",
    "基本生",
    "基本农",
    "基本药",
    "基本建",
    "基本型",
    "初步设计",
    "拟定",
    "拟建",
    "努力打造",
];

/// The hedge at the beginning of `rest`.
pub(super) fn before(rest: &str) -> Option<&'static str> {
    let word = BEFORE.iter().find(|word| rest.starts_with(**word))?;
    let noun = NO_HEDGES.iter().any(|noun| rest.starts_with(noun));
    (!noun).then_some(*word)
}

/// Whether a comparator is a hedge as well.
pub(super) fn behind(word: &str) -> &'static str {
    ["左右", "上下"].into_iter().find(|hedge| *hedge == word).unwrap_or("")
}
