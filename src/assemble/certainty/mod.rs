//! How sure an owner is: which form of words named it, and what is unusual about the words.
//!
//! A bracket or a label speaks for itself. A table in running text has lost its lines, so that a cell may have come into
//! the wrong column: a row whose task is the name of a unit, a name that is none, a word where a name should be. Where
//! several rows of a plan show such signs, the rows beside them are not certain either. [`look`] marks the rows that a person should look at first.

mod left;
mod look;
mod names;

pub(super) use names::BRACKETS;

use super::check::Findings;
use super::known::Known;
use super::words::Words;
use crate::directory::{Directory, Likeness};
use crate::note::Code;
use crate::outline::CellRole;
use crate::plan::{Certainty, LedgerEntry, Owner, OwnerRule, Resolution, Sign, Task, TaskKind};

/// The rule behind the name of a grammar.
pub(super) fn rule_of(grammar: &str) -> OwnerRule {
    match grammar {
        "label" => OwnerRule::Label,
        "label-word" => OwnerRule::LabelWord,
        "owner-line" => OwnerRule::OwnerLine,
        "last-sentence" => OwnerRule::LastSentence,
        "first-clauses" => OwnerRule::OwnerFirst,
        "names-line" => OwnerRule::NamesLine,
        "unit-first" => OwnerRule::UnitFirst,
        "column" => OwnerRule::Column,
        _ => OwnerRule::Bracket,
    }
}

/// How sure a name is by where it stands: a cell may not show which column it is in.
pub(super) fn of_place(cell: Option<&CellRole>) -> Certainty {
    match cell {
        Some(CellRole::Units { assumed: true, .. }) => Certainty::Guess,
        _ => Certainty::Certain,
    }
}

/// A name is never longer than so many characters, or something else has come into its cell.
const LONGEST: usize = 20;
/// The text of a row that may be nothing but names is never longer, in bytes.
const NAMES: usize = 120;

/// Lowers the certainty of owners that something speaks against, and marks the rows to look at.
pub(super) fn settle(
    tasks: &mut [Task],
    ledger: &[LedgerEntry],
    directory: &Known<'_>,
    findings: &mut Findings<'_, '_, '_>,
) {
    columns(tasks, directory);
    tasks.iter_mut().for_each(|task| sentence_beside_tag(task, findings));
    look::mark(tasks, ledger, directory, findings);
}

/// Marks a task in whose text a bracket has lost its other half.
pub(super) fn brackets(words: &[Words<'_>], task: &mut Task) {
    if names::are_unbalanced(words) {
        task.look.push(Sign::OddBracket);
    }
}

/// Columns that may have slipped; where most rows of a table show it, the rows beside them are not certain either.
fn columns(tasks: &mut [Task], directory: &Directory) {
    for task in tasks.iter_mut() {
        let row = look::in_column(task);
        let shifted = row && task.kind == TaskKind::Row && is_names(&task.text, directory);
        for owner in &mut task.owners {
            let by_name = of_name(owner);
            let by_row = if shifted { Certainty::Guess } else { Certainty::Certain };
            owner.certainty = owner.certainty.max(by_name).max(by_row);
        }
        if shifted {
            task.look.push(Sign::TextIsNames);
        } else if !is_certain(task) {
            task.look.push(Sign::Columns);
        }
    }
    let table = |one: &Task, other: &Task| one.action == other.action && look::in_column(one) == look::in_column(other);
    for rows in tasks.chunk_by_mut(table).filter(|rows| look::in_column(&rows[0])) {
        let doubtful = rows.iter().filter(|task| !is_certain(task)).count();
        if doubtful < 2 || doubtful * 2 < rows.len() {
            continue;
        }
        for task in rows.iter_mut().filter(|task| is_certain(task)) {
            for owner in task.owners.iter_mut().filter(|owner| owner.rule == OwnerRule::Column) {
                owner.certainty = Certainty::Likely;
            }
            task.look.push(Sign::Columns);
        }
    }
}

/// A sentence of the text that names owners beside a tag that does: one of them may be prose.
fn sentence_beside_tag(task: &mut Task, findings: &mut Findings<'_, '_, '_>) {
    let in_text = |owner: &Owner| matches!(owner.rule, OwnerRule::OwnerFirst | OwnerRule::LastSentence);
    let in_tag = |owner: &Owner| matches!(owner.rule, OwnerRule::Bracket | OwnerRule::Label | OwnerRule::Column);
    if !task.owners.iter().any(in_tag) {
        return;
    }
    let mut said = None;
    for owner in task.owners.iter_mut().filter(|owner| in_text(owner)) {
        owner.certainty = owner.certainty.max(Certainty::Likely);
        said = said.or(Some((owner.span, owner.name.clone())));
    }
    if let Some((place, name)) = said {
        let message = format!(
            "任务 {} 的正文里由“{name}”等负责，另有责任标注，两处的单位都已列入，请核对",
            task.id
        );
        findings.at(Code::TagInText, place, Some(&task.id), message);
        task.look.push(Sign::TextAndTag);
    }
}

/// Whether every owner of `task` is certain.
fn is_certain(task: &Task) -> bool {
    task.owners.iter().all(|owner| owner.certainty.is_certain())
}

/// What speaks against a single name.
fn of_name(owner: &Owner) -> Certainty {
    let odd = |c: char| c.is_ascii_digit() || matches!(c, '：' | ':' | '。' | '；' | ';' | '%');
    let column = owner.rule == OwnerRule::Column;
    match owner.resolution {
        Resolution::Unknown if !owner.collective => {
            let long = owner.name.chars().count() > LONGEST && !names::names_company(&owner.name);
            if owner.name.contains(odd) || long {
                Certainty::Guess
            } else if column && (!names::ends_like_name(&owner.name) || Directory::holds_sentence(&owner.name)) {
                Certainty::Likely
            } else {
                Certainty::Certain
            }
        }
        // 公安, 税务: a stem fills a cell where the rest of the name may have gone to the next line.
        _ if column && owner.name.chars().count() <= 2 && !Directory::may_end_name(&owner.name) => Certainty::Likely,
        _ => Certainty::Certain,
    }
}

/// Whether the text of a row is nothing but names of units, or the end of one.
fn is_names(text: &str, directory: &Directory) -> bool {
    // A task that is a sentence (建成县福利中心。) is none, though the words before the name may pass for a place.
    let text = text.trim();
    if text.is_empty() || text.len() > NAMES || !Directory::may_end_name(text) {
        return false;
    }
    let list = directory.read_list(text);
    let covered: usize = list.names.iter().map(|name| name.range.len()).sum();
    let marks = text
        .chars()
        .filter(|c| matches!(c, '、' | '，' | ',' | '\n'))
        .map(char::len_utf8);
    let known = |name: &crate::directory::ListedName| {
        directory.likeness(&text[name.range.clone()]) == Likeness::Known && !name.resolved.collective
    };
    !list.names.is_empty() && list.names.iter().all(known) && covered + marks.sum::<usize>() >= text.len()
}
