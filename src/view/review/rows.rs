//! What stands beside the text: tasks, units, actions, findings.

use std::cmp::Reverse;

use serde::Serialize;

use super::place::Utf16;
use crate::note::{Code, Note, Severity};
use crate::plan::{Certainty, CharSpan, Role, Task};
use crate::source::CharIndex;
use crate::view::survey::{Pair, Survey};
use crate::view::wording;
use crate::view::words::Words;

/// A task.
#[derive(Debug, Serialize)]
pub struct TaskRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its number as written.
    pub number: &'a str,
    /// Its action, by its place in the page's list.
    pub action: usize,
    /// Where it begins.
    pub start: usize,
    /// The slices of the text that join to its words.
    pub slices: Vec<(usize, usize)>,
    /// Its words, where the slices do not join to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// Who owns it, each unit once.
    pub owners: Vec<OwnerCell>,
    /// Leaders and posts.
    pub people: Vec<PersonCell>,
    /// When it is due, each with the date that follows.
    pub deadlines: Vec<String>,
    /// What is to be reached.
    pub targets: Vec<&'a str>,
    /// Units the text names beside the owners, each with its cue.
    pub partners: Vec<(&'a str, &'a str)>,
    /// Whether its owners are not certain.
    pub doubtful: bool,
    /// Whether a person should look at it.
    pub look: bool,
    /// The findings about it alone or with few others, by their place in the page's list.
    pub findings: Vec<usize>,
}

/// An owner of a task.
#[derive(Debug, Serialize)]
pub struct OwnerCell {
    /// The unit, by its place in the page's list.
    pub unit: usize,
    /// The role: 0 lead, 1 support, 2 owner.
    pub role: usize,
    /// What the tag does not say itself: 承上, 推定, the group it is a member of.
    pub remark: String,
    /// The name as written, where it is not the unit's.
    pub written: String,
    /// Whether it is not certain.
    pub doubtful: bool,
}

/// A leader or a post.
#[derive(Debug, Serialize)]
pub struct PersonCell {
    /// The name, with the remark that it stands above the task.
    pub name: String,
    /// The label's words.
    pub word: String,
}

/// A column of the matrix.
#[derive(Debug, Serialize)]
pub struct ActionColumn {
    /// The heading as written; what stands in its place where there is none.
    pub heading: String,
    /// The heading above it as written, where actions stand under different ones.
    pub above: String,
    /// Tasks in it.
    pub tasks: usize,
    /// Tasks without an owner in it.
    pub open: usize,
    /// 件次 in it.
    pub pairs: usize,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct UnitRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// The band it stands in.
    pub band: &'a str,
    /// Whether it stands for a group.
    pub collective: bool,
    /// Every written form, where there are several.
    pub names: Vec<&'a str>,
    /// Whom to call; empty where nothing is known.
    pub contact: String,
    /// The cells that are not empty: action and number of tasks.
    pub cells: Vec<(usize, usize)>,
    /// 件次 by role: lead, support, owner.
    pub roles: [usize; 3],
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct FindingRow<'a> {
    /// Its code.
    pub code: Code,
    /// What its kind is called.
    pub title: &'static str,
    /// 0 information, 1 warning, 2 error.
    pub severity: usize,
    /// What was found.
    pub message: &'a str,
    /// What to do.
    pub proposal: &'a str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The tasks it is about.
    pub tasks: Vec<usize>,
}

/// Findings, those that matter most first, else in text order.
pub(super) fn findings<'a>(survey: &Survey<'a>, units16: &Utf16) -> Vec<FindingRow<'a>> {
    let mut notes: Vec<&'a Note> = survey.plan.notes.iter().collect();
    notes.sort_by_key(|note| Reverse(note.severity));
    let row = |note: &'a Note| FindingRow {
        code: note.code,
        title: note.code.title(),
        severity: super::severity(note.severity),
        message: &note.message,
        proposal: &note.proposal,
        start: units16.at(note.span.start),
        end: units16.at(note.span.end),
        tasks: note.all_tasks().filter_map(|id| survey.task(id)).collect(),
    };
    notes.into_iter().map(row).collect()
}

/// What holds for more tasks than this says nothing of the single task (没有写时限 of a whole plan).
const FEW: usize = 5;

/// Every task.
pub(super) fn tasks<'a>(
    survey: &'a Survey<'a>,
    words: &Words,
    units16: &Utf16,
    findings: &[FindingRow],
) -> Vec<TaskRow<'a>> {
    let mut about: Vec<Vec<usize>> = vec![Vec::new(); survey.plan.tasks.len()];
    let mut look = vec![false; survey.plan.tasks.len()];
    let warning = super::severity(Severity::Warning);
    for (index, finding) in findings.iter().enumerate() {
        // A warning about a whole plan without owners is one thing to look at, not one in each row.
        let few = finding.tasks.len() <= FEW;
        for task in &finding.tasks {
            if few || finding.severity >= warning {
                about[*task].push(index);
            }
            look[*task] |= few && finding.severity >= warning;
        }
    }
    let parts = survey.plan.tasks.iter().zip(about).zip(look).enumerate();
    let maker = Maker {
        survey,
        words,
        units16,
        chars: CharIndex::new(survey.text),
    };
    parts
        .map(|(at, ((task, about), look))| maker.row(at, task, about, look))
        .collect()
}

