//! What single lines of front and end matter look like. All take folded lines.

use std::ops::Range;

use super::date;
use crate::source::{CLOSING, OPENING};

/// What the name of a body ends with.
const BODIES: &[&str] = &[
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "党委",
    "县委",
    "市委",
    "区委",
    "省委",
    "局",
    "厅",
    "署",
    "委",
    "办",
    "部",
    "院",
    "会",
    "中心",
    "指挥部",
    "领导小组",
    "专班",
    "集团",
    "公司",
    "管委会",
    "处",
    "支队",
    "总队",
    "大队",
    "站",
    "所",
    "学校",
    "中学",
    "小学",
    "大学",
    "医院",
    "社",
    "开发区",
    "街道",
    "科",
    "室",
    "中央",
    "国务院",
    "银行",
    "分行",
    "支行",
    "海关",
    "电视台",
];

/// Words a table's heading holds that look like the name of a body or a list of bodies.
const HEADINGS: &[&str] = &[
    "序号",
    "责任单位",
    "牵头单位",
    "配合单位",
    "协办单位",
    "主办单位",
    "承办单位",
    "参与单位",
    "协同单位",
    "成员单位",
    "责任部门",
    "牵头部门",
    "配合部门",
    "主管部门",
    "责任科室",
    "牵头科室",
    "责任处室",
    "牵头处室",
    "责任机构",
    "责任主体",
    "主要责任单位",
    "牵头责任单位",
    "协同责任单位",
];

/// Whether `line` is nothing but a column heading or a label.
pub(super) fn is_heading_word(line: &str) -> bool {
    let bare = line.trim_end_matches([':', '|', ' ']);
    bare.len() <= 30 && HEADINGS.contains(&bare.replace(' ', "").as_str())
}

/// Whether a table begins with `line`: its first column's heading, or a row of cells.
pub(super) fn opens_table(line: &str) -> bool {
    let bare = line.trim_matches(['|', ' ', '\t']).replace(' ', "");
    line.len() <= 400
        && (is_heading_word(line) || bare.starts_with("序号") && line.len() > bare.len() || bare == "序号")
}

/// A body right above a date: three characters are enough there (国务院, 教育部, 县政府).
pub(super) fn signs(line: &str) -> bool {
    let short = ["国务院", "部", "政府", "县委", "市委", "区委", "省委"];
    is_body(line)
        || line.chars().count() == 3
            && short.iter().any(|ending| line.ends_with(ending))
            && line.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
            && !line.starts_with(['各', '全', '本'])
}

/// A line that names one body, or several apart: 某某区健康促进委员会办公室.
pub(super) fn is_body(line: &str) -> bool {
    let chars = line.chars().count();
    if !(4..=60).contains(&chars) {
        return false;
    }
    let bare = without_brackets(line);
    let core = bare.trim_end();
    !core.contains(['。', ',', ':', ';', '《', '|', '、', '!', '?'])
        && BODIES.iter().any(|ending| core.ends_with(ending))
        && !is_heading_word(line)
        && !line.starts_with(|c: char| c.is_ascii_digit())
        && !["由", "各", "经", "请", "报", "关于"]
            .iter()
            .any(|word| line.starts_with(word))
}

fn without_brackets(line: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// A body and the date behind it on one line: `某某市教育局 2023年3月28日`; the place of the date.
pub(super) fn signed_with_date(line: &str) -> Option<(Range<usize>, Range<usize>, String)> {
    if line.len() > 200 {
        return None;
    }
    let (range, iso) = date::any_date(line)?;
    let name = line[..range.start].trim_end();
    (range.end == line.len() && name.len() < range.start && is_body(name) && line[range.clone()].contains('年'))
        .then_some((0..name.len(), range, iso))
}

/// 附件, 附件1, 附 件：… alone on its line.
pub(super) fn is_annex_mark(line: &str) -> bool {
    if line.len() > 30 || !line.starts_with('附') {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(rest) = annex_word(&bare) else {
        return false;
    };
    rest.trim_end_matches([':', '|'])
        .chars()
        .all(|c| c.is_ascii_digit() || "一二三四五六七八九十()-".contains(c))
}

/// What stands behind 附件 at the start of a line.
pub(super) fn annex_word(line: &str) -> Option<&str> {
    ["附件", "附表", "附录"].iter().find_map(|word| line.strip_prefix(word))
}

/// `附件：1.××` or `附件1：××`; where the name begins, without label and number.
pub(super) fn annex_with_name(line: &str) -> Option<usize> {
    if line.len() > 300 {
        return None;
    }
    let rest = annex_word(line)?;
    let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = match figures {
        0 => rest.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c)),
        1 | 2 => &rest[figures..],
        // 附件2020年…… names a year, 附件12020年…… both.
        3 | 4 => rest,
        _ => &rest[figures - 4..],
    };
    let named = numbered.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '、'));
    // 附件所列…… is a sentence, 附件1某某方案 a name, 附件2020年某某表 one without a number.
    let apart = named.len() < rest.len() || figures == 4 && rest[figures..].starts_with('年');
    if !apart || named.contains('。') {
        return None;
    }
    Some(line.len() - named.len() + item_number(named)).filter(|at| *at < line.len())
}

