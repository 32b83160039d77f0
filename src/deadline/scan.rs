//! Where in a text a time may stand: one look at each character, in a table of one bit each. Every expression has a
//! character that gives it away, mostly not its first; from there its beginning is looked for.

use super::read::{event, is_numeral};
use super::value::Value;
use crate::source::CharSet;

/// Characters that give a time away.
const TRIGGERS: &str = "年月季每定持长常按逐前内五０１２３４５６７８９";

/// Characters that a text has which is written in traditional ones.
const TRADITIONAL: &str = "內個間續開實進兩學節會務國發業責單區縣長時對動後來";

/// All of them, and figures.
pub(crate) static MARKED: CharSet = CharSet::of("0123456789").and(TRIGGERS).and(TRADITIONAL);

/// Whether the character at `at` is a traditional one.
pub(super) fn is_traditional(text: &str, at: usize) -> bool {
    static CHARACTERS: CharSet = CharSet::of(TRADITIONAL);
    text[at..].starts_with(|c| CHARACTERS.contains(c))
}

/// Behind the character at `at`, or behind all figures of the number there.
pub(super) fn behind(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let figures = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            .len();
    at + figures.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// Before 年底 and 年内: another kind of year.
const NO_YEARS: &str = "去上前青老少成童学财百千周多几数近往历同";

/// Where the time begins that the character at `at` gives away, not before `floor`; for an event where it ends and what it says as well.
pub(super) fn start(text: &str, floor: usize, at: usize, loose: bool) -> Option<(usize, Option<(usize, Value)>)> {
    let c = text[at..].chars().next()?;
    let before = &text[floor..at];
    let start = match c {
        '年' => year(text, before, at, loose)?,
        '月' => month(before, at)?,
        '季' => quarter(before, at)?,
        '内' => count(before, at)?,
        '五' => five_years(before, at)?,
        '前' => {
            let low = super::find::floor(text, at.saturating_sub(EVENT)).max(floor);
            return event(text, low, at).map(|(start, end, value)| (start, Some((end, value))));
        }
        '定' if before.ends_with('不') => at - '不'.len_utf8(),
        _ => at,
    };
    Some((start, None))
}

/// Words of an event, at most, in bytes.
const EVENT: usize = 60;

/// What a bracket between a count and 内 holds, at most, in bytes.
pub(super) const ASIDE: usize = 45;

/// Where the numerals begin that `before` ends with.
fn numerals(before: &str) -> Option<usize> {
    const MOST: usize = 4;
    let run = before.chars().rev().take(MOST).take_while(|c| is_numeral(*c));
    let len: usize = run.map(char::len_utf8).sum();
    (len > 0).then_some(len)
}

/// 今年, 全年, 上半年, 三年内, 二〇三一年, 年底.
fn year(text: &str, before: &str, at: usize, loose: bool) -> Option<usize> {
    let last = before.chars().next_back();
    if let Some(last) = last.filter(|c| "今本明次翌当全常来".contains(*c)) {
        return Some(at - last.len_utf8());
    }
    if let Some(before) = before.strip_suffix('半') {
        let half = before.chars().next_back().filter(|c| "上下".contains(*c));
        return Some(at - '半'.len_utf8() - half.map_or(0, char::len_utf8));
    }
    if let Some(len) = numerals(before) {
        return Some(at - len);
    }
    let rest = &text[at + '年'.len_utf8()..];
    let part =
        rest.starts_with(['底', '末', '终', '内', '初']) || rest.starts_with("度内") || loose && rest.starts_with("中");
    (part && last.is_none_or(|c| !NO_YEARS.contains(c))).then_some(at)
}

/// 六月, 三个月内, 半个月内, 本月底, 月底前.
fn month(before: &str, at: usize) -> Option<usize> {
    let number = before.strip_suffix('个').unwrap_or(before);
    if let Some(len) = numerals(number) {
        return Some(at - (before.len() - number.len()) - len);
    }
    if number.len() < before.len() {
        return number.ends_with('半').then(|| at - '个'.len_utf8() - '半'.len_utf8());
    }
    match before.chars().next_back() {
        Some(this @ ('本' | '当')) => Some(at - this.len_utf8()),
        Some('上' | '下' | '每' | '满') => None,
        _ => Some(at),
    }
}

/// 第三季度, 一、二季度.
fn quarter(before: &str, at: usize) -> Option<usize> {
    const MOST: usize = 5;
    let run = before
        .chars()
        .rev()
        .take(MOST)
        .take_while(|c| "一二三四第、至和到".contains(*c));
    let len: usize = run.map(char::len_utf8).sum();
    let words = &before[before.len() - len..];
    let words = words.trim_start_matches(['、', '至', '和', '到']);
    (!words.is_empty()).then(|| at - words.len())
}

/// 三日内, 十个工作日内, 两周之内: those without figures.
fn count(before: &str, at: usize) -> Option<usize> {
    let words = before.strip_suffix(['之', '以']).unwrap_or(before);
    // 十天（含公示期）以内
    let words = match words
        .strip_suffix(['）', ')'])
        .and_then(|inner| inner.rfind(['（', '(']))
    {
        Some(open) if words.len() - open <= ASIDE => &words[..open],
        _ => words,
    };
    let words = ["工作日", "星期", "日", "天", "周"]
        .iter()
        .find_map(|unit| words.strip_suffix(unit))?;
    let words = words.strip_suffix('个').unwrap_or(words);
    let len = numerals(words)?;
    Some(at - (before.len() - words.len()) - len)
}

/// “十五五”期间.
fn five_years(before: &str, at: usize) -> Option<usize> {
    let which = before.chars().next_back().filter(|c| "二三四五六七".contains(*c))?;
    let ten = before[..before.len() - which.len_utf8()].strip_suffix('十')?;
    let quote = ten.chars().next_back().filter(|c| matches!(c, '“' | '"'));
    Some(at - which.len_utf8() - '十'.len_utf8() - quote.map_or(0, char::len_utf8))
}
