//! A filled-in 征求意见表.

use super::answer::Question;
use super::{Reader, column, now};
use crate::plan::Form;
use crate::returns::units::bare;
use crate::verify::ReturnedSheet;

impl Reader<'_, '_> {
    /// A filled-in 征求意见表.
    pub(super) fn consult(&mut self, sheet: &ReturnedSheet<'_>) {
        let Some(suggestion) = column(sheet, "suggestion") else {
            return;
        };
        let adopted = column(sheet, "adopted");
        for row in &sheet.rows {
            let Some(written) = self.filled(sheet, row, suggestion, Form::Consult) else {
                continue;
            };
            let proof = &self.form.workbook.proof;
            let known = row.written.and_then(|row| Some((row.task?, row.unit?)));
            let Some((task, unit)) = known else {
                self.refuse(&written, &[], "这一行不是发出去时有的，编号对不上");
                continue;
            };
            let own = proof.units[unit].clone();
            let Some(task) = self.applied.task_at(&proof.tasks[task].at) else {
                self.refuse(&written, &[], "这次读取原文没有这项任务（读取时的选项不同）");
                continue;
            };
            match bare(now(row, adopted)).as_str() {
                "" | "采纳" | "同意" | "已采纳" | "予以采纳" | "是" | "√" => {}
                "部分采纳" => {
                    self.refuse(
                        &written,
                        &[task],
                        "写了部分采纳；请在“建议修改”里写明采纳的部分，或改“分工明细”",
                    );
                    continue;
                }
                _ => {
                    self.refuse(&written, &[task], "“采纳情况”写了不采纳");
                    continue;
                }
            }
            let question = Question {
                own: Some(own),
                ..Question::default()
            };
            self.answer(&written, &[task], &question);
        }
    }
}
