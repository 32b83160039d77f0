//! When a task is due.

use serde::{Deserialize, Serialize};

use super::{Basis, Certainty, CharSpan};

/// What kind of time an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// By a date, or by an event whose date the text does not give (春节前).
    By,
    /// Within a period, or within so long (三年内).
    Within,
    /// 长期坚持, 持续推进, 自7月1日起.
    Ongoing,
    /// 每月, 每季度.
    Recurring,
    /// Kept as written; no date can be given.
    Other,
}

/// How often recurring work is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// 每日, 每天.
    Daily,
    /// 每周, 每周四.
    Weekly,
    /// 每旬.
    TenDays,
    /// 每月, 按月.
    Monthly,
    /// 每季度.
    Quarterly,
    /// 每半年.
    HalfYearly,
    /// 每年.
    Yearly,
    /// 定期 and whatever else has no fixed interval.
    Other,
}

/// Where a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineOrigin {
    /// In the tag, or on a keyword line (完成时限：).
    #[default]
    Tag,
    /// In a table's column.
    Cell,
    /// In the task's text.
    Text,
    /// Nowhere: the user's wish (`--default-deadline`), shown as 默认.
    Default,
}

/// The rule that found a deadline, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineRule {
    /// A tag or a keyword line, all of whose times count.
    #[default]
    Tag,
    /// A column of a table.
    Column,
    /// Words until when: 6月底前, 到2033年.
    Until,
    /// Words in which period, before what is to be done: 2031年新增…, 第三季度开展….
    Period,
    /// From when: 自7月1日起.
    Start,
    /// A count of days or years: 印发后30日内, 三年内.
    Count,
    /// How often: 每月, 定期.
    Recurring,
    /// 全年, 持续推进.
    Ongoing,
    /// Before a day without a date: 春节前.
    Event,
    /// The user's wish.
    Default,
}

/// One deadline expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// As written; empty for a deadline by default.
    pub text: String,
    /// ISO date of the last day, where one follows from the words and the plan's year.
    pub date: Option<String>,
    /// ISO date of the first day, where the words give a period or say from when (自7月1日起, with no `date`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// What kind of time it is.
    pub kind: DeadlineKind,
    /// How often, where the work recurs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Where it stands.
    #[serde(default)]
    pub origin: DeadlineOrigin,
    /// Whether the words name no year and `date` takes the plan's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_presumed: bool,
    /// Whether its words give a day that no calendar has (2月30日), or an end before its beginning (12月至3月).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub impossible: bool,
    /// Whether it is that of a part of the task only (其中2026年完成5座).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
    /// Where it comes from: this task's own tag, or a merged cell above.
    #[serde(default, skip_serializing_if = "Basis::is_stated")]
    pub basis: Basis,
    /// The rule that found it.
    #[serde(default)]
    pub rule: DeadlineRule,
    /// How sure that is: that the words set the task's time, and that the date is the one they mean.
    #[serde(default, skip_serializing_if = "Certainty::is_certain")]
    pub certainty: Certainty,
    /// How the date was derived, in words (年内 + 计划年度 2023 → 2023-12-31).
    pub derivation: String,
    /// Place of the expression.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}
