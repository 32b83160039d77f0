//! What a `plan.json` says when nobody has changed it: with this at hand, what a person corrected in it is seen.

use super::fingerprint;
use crate::plan::{AsBuilt, Plan, Task, TaskAsBuilt};

/// What the file says when nobody has changed it.
pub(crate) fn as_built(plan: &Plan) -> AsBuilt {
    let task = |task: &Task| TaskAsBuilt {
        id: task.id.to_string(),
        owners: task.owners.clone(),
        values: values_of(task),
    };
    AsBuilt {
        front: front_of(plan),
        tasks: plan.tasks.iter().map(task).collect(),
    }
}

/// Fingerprint of what the document says of itself.
pub(crate) fn front_of(plan: &Plan) -> String {
    let front = (
        &plan.title,
        &plan.issuer,
        &plan.document_number,
        &plan.issued_on,
        plan.year,
    );
    short_fingerprint(&front)
}

/// Fingerprint of what a task has beside its owners.
pub(crate) fn values_of(task: &Task) -> String {
    short_fingerprint(&(&task.deadlines, &task.targets, &task.people, &task.partners))
}

fn short_fingerprint(values: &impl serde::Serialize) -> String {
    let mut fingerprint = fingerprint(&serde_json::to_vec(values).unwrap_or_default());
    fingerprint.truncate(16);
    fingerprint
}
