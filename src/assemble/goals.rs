//! Targets of the plan as a whole, said before its tasks: 总体要求, 工作目标, 主要目标 and introductions.

use super::draft::Loose;
use super::narrative::Told;
use super::owners::Settler;
use super::targets;
use super::words::Words;
use crate::deadline::Form;
use crate::plan::{Goal, LedgerKind, Target, Task};
use crate::source::LineIndex;

/// A paragraph that sets targets has one of these; what only tells of what there is has none.
const AIMS: &[&str] = &[
    "力争",
    "争取",
    "确保",
    "目标",
    "到20",
    "年底",
    "年内",
    "实现",
    "以上",
    "以内",
    "不低于",
    "不少于",
    "全覆盖",
    "达到",
    "要完成",
    "要实现",
    "不发生",
    "杜绝",
];

/// The targets of the loose paragraphs of the plan that are not `told` as work beside the tasks, in text order.
pub(super) fn goals(
    settler: &Settler<'_, '_>,
    loose: &[Loose],
    told: &[Told],
    lines: &LineIndex<'_>,
    known: crate::deadline::Context,
) -> Vec<Goal> {
    let mut goals = Vec::new();
    for paragraph in loose.iter().filter(|loose| loose.kind == LedgerKind::Preamble) {
        let words = paragraph.slices.join(settler.tree.text);
        let is_told = || {
            told.binary_search_by_key(&paragraph.slices.hull(), |told| told.slices.hull())
                .is_ok()
        };
        let aims = AIMS.iter().any(|aim| words.contains(aim));
        if is_told() || !aims && !words.contains('年') {
            continue;
        }
        let words = Words::new(settler.tree.text, &paragraph.slices, known);
        // 2031年，全市完成投资120亿元
        if !aims && !words.times.iter().any(|time| time.governs && time.form == Form::Date) {
            continue;
        }
        let line = lines.at(paragraph.slices.hull().start);
        // Without a word of an aim only what leaves no doubt is one: not 实事项目1个, 分解为80项.
        let sure = |target: &Target| aims || target.certainty.is_certain() && !matches!(&*target.unit, "个" | "项");
        let found = targets::targets(settler, &words, known.plan_year).filter(sure);
        goals.extend(found.map(|target| Goal {
            line,
            target,
            task: None,
        }));
    }
    goals
}

/// Names the task of each goal that a task says too.
pub(super) fn name_tasks(goals: &mut [Goal], tasks: &[Task]) {
    for goal in goals {
        let Some(said) = goal.target.same_as else { continue };
        let before = tasks.partition_point(|task| task.span.start <= said.start);
        // The columns of a row may lie outside the span of its text.
        let near = tasks[..before].iter().rev().chain(&tasks[before..]).take(4);
        let mut holds = near.filter(|task| task.targets.iter().any(|target| target.span == said));
        goal.task = holds.next().map(|task| task.id.clone());
    }
}
