//! The units of a plan, with the written form that stands most often.

use indexmap::IndexMap;

use super::owners::Settled;
use crate::directory::ResolvedName;
use crate::plan::Unit;

/// Units met so far, in order of first mention.
#[derive(Debug, Default)]
pub(super) struct Register {
    units: IndexMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    resolved: ResolvedName,
    names: IndexMap<String, usize>,
}

impl Register {
    /// Adds the owners of one task.
    pub fn add(&mut self, settled: &Settled) {
        for (owner, resolved) in settled.owners.iter().zip(&settled.resolved) {
            let entry = match self.units.get_mut(&*owner.unit) {
                Some(entry) => entry,
                None => {
                    let entry = Entry {
                        resolved: resolved.clone(),
                        names: IndexMap::new(),
                    };
                    self.units.entry(owner.unit.to_string()).or_insert(entry)
                }
            };
            let name = owner.full_name.as_deref().unwrap_or(&owner.name);
            match entry.names.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    entry.names.insert(name.to_string(), 1);
                }
            }
        }
    }

    /// The units with the name shown: the most frequent form, the earlier of two as frequent.
    pub fn units(self) -> Vec<Unit> {
        let unit = |(id, entry): (String, Entry)| {
            let best = entry.names.values().copied().max().unwrap_or(0);
            let shown = entry
                .names
                .iter()
                .find(|(_, count)| **count == best)
                .map(|(name, _)| name.clone());
            Unit {
                name: shown.unwrap_or_else(|| id.clone()),
                id,
                names: entry.names.into_keys().collect(),
                kind: entry.resolved.kind,
                collective: entry.resolved.collective,
                order: entry.resolved.order,
                listed: None,
                contact: None,
            }
        };
        self.units.into_iter().map(unit).collect()
    }
}
