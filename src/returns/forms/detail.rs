//! A corrected 分工明细.

use std::collections::BTreeMap;

use super::{Reader, Written, column, now, said};
use crate::note::Code;
use crate::plan::{Form, Role};
use crate::returns::units::bare;
use crate::returns::wording::{Order, Verdict};
use crate::verify::{ReturnedRow, ReturnedSheet};

/// The sheet and its columns.
struct Detail<'s> {
    sheet: &'s ReturnedSheet<'s>,
    name: usize,
    id: usize,
    role: Option<usize>,
    /// Its last row, where findings on deleted ones point to.
    last: u32,
}

impl<'s> Detail<'s> {
    fn place(&self, row: &ReturnedRow<'_>) -> u32 {
        row.now.as_ref().map_or(self.last, |(at, _)| *at)
    }

    fn written(&self, row: &ReturnedRow<'_>, words: &str) -> Written<'s> {
        Written {
            sheet: self.sheet,
            row: self.place(row),
            column: self.name,
            form: Form::Detail,
            words: words.to_string(),
        }
    }
}

/// Whether the row was written for a task without an owner.
fn is_pending(row: &ReturnedRow<'_>) -> bool {
    row.written.is_some_and(|row| row.unit.is_none())
}

impl Reader<'_, '_> {
    /// A corrected 分工明细.
    pub(super) fn detail(&mut self, sheet: &ReturnedSheet<'_>) {
        let (Some(name), Some(id)) = (column(sheet, "name"), column(sheet, "id")) else {
            return;
        };
        if sheet.columns[name].is_none() || sheet.columns[id].is_none() {
            let message = format!(
                "“{}”的“{}”里找不到“责任单位”或“编号”一列，没有采用",
                self.form.name(),
                sheet.name
            );
            return self.applied.note(Code::DecisionNotTaken, &[], message);
        }
        self.text_edits(sheet, &["text", "action", "number", "written"]);
        let last = sheet.rows.iter().filter_map(|row| row.now.as_ref()).map(|(at, _)| *at);
        let table = Detail {
            sheet,
            name,
            id,
            role: column(sheet, "role"),
            last: last.max().unwrap_or(0),
        };
        let mut edits: BTreeMap<usize, (u32, Vec<String>, Vec<Order>)> = BTreeMap::new();
        for row in &sheet.rows {
            let Some(task) = self.task_of_row(&table, row) else {
                continue;
            };
            let Some((words, mut orders)) = self.edit_of_row(&table, row, task) else {
                continue;
            };
            let edit = edits
                .entry(task)
                .or_insert_with(|| (table.place(row), Vec::new(), Vec::new()));
            edit.1.push(words);
            edit.2.append(&mut orders);
        }
        for (task, (row, words, mut orders)) in edits {
            // A unit moved from one row to another stays.
            let added: Vec<String> = orders
                .iter()
                .filter_map(|order| match order {
                    Order::Added(name, _) | Order::Named(name, _) => Some(bare(name)),
                    _ => None,
                })
                .collect();
            orders.retain(|order| !matches!(order, Order::Removed(name) if added.contains(&bare(name))));
            let written = Written {
                sheet,
                row,
                column: name,
                form: Form::Detail,
                words: words.join("；"),
            };
            self.answer_orders(&written, task, &orders);
        }
    }

    /// The task of a row; `None` with a finding where it cannot be told, without one for lines outside the table.
    fn task_of_row(&mut self, table: &Detail<'_>, row: &ReturnedRow<'_>) -> Option<usize> {
        let is = now(row, Some(table.name));
        let id_now = now(row, Some(table.id));
        let id = match row.written {
            Some(_) => said(row, Some(table.id)),
            None => id_now,
        };
        let task = self.task(id);
        if row.now.is_some() && row.written.is_some() && id_now != id {
            self.filled_in += 1;
            let why = format!("编号“{id}”被改了；请不要改编号，要移到别的任务请在那里加一行");
            self.refuse(&table.written(row, is), task.as_slice(), &why);
            return None;
        }
        if task.is_some() {
            return task;
        }
        let cells = row.now.as_ref().map(|(_, cells)| cells);
        let empty = cells.is_none_or(|cells| cells.iter().all(String::is_empty));
        if row.written.is_none() && (id.is_empty() || empty) {
            // A line under the table.
            if !is.is_empty() && id.is_empty() {
                self.filled_in += 1;
                self.refuse(&table.written(row, is), &[], "这一行没有编号，不知道是哪项任务");
            }
            return None;
        }
        self.filled_in += 1;
        let why = match row.written {
            Some(_) => format!("这次读取原文没有编号“{id}”的任务（读取时的选项不同）"),
            None => format!("没有编号“{id}”的任务；请复制该任务原有的一行再改单位名"),
        };
        self.refuse(&table.written(row, is), &[], &why);
        None
    }

