//! How much a task has to reach.

use serde::{Deserialize, Serialize};

use super::{Certainty, CharSpan, Value};

/// Comparator of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl TargetOp {
    /// The sign, as the JSON writes it.
    pub fn sign(self) -> &'static str {
        match self {
            TargetOp::Equal => "=",
            TargetOp::AtLeast => ">=",
            TargetOp::More => ">",
            TargetOp::AtMost => "<=",
            TargetOp::Less => "<",
            TargetOp::About => "~",
            TargetOp::Range => "range",
        }
    }
}

/// What kind of target it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// With a number.
    Quantified,
    /// Without: 全覆盖, A等次, 不发生, a milestone with a date.
    Qualitative,
}

/// The rule that found a target, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TargetRule {
    /// A comparator beside the number: 不少于500户, 达到38%.
    Comparator,
    /// A share: 50%的城中村.
    Share,
    /// The noun before the number and nothing behind: 新增床位80张, 标准化急救点3个.
    Shape,
    /// It goes on a list of targets: 床位80张、助餐点5家.
    Series,
    /// A verb that makes or does so much, or a hedge: 新建1座…, 力争1个….
    Verb,
    /// Words behind the number that say what is to become of so many: 3家建设成为….
    Outcome,
    /// Words of a qualitative target: 全覆盖.
    Words,
    /// A time and what is to be reached by then: 年底前投入使用.
    Milestone,
}

impl TargetRule {
    /// How sure the rule is: a number with a comparator or a noun it counts is a target nearly always, one behind a
    /// verb may tell of what there is already.
    pub fn certainty(self) -> Certainty {
        match self {
            TargetRule::Comparator | TargetRule::Share | TargetRule::Shape | TargetRule::Series => Certainty::Certain,
            TargetRule::Verb | TargetRule::Outcome | TargetRule::Words | TargetRule::Milestone => Certainty::Likely,
        }
    }
}

/// One target. Values are decimal strings with the digits written (4.0 stays 4.0, 十五 is 15, 百分之九十 is 90).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target {
    /// With a number or without.
    pub kind: TargetKind,
    /// As written, from its hedge, verb or noun.
    pub text: String,
    /// Place of `text`.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
    /// What is measured, as written; `None` where the words name nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Value>,
    /// Comparator; `None` without a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub op: Option<TargetOp>,
    /// The value, its factor not multiplied in; empty without a number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<String>,
    /// 万, 亿, 千 behind the number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub factor: String,
    /// Unit of measure as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// 每千人口, /10万人, 每天.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// 力争, 计划, 确保, 左右; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hedge: String,
    /// The words that say by when, where the sentence has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Value>,
    /// The rule that found it.
    pub rule: TargetRule,
    /// How sure that rule is.
    #[serde(default, skip_serializing_if = "Certainty::is_certain")]
    pub certainty: Certainty,
    /// Place of the same target said before in a task of the plan, or of the task's where this is narrative: it counts
    /// once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<CharSpan>,
}
