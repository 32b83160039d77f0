//! Tags to owners: roles settled by what stands beside them, and what the document's rules add.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;
use smallvec::SmallVec;

use super::Options;
use super::certainty;
use super::draft::{Draft, Heading, TagAt};
use super::intern::Interner;
use super::known::Known;
use super::one_unit::OneUnit;
use super::table_notes::TableNotes;
use super::tree::Tree;
use crate::directory::{Directory, ResolvedName};
use crate::outline::{Aside, Outline};
use crate::plan::{Basis, Certainty, CharSpan, LedgerKind, Owner, OwnerRule, Person, Role, RoleBasis};
use crate::source::{CharIndex, Passage, Slices, Span};
use crate::tags::{
    BaseRole, Found, FoundTag, Group, Paragraph, Reading, Rule, RuleKind, TagReader, heading_owner, settle_roles,
};

/// A rule sentence of the document and where it stands.
#[derive(Debug, Clone)]
pub(super) struct DocumentRule {
    pub kind: RuleKind,
    pub slices: Slices,
    /// Where it begins to hold: where it stands, or where the table begins that it is a note of.
    pub from: usize,
    /// Owners that every later task has (rule [`RuleKind::Carried`]).
    pub carried: Vec<(Slices, ResolvedName)>,
    /// Whether it holds for the tag it stands in and no other: （甲局、乙局，列首位的为牵头单位） without 下同.
    pub local: bool,
}

/// Owners with what the units' table needs.
#[derive(Default)]
pub(super) struct Settled {
    pub owners: Vec<Owner>,
    pub resolved: SmallVec<[Rc<ResolvedName>; 2]>,
    pub people: Vec<Person>,
    pub open_ended: bool,
    /// Owners that a mark stands at (★甲局、乙局).
    pub marked: HashSet<usize>,
    /// How many owners stand before the first comma of the first tag.
    pub first_group: usize,
}

/// What a reading says, in words kept once.
pub(super) struct Wording {
    /// The role of each group, where the tag stands alone.
    roles: Vec<Role>,
    /// The role words of each group.
    words: Vec<Arc<str>>,
    /// The names of all groups.
    names: Vec<KnownName>,
}

/// A name as written with its unit.
struct KnownName {
    name: Arc<str>,
    unit: Arc<str>,
    resolved: Rc<ResolvedName>,
}

/// What a tag, a heading or a rule says of a name.
struct Said {
    role: Role,
    word: Arc<str>,
    basis: Basis,
    rule: OwnerRule,
    certainty: Certainty,
}

/// Settles the owners of every task of a document.
pub(super) struct Settler<'t, 'a> {
    pub tree: &'t Tree<'a>,
    /// What was found in each segment.
    pub found: &'t [Found],
    pub headings: &'t [Heading],
    pub index: &'t CharIndex,
    pub directory: &'t Directory,
    /// The same with what it was asked before.
    pub known: Known<'t>,
    pub rules: Vec<DocumentRule>,
    pub options: &'t Options,
    /// Names and words, each kept once.
    pub interner: Interner,
    /// Which names of this plan are one unit.
    pub one_unit: OneUnit,
    /// What readings say, by their address.
    pub wordings: RefCell<HashMap<*const Reading, Rc<Wording>, RandomState>>,
}

impl Settler<'_, '_> {
    /// The found tag at `at`.
    pub fn tag(&self, at: TagAt) -> &FoundTag {
        &self.found[at.segment].tags[at.index]
    }

    /// The owners of `draft`. Where the user's wish made several items one task, the tags of each are read by
    /// themselves, and an owner counts once.
    pub fn settle(&self, draft: &Draft) -> Settled {
        let position = draft.text.first().map_or(0, |slices| slices.hull().start);
        if draft.folds.is_empty() {
            let mut settled = self.of_item(draft, &draft.tags, true);
            self.carry(position, &mut settled);
            self.apply_rules(position, &draft.tags, &mut settled);
            return settled;
        }
        let mut all = Settled::default();
        let mut seen = HashSet::new();
        let named = draft.tags.iter().any(|at| !self.tag(*at).reading.groups.is_empty());
        let starts = std::iter::once(0).chain(draft.folds.iter().copied());
        let ends = draft.folds.iter().copied().chain([draft.tags.len()]);
        for (start, end) in starts.zip(ends) {
            let mut item = self.of_item(draft, &draft.tags[start..end], !named && start == 0);
            self.apply_rules(position, &draft.tags[start..end], &mut item);
            for (owner, resolved) in item.owners.into_iter().zip(item.resolved) {
                if seen.insert((Arc::clone(&owner.unit), owner.effective_role)) {
                    all.owners.push(owner);
                    all.resolved.push(resolved);
                }
            }
            all.people.append(&mut item.people);
            all.open_ended |= item.open_ended;
        }
        self.carry(position, &mut all);
        all
    }

