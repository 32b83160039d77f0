//! A plan surveyed once for all views: units in matrix order, tasks by action, (task, unit) pairs, counts.

use std::collections::{HashMap, HashSet};

use super::band::{self, Band, Bands};
use crate::plan::{
    Action, Basis, ColumnCell, Contact, Listed, Owner, Plan, Role, RoleBasis, RosterSource, Task, Unit, UnitKind,
};

/// A plan with what every view asks of it.
#[derive(Debug)]
pub struct Survey<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The decoded text its spans refer to.
    pub text: &'a str,
    /// Units that own tasks: in protocol order by kind or as the user's directory file has them, collectives last.
    pub units: Vec<SurveyedUnit<'a>>,
    /// Actions that hold tasks, in text order.
    pub actions: Vec<SurveyedAction<'a>>,
    /// One list a task, in the order of the tag.
    pub pairs: Vec<Vec<Pair<'a>>>,
    /// Index of each task's action in `actions`.
    pub action_of: Vec<usize>,
    /// The sums.
    pub counts: Counts,
    task_by_id: HashMap<&'a str, usize>,
    unit_by_id: HashMap<&'a str, usize>,
}

/// A unit with its tasks.
#[derive(Debug)]
pub struct SurveyedUnit<'a> {
    /// Its name, unlike every other unit's.
    pub label: String,
    /// Kind, deciding the band.
    pub kind: UnitKind,
    /// Whether it stands for a group.
    pub collective: bool,
    /// Where its members are listed, for a group that was expanded.
    pub expanded: Option<RosterSource>,
    /// What stands above it in the matrix.
    pub band: Band<'a>,
    /// Whom to call, from the user's directory file.
    pub contact: Option<&'a Contact>,
    /// Every written form.
    pub names: Vec<&'a str>,
    /// Its tasks in text order, each with the part it has.
    pub tasks: Vec<(usize, Part)>,
}

impl SurveyedUnit<'_> {
    /// Number of tasks it has from `basis`: as member of a group, by a sentence elsewhere.
    pub fn by_basis(&self, basis: Basis) -> usize {
        self.tasks.iter().filter(|(_, part)| part.basis == basis).count()
    }

    /// Number of tasks in which it has `role`.
    pub fn count(&self, role: Role) -> usize {
        self.tasks.iter().filter(|(_, part)| part.role == role).count()
    }
}

/// An action with its tasks.
#[derive(Debug)]
pub struct SurveyedAction<'a> {
    /// The action; `None` when a task names an action the plan does not list.
    pub action: Option<&'a Action>,
    /// Its tasks.
    pub tasks: Vec<usize>,
}

impl SurveyedAction<'_> {
    /// Number and title as written; empty for tasks under no heading. A bare number (（一）) says nothing without the
    /// heading above it.
    pub fn heading(&self) -> String {
        let own = self.action.map(Action::heading).unwrap_or_default();
        match self.action {
            Some(action) if action.title.is_empty() && !own.is_empty() => format!("{}{own}", self.above()),
            _ => own,
        }
    }

    fn has_heading(&self) -> bool {
        self.action
            .is_some_and(|action| !action.number.is_empty() || !action.title.is_empty())
    }

    /// The heading above it as written.
    pub fn above(&self) -> &str {
        self.action
            .and_then(|action| action.path.last())
            .map_or("", String::as_str)
    }
}

/// What a unit has to do in a task: its strongest part where the task's tags name it several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The effective role.
    pub role: Role,
    /// Where the role comes from.
    pub role_basis: RoleBasis,
    /// Where the owner comes from.
    pub basis: Basis,
}

impl Part {
    /// Whether a form that came back made it what it is.
    pub fn is_decided(self) -> bool {
        self.basis == Basis::Decided || self.role_basis == RoleBasis::Decided
    }

    fn of(owner: &Owner) -> Self {
        Part {
            role: owner.effective_role,
            role_basis: owner.role_basis,
            basis: owner.basis,
        }
    }
}

/// A unit as owner of a task.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// Index in [`Survey::units`].
    pub unit: usize,
    /// The unit's owners entries: one, or several where the tags name it in several roles, the strongest first.
    pub owners: Vec<&'a Owner>,
}

