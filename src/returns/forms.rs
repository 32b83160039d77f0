//! The forms: which cells of a workbook that came back say something, and what.

use rust_xlsxwriter::utility::row_col_to_cell;

use super::Returned;
use super::apply::Applied;
use super::units::bare;
use super::wording::{Order, Verdict, Wording};
use crate::note::Code;
use crate::plan::{Form, Origin, Role};
use crate::proof::Slices;
use crate::verify::{ReturnedRow, ReturnedSheet};

/// What a unit is to be in a task.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    /// Its id.
    pub unit: String,
    /// Its name as written.
    pub name: String,
    /// Its role; `None` where it is no owner any more.
    pub to: Option<Role>,
    /// The group it belongs to in the task.
    pub member_of: Option<String>,
}

/// What one cell asks for one task.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub task: usize,
    /// The number of its file.
    pub file: usize,
    pub origin: Origin,
    /// What the cell says.
    pub words: String,
    /// By unit.
    pub steps: Vec<Step>,
    /// Whether it completes the list that the text leaves open.
    pub completes: bool,
}

/// What a row of a form asks.
#[derive(Debug, Clone, Default)]
struct Question {
    /// The unit whose form it is.
    own: Option<String>,
    /// The role of a unit that is named without one.
    role: Option<Role>,
    /// The role whatever is said.
    as_lead: bool,
    /// The group whose members are asked for.
    member_of: Option<String>,
    /// The name that stands for an unknown unit.
    instead_of: Option<String>,
    /// Whether exactly one unit answers it.
    one: bool,
    completes: bool,
}

/// Everything that the form number `file` asks for.
pub(super) fn proposals(form: &Returned, file: usize, text: &str, applied: &mut Applied<'_>) -> Vec<Proposal> {
    let slices = Slices::new(text);
    let views = ["detail", "open_items", "consult", "register"];
    let sheets = form.workbook.returned(&views, &slices);
    let mut reader = Reader {
        form,
        file,
        applied,
        found: Vec::new(),
        filled_in: 0,
    };
    for sheet in &sheets {
        match sheet.proof.view.as_str() {
            "detail" => reader.detail(sheet),
            "open_items" => reader.open_items(sheet),
            "consult" => reader.consult(sheet),
            _ => reader.register(sheet),
        }
    }
    if reader.filled_in == 0 && form.workbook.proof.tasks.iter().all(|task| task.changes.is_empty()) {
        let message = match sheets.is_empty() {
            true => format!(
                "“{}”里没有可采用的表：--decisions 用填好的“待明确”“征求意见表”或改过的“分工明细”，部门清单和没有这些表的工作簿不行",
                form.name()
            ),
            false => format!("“{}”没有填写或改动，没有可采用的意见", form.name()),
        };
        reader.applied.note(Code::DecisionNotTaken, &[], message);
    }
    reader.found
}

struct Reader<'r, 'p> {
    form: &'r Returned,
    file: usize,
    applied: &'r mut Applied<'p>,
    found: Vec<Proposal>,
    /// Cells in which somebody wrote something.
    filled_in: usize,
}

/// A cell that somebody wrote.
struct Written<'s> {
    sheet: &'s ReturnedSheet<'s>,
    row: u32,
    column: usize,
    form: Form,
    words: String,
}

fn column(sheet: &ReturnedSheet<'_>, key: &str) -> Option<usize> {
    sheet.proof.columns.iter().position(|column| column.key == key)
}

/// What a cell of a row was to say.
fn said<'r>(row: &'r ReturnedRow<'_>, column: Option<usize>) -> &'r str {
    column.and_then(|at| row.said[at].as_deref()).unwrap_or_default()
}

/// What it says now.
fn now<'r>(row: &'r ReturnedRow<'_>, column: Option<usize>) -> &'r str {
    let cells = row.now.as_ref().map(|(_, cells)| cells);
    column.and_then(|at| cells?.get(at)).map_or("", String::as_str)
}

impl Reader<'_, '_> {
    fn origin(&self, written: &Written<'_>) -> Origin {
        let at = written.sheet.columns[written.column].unwrap_or(0);
        Origin {
            form: written.form,
            file: self.form.name().to_string(),
            sheet: written.sheet.name.to_string(),
            cell: row_col_to_cell(written.row, at.min(u32::from(u16::MAX)) as u16),
        }
    }

    /// The task with this id in the workbook, as it is in the plan now.
    fn task(&self, id: &str) -> Option<usize> {
        let proof = self.form.workbook.proof.tasks.iter().find(|task| task.id == id)?;
        self.applied.task_at(&proof.at)
    }

