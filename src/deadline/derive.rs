//! What date a time's words give, with what is known of the plan.

use std::ops::Range;

use super::calendar::Date;
use super::find::{Time, ends_clause, times, times_of_cell};
use super::value::{Part, Period, Point, Since, Unit, Value, Year};
use crate::plan::{DeadlineKind, Frequency};

/// A date with how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// ISO date of the last day.
    pub date: Option<String>,
    /// ISO date of the first day, where the words give a period or say from when.
    pub start: Option<String>,
    /// What kind of time it is.
    pub kind: DeadlineKind,
    /// How often, for recurring work.
    pub frequency: Option<Frequency>,
    /// Whether the words name no year and the dates take the plan's.
    pub year_presumed: bool,
    /// Whether the words give a day that no calendar has (2月30日), or an end before its beginning.
    pub impossible: bool,
    /// How the date follows from the words, in words.
    pub derivation: String,
}

/// What dates are derived with: the plan's year and date, and the year that was named last.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The year the plan is for.
    pub plan_year: Option<i32>,
    /// The first and the last year of a plan for several (2031—2033年).
    pub years: Option<(i32, i32)>,
    issued: Option<Date>,
    said: Option<Point>,
    /// Whether ； stands behind what was said last.
    apart: bool,
}

/// A year with every day there can be.
const LEAP_YEAR: i32 = 2000;

/// A year with where it comes from, in words.
struct Dated {
    year: i32,
    how: String,
    presumed: bool,
}

/// Why words that name a time give no date.
const NO_DAY: &str = "历法上没有这一天，按原文照录";
const REVERSED: &str = "起止时间颠倒，按原文照录";
const BEFORE_YEAR: &str = "原文没有写明是否包括这一年，按原文照录";
const NO_YEAR: &str = "原文没有写年份，也不知道计划年度，按原文照录";
const UNSAID_YEAR: &str = "原文没有写是哪一年的次年，按原文照录";
const AS_WRITTEN: &str = "按原文照录";
const WORKDAYS: &str = "工作日要扣除节假日，按原文照录";
const UNKNOWN_START: &str = "原文没有写从哪一天算起，按原文照录";
const EVENT_START: &str = "从所写的事项算起，那一天原文没有写，按原文照录";
const NOT_ISSUED: &str = "从印发之日算起，原文没有印发日期，按原文照录";
const EVENT: &str = "节令、会议的日期原文没有写，按原文照录";

impl Context {
    /// `issued_on` is the plan's own date, ISO.
    pub fn new(plan_year: Option<i32>, issued_on: Option<&str>) -> Self {
        Context {
            plan_year,
            years: None,
            issued: issued_on.and_then(Date::parse),
            said: None,
            apart: false,
        }
    }

    /// The last year of a plan for several.
    pub fn last_year(&self) -> Option<i32> {
        self.years.map(|(_, last)| last)
    }

    /// The first and the last year of the period that `title` names, where it names several years.
    pub fn years_of(title: &str) -> Option<(i32, i32)> {
        times(title, None).iter().find_map(|time| match time.value {
            Value::Period(Period {
                from:
                    Some(Point {
                        year: Year::Stated(from),
                        part: Part::Year,
                    }),
                to:
                    Point {
                        year: Year::Stated(to),
                        part: Part::Year,
                    },
                ..
            }) if from < to => Some((from, to)),
            _ => None,
        })
    }

    /// A sentence ends: a year named before does not hold behind it.
    pub fn forget(&mut self) {
        self.said = None;
    }

    /// A part of a sentence ends (；): 年底前 behind it is the plan's, whatever year was named before.
    pub fn pause(&mut self) {
        self.apart = true;
    }

    /// Hears of `time`, that sets no date itself, what year the next ones are in: 2031年任务：6月底前…….
    pub fn hear(&mut self, time: &Time) {
        if let Value::Period(Period { from: None, to, .. }) = time.value
            && matches!(to.year, Year::Stated(_))
        {
            self.said = Some(to);
        }
    }

