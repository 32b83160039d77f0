//! The forms: which cells of a workbook that came back say something, and what.
//!
//! A file for each form tells which cells and what they were asked; `answer` makes steps of what they say.

mod answer;
mod consult;
mod detail;
mod open_items;
mod text_edits;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::Returned;
use super::apply::Applied;
use super::wording::{Verdict, Wording};
use crate::note::Code;
use crate::plan::{Form, Origin, Role};
use crate::proof::Slices;
use crate::verify::{ReturnedRow, ReturnedSheet};

/// What a unit is to be in a task.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    /// Its id.
    pub unit: String,
    /// Its name as written.
    pub name: String,
    /// Its role; `None` where it is no owner any more.
    pub to: Option<Role>,
    /// The group it belongs to in the task.
    pub member_of: Option<String>,
}

/// What one cell asks for one task.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub task: usize,
    /// The number of its file.
    pub file: usize,
    pub origin: Origin,
    /// What the cell says.
    pub words: String,
    /// By unit.
    pub steps: Vec<Step>,
    /// Whether it completes the list that the text leaves open.
    pub completes: bool,
}

/// Everything that the form number `file` asks for.
pub(super) fn proposals(form: &Returned, file: usize, text: &str, applied: &mut Applied<'_>) -> Vec<Proposal> {
    let slices = Slices::new(text);
    let views = ["detail", "open_items", "consult", "register"];
    let sheets = form.workbook.returned(&views, &slices);
    let mut reader = Reader {
        form,
        file,
        applied,
        found: Vec::new(),
        filled_in: 0,
    };
    for sheet in &sheets {
        match sheet.proof.view.as_str() {
            "detail" => reader.detail(sheet),
            "open_items" => reader.open_items(sheet),
            "consult" => reader.consult(sheet),
            _ => reader.register(sheet),
        }
    }
    if reader.filled_in == 0 && form.workbook.proof.tasks.iter().all(|task| task.changes.is_empty()) {
        let message = match sheets.is_empty() {
            true => format!(
                "“{}”里没有可采用的表：--decisions 用填好的“待明确”“征求意见表”或改过的“分工明细”，部门清单和没有这些表的工作簿不行",
                form.name()
            ),
            false => format!("“{}”没有填写或改动，没有可采用的意见", form.name()),
        };
        reader.applied.note(Code::DecisionNotTaken, &[], message);
    }
    reader.found
}

struct Reader<'r, 'p> {
    form: &'r Returned,
    file: usize,
    applied: &'r mut Applied<'p>,
    found: Vec<Proposal>,
    /// Cells in which somebody wrote something.
    filled_in: usize,
}

/// A cell that somebody wrote.
struct Written<'s> {
    sheet: &'s ReturnedSheet<'s>,
    row: u32,
    column: usize,
    form: Form,
    words: String,
}

fn column(sheet: &ReturnedSheet<'_>, key: &str) -> Option<usize> {
    sheet.proof.columns.iter().position(|column| column.key == key)
}

/// What a cell of a row was to say.
fn said<'r>(row: &'r ReturnedRow<'_>, column: Option<usize>) -> &'r str {
    column.and_then(|at| row.said[at].as_deref()).unwrap_or_default()
}

/// What it says now.
fn now<'r>(row: &'r ReturnedRow<'_>, column: Option<usize>) -> &'r str {
    let cells = row.now.as_ref().map(|(_, cells)| cells);
    column.and_then(|at| cells?.get(at)).map_or("", String::as_str)
}

impl Reader<'_, '_> {
    /// What somebody wrote into a cell that was empty; counted, and `None` where it still is or the row is gone.
    fn filled<'s>(
        &mut self,
        sheet: &'s ReturnedSheet<'s>,
        row: &ReturnedRow<'_>,
        column: usize,
        form: Form,
    ) -> Option<Written<'s>> {
        let (at, _) = row.now.as_ref()?;
        let words = now(row, Some(column)).to_string();
        if words.is_empty() {
            return None;
        }
        self.filled_in += 1;
        Some(Written {
            sheet,
            row: *at,
            column,
            form,
            words,
        })
    }

    fn origin(&self, written: &Written<'_>) -> Origin {
        let at = written.sheet.columns[written.column].unwrap_or(0);
        Origin {
            form: written.form,
            file: self.form.name().to_string(),
            sheet: written.sheet.name.to_string(),
            cell: row_col_to_cell(written.row, at.min(u32::from(u16::MAX)) as u16),
        }
    }

    /// The task with this id in the workbook, as it is in the plan now.
    fn task(&self, id: &str) -> Option<usize> {
        let proof = self.form.workbook.proof.tasks.iter().find(|task| task.id == id)?;
        self.applied.task_at(&proof.at)
    }

    /// Says that a cell was not taken.
    fn refuse(&mut self, written: &Written<'_>, tasks: &[usize], why: &str) {
        let place = self.origin(written).place();
        let message = if written.words.is_empty() {
            format!("{place}没有采用：{why}")
        } else {
            format!("{place}写“{}”，没有采用：{why}", short(&written.words))
        };
        self.applied.note(Code::DecisionNotTaken, tasks, message);
    }

    fn verdict(&mut self, text: &str, own: Option<&str>) -> Verdict {
        let units = &self.applied.units;
        let known = |name: &str| units.knows(name);
        let tools = self.applied.tools;
        Wording::new(tools.roles, tools.directory, &known).read(text, own)
    }
}

/// Words for a finding.
fn short(words: &str) -> String {
    const MOST: usize = 40;
    let words = words.replace('\n', " ");
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
