//! Running heads: a short line that comes again on every page of the original, in the middle of the text.

use std::collections::HashMap;

use super::names;
use super::page::{Page, fold};
use super::shapes;
use crate::directory::fold_char;
use crate::outline::furniture;
use crate::plan::LedgerKind;
use crate::source::Slices;

/// Fewer lines are no page.
const PAGE: usize = 5;

/// Marks running heads below line `body`: the title said again, or a line beside page marks, three times or more. In
/// a table the same cell may stand in every row; a running head stands beside the page's edge or says the title.
pub(super) fn read(page: &Page, title: Option<&Slices>, body: usize, kinds: &mut [Option<LedgerKind>]) {
    let title = title.map(|title| names::key(&fold(&title.join(page.text))));
    let mut titles: Vec<usize> = Vec::new();
    let mut edges: HashMap<&str, Vec<usize>> = HashMap::new();
    for index in body..page.len() {
        if kinds[index].is_some() {
            continue;
        }
        let line = page.line(index);
        let is_mark = |index: usize| {
            let line = page.line(index);
            line.len() <= 40 && furniture::page_mark(line) == line.len()
        };
        if let Some(title) = &title
            && line.len() <= title.len() * 2
            && line.len() >= title.len()
            && page.lines[index].marker.is_none()
            && begins_alike(line, title)
            && names::key(&fold(line)) == *title
        {
            titles.push(index);
        } else if line.len() <= 40 && is_mark(index) {
            for beside in [index.wrapping_sub(1), index + 1] {
                if beside >= body && beside < page.len() && is_candidate(page, beside) && kinds[beside].is_none() {
                    edges.entry(page.line(beside)).or_default().push(beside);
                }
            }
        }
    }
    let found = edges.into_values().chain([titles]).filter(|places| is_regular(places));
    for index in found.flatten() {
        kinds[index] = Some(LedgerKind::Noise);
    }
}

/// A quick look before a line is folded: whether the first letter of both is the same.
fn begins_alike(line: &str, title: &str) -> bool {
    let first = |words: &str| words.chars().find(|c| c.is_alphanumeric());
    first(title).is_none_or(|letter| first(line).map(fold_char) == Some(letter))
}

/// A short line of words that ends no sentence and no tag.
fn is_candidate(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    line.len() <= 120
        && line.chars().count() >= 4
        && page.lines[index].marker.is_none()
        && !line.ends_with(['。', '；', '）', ')', '，', '、', '：'])
        && furniture::page_mark(line) == 0
        && !shapes::is_heading_word(line)
        && !(line.chars().count() < 8 && shapes::is_body(&fold(line)))
}

fn is_regular(places: &[usize]) -> bool {
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    let mut gaps = places.windows(2).map(|pair| pair[1] - pair[0]);
    places.len() >= 3 && gaps.all(|gap| gap >= PAGE)
}
