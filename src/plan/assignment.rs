//! Who must do a task: owners, people, partners.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CharSpan, Origin};

/// What an owner has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 牵头.
    Lead,
    /// 配合.
    Support,
    /// 责任 (no ranking among the names).
    Owner,
}

impl Role {
    /// The word a reader sees.
    pub fn label(self) -> &'static str {
        match self {
            Role::Lead => "牵头",
            Role::Support => "配合",
            Role::Owner => "责任",
        }
    }
}

/// Where an owner comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// In this task's own tag.
    #[default]
    Stated,
    /// From a heading or a merged cell above.
    Inherited,
    /// From a sentence such as 以下均需各区政府落实.
    Carried,
    /// A member of a collective, expanded from a roster.
    Roster,
    /// Not in the text: decided on a form that came back (`--decisions`), see [`Owner::decision`].
    Decided,
}

impl Basis {
    /// Whether the words stand in the task's own tag.
    pub fn is_stated(&self) -> bool {
        *self == Basis::Stated
    }
}

/// Where an owner's `effective_role` comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoleBasis {
    /// The tag's own words.
    Stated,
    /// A sentence of the document (列第一位者为牵头单位).
    Rule,
    /// The user's wish (`--first-is-lead`), shown as 推定.
    Convention,
    /// Decided on a form that came back (`--decisions`), shown as 调整.
    Decided,
}

/// How surely a written name is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Resolution {
    /// In the directory.
    #[default]
    Known,
    /// Looks like a unit but is not in the directory; kept as written.
    Unknown,
    /// The name fits several units; none is chosen.
    Ambiguous {
        /// Canonical names of the candidates.
        candidates: Vec<String>,
    },
}

/// The form of words in which an owner was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OwnerRule {
    /// A bracket behind the text: ……。（区卫健委）.
    Bracket,
    /// A label with a colon: 责任单位：区卫健委.
    Label,
    /// A label that lost its colon, on a line of its own.
    LabelWord,
    /// A line without bracket or label: 区卫健委牵头，区教育局配合.
    OwnerLine,
    /// The last sentence: ……由区卫健委负责落实。
    LastSentence,
    /// The first words of a sentence: 区城建局负责，清除…….
    OwnerFirst,
    /// A line of nothing but names.
    NamesLine,
    /// A plan that goes through the units one by one: 区教育局：…….
    UnitFirst,
    /// A column of a table.
    Column,
    /// A heading that is the name of a unit, or says what it leads.
    Heading,
    /// A sentence that gives owners to what follows: 以下均需各区政府落实.
    RuleSentence,
    /// A list of members.
    Roster,
    /// A form that came back.
    Decision,
}

/// How sure the rule is that found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The words leave no doubt.
    #[default]
    Certain,
    /// Something about the words is unusual; a person should look.
    Likely,
    /// One of several readings was chosen.
    Guess,
}

impl Certainty {
    /// Whether the words leave no doubt.
    pub fn is_certain(&self) -> bool {
        *self == Certainty::Certain
    }
}

/// One owner of one task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Owner {
    /// The name as written.
    pub name: Arc<str>,
    /// The name with an elided prefix restored (省科技厅、工业和信息化厅 → 省工业和信息化厅), where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Id of the unit, see [`super::Unit::id`].
    pub unit: Arc<str>,
    /// What the tag's own words say.
    pub role: Role,
    /// Those words (牵头, 按职责分工负责); empty for a bare list.
    pub word: Arc<str>,
    /// Where the owner comes from.
    pub basis: Basis,
    /// The form of words in which it was found.
    pub rule: OwnerRule,
    /// How sure that is.
    #[serde(default, skip_serializing_if = "Certainty::is_certain")]
    pub certainty: Certainty,
    /// The role after the document's rules and the user's wishes.
    pub effective_role: Role,
    /// Where `effective_role` comes from.
    pub role_basis: RoleBasis,
    /// Whether the name stands for a group (各街道（镇）).
    pub collective: bool,
    /// Whether the group is a mere 各有关部门, which nobody can call up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    /// How surely the name is known.
    #[serde(default, skip_serializing_if = "is_known")]
    pub resolution: Resolution,
    /// Whether 等 stands behind the name: more are meant there than are named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_ended: bool,
    /// The collective this owner was expanded from (basis roster).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_of: Option<String>,
    /// Where it was decided, for an owner or a role that is not the text's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Origin>,
    /// Place of the name; empty, behind the task, for one that the text does not name.
    pub span: CharSpan,
    /// The slices that join to `name` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

fn is_known(resolution: &Resolution) -> bool {
    *resolution == Resolution::Known
}

/// A named leader or a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// As written.
    pub name: String,
    /// The label's words (责任领导).
    pub word: String,
    /// Where the person comes from: this task's own tag, or a merged cell above.
    #[serde(default, skip_serializing_if = "Basis::is_stated")]
    pub basis: Basis,
    /// Place of the name.
    pub span: CharSpan,
    /// The slices that join to `name` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

/// A unit the task's text mentions as a partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Partner {
    /// As written.
    pub name: String,
    /// Id of the unit; not among the plan's units where it owns nothing.
    pub unit: String,
    /// The cue (会同, 配合).
    pub cue: String,
    /// Whether it is a mere 有关部门, which nobody can call up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generic: bool,
    /// Place of the name.
    pub span: CharSpan,
    /// The slices that join to `name` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}
