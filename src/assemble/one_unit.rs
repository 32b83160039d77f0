//! Which names of this plan are one unit, where the directory alone cannot tell.
//!
//! - Names that the directory takes for one unit but the plan lists side by side (市行政审批局、市政务服务局) are two,
//!   unless one is plainly short for the other (区卫健委, 区卫生健康委员会).
//! - 区公安分局, 公安青山分局 and 市公安局青山分局 of a plan of 青山区 are one: its own place and its own level.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use indexmap::IndexMap;

use super::draft::{Draft, Heading, TagAt};
use super::owners::Settler;
use crate::directory::{Directory, MemberList, NameParts, ResolvedName, plainly_same};
use crate::plan::Resolution;
use crate::source::Slices;
use crate::tags::Reading;

/// What this plan's units are, beyond what the directory says.
#[derive(Debug, Default)]
pub(super) struct OneUnit {
    /// Unit and name as written → the unit it is here.
    apart: HashMap<(String, String), String>,
    /// Unit → the unit it is here.
    merged: HashMap<String, String>,
    /// Names set apart, in order of the text, each with the place of the second.
    pub(super) listed: Vec<(String, String, Slices)>,
}

/// The names of one unit, in order of mention: by their bare form, as first written with the place.
type Forms = IndexMap<String, Option<(String, Slices)>>;

impl OneUnit {
    /// The unit a name is in this plan; `name` in full.
    pub fn settle(&self, name: &str, resolved: &mut ResolvedName) {
        if !self.apart.is_empty()
            && let Some(unit) = self.apart.get(&(resolved.unit.clone(), bare(name)))
        {
            resolved.unit.clone_from(unit);
        }
        if let Some(unit) = self.merged.get(&resolved.unit) {
            resolved.unit.clone_from(unit);
        }
    }

    /// Whether there is anything to settle.
    pub fn is_empty(&self) -> bool {
        self.apart.is_empty() && self.merged.is_empty()
    }

    /// Decides for a document: `own` is what it says of its own place (title, issuer).
    pub fn new(settler: &Settler<'_, '_>, drafts: &[Draft], lists: &[MemberList], own: &[&str]) -> Self {
        let mut survey = Survey::default();
        for draft in drafts {
            survey.together(settler, &draft.tags);
        }
        settler
            .headings
            .iter()
            .for_each(|heading: &Heading| survey.together(settler, &heading.tags));
        for list in lists {
            let names = list
                .members
                .iter()
                .map(|member| (member.name.clone(), &member.resolved));
            survey.side_by_side(
                names
                    .filter_map(|(name, resolved)| Some((keyed(&name, resolved)?, None)))
                    .collect(),
            );
        }
        let mut this = OneUnit::default();
        this.set_apart(&survey, settler.directory);
        this.merge(&survey, settler.directory, own);
        this
    }

    /// Names of one unit that stand side by side are several.
    fn set_apart(&mut self, survey: &Survey, directory: &Directory) {
        for (unit, forms) in &survey.units {
            let Some(pairs) = survey.pairs.get(unit) else { continue };
            let mut classes: Vec<Vec<&String>> = Vec::new();
            for form in forms.keys() {
                let same = classes
                    .iter_mut()
                    .find(|class| class.iter().any(|other| is_same(directory, other, form)));
                match same {
                    Some(class) => class.push(form),
                    None => classes.push(vec![form]),
                }
            }
            let class_of = |form: &String| classes.iter().position(|class| class.contains(&form));
            if pairs.iter().all(|(one, other)| class_of(one) == class_of(other)) {
                continue;
            }
            // The name that is the unit's own keeps it, else the first.
            let keeps = class_of(unit).unwrap_or(0);
            let kept = forms
                .get_index(keeps)
                .map(|_| classes[keeps][0].clone())
                .unwrap_or_default();
            for (_, class) in classes.iter().enumerate().filter(|(at, _)| *at != keeps) {
                class.iter().for_each(|form| {
                    self.apart.insert((unit.clone(), (*form).clone()), class[0].clone());
                });
                let written = |form: &String| forms.get(form).and_then(Option::as_ref);
                if let (Some((first, _)), Some((second, place))) = (written(&kept), written(class[0])) {
                    self.listed.push((first.clone(), second.clone(), place.clone()));
                }
            }
        }
        self.listed.sort_by_key(|(_, _, place)| place.hull().start);
    }