    /// The owners that `tags` name; where they name none and `may_inherit`,
    /// those of the heading above.
    fn of_item(&self, draft: &Draft, tags: &[TagAt], may_inherit: bool) -> Settled {
        let mut settled = Settled::default();
        self.of_tags(tags, Basis::Stated, &mut settled);
        let named = tags.iter().any(|at| !self.tag(*at).reading.groups.is_empty());
        if let Some(heading) = draft.inherits.filter(|_| may_inherit && !named) {
            let heading = &self.headings[heading];
            if heading.tags.is_empty() {
                self.of_heading(&heading.title, &mut settled);
            } else {
                self.of_tags(&heading.tags, Basis::Inherited, &mut settled);
            }
        }
        settled
    }

    fn of_tags(&self, tags: &[TagAt], basis: Basis, settled: &mut Settled) {
        let wordings: SmallVec<[Rc<Wording>; 1]> = tags.iter().map(|at| self.wording(*at)).collect();
        let together = match &wordings[..] {
            [_] => None,
            _ => Some(self.roles_together(tags)),
        };
        let mut roles = match (&together, &wordings[..]) {
            (None, [wording]) => &wording.roles[..],
            (roles, _) => roles.as_deref().unwrap_or_default(),
        }
        .iter();
        let count = wordings.iter().map(|wording| wording.names.len()).sum();
        settled.owners.reserve_exact(count);
        settled.resolved.reserve_exact(count);
        for (at, wording) in tags.iter().zip(&wordings) {
            let tag = self.tag(*at);
            let (reading, content) = (&*tag.reading, tag.content);
            let passage = self.tree.passage(at.segment);
            // A merged cell names the owners of the rows it spans.
            let basis = if self.tree.is_repeated(at.segment) {
                Basis::Inherited
            } else {
                basis
            };
            let rule = certainty::rule_of(tag.grammar);
            let certainty = certainty::of_place(self.tree.segments[at.segment].cell.as_ref());
            let mut names = wording.names.iter();
            for (group, word) in reading.groups.iter().zip(&wording.words) {
                let role = roles.next().copied().unwrap_or(Role::Owner);
                settled.open_ended |= group.names.open_ended;
                for (index, (name, known)) in group.names.names.iter().zip(&mut names).enumerate() {
                    if group.marked.contains(&index) {
                        settled.marked.insert(settled.owners.len());
                    }
                    let parted = match index.checked_sub(1).map(|before| &group.names.names[before].range) {
                        Some(before) => {
                            let between = before.end..name.range.start;
                            passage.as_str()[shift(&between, content + group.list.start)].contains(['，', ',', '；'])
                        }
                        None => !settled.owners.is_empty(),
                    };
                    if settled.first_group == settled.owners.len() && !parted {
                        settled.first_group += 1;
                    }
                    let range = shift(&name.range, content + group.list.start);
                    let slices = passage.locate_dense(range);
                    let said = Said {
                        role,
                        word: Arc::clone(word),
                        basis,
                        rule,
                        certainty,
                    };
                    let mut owner = self.owner(&slices, known, said);
                    owner.open_ended = name.open;
                    settled.owners.push(owner);
                    settled.resolved.push(Rc::clone(&known.resolved));
                }
            }
            for (name, word) in &reading.people {
                let slices = passage.locate_dense(shift(name, content));
                settled.people.push(Person {
                    name: slices.join(self.tree.text),
                    basis,
                    word: reading
                        .people_label
                        .clone()
                        .unwrap_or_else(|| passage.as_str()[shift(word, content)].to_string()),
                    span: self.span(&slices),
                    pieces: self.pieces(&slices),
                });
            }
        }
    }

