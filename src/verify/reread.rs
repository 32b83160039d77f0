//! The plan read again: the tasks and owners a workbook is about must be those, no fewer and no more. Units are
//! compared by their places, which no directory changes.

use std::collections::{BTreeSet, HashMap};

use super::places::Places;
use super::report::{Difference, Kind};
use crate::extraction::Extraction;
use crate::plan::{Basis, CharSpan, Plan, Role, Task};
use crate::proof::{Proof, TaskProof, places_of_values};

/// What differs between `proof` and the plan as read now.
pub(super) fn differences(
    proof: &Proof,
    again: &Extraction,
    places: &Places,
    remarks: &mut Vec<String>,
) -> Vec<Difference> {
    let plan = &again.plan;
    // Members come from a file that is not at hand; their groups are compared.
    let rosters = proof.reading.roster.is_none() || plan.roster_file.is_some();
    if let (false, Some(name)) = (rosters, &proof.reading.roster) {
        remarks.push(format!(
            "生成时用了成员名册“{name}”；这次没有给出（--roster），展开的成员未重新核对。"
        ));
    }
    let known: HashMap<&str, &Task> = plan.tasks.iter().map(|task| (&*task.id, task)).collect();
    let mut differences = Vec::new();
    for task in &proof.tasks {
        match known.get(task.id.as_str()) {
            None => differences.push(lost(task, "工作簿有这项任务，重新读取时没有", places)),
            Some(found) if spans(found.span, &found.pieces) != task.at => {
                differences.push(lost(task, "任务的起止不同", places));
            }
            Some(found) => {
                let (then, now) = (owners_then(task, rosters), owners_now(found, rosters));
                if then != now {
                    differences.push(lost(task, "责任单位或角色不同", places));
                }
                if task.values != places_of_values(found) {
                    differences.push(lost(task, "时限、目标、领导或协同单位不同", places));
                }
            }
        }
    }
    if proof.whole {
        differences.extend(missing(proof, plan, places));
    }
    differences
}

/// Tasks of the plan that the workbook does not know.
fn missing<'p>(proof: &'p Proof, plan: &'p Plan, places: &'p Places) -> impl Iterator<Item = Difference> + 'p {
    let known: BTreeSet<&str> = proof.tasks.iter().map(|task| task.id.as_str()).collect();
    let unknown = plan.tasks.iter().filter(move |task| !known.contains(&*task.id));
    unknown.map(|task| Difference {
        expected: task.text.clone(),
        place: Some(places.of(task.span)),
        ..difference(&task.id, "工作簿里没有这项任务")
    })
}

fn lost(task: &TaskProof, what: &str, places: &Places) -> Difference {
    let words: Vec<&str> = task.at.iter().filter_map(|span| places.slices.get(*span)).collect();
    Difference {
        expected: words.concat(),
        place: task.at.first().map(|span| places.of(*span)),
        ..difference(&task.id, what)
    }
}

fn difference(task: &str, what: &str) -> Difference {
    Difference {
        kind: Kind::ReadAgain,
        reason: Kind::ReadAgain.label(),
        sheet: "全文".to_string(),
        cell: None,
        task: Some(task.to_string()),
        column: None,
        workbook: what.to_string(),
        expected: String::new(),
        place: None,
    }
}

fn spans(span: CharSpan, pieces: &[CharSpan]) -> Vec<CharSpan> {
    if pieces.is_empty() { vec![span] } else { pieces.to_vec() }
}

type Owners = BTreeSet<(Vec<CharSpan>, Role)>;

fn owners_then(task: &TaskProof, rosters: bool) -> Owners {
    // What was decided later is not in the text.
    let owners = task.owners_in_text.as_ref().unwrap_or(&task.owners);
    let owners = owners.iter().filter(|owner| rosters || owner.basis != Basis::Roster);
    owners.map(|owner| (owner.at.clone(), owner.role)).collect()
}

/// As the workbook has them: a unit named twice in the same role is one.
fn owners_now(task: &Task, rosters: bool) -> Owners {
    let mut seen = BTreeSet::new();
    let owners = task.owners_in_text.as_ref().unwrap_or(&task.owners);
    let owners = owners.iter().filter(|owner| rosters || owner.basis != Basis::Roster);
    owners
        .filter(|owner| seen.insert((&*owner.unit, owner.effective_role)))
        .map(|owner| (spans(owner.span, &owner.pieces), owner.effective_role))
        .collect()
}
