//! Whether a sentence tells of what has been: 目前…, 近年来…, a year before the plan's, or words of success behind.

use super::clause;
use super::words::{AHEAD, RESULTS, TOLD};
use crate::source::{CharSet, numeral};

/// What the clauses up to a place say; each is looked at once.
#[derive(Debug, Default)]
pub(super) struct Tense {
    plan_year: Option<i32>,
    scanned: usize,
    told: bool,
    /// Where the sentence begins.
    sentence: usize,
    /// The end of the last sentence that was looked at whole, and whether it tells of results.
    results: (usize, bool),
}

/// A sentence is looked at whole up to this many bytes.
const SENTENCE: usize = 900;

/// Words of aims anywhere in a sentence.
const AIMS: &[&str] = &["力争", "争取", "确保", "年内", "年底前", "将", "今年要", "计划", "目标"];

/// Skipped at the beginning of a clause.
const BEGINNINGS: &[&str] = &[
    "其中", "全市", "全区", "全县", "全省", "我市", "我区", "我县", "我省", "到", "至", "在", "自", "从",
];

static BEGINNINGS_FIRST: CharSet = CharSet::EMPTY.and_nth(BEGINNINGS, 0);

/// Parts of a year that a report is about.
const PERIODS: &[&str] = &["一季度", "上半年", "前三季度", "1-", "1至", "1—", "1～"];

impl Tense {
    pub(super) fn new(plan_year: Option<i32>) -> Self {
        Tense {
            plan_year,
            ..Tense::default()
        }
    }

    /// Whether what stands at `at` is told of as what there is.
    pub(super) fn tells(&mut self, words: &str, at: usize) -> bool {
        while self.scanned <= at {
            self.clause(words, self.scanned);
            let rest = &words[self.scanned..];
            let Some(end) = rest.find(|c| !clause::is_ideograph(c) && clause::ends_clause(c)) else {
                self.scanned = words.len() + 1;
                break;
            };
            let mark = rest[end..].chars().next().unwrap_or(' ');
            let next = self.scanned + end + mark.len_utf8();
            if next > at {
                break;
            }
            self.scanned = next;
            if matches!(mark, '。' | '\n' | '！') {
                self.told = false;
                self.sentence = next;
            }
        }
        self.told || self.has_results(words, at)
    }

    fn clause(&mut self, words: &str, at: usize) {
        let mut rest = words[at..].trim_start_matches(|c| matches!(c, '（' | '(' | '“') || c.is_whitespace());
        while rest.starts_with(|c| BEGINNINGS_FIRST.contains(c))
            && let Some(begins) = BEGINNINGS.iter().find(|begins| rest.starts_with(**begins))
        {
            rest = &rest[begins.len()..];
        }
        if let Some((word, ())) = TOLD.prefix(rest) {
            // 截至2035年底
            self.told = !self.is_ahead(&rest[word.len()..]);
        } else if let Some(behind) = rest.strip_prefix("完成率") {
            // 完成率98%. of a report; 完成率和满意率分别达到95%、90% sets what is to be reached.
            self.told |= behind.starts_with(|c: char| numeral::figure(c).is_some() || matches!(c, '为' | '已'));
        } else if let Some((year, behind)) = year(rest) {
            let since = behind.starts_with("以来") || behind.starts_with('来');
            self.told = since || self.plan_year.is_some_and(|plan| year < plan) || reports(behind);
        } else if reports(rest.strip_prefix("今年").unwrap_or(rest)) {
            self.told = true;
        } else if AHEAD.prefix(rest).is_some() {
            self.told = false;
        }
    }

    fn is_ahead(&self, rest: &str) -> bool {
        year(rest).is_some_and(|(year, behind)| {
            self.plan_year.is_none_or(|plan| year >= plan) && behind.starts_with(['底', '末'])
        })
    }

    /// Words of success in a sentence without an aim.
    fn has_results(&mut self, words: &str, at: usize) -> bool {
        if at >= self.results.0 {
            let from = self.sentence.min(at);
            let limit = clause::floor_char(words, from + SENTENCE);
            let end = words[from..limit].find(['。', '\n']).map_or(limit, |end| from + end);
            let sentence = &words[from..end];
            let tells = RESULTS.is_in(sentence) && !AIMS.iter().any(|aim| sentence.contains(aim));
            self.results = (end.max(at + 1), tells);
        }
        self.results.1
    }
}

/// 2031年 or 2031—2033年 at the beginning: the last year, and what follows.
fn year(rest: &str) -> Option<(i32, &str)> {
    if !rest.starts_with(|c| numeral::figure(c).is_some()) {
        return None;
    }
    let end = rest.char_indices().take(11).find(|(_, c)| *c == '年')?.0;
    let digits: Vec<u32> = rest[..end].chars().rev().map_while(numeral::figure).take(5).collect();
    let value = digits.iter().rev().fold(0, |value, digit| value * 10 + *digit as i32);
    (digits.len() == 4).then(|| (value, &rest[end + '年'.len_utf8()..]))
}

/// 一季度，全市GDP同比增长: part of a year, compared with the one before.
fn reports(rest: &str) -> bool {
    if !PERIODS.iter().any(|period| rest.starts_with(period)) {
        return false;
    }
    let near = &rest[..clause::floor_char(rest, 120)];
    let sentence = &near[..near.find('。').unwrap_or(near.len())];
    sentence.contains("同比") && !AIMS.iter().any(|aim| sentence.contains(aim))
}

#[cfg(test)]
mod tests {
    use super::Tense;

    #[test]
    fn what_has_been_is_told_from_what_is_to_be() {
        let tells = |words: &str| Tense::new(Some(2031)).tells(words, words.len());
        assert!(tells("目前全市已有养老机构86家，床位"));
        assert!(tells("2030年，全县完成造林3万亩，增长"));
        assert!(!tells("2030年，全县完成造林3万亩，2031年完成"));
        assert!(!tells("目前有3家，力争达到"));
        assert!(!tells("截至2031年底，"));
        assert!(tells("今年一季度，全市产值同比增长"));
        assert!(!tells("去年完成60个。新建"));
    }
}
