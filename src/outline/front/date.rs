//! Dates as written on official documents and on the pages that carry them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::outline::{marker, title};

/// The first date in `text` with its ISO form: 2023年5月23日, 二〇二三年五月二十三日, 2023-09-07, 2023/9/7.
pub(super) fn any_date(text: &str) -> Option<(Range<usize>, String)> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"((?:19|20)[0-9]{2})\s*(?:年|-|/|\.)\s*([0-9]{1,2})\s*(?:月|-|/|\.)\s*([0-9]{1,2})\s*日?|([〇○◯零OoＯ0Ο一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日").ok()
    });
    let found = DATE.as_ref()?.captures(text)?;
    let number = |group: usize| -> Option<i32> {
        let word = found.get(group)?.as_str();
        word.parse()
            .ok()
            .or_else(|| marker::cn_number(word).map(|(value, _)| value as i32))
    };
    let (year, month, day) = match found.get(4) {
        Some(year) => (
            title::chinese_year(&format!("{}年", year.as_str()))?,
            number(5)?,
            number(6)?,
        ),
        None => (number(1)?, number(2)?, number(3)?),
    };
    let range = found.get(0).map_or(0..0, |all| all.range());
    iso(year, month, day).map(|iso| (range, iso))
}

/// The places of all written dates (2023年5月23日) in `text`, in order.
pub(super) fn dates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((range, _)) = any_date(&text[from..]) {
        let range = from + range.start..from + range.end;
        from = range.end;
        if text[range.clone()].contains('年') {
            found.push(range);
        }
    }
    found
}

fn iso(year: i32, month: i32, day: i32) -> Option<String> {
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A date that is the whole line: `2023年5月23日`, `(2023年5月23日)`, `2023年5月23日印发`; with its place in it.
pub(super) fn date_line(line: &str) -> Option<(Range<usize>, String)> {
    if line.len() > 60 {
        return None;
    }
    let (range, iso) = any_date(line)?;
    let around = format!("{}{}", &line[..range.start], &line[range.end..]);
    around
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '印' | '发' | '(' | ')' | '（' | '）'))
        .then_some((range, iso))
}

/// Whether a line is a date in the words of a document (年月日), not in the figures of a web page.
pub(super) fn is_written_date(line: &str) -> bool {
    date_line(line).is_some() && line.contains('年')
}

/// A date whose 年月日 were lost on the way to the web (`2022530`): its ISO form where only one reading is possible
/// (`2019116` may be 16 January or 6 November), the empty string where it is not.
pub(super) fn bare_date(line: &str) -> Option<String> {
    if !(6..=8).contains(&line.len()) || !line.bytes().all(|byte| byte.is_ascii_digit()) || !line.starts_with("20") {
        return None;
    }
    let year: i32 = line[..4].parse().ok()?;
    let rest = &line[4..];
    let mut readings = (1..=2.min(rest.len() - 1)).filter_map(|cut| {
        let (month, day) = rest.split_at(cut);
        if month.starts_with('0') && cut == 1 || day.is_empty() || day.len() > 2 {
            return None;
        }
        iso(year, month.parse().ok()?, day.parse().ok()?).filter(|_| !(day.starts_with('0') && cut == 1))
    });
    let first = readings.next()?;
    Some(if readings.next().is_some() {
        String::new()
    } else {
        first
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Option<String> {
        date_line(line).map(|(_, iso)| iso)
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        assert_eq!(shown("2023年5月23日").as_deref(), Some("2023-05-23"));
        assert_eq!(shown("二〇二三年十二月三十一日").as_deref(), Some("2023-12-31"));
        assert_eq!(shown("二○○六年四月二十八日").as_deref(), Some("2006-04-28"));
        assert_eq!(shown("(二OO八年二月二十六日)").as_deref(), Some("2008-02-26"));
        assert_eq!(shown("（2015年9月15日）").as_deref(), Some("2015-09-15"));
        assert_eq!(shown("2023年13月1日"), None);
        assert_eq!(shown("自2023年5月23日起施行"), None);
    }

    #[test]
    fn a_date_without_its_words_counts_where_it_has_one_reading() {
        assert_eq!(bare_date("2022530").as_deref(), Some("2022-05-30"));
        assert_eq!(bare_date("20220530").as_deref(), Some("2022-05-30"));
        assert_eq!(bare_date("2019116").as_deref(), Some(""));
        assert_eq!(bare_date("734"), None);
        assert_eq!(bare_date("2019999"), None);
    }
}
