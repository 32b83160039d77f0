//! Findings about times, and about partners that the tag does not name.

use std::collections::HashSet;

use super::Findings;
use crate::assemble::partners;
use crate::note::{Code, Note};
use crate::plan::{Deadline, DeadlineKind, DeadlineOrigin, Task};

impl Findings<'_, '_, '_> {
    /// Times of a task that no calendar has or that lie behind: before the plan's year, or before it was issued.
    pub fn times(&mut self, task: &Task, plan_year: Option<i32>, issued_on: Option<&str>) {
        for deadline in &task.deadlines {
            let words = &deadline.text;
            if deadline.impossible {
                let why = deadline
                    .derivation
                    .strip_suffix("，按原文照录")
                    .unwrap_or("历法上没有这一天");
                let message = format!("任务 {} 的时限“{words}”{why}，没有换算", task.id);
                self.at(Code::ImpossibleDeadline, deadline.span, Some(&task.id), message);
            } else if let Some(behind) = behind(deadline, plan_year, issued_on) {
                let message = format!("任务 {} 的时限“{words}”{behind}", task.id);
                self.at(Code::PastDeadline, deadline.span, Some(&task.id), message);
            }
        }
    }

    /// Tasks whose last time lies before the day the user goes by (`--as-of`): one finding for all of them. Those of
    /// which a finding says already that their time lies behind are not listed again.
    pub fn due(&mut self, tasks: &[Task], as_of: &str) {
        let past = self.notes.iter().filter(|note| note.code == Code::PastDeadline);
        let told: HashSet<String> = past.flat_map(Note::all_tasks).map(str::to_string).collect();
        let over = |task: &&Task| {
            if told.contains(&*task.id) {
                return false;
            }
            let last = task
                .deadlines
                .iter()
                .filter(|deadline| !deadline.part)
                .filter_map(|deadline| deadline.date.as_deref())
                .max();
            last.is_some_and(|last| last < as_of) && !task.deadlines.iter().any(goes_on)
        };
        let ids: Vec<String> = tasks.iter().filter(over).map(|task| task.id.to_string()).collect();
        let Some(first) = tasks.iter().find(over).and_then(|task| task.deadlines.first()) else {
            return;
        };
        let more = if told.is_empty() { "" } else { "另有 " };
        let message = format!("截至 {as_of}，{more}{} 项任务的时限已过", ids.len());
        self.at(Code::PastDeadline, first.span, None, message);
        self.amend(|note| Note {
            proposal: "核对完成情况；没有完成的，写明原因和新的时限".into(),
            ..note.about(ids)
        });
    }

    fn amend(&mut self, amend: impl FnOnce(Note) -> Note) {
        if let Some(note) = self.notes.pop() {
            self.notes.push(amend(note));
        }
    }

    /// Tasks without a time: one finding for all of them; `filled` where the user wished for the end of the plan's year.
    pub fn without_time(&mut self, tasks: &[Task], filled: bool) {
        let written = |deadline: &Deadline| deadline.origin != DeadlineOrigin::Default && !deadline.part;
        let without = |task: &&Task| !task.deadlines.iter().any(written);
        let ids: Vec<String> = tasks.iter().filter(without).map(|task| task.id.to_string()).collect();
        let Some(first) = tasks.iter().find(without) else {
            return;
        };
        let message = match ids.len() == tasks.len() {
            true => format!("全部 {} 项任务都没有写完成时限", ids.len()),
            false => format!("{} 项任务没有写完成时限", ids.len()),
        };
        let place = first.pieces.first().copied().unwrap_or(first.span);
        self.at(Code::NoDeadline, place, None, message);
        self.amend(|note| match filled {
            true => Note {
                proposal: "已按 --default-deadline 统一填写，表中标“默认”；要逐项定的，在台账里改".into(),
                ..note.about(ids)
            },
            false => note.about(ids),
        });
    }

    /// Partners in the text whom the tag leaves out.
    pub fn partners(&mut self, task: &Task) {
        for partner in partners::unnamed(task) {
            let message = format!(
                "任务 {} 的正文写有“{}”（{}），责任标注里没有这家单位",
                task.id, partner.name, partner.cue
            );
            self.at(Code::TextAndTag, partner.span, Some(&task.id), message);
        }
    }
}

/// Whether work has no end: it recurs or goes on.
fn goes_on(deadline: &Deadline) -> bool {
    matches!(deadline.kind, DeadlineKind::Ongoing | DeadlineKind::Recurring) && deadline.date.is_none()
}

/// Why a time lies behind, in words.
fn behind(deadline: &Deadline, plan_year: Option<i32>, issued_on: Option<&str>) -> Option<String> {
    let date = deadline.date.as_deref()?;
    let year: i32 = date.get(..4)?.parse().ok()?;
    match (plan_year, issued_on) {
        (Some(plan), _) if year < plan => Some(format!("（{date}）早于计划年度 {plan}")),
        // ISO dates compare as text.
        (_, Some(issued)) if date < issued => Some(format!("（{date}）早于印发日期 {issued}")),
        _ => None,
    }
}
