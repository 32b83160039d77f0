//! Numbers behind the names of places in a cell: 南麻街道800户、鲁村镇600户; 某镇280 某乡15. The share of each is none of its name.
//!
//! ```text
//! list  = share { separator share }
//! share = name [ "：" ] number [ measure ] | name "（" number [ measure ] "）" | name
//! ```

use std::ops::Range;

use crate::directory::{Directory, Likeness};

/// What shares are counted in.
const MEASURES: &[&str] = &[
    "平方公里",
    "万平方米",
    "平方米",
    "公里",
    "万亩",
    "万元",
    "亿元",
    "万株",
    "千米",
    "人次",
    "户",
    "人",
    "个",
    "张",
    "座",
    "处",
    "亩",
    "元",
    "名",
    "套",
    "件",
    "家",
    "所",
    "条",
    "台",
    "项",
    "吨",
    "眼",
    "口",
    "盏",
    "对",
    "例",
    "宗",
    "只",
    "头",
    "株",
    "间",
    "栋",
    "米",
    "辆",
    "份",
    "%",
    "％",
];

/// A longer cell is prose.
const LONGEST: usize = 1_000;

/// The stretches of `list` between its shares: each a list of names, or one name. `None` where nothing is shared out.
pub fn without_shares(list: &str, directory: &Directory) -> Option<Vec<Range<usize>>> {
    let shares = shares(list, directory)?;
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for share in shares {
        stretches.push(trimmed(list, from..share.start));
        from = share.end;
    }
    stretches.push(trimmed(list, from..list.len()));
    stretches.retain(|stretch| !stretch.is_empty());
    Some(stretches)
}

/// Whether `words` are places with the share of each, and nothing else: no task that ends like a name (建设泵站3座).
pub fn are_shares(words: &str, directory: &Directory) -> bool {
    const PLACES: &[char] = &['镇', '乡', '道', '村', '区', '县', '市', '州', '旗', '场', '园'];
    let Some(stretches) = without_shares(words, directory) else {
        return false;
    };
    let place = |range: &Range<usize>| {
        let name = &words[range.clone()];
        name.ends_with(PLACES) && name.chars().count() <= 7
    };
    stretches.len() > 1 && stretches.iter().all(place)
}

/// Every number with its measure that stands behind a name.
fn shares(list: &str, directory: &Directory) -> Option<Vec<Range<usize>>> {
    if list.len() > LONGEST || !list.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut found, mut start) = (Vec::new(), 0);
    let ends = list.char_indices().filter(|(_, c)| is_separator(*c));
    for (at, len) in ends.map(|(at, c)| (at, c.len_utf8())).chain([(list.len(), 0)]) {
        of_token(list, start..at, directory, &mut found)?;
        start = at + len;
    }
    (!found.is_empty()).then_some(found)
}

/// The shares between two separators; several where nothing stands between them (某镇280某乡15). `None` where a number is
/// something else (中铁18局, 12345热线).
fn of_token(list: &str, token: Range<usize>, directory: &Directory, found: &mut Vec<Range<usize>>) -> Option<()> {
    let mut at = token.start;
    while let Some(digit) = list[at..token.end].find(|c: char| c.is_ascii_digit()) {
        let number = at + digit;
        let end = after_number(list, number, token.end);
        let name = list[at..number].trim_end_matches(['（', '(', '：', ':']);
        let bracket = list[..number].ends_with(['（', '(']);
        let end = match list[end..token.end].chars().next() {
            Some(close @ ('）' | ')')) if bracket => end + close.len_utf8(),
            _ if bracket => return None,
            _ => end,
        };
        // 某镇 280户: the name stands before the blank.
        let alone = name.is_empty() && at > 0 && end == token.end && number == token.start;
        let named = name.chars().nth(1).is_some() && directory.likeness(name) != Likeness::None;
        if !alone && !named {
            return None;
        }
        found.push(at + name.len()..end);
        at = end;
    }
    // What stands behind the last number is a share as well, or the number is in the middle of a name.
    (at == token.start || at == token.end).then_some(())
}

/// One past the number at `start` and its measure.
fn after_number(list: &str, start: usize, limit: usize) -> usize {
    let rest = &list[start..limit];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let behind = &rest[digits..];
    let measure = MEASURES.iter().find(|measure| behind.starts_with(**measure));
    start + digits + measure.map_or(0, |measure| measure.len())
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | '，' | '；' | ',' | ';' | '。')
}

fn trimmed(list: &str, range: Range<usize>) -> Range<usize> {
    let words = &list[range.clone()];
    let start = range.end - words.trim_start_matches(is_separator).len();
    let end = start + list[start..range.end].trim_end_matches(is_separator).len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Templates;

    #[test]
    fn shares_are_told_from_numbers_in_names() {
        let directory = &Templates::built_in().unwrap().directory;
        let names = |list: &'static str| {
            without_shares(list, directory).map(|found| found.into_iter().map(|range| &list[range]).collect::<Vec<_>>())
        };
        assert_eq!(names("河口镇280 石桥乡15"), Some(vec!["河口镇", "石桥乡"]));
        assert_eq!(names("河口镇280石桥乡15户"), Some(vec!["河口镇", "石桥乡"]));
        assert_eq!(names("河口镇（280户）、石桥乡（15户）"), Some(vec!["河口镇", "石桥乡"]));
        assert_eq!(names("河口镇 280户"), Some(vec!["河口镇"]));
        assert_eq!(names("中铁18局、市住建局"), None);
        assert_eq!(names("市教育局2023年底前"), None);
        assert!(!are_shares("新建泵站3座、水厂2座", directory));
    }
}
