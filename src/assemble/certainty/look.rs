//! The rows a person should look at first, each with its reasons.

use std::collections::HashSet;

use super::{left, names};
use crate::assemble::check::Findings;
use crate::assemble::known::Known;
use crate::directory::Likeness;
use crate::note::Code;
use crate::plan::{
    Basis, Certainty, Deadline, DeadlineRule, LedgerEntry, LedgerKind, Owner, OwnerRule, Role, Sign, Task, TaskKind,
};

/// Marks the rows, and reports those of which no other finding tells.
pub(super) fn mark(
    tasks: &mut [Task],
    ledger: &[LedgerEntry],
    directory: &Known<'_>,
    findings: &mut Findings<'_, '_, '_>,
) {
    let plan = Habits::of(tasks);
    let brackets = Brackets::of(findings);
    let beside = beside(ledger, directory, findings);
    for task in tasks.iter_mut() {
        let holds = |sign: &Sign| match sign {
            Sign::NoOwner => task.owners.is_empty() && plan.mostly_owned(),
            Sign::NamesInText if task.owners.is_empty() => names::name_owners(&task.text, directory),
            Sign::NamesInText => names::stand_last(&task.text, directory),
            Sign::NamesInHeading => task.owners.is_empty() && heading_is_name(task, directory),
            Sign::NamesInCell => task
                .cells
                .iter()
                .any(|cell| names::is_line_of_names(&cell.text, directory)),
            Sign::NamesBeside => beside.contains(&*task.id),
            Sign::BracketNotRead => brackets.not_read.contains(&*task.id),
            Sign::UnclosedBracket => brackets.unclosed.contains(&*task.id),
            Sign::OddName => task.owners.iter().any(names::is_odd),
            Sign::JoinedNames => task.owners.iter().any(|owner| names::is_joined(owner, directory)),
            Sign::WordsLeft => left::words_left(task, findings),
            Sign::OtherRoles => plan.departs(task),
            Sign::SameUnit => has_unit_twice(task),
            Sign::Time => task.deadlines.iter().any(is_doubtful),
            Sign::Target => task.targets.iter().any(|target| target.certainty == Certainty::Guess),
            Sign::Fragment => is_fragment(task),
            Sign::Columns | Sign::TextIsNames | Sign::TextAndTag | Sign::OddBracket => task.look.contains(sign),
        };
        let look: Vec<Sign> = Sign::ALL.into_iter().filter(holds).collect();
        task.look = look;
        report(task, directory, findings);
    }
}

/// One finding for a row, unless other findings say all of it.
fn report(task: &Task, directory: &Known<'_>, findings: &mut Findings<'_, '_, '_>) {
    if task.look.iter().all(|sign| sign.is_reported()) {
        return;
    }
    let reasons: Vec<&str> = task.look.iter().map(|sign| sign.words()).collect();
    // Where only another cell names somebody, that cell is shown, not the tag.
    let in_cell = task
        .look
        .iter()
        .all(|sign| sign.is_reported() || *sign == Sign::NamesInCell);
    let cell = task
        .cells
        .iter()
        .find(|cell| in_cell && names::is_line_of_names(&cell.text, directory));
    let place = match &task.tag {
        _ if cell.is_some() => cell.map_or(task.span, |cell| cell.span),
        Some(tag) => tag.pieces.first().copied().unwrap_or(tag.span),
        None => task.pieces.first().copied().unwrap_or(task.span),
    };
    findings.at(Code::DoubtfulOwner, place, Some(&task.id), reasons.join("；"));
}

/// What most tasks of a plan have in common.
struct Habits {
    tasks: usize,
    owned: usize,
    /// Tasks of several owners, and those of them with a lead.
    several: usize,
    led: usize,
}

/// A habit shows in so many tasks at least.
const SHOWS: usize = 4;

impl Habits {
    fn of(tasks: &[Task]) -> Self {
        let several = || tasks.iter().filter(|task| task.owners.len() > 1);
        Habits {
            tasks: tasks.len(),
            owned: tasks.iter().filter(|task| !task.owners.is_empty()).count(),
            several: several().count(),
            led: several().filter(|task| has_lead(task)).count(),
        }
    }

    fn mostly_owned(&self) -> bool {
        self.owned >= 2 && self.owned * 10 >= self.tasks * 6
    }

