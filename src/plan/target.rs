//! How much a task has to reach.

use serde::{Deserialize, Serialize};

use super::CharSpan;

/// Comparator of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TargetOp {
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    More,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    Less,
    /// About.
    #[serde(rename = "~")]
    About,
    /// From `value` to `value_max`.
    #[serde(rename = "range")]
    Range,
}

/// One quantified target. Values are decimal strings exactly as written (4.0 stays 4.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// As written.
    pub text: String,
    /// What is measured.
    pub metric: String,
    /// Comparator.
    pub op: TargetOp,
    /// The value.
    pub value: String,
    /// Upper end of a range.
    pub value_max: Option<String>,
    /// Unit of measure.
    pub unit: String,
    /// 力争, 计划, 确保; empty when there is none.
    pub hedge: String,
    /// Place of the expression.
    pub span: CharSpan,
}
