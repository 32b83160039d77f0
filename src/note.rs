//! Findings: the work can go on, but a person should know. Codes, severities and wording live here alone.

use serde::{Deserialize, Serialize};

use crate::plan::CharSpan;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// For information.
    Info,
    /// A person should look.
    Warning,
    /// The workbook would be wrong.
    Error,
}

impl Severity {
    /// The word a reader sees.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Info => "提示",
            Severity::Warning => "注意",
            Severity::Error => "错误",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// What was found.
    pub code: Code,
    /// How much it matters; follows from the code.
    pub severity: Severity,
    /// What a person reads, in Chinese.
    pub message: String,
    /// Where in the text.
    pub span: CharSpan,
    /// 1-based line of the decoded text.
    pub line: usize,
    /// The task it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
}

/// Every kind of finding the product can raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A task without an owner.
    NoOwner,
    /// Supports without a lead or an owner.
    NoLead,
    /// A bracket at the end of a task that is no tag.
    NotATag,
    /// A name not in the directory.
    UnknownUnit,
    /// A name that fits several units.
    AmbiguousUnit,
    /// A name taken for a unit of the user's directory file that the file does not have letter by letter.
    DirectoryMatch,
    /// A unit that several rows of the user's directory file fit, or a row that several units fit.
    DirectoryOpen,
    /// Names that the directory takes for one unit and the plan lists side by side: two units.
    ListedApart,
    /// The same unit twice in one tag.
    DuplicateOwner,
    /// Several leads.
    TwoLeads,
    /// A collective that nobody has expanded.
    Collective,
    /// A generic collective (各有关部门).
    GenericOwner,
    /// The list ends with 等.
    OpenList,
    /// A number that stands twice under one heading.
    RepeatedNumber,
    /// A number left out.
    SkippedNumber,
    /// A bracket that is never closed.
    UnclosedTag,
    /// A row of a table that does not show which column a unit stands in.
    AssumedColumn,
    /// A sentence of the document that changes how tags are read.
    RuleSentence,
    /// A section left out because it says how work is secured and names nobody.
    SetAside,
    /// A name that the document defines.
    Definition,
    /// A group expanded to its members.
    Roster,
    /// A list of members in the document that is not used.
    DoubtfulRoster,
    /// A group of the user's roster that no task names.
    UnusedRoster,
    /// A section left out by the user's wish.
    Skipped,
    /// Prose that tells of work but is no task.
    Narrative,
    /// Text behind the tag that closed the item before it.
    BehindTag,
    /// Tags of a heading that no task below takes over.
    IdleTag,
    /// Bytes that could not be decoded.
    ReplacedBytes,
}

impl Code {
    /// The severity of every finding of this code.
    pub fn severity(self) -> Severity {
        match self {
            Code::NotATag
            | Code::Collective
            | Code::RuleSentence
            | Code::TwoLeads
            | Code::SetAside
            | Code::Definition
            | Code::Roster
            | Code::UnusedRoster
            | Code::DirectoryMatch
            | Code::ListedApart
            | Code::Skipped
            | Code::Narrative => Severity::Info,
            Code::ReplacedBytes => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// The code as written in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::NoOwner => "no-owner",
            Code::NoLead => "no-lead",
            Code::NotATag => "not-a-tag",
            Code::UnknownUnit => "unknown-unit",
            Code::AmbiguousUnit => "ambiguous-unit",
            Code::DirectoryMatch => "directory-match",
            Code::DirectoryOpen => "directory-open",
            Code::ListedApart => "listed-apart",
            Code::DuplicateOwner => "duplicate-owner",
            Code::TwoLeads => "two-leads",
            Code::Collective => "collective",
            Code::GenericOwner => "generic-owner",
            Code::OpenList => "open-list",
            Code::RepeatedNumber => "repeated-number",
            Code::SkippedNumber => "skipped-number",
            Code::UnclosedTag => "unclosed-tag",
            Code::AssumedColumn => "assumed-column",
            Code::RuleSentence => "rule-sentence",
            Code::SetAside => "set-aside",
            Code::Definition => "definition",
            Code::Roster => "roster",
            Code::DoubtfulRoster => "doubtful-roster",
            Code::UnusedRoster => "unused-roster",
            Code::Skipped => "skipped",
            Code::Narrative => "narrative",
            Code::BehindTag => "behind-tag",
            Code::IdleTag => "idle-tag",
            Code::ReplacedBytes => "replaced-bytes",
        }
    }
}