    /// The date of `time`, whose words are `words`.
    ///
    /// ```
    /// use fengong::deadline::{Context, times};
    /// let derive = |words| Context::new(Some(2023), None).derive(words, &times(words, None)[0]);
    /// assert_eq!(derive("年内").derivation, "年内 + 计划年度 2023 → 2023-12-31");
    /// assert_eq!(derive("2022-2024年").start.as_deref(), Some("2022-01-01"));
    /// ```
    pub fn derive(&mut self, words: &str, time: &Time) -> Derived {
        match time.value {
            Value::Period(period) => self.period(words, &period),
            Value::From(point) => self.from(words, point),
            Value::Within(count, unit, since) => self.within(words, count, unit, since),
            Value::Every(often, None) => self.every(words, often),
            Value::Every(often, Some(period)) => Derived {
                kind: DeadlineKind::Recurring,
                frequency: Some(often),
                ..self.period(words, &period)
            },
            Value::Ongoing => undated(DeadlineKind::Ongoing, None, AS_WRITTEN),
            Value::Event => undated(DeadlineKind::By, None, EVENT),
        }
    }

    /// The times of a cell or of a clause of a tag, each with the words around it that belong to it; a clause without a
    /// time goes with the one before it.
    pub fn derive_cell(&mut self, cell: &str) -> Vec<(Range<usize>, Derived)> {
        let times = times_of_cell(cell);
        let segments = segments(cell, &times);
        if times.is_empty() {
            return segments.into_iter().map(|range| (range, unread(cell))).collect();
        }
        let derive = |(range, time): (Range<usize>, &Time)| (range, self.derive(&cell[time.range.clone()], time));
        segments.into_iter().zip(&times).map(derive).collect()
    }

    /// Work that comes back does so in every year of the plan; one year needs no saying.
    fn every(&self, words: &str, often: Frequency) -> Derived {
        let found = undated(DeadlineKind::Recurring, Some(often), AS_WRITTEN);
        let Some((first, last)) = self.years else { return found };
        Derived {
            start: Some(Date::new(first, 1, 1).to_string()),
            date: Some(Date::end_of(last, 12).to_string()),
            year_presumed: true,
            derivation: format!("{words} + 计划期 {first}—{last} → {first} 年至 {last} 年"),
            ..found
        }
    }

    fn period(&mut self, words: &str, period: &Period) -> Derived {
        let kind = if period.by {
            DeadlineKind::By
        } else {
            DeadlineKind::Within
        };
        let end = period.to;
        if period.before && end.part == Part::Year && !words.contains(['底', '末', '终']) {
            return undated(DeadlineKind::By, None, BEFORE_YEAR);
        }
        // 次年3月底前: behind which year? 11月至次年3月 begins in the plan's.
        if end.year == Year::Following && period.from.is_none() && self.said_year().is_none() {
            return undated(kind, None, UNSAID_YEAR);
        }
        let Some(year) = self.year(end) else {
            // Which days there are and which comes first is known without the year.
            let wrong = days(period, LEAP_YEAR, self.issued).and_then(|(first, last)| why_impossible(first, last));
            return match (wrong, end.part) {
                (Some(why), _) => impossible(why),
                (None, Part::ThisMonth) => undated(kind, None, AS_WRITTEN),
                (None, _) => undated(kind, None, NO_YEAR),
            };
        };
        let Some((first, last)) = days(period, year.year, self.issued) else {
            return undated(kind, None, AS_WRITTEN);
        };
        if let Some(why) = why_impossible(first, last) {
            return impossible(why);
        }
        self.remember(period, year.year);
        Derived {
            date: Some(last.to_string()),
            start: (!period.by).then(|| first.to_string()),
            kind,
            frequency: None,
            year_presumed: year.presumed,
            impossible: false,
            derivation: format!("{words}{} → {last}", year.how),
        }
    }

    /// 自2031年7月1日起: it goes on from there.
    fn from(&mut self, words: &str, point: Point) -> Derived {
        let Some(year) = self.year(point) else {
            return undated(DeadlineKind::Ongoing, None, NO_YEAR);
        };
        let Some((first, _)) = point.days(year.year, self.issued) else {
            return undated(DeadlineKind::Ongoing, None, AS_WRITTEN);
        };
        if !first.is_real() {
            return impossible(NO_DAY);
        }
        Derived {
            start: Some(first.to_string()),
            year_presumed: year.presumed,
            derivation: format!("{words}{} → 自 {first} 起", year.how),
            ..undated(DeadlineKind::Ongoing, None, "")
        }
    }

