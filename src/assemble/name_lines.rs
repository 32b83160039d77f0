//! Lines of nothing but names under an item, with no role word to show what they are.

use smallvec::smallvec;

use super::tree::{Tagged, parts_before};
use crate::directory::Directory;
use crate::outline::{Marker, MarkerStyle, Segment};
use crate::source::Passage;
use crate::tags::{Found, names_alone};

/// Gives such lines their tags.
pub(super) fn find(text: &str, segments: &[Segment], tagged: &mut [Tagged], directory: &Directory) {
    let lines = Lines { text, segments };
    let mut bare = Vec::new();
    for at in 1..segments.len().saturating_sub(1) {
        if let Some(line) = lines.more_names(at, tagged, directory) {
            tagged[at] = line;
        }
    }
    for at in 1..segments.len() {
        let dash = lines.is_dash(at);
        if tagged[at].has_tags() || tagged[at - 1].has_tags() || !dash && !lines.is_bare(at) {
            continue;
        }
        let Some(tag) = names_alone(Passage::new(text, &segments[at].body).as_str(), !dash, directory) else {
            continue;
        };
        let found = Found {
            tags: smallvec![tag],
            ..Found::default()
        };
        let line = parts_before(Passage::new(text, &segments[at].body).as_str(), found);
        if dash {
            tagged[at] = line;
        } else {
            bare.push((at, line));
        }
    }
    // One such line may be a signature, or anything.
    if bare.len() > 1 {
        bare.into_iter().for_each(|(at, line)| tagged[at] = line);
    }
}

struct Lines<'a> {
    text: &'a str,
    segments: &'a [Segment],
}

impl Lines<'_> {
    /// 配合单位：市财政局⏎市住建局: a line of names behind a label line, in the role of the label.
    fn more_names(&self, at: usize, tagged: &[Tagged], directory: &Directory) -> Option<Tagged> {
        let this = &self.segments[at];
        let label = &tagged[at - 1];
        let plain = this.marker.is_none() && this.cell.is_none() && this.begins_line && !tagged[at].has_tags();
        if !plain || !label.only_tags() || self.segments[at - 1].cell.is_some() {
            return None;
        }
        let (before, last) = (
            Passage::new(self.text, &self.segments[at - 1].body),
            label.found.tags.last()?,
        );
        let group = last.reading.groups.last().filter(|_| last.reading.labelled)?;
        // The names of the label must be the last words of its line.
        let ends = last.content + group.list.end >= before.as_str().trim_end().len();
        let word = group.label.clone().unwrap_or_else(|| {
            before.as_str()[last.content + group.word.start..last.content + group.word.end].to_string()
        });
        let passage = Passage::new(self.text, &this.body);
        let mut tag = names_alone(passage.as_str(), false, directory).filter(|_| ends && !word.is_empty())?;
        let reading = std::rc::Rc::make_mut(&mut tag.reading);
        reading.labelled = true;
        for more in &mut reading.groups {
            more.base = group.base;
            more.label = Some(word.clone());
        }
        let found = Found {
            tags: smallvec![tag],
            ..Found::default()
        };
        Some(parts_before(passage.as_str(), found))
    }

    /// ——市教育局、市财政局 under an item, where no other dash stands beside it.
    fn is_dash(&self, at: usize) -> bool {
        let bullet = |at: usize| {
            let marker: Option<Marker> = self.segments.get(at)?.marker;
            marker.filter(|marker| marker.style == MarkerStyle::Bullet)
        };
        let dash = bullet(at).is_some_and(|marker| marker.span.of(self.text).starts_with(['—', '─', '―', '-']));
        dash && bullet(at - 1).is_none() && bullet(at + 1).is_none()
    }

    /// 市教育局、市财政局 between an item that is a sentence and the next number; what stands over 1. heads a list.
    fn is_bare(&self, at: usize) -> bool {
        let (before, this) = (&self.segments[at - 1], &self.segments[at]);
        let item = before.marker.is_some() && before.cell.is_none();
        let sentence = before.body.hull().of(self.text).ends_with(['。', '；', ';']);
        let next = match self.segments.get(at + 1) {
            Some(next) => next.cell.is_none() && next.marker.is_some_and(|marker| marker.value != 1),
            None => true,
        };
        item && sentence && next && this.marker.is_none() && this.cell.is_none() && this.begins_line
    }
}
