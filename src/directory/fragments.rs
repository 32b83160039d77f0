//! White space in a list: the end of a name, or nothing but a line end inside one.

use std::ops::Range;

use super::collective::Found;
use super::identify::{Identity, MAX_NAME};
use super::key::Folded;
use super::likeness::ends_like_unit;
use super::person::begins_with_surname;
use super::prefix::PrefixKind;
use super::{Directory, Target};

/// More fragments than this are no name, even letter-spaced.
const MAX_FRAGMENTS: usize = 24;

/// Cuts `range` at white space where that separates names, and nowhere else: a name broken by a line end
/// (教育⏎部) stays whole, two names on two lines are two. The cheapest grouping wins.
pub(super) fn fragments(directory: &Directory, folded: &Folded, range: Range<usize>) -> Vec<Range<usize>> {
    let mut cuts = gaps(folded, range.clone());
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

/// White space outside brackets.
fn gaps(folded: &Folded, range: Range<usize>) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut index = range.start;
    while index < range.end {
        if index > range.start && folded.gap(index) {
            cuts.push(index);
        }
        index = folded.closing(index, range.end).unwrap_or(index) + 1;
    }
    cuts
}

const NO_NAME: u32 = 10;

/// What it costs to read the fragments between `cuts` as one name.
fn group_cost(directory: &Directory, folded: &Folded, cuts: &[usize]) -> u32 {
    let (Some(&start), Some(&end)) = (cuts.first(), cuts.last()) else {
        return NO_NAME;
    };
    let joins = (cuts.len() - 2) as u32;
    if end - start > MAX_NAME {
        return joins + NO_NAME;
    }
    let key = folded.slice(start..end).trim_end_matches(['。', ':', '.']);
    let first = folded.slice(start..cuts[1]);
    // 城管局 各镇街 are two names, though what ends with 各镇街 is a group.
    let begins_with_unit = joins > 0 && ends_like_unit(first) && !first.starts_with('各');
    match directory.find(key) {
        Some(Found::Group(_) | Found::Defined(_) | Found::Own) if begins_with_unit => return joins + NO_NAME + 7,
        Some(Found::Group(_) | Found::Defined(_) | Found::Own) => return joins,
        Some(Found::Unit(identity)) => return joins + known_cost(directory, &identity, joins > 0, first),
        None => {}
    }
    if !ends_like_unit(key) {
        return joins + NO_NAME;
    }
    // 人事科⏎法规科: two names, though their join ends like one.
    let begins_with_name =
        joins > 0 && (ends_like_unit(first) || is_street(first) || directory.identify(first).is_some());
    // 城管局 瑞海集团 各镇街: what follows a name is one of its own, unless it is a mere end of it (局⏎机关).
    let whole = cuts[1..].windows(2).all(|pair| pair[1] - pair[0] >= 3);
    joins
        + match begins_with_name {
            true if whole => 2 * NO_NAME * joins,
            true => 12,
            false => 4,
        }
}

fn known_cost(directory: &Directory, identity: &Identity<'_>, broken: bool, first: &str) -> u32 {
    match identity.kind {
        // 王建国⏎城管局 is a person and a bureau, 温州⏎海关 is one name.
        // 城管局 各镇街 are two as well: no place is called 城管局各镇.
        PrefixKind::Place if broken && (is_person(first) || ends_like_unit(first)) => NO_NAME + 7,
        // 雨山街道⏎区城投公司: a street office and a body of the district, which no street is called.
        PrefixKind::PlacedTier if broken && is_street(first) => NO_NAME + 7,
        PrefixKind::Place if broken => 7,
        // A committee's area is part of its name, no place that may be a person's.
        PrefixKind::Place if identity.core.ends_with("管委会") => 0,
        PrefixKind::Place => 2,
        PrefixKind::None if directory.needs_prefix(identity) => 6,
        PrefixKind::None if matches!(identity.entry.target, Target::Ambiguous(_)) => 2,
        PrefixKind::None if identity.entry.stem && !broken => 1,
        _ if identity.entry.stem && broken => 6,
        _ => 0,
    }
}

/// A street office, town or township by its name: 雨山街道.
fn is_street(text: &str) -> bool {
    text.chars().count() >= 3 && ["街道", "镇", "乡"].iter().any(|end| text.ends_with(end))
}

fn is_person(text: &str) -> bool {
    let length = text.chars().count();
    (2..=3).contains(&length) && begins_with_surname(text) && !text.ends_with(['省', '市', '区', '县', '州'])
}
