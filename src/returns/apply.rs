//! Steps on the owners of tasks, and what the findings say of them afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::forms::{Proposal, Step};
use super::units::Units;
use super::{Returned, Tools};
use crate::note::{Code, Note};
use crate::plan::{
    Basis, Certainty, Change, ChangeKind, CharSpan, Origin, Owner, OwnerRule, Plan, Resolution, Role, RoleBasis, Sign,
};
use crate::view::Survey;

/// A plan while decisions are applied to it.
pub(super) struct Applied<'p> {
    pub(super) plan: &'p mut Plan,
    pub(super) units: Units<'p>,
    pub(super) tools: Tools<'p>,
    /// Task by the places of its text.
    places: HashMap<Vec<CharSpan>, usize>,
    /// Changes that a form knew already when it was written: its file and theirs.
    known: BTreeSet<(String, Origin)>,
    /// Owners taken out, by task: findings about their names go with them.
    gone: BTreeMap<usize, Vec<CharSpan>>,
    /// Tasks whose open list was completed.
    completed: BTreeSet<usize>,
    notes: Vec<Note>,
    named: BTreeSet<String>,
}

impl<'p> Applied<'p> {
    pub fn new(plan: &'p mut Plan, tools: Tools<'p>) -> Self {
        let labels: Vec<(String, String)> = {
            let survey = Survey::new(plan, "");
            let label = |unit: &crate::plan::Unit| Some((survey.unit_label(&unit.id)?.to_string(), unit.id.clone()));
            plan.units.iter().filter_map(label).collect()
        };
        let units = Units::new(plan, &labels, tools.directory);
        let places = plan.tasks.iter().enumerate();
        let places = places
            .map(|(at, task)| (places_of(task.span, &task.pieces), at))
            .collect();
        Applied {
            plan,
            units,
            tools,
            places,
            known: BTreeSet::new(),
            gone: BTreeMap::new(),
            completed: BTreeSet::new(),
            notes: Vec::new(),
            named: BTreeSet::new(),
        }
    }

    /// The task whose text stands at these places.
    pub fn task_at(&self, places: &[CharSpan]) -> Option<usize> {
        self.places.get(places).copied()
    }

    /// The id of a task.
    pub fn id(&self, task: usize) -> &str {
        &self.plan.tasks[task].id
    }

    /// The unit called `name`, with a finding where that is not plain.
    pub fn unit(&mut self, name: &str, task: usize) -> String {
        let known = self.units.find(name, self.plan);
        if self.named.insert(format!("{name}\n{}", known.unit)) {
            if let Some(full) = &known.taken_for {
                let message = format!("回收的意见写“{name}”，文中只有“{full}”，按这一家认定");
                self.note(Code::DirectoryMatch, &[task], message);
            }
            if self.units.new.iter().any(|unit| unit.id == known.unit) {
                self.unclear(name, &known.resolution, task);
            }
        }
        known.unit
    }

    fn unclear(&mut self, name: &str, resolution: &Resolution, task: usize) {
        match resolution {
            Resolution::Known => {}
            Resolution::Unknown => {
                let message = format!("回收的意见写“{name}”，原文和部门表里都没有，照录，请核对名称");
                self.note(Code::UnknownUnit, &[task], message);
            }
            Resolution::Ambiguous { candidates } => {
                let message = format!("回收的意见写“{name}”，可能指{}，请明确", candidates.join("或"));
                self.note(Code::AmbiguousUnit, &[task], message);
            }
        }
    }

    /// A finding about tasks.
    pub fn note(&mut self, code: Code, tasks: &[usize], message: String) {
        let Some(first) = tasks.first().map(|task| &self.plan.tasks[*task]) else {
            let note = Note::new(code, message, "", CharSpan::new(0, 0), 1);
            return self.notes.push(note);
        };
        let ids = tasks.iter().map(|task| self.plan.tasks[*task].id.to_string()).collect();
        let note = Note::new(code, message, &first.text, first.span, first.line).about(ids);
        self.notes.push(note);
    }

    /// Does again what had been decided when a form of all tasks was written.
    pub fn replay(&mut self, form: &Returned) {
        let proof = &form.workbook.proof;
        if !proof.whole {
            return;
        }
        for known in &proof.tasks {
            let Some(task) = self.task_at(&known.at).filter(|_| !known.changes.is_empty()) else {
                continue;
            };
            for change in &known.changes {
                self.known.insert((form.file.name.clone(), change.origin.clone()));
                if self.plan.tasks[task].changes.contains(change) {
                    continue;
                }
                let unit = self.unit(&change.name, task);
                let step = Step {
                    unit,
                    name: change.name.clone(),
                    to: change.role.filter(|_| change.kind != ChangeKind::Removed),
                    member_of: change.member_of.clone(),
                };
                self.step(task, step, &change.origin, &change.words);
            }
        }
    }

