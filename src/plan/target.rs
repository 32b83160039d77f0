//! How much a task has to reach.

use std::sync::Arc;

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
    /// A number that is compared with another: 高于全省平均水平2个百分点.
    Against,
    /// Words of a qualitative target: 全覆盖.
    Words,
    /// A time and what is to be reached by then: 年底前投入使用.
    Milestone,
}

/// One target. Values are decimal strings with the digits written (4.0 stays 4.0, 十五 is 15, 百分之九十 is 90); what no
/// decimal says stays as written (三分之二, 半数, 数十).
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
    /// The value, its factor not multiplied in; empty without a number. Without a comparator it is how far from another
    /// figure the target lies (高于全省平均水平2个百分点).
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
    /// How surely it is a target, read rightly.
    #[serde(default, skip_serializing_if = "Certainty::is_certain")]
    pub certainty: Certainty,
    /// Place of the same target said elsewhere in the plan: it counts once. Two tasks point to each other; prose and
    /// [`Goal`]s point to the task, or to earlier prose where no task says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<CharSpan>,
}

impl Target {
    /// Whether it counts where the targets of the tasks are summed up: of two tasks that say the same the first does.
    pub fn counts(&self) -> bool {
        self.same_as.is_none_or(|other| other.start > self.span.start)
    }
}

/// A target of the plan as a whole, said before its tasks: 到2030年，森林覆盖率达到62%.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Goal {
    /// 1-based line of the decoded text on which its paragraph begins.
    pub line: usize,
    /// The target.
    pub target: Target,
    /// Id of the task that says the same; `None` where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Arc<str>>,
}