    fn within(&self, words: &str, count: i32, unit: Unit, since: Since) -> Derived {
        let why = match (since, self.issued) {
            (_, _) if unit == Unit::Workdays => WORKDAYS,
            (Since::Unsaid, _) => UNKNOWN_START,
            (Since::Event, _) => EVENT_START,
            (Since::Issue, None) => NOT_ISSUED,
            (Since::Issue, Some(issued)) => {
                let date = match unit {
                    Unit::Weeks => issued.plus_days(count * 7),
                    Unit::Months => issued.plus_months(count),
                    Unit::Years => issued.plus_months(count * 12),
                    Unit::Days | Unit::Workdays => issued.plus_days(count),
                };
                return Derived {
                    date: Some(date.to_string()),
                    start: Some(issued.to_string()),
                    derivation: format!("{words} + 印发日期 {issued} → {date}"),
                    ..undated(DeadlineKind::Within, None, "")
                };
            }
        };
        undated(DeadlineKind::Within, None, why)
    }

    /// The year of a point: its own, that named before it in the sentence, or the plan's.
    fn year(&self, point: Point) -> Option<Dated> {
        let plan = |year: i32, how: String| Dated {
            year,
            how,
            presumed: true,
        };
        match (point.year, self.plan_year) {
            (Year::Stated(year), _) => Some(Dated {
                year,
                how: String::new(),
                presumed: false,
            }),
            (Year::Unsaid, _) if point.part == Part::ThisMonth => self.issued.map(|issued| Dated {
                year: issued.year,
                how: format!(" + 印发日期 {issued}"),
                presumed: false,
            }),
            (Year::Unsaid, _) if self.goes_on(point).is_some() => self.goes_on(point).map(|year| Dated {
                year,
                how: format!(" + 上文年份 {year}"),
                presumed: false,
            }),
            (Year::Following, _) if self.said_year().is_some() => self.said_year().map(|year| Dated {
                year: year + 1,
                how: format!(" + 上文年份 {year} 的次年"),
                presumed: false,
            }),
            (Year::Next | Year::Following, Some(year)) => Some(plan(year + 1, format!(" + 计划年度 {year} 的次年"))),
            (_, Some(year)) => Some(plan(year, format!(" + 计划年度 {year}"))),
            (_, None) => None,
        }
    }

    /// 2024年3月启动，6月底前完成，年底前验收: the year goes on where the months do.
    fn goes_on(&self, point: Point) -> Option<i32> {
        self.said.filter(|said| match point.part {
            Part::Year => !self.apart,
            _ => said.month() <= point.month(),
        })?;
        self.said_year()
    }

    fn said_year(&self) -> Option<i32> {
        match self.said?.year {
            Year::Stated(year) => Some(year),
            _ => None,
        }
    }

    /// A year goes on unless it is the end of all (到2035年).
    fn remember(&mut self, period: &Period, year: i32) {
        match period.to.year {
            Year::Stated(_) if period.to.part == Part::Year && (period.by || period.from.is_some()) => self.said = None,
            Year::Stated(_) => {
                self.apart = false;
                self.said = Some(Point {
                    year: Year::Stated(year),
                    ..period.to
                })
            }
            Year::Unsaid if self.goes_on(period.to).is_some() => {}
            _ => self.said = None,
        }
    }
}

/// The first and the last day of a period that ends in `year`.
fn days(period: &Period, year: i32, issued: Option<Date>) -> Option<(Date, Date)> {
    let end = period.to;
    let (first, last) = end.days(year, issued)?;
    let Some(from) = period.from else {
        return Some((first, last));
    };
    let began = match from.year {
        Year::Stated(year) => year,
        _ => year - i32::from(matches!(end.year, Year::Next | Year::Following)),
    };
    Some((from.days(began, issued).map_or(first, |(day, _)| day), last))
}

fn why_impossible(first: Date, last: Date) -> Option<&'static str> {
    if !last.is_real() || !first.is_real() {
        return Some(NO_DAY);
    }
    (last < first).then_some(REVERSED)
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