    /// Whether one of two proposals was written by somebody who had the other before him.
    pub fn follows(&self, a: &Proposal, b: &Proposal) -> bool {
        let knows =
            |one: &Proposal, other: &Proposal| self.known.contains(&(one.origin.file.clone(), other.origin.clone()));
        knows(a, b) || knows(b, a)
    }

    /// Carries out a proposal.
    pub fn take(&mut self, proposal: Proposal) {
        let task = proposal.task;
        // What a later form has taken over already.
        if self
            .known
            .iter()
            .any(|(file, origin)| *origin == proposal.origin && *file != proposal.origin.file)
        {
            return;
        }
        if proposal.completes {
            self.completed.insert(task);
        }
        for step in proposal.steps {
            self.step(task, step, &proposal.origin, &proposal.words);
        }
    }

    /// Makes a unit what it is to be in a task.
    pub fn step(&mut self, at: usize, step: Step, origin: &Origin, words: &str) {
        let task = &self.plan.tasks[at];
        let owner = task.owners.iter().find(|owner| *owner.unit == *step.unit);
        let was = owner.map(|owner| owner.effective_role);
        let kind = match (was, step.to) {
            (None, Some(_)) => ChangeKind::Added,
            (Some(_), None) => ChangeKind::Removed,
            (Some(was), Some(role)) if was != role => ChangeKind::Role,
            _ => return,
        };
        let task = &mut self.plan.tasks[at];
        if task.owners_in_text.is_none() {
            task.owners_in_text = Some(task.owners.clone());
        }
        match (kind, step.to) {
            (ChangeKind::Added, Some(role)) => self.add(at, &step, role, origin),
            (ChangeKind::Role, Some(role)) => {
                let owners = task.owners.iter_mut().filter(|owner| *owner.unit == *step.unit);
                for owner in owners {
                    owner.effective_role = role;
                    owner.role_basis = RoleBasis::Decided;
                    owner.decision = Some(origin.clone());
                }
            }
            _ => self.remove(at, &step.unit),
        }
        self.plan.tasks[at].changes.push(Change {
            kind,
            name: step.name,
            unit: step.unit,
            role: step.to,
            was,
            member_of: step.member_of,
            words: words.to_string(),
            origin: origin.clone(),
        });
    }

    fn add(&mut self, at: usize, step: &Step, role: Role, origin: &Origin) {
        let known = self.units.find(&step.name, self.plan);
        let task = &mut self.plan.tasks[at];
        task.owners.push(Owner {
            name: step.name.as_str().into(),
            full_name: None,
            unit: step.unit.as_str().into(),
            role,
            word: Arc::from(""),
            basis: Basis::Decided,
            rule: OwnerRule::Decision,
            certainty: Certainty::Certain,
            effective_role: role,
            role_basis: RoleBasis::Decided,
            collective: known.collective,
            generic: known.generic,
            resolution: known.resolution,
            open_ended: false,
            member_of: step.member_of.clone(),
            decision: Some(origin.clone()),
            span: CharSpan::new(task.span.end, task.span.end),
            pieces: Vec::new(),
        });
    }

    /// Takes a unit out, and with a group the members it was expanded to.
    fn remove(&mut self, at: usize, unit: &str) {
        let owners = &mut self.plan.tasks[at].owners;
        let groups: Vec<Arc<str>> = owners
            .iter()
            .filter(|owner| *owner.unit == *unit)
            .map(|owner| Arc::clone(&owner.name))
            .collect();
        let gone = |owner: &Owner| {
            let member = owner.member_of.as_deref().filter(|_| owner.basis == Basis::Roster);
            *owner.unit == *unit || member.is_some_and(|group| groups.iter().any(|name| **name == *group))
        };
        let spans = owners.iter().filter(|owner| gone(owner)).map(|owner| owner.span);
        self.gone.entry(at).or_default().extend(spans);
        owners.retain(|owner| !gone(owner));
    }

    /// Brings units and findings up to date with the tasks.
    pub fn finish(mut self) {
        let changed: Vec<usize> = (0..self.plan.tasks.len())
            .filter(|task| !self.plan.tasks[*task].changes.is_empty())
            .collect();
        for task in self.completed.clone() {
            let task = &mut self.plan.tasks[task];
            task.open_ended = false;
            task.owners.iter_mut().for_each(|owner| owner.open_ended = false);
        }
        self.refresh_units();
        self.drop_stale(&changed);
        self.look_again(&changed);
        self.tell(&changed);
        let mut notes = std::mem::take(&mut self.notes);
        self.plan.notes.append(&mut notes);
        self.plan.notes.sort_by_key(|note| (note.span.start, note.span.end));
    }

