//! What a title looks like: nothing but its words and its shape tells it from a sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::source::numeral;

/// Words a plan's title ends with.
const PLAN_NOUNS: &[&str] = &[
    "要点",
    "重点",
    "计划",
    "方案",
    "措施",
    "意见",
    "规划",
    "清单",
    "台账",
    "安排",
    "办法",
    "纲要",
    "行动",
    "分工",
    "分解",
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
    "对策",
    "目标",
    "指南",
    "责任书",
    "任务书",
    "分解书",
    "通报",
    "工作重点",
    "路线图",
    "时间表",
    "配档表",
    "攻坚战",
    "若干规定",
    "工作报告",
    "名单",
    "目录",
    "纪要",
    "打算",
    "决议",
];

/// A title that ends in 表 says in the word before it what the table holds.
const TABLES: &[&str] = &[
    "分解", "分工", "任务", "一览", "项目", "责任", "进度", "安排", "目标", "情况", "推进", "计划", "清单", "台账",
    "汇总", "统计", "明细", "落实",
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
    // Lines are running text more often than not: the length in bytes settles most of them.
    if !(15..=320).contains(&line.len()) {
        return TitleShape::No;
    }
    // Copies of some sites write the sound behind a character (進(jìn)一步): that adds no word.
    let chars = line
        .chars()
        .filter(|c| c.is_ascii_digit() || !c.is_alphabetic() || *c >= '\u{2e80}')
        .count();
    if !(5..=80).contains(&chars) || line.contains(STOPS) {
        return TitleShape::No;
    }
    let core = core(line);
    if ["通知", "的函", "公告", "批复"].iter().any(|noun| core.ends_with(noun)) {
        return TitleShape::Notice;
    }
    let comma = core.contains(['，', ',']) && !core.contains("关于");
    let table = core
        .strip_suffix('表')
        .is_some_and(|before| TABLES.iter().any(|word| before.ends_with(word)));
    if !comma && (table || PLAN_NOUNS.iter().any(|noun| core.ends_with(noun))) {
        TitleShape::Plan
    } else {
        TitleShape::No
    }
}

/// Whether a line names a year, or a period of five, and ends with a word of work: 某县2031年度安全生产工作. Headings do so
/// as well, so that it is a title only where nothing else is.
pub(super) fn is_work_of_a_year(line: &str) -> bool {
    const ENDS: &[&str] = &[
        "工作", "思路", "部署", "推进", "指标", "建设", "设想", "建议", "内容", "项目",
    ];
    let core = core(line);
    let named = year(core).is_some() || core.contains("年—") || core.contains("五”") || core.contains("年行动");
    (7..=50).contains(&core.chars().count())
        && named
        && !core.contains(STOPS)
        && !core.contains(['，', ','])
        && ENDS.iter().any(|end| core.ends_with(end))
}

/// What no title holds.
const STOPS: &[char] = &['。', '；', ';', '！', '!', '？', '?', '|', '│', '>', '»', '：', ':'];

/// A title without what may stand behind its last word: （试行）, (2019-2020年), quotation marks, ornaments, the
/// ending of a file name.
fn core(line: &str) -> &str {
    let mut core = line.trim_matches(ORNAMENTS);
    for ending in [".docx", ".doc", ".pdf", ".wps", ".xlsx", ".xls", ".txt"] {
        core = core.strip_suffix(ending).unwrap_or(core);
    }
    while core.ends_with(['）', ')']) {
        let Some(open) = core.rfind(['（', '(']) else { break };
        core = core[..open].trim_end_matches([' ', '》', '”']);
    }
    core.trim_matches(ORNAMENTS)
}

const ORNAMENTS: &[char] = &['·', '•', '*', '★', '“', '”', '"', ' ', '《', '》'];

/// Names of the pages and parts of a site that stand above a title without being a line of it.
const TABS: &[&str] = &[
    "政策解读",
    "政策原文",
    "政策文件",
    "政策法规",
    "图文解读",
    "文字解读",
    "解读材料",
    "政府信息公开",
    "政务公开",
    "信息公开",
    "通知公告",
    "公示公告",
    "详细内容",
    "新闻资讯",
    "新闻中心",
    "工作动态",
    "规划计划",
    "行政规范性文件",
    "规范性文件",
    "文件正文",
    "政府文件",
    "部门文件",
    "主动公开",
];

/// Whether a line above a title is the name of a page or a site.
pub(super) fn is_tab(line: &str) -> bool {
    const SITES: &[&str] = &[
        "网",
        "网站",
        "频道",
        "栏目",
        "平台",
        "百科",
        "文库",
        "有限公司",
        "门户",
        "客户端",
        "专栏",
        "公报",
        "文件",
    ];
    let joint = ["--", "_", " - ", "|"].iter().any(|mark| line.contains(mark));
    TABS.contains(&line) || joint || SITES.iter().any(|ending| line.ends_with(ending))
}

