//! A line of owners with neither bracket nor label under the task it belongs to:
//! `省农业农村厅牵头，省商务厅、供销社按职责分工负责`.

use super::{Found, FoundTag, Paragraph, TagReader, inline};
use crate::directory::Likeness;

/// A line is never longer than this many characters.
const LONGEST: usize = 300;

/// Takes the whole paragraph for a tag when every clause is names with a role word.
pub(super) fn find(reader: &mut TagReader<'_>, paragraph: Paragraph<'_>, found: &mut Found) {
    let text = paragraph.text;
    if !paragraph.alone || !found.tags.is_empty() || text.len() > LONGEST * 3 || text.len() < 9 {
        return;
    }
    let head = text.trim_end_matches(['。', '；', ' ']);
    if reader.roles.verb_at_end(head).is_none() {
        return;
    }
    let Some(reading) = reader.read(text) else { return };
    let every_name_is_known = reading.groups.iter().all(|group| {
        !group.word.is_empty()
            && group.names.names.iter().all(|name| {
                let written = &text[group.list.start + name.range.start..group.list.start + name.range.end];
                reader.directory.likeness(written) != Likeness::None
            })
    });
    let accounted: usize = reading
        .groups
        .iter()
        .map(|group| group.list.len() + group.word.len())
        .sum();
    let stops = text
        .chars()
        .filter(|c| !c.is_alphanumeric())
        .map(char::len_utf8)
        .sum::<usize>();
    if reading.worded
        && every_name_is_known
        && accounted + stops >= text.len()
        && !inline::is_blank(text, 0..text.len())
    {
        found.tags.push(FoundTag {
            range: 0..text.len(),
            content: 0,
            reading,
            grammar: "owner-line",
        });
    }
}
