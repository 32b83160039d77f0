//! The ranges of a list's names → units: white space inside names, elided prefixes, unknown names.

use std::ops::Range;

use super::collective::{Found, Group};
use super::identify::Identity;
use super::key::Folded;
use super::likeness::ends_like_unit;
use super::prefix::PrefixKind;
use super::split::Piece;
use super::{Directory, ListedName, ResolvedName, Scope, Target};
use crate::plan::{Resolution, UnitKind};

/// Resolves the pieces of `list` in order, restoring what a chain elides.
pub(super) fn resolve(directory: &Directory, list: &str, folded: &Folded, pieces: &[Piece]) -> Vec<ListedName> {
    let mut carried: Option<String> = None;
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if !piece.chained {
            carried = None;
        }
        let key = folded.slice(piece.range.clone());
        let range = folded.source(piece.range.clone());
        let written: String = list[range.clone()].chars().filter(|c| !c.is_whitespace()).collect();
        let resolved = one(directory, key, &written, &mut carried);
        names.push(ListedName { range, resolved });
    }
    names
}

/// Resolves one name; `carried` is the prefix of its chain, before and after.
fn one(directory: &Directory, key: &str, written: &str, carried: &mut Option<String>) -> ResolvedName {
    let mut identity = match directory.find(key) {
        Some(Found::Group(group)) => return of_group(directory, group),
        Some(Found::Unit(identity)) => identity,
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
        collective: false,
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
    row.scope == Scope::General
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

/// More fragments than this are no name, even letter-spaced.
const MAX_FRAGMENTS: usize = 24;

/// Cuts `range` at white space where that separates names, and nowhere else: a name broken by a line end
/// (教育⏎部) stays whole, two names on two lines are two. The cheapest grouping wins.
pub(super) fn fragments(directory: &Directory, folded: &Folded, range: Range<usize>) -> Vec<Range<usize>> {
    let inner = (range.start + 1).min(range.end)..range.end;
    let mut cuts: Vec<usize> = inner
        .filter(|index| folded.gap(*index) && !in_bracket(folded, &range, *index))
        .collect();
    if cuts.is_empty() {
        return vec![range];
    }
    cuts.insert(0, range.start);
    cuts.push(range.end);
    let count = cuts.len() - 1;
    // best[n]: cost of the first n fragments, and where their last group begins.
    let mut best: Vec<(u32, usize)> = vec![(0, 0); count + 1];
    for end in 1..=count {
        best[end] = (end.saturating_sub(MAX_FRAGMENTS)..end)
            .map(|start| (best[start].0 + group_cost(directory, folded, &cuts[start..=end]), start))
            .min()
            .unwrap_or((0, end - 1));
    }
    let mut groups = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best[end].1;
        groups.push(cuts[start]..cuts[end]);
        end = start;
    }
    groups.reverse();
    groups
}

fn in_bracket(folded: &Folded, range: &Range<usize>, index: usize) -> bool {
    let before = folded.slice(range.start..index);
    let after = folded.slice(index..range.end);
    before.matches('(').count() > before.matches(')').count() && after.contains(')')
}

const NO_NAME: u32 = 10;

/// What it costs to read the fragments between `cuts` as one name.
fn group_cost(directory: &Directory, folded: &Folded, cuts: &[usize]) -> u32 {
    let (Some(&start), Some(&end)) = (cuts.first(), cuts.last()) else {
        return NO_NAME;
    };
    let joins = (cuts.len() - 2) as u32;
    let key = folded.slice(start..end).trim_end_matches(['。', ':', '.']);
    let first = folded.slice(start..cuts[1]);
    match directory.find(key) {
        Some(Found::Group(_)) => return joins,
        Some(Found::Unit(identity)) => return joins + known_cost(directory, &identity, joins > 0, first),
        None => {}
    }
    if !ends_like_unit(key) {
        return joins + NO_NAME;
    }
    // 人事科⏎法规科: two names, though their join ends like one.
    let begins_with_name = joins > 0 && (ends_like_unit(first) || directory.identify(first).is_some());
    joins + if begins_with_name { 12 } else { 4 }
}

fn known_cost(directory: &Directory, identity: &Identity<'_>, broken: bool, first: &str) -> u32 {
    match identity.kind {
        // 王建国⏎城管局 is a person and a bureau, 滁州⏎海关 is one name.
        PrefixKind::Place if broken && is_person(first) => NO_NAME + 7,
        PrefixKind::Place if broken => 7,
        PrefixKind::Place => 2,
        PrefixKind::None if directory.needs_prefix(identity) => 6,
        PrefixKind::None if matches!(identity.entry.target, Target::Ambiguous(_)) => 2,
        PrefixKind::None if identity.entry.stem && !broken => 1,
        _ if identity.entry.stem && broken => 6,
        _ => 0,
    }
}

/// The commonest family names.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

fn is_person(text: &str) -> bool {
    let length = text.chars().count();
    (2..=3).contains(&length)
        && text.starts_with(|c| SURNAMES.contains(c))
        && !text.ends_with(['省', '市', '区', '县', '州'])
}
