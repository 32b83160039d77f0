//! 目录: the table of contents before a plan repeats its headings; none of them is a task.

use std::collections::HashSet;

use super::page::{Page, fold};
use crate::plan::LedgerKind;

/// A longer list is no table of contents.
const LONGEST: usize = 300;

/// Marks the lines of a table of contents at the head of the document.
pub(super) fn read(page: &Page, kinds: &mut [Option<LedgerKind>]) {
    let Some(start) = (0..page.head()).find(|index| is_heading(page.folded(*index))) else {
        return;
    };
    let end = (start + 1..page.len().min(start + LONGEST))
        .find(|index| !has_page_number(page.folded(*index)))
        .unwrap_or(page.len());
    // With page numbers the list speaks for itself; without, its lines must come again below.
    let end = if end > start + 2 {
        end
    } else {
        repeated(page, start + 1)
    };
    if end > start + 2 {
        kinds[start..end].fill(Some(LedgerKind::Front));
    }
}

fn is_heading(line: &str) -> bool {
    line.len() <= 18 && matches!(line.replace([' ', '\u{3000}', '\u{a0}'], "").as_str(), "目录" | "目次")
}

/// `一、总体要求……3`, `一、总体要求 3`.
fn has_page_number(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    let bare = line.trim_end_matches(['-', ' ', ')']);
    let title = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - title.len();
    (1..=3).contains(&digits)
        && !title.contains('。')
        && title.ends_with(['.', '…', '·', ' ', '\t', '\u{3000}', '-', '(', '_', '\u{2025}'])
}

/// The end of a list of headings that all come again below it: where the first of them does.
fn repeated(page: &Page, first: usize) -> usize {
    if first >= page.len() {
        return first;
    }
    let key = |index: usize| -> String { fold(page.line(index)).chars().filter(|c| !c.is_whitespace()).collect() };
    let opening = key(first);
    let window = page.len().min(first + LONGEST);
    let Some(again) = (first + 2..window).find(|index| key(*index) == opening) else {
        return first;
    };
    let short = |index: usize| page.line(index).len() <= 240 && !page.line(index).ends_with('。');
    if !(first..again).all(short) {
        return first;
    }
    let below: HashSet<String> = (again..page.len().min(again + 4_000))
        .filter(|index| page.line(*index).len() <= 240)
        .map(key)
        .collect();
    let found = (first..again).filter(|index| below.contains(&key(*index))).count();
    // The title may stand between the list and the text.
    if found * 10 >= (again - first) * 7 {
        again_title(page, first, again)
    } else {
        first
    }
}

/// Leaves out the lines between the list and the text that are no part of the list: the title, a gap before it.
fn again_title(page: &Page, first: usize, again: usize) -> usize {
    let title = (first + 2..again)
        .rev()
        .take(3)
        .take_while(|index| page.number(*index).is_none() && page.lines[*index].marker.is_none())
        .last();
    title.unwrap_or(again)
}
