//! Days of the calendar.

use std::fmt;

/// A day; it may be one that no calendar has until [`Date::is_real`] says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
}

impl Date {
    /// A day, real or not.
    pub fn new(year: i32, month: i32, day: i32) -> Self {
        Date { year, month, day }
    }

    /// The last day of a month.
    pub fn end_of(year: i32, month: i32) -> Self {
        Date::new(year, month, last_day(year, month))
    }

    /// An ISO date.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.splitn(3, '-').map(|part| part.parse().ok());
        let date = Date::new(parts.next()??, parts.next()??, parts.next()??);
        date.is_real().then_some(date)
    }

    /// Whether a calendar has it.
    pub fn is_real(self) -> bool {
        (1..=12).contains(&self.month) && (1..=last_day(self.year, self.month)).contains(&self.day)
    }

    /// So many days later.
    pub fn plus_days(mut self, days: i32) -> Self {
        self.day += days;
        while self.day > last_day(self.year, self.month) {
            self.day -= last_day(self.year, self.month);
            self = self.plus_months_of_any_length(1);
        }
        self
    }

    /// The same day so many months later, or the last one of that month.
    pub fn plus_months(self, months: i32) -> Self {
        let date = self.plus_months_of_any_length(months);
        Date::new(date.year, date.month, date.day.min(last_day(date.year, date.month)))
    }

    fn plus_months_of_any_length(self, months: i32) -> Self {
        let month = self.month - 1 + months;
        Date::new(self.year + month / 12, month % 12 + 1, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The number of the last day of a month.
pub(crate) fn last_day(year: i32, month: i32) -> i32 {
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
    fn days_and_months_are_added() {
        let date = |iso| Date::parse(iso).unwrap_or(Date::new(0, 0, 0));
        assert_eq!(date("2031-12-15").plus_days(30).to_string(), "2032-01-14");
        assert_eq!(date("2032-02-01").plus_days(60).to_string(), "2032-04-01");
        assert_eq!(date("2031-11-30").plus_months(3).to_string(), "2032-02-29");
        assert_eq!(Date::parse("2031-02-29"), None);
    }
}
