//! Deadlines of tags, tables and texts: what date the words give, with the plan's year.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::directory::fold_char;
use crate::plan::{DeadlineKind, Frequency};

/// A date with how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// ISO date of the last day.
    pub date: Option<String>,
    /// ISO date of the first day, where the words give a period.
    pub start: Option<String>,
    /// What kind of time it is.
    pub kind: DeadlineKind,
    /// How often, for recurring work.
    pub frequency: Option<Frequency>,
    /// Whether the words name no year and the dates take the plan's.
    pub year_presumed: bool,
    /// Whether the words give a day that no calendar has (2月30日).
    pub impossible: bool,
    /// How the date follows from the words, in words.
    pub derivation: String,
}

/// How often, by the words; the first that is found counts.
const FREQUENCIES: &[(&str, Frequency)] = &[
    ("半年", Frequency::HalfYearly),
    ("每日", Frequency::Daily),
    ("每天", Frequency::Daily),
    ("每工作日", Frequency::Daily),
    ("每两", Frequency::Other),
    ("周", Frequency::Weekly),
    ("旬", Frequency::TenDays),
    ("季", Frequency::Quarterly),
    ("年", Frequency::Yearly),
    ("月", Frequency::Monthly),
];

/// A year with every day there can be.
const LEAP_YEAR: i32 = 2000;

/// The years of 十二五 … 十六五 are five each; the first ended with this year (2011-2015).
const FIRST_FIVE_YEARS_END: i32 = 2015;

/// Derives kind and date of a deadline's words.
///
/// ```
/// use fengong::deadline::derive;
/// assert_eq!(derive("年内", Some(2023)).derivation, "年内 + 计划年度 2023 → 2023-12-31");
/// assert_eq!(derive("2022-2024年", Some(2023)).start.as_deref(), Some("2022-01-01"));
/// ```
pub fn derive(words: &str, plan_year: Option<i32>) -> Derived {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect();
    let bare = in_figures(&bare);
    let bare = with_units(&bare);
    // A bare 今年 is the plan's year.
    let bare = match &*bare {
        "今年" | "本年" | "本年度" | "今年度" => Cow::Borrowed("年内"),
        _ => bare,
    };
    let recurs = recurring(&bare);
    // 6月底前建成，此后每季度通报: the date is that of the first; 每年12月底前 has none.
    let once = &bare[..recurs.as_ref().map_or(bare.len(), |(at, _)| *at)];
    let frequency = recurs.map(|(_, frequency)| frequency);
    match dated(once, plan_year) {
        Some(Ok(period)) => {
            let Period {
                start, end, how, by, ..
            } = period;
            Derived {
                year_presumed: !how.is_empty(),
                derivation: format!("{words}{how} → {end}"),
                start: start.filter(|_| !by),
                date: Some(end),
                kind: if by { DeadlineKind::By } else { DeadlineKind::Within },
                frequency,
                impossible: false,
            }
        }
        Some(Err(Undatable::Impossible)) => Derived {
            impossible: true,
            ..undated(DeadlineKind::By, frequency, "历法上没有这一天，按原文照录")
        },
        Some(Err(Undatable::BeforeYear)) => {
            undated(DeadlineKind::By, frequency, "原文没有写明是否包括这一年，按原文照录")
        }
        Some(Err(Undatable::NoYear)) => undated(
            DeadlineKind::By,
            frequency,
            "原文没有写年份，也不知道计划年度，按原文照录",
        ),
        None => {
            let ongoing = ["持续", "长期", "常态", "全年", "经常"]
                .iter()
                .any(|word| bare.contains(word));
            let kind = match (frequency, ongoing) {
                (Some(_), _) => DeadlineKind::Recurring,
                (None, true) => DeadlineKind::Ongoing,
                (None, false) => DeadlineKind::Other,
            };
            undated(kind, frequency, "按原文照录")
        }
    }
}

/// The first year that the words name.
pub(super) fn year_of(words: &str) -> Option<i32> {
    let folded: String = words.chars().map(fold_char).collect();
    let folded = in_figures(&folded);
    let digits = folded.find(|c: char| c.is_ascii_digit())?;
    let year = folded.get(digits..digits + 4)?;
    folded[digits + 4..]
        .starts_with(['年', '-', '—', '至', '到', '~'])
        .then(|| year.parse().ok())?
}

fn undated(kind: DeadlineKind, frequency: Option<Frequency>, derivation: &str) -> Derived {
    Derived {
        date: None,
        start: None,
        kind,
        frequency,
        year_presumed: false,
        impossible: false,
        derivation: derivation.to_string(),
    }
}

