//! Tree to task drafts: which nodes are headings, which are tasks, decided once for a document.
//!
//! A node is a task when a tag closes it, or when it is the last of its branch; it is a heading when numbered items
//! or several tagged paragraphs stand under it. A title with its text below is one task where no node of that style
//! has numbered items, otherwise a heading whose paragraph is the task.

mod measures;
mod section;
mod shape;
mod task;

use std::fmt::Write;
use std::sync::Arc;

use smallvec::SmallVec;

use super::tree::{Item, Tree};
use crate::outline::{Marker, MarkerStyle};
use crate::plan::{LedgerKind, TaskKind};
use crate::source::{Slices, Span};
use crate::tags::heading_owner;

pub(super) use section::Section;
use shape::is_intro;
pub(super) use shape::{Decision, Shape, is_title};

/// A heading that says who does everything below is never longer, in bytes.
const LONGEST_OWNER: usize = 150;

/// Where a tag stands: segment and index in its `found.tags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TagAt {
    pub segment: usize,
    pub index: usize,
}

/// A heading above tasks.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub id: Arc<str>,
    pub number: Option<Marker>,
    /// The style of its number.
    pub style: MarkerStyle,
    /// Its title: the first sentence of its paragraph.
    pub title: Slices,
    /// Indices of the headings above it.
    pub above: Vec<usize>,
    /// Tags that the items below take over.
    pub tags: Vec<TagAt>,
    /// Whether it is a task as well, whose text its title is part of.
    pub is_task: bool,
}

/// A task before its owners are settled.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub id: Arc<str>,
    pub kind: TaskKind,
    pub number: Option<Marker>,
    /// The heading it stands under.
    pub heading: Option<usize>,
    /// Paragraphs; each may lie in several slices.
    pub text: SmallVec<[Slices; 1]>,
    pub tags: SmallVec<[TagAt; 1]>,
    /// Where in `tags` those of another item begin that the user's wish made part of this task: their roles are settled
    /// by themselves.
    pub folds: Vec<usize>,
    /// Measures with their numbers.
    pub measures: Vec<(Span, Slices)>,
    /// Cells of its row that say neither who nor when: 工作目标, 备注.
    pub cells: Vec<usize>,
    /// The heading whose tag it takes over.
    pub inherits: Option<usize>,
    /// Segments it was made of.
    pub segments: SmallVec<[usize; 2]>,
}

/// Text of the plan outside tasks.
#[derive(Debug, Clone)]
pub(super) struct Loose {
    pub slices: Slices,
    pub kind: LedgerKind,
    /// Whether it stands behind the tag that closed the item before it.
    pub behind_tag: bool,
}

/// The headings, tasks and loose text of a document, each in text order.
#[derive(Debug, Clone, Default)]
pub(super) struct Drafts {
    pub headings: Vec<Heading>,
    pub tasks: Vec<Draft>,
    pub loose: Vec<Loose>,
    /// Sections left out as safeguards: their headings.
    pub safeguards: Vec<Slices>,
    /// Sections left out by the user's wish: their headings, and how many tags stand in them.
    pub skipped: Vec<(Slices, usize)>,
}

/// Drafts the tasks of `tree`.
pub(super) fn drafts(tree: &Tree<'_>, decision: &Decision) -> Drafts {
    let mut drafter = Drafter {
        tree,
        decision,
        out: Drafts::default(),
        id: String::new(),
    };
    let top = Place {
        id: "".into(),
        heading: None,
        inherits: None,
        section: Section::Plan,
    };
    // Nearly every node is a task; what is not needed is given back.
    drafter.out.tasks.reserve(tree.nodes.len());
    drafter.container(0, &top);
    drafter.out.tasks.shrink_to_fit();
    drafter.out
}

/// Where the walk stands.
#[derive(Debug, Clone)]
struct Place {
    id: Arc<str>,
    heading: Option<usize>,
    inherits: Option<usize>,
    section: Section,
}

struct Drafter<'t, 'a> {
    tree: &'t Tree<'a>,
    decision: &'t Decision,
    out: Drafts,
    /// Where ids are composed.
    id: String,
}

impl Drafter<'_, '_> {
    /// The place of the child at `position` below `place`.
    fn below(&mut self, place: &Place, position: usize) -> Place {
        Place {
            id: self.child_id(&place.id, position),
            heading: place.heading,
            inherits: place.inherits,
            section: place.section,
        }
    }

