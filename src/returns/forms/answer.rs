//! What a cell says, as steps on the owners of the tasks it was asked about.

use super::{Proposal, Reader, Step, Written};
use crate::plan::Role;
use crate::returns::units::bare;
use crate::returns::wording::{Order, Verdict};

/// What a row of a form asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    /// The unit whose form it is.
    pub own: Option<String>,
    /// The role of a unit that is named without one.
    pub role: Option<Role>,
    /// The role whatever is said.
    pub as_lead: bool,
    /// The group whose members are asked for.
    pub member_of: Option<String>,
    /// The name that stands for an unknown unit.
    pub instead_of: Option<String>,
    /// Whether exactly one unit answers it.
    pub one: bool,
    pub completes: bool,
}

impl Reader<'_, '_> {
    /// Takes what is written as the answer to a question about tasks.
    pub(super) fn answer(&mut self, written: &Written<'_>, tasks: &[usize], question: &Question) {
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

    pub(super) fn answer_orders(&mut self, written: &Written<'_>, task: usize, orders: &[Order]) {
        match self.steps(task, orders, &Question::default()) {
            Ok(steps) if steps.is_empty() => {}
            Ok(steps) => self.propose(written, task, steps, false),
            Err(why) => self.refuse(written, &[task], &why),
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
                    let mentioned = |unit: &String| orders.iter().any(|other| self.names(other, unit));
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
    fn names(&self, order: &Order, unit: &str) -> bool {
        let is = |name: &String| self.applied.units.id_of(name).as_deref() == Some(unit);
        match order {
            Order::Named(name, _) | Order::Added(name, _) => is(name),
            Order::RoleIs(_, names) => names.iter().any(is),
            _ => false,
        }
    }
}
