//! The review page: the text with everything that was found in it, and beside it tasks, units and findings.
//!
//! A value here is what the page's script reads. Places count in UTF-16 units of the text, as scripts do.

mod marks;
mod place;
mod rows;

use serde::Serialize;

use super::fields;
use super::survey::{Counts, Survey};
use super::words::Words;
use crate::note::Severity;
use crate::plan::{LedgerKind, Role};

pub use marks::{Mark, MarkKind};
pub use rows::{ActionColumn, FindingRow, OwnerCell, PersonCell, TaskRow, UnitRow};

use super::wording::Places;
use place::Utf16;

/// A plan as the review page shows it.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// Title of the plan.
    pub title: &'a str,
    /// Its security marking; empty where there is none.
    pub marking: String,
    /// The decoded text, whole.
    pub text: &'a str,
    /// Where each file begins, where the plan was read from several: its name, its first line from 0.
    pub files: Vec<(String, usize)>,
    /// The kinds of text that occur; the ledger names them by their place here.
    pub kinds: Vec<LedgerKind>,
    /// What every stretch of the text is, one behind the other: its length, its kind, and the task it belongs to.
    pub ledger: Vec<(usize, usize, Option<usize>)>,
    /// Words that name owners, times and so on, by place.
    pub marks: Vec<Mark>,
    /// The columns of the matrix.
    pub actions: Vec<ActionColumn>,
    /// Its rows, in order.
    pub units: Vec<UnitRow<'a>>,
    /// Every task, in text order.
    pub tasks: Vec<TaskRow<'a>>,
    /// Every finding, those that matter most first.
    pub findings: Vec<FindingRow<'a>>,
    /// What kinds of findings are called, and what to do about them.
    pub advice: Vec<(&'static str, &'a str)>,
    /// The sums of the matrix.
    pub sums: Sums,
    /// Words of `workbook.toml` that stand for values.
    pub labels: Labels<'a>,
}

/// The sums of the matrix.
#[derive(Debug, Serialize)]
pub struct Sums {
    /// Tasks.
    pub tasks: usize,
    /// Tasks without an owner.
    pub open: usize,
    /// 件次.
    pub pairs: usize,
    /// 件次 by role: lead, support, owner.
    pub roles: [usize; 3],
    /// Tasks a person should look at.
    pub look: usize,
}

/// Words that stand for values.
#[derive(Debug, Serialize)]
pub struct Labels<'a> {
    /// The roles: lead, support, owner.
    pub roles: [&'a str; 3],
    /// Their marks.
    pub marks: [&'a str; 3],
    /// The severities: information, warning, error.
    pub severities: [&'a str; 3],
    /// In place of owners that are not named.
    pub unassigned: &'a str,
    /// Where the owners of a task are not certain.
    pub to_check: &'a str,
    /// Between names.
    pub separator: &'a str,
}

/// The place of a role in [`Labels::roles`].
fn role(role: Role) -> usize {
    match role {
        Role::Lead => 0,
        Role::Support => 1,
        Role::Owner => 2,
    }
}

/// The place of a severity in [`Labels::severities`].
fn severity(severity: Severity) -> usize {
    match severity {
        Severity::Info => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}

impl<'a> Page<'a> {
    /// The page of a surveyed plan, with the words of `workbook.toml`.
    pub fn new(survey: &'a Survey<'a>, words: &'a Words) -> Self {
        let units16 = Utf16::new(survey.text);
        let (findings, advice) = rows::findings(survey, &units16);
        let tasks = rows::tasks(survey, words, &units16, &findings);
        let (kinds, ledger) = ledger(survey, &units16);
        Page {
            title: &survey.plan.title,
            marking: fields::marking(survey.plan),
            text: survey.text,
            files: files(survey),
            kinds,
            ledger,
            marks: marks::marks(survey, &units16, &findings),
            actions: rows::actions(survey, words),
            units: rows::units(survey, words),
            sums: sums(survey, &tasks),
            tasks,
            findings,
            advice,
            labels: labels(words),
        }
    }
}

fn sums(survey: &Survey, tasks: &[TaskRow]) -> Sums {
    let Counts {
        tasks: all,
        pairs,
        leads,
        supports,
        owners,
        ..
    } = survey.counts;
    Sums {
        tasks: all,
        open: survey.unassigned(),
        pairs,
        roles: [leads, supports, owners],
        look: tasks.iter().filter(|task| task.look).count(),
    }
}

fn labels(words: &Words) -> Labels<'_> {
    const ROLES: [Role; 3] = [Role::Lead, Role::Support, Role::Owner];
    const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];
    Labels {
        roles: ROLES.map(|role| words.role.of(role)),
        marks: [&words.mark.lead, &words.mark.support, &words.mark.owner],
        severities: SEVERITIES.map(|severity| words.severity.of(severity)),
        unassigned: &words.unassigned,
        to_check: &words.to_check,
        separator: &words.separator,
    }
}

fn files(survey: &Survey) -> Vec<(String, usize)> {
    let places = Places::of(survey.plan);
    let files = survey.plan.source.files.iter();
    let named = files.filter_map(|file| Some((places.place(file.line).0?, file.line.saturating_sub(1))));
    named.collect()
}

/// The ledger and the kinds in it. Text that no entry covers is given as blank, so that the lengths always add up.
fn ledger(survey: &Survey, units16: &Utf16) -> (Vec<LedgerKind>, Vec<(usize, usize, Option<usize>)>) {
    let mut kinds: Vec<LedgerKind> = Vec::new();
    let mut entries = Vec::with_capacity(survey.plan.ledger.len());
    let mut at = 0;
    let mut add = |end: usize, kind: LedgerKind, task: Option<usize>| {
        let end = units16.at(end);
        if end <= at {
            return;
        }
        let place = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        });
        entries.push((end - at, place, task));
        at = end;
    };
    for entry in &survey.plan.ledger {
        add(entry.span.start, LedgerKind::Blank, None);
        let task = entry.task.as_deref().and_then(|id| survey.task(id));
        add(entry.span.end, entry.kind, task);
    }
    add(usize::MAX, LedgerKind::Blank, None);
    (kinds, entries)
}