    /// What the tag at `at` says, in words kept once.
    fn wording(&self, at: TagAt) -> Rc<Wording> {
        let tag = self.tag(at);
        // Readings are shared by tags of the same words, and stay where they are as long as the tree does.
        let key = Rc::as_ptr(&tag.reading);
        if let Some(known) = self.wordings.borrow().get(&key) {
            return Rc::clone(known);
        }
        let passage = self.tree.passage(at.segment);
        let groups = &tag.reading.groups;
        let word = |group: &Group| match &group.label {
            Some(label) => self.interner.get(label),
            None => self.interner.get(&passage.as_str()[shift(&group.word, tag.content)]),
        };
        let names = groups.iter().flat_map(|group| {
            let names = group.names.names.iter();
            names.map(|name| {
                let range = shift(&name.range, tag.content + group.list.start);
                self.settled_name(&passage.locate_dense(range), &name.resolved)
            })
        });
        let bases: Vec<BaseRole> = groups.iter().map(|group| group.base).collect();
        let wording = Rc::new(Wording {
            roles: settle_roles(&bases),
            words: groups.iter().map(word).collect(),
            names: names.collect(),
        });
        // A reading that nobody else holds will not be met again.
        if Rc::strong_count(&tag.reading) > 1 {
            self.wordings.borrow_mut().insert(key, Rc::clone(&wording));
        }
        wording
    }

    /// A name with the unit it is in this plan.
    fn settled_name(&self, slices: &Slices, resolved: &ResolvedName) -> KnownName {
        let mut resolved = resolved.clone();
        if !self.one_unit.is_empty() {
            let name = resolved.full_name.clone();
            let name = name.unwrap_or_else(|| self.name(slices).to_string());
            self.one_unit.settle(&name, &mut resolved);
        }
        self.known(slices, resolved)
    }

    fn known(&self, slices: &Slices, resolved: ResolvedName) -> KnownName {
        KnownName {
            name: self.name(slices),
            unit: self.interner.get(&resolved.unit),
            resolved: Rc::new(resolved),
        }
    }

    fn of_heading(&self, title: &Slices, settled: &mut Settled) {
        let words = title.join(self.tree.text);
        let Some((name, base, word)) = heading_owner(&words, self.directory) else {
            return;
        };
        let start = title.hull().start;
        let list = self.directory.read_list(&words[name.clone()]);
        let role = settle_roles(&[base])[0];
        for listed in &list.names {
            let range = shift(&listed.range, start + name.start);
            let slices = Slices::from(crate::source::Span::new(range.start, range.end));
            let said = Said {
                role,
                word: self.interner.get(&words[word.clone()]),
                basis: Basis::Inherited,
                rule: OwnerRule::Heading,
                certainty: Certainty::Certain,
            };
            let known = self.settled_name(&slices, &listed.resolved);
            settled.owners.push(self.owner(&slices, &known, said));
            settled.resolved.push(known.resolved);
        }
    }

    /// The role of every group of a task's tags, read together: a label line each is one tag.
    fn roles_together(&self, tags: &[TagAt]) -> Vec<Role> {
        let groups = tags.iter().flat_map(|at| &self.tag(*at).reading.groups);
        let bases: Vec<BaseRole> = groups.map(|group| group.base).collect();
        settle_roles(&bases)
    }

    fn owner(&self, slices: &Slices, known: &KnownName, said: Said) -> Owner {
        let resolved = &known.resolved;
        Owner {
            name: Arc::clone(&known.name),
            full_name: resolved.full_name.clone(),
            unit: Arc::clone(&known.unit),
            role: said.role,
            word: said.word,
            basis: said.basis,
            rule: said.rule,
            certainty: said.certainty,
            effective_role: said.role,
            role_basis: RoleBasis::Stated,
            collective: resolved.collective,
            generic: resolved.generic,
            resolution: resolved.resolution.clone(),
            open_ended: false,
            member_of: None,
            decision: None,
            span: self.span(slices),
            pieces: self.pieces(slices),
        }
    }

