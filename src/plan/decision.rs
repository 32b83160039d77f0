//! What people decided after the text was read: each change of a task's owners with where it was written.

use serde::{Deserialize, Serialize};

use super::Role;

/// The form on which something came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A corrected 分工明细.
    Detail,
    /// A filled-in 待明确.
    OpenItems,
    /// A filled-in 征求意见表.
    Consult,
    /// A `plan.json` corrected by hand.
    PlanJson,
}

impl Form {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Form::Detail => "分工明细",
            Form::OpenItems => "待明确",
            Form::Consult => "征求意见表",
            Form::PlanJson => "plan.json",
        }
    }
}

/// Where a decision was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// The form it came back on.
    pub form: Form,
    /// Name of the file, without folders.
    pub file: String,
    /// The sheet; for `plan.json` empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The cell (`H7`), or the place in `plan.json` (`tasks[3].owners[0]`).
    pub cell: String,
}

impl Origin {
    /// The file, sheet and cell as a person reads them: `待明确.xlsx“待明确”H7`.
    pub fn place(&self) -> String {
        if self.sheet.is_empty() {
            format!("{} {}", self.file, self.cell)
        } else {
            format!("{}“{}”{}", self.file, self.sheet, self.cell)
        }
    }
}

/// What a decision does to one owner of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The unit is an owner now.
    Added,
    /// The unit is no owner any more.
    Removed,
    /// The unit has another role.
    Role,
}

/// A change of one owner of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// The unit, as written by who decided, or as shown.
    pub name: String,
    /// Its id.
    pub unit: String,
    /// The role it has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The role it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Role>,
    /// The group it was added to as a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_of: Option<String>,
    /// What was written there.
    pub words: String,
    /// Where.
    pub origin: Origin,
}
