//! Names of sites put into a page for search engines: the same name behind clauses that have nothing in common.
//!
//! `……三年行动KOK网，健全……服务KOK网，提高……作用KOK网，持续……`: a name with letters in it that stands three times and
//! more, always at the end of a clause, never as what a verb is about (推广智慧App，), behind words that end clauses
//! without it as well (服务，). A term of the plan itself (5G基站) stands in other places too.

use std::collections::HashMap;

use memchr::memmem;

use crate::source::Span;

/// A name stands so many times.
const TIMES: usize = 3;
/// Names looked at closely in one document.
const NAMES: usize = 12;
/// Places of a name looked at closely.
const PLACES: usize = 12;

/// Marks that end a clause.
const STOPS: [char; 10] = ['，', '。', '；', '、', ',', ';', '！', '？', '）', ')'];

/// Words in front of what a plan speaks of.
const VERBS: &[&str] = &[
    "推进", "推动", "开展", "实施", "加强", "完善", "提升", "建设", "建立", "创建", "落实", "加快", "加大", "强化",
    "深化", "优化", "健全", "扩大", "打造", "新增", "改造", "提高", "探索", "培育", "推广", "建成", "使用", "利用",
    "借助", "运用", "依托", "开发", "应用", "上线", "升级", "启用", "通过", "发布", "设立", "引进", "引入", "普及",
    "采用", "达到", "拓展", "整合", "维护", "运营", "搭建", "推出", "部署", "购置", "配备", "研发", "试点", "和", "与",
    "及", "的", "如", "等", "或",
];

/// A name with letters at the end of a clause.
struct Place {
    /// The letters and what stands behind them, up to the stop.
    span: Span,
}

/// Every place of every name put into `text`.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut by_name: HashMap<&str, Vec<Place>> = HashMap::new();
    for span in ends(text) {
        by_name.entry(span.of(text)).or_default().push(Place { span });
    }
    let mut names: Vec<(&str, Vec<Place>)> = by_name
        .into_iter()
        .filter(|(_, places)| places.len() >= TIMES)
        .collect();
    names.sort_by_key(|(_, places)| places[0].span);
    names.truncate(NAMES);
    names
        .iter()
        .filter_map(|(name, places)| implanted(text, name, places))
        .flatten()
        .collect()
}

/// Letters with up to four ideographs behind them, then a stop.
fn ends(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(skip) = letters(&bytes[at..]) {
            let start = at + skip;
            let run = bytes[start..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            at = start + run;
            if !(2..=12).contains(&run) {
                continue;
            }
            let mut end = at;
            let mut rest = text[at..].chars();
            for _ in 0..=4 {
                match rest.next() {
                    Some(c) if STOPS.contains(&c) => return Some(Span::new(start, end)),
                    Some(c) if ('\u{4e00}'..='\u{9fff}').contains(&c) => end += c.len_utf8(),
                    _ => break,
                }
            }
        }
        None
    })
}

/// The first letter of `bytes`; whole blocks without one are passed over.
fn letters(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 64;
    let has = |block: &[u8]| block.iter().fold(false, |any, byte| any | byte.is_ascii_alphabetic());
    let block = bytes.chunks(BLOCK).position(has)? * BLOCK;
    bytes[block..]
        .iter()
        .position(u8::is_ascii_alphabetic)
        .map(|at| block + at)
}

/// The places of `name` with what stands before it every time, where it is no word of the plan.
fn implanted(text: &str, name: &str, places: &[Place]) -> Option<Vec<Span>> {
    let before: Vec<&str> = places.iter().map(|place| head(text, place.span.start)).collect();
    let shared = shared_end(&before);
    if !format!("{shared}{name}").chars().any(|c| !c.is_ascii()) {
        return None;
    }
    let contexts: Vec<&str> = before.iter().map(|head| &head[..head.len() - shared.len()]).collect();
    let mut different: Vec<String> = contexts.iter().take(PLACES).map(|head| last(head, 2)).collect();
    let plain = |words: &String| words.chars().count() == 2 && !VERBS.iter().any(|verb| words.ends_with(verb));
    if !different.iter().all(plain) {
        return None;
    }
    // The whole text is gone through only for what may be one.
    let all = memmem::find_iter(text.as_bytes(), name.as_bytes());
    if all.take(PLACES * 20).count() != places.len().min(PLACES * 20) {
        return None;
    }
    different.sort();
    different.dedup();
    different.truncate(PLACES / 2);
    let stops = |end: usize| text[end..].starts_with(STOPS);
    let ends_clause =
        |words: &&String| memmem::find_iter(text.as_bytes(), words.as_bytes()).any(|at| stops(at + words.len()));
    let usual = different.iter().filter(ends_clause).count();
    (different.len() >= TIMES && usual * 3 >= different.len() * 2).then(|| {
        let with_shared = |place: &Place| Span::new(place.span.start - shared.len(), place.span.end);
        places.iter().map(with_shared).collect()
    })
}

/// The clause's words before byte `at`, the last few of them.
fn head(text: &str, at: usize) -> &str {
    let from = text[..at]
        .char_indices()
        .rev()
        .take(12)
        .last()
        .map_or(at, |(from, _)| from);
    let head = &text[from..at];
    let stop = head.rfind(|c: char| STOPS.contains(&c) || c.is_whitespace() || matches!(c, '：' | ':'));
    stop.map_or(head, |stop| {
        head[stop..].trim_start_matches(|c: char| STOPS.contains(&c) || c.is_whitespace())
    })
}

/// The ideographs that all of `heads` end with, at most four.
fn shared_end<'a>(heads: &[&'a str]) -> &'a str {
    let Some(first) = heads.first() else { return "" };
    let mut shared = "";
    for (from, c) in first.char_indices().rev().take(4) {
        let end = &first[from..];
        if !('\u{4e00}'..='\u{9fff}').contains(&c) || !heads.iter().all(|head| head.ends_with(end)) {
            break;
        }
        shared = end;
    }
    shared
}

fn last(words: &str, count: usize) -> String {
    let chars: Vec<char> = words.chars().rev().take(count).collect();
    chars.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_name_behind_unlike_clauses_is_found_each_time() {
        let text = "实施三年行动KOK网，健全体系。提供便利服务KOK网，提高质量。发挥引领作用KOK网，持续改进。完成行动，改善服务，发挥作用。";
        let found: Vec<&str> = find(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["KOK网"; 3]);
        let text = "实施三年行动飞鱼app，健全体系。提供便利服务飞鱼app，提高质量。发挥引领作用飞鱼app，持续改进。完成行动，改善服务，发挥作用。";
        let found: Vec<&str> = find(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["飞鱼app"; 3]);
    }

    #[test]
    fn terms_of_the_plan_are_none() {
        for text in [
            "建设5G基站，新增5G基站，优化5G基站，基站建设，",
            "推广政务App，完善教育App，优化健康App，政务，教育，健康，",
            "开展PCR检测，扩大PCR检测，加强PCR检测，检测，",
            "提升CT检查，提升MRI检查，完善VR体验，",
            "服务AI应用，行动AI应用，作用AI应用场景，服务，行动，作用，",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}