fn impossible(derivation: &str) -> Derived {
    Derived {
        impossible: true,
        ..undated(DeadlineKind::By, None, derivation)
    }
}

/// Words in which no time was read.
fn unread(words: &str) -> Derived {
    let ongoing = ["经常", "持续", "长期", "常态"].iter().any(|word| words.contains(word));
    let kind = if ongoing {
        DeadlineKind::Ongoing
    } else {
        DeadlineKind::Other
    };
    undated(kind, None, AS_WRITTEN)
}

/// The words of a cell that belong to each of its times, all of them where it has none.
fn segments(cell: &str, times: &[Time]) -> Vec<Range<usize>> {
    const STOPS: &[char] = &['，', ',', '；', ';', '。', '、', ' ', '\n', '\r', '\t', '\u{3000}'];
    let mut segments = Vec::with_capacity(times.len());
    let mut from = 0;
    for (at, time) in times.iter().enumerate() {
        let end = match times.get(at + 1) {
            None => cell.len(),
            Some(next) => {
                let between = &cell[time.range.end..next.range.start];
                let clause = between
                    .char_indices()
                    .rev()
                    .find(|(_, c)| ends_clause(*c) && *c != '：' && *c != ':');
                clause.map_or(next.range.start, |(stop, c)| time.range.end + stop + c.len_utf8())
            }
        };
        segments.push(trimmed(cell, from..end, STOPS));
        from = end;
    }
    if segments.is_empty() {
        segments.push(trimmed(cell, 0..cell.len(), &[' ', '\n', '\r', '\t', '\u{3000}']));
    }
    segments
}