    /// What somebody changed in a row, in words and as orders; `None` where that is nothing, or nothing to follow.
    fn edit_of_row(&mut self, table: &Detail<'_>, row: &ReturnedRow<'_>, task: usize) -> Option<(String, Vec<Order>)> {
        let (was, is) = (said(row, Some(table.name)), now(row, Some(table.name)));
        let (role_was, role_is) = (said(row, table.role), now(row, table.role));
        let role = self.role_word(role_is);
        if role.is_none() && !role_is.is_empty() && role_is != role_was {
            self.filled_in += 1;
            self.refuse(&table.written(row, role_is), &[task], "角色要写牵头、配合或责任");
            return None;
        }
        let orders = match (row.now.is_some(), row.written.is_some()) {
            (false, _) => self.deleted_row(table, row, task),
            (true, false) => self.added_row(table, row, task, role),
            (true, true) => self.changed_row(table, row, role),
        };
        if orders.is_empty() {
            return None;
        }
        self.filled_in += 1;
        let words = match (row.now.is_some(), is == was) {
            (false, _) => format!("（删去“{was}”一行）"),
            (true, true) => format!("{is} {role_is}"),
            (true, false) if is.is_empty() => format!("（清空“{was}”）"),
            _ => is.to_string(),
        };
        Some((words, orders))
    }

    fn deleted_row(&mut self, table: &Detail<'_>, row: &ReturnedRow<'_>, task: usize) -> Vec<Order> {
        if is_pending(row) {
            return Vec::new();
        }
        let was = said(row, Some(table.name));
        let id = said(row, Some(table.id));
        let message = format!(
            "“{}”的“{}”：任务 {id} 的“{was}”一行被删去，按去掉这家处理",
            self.form.name(),
            table.sheet.name
        );
        self.applied.note(Code::DecisionNotTaken, &[task], message);
        vec![Order::Removed(was.to_string())]
    }

    fn added_row(&mut self, table: &Detail<'_>, row: &ReturnedRow<'_>, task: usize, role: Option<Role>) -> Vec<Order> {
        let is = now(row, Some(table.name));
        let names = self.cell_names(is);
        if names.is_empty() {
            self.filled_in += 1;
            self.refuse(&table.written(row, is), &[task], "这一行没有写责任单位");
        }
        names.into_iter().map(|name| Order::Added(name, role)).collect()
    }

    fn changed_row(&mut self, table: &Detail<'_>, row: &ReturnedRow<'_>, role: Option<Role>) -> Vec<Order> {
        let (was, is) = (said(row, Some(table.name)), now(row, Some(table.name)));
        let (role_was, role_is) = (said(row, table.role), now(row, table.role));
        if is == was {
            let changed = !is_pending(row) && role_is != role_was && role.is_some();
            return Vec::from_iter(changed.then(|| Order::Named(was.to_string(), role)));
        }
        let names = self.cell_names(is);
        let role = role.or_else(|| self.role_word(role_was));
        let stays = names.iter().any(|name| bare(name) == bare(was));
        let removed = (!is_pending(row) && !stays).then(|| Order::Removed(was.to_string()));
        let named = names.into_iter().filter(|name| bare(name) != bare(was));
        let added = named.map(|name| Order::Added(name, role));
        removed.into_iter().chain(added).collect()
    }

    /// The role that a cell of 角色 says.
    fn role_word(&self, word: &str) -> Option<Role> {
        let words = &self.applied.tools.words.role;
        let roles = [Role::Lead, Role::Support, Role::Owner];
        let word = bare(word);
        if let Some(role) = roles.into_iter().find(|role| bare(words.of(*role)) == word) {
            return Some(role);
        }
        let base = self.applied.tools.roles.of_label(&word);
        let base = base.or_else(|| self.applied.tools.roles.of_label(&format!("{word}单位")));
        crate::tags::settle_roles(&[base?]).first().copied()
    }

    /// The units a cell for one names; what looks like none is taken as written, and a finding says so.
    fn cell_names(&mut self, cell: &str) -> Vec<String> {
        let unassigned = &self.applied.tools.words.unassigned;
        if cell.is_empty() || cell == unassigned || ["无", "—", "-", "/", "待定"].contains(&cell) {
            return Vec::new();
        }
        if let Verdict::Orders(orders) = self.verdict(cell, None) {
            let names: Option<Vec<String>> = orders
                .iter()
                .map(|order| match order {
                    Order::Named(name, None) => Some(name.clone()),
                    _ => None,
                })
                .collect();
            if let Some(names) = names {
                return names;
            }
        }
        let parts = cell.split(['、', '，', ',', '；', ';', '\n']).map(bare);
        parts.filter(|part| !part.is_empty()).collect()
    }
}
