//! Which levels of a plan are actions and which are tasks, and what stands outside both.

use serde::{Deserialize, Serialize};

use super::{CharSpan, Deadline, Target, TaskKind};

/// The levels of a plan's actions and tasks, as decided for the whole document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Levels {
    /// Levels of the headings in `actions`, highest first.
    pub actions: Vec<LevelCount>,
    /// Levels of the tasks, highest first.
    pub tasks: Vec<LevelCount>,
    /// Number of tasks under no heading.
    pub without_action: usize,
    /// Whether the user chose the level of the actions (`--action-level`).
    #[serde(default)]
    pub actions_chosen: bool,
    /// Whether the user chose the level of the tasks (`--task-level`).
    #[serde(default)]
    pub tasks_chosen: bool,
    /// Headings left out by the user's wish (`--skip-section`), as written.
    #[serde(default)]
    pub skipped: Vec<String>,
}

/// A level and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LevelCount {
    /// The form of its first number in this document (`一、`, `（一）`, `1.`, `——`), or a name where it has no
    /// number, one of [`LevelCount::NAMES`].
    pub level: String,
    /// How many actions or tasks stand at it.
    pub count: usize,
}

impl LevelCount {
    /// Paragraphs without any number.
    pub const PARAGRAPH: &'static str = "无编号段";
    /// Titles without a number on lines of their own.
    pub const TITLE: &'static str = "无编号标题";
    /// Rows of a table.
    pub const ROW: &'static str = "表格行";
    /// Groups of rows.
    pub const GROUP: &'static str = "表内分组";
    /// Groups inside groups.
    pub const SUBGROUP: &'static str = "表内下级分组";
    /// The names of levels without a number.
    pub const NAMES: [&'static str; 5] = [Self::PARAGRAPH, Self::TITLE, Self::ROW, Self::GROUP, Self::SUBGROUP];

    /// Whether `level` is such a name, not the form of a number.
    pub fn is_named(&self) -> bool {
        Self::NAMES.contains(&self.level.as_str())
    }
}

/// A paragraph that tells of work to be done but is no task of the plan: prose beside a list of tasks, or text behind
/// the tag that closed the item before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Narrative {
    /// Always `narrative`.
    pub kind: TaskKind,
    /// Its words.
    pub text: String,
    /// From its first to its last character.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
    /// 1-based line of the decoded text on which it begins.
    pub line: usize,
    /// Whether it stands behind the tag that closed the item before it.
    pub behind_tag: bool,
    /// Times by which its words say that something is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
    /// How much it says is to be reached; counted with the tasks' where they do not say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
}
