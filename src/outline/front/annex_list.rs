//! Lists of annexes that a notice announces (附件：1.某某分解表 ⏎ 2.某某名单), and the names they give.

use super::page::Page;
use super::shapes::{self, is_note_in_brackets};
use super::tail::is_listed_annex;
use super::{Reading, date};
use crate::plan::LedgerKind;
use crate::source::{Slices, Span};

impl Reading<'_> {
    /// 附件：1.某某分解表 ⏎ 2.某某名单: the further names look like items, and are none wherever the list stands.
    pub(super) fn annex_lists(&mut self) {
        let page = self.page;
        for first in 0..page.head() {
            let Some(at) = shapes::annex_with_name(page.folded(first)).filter(|_| self.kinds[first].is_none()) else {
                continue;
            };
            let listed = listed_annexes(page, first);
            if listed.is_empty() {
                continue;
            }
            self.announced(first, at);
            for index in listed {
                self.listed_annex(index);
            }
        }
    }

    /// A further name in a list of annexes, or the second line of the name above it.
    fn listed_annex(&mut self, index: usize) {
        let end = self.page.span(index).end;
        match self.front.attachments.last_mut() {
            Some(last) if self.page.number(index).is_none() => {
                last.end = end;
                self.mark(index, LedgerKind::Attachment);
            }
            _ => self.announced(index, shapes::item_number(self.page.folded(index))),
        }
    }

    /// The title of an annex that shows none: the name by which the notice announced it.
    pub(super) fn announced_title(&mut self, mark: usize, at: usize) {
        self.mark(mark, LedgerKind::Attachment);
        let named = self.front.attachments.get(at).or(self.front.attachments.first());
        let Some(named) = named.copied() else { return };
        let mut slices = Slices::default();
        let mut start = named.start;
        for line in named.of(self.page.text).split('\n') {
            slices.push(Span::new(start, start + line.len()).trimmed(self.page.text));
            start += line.len() + 1;
        }
        self.front.title = Some(slices);
    }
}

/// The lines below `附件：1.某某表` at line `first` that go on with 2., 3.; a name may run over two lines.
pub(super) fn listed_annexes(page: &Page, first: usize) -> Vec<usize> {
    let line = page.folded(first);
    let name = line.trim_start_matches(['附', '件', '表', ' ', ':', '\u{3000}']);
    let begins_at_one =
        name.starts_with(['1', '(']) && shapes::item_number(name) > 0 && name.trim_start_matches('(').starts_with('1');
    let (mut listed, mut open, mut value) = (Vec::new(), Vec::new(), 1);
    for index in first + 1..page.head() {
        if !begins_at_one {
            break;
        }
        let line = page.folded(index);
        if page.number(index) == Some(value + 1) && is_listed_annex(page, index) {
            value += 1;
            listed.append(&mut open);
            listed.push(index);
        } else if open.is_empty() && page.number(index).is_none() && line.chars().count() <= 30 && !closes_list(line) {
            open.push(index);
        } else {
            break;
        }
    }
    listed
}

fn closes_list(line: &str) -> bool {
    shapes::signs(line)
        || line.contains(['。', ':', ';', '|'])
        || date::any_date(line).is_some()
        || shapes::is_annex_mark(line)
        || is_note_in_brackets(line)
}