impl Pair<'_> {
    /// What the unit has to do: the strongest role the tags give it.
    pub fn part(&self) -> Part {
        Part::of(self.owners[0])
    }

    /// Whether 等 stands behind the unit in the task's own tags.
    pub fn is_open_ended(&self) -> bool {
        self.owners.iter().any(|owner| owner.open_ended)
    }

    /// The group, as written, that the unit is in the task as a member of.
    pub fn member_of(&self) -> Option<&str> {
        self.owners[0].member_of.as_deref()
    }

    /// Whether the task's own tag does not show it, nor one above: it is counted apart.
    pub fn is_counted_apart(&self) -> bool {
        matches!(self.part().basis, Basis::Roster | Basis::Carried)
    }

    /// Whether it is in the task as a member of the group `other`.
    pub fn is_member_of(&self, other: &Pair) -> bool {
        self.member_of().is_some_and(|group| group == &*other.owners[0].name)
    }
}

/// The sums of a plan. 件次 are distinct (task, unit) pairs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tasks.
    pub tasks: usize,
    /// Tasks with an owner.
    pub owned: usize,
    /// Tasks with one owner; here and below, members of a group and carried owners are counted apart.
    pub single: usize,
    /// Tasks with several owners.
    pub several: usize,
    /// 件次 of the tasks with several owners.
    pub several_pairs: usize,
    /// The most owners of a task.
    pub most: usize,
    /// 件次.
    pub pairs: usize,
    /// 件次 named one by one.
    pub named: usize,
    /// 件次 of collectives.
    pub collective: usize,
    /// 件次 expanded from rosters.
    pub roster: usize,
    /// 件次 carried from a sentence.
    pub carried: usize,
    /// 件次 that only a form that came back gives.
    pub decided: usize,
    /// 件次 stated above the task, in a heading or a merged cell; named ones and collectives.
    pub inherited: usize,
    /// 件次 as lead.
    pub leads: usize,
    /// 件次 as support.
    pub supports: usize,
    /// 件次 without ranking.
    pub owners: usize,
    /// 件次 whose role is presumed.
    pub presumed: usize,
    /// (unit, action) pairs.
    pub unit_actions: usize,
}

impl<'a> Survey<'a> {
    /// Surveys `plan`, read from `text`.
    pub fn new(plan: &'a Plan, text: &'a str) -> Self {
        let (mut units, unit_by_id) = ordered_units(plan);
        let (mut actions, action_of) = actions_with_tasks(plan);
        let mut pairs = Vec::with_capacity(plan.tasks.len());
        for (index, task) in plan.tasks.iter().enumerate() {
            let of_task = pairs_of(task, &unit_by_id);
            for pair in &of_task {
                units[pair.unit].tasks.push((index, pair.part()));
            }
            actions[action_of[index]].tasks.push(index);
            pairs.push(of_task);
        }
        let counts = count(&pairs, &action_of);
        let task_by_id = plan
            .tasks
            .iter()
            .enumerate()
            .map(|(index, task)| (&*task.id, index))
            .collect();
        Survey {
            plan,
            text,
            units,
            actions,
            pairs,
            action_of,
            counts,
            task_by_id,
            unit_by_id,
        }
    }

    /// Index of the task `id`.
    pub fn task(&self, id: &str) -> Option<usize> {
        self.task_by_id.get(id).copied()
    }

    /// The name under which the unit `id` is shown, where it owns a task.
    pub fn unit_label(&self, id: &str) -> Option<&str> {
        self.unit_by_id.get(id).map(|unit| self.units[*unit].label.as_str())
    }