/// The length of a number (1. 2、 (3)) in front of a name in a list of annexes; 0 for none.
pub(super) fn item_number(name: &str) -> usize {
    let body = name.trim_start_matches('(');
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == body.len() || body.len() - rest.len() > 2 {
        return 0;
    }
    let end = rest.trim_start_matches(['.', '、', ')', ' ']);
    // 2023.5 is no number of an item, 1.2023年计划 is one.
    if end.len() == rest.len() {
        0
    } else {
        name.len() - end.len()
    }
}

/// 主送机关: ends with a colon and lists bodies, nothing else. The list without 主送 and colon.
pub(super) fn addressee(line: &str) -> Option<Range<usize>> {
    const ENDS: &[&str] = &[
        "政府",
        "部门",
        "单位",
        "机构",
        "委员会",
        "办公室",
        "公司",
        "局",
        "委",
        "办",
        "中心",
        "院",
        "校",
        "会",
        "集团",
        "企业",
        "处",
        "厅",
        "开发区",
        "街道",
        "镇",
        "乡",
        "科室",
        "站",
        "所",
        "高校",
        "学校",
        "园",
    ];
    let start = ["主送机关:", "主送单位:", "主送:"]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .map_or(0, |rest| line.len() - rest.len());
    let end = line.trim_end_matches(':').len();
    if start == 0 && end == line.len() || start >= end {
        return None;
    }
    let list = &line[start..end];
    let core = list.trim_end_matches(')');
    let named = ENDS.iter().any(|end| core.ends_with(end));
    (list.len() >= 9
        && line.len() < 900
        && !list.contains(['。', ';', ':', '《', '|'])
        && !["如下", "以下", "包括", "任务", "要求", "职责", "是"]
            .iter()
            .any(|word| list.contains(word))
        && !is_heading_word(list)
        && (named || list.contains('各'))
        && (list.contains(['各', '、', ',']) || named))
        .then_some(start..end)
}

/// A whole sentence, or so much text that it cannot be a title or a name.
pub(super) fn is_sentence(line: &str) -> bool {
    line.len() > 240 || line.ends_with(['。', ';', '!', ':']) && line.chars().count() > 12 || line.chars().count() > 80
}

/// `某区人民政府办公室2023年3月17日发布。`: what a page says below a document; the body's place.
pub(super) fn published_by(line: &str) -> Option<Range<usize>> {
    if line.len() > 300 {
        return None;
    }
    let (range, _) = date::any_date(line)?;
    let name = line[..range.start].trim_end();
    (is_body(name)
        && ["发布", "公布", "刊发"]
            .iter()
            .any(|word| line[range.end..].starts_with(word)))
    .then_some(0..name.len())
}

/// 版记: 抄送, 印发机关 and 印发日期.
pub(super) fn is_closing(line: &str) -> bool {
    if line.len() > 600 {
        return false;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    const LABELS: &[&str] = &[
        "抄送",
        "抄报",
        "分送",
        "主题词:",
        "印发机关",
        "承办单位:",
        "校对:",
        "联系电话:",
    ];
    LABELS.iter().any(|label| bare.starts_with(label))
        || ["特此通知", "特此函告", "特此函复"].contains(&bare.trim_end_matches(['。', '!']))
        || bare.starts_with("以上") && bare.contains(",请") && bare.chars().count() <= 40
        || bare.ends_with("印发") && bare.chars().count() <= 40 && date::any_date(&bare).is_some()
        || bare.starts_with('(') && bare.ends_with("份)") && bare.starts_with("(共印")
        || bare.starts_with("共印") && bare.ends_with('份')
}

/// （此件公开发布）, （联系人：…）: notes of the document, not of a task.
pub(super) fn is_note_in_brackets(line: &str) -> bool {
    let inner = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| {
        [
            "此件",
            "联系",
            "信息公开",
            "本文有删",
            "公开属性",
            "主动公开",
            "依申请公开",
            "不予公开",
            "删减",
            "有删减",
            "此文件",
            "公开发布",
        ]
        .iter()
        .any(|word| inner.starts_with(word))
    })
}

/// Whether a line closes with a bracket that can be a tag.
pub(super) fn ends_with_tag(line: &str) -> bool {
    let line = line.trim_end_matches(['。', ';', ' ', '；', ',']);
    line.ends_with(CLOSING) && !is_note_in_brackets(line)
}

/// Whether the bracket that closes a line names a body or a role.
pub(super) fn names_owner(line: &str) -> bool {
    if !ends_with_tag(line) {
        return false;
    }
    let open = line.rfind(OPENING).unwrap_or(0);
    let inner = &line[open..];
    let contact = ["联系", "电话", "邮箱", "传真", "简称", "含", "见附件"]
        .iter()
        .any(|word| inner.contains(word));
    let owner = [
        "单位", "牵头", "负责", "部门", "局", "委", "办", "厅", "政府", "中心", "院", "公司",
    ];
    !contact && owner.iter().any(|word| inner.contains(word))
}

