//! Time expressions in the text of a task.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::govern;
use crate::source::{CharSet, WordScan};

/// What a time expression is by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 2023年底前, 6月, 第三季度, 2022-2024年.
    Date,
    /// 春节前: a day that the words do not give.
    Event,
    /// 印发后30日内: counted from something else.
    Relative,
    /// 每月, 定期.
    Recurring,
    /// 持续推进, 全年.
    Ongoing,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is by its form.
    pub form: Form,
    /// Whether it says by when what the text says is to be done; a year in 《…》 and one of the past do not.
    pub governs: bool,
}

/// One of these, or of [`ALONE`], stands in every time expression.
const ANCHORS: &[&str] = &[
    "季度",
    "定期",
    "持续",
    "长期",
    "常态",
    "日内",
    "日之内",
    "日以内",
    "天内",
    "天之内",
    "天以内",
    "周内",
    "周之内",
    "周以内",
    "节前",
    "汛期前",
    "入冬前",
    "开学前",
    "供暖前",
    "采暖期前",
    "供暖期前",
    "十二五",
    "十三五",
    "十四五",
    "十五五",
    "十六五",
];

static LONGER: WordScan = WordScan::of(&[ANCHORS]);

/// Those of one character.
static ALONE: CharSet = CharSet::of("年月每");

/// What they begin with.
pub(crate) static MARKED: CharSet = CharSet::of("年月每").and_nth(ANCHORS, 0);

/// The length of the anchor at `at`, where the first character of one stands.
fn anchor(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with(|c| ALONE.contains(c)) {
        return Some('年'.len_utf8());
    }
    if !LONGER.may_begin(text, at) {
        return None;
    }
    let word = ANCHORS.iter().find(|word| rest.starts_with(**word))?;
    Some(word.len())
}

/// Digits of either width, and the characters of 二〇二五年.
const DIGIT: &str = "[0-9０-９]";
/// 底前, 末, 内, 之前 …
const UNTIL: &str = "(?:内|(?:底|末|终|中旬|上旬|下旬|初)?(?:之前|以前|前)?)";

static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let month = format!("(?:{DIGIT}{{1,2}}|[一二三四五六七八九]|十[一二]?)月份?");
    let months = format!("(?:{DIGIT}{{1,2}}月?[-—~～－至到]{{1,2}})?{month}");
    let day =
        format!("(?:{DIGIT}{{1,2}}日?[-—~～－至到]{{1,2}})?(?:{DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:日|号)");
    let quarter = "第?[一二三四1-4](?:[-—~～至到、]第?[一二三四1-4])?季度";
    let part = format!("(?:{months}(?:{day}(?:之前|以前|前)?|{UNTIL})|(?:{quarter}|[上下]半年){UNTIL})");
    let year =
        format!("(?:(?:{DIGIT}{{4}}年?[-—~～－至到]{{1,2}})?(?:{DIGIT}{{4}}|[二][〇○零一二三四五六七八九]{{3}})年)");
    let word_year = "(?:今年|本年|明年|次年|当年)";
    Regex::new(&format!(
        "(?P<recurring>每个?(?:工作日|日|天|周[一二三四五六日天]?|旬|两?月(?:{DIGIT}{{1,2}}日|[上中下]旬|[底末初])?|季度?[末初]?|半年|学期|学年|两?年(?:{months}{UNTIL})?)(?:之?前)?|定期|按[周旬月季]度?|逐[周月季])\
         |(?P<ongoing>全年|长期坚持|持续(?:推进|推动|开展|做好|抓好|实施|坚持|落实|巩固)|(?:常态化|长期)(?:开展|推进|坚持|做好|抓好|实施|落实))\
         |(?P<relative>(?:{DIGIT}{{1,3}}|[一二三两四五六七八九十]{{1,3}})(?:个?工作日|个月|个?星期|日|天|周|年)(?:之内|以内|内))\
         |(?P<event>(?:春节|国庆节?|元旦|中秋节?|五一|劳动节|主?汛期|入冬|开学|[供采]暖期?)(?:之前|以前|前))\
         |(?P<date>到?[“\"]?十[二三四五六]五[”\"]?(?:规划)?(?:期?末|期间|时期|期内)\
         |[到至]?{year}(?:{part}|度?{UNTIL})\
         |[到至]?{word_year}度?(?:{part}|年?(?:内|(?:底|末|终)(?:之?前|以前)?))\
         |年(?:内|(?:底|末|终)(?:之前|以前|前)?)|年度内\
         |{part}|今年|本年度)",
    ))
    .ok()
});

/// Clauses are looked at whole up to this many bytes; a longer one is no clause of a plan.
const CLAUSE: usize = 600;

/// The time expressions of `text`, in its order; `plan_year` tells a past year.
///
/// ```
/// let text = "实施《行动计划（2023-2025年）》，年内新增床位90张，每月通报。";
/// let found: Vec<&str> = fengong::deadline::times(text, Some(2023))
///     .into_iter()
///     .filter(|time| time.governs)
///     .map(|time| &text[time.range])
///     .collect();
/// assert_eq!(found, ["年内", "每月"]);
/// ```
pub fn times(text: &str, plan_year: Option<i32>) -> Vec<Time> {
    times_at(text, plan_year, &mut MARKED.places(text))
}

/// The same where the places of the characters of [`MARKED`] are known.
pub(crate) fn times_at(text: &str, plan_year: Option<i32>, places: &mut dyn Iterator<Item = usize>) -> Vec<Time> {
    let mut found = Vec::new();
    let Some(time) = TIME.as_ref() else {
        return found;
    };
    let mut from = 0;
    for at in places {
        let Some(anchor) = Some(at).filter(|at| *at >= from).and_then(|at| anchor(text, at)) else {
            continue;
        };
        let clause = clause(text, from, at);
        for captures in time.captures_iter(&text[clause.clone()]) {
            let Some((form, range)) = form(&captures) else { continue };
            let range = clause.start + range.start..clause.start + range.end;
            if range.start >= from {
                let governs = govern::governs(text, &clause, &range, form, plan_year);
                found.push(Time { range, form, governs });
            }
        }
        from = clause.end.max(at + anchor);
    }
    found
}

fn form(captures: &Captures<'_>) -> Option<(Form, Range<usize>)> {
    let forms = [
        ("date", Form::Date),
        ("recurring", Form::Recurring),
        ("ongoing", Form::Ongoing),
        ("relative", Form::Relative),
        ("event", Form::Event),
    ];
    forms
        .into_iter()
        .find_map(|(name, form)| captures.name(name).map(|found| (form, found.range())))
}

/// Whether a clause ends here. 、 ends none: 6月、9月底前.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '\n' | '\r')
}

/// The clause around `at`, not before `from`.
fn clause(text: &str, from: usize, at: usize) -> Range<usize> {
    let low = floor(text, from.max(at.saturating_sub(CLAUSE)));
    let high = floor(text, (at + CLAUSE).min(text.len()));
    let start = text[low..at]
        .char_indices()
        .rev()
        .find(|(_, c)| ends_clause(*c))
        .map_or(low, |(back, c)| low + back + c.len_utf8());
    let end = text[at..high].find(ends_clause).map_or(high, |ahead| at + ahead);
    start..end
}

/// The character boundary at or before `at`.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