    /// The action a task stands under.
    pub fn action(&self, task: usize) -> &SurveyedAction<'a> {
        &self.actions[self.action_of[task]]
    }

    /// Number of tasks without an owner.
    pub fn unassigned(&self) -> usize {
        self.counts.tasks - self.counts.owned
    }

    /// Number of actions that have a heading.
    pub fn headings(&self) -> usize {
        self.actions.iter().filter(|action| action.has_heading()).count()
    }

    /// Whether any task stands under a heading.
    pub fn has_headings(&self) -> bool {
        self.actions.iter().any(SurveyedAction::has_heading)
    }

    /// Whether the plan names leaders or posts.
    pub fn has_people(&self) -> bool {
        self.plan.tasks.iter().any(|task| !task.people.is_empty())
    }

    /// Whether the text of any task names a partner.
    pub fn has_partners(&self) -> bool {
        self.plan.tasks.iter().any(|task| !task.partners.is_empty())
    }

    /// Whether the plan's own column 备注 says anything of a task.
    pub fn has_remarks(&self) -> bool {
        let remarked = |task: &Task| task.cells.iter().any(ColumnCell::is_remark);
        self.plan.tasks.iter().any(remarked)
    }

    /// Whether any group was expanded to its members.
    pub fn has_roster(&self) -> bool {
        self.counts.roster > 0
    }

    /// Whether a sentence adds owners to tasks whose tags do not show them.
    pub fn has_carried(&self) -> bool {
        self.counts.carried > 0
    }

    /// Whether a form that came back changed any owner.
    pub fn has_decided(&self) -> bool {
        self.plan.tasks.iter().any(|task| !task.changes.is_empty())
    }

    /// Number of units that the user's directory file lists.
    pub fn listed(&self) -> usize {
        self.plan.units.iter().filter(|unit| unit.listed.is_some()).count()
    }

    /// Whether the user's directory file says whom to call anywhere.
    pub fn has_contacts(&self) -> bool {
        self.units.iter().any(|unit| unit.contact.is_some())
    }

    /// Whether any owner leads.
    pub fn has_leads(&self) -> bool {
        self.counts.leads > 0
    }
}

/// Units in the order of [`band::rank`], then of first mention; and the place of each id.
fn ordered_units(plan: &Plan) -> (Vec<SurveyedUnit<'_>>, HashMap<&str, usize>) {
    let mut listed: Vec<(&str, Option<&Unit>, &Owner)> = Vec::new();
    let rosters = plan.rosters.iter().map(|roster| (roster.unit.as_str(), roster.source));
    let rosters: HashMap<&str, RosterSource> = rosters.collect();
    let by_id: HashMap<&str, &Unit> = plan.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let mut seen = HashSet::new();
    for owner in plan.tasks.iter().flat_map(|task| &task.owners) {
        if seen.insert(&*owner.unit) {
            listed.push((&owner.unit, by_id.get(&*owner.unit).copied(), owner));
        }
    }
    // The sort is stable, so units of the same order stay in order of first mention.
    let collective = |unit: Option<&Unit>, owner: &Owner| unit.map_or(owner.collective, |unit| unit.collective);
    listed.sort_by_key(|(id, unit, owner)| {
        let collective = collective(*unit, owner);
        (collective && rosters.contains_key(id), band::rank(*unit, collective))
    });
    let departments = listed.iter().filter(|(_, unit, owner)| !collective(*unit, owner));
    let departments = departments.map(|(_, unit, _)| kind_and_row(*unit)).collect::<Vec<_>>();
    let bands = Bands::of(&departments);
    let mut labels = HashSet::new();
    let mut units = Vec::with_capacity(listed.len());
    let mut places = HashMap::with_capacity(listed.len());
    for (id, unit, owner) in listed {
        places.insert(id, units.len());
        units.push(SurveyedUnit {
            label: distinct(unit.map_or(&owner.name, |unit| &unit.name), id, &mut labels),
            kind: kind_and_row(unit).0,
            collective: collective(unit, owner),
            expanded: rosters.get(id).copied(),
            band: match collective(unit, owner) {
                true if rosters.contains_key(id) => Band::Expanded,
                collective => {
                    let (kind, listed) = kind_and_row(unit);
                    bands.band((kind, unit.map_or(0, |unit| unit.order)), listed, collective)
                }
            },
            contact: unit.and_then(|unit| unit.contact.as_ref()),
            names: unit
                .map(|unit| unit.names.iter().map(String::as_str).collect())
                .unwrap_or_default(),
            tasks: Vec::new(),
        });
    }
    (units, places)
}

fn kind_and_row(unit: Option<&Unit>) -> (UnitKind, Option<&Listed>) {
    unit.map_or((UnitKind::Other, None), |unit| (unit.kind, unit.listed.as_ref()))
}

