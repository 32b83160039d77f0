//! Targets of a task and of prose beside the tasks, with their places in the document; those said twice are linked.

use std::ops::Range;

use super::draft::Draft;
use super::owners::Settler;
use super::words::{Seeks, Words};
use crate::plan::{Deadline, DeadlineOrigin, Narrative, Target, Task, Value};
use crate::source::Passage;
use crate::targets::{Found, find_at, same};

/// Headings of columns that say how much is to be reached.
const GOALS: &[&str] = &["目标", "指标", "目标值", "成果", "标准", "目标要求"];

/// The targets of a task: those of its text, then those of the columns beside it that hold nothing else.
pub(super) fn of_task(
    settler: &Settler<'_, '_>,
    draft: &Draft,
    words: &[Words<'_>],
    deadlines: &[Deadline],
    year: Option<i32>,
) -> Vec<Target> {
    let mut found: Vec<Target> = words.iter().flat_map(|paragraph| targets(settler, paragraph)).collect();
    for cell in &draft.cells {
        let tree = settler.tree;
        let heading = tree.column(*cell).map_or("", |heading| heading.of(tree.text));
        let heading: String = heading.split_whitespace().collect();
        if GOALS.iter().any(|end| heading.ends_with(end)) {
            let cell = Words::new(tree.text, &tree.segments[*cell].body, year);
            found.extend(targets(settler, &cell));
        }
    }
    govern(&mut found, deadlines);
    found
}

/// Gives targets without a time of their own that of the tag or the column, where there is just one.
fn govern(targets: &mut [Target], deadlines: &[Deadline]) {
    let named = |deadline: &&Deadline| {
        matches!(deadline.origin, DeadlineOrigin::Tag | DeadlineOrigin::Cell) && deadline.date.is_some()
    };
    let mut named = deadlines.iter().filter(named);
    let (Some(only), None) = (named.next(), named.next()) else {
        return;
    };
    for target in targets.iter_mut().filter(|target| target.deadline.is_none()) {
        target.deadline = Some(Value {
            text: only.text.clone(),
            span: only.span,
            pieces: only.pieces.clone(),
        });
    }
}

/// The targets of a paragraph.
pub(super) fn targets<'s>(settler: &'s Settler<'_, '_>, paragraph: &'s Words<'_>) -> impl Iterator<Item = Target> + 's {
    let passage = &paragraph.passage;
    let found = find_at(
        passage.as_str(),
        &paragraph.times,
        &mut paragraph.places(Seeks::Targets),
    );
    found.into_iter().map(move |found| target(settler, passage, found))
}

fn target(settler: &Settler<'_, '_>, passage: &Passage<'_>, found: Found) -> Target {
    let value = |range: Range<usize>| {
        let slices = passage.locate(range);
        Value {
            text: slices.join(settler.tree.text),
            span: settler.span(&slices),
            pieces: settler.pieces(&slices),
        }
    };
    let whole = value(found.text);
    Target {
        kind: found.kind,
        text: whole.text,
        span: whole.span,
        pieces: whole.pieces,
        metric: found.metric.map(value),
        op: found.op,
        value: found.value,
        value_max: found.value_max,
        factor: found.factor.to_string(),
        unit: found.unit.to_string(),
        base: found.base.map(value),
        hedge: found.hedge.to_string(),
        deadline: found.deadline.map(value),
        rule: found.rule,
        same_as: None,
    }
}

/// Links targets of prose to those they repeat.
pub(super) fn link(tasks: &[Task], narrative: &mut [Narrative]) {
    if narrative.iter().all(|told| told.targets.is_empty()) {
        return;
    }
    let in_tasks = tasks
        .iter()
        .flat_map(|task| &task.targets)
        .map(|target| (target, false));
    let in_prose = narrative
        .iter()
        .flat_map(|told| &told.targets)
        .map(|target| (target, true));
    let counted = in_tasks.chain(in_prose).filter(|(target, _)| target.op.is_some());
    let counted: Vec<(&Target, bool)> = counted.collect();
    let said: Vec<same::Said<'_>> = counted
        .iter()
        .map(|(target, narrative)| same::Said {
            amount: (&target.value, target.value_max.as_deref(), &target.factor),
            unit: &target.unit,
            metric: target.metric.as_ref().map_or("", |metric| &metric.text),
            narrative: *narrative,
        })
        .collect();
    let links = same::links(&said);
    let prose = counted.iter().zip(links).filter(|((_, narrative), _)| *narrative);
    let spans: Vec<_> = prose.map(|(_, link)| link.map(|at| counted[at].0.span)).collect();
    let targets = narrative.iter_mut().flat_map(|told| &mut told.targets);
    for (target, span) in targets.filter(|target| target.op.is_some()).zip(spans) {
        target.same_as = span;
    }
}
