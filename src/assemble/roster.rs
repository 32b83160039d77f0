//! Members of groups: the user's roster, else what the document itself lists; and the owners that follow.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use indexmap::IndexMap;

use super::one_unit::OneUnit;
use super::owners::Settled;
use crate::directory::{Directory, Glossary, ListDoubt, Member, MemberList, RosterFile, RosterGroup};
use crate::plan::{Basis, CharSpan, Owner, OwnerRule, RosterSource};
use crate::source::Slices;

/// Owners added in one document at most; a list of a hundred members behind a million tasks is no plan.
const MOST: usize = 1_000_000;

/// What is known of the members of one group.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The group as the tags first write it.
    pub collective: String,
    /// Where its members come from, and the place of the list or definition.
    pub source: RosterSource,
    pub place: Option<Slices>,
    /// Whether the document defines the group's name (以下统称), rather than listing the members of a body.
    pub defined: bool,
    /// Where a tag first writes the group.
    pub mention: CharSpan,
    /// The members, those of members that are groups themselves behind them; none where there is a doubt.
    pub members: Vec<Member>,
    /// Why the document's list is not used.
    pub doubt: Option<Doubt>,
}

/// Why a group is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The list itself is doubtful.
    List(ListDoubt),
    /// Several lists may be meant.
    Several,
    /// The list does not say of which body.
    Nobodys,
}

/// The members of every group of a document.
pub(super) struct Rosters<'a> {
    glossary: &'a Glossary,
    one_unit: &'a OneUnit,
    file: IndexMap<String, RosterGroup>,
    /// By unit, in order of first mention.
    found: RefCell<IndexMap<String, Option<Rc<Found>>>>,
    /// Units of groups that were met only as members of others.
    inner: RefCell<HashSet<String>>,
    left: Cell<usize>,
}

impl<'a> Rosters<'a> {
    pub fn new(
        glossary: &'a Glossary,
        file: Option<&RosterFile>,
        directory: &Directory,
        one_unit: &'a OneUnit,
    ) -> Self {
        Rosters {
            glossary,
            one_unit,
            file: file.map(|file| file.resolve(directory)).unwrap_or_default(),
            found: RefCell::default(),
            inner: RefCell::default(),
            left: Cell::new(MOST),
        }
    }

    /// Adds behind every group its members. A unit that is named as well stays as named.
    pub fn expand(&self, settled: &mut Settled) {
        if !settled.owners.iter().any(|owner| owner.collective) {
            return;
        }
        let mut seen: HashSet<String> = settled.owners.iter().map(|owner| owner.unit.to_string()).collect();
        let owners = std::mem::take(&mut settled.owners);
        let resolved = std::mem::take(&mut settled.resolved);
        settled.owners.reserve_exact(owners.len());
        for (owner, known) in owners.into_iter().zip(resolved) {
            let found = if owner.collective { self.of(&owner) } else { None };
            let first = settled.owners.len();
            settled.owners.push(owner);
            settled.resolved.push(known);
            let Some(found) = found.filter(|found| found.members.len() <= self.left.get()) else {
                continue;
            };
            for member in &found.members {
                if seen.insert(member.resolved.unit.clone()) {
                    let owner = expanded(&settled.owners[first], member);
                    settled.owners.push(owner);
                    settled.resolved.push(Rc::new(member.resolved.clone()));
                }
            }
            self.left.set(self.left.get() - (settled.owners.len() - first - 1));
        }
    }

    /// The groups that own tasks and whose members are known or in doubt, in order of first mention.
    pub fn used(&self) -> Vec<(String, Rc<Found>)> {
        let found = self.found.borrow();
        found
            .iter()
            .filter_map(|(unit, found)| Some((unit.clone(), Rc::clone(found.as_ref()?))))
            .collect()
    }

    /// Whether the members of the group `unit` are known.
    pub fn expands(&self, unit: &str) -> bool {
        let found = self.found.borrow();
        found
            .get(unit)
            .and_then(Option::as_ref)
            .is_some_and(|found| !found.members.is_empty())
    }

    /// Groups of the user's roster that own no task.
    pub fn unused(&self) -> Vec<String> {
        let (found, inner) = (self.found.borrow(), self.inner.borrow());
        let unused = self
            .file
            .iter()
            .filter(|(unit, _)| !found.contains_key(*unit) && !inner.contains(*unit));
        unused.map(|(_, group)| group.name.clone()).collect()
    }

    fn of(&self, owner: &Owner) -> Option<Rc<Found>> {
        if let Some(known) = self.found.borrow().get(&*owner.unit) {
            return known.clone();
        }
        let found = self.look_up(&owner.unit, &owner.name, owner.generic).map(|mut found| {
            found.mention = owner.span;
            found.members = self.with_members_of_members(&owner.unit, found.members);
            Rc::new(found)
        });
        self.found.borrow_mut().insert(owner.unit.to_string(), found.clone());
        found
    }