/// Where recurring work is spoken of, and how often it is.
fn recurring(bare: &str) -> Option<(usize, Frequency)> {
    static RECURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("每个?(?:工作日|日|天|两?周|旬|两?个?月|季|半年|学年|学期|两?年)|[按逐](?:周|旬|月|季|年)|定期").ok()
    });
    let found = RECURS.as_ref()?.find(bare)?;
    let often = FREQUENCIES
        .iter()
        .find(|(word, _)| found.as_str().replace('个', "").contains(word));
    Some((found.start(), often.map_or(Frequency::Other, |(_, often)| *often)))
}

/// 十二月 and 二〇二五年 with figures.
fn in_figures(words: &str) -> Cow<'_, str> {
    static NUMERALS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("([〇○零一二三四五六七八九]{4})年|([一二三四五六七八九十]{1,3})([月日号])").ok());
    let Some(numerals) = NUMERALS
        .as_ref()
        .filter(|_| words.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
    else {
        return Cow::Borrowed(words);
    };
    numerals.replace_all(words, |found: &Captures<'_>| {
        match (found.get(1), found.get(2), found.get(3)) {
            (Some(year), ..) => year.as_str().chars().map(|c| digit(c).to_string()).collect::<String>() + "年",
            (None, Some(number), Some(unit)) => format!("{}{}", small_number(number.as_str()), unit.as_str()),
            _ => found.get(0).map_or("", |whole| whole.as_str()).to_string(),
        }
    })
}

/// 2031.9.30, 2031-09-30 and 2031/9 with 年, 月 and 日.
fn with_units(words: &str) -> Cow<'_, str> {
    static NUMERIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("((?:19|20)[0-9]{2})[./．／-]([0-9]{1,2})(?:[./．／-]([0-9]{1,2}))?([^0-9年月]|$)").ok()
    });
    let Some(numeric) = NUMERIC.as_ref().filter(|_| words.contains(['.', '/', '．', '／', '-'])) else {
        return Cow::Borrowed(words);
    };
    numeric.replace_all(words, |found: &Captures<'_>| {
        let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
        let day = match part(3) {
            "" => String::new(),
            day => format!("{day}日"),
        };
        // 2031.9.30日前
        let behind = part(4).trim_start_matches('日');
        format!("{}年{}月{day}{behind}", part(1), part(2))
    })
}

fn digit(numeral: char) -> usize {
    "〇一二三四五六七八九".chars().position(|c| c == numeral).unwrap_or(0)
}

/// 二十五 → 25.
fn small_number(numerals: &str) -> usize {
    match numerals.split_once('十') {
        None => numerals.chars().fold(0, |value, c| value * 10 + digit(c)),
        Some((tens, ones)) => {
            let tens = tens.chars().next().map_or(1, digit);
            tens * 10 + ones.chars().next().map_or(0, digit)
        }
    }
}

/// A period of days.
struct Period {
    start: Option<String>,
    end: String,
    /// How the year was found, where the words name none.
    how: String,
    /// Whether the words say until when (前, 底, a day), not in which period.
    by: bool,
}

/// Why words that name a time give no date.
enum Undatable {
    /// 2月30日.
    Impossible,
    /// 2025年前: with or without 2025?
    BeforeYear,
    /// 6月底前 in a plan whose year is not known.
    NoYear,
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "十(?P<five>[二三四五六])五[”\"]?(?:规划)?(?P<until>期?末)?\
         |(?:(?:(?P<first_year>[0-9]{4})年?[-—~～－至到]{1,2})?(?P<year>[0-9]{4})年?|(?P<word_year>[今本当明次]年)年?)?度?\
          (?:(?P<first_month>[0-9]{1,2})月?[-—~～－至到]{1,2})?\
          (?:(?P<month>[0-9]{1,2})月份?(?:(?:[0-9]{1,2}日?[-—~～至到]{1,2})?(?P<day>[0-9]{1,2})[日号]|(?P<lost>[0-9]{1,2})前|(?P<third>上旬|中旬|下旬|初))?\
          |(?P<lost_month>[0-9]{1,2})底\
          |(?P<part>年内|年底|年末|年终|底|末|内|终|[上下]半年|第?(?P<first_quarter>[一二三四1234])?(?:[-—~～至到、]第?)?(?P<quarter>[一二三四1234])季度|年度内)\
          |(?P<bare>年))",
    )
    .ok()
});

