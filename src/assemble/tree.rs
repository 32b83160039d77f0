//! Segments to a tree of numbered nodes, by the rank of their markers.

use super::level::ordinal;
use crate::directory::Directory;
use crate::outline::{CellRole, Closes, Marker, MarkerStyle, Outline, STYLES, Segment, marker};
use crate::source::{Passage, Slices};
use crate::tags::{self, Found, FoundTag, Paragraph, Reading, TagReader};
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

/// A stretch of a segment's text with the tags that close it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The text before the tags, in the segment's passage.
    pub text: Range<usize>,
    /// Text behind the last tag that belongs here as well.
    pub tail: Range<usize>,
    /// Indices into `found.tags`.
    pub tags: Range<usize>,
}

/// A segment with its tags.
#[derive(Debug, Clone)]
pub(super) struct Tagged {
    /// What the grammars found.
    pub found: Found,
    /// The text cut at the tags; at least one.
    pub parts: SmallVec<[Part; 1]>,
    /// Text before the first part that introduces them all (任务分别为：一是……).
    pub preface: Range<usize>,
    /// Short text behind the last tag that introduces what follows (具体措施：).
    pub lead_in: Range<usize>,
}

impl Tagged {
    /// Whether any tag was found.
    pub fn has_tags(&self) -> bool {
        !self.found.tags.is_empty()
    }

    /// Whether a tag names owners, not only people or a time.
    pub fn names_owners(&self) -> bool {
        self.found.tags.iter().any(|tag| !tag.reading.groups.is_empty())
    }

    /// Whether nothing stands behind the last tag.
    pub fn ends_with_tag(&self) -> bool {
        self.has_tags() && self.lead_in.is_empty() && self.parts.last().is_some_and(|part| part.tail.is_empty())
    }

    /// Whether the segment is nothing but tags.
    pub fn only_tags(&self) -> bool {
        self.has_tags()
            && self
                .parts
                .iter()
                .all(|part| part.text.is_empty() && part.tail.is_empty())
    }
}

/// What stands under a node, in text order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A paragraph without a number.
    Text(usize),
    /// A paragraph that is nothing but a tag; numbered ones too (（二）责任单位：…).
    TagLine(usize),
    /// A cell of a column that says nothing of owners or time.
    Other(usize),
    /// A numbered node.
    Kid(usize),
}

/// A numbered paragraph with what stands under it; node 0 is the document.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Its segment; `None` for the root.
    pub segment: Option<usize>,
    /// Its style, bullets that head numbered items changed to [`MarkerStyle::BulletHeading`].
    pub style: MarkerStyle,
    /// What stands under it.
    pub items: Vec<Item>,
    /// Whether a tag stands in it or anywhere below.
    pub tagged: bool,
    /// Whether numbered labels stand under it (（一）责任领导：…（二）责任单位：…).
    pub labelled: bool,
}

impl Node {
    pub fn kids(&self) -> impl Iterator<Item = usize> + '_ {
        self.items.iter().filter_map(|item| match item {
            Item::Kid(kid) => Some(*kid),
            _ => None,
        })
    }
}

/// The tree of a document.
pub(super) struct Tree<'a> {
    pub text: &'a str,
    pub segments: &'a [Segment],
    pub tagged: Vec<Tagged>,
    pub nodes: Vec<Node>,
    pub directory: &'a Directory,
}

impl<'a> Tree<'a> {
    /// Finds the tags of every segment and hangs it where its number belongs.
    pub fn new(text: &'a str, outline: &'a Outline, reader: &mut TagReader<'a>) -> Self {
        let segments = &outline.segments[..];
        let mut tagged: Vec<Tagged> = segments.iter().map(|segment| tag(text, segment, reader)).collect();
        super::name_lines::find(text, segments, &mut tagged, reader.directory());
        let root = Node {
            segment: None,
            style: MarkerStyle::Part,
            items: Vec::new(),
            tagged: false,
            labelled: false,
        };
        let mut tree = Tree {
            text,
            segments,
            tagged,
            nodes: vec![root],
            directory: reader.directory(),
        };
        tree.grow();
        super::unit_first::find(&mut tree, reader);
        tree.spread_tagged();
        tree
    }

