//! When a task is due.

use serde::{Deserialize, Serialize};

use super::{Basis, Certainty, CharSpan};

/// What kind of time an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// By a date.
    By,
    /// Within a period.
    Within,
    /// 长期坚持, 持续推进.
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

impl DeadlineOrigin {
    /// How sure a time is that stands there: a tag and a column are for it, in running text it may be about something
    /// else.
    pub fn certainty(self) -> Certainty {
        match self {
            DeadlineOrigin::Tag | DeadlineOrigin::Cell | DeadlineOrigin::Default => Certainty::Certain,
            DeadlineOrigin::Text => Certainty::Likely,
        }
    }
}

/// One deadline expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// As written; empty for a deadline by default.
    pub text: String,
    /// ISO date of the last day, where one follows from the words and the plan's year.
    pub date: Option<String>,
    /// ISO date of the first day, where the words give a period.
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
    /// Whether its words give a day that no calendar has (2月30日).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub impossible: bool,
    /// Where it comes from: this task's own tag, or a merged cell above.
    #[serde(default, skip_serializing_if = "Basis::is_stated")]
    pub basis: Basis,
    /// How sure it is that the words set the task's time.
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
