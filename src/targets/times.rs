//! Times beside targets, as `deadline` found them: what is a time is no number, and the last before a target governs
//! it.

use std::ops::Range;

use super::comparator;
use crate::deadline::{Form, Time};

/// The times of the words, in text order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times<'t>(pub &'t [Time]);

impl Times<'_> {
    /// Where the time ends that the character at `at` is part of.
    pub fn around(self, words: &str, at: usize) -> Option<usize> {
        let next = self.0.partition_point(|time| time.range.end <= at);
        let time = self.0.get(next).filter(|time| time.range.start <= at)?;
        // 办结时限压缩至3个工作日以内: so long it may take, and no time by when.
        let before = &words[..time.range.start];
        let measured = time.form == Form::Relative && comparator::before(before).is_some_and(|before| before.strong);
        (time.form != Form::Relative || time.governs && !measured).then_some(time.range.end)
    }

    /// Where the time ends that begins at `at` and says by when or in which period; 每年 and 持续推进 do not.
    pub fn at(self, words: &str, at: usize) -> Option<usize> {
        let next = self.0.partition_point(|time| time.range.start < at);
        let time = self
            .0
            .get(next)
            .filter(|time| time.range.start == at && dates(words, time))?;
        Some(time.range.end)
    }

    /// Times that say by when the text's own result is due, not only in which year.
    pub fn due(self, words: &str) -> impl Iterator<Item = Range<usize>> {
        let due = |time: &&Time| time.governs && dates(words, time) && is_by(&words[time.range.clone()]);
        self.0.iter().filter(due).map(|time| time.range.clone())
    }
}

fn dates(words: &str, time: &Time) -> bool {
    match time.form {
        Form::Date | Form::Event => true,
        // 缩短至8个工作日以内 is a number of days, no time of the task.
        Form::Relative => time.governs,
        Form::Ongoing => &words[time.range.clone()] == "全年",
        Form::Recurring | Form::Start => false,
    }
}

/// Whether it says by when, not only in which year.
fn is_by(expression: &str) -> bool {
    !expression.ends_with(['年', '月'])
}

/// A walk along the words that knows which time governs what stands where it is.
#[derive(Debug, Default)]
pub(super) struct Walk {
    at: usize,
    next: usize,
    last: Option<Range<usize>>,
}

impl Walk {
    /// The last time before `to` that governs, where no sentence ends between.
    pub fn last_before(&mut self, words: &str, times: Times<'_>, to: usize) -> Option<Range<usize>> {
        while let Some(time) = times.0.get(self.next).filter(|time| time.range.end <= to) {
            self.next += 1;
            if time.governs && dates(words, time) {
                self.last = Some(time.range.clone());
                self.at = time.range.end;
            }
        }
        if let Some(passed) = words.get(self.at..to) {
            self.pass(words, passed);
            self.at = to;
        }
        self.last.clone()
    }

    fn pass(&mut self, words: &str, passed: &str) {
        let Some(last) = self.last.as_ref() else { return };
        // 到2030年，甲达到…；乙达到…: what stands apart governs the whole sentence.
        let apart = words[last.end..].starts_with(['，', ',']);
        let ends = |c: char| matches!(c, '。' | '\n') || matches!(c, '；' | ';') && !apart;
        if passed.contains(ends) {
            self.last = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::times;

    #[test]
    fn the_last_time_before_a_target() {
        let last = |words: &str| {
            let times = times(words, Some(2023));
            let last = Walk::default().last_before(words, Times(&times), words.len());
            last.map(|range| words[range].to_string())
        };
        assert_eq!(last("力争到2023年底,全市").as_deref(), Some("到2023年底"));
        assert_eq!(last("6月底前建成").as_deref(), Some("6月底前"));
        assert_eq!(last("年内将").as_deref(), Some("年内"));
        assert_eq!(last("实施2023年为民办实事项目，建设"), None);
        assert_eq!(last("落实《2023年方案》，"), None);
        assert_eq!(last("年内开工；新建"), None);
        assert_eq!(last("到2023年底，甲建成3家；乙").as_deref(), Some("到2023年底"));
        assert_eq!(last("2025年12月31日前").as_deref(), Some("2025年12月31日前"));
    }
}
