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
}
