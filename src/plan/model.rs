//! [`Plan`] and its tasks.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    AsBuilt, Change, CharSpan, Deadline, Definition, Front, Goal, LedgerEntry, Levels, Narrative, Owner, Partner,
    Person, Reading, Role, Roster, Sign, Target, Unit, UserFile,
};
use crate::note::Note;

/// Value of [`Plan::schema`]; the number changes when a field changes its meaning or goes.
pub const SCHEMA: &str = "fengong.plan/1";

/// A work plan as read: front matter, tasks, units, and the ledger that accounts for every character.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// [`SCHEMA`].
    pub schema: String,
    /// Where the text came from.
    pub source: Source,
    /// The user's directory file (`--directory`), where names, order and contacts of units may come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<UserFile>,
    /// Title of the plan itself, not of the notice that carries it; a title over several lines is joined.
    pub title: String,
    /// The issuing body as signed (署名) or as the title block says; `None` when the text names none.
    pub issuer: Option<String>,
    /// 发文字号, as written.
    pub document_number: Option<String>,
    /// 成文日期 as ISO `yyyy-mm-dd` (never the web page's date).
    pub issued_on: Option<String>,
    /// The year the plan is for: from the title, else the document number, else the date of issue.
    pub year: Option<i32>,
    /// The same values with their places in the text, and addressees and attachments.
    pub front: Front,
    /// Which levels are actions and which are tasks.
    #[serde(default)]
    pub levels: Levels,
    /// Headings that directly hold tasks, in text order.
    pub actions: Vec<Action>,
    /// Every task, in text order.
    pub tasks: Vec<Task>,
    /// Prose that tells of work but is no task, in text order; not counted.
    #[serde(default)]
    pub narrative: Vec<Narrative>,
    /// Targets of the plan as a whole, in text order; not counted with those of the tasks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Every unit that owns a task, in order of first mention.
    pub units: Vec<Unit>,
    /// Names that the document defines (以下简称), in text order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<Definition>,
    /// Groups that own tasks and whose members are known, in order of first mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rosters: Vec<Roster>,
    /// The user's roster (`--roster`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roster_file: Option<UserFile>,
    /// The forms that came back and changed owners (`--decisions`), in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<UserFile>,
    /// Entries that tile the text from 0 to its end.
    pub ledger: Vec<LedgerEntry>,
    /// Findings, in text order.
    pub notes: Vec<Note>,
    /// How it was read; in `plan.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// What it was written with, to tell what a person has changed; in `plan.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_built: Option<AsBuilt>,
    /// The decoded text that all places refer to; in `plan.json`, so that it can be built from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The source of a plan. Where it was read from several files, a notice and its annexes, the values are those of the
/// notice, but for `chars`, and `files` lists them all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// File name without folders.
    pub name: String,
    /// Format as recognised by content: `txt`, …
    pub format: String,
    /// Encoding the bytes were decoded from: `UTF-8`, `GB18030`, `UTF-16LE`, …
    pub encoding: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Length of the decoded text in Unicode scalar values, all files together.
    pub chars: usize,
    /// The files whose texts stand one after the other in the decoded text; empty where there is only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<SourceFile>,
    /// Where the lines of the decoded text stand in their files, in the words of the files' formats (第3段, 表2第4行), in
    /// text order; each holds up to the next. Text files have none: their lines say where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceOfLine>,
}

/// Where lines of the decoded text stand in a file that is no text file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaceOfLine {
    /// The first line that stands there.
    pub line: usize,
    /// The place, in Chinese.
    pub place: String,
}

/// One of several files a plan was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceFile {
    /// File name without folders.
    pub name: String,
    /// Format as recognised by content.
    pub format: String,
    /// Encoding the bytes were decoded from.
    pub encoding: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Length of its decoded text in Unicode scalar values.
    pub chars: usize,
    /// Where its text begins in the decoded text, in Unicode scalar values.
    pub start: usize,
    /// The line of the decoded text that is its first.
    pub line: usize,
}

impl Source {
    /// The file in which line `line` of the decoded text stands, by its place in `files`, and the line within that
    /// file; `None` and the same line where there is only one file.
    ///
    /// ```
    /// # use fengong::plan::{Source, SourceFile};
    /// # let file = |name: &str, line| SourceFile { name: name.into(), format: "txt".into(), encoding: "UTF-8".into(),
    /// #     sha256: String::new(), chars: 0, start: 0, line };
    /// # let mut source = Source { name: "通知.txt".into(), format: "txt".into(), encoding: "UTF-8".into(),
    /// #     sha256: String::new(), chars: 0, files: vec![], places: vec![] };
    /// assert_eq!(source.place(14), (None, 14));
    /// source.files = vec![file("通知.txt", 1), file("附件.txt", 12)];
    /// assert_eq!(source.place(14), (Some(1), 3));
    /// ```
    pub fn place(&self, line: usize) -> (Option<usize>, usize) {
        let behind = self.files.partition_point(|file| file.line <= line);
        match behind.checked_sub(1) {
            Some(at) => (Some(at), line - self.files[at].line + 1),
            None => (None, line),
        }
    }