    /// The passage of a segment.
    pub fn passage(&self, segment: usize) -> Passage<'a> {
        Passage::new(self.text, &self.segments[segment].body)
    }

    /// Where `range` of a segment's passage lies in the document.
    pub fn locate(&self, segment: usize, range: Range<usize>) -> Slices {
        if self.segments[segment].body.is_single() {
            let start = self.segments[segment].body.hull().start;
            return crate::source::Span::new(start + range.start, start + range.end).into();
        }
        self.passage(segment).locate(range)
    }

    /// Whether a segment is a merged cell read again for a row it spans.
    pub fn is_repeated(&self, segment: usize) -> bool {
        matches!(
            self.segments[segment].cell,
            Some(
                CellRole::Units { repeated: true, .. }
                    | CellRole::People { repeated: true, .. }
                    | CellRole::Deadline { repeated: true }
            )
        )
    }

    /// The heading of the column that a segment stands in, where it is a cell that says neither who nor when.
    pub fn column(&self, segment: usize) -> Option<crate::source::Span> {
        match self.segments[segment].cell {
            Some(CellRole::Other { heading }) => heading,
            _ => None,
        }
    }

    /// The marker of a node.
    pub fn marker(&self, node: usize) -> Option<Marker> {
        self.nodes[node]
            .segment
            .and_then(|segment| self.segments[segment].marker)
    }

    /// Closes the rows and groups of rows among the open nodes.
    fn leave_rows(&self, open: &mut Vec<usize>) {
        while open.len() > 1 && self.nodes[open[open.len() - 1]].style >= MarkerStyle::RowGroup {
            open.pop();
        }
    }

    fn grow(&mut self) {
        // The open nodes from the root to the last, each deeper than the one before.
        let mut open: Vec<usize> = vec![0];
        // The node that numbered labels stand under.
        let mut labelled: Option<usize> = None;
        let titles = self.titles_without_number();
        for (segment, title) in titles.into_iter().enumerate() {
            match self.segments[segment].closes {
                Closes::All => open.truncate(1),
                Closes::Rows => self.leave_rows(&mut open),
                Closes::Nothing => {}
            }
            let marker = self.segments[segment].marker;
            if let Some(cell) = &self.segments[segment].cell
                && !matches!(cell, CellRole::Heading { .. } | CellRole::Task | CellRole::More)
            {
                let top = open.last().copied().unwrap_or(0);
                let other = matches!(cell, CellRole::Other { .. });
                self.nodes[top].items.push(if other {
                    Item::Other(segment)
                } else {
                    Item::TagLine(segment)
                });
                continue;
            }
            let style = match (&self.segments[segment].cell, marker) {
                (Some(CellRole::Heading { inner: false }), _) => Some(MarkerStyle::RowGroup),
                (Some(CellRole::Heading { inner: true }), _) => Some(MarkerStyle::RowSubgroup),
                (Some(CellRole::More), _) => None,
                (Some(_), _) => Some(MarkerStyle::Row),
                (None, Some(marker)) => Some(self.style(segment, marker)),
                (None, None) => title,
            };
            let stops = self.tagged[segment]
                .parts
                .iter()
                .all(|part| part.text.is_empty() && part.tail.is_empty());
            if style.is_none() && stops && !self.tagged[segment].has_tags() {
                // A line of stops alone goes with what stands before it, in the ledger too.
                continue;
            }
            let Some(style) = style else {
                // A paragraph below a table is none of its last row.
                if self.segments[segment].cell.is_none() {
                    self.leave_rows(&mut open);
                }
                let top = open.last().copied().unwrap_or(0);
                let item = if self.tagged[segment].only_tags() {
                    Item::TagLine(segment)
                } else {
                    Item::Text(segment)
                };
                self.nodes[top].items.push(item);
                continue;
            };
            let label = self.tagged[segment].only_tags() && style < MarkerStyle::RowGroup;
            // 1. … （一）责任单位：… （二）配合单位：…: the first label begins a list under the open item, whatever its
            // rank; the next ones go with it.
            if label && marker.is_some_and(|marker| marker.value == 1) && open.len() > 1 {
                labelled = open.last().copied();
            }
            if label && let Some(node) = labelled.filter(|node| open.contains(node)) {
                self.nodes[node].items.push(Item::TagLine(segment));
                self.nodes[node].labelled = true;
                continue;
            }
            while open.len() > 1 && self.nodes[open[open.len() - 1]].style >= style {
                open.pop();
            }
            let parent = open.last().copied().unwrap_or(0);
            if label && parent != 0 {
                self.nodes[parent].items.push(Item::TagLine(segment));
                self.nodes[parent].labelled = true;
                labelled = Some(parent);
                continue;
            }
            let node = self.nodes.len();
            self.nodes.push(Node {
                segment: Some(segment),
                style,
                items: Vec::new(),
                tagged: false,
                labelled: false,
            });
            self.nodes[parent].items.push(Item::Kid(node));
            open.push(node);
        }
    }

    /// A short bullet before numbered items is a heading (——推进教育高质量发展 / 204.推进学前教育……).
    fn style(&self, segment: usize, marker: Marker) -> MarkerStyle {
        if marker.style != MarkerStyle::Bullet {
            return marker.style;
        }
        let body = self.segments[segment].body.hull().of(self.text);
        let next = self.segments.get(segment + 1).and_then(|next| next.marker);
        let heads = next.is_some_and(|next| matches!(next.style, MarkerStyle::Digit | MarkerStyle::CnParen));
        let short = body.chars().count() <= 40 && !body.ends_with(['。', '；', '，', ';']);
        if heads && short && !self.tagged[segment].has_tags() {
            MarkerStyle::BulletHeading
        } else {
            MarkerStyle::Bullet
        }
    }

    /// A tag line under the last of several items of which no other has a tag closes their parent: one task with
    /// measures (1. … （1）…（2）…（3）… 〔责任单位：…〕). Where items of that style are tagged one by one, it does not.
    pub fn close_groups(&mut self) {
        let mut single = [false; STYLES];
        let mut groups = Vec::new();
        for node in 0..self.nodes.len() {
            let kids: Vec<usize> = self.nodes[node].kids().collect();
            let Some((&last, others)) = kids.split_last() else {
                continue;
            };
            let bare = |kid: usize| !self.has_own_tags(kid) && self.nodes[kid].kids().next().is_none();
            if others.iter().any(|kid| self.has_own_tags(*kid)) || others.is_empty() && self.has_own_tags(last) {
                single[self.nodes[last].style as usize] = true;
            }
            let closing = self.nodes[last]
                .items
                .iter()
                .all(|item| matches!(item, Item::TagLine(_)));
            let same = others
                .iter()
                .all(|kid| self.nodes[*kid].style == self.nodes[last].style && bare(*kid));
            let last_segment = self.nodes[last]
                .segment
                .is_some_and(|segment| !self.tagged[segment].has_tags());
            if node > 0 && !others.is_empty() && same && closing && last_segment && !self.nodes[last].items.is_empty() {
                groups.push((node, last));
            }
        }
        for (node, last) in groups {
            if !single[self.nodes[last].style as usize] {
                let lines = std::mem::take(&mut self.nodes[last].items);
                self.nodes[node].items.extend(lines);
            }
        }
    }

    /// Whether a tag stands in the node's own paragraph or in a paragraph directly under it.
    pub fn has_own_tags(&self, node: usize) -> bool {
        let own = self.nodes[node]
            .segment
            .is_some_and(|segment| self.tagged[segment].has_tags());
        own || self.nodes[node].items.iter().any(|item| match item {
            Item::Text(segment) | Item::TagLine(segment) => self.tagged[*segment].has_tags(),
            Item::Kid(_) | Item::Other(_) => false,
        })
    }

    fn spread_tagged(&mut self) {
        // Kids stand behind their parents, so one pass from the end reaches every ancestor.
        for node in (0..self.nodes.len()).rev() {
            self.nodes[node].tagged =
                self.has_own_tags(node) || self.nodes[node].kids().any(|kid| self.nodes[kid].tagged);
        }
    }
}