/// A line that names owners behind a label: 责任单位：…, 【责任单位】…, 责任单位　….
pub(super) fn is_owner_label(line: &str) -> bool {
    let mut ends = line
        .char_indices()
        .take_while(|(at, _)| *at <= 36)
        .filter(|(_, c)| matches!(c, ':' | '：' | '】' | ']') || c.is_whitespace());
    ends.any(|(at, c)| {
        let label = line[..at].trim_start_matches(['【', '[']);
        // Behind blanks alone many words are no label: 县政府主要负责人 张三.
        (!c.is_whitespace() || label.chars().count() <= 6) && is_owner_word(label)
    })
}

fn is_owner_word(label: &str) -> bool {
    const NOUNS: &[&str] = &[
        "单位",
        "部门",
        "科室",
        "领导",
        "时限",
        "责任人",
        "处室",
        "主体",
        "负责人",
        "机构",
    ];
    const WORDS: &[&str] = &[
        "责任", "牵头", "配合", "协", "主办", "承办", "参与", "完成", "分管", "主要", "负责", "实施", "落实",
    ];
    NOUNS.iter().any(|noun| label.ends_with(noun)) && WORDS.iter().any(|word| label.contains(word))
}

/// The end of a news report: 详见某网, 本报记者某某, 责编.
pub(super) fn is_news_tail(line: &str) -> bool {
    let chars = line.chars().count();
    if chars > 40 || line.ends_with('。') && chars > 24 || ends_with_tag(line) && !line.starts_with('(') {
        return false;
    }
    let bare = line.trim_matches(['(', ')', ' ', '。', '■', '□']);
    // 本报记者 张某, but not 邀请记者参加.
    let reporter = !bare.contains([',', '。'])
        && bare.find("记者").is_some_and(|at| {
            let paper = ["报", "网", "社", "台", "刊", "融媒", "中心"]
                .iter()
                .any(|end| bare[..at].ends_with(end));
            let name = bare[at + "记者".len()..].trim_start_matches([':', ' ', '\u{3000}']);
            let name = name.split_whitespace().next().unwrap_or_default();
            let han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            (at == 0 || paper) && (2..=4).contains(&name.chars().count()) && han
        });
    [
        "详见",
        "详情见",
        "详情请",
        "更多内容",
        "更多详情",
        "责编",
        "责任编辑",
        "编辑:",
        "通讯员",
        "本文来源",
        "文章来源",
        "来源:",
        "转自",
        "摘自",
    ]
    .iter()
    .any(|word| bare.starts_with(word))
        || reporter
        || matches!(bare, "完" | "全文完" | "END" | "end" | "正文结束")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addressees_are_lists_of_bodies() {
        let list = |line: &'static str| addressee(line).map(|range| &line[range]);
        assert_eq!(
            list("各县(市、区)人民政府,市直各部门:"),
            Some("各县(市、区)人民政府,市直各部门")
        );
        assert_eq!(
            list("区健康促进委员会相关成员单位:"),
            Some("区健康促进委员会相关成员单位")
        );
        assert_eq!(
            list("主送:各区卫生健康委,各直属单位"),
            Some("各区卫生健康委,各直属单位")
        );
        for line in [
            "现将有关事项通知如下:",
            "重点任务:",
            "责任单位:",
            "牵头责任单位:",
            "主要责任单位是:",
        ] {
            assert_eq!(addressee(line), None, "{line}");
        }
    }

    #[test]
    fn bodies_sign_and_headings_do_not() {
        assert!(is_body("某某市某某区人民政府办公室"));
        assert!(is_body("某某市委组织部(人才办)"));
        assert!(is_body("六某市民生办"));
        for line in [
            "责任科室",
            "责任单位",
            "各区教育局",
            "健康科普行动",
            "区教育局、区体育局",
        ] {
            assert!(!is_body(line), "{line}");
        }
    }

    #[test]
    fn annexes_are_named_without_label_and_number() {
        let name = |line: &'static str| annex_with_name(line).map(|at| &line[at..]);
        assert_eq!(name("附件:2023年重点工作分解表"), Some("2023年重点工作分解表"));
        assert_eq!(name("附件:1.2023年重点工作分解表"), Some("2023年重点工作分解表"));
        assert_eq!(name("附件1:任务清单"), Some("任务清单"));
        assert_eq!(name("附件所列单位要落实"), None);
        assert_eq!(name("附件2020年十件实事项目表"), Some("2020年十件实事项目表"));
        assert!(is_annex_mark("附 件 2"));
        assert!(is_annex_mark("附件1 |"));
    }

    #[test]
    fn news_ends_are_no_tasks() {
        for line in [
            "详见某某网",
            "某某都市报记者张某",
            "(记者 李某 通讯员 王某)",
            "责编:赵某",
        ] {
            assert!(is_news_tail(line), "{line}");
        }
        for line in [
            "召开新闻发布会,邀请记者参加。",
            "培训小记者100名",
            "(责任单位:市教育局)",
        ] {
            assert!(!is_news_tail(line), "{line}");
        }
    }
}
