//! What verifying a workbook found.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::CharSpan;
use crate::proof::Why;

/// Value of [`Report::schema`].
pub const SCHEMA: &str = "fengong.verify/1";

/// What was found in one workbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The workbook.
    pub workbook: String,
    /// The plan.
    pub plan: String,
    /// SHA-256 of the plan's text.
    pub text_sha256: String,
    /// Tasks the workbook is about.
    pub tasks: usize,
    /// Pairs of a task and a unit.
    pub pairs: usize,
    /// What was compared.
    pub checked: Checked,
    /// Why cells say something else than the plan where the product itself made them so: reason and number.
    pub explained: Vec<Explained>,
    /// What could not be compared, in words.
    pub remarks: Vec<String>,
    /// Differences that nothing explains, sheet by sheet.
    pub differences: Vec<Difference>,
}

/// How much was compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Sheets.
    pub sheets: usize,
    /// Rows.
    pub rows: usize,
    /// Cells in all.
    pub cells: usize,
    /// Cells with words of the plan, each at its place.
    pub from_plan: usize,
    /// Numbers counted again.
    pub numbers: usize,
    /// Cells that persons have filled in.
    pub filled_in: usize,
}

/// A reason why cells say something else than the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The reason.
    pub reason: String,
    /// How often.
    pub count: usize,
    /// What is counted.
    pub of: &'static str,
}

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A cell says something else than was written.
    Edited,
    /// A cell was empty.
    Added,
    /// A cell is empty now.
    Cleared,
    /// A number is another than the plan gives.
    Number,
    /// A row is gone.
    RowMissing,
    /// A row is new.
    RowAdded,
    /// A heading is gone.
    ColumnMissing,
    /// A sheet is gone.
    SheetMissing,
    /// A place lies outside the plan.
    Place,
    /// Words are neither the plan's nor the template's.
    Unexplained,
    /// The plan read again gives other tasks or owners.
    ReadAgain,
}

impl Kind {
    /// What a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Edited => "人工改动",
            Kind::Added => "人工填入，原文没有",
            Kind::Cleared => "内容被删去",
            Kind::Number => "数字与按原文重算的不符",
            Kind::RowMissing => "缺行",
            Kind::RowAdded => "增行，原文没有",
            Kind::ColumnMissing => "缺列，或表头被改",
            Kind::SheetMissing => "缺工作表",
            Kind::Place => "位置超出原文",
            Kind::Unexplained => "原文和模板里都没有这些字",
            Kind::ReadAgain => "与重新读取原文的结果不符",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What kind it is.
    pub kind: Kind,
    /// The same in words.
    pub reason: &'static str,
    /// The sheet.
    pub sheet: String,
    /// The cell (`E7`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Id of the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Heading of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What the workbook says.
    pub workbook: String,
    /// What the plan says.
    pub expected: String,
    /// Where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A place in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line of the file, from 1.
    pub line: usize,
    /// Characters of the decoded text.
    pub span: CharSpan,
}

/// Counts reasons.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) cells: BTreeMap<Why, usize>,
    pub(super) pairs: BTreeMap<&'static str, usize>,
}

impl Tally {
    pub(super) fn explained(self) -> Vec<Explained> {
        let pairs = self.pairs.into_iter().map(|(reason, count)| Explained {
            reason: reason.to_string(),
            count,
            of: "件次",
        });
        let cells = self.cells.into_iter().map(|(why, count)| Explained {
            reason: why.label().to_string(),
            count,
            of: "格",
        });
        pairs.chain(cells).filter(|explained| explained.count > 0).collect()
    }
}
