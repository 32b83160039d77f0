//! Tree to task drafts: which nodes are headings, which are tasks, decided once for a document.
//!
//! A node is a task when a tag closes it, or when it is the last of its branch; it is a heading when numbered items
//! or several tagged paragraphs stand under it. A title with its text below is one task where no node of that style
//! has numbered items, otherwise a heading whose paragraph is the task.

mod shape;

use std::sync::Arc;

use super::tree::{Item, Tree};
use crate::outline::{Marker, MarkerStyle};
use crate::plan::{LedgerKind, TaskKind};
use crate::source::{Slices, Span};

/// Where a tag stands: segment and index in its `found.tags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TagAt {
    pub segment: usize,
    pub index: usize,
}

/// A heading above tasks.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub id: String,
    pub number: Option<Marker>,
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
    pub text: Vec<Slices>,
    pub tags: Vec<TagAt>,
    /// Measures with their numbers.
    pub measures: Vec<(Marker, Slices)>,
    /// The heading whose tag it takes over.
    pub inherits: Option<usize>,
    /// Segments it was made of.
    pub segments: Vec<usize>,
}

/// Text of the plan outside tasks.
#[derive(Debug, Clone)]
pub(super) struct Loose {
    pub slices: Slices,
    pub kind: LedgerKind,
}

/// The headings, tasks and loose text of a document, each in text order.
#[derive(Debug, Clone, Default)]
pub(super) struct Drafts {
    pub headings: Vec<Heading>,
    pub tasks: Vec<Draft>,
    pub loose: Vec<Loose>,
    /// Sections left out as safeguards: their headings.
    pub safeguards: Vec<Slices>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Heading,
    Task,
}

/// Drafts the tasks of `tree`.
pub(super) fn drafts(tree: &Tree<'_>) -> Drafts {
    let mut drafter = Drafter {
        tree,
        has_kids: shape::styles_with_kids(tree),
        out: Drafts::default(),
    };
    let top = Place {
        id: String::new(),
        heading: None,
        inherits: None,
        section: Section::Plan,
    };
    drafter.container(0, &top);
    drafter.out
}

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// Tasks.
    Plan,
    /// 总体要求 and the like: only what is tagged is a task.
    Preamble,
    /// 保障措施 and the like: only what is tagged is a task.
    Safeguards,
}

/// Where the walk stands.
#[derive(Debug, Clone)]
struct Place {
    id: String,
    heading: Option<usize>,
    inherits: Option<usize>,
    section: Section,
}

struct Drafter<'t, 'a> {
    tree: &'t Tree<'a>,
    /// For each marker style: whether any node of it has numbered items that are more than measures.
    has_kids: [bool; 16],
    out: Drafts,
}

impl Drafter<'_, '_> {
    fn other_cell(&mut self, segment: usize) {
        self.loose(self.tree.segments[segment].body.clone(), LedgerKind::OtherColumn);
    }

    /// Everything under node `node`, which is a heading or the document.
    fn container(&mut self, node: usize, place: &Place) {
        let items = self.tree.nodes[node].items.clone();
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
                    let below = Place {
                        id: child_id(&place.id, position),
                        ..place.clone()
                    };
                    self.node(kid, &below);
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
                    let title = next_is_tagged && self.is_title(segment);
                    // Without numbers anywhere, a paragraph of the document is a task only with a tag.
                    let between = node != 0 || first_tagged < at && at < last_tagged;
                    let task = between
                        && !numbered
                        && place.section == Section::Plan
                        && (!tagged_text || !self.is_intro(segment));
                    let named = self.begins_named(&items, at) || self.names_task(held.first());
                    if next_is_tag || title || named {
                        held.push(segment);
                    } else if task {
                        self.paragraphs(&[segment], place, &mut position);
                    } else {
                        self.loose(self.tree.segments[segment].body.clone(), loose_kind(place.section));
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
            self.loose(self.tree.segments[segment].body.clone(), loose_kind(place.section));
        }
    }

