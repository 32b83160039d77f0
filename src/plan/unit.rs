//! The organisations that own tasks.

use serde::{Deserialize, Serialize};

/// Kind of a unit: the bands of the matrix, in protocol order (`templates/departments.tsv`, column `kind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 党委部门.
    Party,
    /// 人大、政协、监察、法检、军事机关.
    State,
    /// 政府部门.
    Gov,
    /// 事业单位.
    Institution,
    /// 群团组织.
    Mass,
    /// 垂直管理单位.
    Vertical,
    /// 企业.
    Enterprise,
    /// 街道、镇、乡.
    Subdistrict,
    /// 议事协调机构及其办公室.
    Coordinating,
    /// Not in the directory.
    Other,
}

/// One organisation or collective. The same name at the same level is one unit; across levels never.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unit {
    /// Level prefix and canonical short name (区卫健委); a name not in the directory is its own id.
    pub id: String,
    /// The name shown: the most frequent written form.
    pub name: String,
    /// Every written form met, in order of first mention.
    pub names: Vec<String>,
    /// Kind of unit.
    pub kind: UnitKind,
    /// Whether it stands for a group.
    pub collective: bool,
    /// Protocol order; units not in the directory come last in order of first mention.
    pub order: u32,
    /// Its row in the user's directory file (`--directory`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listed>,
    /// Whom to call, from the user's directory file; never from the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// Where a unit stands in the user's directory file (`--directory`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Listed {
    /// Its name there.
    pub name: String,
    /// The row, as Excel numbers it.
    pub row: usize,
    /// Its place in the file's order, from 1; the views show listed units in this order, before all others.
    pub order: u32,
    /// The file's own word for its kind (类别).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// Whom to call; what the file leaves empty is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Contact {
    /// 分管领导.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub leader: String,
    /// 责任科室.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// 联系人.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// 联系电话; several are joined by `；`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 备注.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

impl Contact {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Contact::default()
    }

    /// Whether it says whom to call, more than a remark.
    pub fn names_anyone(&self) -> bool {
        [&self.leader, &self.office, &self.person, &self.phone]
            .iter()
            .any(|text| !text.is_empty())
    }
}

/// A file the user gave beside the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserFile {
    /// File name without folders.
    pub name: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
}