    /// 以下均需各区政府落实，不再列出: owners that later tags do not show.
    fn carry(&self, position: usize, settled: &mut Settled) {
        for rule in self.rules.iter().filter(|rule| rule.slices.hull().start < position) {
            for (slices, resolved) in &rule.carried {
                let mut resolved = resolved.clone();
                self.one_unit.settle(&self.name(slices), &mut resolved);
                if settled.owners.iter().any(|owner| *owner.unit == *resolved.unit) {
                    continue;
                }
                let led = settled.owners.iter().any(|owner| owner.role == Role::Lead);
                let role = if led { Role::Support } else { Role::Owner };
                let said = Said {
                    role,
                    word: self.name(&rule.slices),
                    basis: Basis::Carried,
                    rule: OwnerRule::RuleSentence,
                    certainty: Certainty::Certain,
                };
                let known = self.known(slices, resolved);
                settled.owners.push(self.owner(slices, &known, said));
                settled.resolved.push(known.resolved);
            }
        }
    }

    /// What a sentence of the document, or the user's wish, makes of owners among whom no lead is named.
    fn apply_rules(&self, position: usize, tags: &[TagAt], settled: &mut Settled) {
        let named = |owner: &Owner| owner.basis != Basis::Carried;
        if settled.owners.iter().any(|owner| owner.role == Role::Lead) || !settled.owners.iter().any(named) {
            return;
        }
        let end = tags
            .iter()
            .map(|at| self.tree.segments[at.segment].body.hull().end)
            .max()
            .unwrap_or(position);
        let states = |kind: RuleKind| self.rules.iter().find(|rule| rule.kind == kind);
        let own = |kind: RuleKind| {
            let mut rules = tags.iter().flat_map(|at| &self.tag(*at).reading.rules);
            rules.any(|rule| rule.kind == kind)
        };
        let holds = |kind: RuleKind| states(kind).is_some_and(|rule| rule.from < end) || own(kind);
        // What a mark means may stand in a note at the end: no other rule looks back.
        let (leads, basis): (Vec<usize>, _) = if states(RuleKind::MarkedLead).is_some() && !settled.marked.is_empty() {
            (settled.marked.iter().copied().collect(), RoleBasis::Rule)
        } else if holds(RuleKind::FirstGroupLeads) {
            ((0..settled.first_group).collect(), RoleBasis::Rule)
        } else if holds(RuleKind::FirstIsLead) {
            (vec![0], RoleBasis::Rule)
        } else if holds(RuleKind::OwnersLead) {
            return owners_lead(settled);
        } else if self.options.first_is_lead {
            (vec![0], RoleBasis::Convention)
        } else {
            return;
        };
        // A group is never taken to lead, by rule or wish: nobody in it could be called up. Nor is one that the text calls
        // a support.
        let presumed = |at: &usize| &settled.owners[*at];
        if leads.is_empty()
            || leads.iter().all(|at| presumed(at).collective)
            || leads.iter().any(|at| presumed(at).role != Role::Owner)
        {
            return;
        }
        for (place, owner) in settled.owners.iter_mut().enumerate() {
            let lead = leads.contains(&place) && !owner.collective;
            owner.effective_role = if lead { Role::Lead } else { Role::Support };
            owner.role_basis = basis;
        }
    }

    /// The words at `slices`, kept once.
    fn name(&self, slices: &Slices) -> Arc<str> {
        if slices.is_single() {
            return self.interner.get(slices.hull().of(self.tree.text));
        }
        self.interner.get(&slices.join(self.tree.text))
    }

    /// The hull of `slices` in characters.
    pub fn span(&self, slices: &Slices) -> CharSpan {
        let hull = slices.hull();
        CharSpan::new(
            self.index.at(self.tree.text, hull.start),
            self.index.at(self.tree.text, hull.end),
        )
    }

    /// The slices in characters; none when they are one.
    pub fn pieces(&self, slices: &Slices) -> Vec<CharSpan> {
        if slices.is_single() {
            return Vec::new();
        }
        slices.iter().map(|span| self.span(&span.into())).collect()
    }
}

