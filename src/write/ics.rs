//! `--ics`: the deadlines of a plan as a calendar (RFC 5545) that Outlook, WPS and telephones take in.
//!
//! Days are whole days. Recurring work is an event with a rule over the plan's year, on the day its words name (每周四,
//! 每月10日), else on the last day of each period. Nothing comes from a clock: `DTSTAMP` is the plan's own date.

use sha2::{Digest, Sha256};

use super::OutputFile;
use crate::deadline::{Date, days_inside};
use crate::plan::{Deadline, DeadlineOrigin, Frequency, Plan};
use crate::view::{Survey, Words, deadline_words, lead_names, shown_excerpt};

/// Octets of a line, its end aside.
const LINE: usize = 75;
/// Characters of a task in the name of an event.
const SUMMARY: usize = 40;

/// The calendar of a plan as the file `path`; `None` where no task has a day.
pub(super) fn calendar(survey: &Survey<'_>, words: &Words, fallback_date: &str, path: String) -> Option<OutputFile> {
    let mut calendar = Calendar {
        survey,
        words,
        stamp: stamp(survey.plan, fallback_date),
        seed: survey
            .plan
            .document_number
            .clone()
            .unwrap_or_else(|| survey.plan.title.clone()),
        lines: Vec::new(),
    };
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//fengong//CN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.line("METHOD", "PUBLISH");
    calendar.text(
        "X-WR-CALNAME",
        &words.calendar.name.replace("{title}", &survey.plan.title),
    );
    let before = calendar.lines.len();
    (0..survey.plan.tasks.len()).for_each(|task| calendar.task(task));
    if calendar.lines.len() == before {
        return None;
    }
    calendar.line("END", "VCALENDAR");
    Some(OutputFile {
        path,
        bytes: calendar.lines.concat().into_bytes(),
    })
}

/// `20230523T000000Z`.
fn stamp(plan: &Plan, fallback: &str) -> String {
    let date = plan
        .issued_on
        .as_deref()
        .and_then(Date::parse)
        .or_else(|| Date::parse(fallback));
    let date = date.map_or_else(|| "20000101".to_string(), basic);
    format!("{date}T000000Z")
}

/// A day as RFC 5545 writes it.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

struct Calendar<'s> {
    survey: &'s Survey<'s>,
    words: &'s Words,
    stamp: String,
    seed: String,
    lines: Vec<String>,
}

/// When an event is.
struct When {
    day: Date,
    rule: Option<String>,
}