    /// A tag line directly under a heading or the document: it closes the paragraph held back for it, else the task
    /// before it.
    fn closing_line(&mut self, segment: usize, held: &mut Vec<usize>, place: &Place, position: &mut usize) {
        let tags = self.all_tags(segment);
        if !held.is_empty() {
            let segments = std::mem::take(held);
            self.paragraphs(&segments, place, position);
        }
        match self.out.tasks.last_mut() {
            Some(task) if task.heading == place.heading => {
                task.tags.extend(tags);
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

    fn node(&mut self, node: usize, place: &Place) {
        let section = match self.section(node) {
            Section::Plan => place.section,
            other => other,
        };
        let place = Place {
            section,
            ..place.clone()
        };
        if self.is_number_alone(node) {
            return self.set_aside(node, place.section);
        }
        match self.shape(node) {
            Shape::Heading => self.heading(node, &place),
            Shape::Task if section != Section::Plan && !self.tree.nodes[node].tagged => self.set_aside(node, section),
            Shape::Task => self.task(node, &place),
        }
    }

    fn heading(&mut self, node: usize, place: &Place) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let tagged = &self.tree.tagged[segment];
        let body = tagged.parts.first().map_or(0..0, |part| part.text.clone());
        let (title, rest) = self.split_title(segment, body);
        if let Some(rest) = rest {
            self.loose(rest, loose_kind(place.section));
        }
        for part in &tagged.parts {
            if !part.tail.is_empty() {
                self.loose(self.tree.locate(segment, part.tail.clone()), loose_kind(place.section));
            }
        }
        self.lead_in(segment);
        let mut tags = self.all_tags(segment);
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
            tags.extend(lines.iter().flat_map(|line| self.all_tags(*line)));
        }
        let index = self.out.headings.len();
        let inherits = if tags.is_empty() && !self.owns_by_heading(segment) {
            place.inherits
        } else {
            Some(index)
        };
        let number = self.tree.segments[segment].marker;
        self.out.headings.push(Heading {
            id: place.id.clone(),
            number,
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

    /// 一、甲管委会牵头工作（8项）.
    fn owns_by_heading(&self, segment: usize) -> bool {
        let body = self.tree.segments[segment].body.hull().of(self.tree.text);
        body.contains("牵头") && body.chars().count() < 40
    }

    fn task(&mut self, node: usize, place: &Place) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let number = self.tree.segments[segment].marker;
        let before = self.out.tasks.len();
        let first = self.parts(segment, number, place);
        if self.tree.nodes[node].style == MarkerStyle::Row {
            self.out.tasks[first].kind = TaskKind::Row;
        }
        let items = self.tree.nodes[node].items.clone();
        // Parts have ids of their own below the node's; what follows counts on behind them.
        let parts = self.out.tasks.len() - before;
        let mut position = if parts > 1 { parts } else { 0 };
        for item in items {
            match item {
                Item::Other(cell) => self.other_cell(cell),
                // A tagged paragraph behind a task that has its tag is a task of its own.
                Item::Text(text) if self.tree.tagged[text].has_tags() && self.has_owners(first) => {
                    position += 1;
                    self.paragraphs(&[text], place, &mut position);
                }
                Item::Text(text) => self.add_text(first, text),
                Item::TagLine(line) => {
                    let tags = self.all_tags(line);
                    if let Some(task) = self.out.tasks.get_mut(first) {
                        task.tags.extend(tags);
                        task.segments.push(line);
                    }
                    self.number_of(line);
                }
                Item::Kid(kid) if self.is_task_below(node, kid) => {
                    position += 1;
                    let heading = self.task_as_heading(first, place);
                    let below = Place {
                        id: child_id(&place.id, position),
                        heading: Some(heading),
                        ..place.clone()
                    };
                    self.node(kid, &below);
                }
                Item::Kid(kid) => self.measure(first, kid),
            }
        }
    }

    /// Whether a node under a task is a task of its own: rows of a table always, others when they are tagged and the
    /// task's owners do not stand in numbered labels of the same list.
    fn is_task_below(&self, node: usize, kid: usize) -> bool {
        let (node, kid) = (&self.tree.nodes[node], &self.tree.nodes[kid]);
        kid.style >= MarkerStyle::RowGroup || kid.tagged && !node.labelled
    }

    /// A number with nothing behind it and nothing below it, as a cut leaves it: accounted for, but no task.
    fn is_number_alone(&self, node: usize) -> bool {
        let this = &self.tree.nodes[node];
        this.items.is_empty()
            && this
                .segment
                .is_some_and(|segment| self.tree.segments[segment].body.is_empty())
    }

    /// Whether a task drafted so far has owners in its tags.
    fn has_owners(&self, task: usize) -> bool {
        let tags = self.out.tasks.get(task).map_or(&[][..], |task| &task.tags);
        tags.iter().any(|at| {
            !self.tree.tagged[at.segment].found.tags[at.index]
                .reading
                .groups
                .is_empty()
        })
    }

    /// The tasks in the paragraph of one number, one for each tag that closes a span of it; gives the last.
    fn parts(&mut self, segment: usize, number: Option<Marker>, place: &Place) -> usize {
        let parts = self.tree.tagged[segment].parts.clone();
        let several = parts.len() > 1;
        for (at, part) in parts.into_iter().enumerate() {
            let mut text = self.tree.locate(segment, part.text);
            if !part.tail.is_empty() {
                text.extend(&self.tree.locate(segment, part.tail));
            }
            let id = if several {
                child_id(&place.id, at + 1)
            } else {
                place.id.clone()
            };
            let kind = match (several, number) {
                (true, _) => TaskKind::Part,
                (false, Some(_)) => TaskKind::Item,
                (false, None) => TaskKind::Paragraph,
            };
            self.out.tasks.push(Draft {
                id: id.into(),
                kind,
                number,
                heading: place.heading,
                text: if text.is_empty() { Vec::new() } else { vec![text] },
                tags: part.tags.map(|index| TagAt { segment, index }).collect(),
                measures: Vec::new(),
                inherits: place.inherits,
                segments: vec![segment],
            });
        }
        self.lead_in(segment);
        self.out.tasks.len() - 1
    }

    /// Tasks of paragraphs without a number; the earlier ones are the title of the last.
    fn paragraphs(&mut self, segments: &[usize], place: &Place, position: &mut usize) {
        let Some((&last, titles)) = segments.split_last() else {
            return;
        };
        let single = self.tree.tagged[last].parts.len() <= 1;
        *position += 1;
        let below = Place {
            id: child_id(&place.id, *position),
            ..place.clone()
        };
        let first_new = self.out.tasks.len();
        self.parts(last, None, &below);
        if !single {
            // Several tags in one paragraph: each part counts as an item of its own.
            for (at, task) in self.out.tasks[first_new..].iter_mut().enumerate() {
                task.id = child_id(&place.id, *position + at).into();
            }
            *position += self.out.tasks.len() - first_new - 1;
        }
        let bodies: Vec<Slices> = titles
            .iter()
            .map(|title| self.tree.segments[*title].body.clone())
            .collect();
        if let Some(task) = self.out.tasks.get_mut(first_new) {
            task.text.splice(0..0, bodies);
            task.segments.splice(0..0, titles.iter().copied());
        }
    }

    /// A paragraph under a numbered task: more of its text, and the tags that close it.
    fn add_text(&mut self, task: usize, segment: usize) {
        let parts = self.tree.tagged[segment].parts.clone();
        for part in parts {
            let mut text = self.tree.locate(segment, part.text);
            text.extend(&self.tree.locate(segment, part.tail));
            let tags = part.tags.map(|index| TagAt { segment, index });
            if let Some(task) = self.out.tasks.get_mut(task) {
                if !text.is_empty() {
                    task.text.push(text);
                }
                task.tags.extend(tags);
            }
        }
        if let Some(task) = self.out.tasks.get_mut(task) {
            task.segments.push(segment);
        }
        self.lead_in(segment);
    }

    /// An item without a tag under a task: a measure, its text part of the task's.
    fn measure(&mut self, task: usize, node: usize) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let (marker, body) = (
            self.tree.segments[segment].marker,
            self.tree.segments[segment].body.clone(),
        );
        if let (Some(task), Some(marker)) = (self.out.tasks.get_mut(task), marker) {
            let mut text = Slices::from(marker.span);
            let gap = Span::new(marker.span.end, body.hull().start.max(marker.span.end));
            if !gap.of(self.tree.text).contains(['\n', '\r']) {
                text.push(gap);
            }
            text.extend(&body);
            task.text.push(text);
            task.measures.push((marker, body));
            task.segments.push(segment);
        }
        for item in self.tree.nodes[node].items.clone() {
            match item {
                Item::Other(cell) => self.other_cell(cell),
                Item::Text(segment) => self.add_text(task, segment),
                Item::Kid(kid) => self.measure(task, kid),
                Item::TagLine(line) => {
                    let tags = self.all_tags(line);
                    if let Some(task) = self.out.tasks.get_mut(task) {
                        task.tags.extend(tags);
                        task.segments.push(line);
                    }
                    self.number_of(line);
                }
            }
        }
    }

    /// A task with tagged items below is their heading as well.
    fn task_as_heading(&mut self, task: usize, place: &Place) -> usize {
        let draft = &self.out.tasks[task];
        let id = place.id.clone();
        if let Some(index) = self.out.headings.iter().rposition(|heading| heading.id == id) {
            return index;
        }
        let mut above = place
            .heading
            .map_or_else(Vec::new, |heading| self.out.headings[heading].above.clone());
        above.extend(place.heading);
        let (number, segment) = (draft.number, draft.segments.first().copied());
        let title = match segment {
            Some(segment) => {
                let body = self.tree.tagged[segment]
                    .parts
                    .first()
                    .map_or(0..0, |part| part.text.clone());
                self.split_title(segment, body).0
            }
            None => Slices::default(),
        };
        self.out.headings.push(Heading {
            id,
            number,
            title,
            above,
            tags: Vec::new(),
            is_task: true,
        });
        self.out.headings.len() - 1
    }

    /// A numbered paragraph that is no task, with all that stands under it.
    fn set_aside(&mut self, node: usize, section: Section) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let kind = loose_kind(section);
        self.number_of(segment);
        self.loose(self.tree.segments[segment].body.clone(), kind);
        for item in self.tree.nodes[node].items.clone() {
            match item {
                Item::Text(segment) | Item::TagLine(segment) | Item::Other(segment) => {
                    self.loose(self.tree.segments[segment].body.clone(), kind)
                }
                Item::Kid(kid) => self.set_aside(kid, section),
            }
        }
    }

    fn loose(&mut self, slices: Slices, kind: LedgerKind) {
        if !slices.is_empty() {
            self.out.loose.push(Loose { slices, kind });
        }
    }

    fn lead_in(&mut self, segment: usize) {
        let range = self.tree.tagged[segment].lead_in.clone();
        if !range.is_empty() {
            self.loose(self.tree.locate(segment, range), LedgerKind::Preamble);
        }
    }

    fn all_tags(&self, segment: usize) -> Vec<TagAt> {
        (0..self.tree.tagged[segment].found.tags.len())
            .map(|index| TagAt { segment, index })
            .collect()
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

fn loose_kind(section: Section) -> LedgerKind {
    match section {
        Section::Safeguards => LedgerKind::Safeguards,
        _ => LedgerKind::Preamble,
    }
}

fn child_id(parent: &str, position: usize) -> String {
    if parent.is_empty() {
        position.to_string()
    } else {
        format!("{parent}.{position}")
    }
}