/// A segment without stops at its ends, nor the 并 that joins the next.
fn trimmed(cell: &str, range: Range<usize>, stops: &[char]) -> Range<usize> {
    let words = &cell[range.clone()];
    let start = range.end - words.trim_start_matches(stops).len();
    let words = cell[start..range.end].trim_end_matches(stops);
    let joined = if range.end < cell.len() {
        words.trim_end_matches(['并', '且', '和', '及'])
    } else {
        words
    };
    start..start + joined.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a cell says, in a plan of 2023 issued on 20 May.
    fn said(cell: &str) -> Vec<Derived> {
        let mut context = Context::new(Some(2023), Some("2023-05-20"));
        context
            .derive_cell(cell)
            .into_iter()
            .map(|(_, derived)| derived)
            .collect()
    }

    fn date(cell: &str) -> Option<String> {
        said(cell).pop().and_then(|derived| derived.date)
    }

    #[test]
    fn words_give_the_last_day_of_their_period() {
        let cases = [
            ("6月底完成", "2023-06-30"),
            ("六月底", "2023-06-30"),
            ("年底前", "2023-12-31"),
            ("年终", "2023-12-31"),
            ("2016 年 6 底前", "2016-06-30"),
            ("6底前", "2023-06-30"),
            ("2016—2018年底前", "2018-12-31"),
            ("11月15日前", "2023-11-15"),
            ("2031年1月至12月", "2031-12-31"),
            ("4—6月", "2023-06-30"),
            ("12月中旬前", "2023-12-20"),
            ("第三季度", "2023-09-30"),
            ("一季度末", "2023-03-31"),
            ("９月底前", "2023-09-30"),
            ("3月启动，11月底前完成", "2023-11-30"),
            ("2024年3月启动，6月底前完成", "2024-06-30"),
            ("2024年10月启动，6月底前完成", "2023-06-30"),
            ("2008年4月10前", "2008-04-10"),
            ("十二月底前", "2023-12-31"),
            ("二〇二五年六月十五日前", "2025-06-15"),
            ("到“十四五”末", "2025-12-31"),
            ("明年3月底前", "2024-03-31"),
            ("2024年启动，次年1月完成", "2025-01-31"),
            ("2024年6月底前完成主体，年底前竣工", "2024-12-31"),
            ("5月20日前移交", "2023-05-20"),
            ("6月底前提交", "2023-06-30"),
            ("11月至次年3月", "2024-03-31"),
            ("2031年11月至次年3月", "2032-03-31"),
            ("三、四季度", "2023-12-31"),
            ("2023年度内", "2023-12-31"),
            ("2023年前三季度", "2023-09-30"),
            ("2031.6.30", "2031-06-30"),
            ("2031-09-30前", "2031-09-30"),
            ("2031/9/30日前完成", "2031-09-30"),
            ("2031.6", "2031-06-30"),
            ("2031", "2031-12-31"),
            ("2031.6.1-2031.9.30", "2031-09-30"),
            ("2022-2024年", "2024-12-31"),
            ("5月10—20日", "2023-05-20"),
            ("本月底", "2023-05-31"),
            ("印发之日起30日内", "2023-06-19"),
            ("2026-2028年每年", "2028-12-31"),
        ];
        for (words, wanted) in cases {
            assert_eq!(date(words).as_deref(), Some(wanted), "{words}");
        }
    }

    #[test]
    fn other_words_give_no_date() {
        let none = [
            "2025年前",
            "每年12月底前",
            "20310630",
            "Q2",
            "2031年7月1日起实施",
            "省出台文件后2个月内完成",
            "三年内",
            "年初",
            "次年3月底前",
            "月底前",
            "5个工作日内",
            "春节前",
            "《2031年方案》要求",
            "长期坚持",
        ];
        for words in none {
            assert_eq!(date(words), None, "{words}");
        }
        assert!(said("2月30日前")[0].impossible);
        assert!(said("12月至3月")[0].impossible);
        assert!(said("13月底前")[0].impossible);
        assert_eq!(
            Context::new(None, None).derive_cell("年底前")[0].1.kind,
            DeadlineKind::By
        );
    }

    #[test]
    fn kinds_starts_and_frequencies() {
        let one = |words: &str| said(words).remove(0);
        assert_eq!(one("4—6月").start.as_deref(), Some("2023-04-01"));
        assert_eq!(one("三季度").start.as_deref(), Some("2023-07-01"));
        assert_eq!(one("6月底前").start, None);
        let start = one("自2031年7月1日起实施");
        assert_eq!(
            (start.kind, start.start.as_deref()),
            (DeadlineKind::Ongoing, Some("2031-07-01"))
        );
        assert_eq!(one("三年内").kind, DeadlineKind::Within);
        assert_eq!(one("长期坚持").kind, DeadlineKind::Ongoing);
        let often = [
            ("每半年", Frequency::HalfYearly),
            ("每周四", Frequency::Weekly),
            ("每周一次", Frequency::Weekly),
            ("每季度末", Frequency::Quarterly),
            ("每3个月", Frequency::Quarterly),
            ("每月5日、20日前", Frequency::Monthly),
            ("每年3月底前", Frequency::Yearly),
            ("每学期", Frequency::Other),
        ];
        for (words, wanted) in often {
            assert_eq!(one(words).frequency, Some(wanted), "{words}");
        }
    }

    #[test]
    fn work_of_every_year_is_due_in_each_year_of_the_plan() {
        let mut context = Context::new(None, None);
        context.years = Context::years_of("健康行动计划（2031—2033年）");
        let found = context.derive_cell("每年6月底前").remove(0).1;
        assert_eq!(
            (found.start.as_deref(), found.date.as_deref()),
            (Some("2031-01-01"), Some("2033-12-31"))
        );
        assert_eq!(found.frequency, Some(Frequency::Yearly));
    }

    #[test]
    fn every_time_of_a_cell_is_kept() {
        let said = |cell: &'static str| -> Vec<&str> {
            let found = Context::new(Some(2023), None).derive_cell(cell);
            found.into_iter().map(|(range, _)| &cell[range]).collect()
        };
        assert_eq!(
            said("1月底前完成；其他事项12月底前完成并长期坚持"),
            ["1月底前完成", "其他事项12月底前完成", "长期坚持"]
        );
        assert_eq!(said("5月底前动工，9月投入使用"), ["5月底前动工", "9月投入使用"]);
        assert_eq!(
            said("第一阶段：3月—5月；第二阶段：6月—9月。"),
            ["第一阶段：3月—5月", "第二阶段：6月—9月"]
        );
        assert_eq!(said("3月、9月各一次"), ["3月", "9月各一次"]);
        assert_eq!(said("12月底前全部落实，实现招生"), ["12月底前全部落实，实现招生"]);
        assert_eq!(said("按省要求时限完成"), ["按省要求时限完成"]);
    }
}