/// Finds the tags of one segment and cuts its text at them.
fn tag(text: &str, segment: &Segment, reader: &mut TagReader<'_>) -> Tagged {
    let passage = Passage::new(text, &segment.body);
    let words = passage.as_str();
    if let Some(cell) = &segment.cell
        && *cell != CellRole::More
    {
        return tag_cell(text, words, cell, reader);
    }
    let alone = segment.marker.is_none() && segment.begins_line;
    let found = reader.find(Paragraph { text: words, alone });
    if found.tags.len() > 1 && found.tags.iter().all(FoundTag::leads_text) {
        return parts_behind(words, found);
    }
    parts_before(words, found)
}

/// Cuts a paragraph whose tags close the text before them.
pub(super) fn parts_before(words: &str, found: Found) -> Tagged {
    let mut parts: SmallVec<[Part; 1]> = SmallVec::new();
    let mut start = 0;
    for (index, tag) in found.tags.iter().enumerate() {
        let before = trimmed(words, start..tag.range.start);
        match parts.last_mut() {
            Some(part) if before.is_empty() => part.tags.end = index + 1,
            _ => parts.push(Part {
                text: without_stops(words, before, parts.is_empty()),
                tail: 0..0,
                tags: index..index + 1,
            }),
        }
        start = tag.range.end;
    }
    // A tag at the very beginning goes with the text that follows it.
    if parts.len() > 1 && parts[0].text.is_empty() {
        let first = parts.remove(0);
        parts[0].tags.start = first.tags.start;
    }
    let preface = preface(words, &parts);
    if let Some(first) = parts.first_mut() {
        first.text.start = first.text.start.max(preface.end);
    }
    let rest = trimmed(words, start..words.len());
    let mut lead_in = 0..0;
    match parts.last_mut() {
        None => parts.push(Part {
            text: rest,
            tail: 0..0,
            tags: 0..0,
        }),
        Some(_) if rest.is_empty() => {}
        Some(_) if words[rest.clone()].ends_with(['：', ':']) && words[rest.clone()].chars().count() <= 15 => {
            lead_in = rest
        }
        Some(part) => part.tail = rest,
    }
    Tagged {
        found,
        parts,
        preface,
        lead_in,
    }
}

