//! What every node is, decided once for a document: a heading, a task, or left out by the user's wish.

use crate::assemble::level::{Level, Wishes};
use crate::assemble::tree::{Item, Tree};
use crate::outline::{MarkerStyle, STYLES};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::assemble) enum Shape {
    /// A heading above tasks.
    Heading,
    /// A task; tagged items below are tasks of their own.
    Task,
    /// A task with all that stands below, by the user's wish.
    Whole,
    /// Left out with all that stands below, by the user's wish.
    Skipped,
}

/// The decision: which nodes are headings and which are tasks.
#[derive(Debug)]
pub(in crate::assemble) struct Decision {
    /// For each node what it is.
    pub shapes: Vec<Shape>,
    /// Whether every unnumbered paragraph below a heading is a task, by the user's wish.
    pub paragraphs: Option<Level>,
    /// For each style: whether its items are a title with its tag and the body in paragraphs below.
    body_below: [bool; STYLES],
}

impl Decision {
    /// Decides for the whole document.
    pub fn new(tree: &Tree<'_>, wishes: &Wishes) -> Self {
        let decider = Decider {
            tree,
            has_kids: styles_with_kids(tree),
            heads_paragraphs: styles_above_paragraphs(tree),
        };
        let mut shapes: Vec<Shape> = (0..tree.nodes.len()).map(|node| decider.shape(node)).collect();
        if let Some(level) = wishes.task_level {
            choose_tasks(tree, level, &mut shapes);
        }
        Decision {
            shapes,
            paragraphs: wishes
                .task_level
                .filter(|level| matches!(level, Level::Paragraph | Level::Ordinal)),
            body_below: styles_with_body_below(tree),
        }
    }

    /// Whether the tag in the paragraph of `node` closes it, so that later paragraphs without a tag are no part of it.
    pub fn is_closed(&self, tree: &Tree<'_>, node: usize) -> bool {
        !self.body_below[tree.nodes[node].style as usize] && ends_with_tag(tree, node)
    }
}

struct Decider<'t, 'a> {
    tree: &'t Tree<'a>,
    /// For each marker style: whether any node of it has numbered items that are more than measures.
    has_kids: [bool; STYLES],
    /// For each marker style: whether most titles of it stand above several paragraphs without numbers, each closed by
    /// its own tag.
    heads_paragraphs: [bool; STYLES],
}

impl Decider<'_, '_> {
    fn shape(&self, node: usize) -> Shape {
        let tree = self.tree;
        let this = &tree.nodes[node];
        let Some(segment) = this.segment else {
            return Shape::Heading;
        };
        match this.style {
            _ if this.labelled => return Shape::Task,
            MarkerStyle::Row => return Shape::Task,
            MarkerStyle::RowGroup | MarkerStyle::RowSubgroup => return Shape::Heading,
            _ => {}
        }
        // 【县公安局】 over what it has to do: the tree makes no other node of a tag without a number.
        if tree.segments[segment].marker.is_none() && tree.tagged[segment].only_tags() {
            return Shape::Heading;
        }
        let own = tree.tagged[segment].has_tags();
        let lines = this.items.iter().any(|item| matches!(item, Item::TagLine(_)));
        let kids: Vec<usize> = this.kids().collect();
        let tagged_texts = this
            .items
            .iter()
            .filter(|item| matches!(item, Item::Text(text) if tree.tagged[*text].has_tags()))
            .count();
        if closed_paragraphs(tree, node) > 0 && self.heads_paragraphs[this.style as usize] {
            return Shape::Heading;
        }
        if own || lines {
            let closing = matches!(this.items.last(), Some(Item::TagLine(_)));
            let tagged_kids = kids.iter().filter(|kid| tree.nodes[**kid].tagged).count();
            // 1、加强经济运行分析。（牵头单位：发改委） ▲增加值增长14%。: what bullets list below a tagged item is how far
            // it must get.
            let listed = this.style >= MarkerStyle::Digit
                && kids
                    .iter()
                    .all(|kid| tree.nodes[*kid].style == MarkerStyle::Bullet && !tree.nodes[*kid].tagged);
            // A heading's tag is for the items below that have none; where all have one, it closes the node itself.
            let hands_down = !listed && is_title(tree, segment) && tagged_kids < kids.len();
            return match () {
                _ if kids.is_empty() || closing && tagged_kids == 0 || !hands_down => Shape::Task,
                _ => Shape::Heading,
            };
        }
        if tagged_texts > 1 {
            return Shape::Heading;
        }
        if !kids.is_empty() {
            let measures = kids
                .iter()
                .all(|kid| is_measure(tree.nodes[*kid].style) && !tree.nodes[*kid].tagged);
            return if measures && this.style >= MarkerStyle::CnParen {
                Shape::Task
            } else {
                Shape::Heading
            };
        }
        let has_text = this.items.iter().any(|item| matches!(item, Item::Text(_)));
        let above_items = self.has_kids[this.style as usize] && is_title(tree, segment);
        if above_items && (has_text || this.style <= MarkerStyle::CnComma) {
            Shape::Heading
        } else {
            Shape::Task
        }
    }
}