impl Calendar<'_> {
    fn line(&mut self, name: &str, value: &str) {
        self.lines.push(folded(&format!("{name}:{value}")));
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    fn task(&mut self, index: usize) {
        let task = &self.survey.plan.tasks[index];
        let mut days: Vec<String> = Vec::new();
        for (number, deadline) in task.deadlines.iter().enumerate() {
            let Some(when) = when(deadline, self.survey.plan.year) else {
                continue;
            };
            // 年底前 in the text and 12月底 in the tag are one day.
            let day = format!("{}{}", when.day, when.rule.as_deref().unwrap_or_default());
            if !days.contains(&day) {
                days.push(day);
                self.event(index, number, deadline, &when);
            }
        }
    }

    fn event(&mut self, index: usize, number: usize, deadline: &Deadline, when: &When) {
        let (survey, words) = (self.survey, self.words);
        let task = &survey.plan.tasks[index];
        let owners = lead_names(survey, words, index);
        let form = if when.rule.is_some() {
            &words.calendar.recurring
        } else {
            &words.calendar.due
        };
        let summary = form
            .replace("{owners}", &owners)
            .replace("{text}", &shown_excerpt(&task.text, SUMMARY))
            .replace("{id}", &task.id);
        let details = words
            .calendar
            .details
            .replace("{id}", &task.id)
            .replace("{text}", &task.text)
            .replace("{owners}", &owners)
            .replace("{deadline}", &deadline_words(deadline, words).replace('\n', " "))
            .replace("{title}", &survey.plan.title);
        self.line("BEGIN", "VEVENT");
        let uid = self.uid(&task.id, number, deadline);
        self.line("UID", &uid);
        let stamp = self.stamp.clone();
        self.line("DTSTAMP", &stamp);
        self.line("DTSTART;VALUE=DATE", &basic(when.day));
        self.line("DTEND;VALUE=DATE", &basic(when.day.plus_days(1)));
        if let Some(rule) = &when.rule {
            self.line("RRULE", rule);
        }
        self.text("SUMMARY", &summary);
        self.text("DESCRIPTION", &details);
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// The same for the same deadline of the same task, whatever else is changed: a calendar takes a later file as
    /// news of the same event.
    fn uid(&self, task: &str, number: usize, deadline: &Deadline) -> String {
        let origin = if deadline.origin == DeadlineOrigin::Default {
            "default"
        } else {
            "text"
        };
        let digest = Sha256::digest(format!("{}\n{task}\n{number}\n{origin}", self.seed));
        let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        format!("{hex}@fengong")
    }
}

/// The day or the rule of a deadline; `None` where none follows from its words.
fn when(deadline: &Deadline, plan_year: Option<i32>) -> Option<When> {
    let date = deadline.date.as_deref().and_then(Date::parse);
    let Some(frequency) = deadline.frequency else {
        return Some(When { day: date?, rule: None });
    };
    let start = deadline.start.as_deref().and_then(Date::parse);
    let year = start
        .map(|start| start.year)
        .or(date.map(|date| date.year))
        .or(plan_year)?;
    let first = start.unwrap_or(Date::new(year, 1, 1));
    let until = date.unwrap_or(Date::new(year, 12, 31));
    let (day, rule) = recurring(&deadline.text, frequency, first)?;
    (day <= until).then(|| When {
        day,
        rule: Some(format!("{rule};UNTIL={}", basic(until))),
    })
}

/// The first day on or after `first`, and the rule.
fn recurring(words: &str, frequency: Frequency, first: Date) -> Option<(Date, String)> {
    let ends = |months: i32| {
        let end = Date::end_of(first.year, (first.month + months - 1) / months * months);
        let rule = match months {
            12 => "FREQ=YEARLY".to_string(),
            1 => "FREQ=MONTHLY;BYMONTHDAY=-1".to_string(),
            _ => format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY=-1"),
        };
        Some((end, rule))
    };
    match frequency {
        Frequency::Weekly => {
            let (day, code) = weekday(words).unwrap_or((7, "SU"));
            let ahead = (day - weekday_of(first)).rem_euclid(7);
            Some((first.plus_days(ahead), format!("FREQ=WEEKLY;BYDAY={code}")))
        }
        Frequency::Monthly => match day_of_month(words) {
            Some(day) => {
                let this = Date::new(first.year, first.month, day);
                let day_one = if this < first { this.plus_months(1) } else { this };
                Some((day_one, format!("FREQ=MONTHLY;BYMONTHDAY={day}")))
            }
            None => ends(1),
        },
        Frequency::Quarterly => match days_inside(words, frequency).first() {
            Some((month, day)) if *day <= 28 => {
                let quarter = (first.month - 1) / 3 * 3;
                let this = Date::new(first.year, quarter + month, *day);
                let day_one = if this < first { this.plus_months(3) } else { this };
                Some((day_one, format!("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={day}")))
            }
            _ => ends(3),
        },
        Frequency::HalfYearly => ends(6),
        Frequency::Yearly => match days_inside(words, frequency).first() {
            Some((month, day)) => {
                let end = Date::end_of(first.year, *month);
                let this = if *day > 28 {
                    end
                } else {
                    Date::new(first.year, *month, *day)
                };
                let by = if *day > 28 { -1 } else { *day };
                let day_one = if this < first { this.plus_months(12) } else { this };
                Some((day_one, format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={by}")))
            }
            None => ends(12),
        },
        // Every day fills a calendar, and what has no fixed interval has no day.
        Frequency::Daily | Frequency::TenDays | Frequency::Other => None,
    }
}

/// 每周四, 每星期日: its number from Monday, and its code.
fn weekday(words: &str) -> Option<(i32, &'static str)> {
    const DAYS: [(char, &str); 8] = [
        ('一', "MO"),
        ('二', "TU"),
        ('三', "WE"),
        ('四', "TH"),
        ('五', "FR"),
        ('六', "SA"),
        ('日', "SU"),
        ('天', "SU"),
    ];
    let behind = ["周", "星期"].iter().find_map(|word| words.split_once(word))?.1;
    let letter = behind.chars().next()?;
    let at = DAYS.iter().position(|(day, _)| *day == letter)?;
    Some((i32::try_from(at.min(6)).unwrap_or(0) + 1, DAYS[at].1))
}

/// 每月10日; no day that a month may lack.
fn day_of_month(words: &str) -> Option<i32> {
    let behind = words.split_once('月')?.1;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let day: i32 = digits.parse().ok()?;
    let is_day = behind[digits.len()..].starts_with(['日', '号']);
    (is_day && (1..=28).contains(&day)).then_some(day)
}

/// 1 for Monday to 7 for Sunday, by Sakamoto's method.
fn weekday_of(date: Date) -> i32 {
    const OFFSETS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if date.month < 3 { date.year - 1 } else { date.year };
    let month = usize::try_from(date.month - 1).unwrap_or(0).min(11);
    let sunday_is_0 = (year + year / 4 - year / 100 + year / 400 + OFFSETS[month] + date.day).rem_euclid(7);
    if sunday_is_0 == 0 { 7 } else { sunday_is_0 }
}

/// A text value.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line with its end, folded so that no part is longer than [`LINE`] octets and no character is cut.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 24 + 2);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let line = folded(&format!("SUMMARY:{}", "健康".repeat(40)));
        assert!(line.ends_with("\r\n"));
        assert!(line.trim_end().split("\r\n").all(|part| part.len() <= LINE));
        assert_eq!(
            line.replace("\r\n ", "").trim_end(),
            format!("SUMMARY:{}", "健康".repeat(40))
        );
        assert_eq!(escaped("一,二;三\\四\n五\r"), "一\\,二\\;三\\\\四\\n五");
    }

    #[test]
    fn recurring_work_has_its_own_day_or_the_last_of_the_period() {
        let first = Date::new(2031, 1, 1);
        let when =
            |words: &str, frequency| recurring(words, frequency, first).map(|(day, rule)| (day.to_string(), rule));
        let is = |day: &str, rule: &str| Some((day.to_string(), rule.to_string()));
        assert_eq!(
            when("每周四", Frequency::Weekly),
            is("2031-01-02", "FREQ=WEEKLY;BYDAY=TH")
        );
        assert_eq!(
            when("每周", Frequency::Weekly),
            is("2031-01-05", "FREQ=WEEKLY;BYDAY=SU")
        );
        assert_eq!(
            when("每月", Frequency::Monthly),
            is("2031-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1")
        );
        assert_eq!(
            when("每月10日前", Frequency::Monthly),
            is("2031-01-10", "FREQ=MONTHLY;BYMONTHDAY=10")
        );
        assert_eq!(
            when("每季度", Frequency::Quarterly),
            is("2031-03-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")
        );
        assert_eq!(
            when("每半年", Frequency::HalfYearly),
            is("2031-06-30", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1")
        );
        assert_eq!(when("每年", Frequency::Yearly), is("2031-12-31", "FREQ=YEARLY"));
        assert_eq!(
            when("每年6月底前", Frequency::Yearly),
            is("2031-06-30", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1")
        );
        assert_eq!(
            when("每季度末月20日前", Frequency::Quarterly),
            is("2031-03-20", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20")
        );
        assert_eq!(when("定期", Frequency::Other), None);
    }
}
