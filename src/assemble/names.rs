//! What the document says of names, as the plan shows it.

use super::owners::Settler;
use super::roster::Rosters;
use crate::directory::Glossary;
use crate::outline::Outline;
use crate::plan::{Definition, LedgerKind, Resolution, Roster, RosterMember, Unit};
use crate::source::{LineIndex, Slices};

/// Every paragraph in which names may be defined, in text order: those of the plan, of its notice, of its annexes.
pub(super) fn paragraphs(outline: &Outline) -> Vec<Slices> {
    let aside = outline.set_aside.iter().filter(|aside| {
        !matches!(
            aside.kind,
            LedgerKind::Table | LedgerKind::OtherColumn | LedgerKind::Blank | LedgerKind::Addressee
        )
    });
    let mut all: Vec<Slices> = aside.map(|aside| Slices::from(aside.span)).collect();
    all.extend(outline.segments.iter().map(|segment| segment.body.clone()));
    all.retain(|slices| !slices.is_empty());
    all.sort_by_key(|slices| slices.hull().start);
    all
}

/// Definitions and rosters of the plan.
pub(super) struct DefinedNames {
    pub definitions: Vec<Definition>,
    pub rosters: Vec<Roster>,
}

impl DefinedNames {
    /// Those of names that own tasks.
    pub fn new(
        settler: &Settler<'_, '_>,
        glossary: &Glossary,
        rosters: &Rosters<'_>,
        units: &[Unit],
        lines: &LineIndex<'_>,
    ) -> Self {
        let owns = |definition: &&crate::directory::Definition| {
            let known = definition.resolved.resolution == Resolution::Known;
            known
                && units.iter().any(|unit| {
                    unit.id == definition.resolved.unit && unit.names.iter().any(|name| same(name, &definition.name))
                })
        };
        let definitions = glossary.definitions.iter().filter(owns).map(|definition| Definition {
            name: definition.name.clone(),
            full_name: definition.full_name.clone(),
            unit: definition.resolved.unit.clone(),
            span: settler.span(&definition.slices),
            line: lines.at(definition.slices.hull().start),
        });
        let used = rosters
            .used()
            .into_iter()
            .filter(|(_, found)| !found.members.is_empty());
        DefinedNames {
            definitions: definitions.collect(),
            rosters: used
                .map(|(unit, found)| Roster {
                    collective: found.collective.clone(),
                    unit,
                    source: found.source,
                    span: found.place.as_ref().map(|place| settler.span(place)),
                    line: found.place.as_ref().map_or(0, |place| lines.at(place.hull().start)),
                    members: found
                        .members
                        .iter()
                        .map(|member| RosterMember {
                            name: member.name.clone(),
                            unit: member.resolved.unit.clone(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String { name.chars().filter(|c| !c.is_whitespace()).collect() };
    plain(one) == plain(other)
}
