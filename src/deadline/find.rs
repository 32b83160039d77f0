//! Time expressions in a text: where one may begin, and what of it is the expression.

use std::ops::Range;

use super::govern;
use super::read::{self, Read};
use super::scan;
use super::value::{Since, Value};
use crate::directory::simple_char;
use crate::plan::Certainty;

/// What a time expression is by its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 2023年底前, 6月, 第三季度, 2022-2024年.
    Date,
    /// 自2031年7月1日起: from when, not until when.
    Start,
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
    /// Whether it says so of a part only: 其中2026年完成5座.
    pub part: bool,
    /// How sure that is.
    pub certainty: Certainty,
    pub(super) value: Value,
}

/// Clauses are looked at whole up to this many bytes; a longer one is no clause of a plan.
const CLAUSE: usize = 300;

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
    times_at(text, plan_year, &mut scan::MARKED.places(text))
}

/// The same where the places of the characters of [`scan::MARKED`] are known.
pub(crate) fn times_at(text: &str, plan_year: Option<i32>, mut places: &mut dyn Iterator<Item = usize>) -> Vec<Time> {
    in_simple(text, |text, simple| {
        let mut found = Vec::new();
        let mut floor = 0;
        let mut scan = |from: usize| match simple {
            true => scan::MARKED.next(text, from),
            false => Iterator::find(&mut places, |place| *place >= from),
        };
        while let Some(hit) = next(text, floor, false, simple, &mut scan)? {
            floor = hit.read.end;
            let clause = clause(text, hit.start);
            let (range, value) = widened(text, clause.start.max(hit.floor), hit.start, &hit.read);
            let form = hit.read.form;
            let certainty = govern::governs(text, &clause, &range, form, value, plan_year);
            found.push(Time {
                part: is_of_part(&text[..range.start]),
                range,
                form,
                governs: certainty.is_some(),
                certainty: certainty.unwrap_or_default(),
                value,
            });
        }
        Ok(found)
    })
}

/// The time expressions of a cell or a clause that holds nothing but times.
pub(super) fn times_of_cell(text: &str) -> Vec<Time> {
    in_simple(text, |text, simple| {
        let mut found = Vec::new();
        let mut floor = 0;
        let mut scan = |from: usize| scan::MARKED.next(text, from);
        while let Some(hit) = next(text, floor, true, simple, &mut scan)? {
            floor = hit.read.end;
            let clause = clause(text, hit.start);
            let (range, value) = widened(text, clause.start.max(hit.floor), hit.start, &hit.read);
            // 年内持续推进 is one time, 年底前完成并长期坚持 two.
            if let Some(last) = found
                .last_mut()
                .filter(|last: &&mut Time| last.range.end == range.start)
                && hit.read.form == Form::Ongoing
            {
                last.range.end = range.end;
            } else if !govern::is_quoted(text, &range) {
                found.push(Time {
                    range,
                    form: hit.read.form,
                    governs: true,
                    part: false,
                    certainty: Certainty::Certain,
                    value,
                });
            }
        }
        Ok(found)
    })
}

/// A text has traditional characters.
struct Traditional;

/// Reads `text` as it is, or a copy in simple characters where it turns out to have traditional ones; the copy is as
/// long, so places hold in both.
fn in_simple(text: &str, mut find: impl FnMut(&str, bool) -> Result<Vec<Time>, Traditional>) -> Vec<Time> {
    find(text, false)
        .or_else(|Traditional| find(&text.chars().map(simple_char).collect::<String>(), true))
        .unwrap_or_default()
}

/// What was read, and where.
struct Hit {
    start: usize,
    /// Where the expression before it ends.
    floor: usize,
    read: Read,
}

/// The first time expression behind `floor`; `scan` gives the first place at or behind one where a time may stand.
fn next(
    text: &str,
    floor: usize,
    loose: bool,
    simple: bool,
    scan: &mut dyn FnMut(usize) -> Option<usize>,
) -> Result<Option<Hit>, Traditional> {
    let mut from = floor;
    while let Some(at) = scan(from) {
        match hit(text, floor, at, loose) {
            Some(hit) => return Ok(Some(hit)),
            None if !simple && scan::is_traditional(text, at) => return Err(Traditional),
            None => from = scan::behind(text, at),
        }
    }
    Ok(None)
}

/// The time expression that the character at `at` gives away.
fn hit(text: &str, floor: usize, at: usize, loose: bool) -> Option<Hit> {
    let (start, event) = scan::start(text, floor, at, loose)?;
    let read = match event {
        Some((end, value)) => Read {
            form: Form::Event,
            value,
            end,
        },
        None => read::read(text, start, loose)?,
    };
    (read.end > at).then_some(Hit { start, floor, read })
}

/// The expression with the words before it that belong to it: 到2033年, 自7月1日起, 方案印发后30日内, 今后三年.
fn widened(text: &str, floor: usize, start: usize, read: &Read) -> (Range<usize>, Value) {
    let before = &text[floor..start];
    let lead = |words: &[&str]| {
        let word = words.iter().find(|word| before.ends_with(**word));
        word.map_or(0, |word| word.len())
    };
    let (len, value) = match read.value {
        Value::Within(count, unit, _) => {
            let ahead = lead(&["今后", "未来", "力争用", "利用", "用", "通过", "经过"]);
            match read::since(before).filter(|_| ahead == 0) {
                Some((len, since)) => (len, Value::Within(count, unit, since)),
                None => (ahead, Value::Within(count, unit, Since::Unsaid)),
            }
        }
        Value::From(_) => (lead(&["自", "从"]), read.value),
        Value::Period(mut period) => {
            // 达到2031年水平, 降至: no 到 of a time.
            let len = lead(&["到", "至"]);
            let verb =
                before[..before.len() - len].ends_with(|c| "达得做感受看找提遇碰收接想听回签截降增升".contains(c));
            let len = match period.from {
                // 自5月1日起至9月30日
                Some(_) if !period.by => lead(&["自", "从"]),
                _ if verb => 0,
                _ => len,
            };
            period.by |= len > 0 && period.from.is_none();
            let ordinal = if before.ends_with('第') { '第'.len_utf8() } else { 0 };
            (len + ordinal, Value::Period(period))
        }
        value => (0, value),
    };
    (start - len..read.end, value)
}

/// Whether a clause ends here. 、 ends none: 6月、9月底前.
pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '\n' | '\r')
}

/// Whether `before` ends with 其中: what follows is said of a part.
fn is_of_part(before: &str) -> bool {
    before
        .trim_end_matches(|c| matches!(c, '，' | ',' | '：' | ':' | '到' | '至') || c.is_whitespace())
        .ends_with("其中")
}

/// The clause around `at`.
fn clause(text: &str, at: usize) -> Range<usize> {
    let low = floor(text, at.saturating_sub(CLAUSE));
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
