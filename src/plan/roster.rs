//! What the document defines of names, and the members of its groups.

use serde::{Deserialize, Serialize};

use super::CharSpan;

/// A short name that the document defines: 县健康促进委员会办公室（以下简称“县健促办”）.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Definition {
    /// The short name as written.
    pub name: String,
    /// What it stands for, as written.
    pub full_name: String,
    /// Id of the unit of both.
    pub unit: String,
    /// Place, from what it stands for to the short name.
    pub span: CharSpan,
    /// 1-based line of the decoded text.
    pub line: usize,
}

/// Where the members of a group come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RosterSource {
    /// A list in the document.
    Document,
    /// The user's file (`--roster`).
    File,
}

/// The members of one group that owns tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Roster {
    /// The group as the tags first write it.
    pub collective: String,
    /// Id of its unit.
    pub unit: String,
    /// Where its members come from.
    pub source: RosterSource,
    /// Place of the list; `None` for a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<CharSpan>,
    /// 1-based line of the list in the decoded text; 0 for a file.
    #[serde(default)]
    pub line: usize,
    /// Its members.
    pub members: Vec<RosterMember>,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RosterMember {
    /// As listed.
    pub name: String,
    /// Id of the unit.
    pub unit: String,
}