/// The last of several dates: 3月启动，11月底前完成. A date without a year has that of the one before it.
fn dated(words: &str, plan_year: Option<i32>) -> Option<Result<Period, Undatable>> {
    let (mut last, mut year, mut lost_year): (Option<Period>, _, _) = (None, None, false);
    for found in DATE.as_ref()?.captures_iter(words) {
        let number = |name: &str| found.name(name).and_then(|found| found.as_str().parse::<i32>().ok());
        let next = match found.name("word_year").map(|word| word.as_str()) {
            Some("明年" | "次年") => 1,
            _ => 0,
        };
        if let Some(five) = found.name("five") {
            let end = FIRST_FIVE_YEARS_END + 5 * (digit(five.as_str().chars().next()?) as i32 - 2);
            let period = Period {
                start: Some(format!("{}-01-01", end - 4)),
                end: format!("{end}-12-31"),
                how: String::new(),
                by: found.name("until").is_some(),
            };
            last = later(last, period);
            continue;
        }
        year = number("year").or(year);
        let (value, how) = match (year, plan_year) {
            (Some(year), _) => (year, String::new()),
            (None, Some(plan)) if next > 0 => (plan + next, format!(" + 计划年度 {plan} 的次年")),
            (None, Some(plan)) => (plan, format!(" + 计划年度 {plan}")),
            (None, None) => {
                lost_year |= days(&found, LEAP_YEAR).is_some();
                continue;
            }
        };
        let behind = &words[found.get(0)?.end()..];
        let before_it = ["前", "之前", "以前"].iter().any(|word| behind.starts_with(word));
        // 2031年7月1日起实施 says from when.
        if behind.starts_with('起') {
            continue;
        }
        if found.name("bare").is_some() && before_it {
            return Some(Err(Undatable::BeforeYear));
        }
        let Some(days) = days(&found, value) else { continue };
        if days.is_impossible(value) {
            return Some(Err(Undatable::Impossible));
        }
        let until = |word: &str| ["底", "末", "终"].iter().any(|end| word.contains(end));
        let whole = found.get(0).map_or("", |whole| whole.as_str());
        let ahead = &words[..found.get(0)?.start()];
        let period = Period {
            by: before_it
                || days.is_day
                || until(whole)
                || ["底", "末"].iter().any(|word| behind.starts_with(word))
                || (ahead.ends_with(['到', '至']) && found.name("first_year").is_none()),
            start: Some(days.first(number("first_year").unwrap_or(value))),
            end: days.last(value),
            how,
        };
        last = later(last, period);
    }
    last.map(Ok).or(lost_year.then_some(Err(Undatable::NoYear)))
}

fn later(last: Option<Period>, next: Period) -> Option<Period> {
    match last {
        Some(last) if last.end > next.end => Some(last),
        _ => Some(next),
    }
}

/// Days within a year, from the first of a period to its last.
struct Days {
    from: (i32, i32),
    to: (i32, i32),
    /// Whether the words name the very day.
    is_day: bool,
}

impl Days {
    fn months(from: i32, to: i32, year: i32) -> Days {
        Days {
            from: (from, 1),
            to: (to, last_day(year, to)),
            is_day: false,
        }
    }

    fn is_impossible(&self, year: i32) -> bool {
        let (month, day) = self.to;
        !(1..=12).contains(&month) || !(1..=last_day(year, month)).contains(&day)
    }

    fn first(&self, year: i32) -> String {
        format!("{year:04}-{:02}-{:02}", self.from.0, self.from.1)
    }

    fn last(&self, year: i32) -> String {
        format!("{year:04}-{:02}-{:02}", self.to.0, self.to.1)
    }
}

