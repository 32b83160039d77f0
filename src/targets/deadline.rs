//! Words that say by when, where they stand before a target: their place only, what date they give is
//! `assemble/deadline.rs`'s.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use crate::source::CharSet;

/// Expressions without figures.
static WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(&[(
        (),
        "年内 两年内 三年内 五年内 年底前 年底之前 年底 年末前 年末 今年内 今年底前 今年底 今年年底前 今年 \
         本年度 上半年 下半年 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 一季度末 二季度末 三季度末 \
         四季度末 全年 当年 月底前 学年内 “十四五”末 “十五五”末 “十四五”期间 “十五五”期间",
    )])
});

/// Ends of a date: the longest fits.
const ENDS: &[&str] = &[
    "底之前",
    "底前",
    "年底前",
    "年底",
    "末前",
    "底",
    "末",
    "之前",
    "前",
    "内",
    "以内",
    "中旬前",
    "上旬前",
    "下旬前",
    "中旬",
    "上旬",
    "下旬",
    "年内",
    "上半年",
    "下半年",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
];

/// Behind a year: it belongs to a name.
const NAMES: &[&str] = &[
    "度", "版", "级", "来", "代", "期间", "以来", "初", "后", "起", "制", "全国", "行动", "计划",
];

/// What an expression may begin with.
const BEGINNINGS: &str = "0123456789０１２３４５６７８９年今本上下一二两三四五第全当月学“";

static BEGINS: CharSet = CharSet::of(BEGINNINGS);

/// With the marks around titles, and those that end a sentence.
static MARKS: CharSet = CharSet::of(BEGINNINGS).and("《〔》〕。\n；;");

/// The length of the expression at `at`, and whether it says a date of its own.
pub(super) fn at(words: &str, at: usize) -> Option<(usize, bool)> {
    let rest = &words[at..];
    let first = rest.chars().next()?;
    if first.is_ascii_digit() || ('０'..='９').contains(&first) {
        return date(rest).map(|len| (len, true));
    }
    if !BEGINS.contains(first) {
        return None;
    }
    let (word, ()) = WORDS.prefix(rest)?;
    // 全年 is a base as well (全年新增), 年底 may be followed by 前, 一季度 by 末前.
    let behind = &rest[word.len()..];
    let until = ["末之前", "末以前", "末前", "底前", "之前", "以前", "前", "末"];
    let until = until
        .into_iter()
        .find(|until| !word.ends_with('前') && behind.starts_with(*until));
    Some((word.len() + until.map_or(0, str::len), true))
}

/// 2023年底前, 2025年12月31日前, 6月底前, 2023年: the length.
fn date(rest: &str) -> Option<usize> {
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let counts = rest.trim_start_matches(figure);
    // Most numbers are no dates.
    if !counts.starts_with(['年', '月', '日', '-', '—', '－', '~', '～', '至']) {
        return None;
    }
    let (mut at, mut parts) = (0, 0);
    // 2024—2026年
    if rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
        && let Some(dash) = rest
            .get(4..)
            .and_then(|behind| behind.chars().next())
            .filter(|c| "-—－~～至".contains(*c))
        && rest[4 + dash.len_utf8()..].find('年') == Some(4)
    {
        at = 4 + dash.len_utf8();
    }
    for (mark, figures) in [('年', 4..=4), ('月', 1..=2), ('日', 1..=2)] {
        let digits = rest[at..].find(|c| !figure(c)).unwrap_or(0);
        let count = rest[at..at + digits].chars().count();
        if figures.contains(&count) && rest[at + digits..].starts_with(mark) {
            at += digits + mark.len_utf8();
            parts += 1;
        } else if parts > 0 {
            break;
        }
    }
    if parts == 0 {
        return None;
    }
    let end = ENDS
        .iter()
        .filter(|end| rest[at..].starts_with(**end))
        .map(|end| end.len())
        .max();
    if end.is_none() && NAMES.iter().any(|name| rest[at..].starts_with(name)) {
        return None;
    }
    Some(at + end.unwrap_or(0))
}

/// Whether it says by when, not only in which year.
pub(super) fn is_by(expression: &str) -> bool {
    !expression.ends_with(['年', '月', '日']) && expression != "全年"
}

/// The last expression before `to`: in `words[from..to]`, else the one `before` them, where no sentence ends between. A
/// year inside a title is none.
pub(super) fn last(words: &str, from: usize, to: usize, before: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let (mut found, mut depth, mut at) = (before, 0usize, from);
    while let Some(mark) = MARKS.next(&words[..to], at) {
        at = mark;
        let Some(c) = words[at..].chars().next() else { break };
        match c {
            '《' | '〔' => depth += 1,
            '》' | '〕' => depth = depth.saturating_sub(1),
            '。' | '\n' => found = None,
            // 到2030年，甲达到…；乙达到…: what stands apart governs the whole sentence.
            '；' | ';' => found = found.filter(|(_, end)| words[*end..].starts_with(['，', ','])),
            _ if depth == 0 && may_begin(words, at) => {
                if let Some((len, _)) = self::at(words, at).filter(|(len, _)| at + len <= to) {
                    found = Some((at, at + len));
                    at += len;
                    continue;
                }
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    found
}

/// A date inside other words belongs to a name: 实施2023年为民办实事项目.
pub(super) fn may_begin(words: &str, at: usize) -> bool {
    let before = words[..at].trim_end();
    before.is_empty()
        || before.ends_with(|c: char| !c.is_alphanumeric() && c != '“' && c != '《')
        || ["力争", "争取", "确保", "计划", "到", "至", "于", "在", "将", "自", "从"]
            .iter()
            .any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_expression_before_a_target() {
        let last = |words: &str| last(words, 0, words.len(), None).map(|(from, to)| words[from..to].to_string());
        assert_eq!(last("力争到2023年底,全市").as_deref(), Some("2023年底"));
        assert_eq!(last("6月底前建成").as_deref(), Some("6月底前"));
        assert_eq!(last("年内将").as_deref(), Some("年内"));
        assert_eq!(last("实施2023年为民办实事项目，建设"), None);
        assert_eq!(last("落实《2023年方案》，"), None);
        assert_eq!(last("年内开工；新建"), None);
        assert_eq!(last("2025年12月31日前").as_deref(), Some("2025年12月31日前"));
    }
}