    fn refresh_units(&mut self) {
        self.plan.units.append(&mut self.units.new);
        let owners = self.plan.tasks.iter().flat_map(|task| &task.owners);
        let owning: BTreeSet<&str> = owners.map(|owner| &*owner.unit).collect();
        self.plan.units.retain(|unit| owning.contains(unit.id.as_str()));
        self.plan.rosters.retain(|roster| owning.contains(roster.unit.as_str()));
    }

    /// Takes back what was said of owners as they were.
    fn drop_stale(&mut self, changed: &[usize]) {
        let of_task: HashMap<&str, usize> = changed.iter().map(|at| (&*self.plan.tasks[*at].id, *at)).collect();
        let (gone, completed) = (&self.gone, &self.completed);
        let stale = |code: Code, span: CharSpan, task: usize| match code {
            Code::NoOwner | Code::NoLead | Code::TwoLeads => true,
            Code::OpenList => completed.contains(&task),
            Code::UnknownUnit
            | Code::AmbiguousUnit
            | Code::Collective
            | Code::GenericOwner
            | Code::DuplicateOwner
            | Code::JointName
            | Code::DoubtfulOwner => gone.get(&task).is_some_and(|spans| spans.contains(&span)),
            _ => false,
        };
        let mut kept = Vec::with_capacity(self.plan.notes.len());
        for note in std::mem::take(&mut self.plan.notes) {
            let ids: Vec<String> = note.all_tasks().map(str::to_string).collect();
            let left: Vec<String> = ids
                .iter()
                .filter(|id| {
                    let task = of_task.get(id.as_str());
                    !task.is_some_and(|task| stale(note.code, note.span, *task))
                })
                .cloned()
                .collect();
            match (ids.len(), left.len()) {
                (before, now) if before == now => kept.push(note),
                (_, 0) => {}
                (before, now) => {
                    let mut note = note;
                    // 全文没有责任标注，26 项任务……, 任务 1.2 等 3 项…….
                    note.message = note.message.replacen(&format!("{before} 项"), &format!("{now} 项"), 1);
                    note.message =
                        note.message
                            .replacen(&format!("任务 {} ", ids[0]), &format!("任务 {} ", left[0]), 1);
                    kept.push(note.about(left));
                }
            }
        }
        self.plan.notes = kept;
    }

    /// What is to be said of the owners as they are now.
    fn look_again(&mut self, changed: &[usize]) {
        for &at in changed {
            let task = &mut self.plan.tasks[at];
            if !task.owners.is_empty() {
                task.look.retain(|sign| *sign != Sign::NoOwner);
            }
            let task = &self.plan.tasks[at];
            let leads = task
                .owners
                .iter()
                .filter(|owner| owner.effective_role == Role::Lead)
                .count();
            let id = &task.id;
            let said = if task.owners.is_empty() {
                Some((Code::NoOwner, format!("任务 {id} 调整后没有责任单位，待明确")))
            } else if task.is_without_lead() {
                Some((
                    Code::NoLead,
                    format!("任务 {id} 调整后只有配合单位，没有牵头或责任单位，请明确"),
                ))
            } else if leads > 1 {
                Some((
                    Code::TwoLeads,
                    format!("任务 {id} 调整后有 {leads} 家牵头单位，请核对由哪家汇总"),
                ))
            } else {
                None
            };
            if let Some((code, message)) = said {
                self.note(code, &[at], message);
            }
        }
    }

    /// One finding for each file: what it changed.
    fn tell(&mut self, changed: &[usize]) {
        let mut by_file: BTreeMap<(String, &'static str), (Vec<usize>, usize)> = BTreeMap::new();
        for &at in changed {
            for change in &self.plan.tasks[at].changes {
                let key = (change.origin.file.clone(), change.origin.form.label());
                let (tasks, count) = by_file.entry(key).or_default();
                tasks.push(at);
                *count += 1;
            }
        }
        for ((file, form), (mut tasks, count)) in by_file {
            tasks.dedup();
            let message = format!(
                "据“{file}”（{form}）调整了 {} 项任务的分工，共 {count} 处，表中注明“调整”；原文不变",
                tasks.len()
            );
            self.note(Code::Decided, &tasks, message);
        }
    }
}

/// The slices of a task's text.
pub(super) fn places_of(span: CharSpan, pieces: &[CharSpan]) -> Vec<CharSpan> {
    if pieces.is_empty() { vec![span] } else { pieces.to_vec() }
}
