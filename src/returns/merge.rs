//! Proposals of several forms: what says the same counts once, what contradicts is not taken.

use super::apply::Applied;
use super::forms::{Proposal, Step};
use crate::note::Code;
use crate::plan::{Form, Role};

/// Those of `proposals` that may be taken, in their order.
pub(super) fn merged(proposals: Vec<Proposal>, applied: &mut Applied<'_>) -> Vec<Proposal> {
    let mut of_task: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, proposal) in proposals.iter().enumerate() {
        of_task.entry(proposal.task).or_default().push(at);
    }
    let mut refused = vec![false; proposals.len()];
    for (task, of_task) in of_task {
        let mut against: Vec<usize> = Vec::new();
        for (place, &first) in of_task.iter().enumerate() {
            for &second in &of_task[place + 1..] {
                let (a, b) = (&proposals[first], &proposals[second]);
                if same_steps(a, b) && a.file != b.file {
                    refused[second] = true;
                } else if contradict(a, b) && !applied.follows(a, b) {
                    against.extend([first, second]);
                }
            }
        }
        against.sort_unstable();
        against.dedup();
        if !against.is_empty() {
            let said: Vec<String> = against.iter().map(|at| said(&proposals[*at])).collect();
            let message = format!(
                "任务 {} 的意见互相矛盾，都没有采用，仍按原分工：{}。定下来后只留一种，重新生成",
                applied.id(task),
                said.join("；")
            );
            applied.note(Code::DecisionConflict, &[task], message);
            against.iter().for_each(|at| refused[*at] = true);
        }
    }
    let kept = proposals.into_iter().zip(refused).filter(|(_, refused)| !refused);
    kept.map(|(proposal, _)| proposal).collect()
}

fn said(proposal: &Proposal) -> String {
    format!("{}写“{}”", proposal.origin.place(), proposal.words)
}

/// Whether two proposals for one task cannot both be taken.
fn contradict(a: &Proposal, b: &Proposal) -> bool {
    let same_form = a.origin.form == b.origin.form;
    if same_form && (a.file == b.file || a.origin.form == Form::Consult) {
        return unit_by_unit(&a.steps, &b.steps) || (a.origin.form == Form::Consult && other_lead(&a.steps, &b.steps));
    }
    !same_steps(a, b)
}

/// Whether they ask for the same, in whatever order.
fn same_steps(a: &Proposal, b: &Proposal) -> bool {
    let sorted = |proposal: &Proposal| {
        let mut steps: Vec<(String, Option<Role>)> = Vec::new();
        steps.extend(proposal.steps.iter().map(|step| (step.unit.clone(), step.to)));
        steps.sort();
        steps
    };
    sorted(a) == sorted(b)
}

/// Whether one of the units gets two different parts.
fn unit_by_unit(a: &[Step], b: &[Step]) -> bool {
    let other = |step: &Step| b.iter().any(|known| known.unit == step.unit && known.to != step.to);
    a.iter().any(other)
}

/// Whether both name a lead, and not the same.
fn other_lead(a: &[Step], b: &[Step]) -> bool {
    let leads = |steps: &[Step]| -> Vec<String> {
        let leads = steps.iter().filter(|step| step.to == Some(Role::Lead));
        leads.map(|step| step.unit.clone()).collect()
    };
    let (a, b) = (leads(a), leads(b));
    !a.is_empty() && !b.is_empty() && a != b
}