/// How many paragraphs without numbers stand below a title, each with a tag of its own, in it or in lines below it; 0
/// where one has none, anything else stands below the title or the title itself is tagged.
fn closed_paragraphs(tree: &Tree<'_>, node: usize) -> usize {
    let this = &tree.nodes[node];
    let Some(segment) = this.segment.filter(|segment| !tree.tagged[*segment].has_tags()) else {
        return 0;
    };
    if this.style > MarkerStyle::CnParen || this.kids().next().is_some() || !is_title(tree, segment) {
        return 0;
    }
    // 工作目标：……: the parts of one task, each behind its name.
    let labelled = |segment: usize| {
        let words = tree.segments[segment].body.hull().of(tree.text);
        words.chars().take(8).any(|c| matches!(c, '：' | ':'))
    };
    let (mut closed, mut open) = (0, false);
    for item in &this.items {
        match *item {
            Item::Text(text) if labelled(text) => return 0,
            // 一是……⏎二是……⏎责任单位：甲局: one tag for all of them.
            Item::Text(_) if open => return 0,
            Item::Text(text) => {
                open = !tree.tagged[text].has_tags();
                closed += usize::from(!open);
            }
            Item::TagLine(_) => {
                closed += usize::from(open);
                open = false;
            }
            _ => return 0,
        }
    }
    if open { 0 } else { closed }
}

fn styles_above_paragraphs(tree: &Tree<'_>) -> [bool; STYLES] {
    let mut counts = [(0usize, 0usize); STYLES];
    for node in 1..tree.nodes.len() {
        let closed = closed_paragraphs(tree, node);
        let (all, several) = &mut counts[tree.nodes[node].style as usize];
        *all += usize::from(closed > 0);
        *several += usize::from(closed > 1);
    }
    counts.map(|(all, several)| several > 0 && several * 2 >= all)
}

/// Makes every node of `level` a task with all below it, and a heading of what stands above such items.
fn choose_tasks(tree: &Tree<'_>, level: Level, shapes: &mut [Shape]) {
    // Kids stand behind their parents, so one pass from the end reaches every ancestor.
    let mut above = vec![false; shapes.len()];
    for node in (0..shapes.len()).rev() {
        let this = &tree.nodes[node];
        let here = match level {
            Level::Numbered(style) => this.kids().any(|kid| tree.nodes[kid].style == style),
            Level::Paragraph | Level::Ordinal => this
                .items
                .iter()
                .any(|item| matches!(item, Item::Text(text) if level.is_of_paragraph(tree, *text))),
        };
        above[node] = here || this.kids().any(|kid| above[kid]);
        if level == Level::Numbered(this.style) && node > 0 {
            shapes[node] = Shape::Whole;
        } else if above[node] {
            shapes[node] = Shape::Heading;
        }
    }
}

/// Whether the paragraph of `node` is a sentence closed by a tag that names owners: nothing stands behind the tag, and
/// what stands before it is more than a title.
fn ends_with_tag(tree: &Tree<'_>, node: usize) -> bool {
    let Some(segment) = tree.nodes[node].segment else {
        return false;
    };
    let tagged = &tree.tagged[segment];
    tagged.ends_with_tag() && tagged.names_owners() && is_sentence(tree, segment)
}

/// Whether a paragraph is a sentence or more, its stop before or behind the tag; a title has none.
pub(super) fn is_sentence(tree: &Tree<'_>, segment: usize) -> bool {
    let passage = tree.passage(segment);
    let words = passage.as_str();
    // So many bytes hold more than 60 characters, whichever they are.
    words.len() > 60 * 4 || words.contains('。') || words.contains('；') || words.chars().count() > 60
}

fn styles_with_body_below(tree: &Tree<'_>) -> [bool; STYLES] {
    let mut counts = [(0usize, 0usize); STYLES];
    for node in 1..tree.nodes.len() {
        if ends_with_tag(tree, node) {
            let this = &tree.nodes[node];
            let (all, with_body) = &mut counts[this.style as usize];
            *all += 1;
            // What a tag below closes is no body of the item above.
            let untagged = |item: &&Item| matches!(item, Item::Text(text) if !tree.tagged[*text].has_tags());
            let mut below = this.items.iter().skip_while(untagged);
            let body = this.items.first().as_ref().is_some_and(untagged);
            *with_body += usize::from(body && matches!(below.next(), None | Some(Item::Kid(_))));
        }
    }
    counts.map(|(all, with_body)| all >= 2 && with_body * 2 > all)
}

/// Whether a paragraph reads like a title: short, one sentence at most.
pub(in crate::assemble) fn is_title(tree: &Tree<'_>, segment: usize) -> bool {
    let passage = tree.passage(segment);
    let part = tree.tagged[segment].parts.first();
    let words = part.map_or("", |part| &passage.as_str()[part.text.clone()]);
    let words = words.trim_end_matches(['。', '：', ':']);
    words.chars().count() <= 60 && !words.contains(['。', '；'])
}

/// Whether a paragraph introduces what follows.
pub(super) fn is_intro(tree: &Tree<'_>, segment: usize) -> bool {
    tree.segments[segment].body.hull().of(tree.text).ends_with(['：', ':'])
}

fn is_measure(style: MarkerStyle) -> bool {
    matches!(
        style,
        MarkerStyle::DigitParen | MarkerStyle::Circled | MarkerStyle::Bullet
    )
}

fn styles_with_kids(tree: &Tree<'_>) -> [bool; STYLES] {
    let mut has_kids = [false; STYLES];
    for node in tree.nodes.iter().skip(1) {
        if !node.labelled
            && node
                .kids()
                .any(|kid| !is_measure(tree.nodes[kid].style) || tree.nodes[kid].tagged)
        {
            has_kids[node.style as usize] = true;
        }
    }
    has_kids
}
