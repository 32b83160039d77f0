//! A name on a form to the unit it is in this plan.

use std::collections::HashMap;

use crate::assemble::list_unit;
use crate::directory::Directory;
use crate::plan::{Plan, Resolution, Unit, UnitKind};

/// The units of a plan and how they are called.
#[derive(Debug)]
pub(super) struct Units<'t> {
    directory: &'t Directory,
    /// Unit by every form of its name, without blanks.
    by_name: HashMap<String, String>,
    /// Units by the core of their name: 教育局 for 区教育局.
    by_core: HashMap<String, Vec<String>>,
    /// Units met on forms only.
    pub(super) new: Vec<Unit>,
}

/// A name that was found out.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Id of the unit.
    pub unit: String,
    /// How surely.
    pub resolution: Resolution,
    /// Whether it stands for a group.
    pub collective: bool,
    /// Whether nobody can call it up.
    pub generic: bool,
    /// The unit's full name, where the form leaves the level out.
    pub taken_for: Option<String>,
}

pub(super) fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

impl<'t> Units<'t> {
    pub fn new(plan: &Plan, labels: &[(String, String)], directory: &'t Directory) -> Self {
        let mut units = Units {
            directory,
            by_name: HashMap::new(),
            by_core: HashMap::new(),
            new: Vec::new(),
        };
        let defined = plan.definitions.iter().map(|defined| (&defined.name, &defined.unit));
        let full = plan
            .definitions
            .iter()
            .map(|defined| (&defined.full_name, &defined.unit));
        let written = plan.units.iter().flat_map(|unit| {
            unit.names
                .iter()
                .chain([&unit.name, &unit.id])
                .map(|name| (name, &unit.id))
        });
        let labels = labels.iter().map(|(label, id)| (label, id));
        for (name, id) in labels.chain(written).chain(defined).chain(full) {
            units.by_name.entry(bare(name)).or_insert_with(|| id.clone());
        }
        for unit in &plan.units {
            let core = directory.parts(&unit.id).core;
            units.by_core.entry(core).or_default().push(unit.id.clone());
        }
        units
    }

    /// Whether `name` is that of a unit of the plan.
    pub fn knows(&self, name: &str) -> bool {
        self.by_name.contains_key(&bare(name))
    }

    /// The id of the unit called `name`, where it is one of the plan or was met before.
    pub fn id_of(&self, name: &str) -> Option<String> {
        self.by_name.get(&bare(name)).cloned()
    }

    /// The unit called `name`; `plan` tells what is known of its own units.
    pub fn find(&mut self, name: &str, plan: &Plan) -> Known {
        let name = bare(name);
        let id = self.by_name.get(&name).cloned();
        if let Some(known) = id.and_then(|id| of_plan(plan, &id).or_else(|| self.of_new(&id))) {
            return known;
        }
        let resolved = self.directory.read_list(&name).names;
        let resolved = match &resolved[..] {
            [one] if one.range.len() == name.len() => Some(one.resolved.clone()),
            _ => None,
        };
        if let Some(known) = resolved.as_ref().and_then(|found| of_plan(plan, &found.unit)) {
            return known;
        }
        // 教育局 where the plan says 区教育局, and no other 教育局.
        let parts = self.directory.parts(&name);
        if parts.prefix.is_empty()
            && let Some([only]) = self.by_core.get(&parts.core).map(Vec::as_slice)
            && let Some(known) = of_plan(plan, only)
        {
            return Known {
                taken_for: Some(only.clone()),
                ..known
            };
        }
        self.add(name, resolved)
    }

    fn add(&mut self, name: String, resolved: Option<crate::directory::ResolvedName>) -> Known {
        let unknown = crate::directory::ResolvedName {
            unit: name.clone(),
            full_name: None,
            kind: UnitKind::Other,
            order: u32::MAX,
            collective: false,
            generic: false,
            resolution: Resolution::Unknown,
        };
        let resolved = resolved.unwrap_or(unknown);
        let mut unit = Unit {
            id: resolved.unit.clone(),
            name: name.clone(),
            names: vec![name.clone()],
            kind: resolved.kind,
            collective: resolved.collective,
            order: resolved.order,
            listed: None,
            contact: None,
        };
        list_unit(self.directory, &mut unit);
        self.by_name.insert(name, unit.id.clone());
        if self.new.iter().all(|known| known.id != unit.id) {
            self.new.push(unit);
        }
        Known {
            unit: resolved.unit,
            resolution: resolved.resolution,
            collective: resolved.collective,
            generic: resolved.generic,
            taken_for: None,
        }
    }

    fn of_new(&self, id: &str) -> Option<Known> {
        let unit = self.new.iter().find(|unit| unit.id == id)?;
        let resolved = self.directory.read_list(&unit.name).names;
        let known = resolved.first().filter(|known| known.resolved.unit == id);
        Some(Known {
            unit: id.to_string(),
            resolution: known.map_or(Resolution::Unknown, |known| known.resolved.resolution.clone()),
            collective: unit.collective,
            generic: known.is_some_and(|known| known.resolved.generic),
            taken_for: None,
        })
    }
}

/// What the plan knows of its unit `id`.
fn of_plan(plan: &Plan, id: &str) -> Option<Known> {
    let unit = plan.units.iter().find(|unit| unit.id == id)?;
    let in_text = plan.tasks.iter().flat_map(|task| task.owners_in_text.iter().flatten());
    let owners = plan.tasks.iter().flat_map(|task| &task.owners).chain(in_text);
    let owner = owners.into_iter().find(|owner| *owner.unit == *id);
    Some(Known {
        unit: id.to_string(),
        resolution: owner.map_or(Resolution::Known, |owner| owner.resolution.clone()),
        collective: unit.collective,
        generic: owner.is_some_and(|owner| owner.generic),
        taken_for: None,
    })
}