    /// Where line `line` of the decoded text stands, in the words of its file's format; `None` in a text file, whose
    /// lines are counted.
    pub fn words_of(&self, line: usize) -> Option<&str> {
        let behind = self.places.partition_point(|place| place.line <= line);
        let place = self.places.get(behind.checked_sub(1)?)?;
        let file = self.place(line).0.map_or(0, |file| self.files[file].line);
        (place.line >= file).then_some(place.place.as_str())
    }

    /// The same in a sentence: `第3段`, `第 12 行`.
    pub fn in_words(&self, line: usize) -> String {
        match self.words_of(line) {
            Some(words) => words.to_string(),
            None => format!("第 {} 行", self.place(line).1),
        }
    }
}

/// A heading that directly holds tasks (专项行动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Action {
    /// Stable id by position, such as `2.16`.
    pub id: String,
    /// The number as written, such as `十六、`; empty when the heading has none.
    pub number: String,
    /// The heading without its number; empty for tasks under no heading.
    pub title: String,
    /// The headings above it as written, outermost first, itself excluded.
    pub path: Vec<String>,
    /// The heading's place, number included; `None` for tasks under no heading.
    pub span: Option<CharSpan>,
}

impl Action {
    /// Number and title as one line; 第一章 and the like, which have no mark behind them, with a blank between.
    pub fn heading(&self) -> String {
        let blank = if self.number.ends_with(['分', '篇', '章', '节', '条']) {
            " "
        } else {
            ""
        };
        format!("{}{blank}{}", self.number, self.title)
    }
}

/// What shape a task has in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A numbered item.
    Item,
    /// A paragraph without a number.
    Paragraph,
    /// A part of a paragraph closed by a tag of its own.
    Part,
    /// A row of a table.
    Row,
    /// Work told in prose, not in the plan's list: never in `tasks`, always in `narrative`.
    Narrative,
}

/// A tag (责任标注): the words that name a task's owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tag {
    /// As written, brackets included; several cells or lines joined by a line feed.
    pub text: String,
    /// Place of the whole.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

/// A measure listed inside a task (一是… / ① …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measure {
    /// The number as written.
    pub number: String,
    /// Place of the number.
    pub number_span: CharSpan,
    /// The measure without its number.
    pub text: String,
    /// Place of the text.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

/// A cell of a task's row in a column that says neither who nor when: 工作目标, 考核指标, 备注.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ColumnCell {
    /// The heading of the column.
    pub heading: Arc<str>,
    /// As written.
    pub text: String,
    /// Place of the text.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
}

impl ColumnCell {
    /// Whether it stands in a column of remarks: 备注.
    pub fn is_remark(&self) -> bool {
        let heading: String = self.heading.chars().filter(|c| !c.is_whitespace()).collect();
        matches!(&*heading, "备注" | "備註" | "备註" | "備注" | "附注")
    }
}

/// One task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Task {
    /// Stable id by position, such as `2.16.6`; shared with the ledger.
    pub id: Arc<str>,
    /// Id of the action it stands under.
    pub action: Arc<str>,
    /// Its shape in the text.
    pub kind: TaskKind,
    /// The number as written, such as `5、`; empty when there is none.
    pub number: Arc<str>,
    /// Place of the number.
    pub number_span: Option<CharSpan>,
    /// The headings above it as written, outermost first; shared by the tasks of an action.
    pub path: Arc<Vec<String>>,
    /// The task without number and tag; several paragraphs are joined by a line feed.
    pub text: String,
    /// From the first to the last character of `text`.
    pub span: CharSpan,
    /// The slices that join to `text` where it is not one slice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<CharSpan>,
    /// 1-based line of the decoded text on which the task begins.
    pub line: usize,
    /// The task's own tag; `None` where there is none or owners are inherited.
    pub tag: Option<Tag>,
    /// Owners in the order written.
    pub owners: Vec<Owner>,
    /// The owners as the text has them, where decisions changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owners_in_text: Option<Vec<Owner>>,
    /// What decisions changed, in the order applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Named leaders or posts (责任领导); never owners.
    #[serde(default)]
    pub people: Vec<Person>,
    /// Whether the tag's list ends with 等.
    pub open_ended: bool,
    /// When it is due.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// How much is to be reached.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Units the text mentions with a cue (会同, 配合); never owners.
    #[serde(default)]
    pub partners: Vec<Partner>,
    /// Measures listed inside the task.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Cells of its row in a table's other columns (工作目标, 备注).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<ColumnCell>,
    /// Why a person should look at the row first; empty where nothing speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub look: Vec<Sign>,
}

impl Task {
    /// Whether it has supports but neither a lead nor an owner: nobody answers for it.
    pub fn is_without_lead(&self) -> bool {
        let mut roles = self.owners.iter().map(|owner| owner.effective_role);
        !self.owners.is_empty() && roles.all(|role| role == Role::Support)
    }
}