/// Every rule sentence of the document, with the owners it carries.
pub(super) fn rules(
    tree: &Tree<'_>,
    in_segments: &[Found],
    outline: &Outline,
    reader: &mut TagReader<'_>,
    directory: &Directory,
) -> Vec<DocumentRule> {
    let mut found = Vec::new();
    let notes = TableNotes::new(tree);
    // The notice that carries the plan may state the rule, or the heading of a column: 责任单位（列首位者为牵头单位）.
    let states = |aside: &&Aside| match aside.kind {
        LedgerKind::Notice | LedgerKind::Preamble => true,
        LedgerKind::Table => {
            let words = aside.span.of(tree.text);
            words.len() < 600 && words.contains("牵头") && words.contains('位') && words.contains(['（', '('])
        }
        _ => false,
    };
    for aside in &outline.set_aside {
        let table = notes.above_aside(aside);
        if table.is_none() && !states(&aside) {
            continue;
        }
        let slices = Slices::from(match aside.kind {
            LedgerKind::Table if table.is_none() => in_brackets(tree.text, aside.span),
            _ => aside.span,
        });
        let passage = Passage::new(tree.text, &slices);
        let paragraph = Paragraph {
            text: passage.as_str(),
            alone: false,
        };
        let rules = reader.find(paragraph).rules;
        let rules = rules.iter().map(|rule| document_rule(&passage, 0, rule, directory));
        found.extend(rules.map(|rule| rule.below(table)));
    }
    for (segment, here) in in_segments.iter().enumerate() {
        let in_tags = here.tags.iter().flat_map(|tag| {
            let rules = tag.reading.rules.iter();
            rules.map(move |rule| (tag.content, rule, Some(&tag.range)))
        });
        let mut rules = in_tags.chain(here.rules.iter().map(|rule| (0, rule, None))).peekable();
        let table = rules.peek().and_then(|_| notes.above_segment(segment));
        for (content, rule, tag) in rules {
            let passage = tree.passage(segment);
            let mut stated = document_rule(&passage, content, rule, directory);
            stated.local = tag.is_some_and(|tag| is_local(rule.kind, &passage.as_str()[tag.clone()]));
            found.push(stated.below(table));
        }
    }
    found
}

/// What stands between the first bracket of `span` and the last.
fn in_brackets(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let open = words
        .find(['（', '('])
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let close = words.rfind(['）', ')']).unwrap_or(words.len());
    Span::new(span.start + open, span.start + close.max(open))
}

fn document_rule(passage: &Passage<'_>, content: usize, rule: &Rule, directory: &Directory) -> DocumentRule {
    let names = shift(&rule.names, content);
    let list = directory.read_list(&passage.as_str()[names.clone()]);
    let carried = list
        .names
        .into_iter()
        .map(|name| (passage.locate_dense(shift(&name.range, names.start)), name.resolved))
        .collect();
    let slices = passage.locate(shift(&rule.range, content));
    DocumentRule {
        kind: rule.kind,
        from: slices.hull().start,
        slices,
        carried,
        local: false,
    }
}

/// Whether a rule in a tag is about that tag alone: nothing in its words looks further.
fn is_local(kind: RuleKind, tag: &str) -> bool {
    const ONWARD: &[&str] = &[
        "下同",
        "以下",
        "各项",
        "各条",
        "所有",
        "全部",
        "本方案",
        "本表",
        "本通知",
        "全文",
        "均",
    ];
    matches!(kind, RuleKind::FirstIsLead | RuleKind::FirstGroupLeads) && !ONWARD.iter().any(|word| tag.contains(word))
}

impl DocumentRule {
    /// The rule as a note below the table that begins at `table`, if it is one.
    fn below(mut self, table: Option<usize>) -> Self {
        self.from = table.unwrap_or(self.from).min(self.from);
        self
    }
}

/// The rules that change anything: the first of each kind, and the first to name each carried unit. A plan may
/// repeat its rule in every tag.
pub(super) fn effective(rules: &[DocumentRule]) -> Vec<DocumentRule> {
    let mut sorted: Vec<&DocumentRule> = rules.iter().filter(|rule| !rule.local).collect();
    sorted.sort_by_key(|rule| rule.slices.hull().start);
    let mut seen = HashSet::new();
    let mut kept: Vec<DocumentRule> = Vec::new();
    for rule in sorted {
        let mut rule = rule.clone();
        if rule.kind == RuleKind::Carried {
            rule.carried.retain(|(_, resolved)| seen.insert(resolved.unit.clone()));
            if !rule.carried.is_empty() {
                kept.push(rule);
            }
        } else if kept.iter().all(|other| other.kind != rule.kind) {
            kept.push(rule);
        }
    }
    kept
}

/// 无牵头单位的，责任单位即为牵头单位.
fn owners_lead(settled: &mut Settled) {
    let owners = settled.owners.iter_mut();
    for owner in owners.filter(|owner| owner.role == Role::Owner && owner.basis != Basis::Carried) {
        owner.effective_role = Role::Lead;
        owner.role_basis = RoleBasis::Rule;
    }
}

fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}
