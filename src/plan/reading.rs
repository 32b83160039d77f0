//! How a plan was read: what `verify` and `build` from `plan.json` need to read it in the same way again.

use serde::{Deserialize, Serialize};

use super::Owner;

/// The options that decide which tasks and owners a plan has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Reading {
    /// `--first-is-lead`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub first_is_lead: bool,
    /// `--default-deadline year-end`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default_year_end: bool,
    /// `--task-level`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_level: Option<String>,
    /// `--action-level`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_level: Option<String>,
    /// `--skip-section`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_sections: Vec<String>,
    /// Name of the file given with `--roster`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roster: Option<String>,
    /// Name of the file given with `--directory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directory: Option<String>,
}

/// What `plan.json` was written with, beside what a person may have made of it since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AsBuilt {
    /// Fingerprint of title, issuer, number, date and year.
    pub front: String,
    /// The tasks.
    pub tasks: Vec<TaskAsBuilt>,
}

/// A task as `plan.json` was written with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaskAsBuilt {
    /// Its id.
    pub id: String,
    /// Its owners.
    pub owners: Vec<Owner>,
    /// Fingerprint of its deadlines, targets, people and partners.
    pub values: String,
}
