//! Annexes below the plan's text: their titles close what was open above, and those that hold people, forms or
//! explanations hold no tasks.

use super::locate::is_roster;
use super::page::{Page, fold};
use super::shapes;
use crate::outline::title::{self, TitleShape};
use crate::plan::LedgerKind;

/// Lines of an annex that may be set aside; a longer one is no list of people.
const LONGEST: usize = 400;

/// Marks 附件 and the titles below it from line `body` on, and those at the head of a file; gives the first such line.
pub(super) fn read(page: &Page, body: usize, kinds: &mut [Option<LedgerKind>]) -> Option<usize> {
    let mut first = None;
    let mut index = body;
    while index < page.len() {
        let at = index;
        index += 1;
        let begins_file = page.begins_file(at) && at > body;
        if begins_file {
            first = first.or(Some(at));
        }
        if kinds[at].is_some() || !begins_file && !page.line(at).starts_with('附') {
            continue;
        }
        let line = fold(page.line(at));
        let (title, last) = if let Some(heading) = heading(page, at, &line) {
            kinds[at] = Some(LedgerKind::Attachment);
            kinds[at + 1..=heading.1].fill(Some(LedgerKind::Title));
            heading
        } else if let Some(heading) = title_from(page, at).filter(|_| begins_file) {
            kinds[at..=heading.1].fill(Some(LedgerKind::Title));
            heading
        } else {
            continue;
        };
        first = first.or(Some(at));
        index = last + 1;
        if is_roster(&title) {
            index = set_aside(page, last + 1, kinds);
        }
    }
    first
}

/// The title of the annex that begins at line `at`, and its last line; nothing where no title follows.
fn heading(page: &Page, at: usize, line: &str) -> Option<(String, usize)> {
    if let Some(name) = shapes::annex_with_name(line) {
        let name = &line[name..];
        let opens = at + 1 < page.len() && shapes::annex_with_name(&fold(page.line(at + 1))).is_none();
        return (is_title(name) && opens && page.lines[at].after_gap).then(|| (name.to_string(), at));
    }
    if !shapes::is_annex_mark(line) {
        return None;
    }
    title_from(page, at + 1)
}

fn is_title(title: &str) -> bool {
    title::shape(title) != TitleShape::No || is_roster(title)
}

/// The title that begins at line `first`, and its last line.
fn title_from(page: &Page, first: usize) -> Option<(String, usize)> {
    let mut title = String::new();
    for last in first..page.len().min(first + 3) {
        let part = fold(page.line(last));
        title.push_str(&part);
        if page.number(last).is_some() {
            return None;
        }
        if is_title(&title) {
            return Some((title, last));
        }
        if !title::may_continue_below(&part) {
            return None;
        }
    }
    None
}

/// Sets the lines of an annex aside up to the next annex, unless one of them names owners; gives the line behind.
fn set_aside(page: &Page, from: usize, kinds: &mut [Option<LedgerKind>]) -> usize {
    let end = (from..page.len())
        .find(|index| {
            page.begins_file(*index)
                || page.line(*index).starts_with('附') && shapes::is_annex_mark(&fold(page.line(*index)))
        })
        .unwrap_or(page.len());
    let owners = |index: usize| {
        let line = fold(page.line(index));
        shapes::names_owner(&line) && page.number(index).is_some() || shapes::is_owner_label(&line)
    };
    if end - from > LONGEST || (from..end).any(owners) {
        return from;
    }
    for kind in &mut kinds[from..end] {
        kind.get_or_insert(LedgerKind::Attachment);
    }
    end
}
