//! One number for several metrics, and several numbers for as many: 满意度和续约率达到80%, 绿地率、覆盖率分别不低于38%和42%.

use std::ops::Range;

use super::clause;
use super::mention::Mention;
use super::metric;
use crate::source::numeral;

/// Marks between metrics.
const MARKS: &[&str] = &["、", "以及", "和", "与", "及"];

/// What one number can say of several: 率, 比例, 满意度.
const RATES: &[char] = &['率', '比', '例', '度', '数', '量', '值', '额', '重', '平', '入'];

/// More metrics than this share no number.
const MOST: usize = 8;

/// The metrics in `noun` that each stand for themselves: 居民满意度, 续约率. A list of which only the last is a metric
/// (甲级、乙级医院合格率) is one.
pub(super) fn metrics(words: &str, noun: &Range<usize>) -> Vec<Range<usize>> {
    let parts = parts(words, noun);
    let each = |part: &Range<usize>| {
        let text = &words[part.clone()];
        text.ends_with(RATES) && text.chars().count() > 2
    };
    if parts.len() > 1 && parts.iter().all(each) {
        parts
    } else {
        Vec::new()
    }
}

/// The metrics in `noun` that the numbers from `mention` on are given to one by one (分别), where there are as many.
pub(super) fn respectively(words: &str, noun: &Range<usize>, mention: &Mention) -> Vec<Range<usize>> {
    if !words[noun.end..mention.start].contains("分别") {
        return Vec::new();
    }
    let parts = parts(words, noun);
    let behind = &words[mention.end..clause::end(words, mention.end)];
    let mut numbers = 1;
    for mark in ["、", "和", "及", "与", "，"] {
        let counts = |rest: &&str| rest.starts_with(|c| numeral::figure(c).is_some());
        numbers += behind.split(mark).skip(1).filter(counts).count();
    }
    if parts.len() > 1 && parts.len() == numbers {
        parts
    } else {
        Vec::new()
    }
}

/// 普及率, 参与率, 饱和度: a mark inside a word.
fn is_of_word(before: &str, rest: &str) -> bool {
    const WORDS: &[(&str, &str)] = &[
        ("普", "及"),
        ("涉", "及"),
        ("危", "及"),
        ("触", "及"),
        ("参", "与"),
        ("饱", "和"),
        ("总", "和"),
        ("中", "和"),
        ("调", "和"),
        ("缓", "和"),
    ];
    WORDS
        .iter()
        .any(|(head, mark)| before.ends_with(head) && rest.starts_with(mark))
        || rest.starts_with("和谐")
}

fn parts(words: &str, noun: &Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut from, mut depth) = (Vec::new(), noun.start, 0i32);
    let mut at = noun.start;
    while at < noun.end {
        let rest = &words[at..noun.end];
        let Some(c) = rest.chars().next() else { break };
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth -= 1,
            _ => {}
        }
        let mark = MARKS.iter().find(|mark| depth == 0 && rest.starts_with(**mark));
        match mark.filter(|_| !is_of_word(&words[from..at], rest)) {
            Some(mark) => {
                parts.extend(metric::trim(words, from..at));
                at += mark.len();
                from = at;
            }
            None => at += c.len_utf8(),
        }
        if parts.len() > MOST {
            return Vec::new();
        }
    }
    parts.extend(metric::trim(words, from..noun.end));
    parts
}
