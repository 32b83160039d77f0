//! Tasks: what of the text around a number, and which tags, belong to one.

use std::sync::Arc;

use super::shape::is_sentence;
use smallvec::{SmallVec, smallvec};

use super::{Draft, Drafter, Heading, Place, TagAt, all_tags};
use crate::assemble::tree::Item;
use crate::outline::{Marker, MarkerStyle};
use crate::plan::TaskKind;
use crate::source::{Slices, Span};

impl Drafter<'_, '_> {
    pub(super) fn task(&mut self, node: usize, place: &Place) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let number = self.tree.segments[segment].marker;
        let before = self.out.tasks.len();
        let first = self.parts(segment, number, place);
        if self.tree.nodes[node].style == MarkerStyle::Row {
            self.out.tasks[first].kind = TaskKind::Row;
        }
        let tree = self.tree;
        // The task as the heading of tagged items below it.
        let mut heading = None;
        let mut closed = self.decision.is_closed(self.tree, node);
        // A title alone, closed by a tag line, still waits for its body.
        let mut sentence = is_sentence(self.tree, segment);
        // Paragraphs behind the tag that closed the task: what follows says whose they are.
        let mut behind: Vec<usize> = Vec::new();
        // Parts have ids of their own below the node's; what follows counts on behind them.
        let parts = self.out.tasks.len() - before;
        let mut position = if parts > 1 { parts } else { 0 };
        for item in &tree.nodes[node].items {
            match *item {
                Item::Other(cell) => self.cell(first, cell),
                // A tagged paragraph behind a task that has its tag is a task of its own, with what stands between.
                Item::Text(text) if self.tree.tagged[text].has_tags() && self.has_owners(first) => {
                    behind.push(text);
                    position += 1;
                    self.paragraphs(&std::mem::take(&mut behind), place, &mut position);
                }
                Item::Text(text) if closed => behind.push(text),
                Item::Text(text) => {
                    self.add_parts(first, text, place, &mut position);
                    sentence = true;
                    closed = self.tree.tagged[text].names_owners() && self.tree.tagged[text].ends_with_tag();
                }
                Item::TagLine(line) if !behind.is_empty() && self.tree.tagged[line].names_owners() => {
                    position += 1;
                    self.paragraphs(&std::mem::take(&mut behind), place, &mut position);
                    let last = self.out.tasks.len() - 1;
                    self.close_with(last, line);
                }
                Item::TagLine(line) => {
                    behind.drain(..).for_each(|text| self.add_text(first, text));
                    self.close_with(first, line);
                    closed |= sentence && self.tree.tagged[line].names_owners();
                }
                Item::Kid(kid) if self.is_task_below(node, kid) => {
                    self.behind_tag(&std::mem::take(&mut behind));
                    position += 1;
                    heading = heading.or_else(|| Some(self.task_as_heading(first, place)));
                    let below = self.below(place, position);
                    self.node(kid, Place { heading, ..below });
                }
                Item::Kid(kid) => {
                    behind.drain(..).for_each(|text| self.add_text(first, text));
                    self.measure(first, kid);
                    sentence = true;
                }
            }
        }
        self.behind_tag(&behind);
        if self.tree.nodes[node].kids().next().is_none() {
            self.list_across(first);
        }
    }

    /// Measures that begin paragraphs of a task: 一是……。⏎二是…….
    fn list_across(&mut self, task: usize) {
        let Some(draft) = self.out.tasks.get_mut(task) else {
            return;
        };
        if draft.text.len() > 1 {
            let listed = super::measures::across(self.tree.text, &draft.text);
            if listed.len() > draft.measures.len() {
                draft.measures = listed;
            }
        }
    }

    /// A tag line closes a task.
    fn close_with(&mut self, task: usize, line: usize) {
        if let Some(task) = self.out.tasks.get_mut(task) {
            task.tags.extend(all_tags(self.tree, line));
            task.segments.push(line);
        }
        self.number_of(line);
    }

    /// A task with everything below it, by the user's wish: the text, measures and tags of all its items are its own.
    pub(super) fn whole(&mut self, node: usize, place: &Place) {
        let Some(segment) = self.tree.nodes[node].segment else {
            return;
        };
        let number = self.tree.segments[segment].marker;
        let kind = match (self.tree.nodes[node].style, number) {
            (MarkerStyle::Row, _) => TaskKind::Row,
            (_, Some(_)) => TaskKind::Item,
            (_, None) => TaskKind::Paragraph,
        };
        self.out.tasks.push(Draft {
            id: Arc::clone(&place.id),
            kind,
            number,
            heading: place.heading,
            text: SmallVec::new(),
            tags: SmallVec::new(),
            folds: Vec::new(),
            measures: Vec::new(),
            cells: Vec::new(),
            inherits: place.inherits,
            segments: SmallVec::new(),
        });
        let task = self.out.tasks.len() - 1;
        self.add_text(task, segment);
        self.fold_items(task, node, place);
    }

    /// What stands under `node` becomes part of the task; rows of a table stay tasks of their own.
    fn fold_items(&mut self, task: usize, node: usize, place: &Place) {
        let mut position = 0;
        let tree = self.tree;
        for item in &tree.nodes[node].items {
            match *item {
                Item::Other(cell) => self.cell(task, cell),
                Item::Text(text) => {
                    self.begin_fold(task, text);
                    self.add_text(task, text);
                }
                Item::TagLine(line) => self.close_with(task, line),
                Item::Kid(kid) if self.tree.nodes[kid].style >= MarkerStyle::RowGroup => {
                    position += 1;
                    let below = self.below(place, position);
                    self.node(kid, below);
                }
                Item::Kid(kid) => {
                    if let Some(segment) = self.tree.nodes[kid].segment {
                        self.begin_fold(task, segment);
                        self.fold_item(task, segment);
                    }
                    self.fold_items(task, kid, place);
                }
            }
        }
    }

    /// The tags from here on are those of another item.
    fn begin_fold(&mut self, task: usize, segment: usize) {
        if let Some(task) = self.out.tasks.get_mut(task)
            && (self.tree.segments[segment].marker.is_some() || self.tree.tagged[segment].names_owners())
            && !task.tags.is_empty()
            && task.folds.last() != Some(&task.tags.len())
        {
            task.folds.push(task.tags.len());
        }
    }

    /// A numbered item as a measure of the task, its tags those of the task.
    fn fold_item(&mut self, task: usize, segment: usize) {
        let tree = self.tree;
        let tagged = &tree.tagged[segment];
        let mut body = Slices::default();
        for part in &tagged.parts {
            body.extend(&tree.locate(segment, part.text.clone()));
            body.extend(&tree.locate(segment, part.tail.clone()));
        }
        if let (Some(task), Some(marker)) = (self.out.tasks.get_mut(task), tree.segments[segment].marker) {
            task.text.push(numbered(tree.text, marker, &body));
            task.measures.push((marker.span, body));
            task.tags.extend(all_tags(tree, segment));
            task.segments.push(segment);
        }
        self.lead_in(segment);
    }

    /// Whether a node under a task is a task of its own: rows of a table always, others when they are tagged and the
    /// task's owners do not stand in numbered labels of the same list.
    fn is_task_below(&self, node: usize, kid: usize) -> bool {
        let (node, kid) = (&self.tree.nodes[node], &self.tree.nodes[kid]);
        kid.style >= MarkerStyle::RowGroup || kid.tagged && !node.labelled
    }

    /// A number with nothing behind it and nothing below it, as a cut leaves it: accounted for, but no task.
    pub(super) fn is_number_alone(&self, node: usize) -> bool {
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
    pub(super) fn parts(&mut self, segment: usize, number: Option<Marker>, place: &Place) -> usize {
        let tree = self.tree;
        let parts = &tree.tagged[segment].parts;
        let several = parts.len() > 1;
        for (at, part) in parts.iter().enumerate() {
            let measures = self.measures_inside(segment, part.text.clone());
            let mut text = tree.locate(segment, part.text.clone());
            if !part.tail.is_empty() {
                text.extend(&tree.locate(segment, part.tail.clone()));
            }
            let id = if several {
                self.child_id(&place.id, at + 1)
            } else {
                Arc::clone(&place.id)
            };
            let kind = match (several, number) {
                (true, _) => TaskKind::Part,
                (false, Some(_)) => TaskKind::Item,
                (false, None) => TaskKind::Paragraph,
            };
            self.out.tasks.push(Draft {
                id,
                kind,
                number,
                heading: place.heading,
                text: (!text.is_empty()).then_some(text).into_iter().collect(),
                tags: part.tags.clone().map(|index| TagAt { segment, index }).collect(),
                folds: Vec::new(),
                measures,
                cells: Vec::new(),
                inherits: place.inherits,
                segments: smallvec![segment],
            });
        }
        self.lead_in(segment);
        self.out.tasks.len() - 1
    }

    /// Tasks of paragraphs without a number; the earlier ones are the title of the last.
    pub(super) fn paragraphs(&mut self, segments: &[usize], place: &Place, position: &mut usize) {
        let Some((&last, titles)) = segments.split_last() else {
            return;
        };
        let single = self.tree.tagged[last].parts.len() <= 1;
        *position += 1;
        let below = self.below(place, *position);
        let first_new = self.out.tasks.len();
        self.parts(last, None, &below);
        if !single {
            // Several tags in one paragraph: each part counts as an item of its own.
            for at in first_new..self.out.tasks.len() {
                self.out.tasks[at].id = self.child_id(&place.id, *position + at - first_new);
            }
            *position += self.out.tasks.len() - first_new - 1;
        }
        let bodies: Vec<Slices> = titles
            .iter()
            .map(|title| self.tree.segments[*title].body.clone())
            .collect();
        if let Some(task) = self.out.tasks.get_mut(first_new) {
            task.text.insert_many(0, bodies);
            task.segments.insert_many(0, titles.iter().copied());
        }
    }

    /// A paragraph under a numbered task: what its first tag closes is part of the task, what later ones close are
    /// tasks of their own.
    fn add_parts(&mut self, task: usize, segment: usize, place: &Place, position: &mut usize) {
        let tagged = &self.tree.tagged[segment];
        let owned = |tags: &std::ops::Range<usize>| {
            let mut tags = tagged.found.tags[tags.clone()].iter();
            tags.any(|tag| !tag.reading.groups.is_empty())
        };
        if tagged.parts.len() < 2 || !tagged.parts.iter().all(|part| owned(&part.tags)) {
            return self.add_text(task, segment);
        }
        let before = self.out.tasks.len();
        self.parts(segment, None, place);
        let first = self.out.tasks.remove(before);
        for new in before..self.out.tasks.len() {
            *position += 1;
            self.out.tasks[new].id = self.child_id(&place.id, *position);
        }
        if let Some(task) = self.out.tasks.get_mut(task) {
            task.text.extend(first.text);
            task.measures.extend(first.measures);
            task.tags.extend(first.tags);
            task.segments.extend(first.segments);
        }
    }

    /// A paragraph under a numbered task: more of its text, and the tags that close it.
    fn add_text(&mut self, task: usize, segment: usize) {
        let tree = self.tree;
        for part in &tree.tagged[segment].parts {
            let measures = self.measures_inside(segment, part.text.clone());
            let mut text = tree.locate(segment, part.text.clone());
            text.extend(&tree.locate(segment, part.tail.clone()));
            let tags = part.tags.clone().map(|index| TagAt { segment, index });
            if let Some(task) = self.out.tasks.get_mut(task) {
                if !text.is_empty() {
                    task.text.push(text);
                }
                task.measures.extend(measures);
                task.tags.extend(tags);
            }
        }
        if let Some(task) = self.out.tasks.get_mut(task) {
            task.segments.push(segment);
        }
        self.lead_in(segment);
    }

    /// The measures listed in a stretch of a paragraph, or the one that the paragraph is.
    fn measures_inside(&self, segment: usize, range: std::ops::Range<usize>) -> Vec<(Span, Slices)> {
        let passage = self.tree.passage(segment);
        let words = &passage.as_str()[range.clone()];
        let place = |part: std::ops::Range<usize>| passage.locate(range.start + part.start..range.start + part.end);
        let listed = super::measures::inside(words).into_iter();
        listed
            .map(|(number, text)| (place(number), place(text)))
            .filter(|(number, text)| number.is_single() && !text.is_empty())
            .map(|(number, text)| (number.hull(), text))
            .collect()
    }

    /// A paragraph without its tags.
    fn text_of(&self, segment: usize) -> Slices {
        let mut text = Slices::default();
        for part in &self.tree.tagged[segment].parts {
            text.extend(&self.tree.locate(segment, part.text.clone()));
            text.extend(&self.tree.locate(segment, part.tail.clone()));
        }
        text
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
        let mut this = None;
        if let (Some(task), Some(marker)) = (self.out.tasks.get_mut(task), marker) {
            task.text.push(numbered(self.tree.text, marker, &body));
            this = Some(task.measures.len());
            task.measures.push((marker.span, body));
            task.segments.push(segment);
        }
        let tree = self.tree;
        for item in &tree.nodes[node].items {
            match *item {
                Item::Other(cell) => self.cell(task, cell),
                Item::Text(segment) => {
                    self.add_text(task, segment);
                    let more = self.text_of(segment);
                    let task = self.out.tasks.get_mut(task);
                    if let Some((_, body)) = task.zip(this).and_then(|(task, this)| task.measures.get_mut(this)) {
                        body.extend(&more);
                    }
                }
                Item::Kid(kid) => self.measure(task, kid),
                Item::TagLine(line) => self.close_with(task, line),
            }
        }
    }

    /// A task with tagged items below, made their heading as well.
    fn task_as_heading(&mut self, task: usize, place: &Place) -> usize {
        let draft = &self.out.tasks[task];
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
            id: Arc::clone(&place.id),
            number,
            style: number.map_or(MarkerStyle::Row, |marker| marker.style),
            title,
            above,
            tags: Vec::new(),
            is_task: true,
        });
        self.out.headings.len() - 1
    }
}

/// A number and the text behind it, with the white space between where both stand on one line.
fn numbered(text: &str, marker: Marker, body: &Slices) -> Slices {
    let mut slices = Slices::from(marker.span);
    let gap = Span::new(marker.span.end, body.hull().start.max(marker.span.end));
    if !gap.of(text).contains(['\n', '\r']) {
        slices.push(gap);
    }
    slices.extend(body);
    slices
}