    /// Names of the plan's own place and of its level alone are one unit's.
    fn merge(&mut self, survey: &Survey, directory: &Directory, own: &[&str]) {
        let parts: Vec<(&String, NameParts)> = survey.units.keys().map(|unit| (unit, directory.parts(unit))).collect();
        let own = own
            .iter()
            .map(|name| directory.own_place(name))
            .find(|place| !place.is_empty());
        // By what stands behind level or place: the units of a level alone, and those of places.
        let mut levels: IndexMap<&str, Vec<(&String, &NameParts)>> = IndexMap::new();
        let mut places: HashMap<&str, Vec<(&String, &NameParts)>> = HashMap::new();
        for (unit, parts) in &parts {
            if parts.is_tier {
                levels.entry(&parts.core).or_default().push((*unit, parts));
            } else if !parts.prefix.is_empty() {
                places.entry(&parts.core).or_default().push((*unit, parts));
            }
        }
        let is_branch = |unit: &String| {
            let forms = survey.units.get(unit);
            forms.is_some_and(|forms| forms.keys().any(|form| form.ends_with("分局")))
        };
        let stem = |prefix: &str| prefix.trim_end_matches(['区', '县', '市', '旗']).to_string();
        let pairs = levels
            .iter()
            .flat_map(|(core, here)| here.iter().map(move |here| (*core, *here)));
        for (core, (here, level)) in pairs {
            let placed = places.get(core).map_or(&[][..], Vec::as_slice);
            let stems: HashSet<String> = placed.iter().map(|(_, parts)| stem(&parts.prefix)).collect();
            for &(unit, parts) in placed {
                let branch = is_branch(unit) && is_branch(here);
                let is_own = own.as_ref().is_some_and(|own| {
                    own.ends_with(&level.prefix) && (parts.prefix == *own || branch && stem(own) == stem(&parts.prefix))
                });
                let only = own.is_none() && branch && stems.len() == 1 && levels[core].len() == 1;
                if (is_own || only) && !survey.beside.contains(&ordered(unit, here)) {
                    self.merged.insert(unit.clone(), here.clone());
                }
            }
        }
    }
}

/// Units of one kind in one tag that are looked at together, at most.
const MOST_BESIDE: usize = 40;

/// What stands where in a document.
#[derive(Default)]
struct Survey {
    units: IndexMap<String, Forms>,
    /// Two names of one unit in one tag or list.
    pairs: HashMap<String, HashSet<(String, String)>>,
    /// Two units with the same name behind their level or place in one tag or list.
    beside: HashSet<(String, String)>,
    /// Readings of tags that stand alone, seen before.
    seen: HashSet<*const Reading>,
}

/// A unit, its name without brackets, the name as written.
type Keyed = (String, String, String);

impl Survey {
    /// The names of one task's tags.
    fn together(&mut self, settler: &Settler<'_, '_>, tags: &[TagAt]) {
        if let [at] = tags
            && !self.seen.insert(std::rc::Rc::as_ptr(&settler.tag(*at).reading))
        {
            return;
        }
        let mut names = Vec::new();
        for at in tags {
            let tag = settler.tag(*at);
            let passage = settler.tree.passage(at.segment);
            for group in &tag.reading.groups {
                for name in &group.names.names {
                    let start = tag.content + group.list.start;
                    let range: Range<usize> = start + name.range.start..start + name.range.end;
                    let written = name.resolved.full_name.clone();
                    let written = written.unwrap_or_else(|| passage.as_str()[range.clone()].to_string());
                    if let Some(keyed) = keyed(&written, &name.resolved) {
                        names.push((keyed, Some(settler.tree.locate(at.segment, range))));
                    }
                }
            }
        }
        self.side_by_side(names);
    }

    fn side_by_side(&mut self, names: Vec<(Keyed, Option<Slices>)>) {
        let mut here: IndexMap<String, Vec<String>> = IndexMap::new();
        for ((unit, form, written), place) in names {
            let forms = self.units.entry(unit.clone()).or_default();
            let known = forms.entry(form.clone()).or_default();
            if known.is_none() {
                *known = place.map(|place| (written, place));
            }
            let same = here.entry(unit).or_default();
            if !same.contains(&form) {
                same.push(form);
            }
        }
        for (unit, forms) in here.iter().filter(|(_, forms)| forms.len() > 1) {
            let pairs = self.pairs.entry(unit.clone()).or_default();
            for (at, one) in forms.iter().enumerate() {
                forms[at + 1..].iter().for_each(|other| {
                    pairs.insert((one.clone(), other.clone()));
                });
            }
        }
        let last = |unit: &String| unit.chars().rev().take(3).collect::<String>();
        let mut by_end: HashMap<String, Vec<&String>> = HashMap::new();
        for unit in here.keys() {
            let others = by_end.entry(last(unit)).or_default();
            others.iter().take(MOST_BESIDE).for_each(|other| {
                self.beside.insert(ordered(unit, other));
            });
            others.push(unit);
        }
    }
}

fn ordered(one: &str, other: &str) -> (String, String) {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    (first.to_string(), second.to_string())
}

fn keyed(written: &str, resolved: &ResolvedName) -> Option<Keyed> {
    let known = resolved.resolution == Resolution::Known && !resolved.collective;
    known.then(|| {
        (
            resolved.unit.clone(),
            bare(written),
            written.split_whitespace().collect(),
        )
    })
}

/// A name folded, without what stands in brackets.
fn bare(name: &str) -> String {
    let mut depth = 0usize;
    let mut bare = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !c.is_whitespace()) {
        match crate::directory::fold_char(c) {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// Whether two names are one unit's here: one is plainly short for the other, or the user's file has both.
fn is_same(directory: &Directory, one: &str, other: &str) -> bool {
    let of_file = |name: &str| directory.place().is_some_and(|place| place.has(name));
    if of_file(one) && of_file(other) {
        return true;
    }
    plainly_same(one, other)
}