    fn look_up(&self, unit: &str, name: &str, generic: bool) -> Option<Found> {
        let found = |source, place: Option<&Slices>, members: &[Member], doubt| Found {
            collective: name.to_string(),
            source,
            place: place.cloned(),
            mention: CharSpan::new(0, 0),
            defined: false,
            members: members.iter().map(|member| self.settled(member)).collect(),
            doubt,
        };
        if let Some(group) = self.file.get(unit) {
            return Some(found(RosterSource::File, None, &group.members, None));
        }
        let defined = |definition: &&crate::directory::Definition| {
            definition.resolved.unit == unit && !definition.members.is_empty()
        };
        if let Some(definition) = self.glossary.definitions.iter().find(defined) {
            return Some(Found {
                defined: true,
                ..found(
                    RosterSource::Document,
                    Some(&definition.slices),
                    &definition.members,
                    None,
                )
            });
        }
        if generic {
            return None;
        }
        let body = body_of(unit)?;
        let (list, doubt) = choose(&self.glossary.lists, body)?;
        let doubt = doubt.or(list.doubt.map(Doubt::List));
        let members = if doubt.is_some() { &[][..] } else { &list.members };
        Some(found(RosterSource::Document, Some(&list.slices), members, doubt))
    }

    /// A member as the unit it is in this plan.
    fn settled(&self, member: &Member) -> Member {
        let mut member = member.clone();
        self.one_unit.settle(&member.name, &mut member.resolved);
        member
    }

    /// A member may be a group with members of its own.
    fn with_members_of_members(&self, unit: &str, members: Vec<Member>) -> Vec<Member> {
        let mut seen: HashSet<String> = HashSet::from([unit.to_string()]);
        let mut all = Vec::with_capacity(members.len());
        let mut waiting: Vec<Member> = members.into_iter().rev().collect();
        while let Some(member) = waiting.pop() {
            if !seen.insert(member.resolved.unit.clone()) {
                continue;
            }
            if member.resolved.collective
                && let Some(found) = self.look_up(&member.resolved.unit, &member.name, member.resolved.generic)
            {
                waiting.extend(found.members.into_iter().rev());
                self.inner.borrow_mut().insert(member.resolved.unit.clone());
            }
            all.push(member);
        }
        all
    }
}

/// The owner that a member of `group` is.
fn expanded(group: &Owner, member: &Member) -> Owner {
    Owner {
        name: member.name.as_str().into(),
        full_name: None,
        unit: member.resolved.unit.as_str().into(),
        basis: Basis::Roster,
        rule: OwnerRule::Roster,
        certainty: group.certainty,
        collective: member.resolved.collective,
        generic: member.resolved.generic,
        resolution: member.resolved.resolution.clone(),
        open_ended: false,
        member_of: Some(group.name.to_string()),
        ..group.clone()
    }
}

/// What stands before 成员单位 in the unit of a group: 爱卫会 of 爱卫会各成员单位; nothing for 各成员单位.
fn body_of(unit: &str) -> Option<&str> {
    let head = unit
        .strip_suffix("成员单位")
        .or_else(|| unit.strip_suffix("组成单位"))?;
    // 有关成员单位 are some of them, nobody knows which.
    (!["有关", "相关", "其他"].iter().any(|word| head.contains(word)))
        .then(|| head.trim_end_matches("全体").trim_end_matches('各'))
}

/// The list of the members of `body`, or the nearest with the reason why it may not be used.
fn choose<'l>(lists: &'l [MemberList], body: &str) -> Option<(&'l MemberList, Option<Doubt>)> {
    let first = lists.first()?;
    let of_body: Vec<&MemberList> = if body.is_empty() {
        lists.iter().collect()
    } else {
        lists.iter().filter(|list| is_of(list, body)).collect()
    };
    let Some(chosen) = of_body.first() else {
        return first.body.is_empty().then_some((first, Some(Doubt::Nobodys)));
    };
    // The same list may stand twice.
    let members = |list: &MemberList| -> HashSet<String> {
        list.members.iter().map(|member| member.resolved.unit.clone()).collect()
    };
    let same = of_body.iter().all(|list| members(list) == members(chosen));
    Some((chosen, (!same).then_some(Doubt::Several)))
}

/// Whether a list is that of `body`: under the same name, or one that ends with it (领导小组).
fn is_of(list: &MemberList, body: &str) -> bool {
    let ends = |long: &str, short: &str| short.chars().count() >= 3 && long.ends_with(short);
    !list.body.is_empty()
        && (list.body_unit == body || list.body == body || ends(&list.body, body) || ends(body, &list.body))
}
