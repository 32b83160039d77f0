//! 发文字号 (机关代字〔年份〕序号号), alone on its line, in front of a title, or in brackets behind it. All take a folded
//! line.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::date::any_date;

/// The number at the start of `line`, and where what follows it begins.
fn leading(line: &str) -> Option<(Range<usize>, usize)> {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[•·*\-\s]*\(?(?:发\s*文\s*字\s*号|发\s*文\s*文\s*号|文\s*号|文件编号|发文编号|文件号)\s*[:\)]\s*:?\s*)?((?:[㐀-鿿](?:\([a-zà-ǜ]{1,7}\))?){1,16}\s*\(\s*(?:19|20)[0-9]{2}\s*\)\s*第?\s*[0-9]{1,5}\s*号)\s*").ok()
    });
    if line.len() > 400 {
        return None;
    }
    let found = NUMBER.as_ref()?.captures(line)?;
    Some((found.get(1)?.range(), found.get(0)?.end()))
}

/// The number as the line itself, behind its label, or beside a date (`某政办规(2023)4号   2023-04-11`).
pub(super) fn whole_line(line: &str) -> Option<Range<usize>> {
    let (number, end) = leading(line)?;
    let rest = &line[end..];
    let only_date = || any_date(rest).is_some_and(|(date, _)| date == (0..rest.trim_end().len()));
    (rest.is_empty() || only_date()).then_some(number)
}

/// The number in front of a title on its line, and where the title begins.
pub(super) fn before_title(line: &str) -> Option<(Range<usize>, usize)> {
    leading(line).filter(|(_, end)| *end < line.len())
}

/// The number in brackets behind a title, and where the title ends.
pub(super) fn after_title(line: &str) -> Option<(Range<usize>, usize)> {
    let inner = line.strip_suffix(')')?;
    let open = inner.match_indices('(').map(|(at, _)| at).find(|at| {
        leading(&inner[at + 1..]).is_some_and(|(number, end)| number.start == 0 && at + 1 + end == inner.len())
    })?;
    Some((open + 1..inner.len(), open))
}

/// The year in the brackets of a number, however they are written.
pub(super) fn year(number: &str) -> Option<i32> {
    let at = number.find(['〔', '[', '（', '(', '【', '﹝'])?;
    number[at..]
        .chars()
        .skip(1)
        .filter(char::is_ascii_digit)
        .take(4)
        .collect::<String>()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_alone_or_by_a_title() {
        let line = "某政办规(2023)4号   2023-04-11";
        assert_eq!(whole_line(line).map(|range| &line[range]), Some("某政办规(2023)4号"));
        let line = "某政办(2023)4号 某市关于印发工作要点的通知";
        assert_eq!(whole_line(line), None);
        assert_eq!(
            before_title(line).map(|(_, at)| &line[at..]),
            Some("某市关于印发工作要点的通知")
        );
        let line = "关于印发工作要点(试行)的通知(某府(2019)31号)";
        let (number, end) = after_title(line).unwrap();
        assert_eq!(
            (&line[number], &line[..end]),
            ("某府(2019)31号", "关于印发工作要点(试行)的通知")
        );
        assert_eq!(after_title("工作要点(试行)"), None);
    }
}
