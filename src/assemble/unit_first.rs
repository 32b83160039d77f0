//! One paragraph a unit, the unit first: `区住建局负责全区整治总协调……。⏎区委农办要结合……。⏎区财政局：负责……`.
//!
//! Prose begins so too, and a plan whose tasks have tags may close with such a list of duties. So the form is decided
//! once for a document: none but these paragraphs names owners, and several of them stand one behind the other.

use std::ops::Range;

use super::draft::Section;
use super::tree::{Item, Part, Tagged, Tree};
use crate::directory::{Likeness, NameList};
use crate::outline::MarkerStyle;
use crate::tags::{BaseRole, Found, FoundTag, Group, Reading};

/// Paragraphs one behind the other that make a list of duties.
const SURE: usize = 3;
/// Names before the verb are never longer, in bytes.
const LONGEST: usize = 150;

/// Gives such paragraphs the tags they begin with.
pub(super) fn find(tree: &mut Tree<'_>) {
    let other = |tagged: &Tagged| {
        let mut tags = tagged.found.tags.iter();
        tags.any(|tag| !tag.leads_text() && !tag.reading.groups.is_empty())
    };
    if tree.tagged.iter().any(other) {
        return;
    }
    let aside = outside_plan(tree);
    let mut run: Vec<Begins> = Vec::new();
    let mut found: Vec<Begins> = Vec::new();
    for segment in 0..tree.segments.len() {
        let style = tree.segments[segment].marker.map(|marker| marker.style);
        if let Some(begins) = begins(tree, segment).filter(|_| !aside[segment]) {
            if run.last().is_some_and(|last| last.style != style) {
                close(&mut run, &mut found);
            }
            run.push(begins);
        } else if !run.last().is_some_and(|last| goes_on(last.style, style)) {
            close(&mut run, &mut found);
        }
    }
    close(&mut run, &mut found);
    for begins in found {
        if let Some(names) = begins.names {
            tree.tagged[begins.segment] = tagged(tree, begins.segment, begins.list, begins.verb, names);
        }
    }
}

/// A paragraph that begins with names of units and what makes them owners.
struct Begins {
    segment: usize,
    style: Option<MarkerStyle>,
    /// `None` where the paragraph has its tag already (甲局负责，乙局配合，……).
    names: Option<NameList>,
    list: Range<usize>,
    verb: Range<usize>,
    /// Whether one of the names is known.
    known: bool,
}

/// Keeps a run that is long enough and most of whose names are known.
fn close(run: &mut Vec<Begins>, found: &mut Vec<Begins>) {
    let known = run.iter().filter(|begins| begins.known).count();
    if run.len() >= SURE && known * 2 > run.len() {
        found.append(run);
    }
    run.clear();
}

/// Whether a paragraph of style `next` may be more of one of style `last`.
fn goes_on(last: Option<MarkerStyle>, next: Option<MarkerStyle>) -> bool {
    last.is_some_and(|last| next.is_none_or(|next| next > last))
}

fn begins(tree: &Tree<'_>, segment: usize) -> Option<Begins> {
    let this = &tree.segments[segment];
    if this.cell.is_some() || !(this.begins_line || this.marker.is_some()) {
        return None;
    }
    let style = this.marker.map(|marker| marker.style);
    if tree.tagged[segment].names_owners() {
        return Some(Begins {
            segment,
            style,
            names: None,
            list: 0..0,
            verb: 0..0,
            known: true,
        });
    }
    let passage = tree.passage(segment);
    let words = passage.as_str();
    let (list, verb) = names_and_verb(words).or_else(|| {
        // （一）区住建局 over its paragraph.
        let next = tree.segments.get(segment + 1)?;
        let alone = style.is_some() && next.marker.is_none() && next.cell.is_none() && words.len() <= LONGEST;
        alone.then_some((0..words.len(), words.len()..words.len()))
    })?;
    let names = tree.directory.read_list(&words[list.clone()]);
    let known = known(tree, &words[list.clone()], &names, &words[verb.clone()])?;
    Some(Begins {
        segment,
        style,
        names: Some(names),
        list,
        verb,
        known,
    })
}

