//! The user's directory file and the units of this plan: order and contacts, and what only the whole plan can tell.
//!
//! A file of a district lists 教育局 or 青山区教育局, the plan says 区教育局. Such a row is taken for the unit where
//! nothing else in the plan or the file fits, and a finding says so; where several fit, none is taken and a finding
//! says that. Units of two levels are never one.

use std::collections::{HashMap, HashSet};

use super::check::Findings;
use crate::directory::{Directory, NameParts, Place, PlaceUnit};
use crate::note::Code;
use crate::plan::{CharSpan, Listed, Owner, Resolution, Task, Unit};

/// Gives the units their rows of the file.
pub(super) fn apply(
    directory: &Directory,
    tasks: &mut [Task],
    units: &mut [Unit],
    findings: &mut Findings<'_, '_, '_>,
) {
    let Some(place) = directory.place() else { return };
    let rows: HashMap<&str, usize> = place
        .units
        .iter()
        .enumerate()
        .map(|(row, unit)| (unit.id.as_str(), row))
        .collect();
    let mut taken = vec![false; place.units.len()];
    for unit in units.iter_mut() {
        if let Some(&row) = rows.get(unit.id.as_str()) {
            give(place, row, unit);
            taken[row] = true;
        }
    }
    let mentions = Mentions::new(tasks);
    settled_names(directory, place, tasks, units, findings);
    let matches = Matcher::new(directory, place, &taken, units).matches();
    let mut known: HashSet<String> = HashSet::new();
    let mut taken_for: Vec<String> = Vec::new();
    let mut first: Option<&Mention> = None;
    for found in matches {
        let unit = &mut units[found.unit];
        let Some(mention) = mentions.of(&unit.id) else { continue };
        if let ([row], true) = (&found.rows[..], found.certain) {
            give(place, *row, unit);
            known.insert(unit.id.clone());
            taken_for.push(format!("{}＝“{}”", named(&place.units[*row]), unit.name));
            first = first.or(Some(mention));
        } else {
            let rows: Vec<String> = found.rows.iter().map(|row| named(&place.units[*row])).collect();
            let message = format!(
                "“{}”与单位名册{}是不是同一单位，不能确定，没有采用；请在名册中写明层级（如“区教育局”）",
                unit.name,
                rows.join("、")
            );
            findings.at(Code::DirectoryOpen, mention.span, Some(&mention.task), message);
        }
    }
    if let Some(mention) = first {
        let message = format!("单位名册的写法与文中层级不同，按同一单位认定：{}", taken_for.join("；"));
        findings.at(Code::DirectoryMatch, mention.span, Some(&mention.task), message);
    }
    settle(tasks, &known, findings);
}

/// Gives a unit that was met outside the text its row of the file.
pub(crate) fn list_unit(directory: &Directory, unit: &mut Unit) {
    let Some(place) = directory.place() else { return };
    if let Some(row) = place.units.iter().position(|listed| listed.id == unit.id) {
        give(place, row, unit);
    }
}

fn named(unit: &PlaceUnit) -> String {
    format!("第 {} 行“{}”", unit.row, unit.name)
}

/// Writes a row of the file into a unit.
fn give(place: &Place, row: usize, unit: &mut Unit) {
    let listed = &place.units[row];
    unit.kind = listed.kind.unwrap_or(unit.kind);
    unit.listed = Some(Listed {
        name: listed.name.clone(),
        row: listed.row,
        order: u32::try_from(row + 1).unwrap_or(u32::MAX),
        category: Some(listed.category.clone()).filter(|category| !category.is_empty()),
    });
    unit.contact = Some(listed.contact.clone()).filter(|contact| !contact.is_empty());
}

/// Names that fit several units elsewhere and one of the file: the reader is told which.
fn settled_names(
    directory: &Directory,
    place: &Place,
    tasks: &[Task],
    units: &[Unit],
    findings: &mut Findings<'_, '_, '_>,
) {
    let by_id: HashMap<&str, &Unit> = units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let mut seen = HashSet::new();
    for task in tasks {
        for owner in &task.owners {
            let listed = by_id.get(&*owner.unit).and_then(|unit| unit.listed.as_ref());
            let Some(listed) = listed.filter(|_| seen.insert((&*owner.name, &*owner.unit))) else {
                continue;
            };
            let full = owner.full_name.as_deref().unwrap_or(&owner.name);
            if !place.has(&owner.name) && !place.has(full) && directory.is_ambiguous(&owner.name) {
                let message = format!(
                    "“{}”可能指几个单位，按单位名册第 {} 行认定为“{}”",
                    owner.name, listed.row, listed.name
                );
                findings.at(Code::DirectoryMatch, owner.span, Some(&task.id), message);
            }
        }
    }
}

/// The owners of units that the file made known are known.
fn settle(tasks: &mut [Task], known: &HashSet<String>, findings: &mut Findings<'_, '_, '_>) {
    if known.is_empty() {
        return;
    }
    let mut settled: HashSet<CharSpan> = HashSet::new();
    for owner in tasks.iter_mut().flat_map(|task| &mut task.owners) {
        if owner.resolution != Resolution::Known && known.contains(&*owner.unit) {
            owner.resolution = Resolution::Known;
            settled.insert(owner.span);
        }
    }
    findings.drop_names(&settled);
}