    fn child_id(&mut self, parent: &str, position: usize) -> Arc<str> {
        self.id.clear();
        if !parent.is_empty() {
            self.id.push_str(parent);
            self.id.push('.');
        }
        // Writing to a string never fails.
        let _ = write!(self.id, "{position}");
        self.id.as_str().into()
    }

    fn other_cell(&mut self, segment: usize) {
        self.loose(self.tree.segments[segment].body.clone(), LedgerKind::OtherColumn);
    }

    /// A cell of a row beside its task.
    fn cell(&mut self, task: usize, segment: usize) {
        match self
            .out
            .tasks
            .get_mut(task)
            .filter(|_| self.tree.column(segment).is_some())
        {
            Some(task) => task.cells.push(segment),
            None => self.other_cell(segment),
        }
    }

    /// Everything under node `node`, which is a heading or the document.
    fn container(&mut self, node: usize, place: &Place) {
        let tree = self.tree;
        let items = &tree.nodes[node].items[..];
        let numbered = self.tree.nodes[node].kids().next().is_some();
        let tagged_text = items
            .iter()
            .any(|item| matches!(item, Item::Text(segment) if self.tree.tagged[*segment].has_tags()));
        let is_tagged = |item: &Item| matches!(item, Item::Text(segment) if self.tree.tagged[*segment].has_tags());
        // In a document without numbers, what stands between tagged paragraphs is a task as well.
        let last_tagged = items.iter().rposition(is_tagged).unwrap_or(0);
        let first_tagged = items.iter().position(is_tagged).unwrap_or(items.len());
        let mut position = 0;
        let mut held: Vec<usize> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match *item {
                Item::Other(segment) => self.other_cell(segment),
                Item::Kid(kid) => {
                    self.release(&mut held, place);
                    position += 1;
                    let below = self.below(place, position);
                    self.node(kid, below);
                }
                Item::TagLine(segment) => self.closing_line(segment, &mut held, place, &mut position),
                Item::Text(segment) if self.tree.tagged[segment].has_tags() => {
                    let mut segments = std::mem::take(&mut held);
                    segments.push(segment);
                    self.paragraphs(&segments, place, &mut position);
                }
                Item::Text(segment) => {
                    let next_is_tag = matches!(items.get(at + 1), Some(Item::TagLine(_)));
                    let next_is_tagged =
                        matches!(items.get(at + 1), Some(Item::Text(next)) if self.tree.tagged[*next].has_tags());
                    let title = next_is_tagged && is_title(self.tree, segment);
                    // Without numbers anywhere, a paragraph of the document is a task only with a tag.
                    let between = node != 0 || first_tagged < at && at < last_tagged;
                    let intro = is_intro(self.tree, segment);
                    let chosen = self
                        .decision
                        .paragraphs
                        .is_some_and(|level| !intro && level.is_of_paragraph(self.tree, segment));
                    let task =
                        (chosen || between && !numbered && (!tagged_text || !intro)) && place.section == Section::Plan;
                    let named = self.begins_named(items, at) || self.names_task(held.first());
                    if next_is_tag || title || named {
                        held.push(segment);
                    } else if task {
                        self.paragraphs(&[segment], place, &mut position);
                    } else {
                        self.loose(self.tree.segments[segment].body.clone(), place.section.ledger_kind());
                    }
                }
            }
        }
        self.release(&mut held, place);
    }

    /// Whether a paragraph names a task (项目名称：社区食堂) whose tag comes below, before the next is named.
    fn begins_named(&self, items: &[Item], at: usize) -> bool {
        let Some(Item::Text(segment)) = items.get(at) else {
            return false;
        };
        self.names_task(Some(segment)) && {
            let mut below = items[at + 1..].iter().take(8);
            below.find_map(|item| match item {
                Item::TagLine(_) => Some(true),
                Item::Text(segment) if !self.names_task(Some(segment)) && !self.tree.tagged[*segment].has_tags() => {
                    None
                }
                _ => Some(false),
            }) == Some(true)
        }
    }

    /// `项目名称：社区食堂`, `01 项目名称:` with the name on the next line.
    fn names_task(&self, segment: Option<&usize>) -> bool {
        const LABELS: &[&str] = &["项目名称", "任务名称", "事项名称", "实事名称", "工作名称", "实事项目"];
        segment.is_some_and(|segment| {
            let words = self.tree.segments[*segment].body.hull().of(self.tree.text);
            let words =
                words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '、' | '\u{3000}'));
            LABELS.iter().any(|label| {
                words
                    .strip_prefix(label)
                    .is_some_and(|rest| rest.starts_with(['：', ':']))
            })
        })
    }

    /// Paragraphs held back for a tag that never came.
    fn release(&mut self, held: &mut Vec<usize>, place: &Place) {
        for segment in std::mem::take(held) {
            self.loose(self.tree.segments[segment].body.clone(), place.section.ledger_kind());
        }
    }

    /// A tag line directly under a heading or the document: it closes the paragraph held back for it, else the task
    /// before it.
    fn closing_line(&mut self, segment: usize, held: &mut Vec<usize>, place: &Place, position: &mut usize) {
        if !held.is_empty() {
            let segments = std::mem::take(held);
            self.paragraphs(&segments, place, position);
        }
        match self.out.tasks.last_mut() {
            // What stands below a table closes none of its rows.
            Some(task) if task.heading == place.heading && task.kind != TaskKind::Row => {
                task.tags.extend(all_tags(self.tree, segment));
                task.segments.push(segment);
            }
            _ => self.loose(self.tree.segments[segment].body.clone(), LedgerKind::Tag),
        }
        self.number_of(segment);
    }

    /// The number of a numbered tag line belongs to no task of its own.
    fn number_of(&mut self, segment: usize) {
        if let Some(marker) = self.tree.segments[segment].marker {
            self.loose(marker.span.into(), LedgerKind::Number);
        }
    }

    fn node(&mut self, node: usize, mut place: Place) {
        if self.decision.shapes[node] == Shape::Skipped {
            return self.skip(node);
        }
        let section = match Section::of(self.tree, node) {
            Section::Plan => place.section,
            // 主要目标 shared out among units: an item without a tag among the others is a task as they are.
            Section::Preamble if self.mostly_tagged(node) => Section::Plan,
            other => other,
        };
        place.section = section;
        if self.is_number_alone(node) {
            return self.set_aside(node, place.section);
        }
        match self.decision.shapes[node] {
            Shape::Heading => self.heading(node, &place),
            _ if section != Section::Plan && !self.tree.nodes[node].tagged => {
                self.report_safeguard(node, &place);
                self.set_aside(node, section);
            }
            Shape::Whole => self.whole(node, &place),
            Shape::Task | Shape::Skipped => self.task(node, &place),
        }
    }

    fn heading(&mut self, node: usize, place: &Place) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let tagged = &self.tree.tagged[segment];
        let mut body = tagged.parts.first().map_or(0..0, |part| part.text.clone());
        if let Some(tag) = tagged.found.tags.first().filter(|_| tagged.only_tags()) {
            body = tag.range.clone();
        }
        let (title, rest) = self.split_title(segment, body);
        if let Some(rest) = rest {
            self.loose(rest, place.section.ledger_kind());
        }
        for part in &tagged.parts {
            if !part.tail.is_empty() {
                self.loose(
                    self.tree.locate(segment, part.tail.clone()),
                    place.section.ledger_kind(),
                );
            }
        }
        self.lead_in(segment);
        let mut tags: Vec<TagAt> = all_tags(self.tree, segment).collect();
        let mut above = place
            .heading
            .map_or_else(Vec::new, |heading| self.out.headings[heading].above.clone());
        above.extend(place.heading);
        // Tag lines before the first item belong to the heading.
        let lines: Vec<usize> = self.tree.nodes[node]
            .items
            .iter()
            .map_while(|item| match item {
                Item::TagLine(segment) => Some(*segment),
                _ => None,
            })
            .collect();
        if self.tree.nodes[node].items.len() > lines.len() {
            tags.extend(lines.iter().flat_map(|line| all_tags(self.tree, *line)));
        }
        let index = self.out.headings.len();
        let inherits = if tags.is_empty() && !self.owns_by_heading(segment) {
            place.inherits
        } else {
            Some(index)
        };
        let number = self.tree.segments[segment].marker;
        self.out.headings.push(Heading {
            id: Arc::clone(&place.id),
            number,
            style: self.tree.nodes[node].style,
            title,
            above,
            tags,
            is_task: false,
        });
        if place.section == Section::Safeguards && !self.tree.nodes[node].tagged {
            let title = self.out.headings[index].title.clone();
            self.out.safeguards.push(title);
        }
        self.container(
            node,
            &Place {
                heading: Some(index),
                inherits,
                ..place.clone()
            },
        );
    }

    /// Whether two items or more right below a node are tagged, and most of them are.
    fn mostly_tagged(&self, node: usize) -> bool {
        let items = self.tree.nodes[node].items.iter();
        let kids = items.filter_map(|item| match item {
            Item::Kid(kid) => Some(self.tree.nodes[*kid].tagged),
            _ => None,
        });
        let (tagged, all) = kids.fold((0, 0), |(tagged, all), is| (tagged + usize::from(is), all + 1));
        tagged >= 2 && 2 * tagged > all
    }

    /// 一、甲管委会牵头工作（8项）, or a heading that is nothing but the name of who does what stands below.
    fn owns_by_heading(&self, segment: usize) -> bool {
        let body = self.tree.segments[segment].body.hull().of(self.tree.text);
        body.len() <= LONGEST_OWNER && heading_owner(body, self.tree.directory).is_some()
    }

    /// An item of a section on safeguards that is left out while others of the section are tasks: a finding of its
    /// own, unless the section as a whole has one.
    fn report_safeguard(&mut self, node: usize, place: &Place) {
        let whole = place.heading.map(|heading| &self.out.headings[heading].title);
        if let Some(segment) = self.tree.nodes[node].segment
            && place.section == Section::Safeguards
            && whole.is_none_or(|title| self.out.safeguards.last() != Some(title))
        {
            let body = 0..self.tree.passage(segment).as_str().len();
            let (title, _) = self.split_title(segment, body);
            self.out.safeguards.push(title);
        }
    }

    /// A numbered paragraph that is no task, with all that stands under it.
    fn set_aside(&mut self, node: usize, section: Section) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let kind = section.ledger_kind();
        self.number_of(segment);
        self.loose(self.tree.segments[segment].body.clone(), kind);
        let tree = self.tree;
        for item in &tree.nodes[node].items {
            match *item {
                Item::Text(segment) | Item::TagLine(segment) | Item::Other(segment) => {
                    self.loose(self.tree.segments[segment].body.clone(), kind)
                }
                Item::Kid(kid) => self.set_aside(kid, section),
            }
        }
    }

    /// A section left out by the user's wish, with all that stands under it.
    fn skip(&mut self, node: usize) {
        let before = self.out.loose.len();
        self.set_aside(node, Section::Plan);
        let loose = &mut self.out.loose[before..];
        loose.iter_mut().for_each(|loose| loose.kind = LedgerKind::Skipped);
        let tags = self.tags_below(node);
        self.out.skipped.push((super::skip::heading(self.tree, node), tags));
    }

    fn tags_below(&self, node: usize) -> usize {
        let tags = |segment: usize| self.tree.tagged[segment].found.tags.len();
        let this = &self.tree.nodes[node];
        let below = this.items.iter().map(|item| match *item {
            Item::Text(segment) | Item::TagLine(segment) => tags(segment),
            Item::Other(_) => 0,
            Item::Kid(kid) => self.tags_below(kid),
        });
        this.segment.map_or(0, tags) + below.sum::<usize>()
    }

    fn loose(&mut self, slices: Slices, kind: LedgerKind) {
        if !slices.is_empty() {
            self.out.loose.push(Loose {
                slices,
                kind,
                behind_tag: false,
            });
        }
    }

    /// Text behind the tag that closed the item before it: nobody's, and never lost.
    fn behind_tag(&mut self, segments: &[usize]) {
        for segment in segments {
            self.out.loose.push(Loose {
                slices: self.tree.segments[*segment].body.clone(),
                kind: LedgerKind::Narrative,
                behind_tag: true,
            });
        }
    }

    /// What introduces the parts of a paragraph, or what stands below it.
    fn lead_in(&mut self, segment: usize) {
        let tagged = &self.tree.tagged[segment];
        for range in [tagged.preface.clone(), tagged.lead_in.clone()] {
            if !range.is_empty() {
                self.loose(self.tree.locate(segment, range), LedgerKind::Preamble);
            }
        }
    }

    /// The title of a heading's paragraph (its first sentence, where more follows) and the rest.
    fn split_title(&self, segment: usize, body: std::ops::Range<usize>) -> (Slices, Option<Slices>) {
        let passage = self.tree.passage(segment);
        let words = &passage.as_str()[body.clone()];
        let end = words.find('。').map_or(words.len(), |at| at + '。'.len_utf8());
        let rest = words[end..].trim_start();
        if rest.is_empty() {
            return (self.tree.locate(segment, body), None);
        }
        let rest = body.end - rest.len()..body.end;
        (
            self.tree.locate(segment, body.start..body.start + end),
            Some(self.tree.locate(segment, rest)),
        )
    }
}

/// Every tag of a segment.
fn all_tags(tree: &Tree<'_>, segment: usize) -> impl Iterator<Item = TagAt> + use<> {
    (0..tree.tagged[segment].found.tags.len()).map(move |index| TagAt { segment, index })
}