    fn departs(&self, task: &Task) -> bool {
        let several = task.owners.len() > 1 && self.several >= SHOWS;
        let without = several && !has_lead(task) && self.led * 10 >= self.several * 8;
        let with = several && has_lead(task) && self.led * 10 <= self.several * 2;
        without || with || task.is_without_lead()
    }
}

fn has_lead(task: &Task) -> bool {
    task.owners.iter().any(|owner| owner.role == Role::Lead)
}

/// Whether the tag gives one unit two roles.
fn has_unit_twice(task: &Task) -> bool {
    let own = |owner: &&Owner| owner.basis == Basis::Stated && !owner.collective;
    // A tag of thousands of names is no tag of a plan.
    let owners: Vec<&Owner> = task.owners.iter().filter(own).take(100).collect();
    owners.iter().enumerate().any(|(at, owner)| {
        let before = &owners[..at];
        before
            .iter()
            .any(|other| other.unit == owner.unit && other.role != owner.role)
    })
}

/// Whether a time is none, or a cell of the column for times holds words that are none.
fn is_doubtful(deadline: &Deadline) -> bool {
    let in_column = deadline.rule == DeadlineRule::Column && !deadline.certainty.is_certain();
    deadline.impossible || deadline.certainty == Certainty::Guess || in_column
}

/// Tasks in which a bracket is no tag though it may have been meant as one.
struct Brackets {
    unclosed: HashSet<String>,
    not_read: HashSet<String>,
}

impl Brackets {
    fn of(findings: &Findings<'_, '_, '_>) -> Self {
        const ROLES: &[&str] = &[
            "负责",
            "牵头",
            "配合",
            "责任",
            "单位：",
            "单位:",
            "負責",
            "牽頭",
            "責任",
        ];
        let tasks = |code: Code, words: &[&str]| {
            let notes = findings.so_far().iter().filter(|note| note.code == code);
            notes
                .filter(|note| {
                    let bracket = note.message.split(" 不作责任标注").next().unwrap_or_default();
                    words.is_empty() || words.iter().any(|word| bracket.contains(word))
                })
                .filter_map(|note| note.task.clone())
                .collect()
        };
        Brackets {
            unclosed: tasks(Code::UnclosedTag, &[]),
            not_read: tasks(Code::NotATag, ROLES),
        }
    }
}

/// Whether next to nothing is left of a text, or it begins or ends in the middle of a sentence.
fn is_fragment(task: &Task) -> bool {
    let text = task.text.trim();
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    han.take(3).count() < 3
        || text.starts_with(['）', ')', '，', ',', '、', '。', '；', '】', '：', ':'])
        || task.tag.is_none() && task.kind != TaskKind::Row && text.ends_with(['、', '，', ',', '（', '：'])
}

/// Whether the heading above is nothing but the name of a unit or of an office inside one: 【安保科】.
fn heading_is_name(task: &Task, directory: &Known<'_>) -> bool {
    let Some(heading) = task.path.last() else { return false };
    let heading = heading.trim_matches(['【', '】', '（', '）', '(', ')', ' ']);
    let length = heading.chars().count();
    let office = length <= 6 && heading.ends_with(['科', '股', '室', '处', '办']);
    length >= 3 && (office || directory.likeness(heading) != Likeness::None)
}

/// Tasks behind which names stand by themselves in text that belongs to no task.
fn beside(ledger: &[LedgerEntry], directory: &Known<'_>, findings: &Findings<'_, '_, '_>) -> HashSet<String> {
    let mut beside = HashSet::new();
    let mut last: Option<&str> = None;
    for entry in ledger {
        if let Some(task) = &entry.task {
            last = Some(task);
            continue;
        }
        let free = matches!(
            entry.kind,
            LedgerKind::Narrative | LedgerKind::Noise | LedgerKind::Table | LedgerKind::OtherColumn
        );
        if let Some(task) = last.filter(|_| free)
            && names::stand_alone(findings.words(entry.span), directory)
        {
            beside.insert(task.to_string());
        }
    }
    beside
}

/// Whether an owner stands in a column of a table.
pub(super) fn in_column(task: &Task) -> bool {
    task.owners.iter().any(|owner| owner.rule == OwnerRule::Column)
}
