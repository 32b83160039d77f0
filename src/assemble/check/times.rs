//! Findings about times, and about partners that the tag does not name.

use super::Findings;
use crate::assemble::partners;
use crate::note::Code;
use crate::plan::{Deadline, DeadlineOrigin, Task};

impl Findings<'_, '_, '_> {
    /// Times of a task that no calendar has or that lie behind: before the plan's year, or before it was issued.
    pub fn times(&mut self, task: &Task, plan_year: Option<i32>, issued_on: Option<&str>) {
        for deadline in &task.deadlines {
            let words = &deadline.text;
            if deadline.impossible {
                let message = format!("任务 {} 的时限“{words}”历法上没有这一天，没有换算", task.id);
                self.at(Code::ImpossibleDeadline, deadline.span, Some(&task.id), message);
            } else if let Some(behind) = behind(deadline, plan_year, issued_on) {
                let message = format!("任务 {} 的时限“{words}”{behind}", task.id);
                self.at(Code::PastDeadline, deadline.span, Some(&task.id), message);
            }
        }
    }

    /// Tasks without a time: one finding for all of them.
    pub fn without_time(&mut self, tasks: &[Task]) {
        let written = |deadline: &Deadline| deadline.origin != DeadlineOrigin::Default;
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
        if let Some(note) = self.notes.pop() {
            self.notes.push(note.about(ids));
        }
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