/// What a row is made with.
struct Maker<'a, 'w> {
    survey: &'a Survey<'a>,
    words: &'w Words,
    units16: &'w Utf16,
    chars: CharIndex,
}

impl<'a> Maker<'a, '_> {
    fn row(&self, at: usize, task: &'a Task, findings: Vec<usize>, look: bool) -> TaskRow<'a> {
        let (survey, words, units16) = (self.survey, self.words, self.units16);
        let owners: Vec<OwnerCell> = survey.pairs[at]
            .iter()
            .map(|pair| owner(survey, words, at, pair))
            .collect();
        let doubtful = owners.iter().any(|owner| owner.doubtful);
        let slices = slices(task);
        let person = |person: &crate::plan::Person| PersonCell {
            name: wording::by_basis(words, &person.name, person.basis),
            word: person.word.clone(),
        };
        TaskRow {
            id: &task.id,
            number: wording::number(task),
            action: survey.action_of[at],
            start: units16.at(task.span.start),
            text: (!joins(survey.text, &self.chars, &slices, &task.text)).then_some(&*task.text),
            slices: slices
                .iter()
                .map(|slice| (units16.at(slice.start), units16.at(slice.end)))
                .collect(),
            owners,
            people: task.people.iter().map(person).collect(),
            deadlines: task
                .deadlines
                .iter()
                .map(|deadline| wording::deadline(deadline, words))
                .collect(),
            targets: task.targets.iter().map(|target| &*target.text).collect(),
            partners: task
                .partners
                .iter()
                .map(|partner| (&*partner.name, &*partner.cue))
                .collect(),
            doubtful,
            look: doubtful || look,
            findings,
        }
    }
}

fn slices(task: &Task) -> Vec<CharSpan> {
    if task.pieces.is_empty() {
        vec![task.span]
    } else {
        task.pieces.clone()
    }
}

/// Whether the slices of the text join to `words`.
fn joins(text: &str, chars: &CharIndex, slices: &[CharSpan], words: &str) -> bool {
    let mut rest = words;
    for slice in slices {
        let slice = &text[chars.byte(text, slice.start)..chars.byte(text, slice.end)];
        match rest.strip_prefix(slice) {
            Some(more) => rest = more,
            None => return false,
        }
    }
    rest.is_empty()
}

fn owner(survey: &Survey, words: &Words, task: usize, pair: &Pair) -> OwnerCell {
    let part = pair.part();
    let group = wording::group(survey, task, pair, |source| &words.members.of(source).role);
    let mut remarks = wording::remarks(words, part);
    if let Some(group) = group.as_deref() {
        remarks.retain(|remark| *remark != words.roster);
        remarks.insert(0, group);
    }
    if pair.is_open_ended() {
        remarks.push(&words.open_ended);
    }
    let label = &survey.units[pair.unit].label;
    let written = &*pair.owners[0].name;
    let by_roster = pair.member_of().is_some();
    OwnerCell {
        unit: pair.unit,
        role: super::role(part.role),
        remark: remarks.join(&words.separator),
        written: if written == label || by_roster {
            String::new()
        } else {
            written.to_string()
        },
        doubtful: pair.owners.iter().any(|owner| owner.certainty != Certainty::Certain),
    }
}

/// The columns of the matrix.
pub(super) fn actions(survey: &Survey, words: &Words) -> Vec<ActionColumn> {
    let several = survey.actions.windows(2).any(|pair| pair[0].above() != pair[1].above());
    let column = |action: &crate::view::SurveyedAction| {
        let heading = match action.heading() {
            heading if !heading.is_empty() => heading,
            _ if survey.has_headings() => words.no_action.clone(),
            _ => words.all_tasks.clone(),
        };
        let pairs = || action.tasks.iter().map(|task| &survey.pairs[*task]);
        ActionColumn {
            heading,
            above: if several {
                action.above().to_string()
            } else {
                String::new()
            },
            tasks: action.tasks.len(),
            open: pairs().filter(|pairs| pairs.is_empty()).count(),
            pairs: pairs().map(Vec::len).sum(),
        }
    };
    survey.actions.iter().map(column).collect()
}

/// The rows of the matrix.
pub(super) fn units<'a>(survey: &'a Survey<'a>, words: &'a Words) -> Vec<UnitRow<'a>> {
    let row = |unit: &'a crate::view::SurveyedUnit<'a>| {
        let mut cells: Vec<(usize, usize)> = Vec::new();
        // A unit's tasks stand in text order, which need not be that of the actions.
        let mut actions: Vec<usize> = unit.tasks.iter().map(|(task, _)| survey.action_of[*task]).collect();
        actions.sort_unstable();
        for action in actions {
            match cells.last_mut() {
                Some((last, count)) if *last == action => *count += 1,
                _ => cells.push((action, 1)),
            }
        }
        UnitRow {
            name: &unit.label,
            band: words.band.of(unit.band),
            collective: unit.collective,
            names: if unit.names.len() > 1 {
                unit.names.clone()
            } else {
                Vec::new()
            },
            contact: unit
                .contact
                .map(|contact| words.contact.line(contact))
                .unwrap_or_default(),
            cells,
            roles: [Role::Lead, Role::Support, Role::Owner].map(|role| unit.count(role)),
        }
    };
    survey.units.iter().map(row).collect()
}
