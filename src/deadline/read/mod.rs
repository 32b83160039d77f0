//! The grammar of times, by hand: a text has a place where one may begin every few words, and most are none.
//!
//! ```text
//! time   = period [ "每" … ] | point "起" | count "内" | every | ongoing | event "前"
//! period = point [ dash point ] [ "底" ] [ "前" | "内" ]
//! point  = year [ part ] | part
//! year   = figures "年" | "今年" | "明年" | figures "." figures [ "." figures ]
//! part   = "年底" | "上半年" | quarter "季度" | month [ day | "上旬" | "底" ]
//! ```

mod count;
mod cursor;
mod event;
mod every;
mod point;

pub(super) use count::since;
use cursor::Cursor;
pub(super) use cursor::is_numeral;
pub(super) use event::event;
use point::Until;

use super::find::Form;
use super::value::{Period, Point, Value, Year};
use crate::source::CharSet;

/// What was read at a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub form: Form,
    pub value: Value,
    /// Where it ends.
    pub end: usize,
}

/// The time that begins at `at`; `loose` allows what only a cell of times may hold (2031.6, 6底前).
pub(super) fn read(text: &str, at: usize, loose: bool) -> Option<Read> {
    let cursor = Cursor::new(text, at, loose);
    let first = cursor.peek()?;
    match first {
        '0'..='9' | '０'..='９' if !loose && counts_other(cursor.rest()) => None,
        '每' | '按' | '逐' => every::every(cursor),
        '定' | '不' => every::regular(cursor),
        '持' | '长' | '常' | '全' => every::ongoing(cursor),
        '半' => count::count(cursor),
        '十' | '“' | '"' => point::five_years(cursor)
            .or_else(|| dated(cursor))
            .or_else(|| count::count(cursor)),
        _ => dated(cursor).or_else(|| count::count(cursor)),
    }
}

/// Whether figures count something that is no time, as most do: 20家, 80%, 3个.
fn counts_other(rest: &str) -> bool {
    static IN_TIMES: CharSet = CharSet::of("年月季日天周星工底第至到和〇零一二两三四五六七八九十");
    let behind = rest.trim_start_matches(|c| matches!(c, '0'..='9' | '０'..='９'));
    let mut chars = behind.chars();
    match chars.next() {
        Some('%' | '％') => true,
        Some('个') => chars
            .next()
            .is_some_and(|c| !matches!(c, '月' | '星' | '工' | '自') && is_ideograph(c)),
        Some(c) => is_ideograph(c) && !IN_TIMES.contains(c),
        None => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// A period, or since when.
fn dated(mut cursor: Cursor<'_>) -> Option<Read> {
    let first = cursor.point()?;
    let mut period = Period {
        from: first.from,
        to: first.to,
        by: first.ends,
        before: false,
    };
    let mut ends = first.ends;
    if let Some(second) = cursor.second() {
        let start = first.from.unwrap_or(first.to);
        let follows = |point: Point| Point {
            year: match (point.year, start.year) {
                (Year::Unsaid, year) => year,
                (Year::Following | Year::Next, Year::Stated(year)) => Year::Stated(year + 1),
                (year, _) => year,
            },
            ..point
        };
        (period.from, period.to) = (Some(start), follows(second.to));
        ends = second.ends;
        period.by = ends;
    }
    let single = period.from.is_none();
    if single
        && !ends
        && let Some(value) = event::behind(&mut cursor, period.to)
    {
        return Some(cursor.read(Form::Event, value));
    }
    if single && cursor.starts() {
        return Some(cursor.read(Form::Start, Value::From(period.to)));
    }
    let day = matches!(period.to.part, super::value::Part::Day(..));
    let until = cursor.until(ends, day);
    period.before = until == Until::Before;
    period.by |= period.before || until == Until::End || single && day;
    if let Some(often) = every::within(&mut cursor, &period) {
        return Some(cursor.read(Form::Recurring, Value::Every(often, Some(period))));
    }
    Some(cursor.read(Form::Date, Value::Period(period)))
}
