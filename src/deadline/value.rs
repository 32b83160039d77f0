//! What the words of a time say, before a plan's year is known.

use super::calendar::Date;
use crate::plan::Frequency;

/// What is said of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// 2031年, and the year that follows one so named.
    Stated(i32),
    /// 今年, 当年.
    This,
    /// 明年.
    Next,
    /// 次年: the year behind the one that was named.
    Following,
    /// 6月底前.
    Unsaid,
}

/// Which part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    /// 年初, 年中: no day follows.
    Vague,
    /// The months from the first to the last: 第三季度, 上半年, 6月.
    Months(i32, i32),
    /// 上旬, 中旬, 下旬.
    Third(i32, i32),
    Day(i32, i32),
    /// 本月底: the month of the plan's own date.
    ThisMonth,
}

/// A time that the calendar knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub year: Year,
    pub part: Part,
}

impl Point {
    /// The first and the last day, in the year given.
    pub fn days(self, year: i32, issued: Option<Date>) -> Option<(Date, Date)> {
        let first = |month| Date::new(year, month, 1);
        Some(match self.part {
            Part::Year => (first(1), Date::end_of(year, 12)),
            Part::Vague => return None,
            Part::Months(from, to) => (first(from), Date::end_of(year, to)),
            Part::Third(month, 1) => (first(month), Date::new(year, month, 10)),
            Part::Third(month, 2) => (Date::new(year, month, 11), Date::new(year, month, 20)),
            Part::Third(month, _) => (Date::new(year, month, 21), Date::end_of(year, month)),
            Part::Day(month, day) => (Date::new(year, month, day), Date::new(year, month, day)),
            Part::ThisMonth => {
                let issued = issued?;
                let end = Date::end_of(issued.year, issued.month);
                (Date::new(end.year, end.month, 1), end)
            }
        })
    }

    /// The month it begins in.
    pub fn month(self) -> i32 {
        match self.part {
            Part::Year | Part::Vague | Part::ThisMonth => 1,
            Part::Months(month, _) | Part::Third(month, _) | Part::Day(month, _) => month,
        }
    }
}

/// From one time to another, or one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub from: Option<Point>,
    pub to: Point,
    /// Whether the words say until when (前, 底, a day), not in which period.
    pub by: bool,
    /// Whether 前 stands behind it.
    pub before: bool,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Days,
    /// 工作日: which days they are is decided by each year's calendar of holidays.
    Workdays,
    Weeks,
    Months,
    Years,
}

/// Since when is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    /// 印发之日起: the plan's own date.
    Issue,
    /// 省文件出台后.
    Event,
    /// 三年内.
    Unsaid,
}

/// What a time expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// 2023年底前, 6月, 第三季度, 2022-2024年.
    Period(Period),
    /// 自2031年7月1日起.
    From(Point),
    /// 印发后30日内; half a year is counted as six months.
    Within(i32, Unit, Since),
    /// 每月, 定期.
    Every(Frequency, Option<Period>),
    /// 持续推进, 全年.
    Ongoing,
    /// 春节前: a day that the words do not give.
    Event,
}
