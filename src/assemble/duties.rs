//! Duties clause by clause inside one paragraph, the unit first: `整治市容。区城建局负责清运垃圾；各街道负责清扫街巷；……`. Each is
//! the task of its unit.
//!
//! Prose says so now and then of one unit; a list has several clauses, one behind the other to the end.

use std::ops::Range;

use super::tree::{Part, Tagged, Tree};
use super::unit_first::{known, names_and_verb, plain_reading};
use crate::source::{CLOSING, OPENING};
use crate::tags::{Found, FoundTag};

/// Clauses that make a list where nothing else in the document names owners, and where something does.
const SURE: [usize; 2] = [2, 3];
/// Clauses of a paragraph that are looked at; more are prose.
const MOST: usize = 60;

/// A clause that begins with units and 负责.
struct Duty {
    start: usize,
    list: Range<usize>,
    verb: Range<usize>,
    /// Whether one of its names is known.
    known: bool,
}

/// Gives such paragraphs of the plan their tags; `others` tells whether other paragraphs of the document have some.
pub(super) fn find(tree: &mut Tree<'_>, aside: &[bool], others: bool) {
    for (segment, aside) in aside.iter().enumerate() {
        let this = &tree.segments[segment];
        if *aside || this.cell.is_some() || tree.tagged[segment].has_tags() {
            continue;
        }
        let passage = tree.passage(segment);
        let words = passage.as_str();
        // Cheap: most paragraphs say so of nobody.
        if words.matches("负责").take(SURE[0]).count() < SURE[0] {
            continue;
        }
        let duties = duties(tree, words);
        if duties.len() >= SURE[usize::from(others)] {
            tree.tagged[segment] = tagged(tree, words, &duties, &tree.tagged[segment].found);
        }
    }
}

/// The duties of a paragraph, where all its clauses but a title before them are some.
fn duties(tree: &Tree<'_>, words: &str) -> Vec<Duty> {
    let clauses = clauses(words);
    if clauses.len() > MOST {
        return Vec::new();
    }
    let found: Vec<Option<Duty>> = clauses.into_iter().map(|clause| duty(tree, words, clause)).collect();
    let title = usize::from(found.first().is_some_and(Option::is_none));
    let all = found[title..].iter().all(Option::is_some);
    let known = found.iter().flatten().any(|duty| duty.known);
    if all && known {
        found.into_iter().flatten().collect()
    } else {
        Vec::new()
    }
}

fn duty(tree: &Tree<'_>, words: &str, clause: Range<usize>) -> Option<Duty> {
    let text = &words[clause.clone()];
    let (list, verb) = names_and_verb(text)?;
    let written = &text[list.clone()];
    let does = text[verb.clone()].contains("负责") || text[verb.clone()].contains("牵头");
    let names = tree.directory.read_list(written);
    let known = known(tree, written, &names, &text[verb.clone()]).filter(|_| does)?;
    let place = |range: Range<usize>| clause.start + range.start..clause.start + range.end;
    Some(Duty {
        start: clause.start,
        list: place(list),
        verb: place(verb),
        known,
    })
}

/// The clauses between stops outside brackets.
fn clauses(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in words.char_indices() {
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            '。' | '；' | ';' if depth == 0 => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..words.len());
    let blank = |range: &Range<usize>| words[range.clone()].trim().is_empty();
    found.retain(|range| !blank(range));
    found
        .into_iter()
        .map(|range| {
            let text = words[range.clone()].trim_start();
            range.end - text.len()..range.end
        })
        .collect()
}

/// The paragraph with a tag before each of its tasks.
fn tagged(tree: &Tree<'_>, words: &str, duties: &[Duty], found: &Found) -> Tagged {
    let ends = duties.iter().skip(1).map(|next| next.start).chain([words.len()]);
    let (mut tags, mut parts) = (Vec::new(), Vec::new());
    for (index, (duty, end)) in duties.iter().zip(ends).enumerate() {
        let list = 0..duty.list.end - duty.list.start;
        let verb = duty.verb.start - duty.start..duty.verb.end - duty.start;
        let names = tree.directory.read_list(&words[duty.list.clone()]);
        let reading = plain_reading(&words[duty.start..], list, verb, names);
        tags.push(FoundTag {
            range: duty.start..duty.verb.end,
            content: duty.start,
            reading: reading.into(),
            grammar: "unit-first",
        });
        let text = words[duty.verb.end..end].trim();
        let start = end - words[duty.verb.end..end].trim_start().len();
        parts.push(Part {
            text: start..start + text.len(),
            tail: 0..0,
            tags: index..index + 1,
        });
    }
    let mut found = Found {
        tags: tags.into(),
        ..found.clone()
    };
    let tags = &found.tags;
    found
        .no_tags
        .retain(|none| !tags.iter().any(|tag| tag.range.contains(&none.range.start)));
    Tagged {
        found,
        parts: parts.into(),
        preface: 0..words[..duties.first().map_or(0, |duty| duty.start)].trim_end().len(),
        lead_in: 0..0,
    }
}
