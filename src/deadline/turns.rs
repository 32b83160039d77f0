//! The days on which recurring work is due: the day its words name (每月10日前, 每季度末月20日前, 每年6月底前), else the last
//! of each period.

use super::calendar::{Date, last_day};
use super::find::times_of_cell;
use super::value::{Part, Period, Value};
use crate::plan::Frequency;

/// The days from `first` to `last` on which work is due that comes back so often, by its `words`; none for what has no
/// fixed interval or comes back every week or day.
///
/// ```
/// use fengong::{deadline::{Date, turns}, plan::Frequency};
/// let year = (Date::new(2031, 1, 1), Date::new(2031, 12, 31));
/// let days = turns("每年6月底前", Frequency::Yearly, year.0, year.1);
/// assert_eq!(days, [Date::new(2031, 6, 30)]);
/// ```
pub fn turns(words: &str, frequency: Frequency, first: Date, last: Date) -> Vec<Date> {
    let months = match frequency {
        Frequency::Monthly => 1,
        Frequency::Quarterly => 3,
        Frequency::HalfYearly => 6,
        Frequency::Yearly => 12,
        _ => return Vec::new(),
    };
    let inside = inside(words, frequency);
    let mut days = Vec::new();
    for year in first.year..=last.year {
        for period in 0..12 / months {
            let month = |at: i32| period * months + at.min(months);
            match &inside[..] {
                [] => days.push(Date::end_of(year, month(months))),
                inside => days.extend(inside.iter().map(|(at, day)| {
                    let month = month(*at);
                    Date::new(year, month, (*day).min(last_day(year, month)))
                })),
            }
        }
    }
    days.retain(|day| (first..=last).contains(day));
    days
}

/// The days within each period that the words name, as month of the period and day; a day past the end of a month is
/// its last.
pub(crate) fn inside(words: &str, frequency: Frequency) -> Vec<(i32, i32)> {
    let behind = |unit: &str| words.split_once(unit).map_or("", |(_, behind)| behind);
    match frequency {
        Frequency::Monthly => days_of_month(behind("月")).into_iter().map(|day| (1, day)).collect(),
        Frequency::Quarterly => {
            let behind = behind("季度");
            let month = match behind {
                _ if behind.starts_with("首月") || behind.starts_with("第一个月") => 1,
                _ => 3,
            };
            let days = behind.split_once('月').map_or("", |(_, days)| days);
            days_of_month(days).into_iter().map(|day| (month, day)).collect()
        }
        Frequency::Yearly => days_of_year(behind("年")),
        _ => Vec::new(),
    }
}

/// 10日, 5日、20日前, 上旬.
fn days_of_month(words: &str) -> Vec<i32> {
    for (word, day) in [("上旬", 10), ("中旬", 20)] {
        if words.starts_with(word) {
            return vec![day];
        }
    }
    let mut days = Vec::new();
    for part in words.split(['、', '和']) {
        let part = part.trim_start_matches("每月");
        let figures: String = part.chars().take_while(char::is_ascii_digit).collect();
        let is_day = part[figures.len()..].starts_with(['日', '号']);
        match figures.parse() {
            Ok(day @ 1..=31) if is_day => days.push(day),
            _ => break,
        }
    }
    days
}

/// 6月底前, 3月、9月, 12月25日前.
fn days_of_year(words: &str) -> Vec<(i32, i32)> {
    let last = |part: Part| match part {
        Part::Months(_, month) => Some((month, 31)),
        Part::Third(month, third) => Some((month, if third == 3 { 31 } else { third * 10 })),
        Part::Day(month, day) => Some((month, day)),
        _ => None,
    };
    let mut days: Vec<(i32, i32)> = Vec::new();
    for time in times_of_cell(words) {
        if let Value::Period(Period { to, .. }) = time.value
            && let Some(day) = last(to.part)
            && (1..=12).contains(&day.0)
            && (1..=31).contains(&day.1)
        {
            days.push(day);
        }
    }
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str, frequency: Frequency, from: i32, to: i32) -> Vec<String> {
        let days = turns(words, frequency, Date::new(from, 1, 1), Date::new(to, 12, 31));
        days.into_iter().map(|day| day.to_string()).collect()
    }

    #[test]
    fn the_day_the_words_name_or_the_last_of_the_period() {
        assert_eq!(of("每年6月底前", Frequency::Yearly, 2031, 2031), ["2031-06-30"]);
        assert_eq!(
            of("每年", Frequency::Yearly, 2031, 2033),
            ["2031-12-31", "2032-12-31", "2033-12-31"]
        );
        assert_eq!(
            of("每年3月、9月", Frequency::Yearly, 2031, 2031),
            ["2031-03-31", "2031-09-30"]
        );
        assert_eq!(of("每年2月底前", Frequency::Yearly, 2032, 2032), ["2032-02-29"]);
        assert_eq!(
            of("每季度末月20日前", Frequency::Quarterly, 2031, 2031),
            ["2031-03-20", "2031-06-20", "2031-09-20", "2031-12-20"]
        );
        assert_eq!(
            of("每季度首月10日前", Frequency::Quarterly, 2031, 2031)[0],
            "2031-01-10"
        );
        assert_eq!(of("每季度末", Frequency::Quarterly, 2031, 2031)[0], "2031-03-31");
        assert_eq!(of("每月10日前", Frequency::Monthly, 2031, 2031)[1], "2031-02-10");
        assert_eq!(of("每月5日、20日前", Frequency::Monthly, 2031, 2031).len(), 24);
        assert_eq!(of("每月30日前", Frequency::Monthly, 2031, 2031)[1], "2031-02-28");
        assert_eq!(
            of("每半年", Frequency::HalfYearly, 2031, 2031),
            ["2031-06-30", "2031-12-31"]
        );
        assert!(of("每周四", Frequency::Weekly, 2031, 2031).is_empty());
    }
}
