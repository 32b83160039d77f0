//! A filled-in 待明确.

use super::answer::Question;
use super::{Reader, column, said};
use crate::plan::{Form, Role};
use crate::returns::units::bare;
use crate::verify::ReturnedSheet;

impl Reader<'_, '_> {
    /// A filled-in 待明确.
    pub(super) fn open_items(&mut self, sheet: &ReturnedSheet<'_>) {
        let Some(decision) = column(sheet, "decision") else {
            return;
        };
        for row in &sheet.rows {
            let Some(written) = self.filled(sheet, row, decision, Form::OpenItems) else {
                continue;
            };
            if row.written.is_none() {
                self.refuse(
                    &written,
                    &[],
                    "这一行是后来加的，不对应待明确的事项；增加任务或单位请改“分工明细”",
                );
                continue;
            }
            let ids: Vec<String> = said(row, column(sheet, "id")).lines().map(str::to_string).collect();
            let tasks: Vec<usize> = ids.iter().filter_map(|id| self.task(id)).collect();
            if ids.is_empty() {
                self.refuse(
                    &written,
                    &[],
                    "叙述性内容不在任务里，不能在这里分工；请在原文加上序号或责任标注后重新生成",
                );
                continue;
            }
            if tasks.len() < ids.len() {
                self.refuse(&written, &tasks, "这次读取原文没有这项任务（读取时的选项不同）");
                continue;
            }
            let question = self.question(
                said(row, column(sheet, "kind")),
                said(row, column(sheet, "name")),
                &tasks,
            );
            self.answer(&written, &tasks, &question);
        }
    }

    /// What an item of 待明确 asks, by its kind in the template's words.
    fn question(&self, kind: &str, name: &str, tasks: &[usize]) -> Question {
        let words = &self.applied.tools.words.open;
        let role_of = |test: &dyn Fn(&crate::plan::Owner) -> bool| {
            let owners = tasks.iter().flat_map(|task| &self.applied.plan.tasks[*task].owners);
            owners
                .into_iter()
                .find(|owner| test(owner))
                .map(|owner| owner.effective_role)
        };
        let is_group = |owner: &crate::plan::Owner| bare(&owner.name) == bare(name);
        if kind == words.no_lead.kind {
            return Question {
                role: Some(Role::Lead),
                as_lead: true,
                one: true,
                ..Question::default()
            };
        }
        if [&words.unknown.kind, &words.ambiguous.kind].contains(&&kind.to_string()) {
            return Question {
                instead_of: Some(name.to_string()),
                one: true,
                ..Question::default()
            };
        }
        if [
            &words.collective.kind,
            &words.generic.kind,
            &words.generic_expanded.kind,
        ]
        .contains(&&kind.to_string())
        {
            return Question {
                role: role_of(&is_group),
                member_of: Some(name.to_string()),
                ..Question::default()
            };
        }
        if kind == words.open_list.kind {
            return Question {
                role: role_of(&|owner| owner.open_ended),
                completes: true,
                ..Question::default()
            };
        }
        Question {
            role: Some(Role::Owner),
            ..Question::default()
        }
    }
}
