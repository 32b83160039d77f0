//! End matter of a file: signature and date, 版记, annexes, the rest of a page.

use std::ops::Range;

use super::page::Page;
use super::shapes::{self, is_body, is_closing, is_news_tail, is_note_in_brackets};
use super::{date, register};
use crate::outline::furniture;

/// What the tail rules need to know of the last lines.
pub(super) struct Tail {
    /// The first line that may be end matter: below the last number, tag or row of a table.
    pub from: usize,
    /// Whether the end of the file is a table, whose cells look like signatures and dates.
    pub tabular: bool,
}

/// Finds where end matter may begin among `lines`, a file or what of it stands below the title.
pub(super) fn tail(page: &Page, lines: &Range<usize>) -> Tail {
    let rest = page.tail(lines)..lines.end;
    let from = rest.start;
    let tabular = rest
        .clone()
        .any(|index| is_cell(page.line(index)) || shapes::is_heading_word(page.folded(index)));
    let page_end = furniture_from(page, &rest);
    let list_end = annex_list_from(page, &rest);
    let end = page_end.min(list_end);
    let last = (from..end).rev().find(|index| belongs_to_plan(page, *index));
    Tail {
        from: last.map_or(from, |index| index + 1),
        tabular,
    }
}

/// A number in a cell of its own, or a line with table rules.
fn is_cell(line: &str) -> bool {
    line.contains(['|', '│', '\t']) || line.len() <= 3 && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line that only a plan holds: a number, a tag, owners behind a label.
fn belongs_to_plan(page: &Page, index: usize) -> bool {
    let line = page.folded(index);
    is_text(line)
        || page.number(index).is_some() && !furniture::is_furniture(line) && !is_page_line(line)
        || shapes::ends_with_tag(line) && !is_news_tail(line)
        || shapes::is_owner_label(line)
}

/// No page says so much about itself: 700 bytes on a line are a document's text.
fn is_text(line: &str) -> bool {
    line.len() > 700 && !furniture::is_furniture(line)
}

/// A line that begins with a number without being an item: a time, a telephone number.
fn is_page_line(line: &str) -> bool {
    register::is_bare_figure(line) || register::is_time_line(line)
}

/// The first line of the page's furniture below which nothing of a plan stands: no tag, no owners, no sentence with
/// a number, no cells. Numbered links there (相关阅读：1.……) are no items.
fn furniture_from(page: &Page, rest: &Range<usize>) -> usize {
    let mut found = rest.end;
    for index in rest.clone().rev() {
        let line = page.folded(index);
        let numbered = page.number(index).is_some() && (line.chars().count() > 45 || line.ends_with(['。', ';']));
        let text = numbered || is_text(line);
        if text || shapes::names_owner(line) || shapes::is_owner_label(line) || is_cell(page.line(index)) {
            break;
        }
        if furniture::is_furniture(line) {
            found = index;
        }
    }
    found
}

/// The first line of a list of annexes (附件：1.…… ⏎ 2.……) at the end, if nothing but the signature follows it.
fn annex_list_from(page: &Page, rest: &Range<usize>) -> usize {
    let named = |index: &usize| shapes::annex_with_name(page.folded(*index)).is_some();
    let Some(first) = rest.clone().find(named) else {
        return rest.end;
    };
    let end = (first + 1..rest.end)
        .find(|index| !is_listed_annex(page, *index))
        .unwrap_or(rest.end);
    let closes = end == rest.end || {
        let line = page.folded(end);
        is_body(line)
            || date::date_line(line).is_some()
            || is_closing(line)
            || is_note_in_brackets(line)
            || furniture::is_furniture(line)
    };
    if closes { first } else { rest.end }
}

/// A further name in a list of annexes: `2.某某统计表`.
pub(super) fn is_listed_annex(page: &Page, index: usize) -> bool {
    let line = page.folded(index);
    shapes::item_number(line) > 0
        && line.chars().count() <= 60
        && !line.contains(['。', ';', ':', '|'])
        && !shapes::names_owner(line)
}