fn days(found: &Captures<'_>, year: i32) -> Option<Days> {
    let number = |name: &str| found.name(name).and_then(|found| found.as_str().parse::<i32>().ok());
    if let Some(month) = number("month").or(number("lost_month")) {
        // 2008年4月10前: the 日 is missing.
        let day = number("day").or(number("lost"));
        let third = found.name("third").map(|third| match third.as_str() {
            "上旬" | "初" => (1, 10),
            "中旬" => (11, 20),
            _ => (21, last_day(year, month)),
        });
        let days = Days::months(number("first_month").unwrap_or(month), month, year);
        return Some(match (day, third) {
            (Some(day), _) => Days {
                to: (month, day),
                is_day: true,
                ..days
            },
            (None, Some((from, to))) => Days {
                from: (month, from),
                to: (month, to),
                is_day: false,
            },
            (None, None) => days,
        });
    }
    let Some(part) = found.name("part") else {
        // A bare year counts only when it is one: 2025年.
        number("year")?;
        return Some(Days::months(1, 12, year));
    };
    Some(match part.as_str() {
        "上半年" => Days::months(1, 6, year),
        "下半年" => Days::months(7, 12, year),
        words if words.contains("季度") => {
            let quarter = |name: &str| {
                let numeral = found.name(name)?.as_str();
                let at = |list: &str| list.chars().position(|c| numeral.starts_with(c));
                at("一二三四").or(at("1234")).map(|at| at as i32 + 1)
            };
            let last = quarter("quarter")?;
            let first = quarter("first_quarter").unwrap_or(last);
            Days::months(first * 3 - 2, last * 3, year)
        }
        // 内 and 底 alone belong to a year.
        "底" | "末" | "内" | "终" if found.name("year").is_none() && found.name("word_year").is_none() => {
            return None;
        }
        _ => Days::months(1, 12, year),
    })
}

fn last_day(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_give_the_last_day_of_their_period() {
        let date = |words: &str| derive(words, Some(2023)).date;
        assert_eq!(date("6月底完成").as_deref(), Some("2023-06-30"));
        assert_eq!(date("年底前").as_deref(), Some("2023-12-31"));
        assert_eq!(date("2016 年 6 底前").as_deref(), Some("2016-06-30"));
        assert_eq!(date("2016—2018年底前").as_deref(), Some("2018-12-31"));
        assert_eq!(date("11月15日前").as_deref(), Some("2023-11-15"));
        assert_eq!(date("2031年1月至12月").as_deref(), Some("2031-12-31"));
        assert_eq!(date("4—6月").as_deref(), Some("2023-06-30"));
        assert_eq!(date("12月中旬前").as_deref(), Some("2023-12-20"));
        assert_eq!(date("第三季度").as_deref(), Some("2023-09-30"));
        assert_eq!(date("９月底前").as_deref(), Some("2023-09-30"));
        assert_eq!(date("3月启动，11月底前完成").as_deref(), Some("2023-11-30"));
        assert_eq!(date("2024年3月启动，6月底前完成").as_deref(), Some("2024-06-30"));
        assert_eq!(date("2008年4月10前").as_deref(), Some("2008-04-10"));
        assert_eq!(date("十二月底前").as_deref(), Some("2023-12-31"));
        assert_eq!(date("二〇二五年六月十五日前").as_deref(), Some("2025-06-15"));
        assert_eq!(date("到“十四五”末").as_deref(), Some("2025-12-31"));
        assert_eq!(date("明年3月底前").as_deref(), Some("2024-03-31"));
        assert_eq!(date("三、四季度").as_deref(), Some("2023-12-31"));
        assert_eq!(date("2023年度内").as_deref(), Some("2023-12-31"));
        assert_eq!(date("2025年前"), None);
        assert_eq!(date("每年12月底前"), None);
        assert_eq!(date("2031.6.30").as_deref(), Some("2031-06-30"));
        assert_eq!(date("2031-09-30前").as_deref(), Some("2031-09-30"));
        assert_eq!(date("2031/9/30日前完成").as_deref(), Some("2031-09-30"));
        assert_eq!(date("2031.6").as_deref(), Some("2031-06-30"));
        assert_eq!(date("2022-2024年").as_deref(), Some("2024-12-31"));
        assert_eq!(date("2031年7月1日起实施"), None);
        assert!(derive("2月30日前", Some(2023)).impossible);
        assert!(!derive("2月29日前", Some(2024)).impossible);
        assert_eq!(derive("每半年", Some(2023)).frequency, Some(Frequency::HalfYearly));
        assert_eq!(derive("每周四", Some(2023)).frequency, Some(Frequency::Weekly));
        assert_eq!(
            derive("6月底前建成，此后每季度通报", Some(2023)).date.as_deref(),
            Some("2023-06-30")
        );
        assert_eq!(derive("持续推进", Some(2023)).kind, DeadlineKind::Ongoing);
        assert_eq!(derive("年底前", None).date, None);
        assert_eq!(derive("年底前", None).kind, DeadlineKind::By);
        assert_eq!(derive("4—6月", Some(2023)).start.as_deref(), Some("2023-04-01"));
        assert_eq!(derive("三季度", Some(2023)).start.as_deref(), Some("2023-07-01"));
        assert_eq!(derive("6月底前", Some(2023)).start, None);
        assert_eq!(derive("省出台文件后2个月完成", Some(2016)).date, None);
    }
}
