//! Findings: the work can go on, but a person should know. Codes and severities live here, what to do about each code
//! in [`Code::proposal`]; `docs/findings.md` describes them all for the reader.

mod proposal;

use std::borrow::Cow;

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
    /// What to do about it, in Chinese; follows from the code.
    pub proposal: Cow<'static, str>,
    /// Where in the text.
    pub span: CharSpan,
    /// 1-based line of the decoded text.
    pub line: usize,
    /// Where that line stands in the words of the file's format (第3段, 表2第4行); none for a text file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The words meant: the first line of what stands at `span`, at most [`EXCERPT`] characters and `…`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// The task it is about; the first of them where it is about several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// All tasks it is about, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
}

/// Characters of the text that a finding quotes at most.
pub const EXCERPT: usize = 40;

impl Note {
    /// A finding; `words` is the text at `span`.
    pub fn new(code: Code, message: String, words: &str, span: CharSpan, line: usize) -> Self {
        Note {
            code,
            severity: code.severity(),
            message,
            proposal: Cow::Borrowed(code.proposal()),
            span,
            line,
            place: None,
            excerpt: excerpt(words),
            task: None,
            tasks: Vec::new(),
        }
    }

    /// The same about these tasks.
    pub fn about(mut self, tasks: Vec<String>) -> Self {
        self.task = tasks.first().cloned();
        self.tasks = if tasks.len() > 1 { tasks } else { Vec::new() };
        self
    }

    /// Every task it is about.
    pub fn all_tasks(&self) -> impl Iterator<Item = &str> {
        let single = self.task.as_deref().filter(|_| self.tasks.is_empty());
        single.into_iter().chain(self.tasks.iter().map(String::as_str))
    }
}

/// The first line of `words`, cut where it is long.
fn excerpt(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_string(),
    }
}

/// Every kind of finding the product can raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A task without an owner.
    NoOwner,
    /// Words that announce owners (责任单位：) where no owner was read.
    UnreadTags,
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
    /// One name for several bodies (甲、乙两县政府).
    JointName,
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
    /// Words that tell who is responsible, in running text and outside any tag.
    TagInText,
    /// The text names a partner that the tag does not.
    TextAndTag,
    /// A task without a time.
    NoDeadline,
    /// A time that no calendar has.
    ImpossibleDeadline,
    /// A time before the plan's year or its date of issue.
    PastDeadline,
    /// A unit that owns tasks but is named neither among the addressees nor in a list of members.
    NotAddressed,
    /// An addressee that owns no task.
    IdleAddressee,
    /// A unit that owns more of the tasks than the set share.
    LargeShare,
    /// Tasks that speak of strengthening and promoting with nothing to count and no date.
    VagueTarget,
    /// Text of a web page inside the plan, left out of the task.
    ForeignText,
    /// Text that may be an advertisement or a remark of a web page, left where it is.
    DoubtfulText,
    /// A security marking, allowed by the user.
    Classified,
    /// A number that stands twice under one heading.
    RepeatedNumber,
    /// A number left out.
    SkippedNumber,
    /// A number smaller than the one before it.
    MisplacedNumber,
    /// A bracket that is never closed.
    UnclosedTag,
    /// A row of a table that does not show which column a unit stands in.
    AssumedColumn,
    /// Owners of a row that may stand in another column than they were read in.
    DoubtfulOwner,
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
    /// Owners were changed as a form says that came back.
    Decided,
    /// Something on a form that came back was not taken.
    DecisionNotTaken,
    /// Forms that came back contradict each other.
    DecisionConflict,
    /// Bytes that could not be decoded.
    ReplacedBytes,
    /// How the file was read: tracked changes, comments, parts left out.
    Reading,
}

impl Code {
    /// Every code.
    pub const ALL: &[Code] = &[
        Code::NoOwner,
        Code::UnreadTags,
        Code::NoLead,
        Code::NotATag,
        Code::UnknownUnit,
        Code::AmbiguousUnit,
        Code::DirectoryMatch,
        Code::DirectoryOpen,
        Code::JointName,
        Code::ListedApart,
        Code::DuplicateOwner,
        Code::TwoLeads,
        Code::Collective,
        Code::GenericOwner,
        Code::OpenList,
        Code::TagInText,
        Code::TextAndTag,
        Code::NoDeadline,
        Code::ImpossibleDeadline,
        Code::PastDeadline,
        Code::NotAddressed,
        Code::IdleAddressee,
        Code::LargeShare,
        Code::VagueTarget,
        Code::ForeignText,
        Code::DoubtfulText,
        Code::Classified,
        Code::RepeatedNumber,
        Code::SkippedNumber,
        Code::MisplacedNumber,
        Code::UnclosedTag,
        Code::AssumedColumn,
        Code::DoubtfulOwner,
        Code::RuleSentence,
        Code::SetAside,
        Code::Definition,
        Code::Roster,
        Code::DoubtfulRoster,
        Code::UnusedRoster,
        Code::Skipped,
        Code::Narrative,
        Code::BehindTag,
        Code::IdleTag,
        Code::Decided,
        Code::DecisionNotTaken,
        Code::DecisionConflict,
        Code::ReplacedBytes,
        Code::Reading,
    ];

    /// The code written `name`.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == name)
    }

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
            | Code::JointName
            | Code::Skipped
            | Code::IdleAddressee
            | Code::LargeShare
            | Code::VagueTarget
            | Code::NoDeadline
            | Code::ForeignText
            | Code::Reading
            | Code::Decided
            | Code::Narrative => Severity::Info,
            // What the text says would be missing in the workbook, or stand there wrong.
            Code::UnreadTags | Code::UnclosedTag | Code::ImpossibleDeadline | Code::ReplacedBytes => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// The code as written in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::NoOwner => "no-owner",
            Code::UnreadTags => "unread-tags",
            Code::NoLead => "no-lead",
            Code::NotATag => "not-a-tag",
            Code::UnknownUnit => "unknown-unit",
            Code::AmbiguousUnit => "ambiguous-unit",
            Code::DirectoryMatch => "directory-match",
            Code::DirectoryOpen => "directory-open",
            Code::JointName => "joint-name",
            Code::ListedApart => "listed-apart",
            Code::DuplicateOwner => "duplicate-owner",
            Code::TwoLeads => "two-leads",
            Code::Collective => "collective",
            Code::GenericOwner => "generic-owner",
            Code::OpenList => "open-list",
            Code::TagInText => "tag-in-text",
            Code::TextAndTag => "text-and-tag",
            Code::NoDeadline => "no-deadline",
            Code::ImpossibleDeadline => "impossible-deadline",
            Code::PastDeadline => "past-deadline",
            Code::NotAddressed => "not-addressed",
            Code::IdleAddressee => "idle-addressee",
            Code::LargeShare => "large-share",
            Code::VagueTarget => "vague-target",
            Code::ForeignText => "foreign-text",
            Code::DoubtfulText => "doubtful-text",
            Code::Classified => "classified",
            Code::RepeatedNumber => "repeated-number",
            Code::SkippedNumber => "skipped-number",
            Code::MisplacedNumber => "misplaced-number",
            Code::UnclosedTag => "unclosed-tag",
            Code::AssumedColumn => "assumed-column",
            Code::DoubtfulOwner => "doubtful-owner",
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
            Code::Decided => "decided",
            Code::DecisionNotTaken => "decision-not-taken",
            Code::DecisionConflict => "decision-conflict",
            Code::ReplacedBytes => "replaced-bytes",
            Code::Reading => "reading",
        }
    }
}