/// The words that make whoever stands before them an owner.
const VERBS: &[&str] = &["负责", "牵头", "要", "：", ":"];

/// The names a paragraph begins with and the verb behind them; text must follow.
fn names_and_verb(words: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut head = words.len().min(LONGEST);
    while !words.is_char_boundary(head) {
        head -= 1;
    }
    let first = |verb: &&str| words[..head].find(*verb).map(|at| (at, at + verb.len()));
    let (at, end) = VERBS.iter().filter_map(first).min()?;
    let (mut start, mut name) = (at, words[..at].trim_end());
    for adverb in ["主要", "具体", "统一", "全面", "总", "要", "应", "应当"] {
        if let Some(rest) = name.strip_suffix(adverb) {
            (start, name) = (rest.len(), rest);
        }
    }
    (!name.is_empty() && !words[end..].trim().is_empty()).then(|| (0..name.len(), start..end))
}

/// Whether every name of a list may be a unit's; gives whether one is known. 各单位要高度重视 asks nobody in
/// particular.
fn known(tree: &Tree<'_>, words: &str, list: &NameList, verb: &str) -> Option<bool> {
    let likeness = |range: &Range<usize>| tree.directory.likeness(&words[range.clone()]);
    let mut known = false;
    for name in &list.names {
        let like = likeness(&name.range);
        let prose = words[name.range.clone()].contains(['对', '向', '把', '将', '由', '为', '在', '从']);
        if like == Likeness::None || prose || name.resolved.generic && verb == "要" {
            return None;
        }
        known |= like == Likeness::Known;
    }
    let length: usize = list.names.iter().map(|name| name.range.len()).sum();
    let marks = words
        .chars()
        .filter(|c| !c.is_alphanumeric() || "和及与等".contains(*c));
    let whole = length + marks.map(char::len_utf8).sum::<usize>() >= words.len();
    (!list.names.is_empty() && whole).then_some(known)
}

/// The paragraph with its tag.
fn tagged(tree: &Tree<'_>, segment: usize, list: Range<usize>, verb: Range<usize>, names: NameList) -> Tagged {
    let passage = tree.passage(segment);
    let words = passage.as_str();
    let base = if words[verb.clone()].contains("牵头") {
        BaseRole::Lead
    } else {
        BaseRole::Owner
    };
    let stop = words[verb.clone()].trim_end_matches(['：', ':', '要']).len();
    let range = 0..verb.end;
    let rest = &words[range.end..];
    let text = words.len() - rest.trim_start().len()..range.end + rest.trim_end().len();
    let group = Group {
        base,
        word: verb.start..verb.start + stop,
        label: None,
        list,
        names,
        marked: Vec::new(),
    };
    let reading = Reading {
        groups: vec![group],
        worded: true,
        ..Reading::default()
    };
    let tag = FoundTag {
        range,
        content: 0,
        reading: reading.into(),
        grammar: "unit-first",
    };
    Tagged {
        found: Found {
            tags: vec![tag],
            ..tree.tagged[segment].found.clone()
        },
        parts: vec![Part {
            text: if text.start < text.end { text } else { 0..0 },
            tail: 0..0,
            tags: 0..1,
        }],
        preface: 0..0,
        lead_in: 0..0,
    }
}

/// For each segment whether it stands in 总体要求, 保障措施 and the like, where nothing is a task without a tag.
fn outside_plan(tree: &Tree<'_>) -> Vec<bool> {
    let mut aside = vec![false; tree.segments.len()];
    let mut nodes = vec![false; tree.nodes.len()];
    // Kids stand behind their parents.
    for node in 0..tree.nodes.len() {
        let out = nodes[node] || Section::of(tree, node) != Section::Plan;
        if let Some(segment) = tree.nodes[node].segment {
            aside[segment] = out;
        }
        for item in &tree.nodes[node].items {
            match *item {
                Item::Text(segment) | Item::TagLine(segment) | Item::Other(segment) => aside[segment] = out,
                Item::Kid(kid) => nodes[kid] = out,
            }
        }
    }
    aside
}