/// Where each unit is mentioned first.
struct Mentions(HashMap<String, Mention>);

struct Mention {
    span: CharSpan,
    task: String,
}

impl Mentions {
    fn new(tasks: &[Task]) -> Self {
        let mut mentions = HashMap::new();
        for task in tasks {
            for Owner { unit, span, .. } in &task.owners {
                if !mentions.contains_key(&**unit) {
                    let mention = Mention {
                        span: *span,
                        task: task.id.to_string(),
                    };
                    mentions.insert(unit.to_string(), mention);
                }
            }
        }
        Mentions(mentions)
    }

    fn of(&self, unit: &str) -> Option<&Mention> {
        self.0.get(unit)
    }
}

/// Rows that may be one unit of the plan.
struct Match {
    unit: usize,
    rows: Vec<usize>,
    certain: bool,
}

/// Compares rows without a unit with units without a row, by their names behind the level.
struct Matcher {
    rows: Vec<(usize, NameParts)>,
    units: Vec<(usize, NameParts)>,
    /// Units by the name behind the level: indices in `units`.
    by_core: HashMap<String, Vec<usize>>,
    /// The level that a name without one stands for: that of the file's other names, else of most units it may be.
    level: Option<String>,
}

impl Matcher {
    fn new(directory: &Directory, place: &Place, taken: &[bool], units: &[Unit]) -> Self {
        let free = place
            .units
            .iter()
            .enumerate()
            .filter(|(row, unit)| !taken[*row] && !unit.collective);
        let rows: Vec<(usize, NameParts)> = free
            .map(|(row, unit)| (row, directory.parts(&unit.full_name())))
            .collect();
        let open = units.iter().enumerate();
        let open = open.filter(|(_, unit)| unit.listed.is_none() && !unit.collective);
        let units: Vec<(usize, NameParts)> = open.map(|(at, unit)| (at, directory.parts(&unit.id))).collect();
        let mut by_core: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, parts)) in units.iter().enumerate() {
            by_core.entry(parts.core.clone()).or_default().push(at);
        }
        let mut matcher = Matcher {
            rows,
            units,
            by_core,
            level: None,
        };
        let of_file = place.units.iter().map(|unit| directory.parts(&unit.full_name()));
        let of_file: Vec<NameParts> = of_file.collect();
        let bare = matcher.rows.iter().filter(|(_, row)| row.prefix.is_empty());
        let meant = bare.flat_map(|(_, row)| matcher.by_core.get(&row.core).into_iter().flatten());
        let meant: Vec<&NameParts> = meant.map(|at| &matcher.units[*at].1).collect();
        matcher.level = most_common_level(of_file.iter()).or_else(|| most_common_level(meant.into_iter()));
        matcher
    }

    /// For every unit that any row may be, those rows.
    fn matches(&self) -> Vec<Match> {
        // Indices in `units` that each row may be, and the other way round.
        let of_row: Vec<Vec<usize>> = self.rows.iter().map(|(_, row)| self.units_like(row)).collect();
        let mut of_unit: Vec<Vec<usize>> = vec![Vec::new(); self.units.len()];
        for (row, units) in of_row.iter().enumerate() {
            units.iter().for_each(|unit| of_unit[*unit].push(row));
        }
        let found = of_unit.iter().enumerate().filter(|(_, rows)| !rows.is_empty());
        found
            .map(|(unit, rows)| Match {
                unit: self.units[unit].0,
                certain: rows.len() == 1 && of_row[rows[0]].len() == 1 && self.is_level_clear(rows[0], unit),
                rows: rows.iter().map(|row| self.rows[*row].0).collect(),
            })
            .collect()
    }

    /// Whether a row without a level is known to be of the unit's.
    fn is_level_clear(&self, row: usize, unit: usize) -> bool {
        let no_level = |parts: &NameParts| parts.prefix.is_empty();
        self.level.is_some() || !no_level(&self.rows[row].1) || no_level(&self.units[unit].1)
    }

    fn units_like(&self, row: &NameParts) -> Vec<usize> {
        let same_name = self.by_core.get(&row.core).into_iter().flatten().copied();
        same_name.filter(|at| self.may_be(row, &self.units[*at].1)).collect()
    }

    fn may_be(&self, row: &NameParts, unit: &NameParts) -> bool {
        if row.prefix.is_empty() {
            return match &self.level {
                Some(level) => unit.prefix.is_empty() || unit.level() == level,
                // Two levels as likely: each is named in a finding, none is taken.
                None => true,
            };
        }
        // 青山区教育局 and 区教育局; 青山区教育局 and 蓝海区教育局 never.
        unit.prefix.is_empty() || (row.level() == unit.level() && (row.is_tier || unit.is_tier))
    }
}

/// The level most of the names have; none where two levels have as many.
fn most_common_level<'p>(names: impl Iterator<Item = &'p NameParts>) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for level in names.map(NameParts::level).filter(|level| !level.is_empty()) {
        *counts.entry(level).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut levels = counts.into_iter().filter(|(_, count)| *count == most);
    match (levels.next(), levels.next()) {
        (Some((level, _)), None) => Some(level.to_string()),
        _ => None,
    }
}
