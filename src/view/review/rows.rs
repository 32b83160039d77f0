//! What stands beside the text: tasks, units, actions, findings.

use std::cmp::Reverse;
use std::collections::HashMap;

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
    /// The slices of the text that join to its words, an empty one for a line end between two.
    pub slices: Vec<(usize, usize)>,
    /// Its words, where the slices do not join to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// Who owns it, each unit once.
    pub owners: Vec<OwnerCell>,
    /// Leaders and posts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonCell>,
    /// When it is due, each with the date that follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<String>,
    /// What is to be reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<&'a str>,
    /// Units the text names beside the owners, each with its cue.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<(&'a str, &'a str)>,
    /// Whether its owners are not certain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    /// Whether a person should look at it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub look: bool,
    /// The findings about it alone or with few others, by their place in the page's list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
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
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The name as written, where it is not the unit's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub written: String,
    /// Whether it is not certain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
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
    /// What its kind is called and what to do about it, by its place in the page's list.
    pub advice: usize,
    /// 0 information, 1 warning, 2 error.
    pub severity: usize,
    /// What was found.
    pub message: &'a str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The tasks it is about.
    pub tasks: Vec<usize>,
}

/// What kinds of findings are called, and what to do about them.
pub(super) type Advice<'a> = Vec<(&'static str, &'a str)>;

/// Findings, those that matter most first, else in text order; what many of them say alike stands once.
pub(super) fn findings<'a>(survey: &Survey<'a>, units16: &Utf16) -> (Vec<FindingRow<'a>>, Advice<'a>) {
    let mut advice: Advice<'a> = Vec::new();
    let mut known: HashMap<(&'static str, &'a str), usize> = HashMap::new();
    let mut notes: Vec<&'a Note> = survey.plan.notes.iter().collect();
    notes.sort_by_key(|note| Reverse(note.severity));
    let mut place = |words: (&'static str, &'a str)| {
        *known.entry(words).or_insert_with(|| {
            advice.push(words);
            advice.len() - 1
        })
    };
    let row = |note: &'a Note| FindingRow {
        code: note.code,
        advice: place((note.code.title(), &*note.proposal)),
        severity: super::severity(note.severity),
        message: &note.message,
        start: units16.at(note.span.start),
        end: units16.at(note.span.end),
        tasks: note.all_tasks().filter_map(|id| survey.task(id)).collect(),
    };
    let rows = notes.into_iter().map(row).collect();
    (rows, advice)
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
        let slices = slices(survey.text, &self.chars, task);
        let person = |person: &crate::plan::Person| PersonCell {
            name: wording::by_basis(words, &person.name, person.basis),
            word: person.word.clone(),
        };
        TaskRow {
            id: &task.id,
            number: wording::number(task),
            action: survey.action_of[at],
            start: units16.at(task.span.start),
            text: slices.is_none().then_some(&*task.text),
            slices: slices
                .unwrap_or_default()
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

/// The slices that join to the task's words; an empty one is a line end between two paragraphs. `None` where they join
/// to something else.
fn slices(text: &str, chars: &CharIndex, task: &Task) -> Option<Vec<CharSpan>> {
    let whole = [task.span];
    let pieces = if task.pieces.is_empty() { &whole } else { &*task.pieces };
    let mut slices = Vec::with_capacity(pieces.len());
    let mut rest = &*task.text;
    for piece in pieces {
        let words = &text[chars.byte(text, piece.start)..chars.byte(text, piece.end)];
        rest = match rest.strip_prefix(words) {
            Some(more) => more,
            None => {
                slices.push(CharSpan::new(piece.start, piece.start));
                rest.strip_prefix('\n')?.strip_prefix(words)?
            }
        };
        slices.push(*piece);
    }
    rest.is_empty().then_some(slices)
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
