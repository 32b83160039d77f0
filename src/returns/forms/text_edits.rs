//! Changed cells that nothing is taken from: they are said, so that nobody believes them taken.

use rust_xlsxwriter::utility::row_col_to_cell;

use super::{Reader, column, said};
use crate::note::Code;
use crate::returns::units::bare;
use crate::verify::ReturnedSheet;

impl Reader<'_, '_> {
    /// 任务台账 is made from 分工明细: what somebody changed there is said, not taken.
    pub(super) fn register(&mut self, sheet: &ReturnedSheet<'_>) {
        let columns = ["text", "lead", "support", "owners", "target", "deadline"];
        self.text_edits(sheet, &columns);
    }

    /// Cells of columns nothing is taken from, that say something else than was written.
    pub(super) fn text_edits(&mut self, sheet: &ReturnedSheet<'_>, keys: &[&str]) {
        let mut cells = Vec::new();
        let mut tasks = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.written.is_some()) {
            let Some((at, now)) = row.now.as_ref() else { continue };
            for key in keys {
                let Some(at_column) = column(sheet, key) else { continue };
                let was = row.said[at_column].as_deref();
                if was.is_some_and(|was| bare(was) != bare(&now[at_column]))
                    && let Some(on_sheet) = sheet.columns[at_column]
                {
                    cells.push(row_col_to_cell(*at, on_sheet.min(u32::from(u16::MAX)) as u16));
                    tasks.extend(self.task(said(row, column(sheet, "id"))));
                }
            }
        }
        if cells.is_empty() {
            return;
        }
        self.filled_in += 1;
        tasks.dedup();
        let more = if cells.len() > 8 { "等" } else { "" };
        let shown = cells[..cells.len().min(8)].join("、");
        let message = format!(
            "“{}”的“{}”里 {shown}{more} {} 格的文字改动过，没有采用：这里只采用“分工明细”的责任单位和角色、“待明确”的处理意见、“征求意见表”的建议修改；原文不改",
            self.form.name(),
            sheet.name,
            cells.len()
        );
        self.applied.note(Code::DecisionNotTaken, &tasks, message);
    }
}