/// Cuts a paragraph whose tags stand before their text: 甲局负责，建设……。乙局负责，丙局配合，强化…….
fn parts_behind(words: &str, found: Found) -> Tagged {
    let ends = found
        .tags
        .iter()
        .skip(1)
        .map(|tag| tag.range.start)
        .chain([words.len()]);
    let parts = found.tags.iter().zip(ends).enumerate();
    let parts = parts.map(|(index, (tag, end))| Part {
        text: trimmed(words, tag.range.end..end),
        tail: 0..0,
        tags: index..index + 1,
    });
    Tagged {
        parts: parts.collect(),
        found,
        preface: 0..0,
        lead_in: 0..0,
    }
}

/// `range` without the stop of the part before it: （甲局负责）；二是…….
fn without_stops(words: &str, range: Range<usize>, first: bool) -> Range<usize> {
    if first {
        return range;
    }
    let slice = words[range.clone()].trim_start_matches(['；', ';', '，', ',', '。', '、', ' ', '\u{3000}']);
    range.end - slice.len()..range.end
}

/// What introduces the parts of a paragraph (任务分别为：一是……（甲局）；二是……（乙局）), up to the first of them; empty
/// where the first part is no such item.
fn preface(words: &str, parts: &[Part]) -> Range<usize> {
    let [first, second, ..] = parts else { return 0..0 };
    let text = &words[first.text.clone()];
    let listed = |part: &str| ordinal(part).is_some() || marker::parse(part, 0).is_some_and(|marker| marker.value > 0);
    let colon = text.match_indices(['：', ':']).find_map(|(at, colon)| {
        let rest = text[at + colon.len()..].trim_start();
        listed(rest).then(|| text.len() - rest.len())
    });
    match colon {
        Some(at) if listed(&words[second.text.clone()]) => first.text.start..first.text.start + at,
        _ => 0..0,
    }
}

/// A cell of a table: a tag as a whole, or text without any.
fn tag_cell(text: &str, words: &str, cell: &CellRole, reader: &TagReader<'_>) -> Tagged {
    let all = 0..words.len();
    let reading = match cell {
        CellRole::Units { base, heading, .. } => reader.read_cell(words, *base, heading.of(text)),
        CellRole::People { heading, .. } => Reading {
            people: tags::persons(words).into_iter().map(|name| (name, 0..0)).collect(),
            people_label: Some(heading.of(text).split_whitespace().collect()),
            ..Reading::default()
        },
        CellRole::Deadline { .. } => Reading {
            deadlines: vec![all.clone()],
            ..Reading::default()
        },
        CellRole::Heading { .. } | CellRole::Task | CellRole::More | CellRole::Other { .. } => {
            let part = Part {
                text: all,
                tail: 0..0,
                tags: 0..0,
            };
            return Tagged {
                found: Found::default(),
                parts: smallvec![part],
                preface: 0..0,
                lead_in: 0..0,
            };
        }
    };
    let tag = FoundTag {
        range: all,
        content: 0,
        reading: reading.into(),
        grammar: "column",
    };
    let found = Found {
        tags: smallvec![tag],
        ..Found::default()
    };
    Tagged {
        found,
        parts: smallvec![Part {
            text: 0..0,
            tail: 0..0,
            tags: 0..1,
        }],
        preface: 0..0,
        lead_in: 0..0,
    }
}

/// `range` without white space at its ends; empty when only stops are left.
fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let slice = &words[range.clone()];
    let end = range.start + slice.trim_end().len();
    let start = end - words[range.start..end].trim_start().len();
    let is_stop = |c| {
        matches!(
            c,
            '。' | '；' | '，' | '、' | ';' | ',' | '.' | ' ' | '*' | '（' | '(' | '〔' | '【' | '['
        )
    };
    let blank = words[start..end].chars().all(is_stop);
    if blank { start..start } else { start..end }
}
