//! Deadlines of tags and tables: what date the words give, with the plan's year.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::directory::fold_char;
use crate::plan::DeadlineKind;

/// A date with how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Derived {
    pub date: Option<String>,
    pub kind: DeadlineKind,
    pub year_presumed: bool,
    pub derivation: String,
}

/// Derives kind and date of a deadline's words.
pub(super) fn derive(words: &str, plan_year: Option<i32>) -> Derived {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect();
    if let Some((iso, how)) = dated(&bare, plan_year) {
        return Derived {
            year_presumed: !how.is_empty(),
            derivation: format!("{words}{how} → {iso}"),
            date: Some(iso),
            kind: DeadlineKind::By,
        };
    }
    let has = |list: &[&str]| list.iter().any(|word| bare.contains(word));
    let kind = if has(&["每年", "每月", "每季", "每周", "定期", "每半年"]) {
        DeadlineKind::Recurring
    } else if has(&["持续", "长期", "常态", "全年", "经常"]) {
        DeadlineKind::Ongoing
    } else {
        DeadlineKind::Other
    };
    Derived {
        date: None,
        kind,
        year_presumed: false,
        derivation: "按原文照录".to_string(),
    }
}

fn dated(words: &str, plan_year: Option<i32>) -> Option<(String, String)> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:(?:([0-9]{4})年?[-—~至到])?([0-9]{4})年?)?(?:[0-9]{1,2}月?[-—~～－至到]+)?(?:([0-9]{1,2})月(?:([0-9]{1,2})日|(?:([0-9]{1,2})前)|底|末|中旬|上旬|下旬)?|([0-9]{1,2})底|(年内|年底|年末|底|上半年|下半年|(?:第?[一二三四1234]季度)|年度内)|年)").ok()
    });
    // 3月启动，11月底前完成: done by the last of several dates. A date without a year has that of the one before it.
    let (mut last, mut year) = (None, None);
    for found in PATTERN.as_ref()?.captures_iter(words) {
        let number = |group: usize| found.get(group).and_then(|found| found.as_str().parse::<i32>().ok());
        year = number(2).or(number(1)).or(year);
        let (value, how) = match (year, plan_year) {
            (Some(year), _) => (year, String::new()),
            (None, Some(year)) => (year, format!(" + 计划年度 {year}")),
            (None, None) => continue,
        };
        if let Some((month, day)) = month_and_day(&found, value)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
        {
            last = last.max(Some((format!("{value:04}-{month:02}-{day:02}"), how)));
        }
    }
    last
}

fn month_and_day(found: &Captures<'_>, year: i32) -> Option<(i32, i32)> {
    let number = |group: usize| found.get(group).and_then(|found| found.as_str().parse::<i32>().ok());
    if let Some(month) = number(3).or(number(6)) {
        let words = found.get(0).map_or("", |found| found.as_str());
        let third = [("上旬", 10), ("中旬", 20)]
            .into_iter()
            .find(|(third, _)| words.ends_with(third));
        let day = number(4).or(number(5)).or(third.map(|(_, day)| day));
        return Some((month, day.unwrap_or_else(|| last_day(year, month))));
    }
    let Some(word) = found.get(7) else {
        // A bare year counts only when it is one: 2025年.
        return number(2).map(|_| (12, 31));
    };
    let quarter = word
        .as_str()
        .chars()
        .find_map(|c| "一二三四".chars().position(|q| q == c).or("1234".find(c)));
    Some(match word.as_str() {
        "上半年" => (6, 30),
        words if words.contains("季度") => {
            let month = (quarter? as i32 + 1) * 3;
            (month, last_day(year, month))
        }
        _ => (12, 31),
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
        assert_eq!(derive("持续推进", Some(2023)).kind, DeadlineKind::Ongoing);
        assert_eq!(derive("年底前", None).date, None);
        assert_eq!(derive("省出台文件后2个月完成", Some(2016)).date, None);
    }
}
