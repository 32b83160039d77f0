//! What stands on the page and not in the text: page numbers, and lines that come again at the same height of other
//! pages.

use std::collections::BTreeMap;

use super::lines::Line;
use super::{Page, tables::Table};

/// Running heads and page numbers stand in this share of the page, above and below.
const MARGIN: f32 = 0.14;
/// So many lines at each end of a page can be such.
const LINES: usize = 2;
/// Longest page number (`第 12 页 共 120 页`).
const NUMBER: usize = 16;

/// Takes running heads and page numbers out of the lines; says which words they had.
pub(super) fn set_aside(pages: &mut [(Page, Vec<Table>, Vec<Line>)]) -> Option<String> {
    let mut seen: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for (page, _, lines) in pages.iter() {
        for at in ends(page, lines).into_iter().filter(|at| stands_apart(lines, *at)) {
            *seen.entry(key(page, &lines[at])).or_default() += 1;
        }
    }
    let needed = match pages.len() {
        0 | 1 => usize::MAX,
        few @ 2..=3 => few,
        many => (many / 4).max(3),
    };
    let mut numbers = 0usize;
    let mut heads: Vec<String> = Vec::new();
    for (page, _, lines) in pages.iter_mut() {
        let found: Vec<usize> = ends(page, lines)
            .into_iter()
            .filter(|at| {
                let line = &lines[*at];
                let words = line.words();
                if is_page_number(&words) {
                    numbers += 1;
                    return true;
                }
                let repeated = stands_apart(lines, *at) && near(&seen, &key(page, line)) >= needed;
                if repeated && !heads.contains(&words) && heads.len() < 4 {
                    heads.push(words);
                }
                repeated
            })
            .collect();
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !found.contains(&(at - 1))
        });
    }
    words(numbers, &heads)
}

/// What the reader of the findings is told.
fn words(numbers: usize, heads: &[String]) -> Option<String> {
    let heads = heads
        .iter()
        .map(|head| format!("“{head}”"))
        .collect::<Vec<_>>()
        .join("、");
    Some(match (numbers, heads.is_empty()) {
        (0, true) => return None,
        (_, true) => "页码没有读入正文。".to_string(),
        (0, false) => format!("各页重复的页眉页脚没有读入正文：{heads}。"),
        _ => format!("页码和各页重复的页眉页脚没有读入正文：{heads}。"),
    })
}

/// The first and last lines of a page that stand in its margins.
fn ends(page: &Page, lines: &[Line]) -> Vec<usize> {
    let count = lines.len();
    let above = (0..count.min(LINES)).filter(|at| lines[*at].y < page.height * MARGIN);
    let below = (count.saturating_sub(LINES)..count).filter(|at| lines[*at].y > page.height * (1.0 - MARGIN));
    let mut ends: Vec<usize> = above.chain(below).collect();
    ends.dedup();
    ends
}

/// Whether more room is between a line at the head or foot of a page and those of the text than between these: the last
/// lines of cells come again at the same height as well.
fn stands_apart(lines: &[Line], at: usize) -> bool {
    let mut steps: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    steps.sort_by(f32::total_cmp);
    let Some(usual) = steps.get(steps.len() / 2).copied().filter(|_| lines.len() > 2 * LINES) else {
        return true;
    };
    let apart = |pair: &[Line]| pair[1].y - pair[0].y > usual * 1.2;
    match at < LINES {
        true => lines[at..(LINES + 1).min(lines.len())].windows(2).any(apart),
        false => lines[lines.len() - LINES - 1..=at].windows(2).any(apart),
    }
}

/// A line with its figures taken out, and its height on the page.
fn key(page: &Page, line: &Line) -> (String, i32) {
    let words = line.words();
    let shape = words.chars().filter(|letter| !letter.is_whitespace());
    let shape = shape.map(|letter| if letter.is_ascii_digit() { '0' } else { letter });
    let height = if page.height > 0.0 {
        line.y / page.height * 200.0
    } else {
        0.0
    };
    (shape.collect(), height.round() as i32)
}

/// How often the line stands at its height or a hair beside it.
fn near(seen: &BTreeMap<(String, i32), usize>, (words, height): &(String, i32)) -> usize {
    (height - 1..=height + 1)
        .filter_map(|height| seen.get(&(words.clone(), height)))
        .sum()
}

/// `3`, `- 3 -`, `—3—`, `第3页`, `第 3 页 共 10 页`, `3/10`, `Page 3`.
fn is_page_number(words: &str) -> bool {
    let dense: String = words.chars().filter(|letter| !letter.is_whitespace()).collect();
    let dense = dense.strip_prefix("Page").unwrap_or(&dense);
    let figures = dense
        .chars()
        .filter(|letter| letter.is_ascii_digit() || matches!(letter, '０'..='９'))
        .count();
    let slashes = dense.chars().filter(|letter| "/／".contains(*letter)).count();
    (1..=8).contains(&figures)
        && slashes <= 1
        && dense.chars().count() <= NUMBER
        && dense.chars().all(|letter| {
            letter.is_ascii_digit()
                || matches!(letter, '０'..='９')
                || "-—–－─―━·•~～第页頁共/／|｜﹣‐".contains(letter)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_in_every_dress() {
        for words in ["3", "- 3 -", "—12—", "第3页", "第 3 页 共 10 页", "3/10", "－ １ －"] {
            assert!(is_page_number(words), "{words}");
        }
        for words in ["一", "3.", "2023年", "—", "第三页", "3000000000000", "4/2/2020"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
