//! Days as spreadsheets count them.

use crate::deadline::last_day;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, from 1.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
}

impl Day {
    /// The day of an ISO date; none where the calendar has none.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let day = Day {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        };
        let is_real = (1900..10_000).contains(&day.year)
            && (1..=12).contains(&day.month)
            && (1..=Day::end_of(day.year, day.month).day).contains(&day.day);
        is_real.then_some(day)
    }

    /// The last day of a month.
    pub fn end_of(year: i32, month: u32) -> Self {
        Day {
            year,
            month,
            day: last_day(year, month as i32) as u32,
        }
    }

    /// The number Excel has for the day (1900 date system, from March 1900 on).
    pub fn serial(self) -> i64 {
        // Years beginning in March, so that February's length matters to none.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let month = (i64::from(self.month) + 9) % 12;
        let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        days + (153 * month + 2) / 5 + i64::from(self.day) - 1 - 693_899
    }

    /// The first day of the year in which the day with this number lies.
    pub fn of_serial_year(serial: i64) -> Self {
        // From an estimate that is a year off at most.
        let mut year = (1899 + serial * 10_000 / 3_652_425) as i32;
        let first = |year| Day { year, month: 1, day: 1 };
        while first(year + 1).serial() <= serial {
            year += 1;
        }
        while first(year).serial() > serial {
            year -= 1;
        }
        first(year)
    }

    /// As ISO date.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_excels_numbers() {
        let serial = |iso| Day::parse(iso).unwrap().serial();
        assert_eq!(serial("2023-12-31"), 45291);
        assert_eq!(serial("2000-02-29"), 36585);
        assert_eq!(serial("1900-03-01"), 61);
        assert_eq!(Day::of_serial_year(serial("2023-12-31")).year, 2023);
        assert_eq!(Day::of_serial_year(serial("2024-01-01")).year, 2024);
        assert_eq!(Day::parse("2031-02-29"), None);
        assert_eq!(Day::end_of(2032, 2).iso(), "2032-02-29");
    }
}
