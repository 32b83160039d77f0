//! What a workbook says of itself, on a sheet nobody sees: for every cell the places of the plan its words were taken
//! from. `verify` reads it back and proves the cells from the plan's text.
//!
//! ```text
//! Table cell ─trace─▶ Vec<Part> ─Proof─▶ JSON in cells of a hidden sheet ─verify─▶ words of the plan, compared
//! ```
//!
//! A hidden sheet and not a part of the package, since LibreOffice drops parts it does not know. One text cut into
//! cells of one column, since that is what every program keeps as it is.

mod as_built;
mod evidence;
mod pack;
mod part;
mod trace;

use serde::{Deserialize, Serialize};

use crate::plan::{Basis, Change, CharSpan, DeadlineOrigin, Role, RoleBasis, Task};
use crate::view::Live;

pub use crate::plan::Reading;
pub(crate) use as_built::{as_built, front_of, values_of};
pub use evidence::{Evidence, Phrases, SheetInput};
pub(crate) use pack::fingerprint;
pub use pack::{Unpacked, pack, unpack};
pub use part::{Part, Why, compose};
pub use trace::{Atom, Lexicon, Slices};

/// Value of [`Proof::schema`].
pub const SCHEMA: &str = "fengong.proof/1";

/// Everything a workbook has to show for its cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// [`SCHEMA`].
    pub schema: String,
    /// The text that all places refer to.
    pub source: Text,
    /// How the plan was read.
    pub reading: Reading,
    /// Whether this is the workbook of all tasks, else the list of one unit.
    pub whole: bool,
    /// What stands for characters that a cell cannot hold.
    pub replacement: String,
    /// Behind the id of a task that goes on in a further row.
    pub continued: String,
    /// Words of the template that stand among words of the plan.
    pub vocabulary: Vec<String>,
    /// Names of the units as shown.
    pub units: Vec<String>,
    /// The tasks, in text order.
    pub tasks: Vec<TaskProof>,
    /// The sheets.
    pub sheets: Vec<SheetProof>,
    /// What cells say, each once.
    pub values: Vec<Vec<Part>>,
}

/// The text a workbook was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// File name without folders.
    pub name: String,
    /// Title of the plan.
    #[serde(default)]
    pub title: String,
    /// Its length in Unicode scalar values.
    pub chars: usize,
    /// SHA-256 of the decoded text in UTF-8, so that a plan saved in another encoding is the same plan.
    pub sha256: String,
}

/// A task: its place, and who must do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskProof {
    /// Its id.
    pub id: String,
    /// Its action, by number.
    #[serde(rename = "a")]
    pub action: usize,
    /// The slices that make its text.
    pub at: Vec<CharSpan>,
    /// Its owners, those of one unit one after the other.
    #[serde(rename = "o", default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<OwnerProof>,
    /// The owners as the text has them, where decisions changed them.
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    pub owners_in_text: Option<Vec<OwnerProof>>,
    /// What decisions changed.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Places of its deadlines, targets, people and partners.
    #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<CharSpan>,
}

/// The places of the deadlines, targets, people and partners of `task`, in text order.
pub fn places_of_values(task: &Task) -> Vec<CharSpan> {
    let deadlines = task
        .deadlines
        .iter()
        .filter(|deadline| deadline.origin != DeadlineOrigin::Default);
    let mut places: Vec<CharSpan> = deadlines.map(|deadline| deadline.span).collect();
    places.extend(task.targets.iter().map(|target| target.span));
    places.extend(task.people.iter().map(|person| person.span));
    places.extend(task.partners.iter().map(|partner| partner.span));
    places.sort_unstable();
    places
}

/// An owner of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerProof {
    /// The unit, as index of [`Proof::units`].
    #[serde(rename = "u")]
    pub unit: usize,
    /// The slices of its name; of the group it was expanded from, for a member.
    pub at: Vec<CharSpan>,
    /// What it has to do.
    #[serde(rename = "r")]
    pub role: Role,
    /// Where it comes from.
    #[serde(rename = "b")]
    pub basis: Basis,
    /// Where the role comes from.
    #[serde(rename = "p")]
    pub role_basis: RoleBasis,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetProof {
    /// Name on the tab.
    pub name: String,
    /// The view it shows.
    pub view: String,
    /// Whether it has a row of headings.
    pub headed: bool,
    /// Lines above the table that hold figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Its columns.
    pub columns: Vec<ColumnProof>,
    /// Its rows.
    pub rows: Vec<RowProof>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnProof {
    /// Its name in `workbook.toml`.
    pub key: String,
    /// The unit whose column it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<usize>,
    /// Its heading.
    pub heading: String,
}

/// Whether every word of a cell must come from the plan or be one of the template's: the columns of tasks, owners,
/// deadlines and targets.
pub fn is_proven(view: &str, key: &str) -> bool {
    let columns = [
        "text",
        "target",
        "deadline",
        "people",
        "leader_lead",
        "leader_owner",
        "lead",
        "support",
        "owners",
        "others",
        "assignment",
        "name",
        "written",
        "partners",
        "plan_remark",
    ];
    let proven = matches!(
        view,
        "register" | "unit_list" | "detail" | "task_matrix" | "schedule" | "consult"
    );
    proven && columns.contains(&key)
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowProof {
    /// The task it is about, as index of [`Proof::tasks`].
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub task: Option<usize>,
    /// The unit it is about, as index of [`Proof::units`].
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<usize>,
    /// One for each column.
    #[serde(rename = "c")]
    pub cells: Vec<Expected>,
}

/// What a cell must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Expected {
    /// Anything: it is there to be filled in.
    Free,
    /// The value of this number.
    Value(usize),
    /// A number that follows from the tasks.
    Count(Live),
}
