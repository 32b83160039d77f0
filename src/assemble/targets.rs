//! Targets of a task and of prose beside the tasks, with their places in the document; those said twice are linked.

use std::ops::Range;

use super::draft::Draft;
use super::owners::Settler;
use super::words::{Seeks, Words};
use crate::deadline::Context;
use crate::plan::{Deadline, DeadlineOrigin, Goal, Narrative, Target, Task, Value};
use crate::source::Passage;
use crate::targets::{Found, find_at, same};

/// Headings of columns that say how much is to be reached.
pub(super) const GOALS: &[&str] = &["目标", "指标", "目标值", "成果", "标准", "目标要求"];

/// The targets of a task: those of its text, then those of the columns beside it that hold nothing else.
pub(super) fn of_task(
    settler: &Settler<'_, '_>,
    draft: &Draft,
    words: &[Words<'_>],
    deadlines: &[Deadline],
    known: Context,
) -> Vec<Target> {
    let targets = |paragraph| targets(settler, paragraph, known.plan_year);
    let mut found: Vec<Target> = words.iter().flat_map(targets).collect();
    for cell in cells_under(settler, draft, known, GOALS) {
        found.extend(self::targets(settler, &cell, known.plan_year));
    }
    govern(&mut found, deadlines);
    // A vector makes room for four at once, and targets are large.
    found.shrink_to_fit();
    found
}

/// The cells of a task's row under columns whose headings end so.
pub(super) fn cells_under<'t>(
    settler: &Settler<'t, '_>,
    draft: &'t Draft,
    known: Context,
    ends: &'static [&'static str],
) -> impl Iterator<Item = Words<'t>> {
    let tree = settler.tree;
    let under = move |cell: &&usize| {
        let heading = tree.column(**cell).map_or("", |heading| heading.of(tree.text));
        let heading: String = heading.split_whitespace().collect();
        ends.iter().any(|end| heading.ends_with(end))
    };
    let cells = draft.cells.iter().filter(under);
    cells.map(move |cell| Words::new(tree.text, &tree.segments[*cell].body, known))
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

/// The targets of a paragraph in a plan for `year`.
pub(super) fn targets<'s>(
    settler: &'s Settler<'_, '_>,
    paragraph: &'s Words<'_>,
    year: Option<i32>,
) -> impl Iterator<Item = Target> + 's {
    let passage = &paragraph.passage;
    let places = &mut paragraph.places(Seeks::Targets);
    let found = find_at(passage.as_str(), &paragraph.times, year, places);
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
        certainty: found.certainty,
        same_as: None,
    }
}

/// Links targets that say the same: those of two tasks with each other, those of prose and of the whole plan with the
/// tasks' or with what was said before.
pub(super) fn link(tasks: &mut [Task], goals: &mut [Goal], narrative: &mut [Narrative]) {
    let spans = {
        let in_tasks = tasks
            .iter()
            .enumerate()
            .flat_map(|(at, task)| task.targets.iter().map(move |target| (target, Some(at))));
        let in_goals = goals.iter().map(|goal| (&goal.target, None));
        let in_prose = narrative
            .iter()
            .flat_map(|told| &told.targets)
            .map(|target| (target, None));
        let counted = in_tasks
            .chain(in_goals)
            .chain(in_prose)
            .filter(|(target, _)| target.op.is_some());
        let counted: Vec<(&Target, Option<usize>)> = counted.collect();
        let said: Vec<same::Said<'_>> = counted.iter().map(|(target, task)| said(target, *task)).collect();
        let links = same::links(&said);
        links
            .into_iter()
            .map(|link| link.map(|at| counted[at].0.span))
            .collect::<Vec<_>>()
    };
    let of_tasks = tasks.iter_mut().flat_map(|task| &mut task.targets);
    let of_goals = goals.iter_mut().map(|goal| &mut goal.target);
    let of_prose = narrative.iter_mut().flat_map(|told| &mut told.targets);
    let all = of_tasks.chain(of_goals).chain(of_prose);
    for (target, span) in all.filter(|target| target.op.is_some()).zip(spans) {
        target.same_as = span;
    }
}

fn said(target: &Target, task: Option<usize>) -> same::Said<'_> {
    same::Said {
        amount: (&target.value, target.value_max.as_deref(), &target.factor),
        op: target.op,
        unit: &target.unit,
        base: target.base.as_ref().map_or("", |base| &base.text),
        metric: target.metric.as_ref().map_or("", |metric| &metric.text),
        time: target.deadline.as_ref().map_or("", |time| &time.text),
        task,
    }
}
