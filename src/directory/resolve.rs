//! The ranges of a list's names → units: white space inside names, elided prefixes, unknown names.

use super::collective::{Found, Group};
use super::identify::Identity;
use super::joint_name::joint_members;
use super::key::Folded;
use super::prefix::PrefixKind;
use super::split::Piece;
use super::{Directory, ListedName, ResolvedName, Scope, Target};
use crate::plan::{Resolution, UnitKind};

/// Resolves the pieces of `list` in order, restoring what a chain elides.
pub(super) fn resolve(directory: &Directory, list: &str, folded: &Folded, pieces: Vec<Piece<'_>>) -> Vec<ListedName> {
    let mut carried: Option<String> = None;
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !piece.chained {
            carried = None;
        }
        let key = folded.slice(piece.range.clone());
        let open = piece.open;
        let range = folded.source(piece.range);
        let written: String = list[range.clone()].chars().filter(|c| !c.is_whitespace()).collect();
        let found = piece.found.or_else(|| directory.find(key));
        let resolved = one(directory, key, found, &written, &mut carried);
        names.push(ListedName { range, resolved, open });
    }
    names
}

/// Resolves a folded name that stands alone, by the built-in directory if no other is there.
pub(super) fn alone(directory: &Directory, key: &str) -> ResolvedName {
    one(directory, key, directory.find(key), key, &mut None)
}

/// Resolves one name; `carried` is the prefix of its chain, before and after.
fn one(
    directory: &Directory,
    key: &str,
    found: Option<Found<'_>>,
    written: &str,
    carried: &mut Option<String>,
) -> ResolvedName {
    let Some(place) = directory.place() else {
        return general(directory, key, found, written, carried);
    };
    let before = carried.clone();
    let mut resolved = general(directory, key, found, written, carried);
    place.settle(directory, key, before.as_deref(), &mut resolved);
    resolved
}

/// Resolves one name without a directory of the user's.
fn general(
    directory: &Directory,
    key: &str,
    found: Option<Found<'_>>,
    written: &str,
    carried: &mut Option<String>,
) -> ResolvedName {
    let mut identity = match found {
        Some(Found::Group(group)) => return of_group(directory, group),
        Some(Found::Defined(defined)) => {
            if let Some(identity) = directory.identify(key) {
                remember(directory, &identity, carried);
            }
            return defined.resolved.clone();
        }
        Some(Found::Unit(identity)) => identity,
        Some(Found::Own) => {
            let prefix = directory.parts(key).prefix;
            if !prefix.is_empty() {
                *carried = Some(prefix);
            }
            return unknown(key);
        }
        None => match directory.stem_with_department(key) {
            Some(identity) => identity,
            None => return unknown(key),
        },
    };
    let full_name = restore(directory, &mut identity, written, carried.as_deref());
    remember(directory, &identity, carried);
    of_unit(directory, &identity, full_name)
}

fn of_group(directory: &Directory, group: Group) -> ResolvedName {
    let row = group.row.and_then(|index| directory.rows.get(index));
    ResolvedName {
        unit: group.id,
        full_name: None,
        kind: row.map_or(UnitKind::Other, |row| row.kind),
        order: row.map_or(u32::MAX, |row| row.order),
        collective: true,
        generic: group.generic,
        resolution: Resolution::Known,
    }
}

fn unknown(key: &str) -> ResolvedName {
    ResolvedName {
        unit: key.to_string(),
        full_name: None,
        kind: UnitKind::Other,
        order: u32::MAX,
        // 东山、西山两县政府: several under one name.
        collective: joint_members(key).is_some(),
        generic: false,
        resolution: Resolution::Unknown,
    }
}

fn of_unit(directory: &Directory, identity: &Identity<'_>, full_name: Option<String>) -> ResolvedName {
    let row = directory.row_of(&identity.entry.target);
    let resolution = match &identity.entry.target {
        Target::Ambiguous(candidates) => Resolution::Ambiguous {
            candidates: candidates
                .iter()
                .map(|index| directory.rows[*index].short.clone())
                .collect(),
        },
        _ => Resolution::Known,
    };
    ResolvedName {
        unit: directory.unit_id(identity),
        full_name,
        kind: row.map_or(UnitKind::Other, |row| row.kind),
        order: row.map_or(u32::MAX, |row| row.order),
        collective: false,
        generic: false,
        resolution,
    }
}

/// Puts the chain's prefix before a name that has none: 省科技厅、工业和信息化厅 → 省工业和信息化厅.
fn restore(directory: &Directory, identity: &mut Identity<'_>, written: &str, carried: Option<&str>) -> Option<String> {
    let prefix = carried?;
    if identity.kind != PrefixKind::None || !takes_prefix(directory, identity) {
        return None;
    }
    identity.prefix = prefix.to_string();
    identity.kind = PrefixKind::Tier;
    // 省委宣传部、组织部: what is elided is 省委.
    let party = match &identity.entry.target {
        Target::Row(index) => directory.rows[*index].short.starts_with('委') && !written.starts_with('委'),
        _ => false,
    };
    let link = if party { "委" } else { "" };
    Some(format!("{prefix}{link}{written}"))
}

/// Whether the name is one that every level has; 教育部, 人民银行, 中国移动, 街道 never take a prefix.
fn takes_prefix(directory: &Directory, identity: &Identity<'_>) -> bool {
    let Some(row) = directory.row_of(&identity.entry.target) else {
        return false;
    };
    let alone = ["中国", "国家", "全国", "中央"]
        .iter()
        .any(|word| identity.core.starts_with(word))
        || ["行", "中支", "海关", "关", "兵团", "区", "管委会"]
            .iter()
            .any(|end| identity.core.ends_with(end));
    directory.scope_of(&identity.entry.target) == Scope::General
        && !alone
        && match row.kind {
            UnitKind::Subdistrict | UnitKind::Other => matches!(identity.core.as_str(), "政府" | "人民政府"),
            UnitKind::Enterprise => identity.core.ends_with("公司") || identity.core.ends_with("集团"),
            _ => true,
        }
}

/// Keeps this name's prefix for those that follow; a national name ends the old one.
fn remember(directory: &Directory, identity: &Identity<'_>, carried: &mut Option<String>) {
    let national = directory
        .row_of(&identity.entry.target)
        .is_some_and(|row| row.scope == Scope::National);
    match identity.kind {
        PrefixKind::Tier | PrefixKind::PlacedTier => *carried = Some(identity.prefix.clone()),
        PrefixKind::National => *carried = None,
        PrefixKind::None if national => *carried = None,
        PrefixKind::None | PrefixKind::Place => {}
    }
}