    /// Says that a cell was not taken.
    fn refuse(&mut self, written: &Written<'_>, tasks: &[usize], why: &str) {
        let place = self.origin(written).place();
        let message = if written.words.is_empty() {
            format!("{place}没有采用：{why}")
        } else {
            format!("{place}写“{}”，没有采用：{why}", short(&written.words))
        };
        self.applied.note(Code::DecisionNotTaken, tasks, message);
    }

    fn verdict(&mut self, text: &str, own: Option<&str>) -> Verdict {
        let units = &self.applied.units;
        let known = |name: &str| units.knows(name);
        let tools = self.applied.tools;
        Wording::new(tools.roles, tools.directory, &known).read(text, own)
    }

    /// A filled-in 待明确.
    fn open_items(&mut self, sheet: &ReturnedSheet<'_>) {
        let Some(decision) = column(sheet, "decision") else {
            return;
        };
        for row in &sheet.rows {
            let Some((at, _)) = row.now.as_ref() else { continue };
            let words = now(row, Some(decision)).to_string();
            if words.is_empty() {
                continue;
            }
            self.filled_in += 1;
            let written = Written {
                sheet,
                row: *at,
                column: decision,
                form: Form::OpenItems,
                words,
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

    /// Takes what is written as the answer to a question about tasks.
    fn answer(&mut self, written: &Written<'_>, tasks: &[usize], question: &Question) {
        let orders = match self.verdict(&written.words, question.own.as_deref()) {
            Verdict::Nothing => return,
            // 同意 to what a department was asked keeps everything; to who shall do a task it says nothing.
            Verdict::Agreed if question.own.is_some() || question.instead_of.is_some() => return,
            Verdict::Agreed => {
                return self.refuse(written, tasks, "没有写由哪家负责；请写单位名称，如“甲局牵头，乙局配合”");
            }
            Verdict::Unclear(why) => return self.refuse(written, tasks, why),
            Verdict::Orders(orders) => orders,
        };
        let named = orders.iter().map(|order| match order {
            Order::RoleIs(_, names) => names.len(),
            _ => 1,
        });
        if question.one && named.sum::<usize>() != 1 {
            return self.refuse(written, tasks, "写了不止一家，这里要定一家");
        }
        for &task in tasks {
            match self.steps(task, &orders, question) {
                Ok(steps) if steps.is_empty() => {}
                Ok(steps) => self.propose(written, task, steps, question.completes),
                Err(why) => self.refuse(written, &[task], &why),
            }
        }
    }

    fn propose(&mut self, written: &Written<'_>, task: usize, mut steps: Vec<Step>, completes: bool) {
        let mut seen = std::collections::BTreeSet::new();
        steps.retain(|step| seen.insert(step.clone()));
        let origin = self.origin(written);
        self.found.push(Proposal {
            task,
            file: self.file,
            origin,
            words: written.words.clone(),
            steps,
            completes,
        });
    }

    /// The role a unit has in a task now.
    fn role(&self, task: usize, unit: &str) -> Option<Role> {
        let owners = &self.applied.plan.tasks[task].owners;
        owners
            .iter()
            .find(|owner| *owner.unit == *unit)
            .map(|owner| owner.effective_role)
    }

    /// The role of a unit that is added without one: support beside a lead.
    fn role_beside(&self, task: usize) -> Role {
        let owners = &self.applied.plan.tasks[task].owners;
        match owners.iter().any(|owner| owner.effective_role == Role::Lead) {
            true => Role::Support,
            false => Role::Owner,
        }
    }

    /// What orders come to in a task.
    fn steps(&mut self, task: usize, orders: &[Order], question: &Question) -> Result<Vec<Step>, String> {
        let mut steps: Vec<Step> = Vec::new();
        let mut step = |unit: String, name: &str, to: Option<Role>| {
            let member_of = question.member_of.clone().filter(|group| bare(group) != bare(name));
            steps.push(Step {
                unit,
                name: name.to_string(),
                to,
                member_of: member_of.filter(|_| to.is_some()),
            });
        };
        for order in orders {
            match order {
                Order::Named(name, role) | Order::Added(name, role) => {
                    let unit = self.applied.unit(name, task);
                    if let Some(old) = &question.instead_of {
                        let old_unit = self.applied.unit(old, task);
                        let was = self.role(task, &old_unit);
                        if old_unit != unit {
                            step(old_unit, old, None);
                            step(unit, name, role.or(was).or(Some(Role::Owner)));
                        }
                        continue;
                    }
                    let said = if question.as_lead { Some(Role::Lead) } else { *role };
                    let to = said.or(self.role(task, &unit)).or(question.role);
                    let to = to.unwrap_or_else(|| self.role_beside(task));
                    step(unit, name, Some(to));
                }
                Order::Removed(name) => {
                    let unit = self.applied.unit(name, task);
                    if self.role(task, &unit).is_none() {
                        return Err(format!("“{name}”本来就不在这项任务的责任单位里"));
                    }
                    step(unit, name, None);
                }
                Order::Replaced(old, new, role) => {
                    let (was, is) = (self.applied.unit(old, task), self.applied.unit(new, task));
                    let Some(had) = self.role(task, &was) else {
                        return Err(format!("“{old}”本来就不在这项任务的责任单位里"));
                    };
                    step(was, old, None);
                    step(is, new, Some(role.unwrap_or(had)));
                }
                Order::Own(role) => {
                    let Some(own) = &question.own else {
                        return Err("没有写是哪一家".to_string());
                    };
                    let unit = self.applied.unit(own, task);
                    step(unit, own, Some(*role));
                }
                Order::RoleIs(role, names) => {
                    let units: Vec<String> = names.iter().map(|name| self.applied.unit(name, task)).collect();
                    let owners = &self.applied.plan.tasks[task].owners;
                    let others = owners.iter().filter(|owner| owner.effective_role == *role);
                    let others: Vec<(String, String)> = others
                        .filter(|owner| !units.contains(&owner.unit.to_string()))
                        .map(|owner| (owner.unit.to_string(), owner.name.to_string()))
                        .collect();
                    let mentioned = |unit: &String| orders.iter().any(|other| self.names(other, unit, task));
                    for (unit, name) in others {
                        // 牵头单位：乙局；配合单位：甲局 moves 甲局, which is not taken out.
                        if !mentioned(&unit) {
                            step(unit, &name, None);
                        }
                    }
                    for (unit, name) in units.into_iter().zip(names) {
                        step(unit, name, Some(*role));
                    }
                }
            }
        }
        Ok(steps)
    }

    /// Whether an order gives the unit a role.
    fn names(&self, order: &Order, unit: &str, _task: usize) -> bool {
        let is = |name: &String| self.applied.units.id_of(name).as_deref() == Some(unit);
        match order {
            Order::Named(name, _) | Order::Added(name, _) => is(name),
            Order::RoleIs(_, names) => names.iter().any(is),
            _ => false,
        }
    }

    /// A filled-in 征求意见表.
    fn consult(&mut self, sheet: &ReturnedSheet<'_>) {
        let Some(suggestion) = column(sheet, "suggestion") else {
            return;
        };
        let adopted = column(sheet, "adopted");
        for row in &sheet.rows {
            let Some((at, _)) = row.now.as_ref() else { continue };
            let words = now(row, Some(suggestion)).to_string();
            if words.is_empty() {
                continue;
            }
            self.filled_in += 1;
            let written = Written {
                sheet,
                row: *at,
                column: suggestion,
                form: Form::Consult,
                words,
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

    /// A corrected 分工明细.
    fn detail(&mut self, sheet: &ReturnedSheet<'_>) {
        let (Some(name), Some(id)) = (column(sheet, "name"), column(sheet, "id")) else {
            return;
        };
        let role = column(sheet, "role");
        if sheet.columns[name].is_none() || sheet.columns[id].is_none() {
            let message = format!(
                "“{}”的“{}”里找不到“责任单位”或“编号”一列，没有采用",
                self.form.name(),
                sheet.name
            );
            return self.applied.note(Code::DecisionNotTaken, &[], message);
        }
        self.text_edits(sheet, &["text", "action", "number", "written"]);
        let mut edits: std::collections::BTreeMap<usize, (u32, Vec<String>, Vec<Order>)> =
            std::collections::BTreeMap::new();
        let last = sheet
            .rows
            .iter()
            .filter_map(|row| row.now.as_ref().map(|(at, _)| *at))
            .max();
        for row in &sheet.rows {
            let at = row.now.as_ref().map(|(at, _)| *at);
            let shown = |words: String| Written {
                sheet,
                row: at.or(last).unwrap_or(0),
                column: name,
                form: Form::Detail,
                words,
            };
            let was = said(row, Some(name)).to_string();
            let pending = row.written.is_some_and(|row| row.unit.is_none());
            let is = now(row, Some(name)).to_string();
            let task_id = match row.written {
                Some(_) => said(row, Some(id)),
                None => now(row, Some(id)),
            };
            if row.now.is_some() && row.written.is_some() && now(row, Some(id)) != task_id {
                self.filled_in += 1;
                let task = self.task(task_id);
                self.refuse(
                    &shown(is),
                    task.as_slice(),
                    &format!("编号“{task_id}”被改了；请不要改编号，要移到别的任务请在那里加一行"),
                );
                continue;
            }
            let Some(task) = self.task(task_id) else {
                let empty = row
                    .now
                    .as_ref()
                    .is_none_or(|(_, cells)| cells.iter().all(String::is_empty));
                if row.written.is_none() && (task_id.is_empty() || empty) {
                    // A line under the table.
                    if !is.is_empty() && task_id.is_empty() {
                        self.filled_in += 1;
                        self.refuse(&shown(is), &[], "这一行没有编号，不知道是哪项任务");
                    }
                    continue;
                }
                self.filled_in += 1;
                let why = match row.written {
                    Some(_) => format!("这次读取原文没有编号“{task_id}”的任务（读取时的选项不同）"),
                    None => format!("没有编号“{task_id}”的任务；请复制该任务原有的一行再改单位名"),
                };
                self.refuse(&shown(is), &[], &why);
                continue;
            };
            let (role_was, role_is) = (said(row, role).to_string(), now(row, role).to_string());
            let role_now = self.role_word(&role_is);
            if role_now.is_none() && !role_is.is_empty() && role_is != role_was {
                self.filled_in += 1;
                self.refuse(&shown(role_is), &[task], "角色要写牵头、配合或责任");
                continue;
            }
            let mut orders = Vec::new();
            if row.now.is_none() {
                if !pending {
                    let why = format!("任务 {task_id} 的“{was}”一行被删去，按去掉这家处理");
                    self.applied.note(
                        Code::DecisionNotTaken,
                        &[task],
                        format!("“{}”的“{}”：{why}", self.form.name(), sheet.name),
                    );
                    orders.push(Order::Removed(was.clone()));
                }
            } else if row.written.is_none() {
                orders.extend(
                    self.cell_names(&is)
                        .into_iter()
                        .map(|name| Order::Added(name, role_now)),
                );
                if orders.is_empty() {
                    self.filled_in += 1;
                    self.refuse(&shown(is), &[task], "这一行没有写责任单位");
                    continue;
                }
            } else if is == was {
                if !pending && role_is != role_was && role_now.is_some() {
                    orders.push(Order::Named(was.clone(), role_now));
                }
            } else {
                let names = self.cell_names(&is);
                let role = role_now.or_else(|| self.role_word(&role_was));
                if !pending && !names.iter().any(|name| bare(name) == bare(&was)) {
                    orders.push(Order::Removed(was.clone()));
                }
                let named = names.into_iter().filter(|name| bare(name) != bare(&was));
                orders.extend(named.map(|name| Order::Added(name, role)));
            }
            if orders.is_empty() {
                continue;
            }
            self.filled_in += 1;
            let words = match (row.now.is_some(), is == was) {
                (false, _) => format!("（删去“{was}”一行）"),
                (true, true) => format!("{is} {role_is}"),
                (true, false) if is.is_empty() => format!("（清空“{was}”）"),
                _ => is,
            };
            let edit = edits
                .entry(task)
                .or_insert_with(|| (at.or(last).unwrap_or(0), Vec::new(), Vec::new()));
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

    fn answer_orders(&mut self, written: &Written<'_>, task: usize, orders: &[Order]) {
        match self.steps(task, orders, &Question::default()) {
            Ok(steps) if steps.is_empty() => {}
            Ok(steps) => self.propose(written, task, steps, false),
            Err(why) => self.refuse(written, &[task], &why),
        }
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

    /// 任务台账 is made from 分工明细: what somebody changed there is said, not taken.
    fn register(&mut self, sheet: &ReturnedSheet<'_>) {
        let columns = ["text", "lead", "support", "owners", "target", "deadline"];
        self.text_edits(sheet, &columns);
    }

    /// Cells of columns nothing is taken from, that say something else than was written.
    fn text_edits(&mut self, sheet: &ReturnedSheet<'_>, keys: &[&str]) {
        let mut cells = Vec::new();
        let mut tasks = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.written.is_some()) {
            let Some((at, now)) = row.now.as_ref() else { continue };
            for key in keys {
                let Some(at_column) = column(sheet, key) else { continue };
                let said = row.said[at_column].as_deref();
                if said.is_some_and(|said| bare(said) != bare(&now[at_column]))
                    && let Some(on_sheet) = sheet.columns[at_column]
                {
                    cells.push(row_col_to_cell(*at, on_sheet.min(u32::from(u16::MAX)) as u16));
                    let id = said_id(sheet, row);
                    tasks.extend(self.task(&id));
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

fn said_id(sheet: &ReturnedSheet<'_>, row: &ReturnedRow<'_>) -> String {
    said(row, column(sheet, "id")).to_string()
}

/// Words for a finding.
fn short(words: &str) -> String {
    const MOST: usize = 40;
    let words = words.replace('\n', " ");
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
