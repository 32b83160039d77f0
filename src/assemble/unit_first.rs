//! One paragraph a unit, the unit first: `区住建局负责全区整治总协调……。⏎区委农办要结合……。⏎区财政局：负责……`.
//!
//! Prose begins so too. So the form is decided once for a document: several such paragraphs stand one behind the other,
//! and none but these names owners. Beside other tags only numbered items count, among which few name nobody, and only
//! words that no prose begins with ([`beside_tags`]).

use smallvec::smallvec;

use std::ops::Range;
use std::rc::Rc;

use super::draft::Section;
use super::duties;
use super::tree::{Item, Part, Tagged, Tree};
use crate::directory::{Likeness, NameList};
use crate::outline::MarkerStyle;
use crate::plan::Resolution;
use crate::source::{CLOSING, OPENING};
use crate::tags::{BaseRole, Found, FoundTag, Group, Reading, TagReader, may_be_unlisted};

/// Paragraphs one behind the other that make a list of duties.
const SURE: usize = 3;
/// Characters that name a level before a unit.
const LEVELS: &[char] = &['省', '市', '州', '区', '县', '旗', '镇', '乡'];
/// Names before the verb are never longer, in bytes.
const LONGEST: usize = 150;

/// Gives such paragraphs the tags they begin with; closes groups of items by the tag lines below them in between.
pub(super) fn find(tree: &mut Tree<'_>, reader: &mut TagReader<'_>) {
    let other = |tagged: &Tagged| {
        let mut tags = tagged.found.tags.iter();
        tags.any(|tag| !tag.leads_text() && !tag.reading.groups.is_empty())
    };
    let others = tree.tagged.iter().any(other);
    let aside = outside_plan(tree);
    duties::find(tree, &aside, others);
    if others {
        // What a tag below closes is one task with measures, whoever its items name.
        tree.close_groups();
        return beside_tags(tree, reader, &aside);
    }
    let mut run: Vec<Begins> = Vec::new();
    let mut found: Vec<Begins> = Vec::new();
    for (segment, aside) in aside.into_iter().enumerate() {
        let style = tree.segments[segment].marker.map(|marker| marker.style);
        if let Some(begins) = begins(tree, segment, reader).filter(|_| !aside) {
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
        if let Some(reading) = begins.reading {
            tree.tagged[begins.segment] = tagged(tree, begins.segment, begins.end, reading);
        }
    }
    tree.close_groups();
}

/// Items of a document whose other tasks have tags: （一）市水利局负责……（二）……。（市应急局）（三）市气象局负责……. Under one heading
/// most must name somebody; a single one counts where the document has several.
fn beside_tags(tree: &mut Tree<'_>, reader: &mut TagReader<'_>, aside: &[bool]) {
    let mut found: Vec<(Begins, bool)> = Vec::new();
    for node in 0..tree.nodes.len() {
        let kids: Vec<usize> = tree.nodes[node].kids().collect();
        let closed = tree.nodes[node]
            .items
            .iter()
            .any(|item| matches!(item, Item::TagLine(_)));
        if closed || node > 0 && tree.has_own_tags(node) {
            continue;
        }
        let named = kids.iter().filter(|kid| tree.has_own_tags(**kid)).count();
        let begun: Vec<Begins> = kids
            .iter()
            .filter_map(|kid| item_begins(tree, *kid, reader, aside))
            .collect();
        let unnamed = kids.len() - named - begun.len();
        if unnamed < named + begun.len() {
            let several = begun.len() > 1;
            found.extend(begun.into_iter().map(|begins| (begins, several)));
        }
    }
    let known = found.iter().filter(|(begins, _)| begins.known).count();
    if found.len() < SURE && !found.iter().any(|(_, several)| *several) || known * 2 <= found.len() {
        return;
    }
    for (begins, _) in found {
        if let Some(reading) = begins.reading {
            tree.tagged[begins.segment] = tagged(tree, begins.segment, begins.end, reading);
        }
    }
}

/// A numbered item without any tag that begins with units and 负责, 牵头 or a colon.
fn item_begins(tree: &Tree<'_>, node: usize, reader: &mut TagReader<'_>, aside: &[bool]) -> Option<Begins> {
    let this = &tree.nodes[node];
    let segment = this.segment.filter(|segment| !aside[*segment])?;
    let plain = !tree.has_own_tags(node) && this.kids().next().is_none() && this.style < MarkerStyle::RowGroup;
    let passage = tree.passage(segment);
    let (_, verb) = names_and_verb(passage.as_str()).filter(|_| plain)?;
    let strong = !passage.as_str()[verb].ends_with('要');
    strong.then(|| begins(tree, segment, reader)).flatten()
}

/// A paragraph that begins with names of units and what makes them owners.
struct Begins {
    segment: usize,
    style: Option<MarkerStyle>,
    /// `None` where the paragraph has its tag already (甲局负责，乙局配合，……).
    reading: Option<Rc<Reading>>,
    /// Where the tag ends.
    end: usize,
    /// Whether one of the names is known.
    known: bool,
    /// Whether 负责, 牵头 or a colon follows the names, with which no exhortation begins.
    strong: bool,
}

/// Keeps a run that is long enough and most of whose names are known.
fn close(run: &mut Vec<Begins>, found: &mut Vec<Begins>) {
    let known = run.iter().filter(|begins| begins.known).count();
    // 一、市教育局负责……二、市财政局负责……: two are all there is.
    let pair = run.len() == 2 && known == 2 && run.iter().all(|begins| begins.strong && begins.style.is_some());
    if pair || run.len() >= SURE && known * 2 > run.len() {
        found.append(run);
    }
    run.clear();
}

/// Whether a paragraph of style `next` may be more of one of style `last`.
fn goes_on(last: Option<MarkerStyle>, next: Option<MarkerStyle>) -> bool {
    last.is_some_and(|last| next.is_none_or(|next| next > last))
}

fn begins(tree: &Tree<'_>, segment: usize, reader: &mut TagReader<'_>) -> Option<Begins> {
    let this = &tree.segments[segment];
    if this.cell.is_some() || !(this.begins_line || this.marker.is_some()) {
        return None;
    }
    let style = this.marker.map(|marker| marker.style);
    if tree.tagged[segment].names_owners() {
        return Some(Begins {
            segment,
            style,
            reading: None,
            end: 0,
            known: true,
            strong: true,
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
    // 区教育局（牵头）、区财政局：……, 区教育局会同区财政局负责…… are read as a tag is, every other list name by name.
    let written = &words[list.clone()];
    let joint = written.contains("会同").then_some(&words[..verb.end]);
    let bracketed = joint
        .or_else(|| written.contains(['（', '(']).then_some(written))
        .and_then(|words| reader.read(words))
        .filter(|reading| reading.worded && reading.groups.iter().all(|group| !group.names.names.is_empty()));
    let (reading, known) = match bracketed {
        Some(reading) => (reading, true),
        None => {
            let names = tree.directory.read_list(written);
            let known = known(tree, written, &names, &words[verb.clone()])?;
            (Rc::new(plain_reading(words, list, verb.clone(), names)), known)
        }
    };
    Some(Begins {
        segment,
        style,
        reading: Some(reading),
        end: verb.end,
        known,
        strong: !verb.is_empty() && !words[verb].ends_with('要'),
    })
}

/// One group of names with the verb behind them.
pub(super) fn plain_reading(words: &str, list: Range<usize>, verb: Range<usize>, names: NameList) -> Reading {
    let base = if words[verb.clone()].contains("牵头") {
        BaseRole::Lead
    } else {
        BaseRole::Owner
    };
    let stop = words[verb.clone()].trim_end_matches(['：', ':', '要']).len();
    let group = Group {
        base,
        word: verb.start..verb.start + stop,
        label: None,
        list,
        names,
        marked: Vec::new(),
    };
    Reading {
        groups: vec![group],
        worded: true,
        ..Reading::default()
    }
}

/// The words that make whoever stands before them an owner, each with what makes another word of it: 负责人, 要点.
const VERBS: &[(&str, &str)] = &[
    ("负责", "人同制任"),
    ("牵头", "单部人领机"),
    ("要", "点求素闻员害道件紧领义务地塞案"),
    ("：", ""),
    (":", ""),
];

/// The names a paragraph begins with and the verb behind them; text must follow.
pub(super) fn names_and_verb(words: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (at, end) = first_verb(words)?;
    let (mut start, mut name) = (at, words[..at].trim_end());
    // 公安部门工作职责：……
    if let Some(unit) = name
        .strip_suffix("职责")
        .filter(|_| words[at..end].ends_with(['：', ':']))
    {
        let bare = ["主要", "工作", "的"].iter().find_map(|word| unit.strip_suffix(word));
        name = bare.unwrap_or(unit).trim_end();
        start = name.len();
    }
    for adverb in ["主要", "具体", "统一", "全面", "总", "要", "应", "应当"] {
        if let Some(rest) = name.strip_suffix(adverb) {
            (start, name) = (rest.len(), rest);
        }
    }
    (!name.is_empty() && !words[end..].trim().is_empty()).then_some((0..name.len(), start..end))
}

/// The first verb outside brackets; a word that only begins like one ends the search.
fn first_verb(words: &str) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            '。' | '；' if depth == 0 => return None,
            // 主要职责, 重要: no verb of its own.
            '要' if words[..at].ends_with(['主', '重', '必', '需', '首', '纪', '概']) => {}
            _ if depth == 0 => {
                if let Some((verb, others)) = VERBS.iter().find(|(verb, _)| words[at..].starts_with(verb)) {
                    let end = at + verb.len();
                    let other = words[end..].chars().next().is_some_and(|next| others.contains(next));
                    return (!other).then_some((at, end));
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether every name of a list may be a unit's; gives whether one is known. 各单位要高度重视 asks nobody in
/// particular.
pub(super) fn known(tree: &Tree<'_>, words: &str, list: &NameList, verb: &str) -> Option<bool> {
    let likeness = |range: &Range<usize>| tree.directory.likeness(&words[range.clone()]);
    let (mut known, mut unlisted) = (false, 0);
    for name in &list.names {
        let like = likeness(&name.range);
        let prose = words[name.range.clone()].contains(['对', '向', '把', '将', '由', '为', '在', '从']);
        // 党政办负责……: an office that brackets do not take for one by itself.
        let office = like == Likeness::None
            && name.resolved.resolution == Resolution::Known
            && words[name.range.clone()].chars().count() >= 3;
        if prose || name.resolved.generic && verb == "要" {
            return None;
        }
        // 中心小学、石桥中学负责……: a kind of body beside a name of one.
        if like == Likeness::None && !office {
            unlisted += 1;
            if verb == "要" || unlisted * 2 > list.names.len() || !may_be_unlisted(&words[name.range.clone()]) {
                return None;
            }
        }
        // 镇武装部, 镇村镇建设办公室: what begins with its level is somebody.
        let placed = like != Likeness::None && words[name.range.clone()].starts_with(LEVELS);
        known |= office || placed || like == Likeness::Known;
    }
    let length: usize = list.names.iter().map(|name| name.range.len()).sum();
    let marks = words
        .chars()
        .filter(|c| !c.is_alphanumeric() || "和及与等".contains(*c));
    let whole = length + marks.map(char::len_utf8).sum::<usize>() >= words.len();
    (!list.names.is_empty() && whole).then_some(known)
}

/// The paragraph with its tag.
fn tagged(tree: &Tree<'_>, segment: usize, end: usize, reading: Rc<Reading>) -> Tagged {
    let passage = tree.passage(segment);
    let words = passage.as_str();
    let rest = &words[end..];
    let text = words.len() - rest.trim_start().len()..end + rest.trim_end().len();
    let tag = FoundTag {
        range: 0..end,
        content: 0,
        reading,
        grammar: "unit-first",
    };
    let mut found = Found {
        tags: smallvec![tag],
        ..tree.tagged[segment].found.clone()
    };
    found.no_tags.retain(|none| none.range.start >= end);
    Tagged {
        found,
        parts: smallvec![Part {
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
