//! What a title looks like: nothing but its words and its shape tells it from a sentence.

use std::sync::LazyLock;

use regex::Regex;

/// Words a plan's title ends with.
const PLAN_NOUNS: &[&str] = &[
    "要点",
    "重点",
    "计划",
    "方案",
    "措施",
    "意见",
    "规划",
    "分解表",
    "分工表",
    "任务表",
    "清单",
    "台账",
    "安排",
    "办法",
    "纲要",
    "行动",
    "分工",
    "分解",
    "任务书",
    "分解书",
    "一览表",
    "项目表",
    "责任表",
    "责任书",
    "任务",
    "实事",
    "情况",
    "细则",
    "方略",
    "工程",
    "举措",
    "事项",
    "政策",
    "决定",
    "行动方案",
    "对策",
    "目标",
    "指南",
];

/// How much a line looks like a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TitleShape {
    /// Not at all.
    No,
    /// A title of a notice (关于印发…的通知).
    Notice,
    /// A title of a plan.
    Plan,
}

/// The shape of `line`, a whole line without white space at its ends.
pub(super) fn shape(line: &str) -> TitleShape {
    let chars = line.chars().count();
    if !(5..=80).contains(&chars) || line.contains(['。', '；', '！', '？', '|', '│', '>', '»', '：', ':']) {
        return TitleShape::No;
    }
    let core = core(line);
    if core.ends_with("通知") || core.ends_with("的函") || core.ends_with("公告") || core.ends_with("批复") {
        return TitleShape::Notice;
    }
    let comma = core.contains(['，', ',']) && !core.contains("关于");
    if !comma && PLAN_NOUNS.iter().any(|noun| core.ends_with(noun)) {
        TitleShape::Plan
    } else {
        TitleShape::No
    }
}

/// A title without what may stand behind its last word: （试行）, (2019-2020年), quotation marks, ornaments.
fn core(line: &str) -> &str {
    let mut core =
        line.trim_matches(|c: char| matches!(c, '·' | '•' | '*' | '★' | '“' | '”' | '"' | ' ' | '《' | '》'));
    while core.ends_with(['）', ')']) {
        let Some(open) = core.rfind(['（', '(']) else { break };
        core = core[..open].trim_end_matches([' ', '》', '”']);
    }
    core
}

/// Whether a line may be an upper line of a title broken over lines.
pub(super) fn may_continue_below(line: &str) -> bool {
    let chars = line.chars().count();
    (4..=50).contains(&chars)
        && !line.contains(['。', '；', '：', ':', '！', '|', '>', '»', '/', '【'])
        && !line.ends_with(['，', ',', '、', '）', ')'])
        && shape(line) == TitleShape::No
        && line.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() * 10 >= chars * 7
}

/// The title named in 关于印发《…》的通知.
pub(super) fn quoted(notice: &str) -> Option<(usize, usize)> {
    let open = notice.find('《')?;
    let close = notice.rfind('》')?;
    let start = open + '《'.len_utf8();
    (close > start).then_some((start, close))
}

/// The year a title is for: the first `2023年` or 二〇二三年 in it; a period (2019-2020年) names none for sure.
pub(super) fn year(title: &str) -> Option<i32> {
    static YEAR: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|[^0-9\-—～~至到])((?:19|20)[0-9]{2})\s*年?度?").ok());
    let found = YEAR.as_ref()?.captures_iter(title).find_map(|found| {
        let year = found.get(1)?;
        let period = title[year.end()..].starts_with(['-', '—', '～', '~', '至', '－', '–']);
        (!period).then(|| year.as_str().parse().ok()).flatten()
    });
    found.or_else(|| chinese_year(title))
}

/// 二〇二三年 → 2023.
pub(super) fn chinese_year(text: &str) -> Option<i32> {
    let end = text.find('年')?;
    let digits: Vec<i32> = text[..end].chars().rev().map_while(cn_digit).take(4).collect();
    let value = digits.iter().rev().fold(0, |value, digit| value * 10 + digit);
    (digits.len() == 4 && (1950..2100).contains(&value)).then_some(value)
}

/// The value of one Chinese digit in a year or date.
pub(super) fn cn_digit(c: char) -> Option<i32> {
    let c = if matches!(c, '○' | 'Ｏ' | '零' | 'O') {
        '〇'
    } else {
        c
    };
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .map(|value| value as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_headings_and_sentences() {
        assert_eq!(shape("健康某区行动2023年工作重点"), TitleShape::Plan);
        assert_eq!(shape("某市打赢蓝天保卫战实施方案(2019-2020年)"), TitleShape::Plan);
        assert_eq!(shape("关于印发《某县工作要点》的通知"), TitleShape::Notice);
        assert_eq!(shape("现印发给各单位，请认真贯彻执行。"), TitleShape::No);
        assert_eq!(shape("发布日期：2023年工作计划"), TitleShape::No);
    }

    #[test]
    fn a_period_is_no_year() {
        assert_eq!(year("某市2023年工作要点"), Some(2023));
        assert_eq!(year("某市实施方案（2019-2020年）"), None);
        assert_eq!(year("二〇二四年工作要点"), Some(2024));
    }
}