/// A name no other unit is shown under: formulas tell units apart by the name in the cell, ignoring case.
fn distinct(name: &str, id: &str, taken: &mut HashSet<String>) -> String {
    let name: String = name.split_whitespace().collect();
    let mut label = name.clone();
    let mut round = 1;
    while !taken.insert(label.to_lowercase()) {
        label = match round {
            1 if id != name => format!("{name}（{id}）"),
            _ => format!("{name}（{round}）"),
        };
        round += 1;
    }
    label
}

/// Actions that hold tasks in text order, and the place of each task's action.
fn actions_with_tasks(plan: &Plan) -> (Vec<SurveyedAction<'_>>, Vec<usize>) {
    let known: HashMap<&str, &Action> = plan.actions.iter().map(|action| (action.id.as_str(), action)).collect();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut actions: Vec<SurveyedAction> = Vec::new();
    let used: HashSet<&str> = plan.tasks.iter().map(|task| &*task.action).collect();
    let listed = plan
        .actions
        .iter()
        .map(|action| action.id.as_str())
        .filter(|id| used.contains(id));
    for id in listed.chain(plan.tasks.iter().map(|task| &*task.action)) {
        places.entry(id).or_insert_with(|| {
            actions.push(SurveyedAction {
                action: known.get(id).copied(),
                tasks: Vec::new(),
            });
            actions.len() - 1
        });
    }
    let action_of = plan.tasks.iter().map(|task| places[&*task.action]).collect();
    (actions, action_of)
}

fn pairs_of<'a>(task: &'a Task, unit_by_id: &HashMap<&str, usize>) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(task.owners.len());
    for owner in &task.owners {
        let unit = unit_by_id[&*owner.unit];
        match pairs.iter_mut().find(|pair| pair.unit == unit) {
            None => pairs.push(Pair {
                unit,
                owners: vec![owner],
            }),
            // The same unit once more in the same role says nothing new; in another role it does.
            Some(pair)
                if pair
                    .owners
                    .iter()
                    .all(|known| known.effective_role != owner.effective_role) =>
            {
                pair.owners.push(owner);
            }
            Some(_) => {}
        }
    }
    // Items folded into one task may name a unit as support and then as lead: it leads.
    for pair in pairs.iter_mut().filter(|pair| pair.owners.len() > 1) {
        pair.owners.sort_by_key(|owner| match owner.effective_role {
            Role::Lead => 0,
            Role::Owner => 1,
            Role::Support => 2,
        });
    }
    pairs
}

fn count(pairs: &[Vec<Pair>], action_of: &[usize]) -> Counts {
    let mut counts = Counts {
        tasks: pairs.len(),
        ..Counts::default()
    };
    let mut unit_actions = HashSet::new();
    for (of_task, action) in pairs.iter().zip(action_of) {
        let apart = of_task.iter().filter(|pair| pair.is_counted_apart()).count();
        let owners = of_task.len() - apart;
        counts.owned += usize::from(!of_task.is_empty());
        counts.single += usize::from(owners == 1);
        if owners > 1 {
            counts.several += 1;
            counts.several_pairs += owners;
        }
        counts.most = counts.most.max(owners);
        counts.pairs += of_task.len();
        for pair in of_task {
            count_pair(&mut counts, pair);
            unit_actions.insert((pair.unit, *action));
        }
    }
    counts.unit_actions = unit_actions.len();
    counts
}

/// Each pair falls into exactly one of 点名, 群体, 按名册, 沿用, 调整, and into exactly one role.
fn count_pair(counts: &mut Counts, pair: &Pair) {
    let part = pair.part();
    match part.basis {
        Basis::Roster => counts.roster += 1,
        Basis::Carried => counts.carried += 1,
        Basis::Decided => counts.decided += 1,
        _ if pair.owners[0].collective => counts.collective += 1,
        _ => counts.named += 1,
    }
    counts.inherited += usize::from(part.basis == Basis::Inherited);
    match part.role {
        Role::Lead => counts.leads += 1,
        Role::Support => counts.supports += 1,
        Role::Owner => counts.owners += 1,
    }
    counts.presumed += usize::from(!matches!(part.role_basis, RoleBasis::Stated | RoleBasis::Decided));
}
