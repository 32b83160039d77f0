//! What the words of a cell are made of.

use serde::{Deserialize, Serialize};

use crate::plan::CharSpan;

/// A part of the words of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// A slice of the plan.
    Slice(CharSpan),
    /// Words of the template: 待明确, separators, marks.
    Words(String),
    /// Words that follow from the plan and do not stand there as they are.
    Shown {
        /// The words.
        #[serde(rename = "w")]
        words: String,
        /// What they follow from.
        at: Vec<CharSpan>,
        /// How.
        why: Why,
    },
}

/// Why a cell says something else than the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A unit is shown under the name it has most often.
    Name,
    /// A prefix that the list leaves out is restored.
    Prefix,
    /// A member of a group from a roster.
    Roster,
    /// A date that follows from the words.
    Date,
    /// The same with the year of the plan.
    Year,
    /// Filled in by the user's wish, the plan says nothing.
    Default,
    /// A heading over several lines, joined.
    Joined,
    /// Decided on a form that came back.
    Decided,
}

impl Why {
    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Why::Name => "同一单位，用文中最常见的写法",
            Why::Prefix => "补出省略的前缀",
            Why::Roster => "按名册展开",
            Why::Date => "时限归一为日期",
            Why::Year => "时限按计划年度推定年份",
            Why::Default => "默认",
            Why::Joined => "分行的标题连写",
            Why::Decided => "据回收的意见调整",
        }
    }
}

/// The words that `parts` make, slices read by `slice`; `None` where a place lies outside the text.
pub fn compose<'t>(parts: &[Part], slice: impl Fn(CharSpan) -> Option<&'t str>) -> Option<String> {
    let mut words = String::new();
    for part in parts {
        match part {
            Part::Slice(span) => words.push_str(slice(*span)?),
            Part::Words(part) | Part::Shown { words: part, .. } => words.push_str(part),
        }
    }
    Some(words)
}
