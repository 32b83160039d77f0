//! Lists of those who attend the meeting that a plan was made for: 参会单位：甲局、乙局.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::Loose;
use crate::directory::{Directory, Likeness, ListedName};
use crate::plan::LedgerKind;
use crate::source::Span;

/// A list is never longer, in bytes.
const LONGEST: usize = 3_000;

/// What stands behind 参会单位：, 出席： or 参加会议的有 at the beginning of a line, wherever that is.
pub(super) fn lists<'t>(text: &'t str, directory: &'t Directory) -> impl Iterator<Item = Span> + 't {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let who = "单位|部门|人员|同志|对象|范围";
        Regex::new(&format!(
            "^(?:参会|参加|出席|列席|与会|到会)(?:会议)?的?(?:{who})?(?:有|：|:)"
        ))
        .ok()
    });
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    let lines = ends.chain([text.len()]).map(move |end| {
        let line = Span::new(start, end);
        start = end;
        (line.start, line.of(text))
    });
    lines.filter_map(|(start, line)| {
        let words = line.trim_start();
        if !words.starts_with(['参', '出', '列', '与', '到']) {
            return None;
        }
        let label = LABEL.as_ref()?.find(words)?.end();
        let rest = &words[label..];
        let list = &rest[..rest.find(['。', '\n']).unwrap_or(rest.len())];
        let known = |name: &ListedName| unit_in(&list[name.range.clone()], directory).is_some();
        if list.len() > LONGEST {
            return None;
        }
        let names = directory.read_list(list).names;
        let units = names.iter().filter(|name| known(name)).count();
        // 参加有奖竞答: nobody.
        if units < 2 && (units < names.len() || units == 0) {
            return None;
        }
        let from = start + line.len() - words.len() + label;
        Some(Span::new(from, from + list.len()))
    })
}

/// Characters of a person's name and post behind the unit, at most: 县教育局副局长张三.
const PERSON: usize = 9;

/// The unit that an entry of such a list names, without the person who comes for it: 县教育局张三.
pub(super) fn unit_in<'w>(entry: &'w str, directory: &Directory) -> Option<&'w str> {
    let entry = entry.trim();
    let ends = entry.char_indices().rev().take(PERSON).map(|(at, _)| at);
    let cuts = std::iter::once(entry.len()).chain(ends);
    let mut units = cuts.map(|end| entry[..end].trim_end_matches(['（', '(', ' ', '\u{3000}']));
    units.find(|unit| unit.chars().count() >= 3 && directory.likeness(unit) == Likeness::Known)
}

/// Takes such lists out of the text behind tags: they are no work.
pub(super) fn set_aside(loose: &mut [Loose], text: &str, directory: &Directory) {
    for paragraph in loose.iter_mut().filter(|loose| loose.kind == LedgerKind::Narrative) {
        let hull = paragraph.slices.hull();
        if hull.len() <= LONGEST
            && lists(hull.of(text), directory)
                .next()
                .is_some_and(|list| list.end + 6 >= hull.len())
        {
            paragraph.kind = LedgerKind::Closing;
            paragraph.behind_tag = false;
        }
    }
}
