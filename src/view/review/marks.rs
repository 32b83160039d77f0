//! The words of the text that stand for something: each place once, with all the values that are read from it.

use serde::Serialize;

use super::place::Utf16;
use super::rows::FindingRow;
use crate::plan::{CharSpan, DeadlineOrigin, Task};
use crate::view::survey::{Pair, Survey};

/// What marked words are. A script knows them by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// The name of an owner.
    Owner,
    /// A leader or a post.
    Person,
    /// A time.
    Deadline,
    /// A target.
    Target,
    /// A partner.
    Partner,
    /// The place of a finding.
    Finding,
}

/// Marked words. In JSON one list of numbers: start, length, kind, then two for each value read from the words: the
/// task and the place of the value in the task's list of its kind; for a finding its number and 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Vec<usize>")]
pub struct Mark {
    /// Where the words begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// What they are.
    pub kind: MarkKind,
    /// The values read from them. An owner in a heading is one of each task below it; words of no task (a target of the
    /// plan as a whole, times of narrative) have none.
    pub values: Vec<(usize, usize)>,
}

impl From<Mark> for Vec<usize> {
    fn from(mark: Mark) -> Self {
        let mut numbers = vec![mark.start, mark.end - mark.start, mark.kind as usize];
        numbers.extend(mark.values.iter().flat_map(|(task, value)| [*task, *value]));
        numbers
    }
}

/// Every mark of the plan by place, longer ones first where they begin together.
pub(super) fn marks(survey: &Survey, units16: &Utf16, findings: &[FindingRow]) -> Vec<Mark> {
    let mut found = Found {
        units16,
        places: Vec::new(),
    };
    for (index, task) in survey.plan.tasks.iter().enumerate() {
        found.task(index, task, &survey.pairs[index]);
    }
    for goal in &survey.plan.goals {
        found.add(MarkKind::Target, None, goal.target.span, &goal.target.pieces);
    }
    for told in &survey.plan.narrative {
        for target in &told.targets {
            found.add(MarkKind::Target, None, target.span, &target.pieces);
        }
        for deadline in &told.deadlines {
            found.add(MarkKind::Deadline, None, deadline.span, &deadline.pieces);
        }
    }
    let mut places = found.places;
    places.extend(findings.iter().enumerate().filter_map(|(index, finding)| {
        (finding.end > finding.start).then_some((finding.start, finding.end, MarkKind::Finding, Some((index, 0))))
    }));
    places.sort_unstable_by_key(|(start, end, kind, value)| (*start, std::cmp::Reverse(*end), *kind, *value));
    let mut marks: Vec<Mark> = Vec::with_capacity(places.len());
    for (start, end, kind, value) in places {
        match marks.last_mut() {
            Some(last) if (last.start, last.end, last.kind) == (start, end, kind) => {
                last.values
                    .extend(value.filter(|value| last.values.last() != Some(value)));
            }
            _ => marks.push(Mark {
                start,
                end,
                kind,
                values: value.into_iter().collect(),
            }),
        }
    }
    marks
}

/// Where a value stands: start, end, kind, task and the value's place in the task.
type Place = (usize, usize, MarkKind, Option<(usize, usize)>);

struct Found<'u> {
    units16: &'u Utf16,
    places: Vec<Place>,
}

impl Found<'_> {
    fn task(&mut self, index: usize, task: &Task, pairs: &[Pair]) {
        for owner in &task.owners {
            let pair = pairs.iter().position(|pair| pair.owners[0].unit == owner.unit);
            if let Some(pair) = pair {
                self.add(MarkKind::Owner, (index, pair), owner.span, &owner.pieces);
            }
        }
        for (place, person) in task.people.iter().enumerate() {
            self.add(MarkKind::Person, (index, place), person.span, &person.pieces);
        }
        for (place, deadline) in task.deadlines.iter().enumerate() {
            // One by default stands nowhere.
            if deadline.origin != DeadlineOrigin::Default {
                self.add(MarkKind::Deadline, (index, place), deadline.span, &deadline.pieces);
            }
        }
        for (place, target) in task.targets.iter().enumerate() {
            self.add(MarkKind::Target, (index, place), target.span, &target.pieces);
        }
        for (place, partner) in task.partners.iter().enumerate() {
            self.add(MarkKind::Partner, (index, place), partner.span, &partner.pieces);
        }
    }

    fn add(&mut self, kind: MarkKind, value: impl Into<Option<(usize, usize)>>, span: CharSpan, pieces: &[CharSpan]) {
        let (whole, value) = ([span], value.into());
        let pieces = if pieces.is_empty() { &whole } else { pieces };
        for piece in pieces {
            let (start, end) = (self.units16.at(piece.start), self.units16.at(piece.end));
            if start < end {
                self.places.push((start, end, kind, value));
            }
        }
    }
}