/// Whether a line may be an upper line of a title broken over lines.
pub(super) fn may_continue_below(line: &str) -> bool {
    if !(12..=200).contains(&line.len()) {
        return false;
    }
    let chars = line.chars().count();
    let begins = ["关于", "印发", "转发"].iter().any(|word| line.starts_with(word));
    (4..=50).contains(&chars)
        && (begins || chars >= 6 || line.ends_with(['省', '市', '区', '县', '镇', '乡']))
        && !line.contains(STOPS)
        && !line.contains(['/', '【'])
        && !line.ends_with(['，', ',', '、', '）', ')'])
        && !is_tab(line)
        && (shape(line) == TitleShape::No || begins && line.ends_with('》'))
        && line.chars().filter(|c| is_word_of_title(*c)).count() * 10 >= chars * 7
}

fn is_word_of_title(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit() || matches!(c, '《' | '》' | '“' | '”')
}

/// A line in brackets that ends a title above it: （2025年版）, （试行）, （征求意见稿V2.2）.
pub(super) fn is_version(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "年", "版", "稿", "试行", "暂行", "草案", "审议", "摘要", "节选", "部分", "修订",
    ];
    let inner = line
        .strip_prefix(['（', '('])
        .and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        inner.chars().count() <= 20 && !inner.contains('日') && WORDS.iter().any(|word| inner.contains(word))
    })
}

/// The title named in 关于印发《…》的通知.
pub(super) fn quoted(notice: &str) -> Option<(usize, usize)> {
    let open = notice.find('《')?;
    let close = notice.rfind('》')?;
    let start = open + '《'.len_utf8();
    let handed_on = ["印发", "转发", "下发", "发布", "公布"]
        .iter()
        .any(|word| notice[..open].ends_with(word));
    (close > start && handed_on).then_some((start, close))
}

/// The year a title is for: the first `2023年` or 二〇二三年 in it, else a bare 2023; a period (2019-2020年) names
/// none for sure, and a year in quotation marks belongs to a name (“健康某市2030”).
pub(super) fn year(title: &str) -> Option<i32> {
    static YEAR: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|[^0-9\-—～~－–至到])((?:19|20)[0-9]{2})").ok());
    let mut bare = None;
    for found in YEAR.as_ref()?.captures_iter(title) {
        let year = found.get(1)?;
        let rest = title[year.end()..].trim_start();
        let value: i32 = year.as_str().parse().ok()?;
        if rest.starts_with('年') {
            let period = rest['年'.len_utf8()..].starts_with(PERIOD);
            if !period {
                return Some(value);
            }
        } else if !rest.starts_with(PERIOD)
            && !rest.starts_with(['”', '"', '》', '〉', '规', '纲', '愿'])
            && !rest.starts_with(|c: char| c.is_ascii_digit())
        {
            bare = bare.or(Some(value));
        }
    }
    bare.or_else(|| chinese_year(title))
}

/// What joins the two years of a period.
const PERIOD: &[char] = &['-', '—', '～', '~', '至', '－', '–'];

/// 二〇二三年 → 2023.
pub(super) fn chinese_year(text: &str) -> Option<i32> {
    let end = text.find('年')?;
    let digits: Vec<i32> = text[..end].chars().rev().map_while(cn_digit).take(4).collect();
    let value = digits.iter().rev().fold(0, |value, digit| value * 10 + digit);
    (digits.len() == 4 && (1950..2100).contains(&value)).then_some(value)
}

/// The value of one Chinese digit in a year or date.
pub(super) fn cn_digit(c: char) -> Option<i32> {
    // What people type for 〇: circles, letters, a figure.
    let zero = matches!(c, '○' | '◯' | 'Ｏ' | '零' | 'O' | 'o' | '0' | 'Ο');
    let value = if zero { Some(0) } else { numeral::digit(c) };
    value.filter(|_| c != '两').map(|value| value as i32)
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
        assert_eq!(shape("2024年度区政府民生实事项目进度表"), TitleShape::Plan);
        assert_eq!(shape("某市重点工作分解表.docx"), TitleShape::Plan);
        assert_eq!(shape("学校工作代表"), TitleShape::No);
    }

    #[test]
    fn work_of_a_year_may_be_a_title() {
        assert!(is_work_of_a_year("云岭县2031年住房和城乡建设重点工作"));
        assert!(is_work_of_a_year("海滨市“十五五”时期重点工作部署"));
        assert!(!is_work_of_a_year("住房和城乡建设重点工作"));
        assert!(!is_work_of_a_year("2031年，全市完成各项工作"));
        assert!(!is_work_of_a_year("2031年3月1日"));
    }

    #[test]
    fn a_period_is_no_year() {
        assert_eq!(year("某市2023年工作要点"), Some(2023));
        assert_eq!(year("某市实施方案（2019-2020年）"), None);
        assert_eq!(year("二〇二四年工作要点"), Some(2024));
        assert_eq!(year("“健康某市2030”规划纲要2024年工作计划"), Some(2024));
        assert_eq!(year("健康某市2030规划纲要"), None);
        assert_eq!(year("某局2024工作要点"), Some(2024));
    }
}
