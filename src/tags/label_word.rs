//! A label that lost its colon: the words alone on a line, the names on the next (`责任单位` ⏎ `文广旅局`), or a blank
//! between them (`责任单位 市教育局、市体育局`). Both lines are one paragraph when they come here.

use std::ops::Range;
use std::rc::Rc;

use super::deadline::is_deadline;
use super::label::{self, LabelKind};
use super::{Found, FoundTag, Marked, Reading, TagReader};
use crate::directory::Likeness;

/// Longer paragraphs are text.
const LONGEST: usize = 600;

/// Takes a whole paragraph that is a label's words and what the label asks for, and nothing else.
pub(super) fn find(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    if !paragraph.alone || !found.tags.is_empty() || !(12..=LONGEST).contains(&text.len()) {
        return;
    }
    let Some((kind, end)) = label_at_start(text, reader) else {
        return;
    };
    let value = text[end..].trim_end_matches(['。', '；', ' ']);
    let content = end + (value.len() - value.trim_start().len());
    let value = value.trim_start();
    let Some(reading) = read(reader, kind, &text[..end], value) else {
        return;
    };
    found.tags.push(FoundTag {
        range: 0..text.len(),
        content,
        reading: Rc::new(reading),
        grammar: "label-word",
    });
}

/// The longest label `text` begins with, where a value can begin behind it.
fn label_at_start(text: &str, reader: &TagReader<'_>) -> Option<(LabelKind, usize)> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(14).skip(3);
    ends.filter_map(|end| Some((label::kind(&text[..end], reader.roles)?, end)))
        .filter(|(_, end)| text[..*end].trim_end().len() == *end)
        .last()
}

fn read(reader: &TagReader<'_>, kind: LabelKind, words: &str, value: &str) -> Option<Reading> {
    if value.is_empty() || value.contains(['。', '：', ':']) {
        return None;
    }
    // 牵头单位 配合单位 完成时限: the headings of a table.
    if value
        .split_whitespace()
        .any(|word| label::kind(word, reader.roles).is_some())
    {
        return None;
    }
    match kind {
        LabelKind::Deadline => is_deadline(value).then(|| Reading {
            deadlines: std::iter::once(0..value.len()).collect(),
            labelled: true,
            ..Reading::default()
        }),
        LabelKind::Units(base) => {
            let reading = reader.read_cell(value, base, words);
            let mut likeness = reading.groups.iter().flat_map(|group| {
                let names = group.names.names.iter();
                names.map(|name| {
                    let start = group.list.start + name.range.start;
                    reader.directory.likeness(&value[start..start + name.range.len()])
                })
            });
            let named = likeness.clone().next().is_some();
            (named && likeness.all(|likeness| likeness != Likeness::None)).then_some(reading)
        }
        LabelKind::Other => None,
        LabelKind::People => {
            let plain = places(value).all(|place| {
                let name = &value[place];
                (2..=4).contains(&name.chars().count()) && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            });
            plain.then(|| Reading {
                people: places(value).map(|place| (place, 0..0)).collect(),
                people_label: Some(words.split_whitespace().collect()),
                ..Reading::default()
            })
        }
    }
}

/// The places of the names in a list of persons.
fn places(list: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let separator = |c: char| c == '、' || c.is_whitespace();
    let mut start = 0;
    list.split(separator).filter_map(move |name| {
        let place = start..start + name.len();
        start = place.end + list[place.end..].chars().next().map_or(0, char::len_utf8);
        (!name.is_empty()).then_some(place)
    })
}
