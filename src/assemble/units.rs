//! The units of a plan, with the written form that stands most often.

use std::rc::Rc;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::owners::Settled;
use crate::directory::ResolvedName;
use crate::plan::{Basis, Unit};

/// Units met so far, in order of first mention.
#[derive(Debug, Default)]
pub(super) struct Register {
    units: IndexMap<String, Entry, RandomState>,
}

#[derive(Debug)]
struct Entry {
    resolved: Rc<ResolvedName>,
    names: IndexMap<String, usize, RandomState>,
    /// Forms in lists of members; shown only where no tag writes the name.
    listed: IndexMap<String, usize, RandomState>,
}

impl Register {
    /// Adds the owners of one task.
    pub fn add(&mut self, settled: &Settled) {
        for (owner, resolved) in settled.owners.iter().zip(&settled.resolved) {
            let entry = match self.units.get_mut(&*owner.unit) {
                Some(entry) => entry,
                None => {
                    let entry = Entry {
                        resolved: Rc::clone(resolved),
                        names: IndexMap::default(),
                        listed: IndexMap::default(),
                    };
                    self.units.entry(owner.unit.to_string()).or_insert(entry)
                }
            };
            let name = owner.full_name.as_deref().unwrap_or(&owner.name);
            let names = if owner.basis == Basis::Roster {
                &mut entry.listed
            } else {
                &mut entry.names
            };
            match names.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    names.insert(name.to_string(), 1);
                }
            }
        }
    }

    /// The units with the name shown: the most frequent form, the earlier of two as frequent.
    pub fn units(self) -> Vec<Unit> {
        let unit = |(id, entry): (String, Entry)| {
            let names = if entry.names.is_empty() {
                entry.listed
            } else {
                entry.names
            };
            let best = names.values().copied().max().unwrap_or(0);
            let shown = names
                .iter()
                .find(|(_, count)| **count == best)
                .map(|(name, _)| name.clone());
            Unit {
                name: shown.unwrap_or_else(|| id.clone()),
                id,
                names: names.into_keys().collect(),
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
