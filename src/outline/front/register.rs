//! The metadata a page or a file register shows above a document: `label：value`, several to a line, or the value on
//! the line below. All take folded lines.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What a label's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// 发文机关: the body that issues.
    Issuer,
    /// 发布机构: the body that puts it on the web.
    Publisher,
    /// 发文字号.
    Number,
    /// 成文日期.
    Issued,
    /// 发布日期 and every other date.
    Published,
    /// 标题.
    Title,
    /// Anything else.
    Other,
}

/// Labels that stand nowhere else; they count without a colon too, and at the end of a document.
const LABELS: &[(&str, Label)] = &[
    ("发文机构", Label::Issuer),
    ("发文机关", Label::Issuer),
    ("发文单位", Label::Issuer),
    ("发文部门", Label::Issuer),
    ("制发机关", Label::Issuer),
    ("制发单位", Label::Issuer),
    ("发布机构", Label::Publisher),
    ("发布单位", Label::Publisher),
    ("发布部门", Label::Publisher),
    ("公开主体", Label::Publisher),
    ("发文字号", Label::Number),
    ("文件编号", Label::Number),
    ("发文编号", Label::Number),
    ("发文文号", Label::Number),
    ("文件号", Label::Number),
    ("文号", Label::Number),
    ("成文日期", Label::Issued),
    ("成文时间", Label::Issued),
    ("发文日期", Label::Issued),
    ("发文时间", Label::Issued),
    ("印发日期", Label::Issued),
    ("发布日期", Label::Published),
    ("发布时间", Label::Published),
    ("发表日期", Label::Published),
    ("发表时间", Label::Published),
    ("公开日期", Label::Published),
    ("公开时间", Label::Published),
    ("生成日期", Label::Published),
    ("更新时间", Label::Published),
    ("索引号", Label::Other),
    ("信息索引", Label::Other),
    ("统一编号", Label::Other),
    ("公开属性", Label::Other),
    ("公开方式", Label::Other),
    ("公开范围", Label::Other),
    ("公开形式", Label::Other),
    ("主题分类", Label::Other),
    ("主题词", Label::Other),
    ("信息分类", Label::Other),
    ("体裁分类", Label::Other),
    ("组配分类", Label::Other),
    ("内容分类", Label::Other),
    ("信息来源", Label::Other),
    ("信息名称", Label::Other),
    ("有效性", Label::Other),
    ("时效性", Label::Other),
    ("效力状态", Label::Other),
    ("文件类型", Label::Other),
    ("公文种类", Label::Other),
    ("服务对象", Label::Other),
    ("实施日期", Label::Other),
    ("失效日期", Label::Other),
    ("废止日期", Label::Other),
    ("有效期", Label::Other),
    ("浏览次数", Label::Other),
    ("阅读次数", Label::Other),
    ("访问次数", Label::Other),
    ("点击数", Label::Other),
    ("点击量", Label::Other),
    ("所属主题", Label::Other),
    ("发布人", Label::Other),
    ("法宝引证码", Label::Other),
];

/// Labels that are plain words; they count with a colon, above the text alone.
const WORDS: &[(&str, Label)] = &[
    ("标题", Label::Title),
    ("名称", Label::Title),
    ("时间", Label::Published),
    ("日期", Label::Published),
    ("来源", Label::Other),
    ("作者", Label::Other),
    ("编辑", Label::Other),
    ("主题", Label::Other),
    ("分类", Label::Other),
    ("时效", Label::Other),
    ("阅读", Label::Other),
    ("浏览", Label::Other),
    ("人气", Label::Other),
    ("字体", Label::Other),
    ("字号", Label::Other),
    ("摘自", Label::Other),
    ("摘要", Label::Other),
    ("概述", Label::Other),
    ("关键词", Label::Other),
];

/// One label with the place of its value, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub label: Label,
    pub value: Range<usize>,
    /// Whether the label is no plain word.
    pub certain: bool,
    /// Whether it may stand on a line of its own without a colon; some head columns of tables too.
    pub alone: bool,
}

/// The fields of a line that begins with a label; none for any other line.
pub(super) fn fields(line: &str) -> Vec<Field> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let spaced = |(word, _): &(&str, Label)| {
            let chars: Vec<String> = word.chars().map(String::from).collect();
            chars.join(r"\s*")
        };
        let certain: Vec<String> = LABELS.iter().map(spaced).collect();
        let words: Vec<String> = WORDS.iter().map(spaced).collect();
        Regex::new(&format!(
            r"(?:({})(?:\s*[:\)]:?|\s*\|\s*|\s+|$))|(?:({})\s*:)",
            certain.join("|"),
            words.join("|")
        ))
        .ok()
    });
    let body = line.trim_start_matches(|c: char| matches!(c, '•' | '·' | '*' | '(' | '-' | '|') || c.is_whitespace());
    if line.len() > 600 || body.is_empty() {
        return Vec::new();
    }
    let skipped = line.len() - body.len();
    let Some(regex) = LABEL.as_ref() else { return Vec::new() };
    let mut fields: Vec<Field> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for found in regex.captures_iter(body) {
        let Some(all) = found.get(0) else { continue };
        let (word, certain) = match (found.get(1), found.get(2)) {
            (Some(word), _) => (word, true),
            (None, Some(word)) => (word, false),
            _ => continue,
        };
        let marked = all.as_str()[word.len()..].contains([':', ')', '|']);
        let apart = body[..all.start()].ends_with(|c: char| c.is_whitespace() || c == '|');
        if fields.is_empty() && all.start() > 0 {
            return Vec::new();
        }
        // Glued behind a value a label needs its colon, apart from it none: 发布机构 某办公室 文 号 某政办〔2023〕1号.
        if all.start() > 0 && !marked && !apart {
            continue;
        }
        ends.push(all.start());
        fields.push(Field {
            label: label(word.as_str()),
            value: all.end()..body.len(),
            certain,
            alone: certain && !is_column(word.as_str()),
        });
    }
    for (field, end) in fields.iter_mut().zip(ends.iter().skip(1)) {
        field.value.end = (*end).max(field.value.start);
    }
    for field in &mut fields {
        let value = &body[field.value.clone()];
        let junk = |c: char| c.is_whitespace() || matches!(c, '|' | ':');
        let start = field.value.end - value.trim_start_matches(junk).len();
        let end = field.value.start + value.trim_end_matches(junk).len();
        field.value = if start < end {
            skipped + start..skipped + end
        } else {
            skipped + field.value.start..skipped + field.value.start
        };
    }
    fields
}

fn is_column(word: &str) -> bool {
    ["公开", "实施", "失效", "有效期", "服务", "主题词", "发布时间", "生成"]
        .iter()
        .any(|start| word.starts_with(start))
}

fn label(word: &str) -> Label {
    let bare: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    LABELS
        .iter()
        .chain(WORDS)
        .find(|(name, _)| *name == bare)
        .map_or(Label::Other, |(_, label)| *label)
}

/// Figures and dates of a register without a label (734, 4/2/2020 12:00:00 AM).
pub(super) fn is_bare_figure(line: &str) -> bool {
    line.len() < 40
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| c.is_ascii_digit() || " /:-.APM".contains(c))
        && (line.contains(['/', ':', '-']) || line.len() < 8)
}

/// A line of a page that holds a date and the time of day: `2023-01-05 10:00 区人民政府办公室`.
pub(super) fn is_time_line(line: &str) -> bool {
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[㐀-鿿]{2,8}\s*\|?\s*)?(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s|$)").ok()
    });
    line.len() < 150 && TIME.as_ref().is_some_and(|time| time.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Vec<(Label, &str)> {
        fields(line)
            .into_iter()
            .map(|field| (field.label, &line[field.value]))
            .collect()
    }

    #[test]
    fn labels_are_read_singly_and_several_to_a_line() {
        assert_eq!(
            shown("  • 发文字号:某办发(2023)1号"),
            [(Label::Number, "某办发(2023)1号")]
        );
        assert_eq!(
            shown("发文机关: 某市政府 成文日期: 2014年02月23日"),
            [(Label::Issuer, "某市政府"), (Label::Issued, "2014年02月23日")]
        );
        assert_eq!(
            shown("发布机构 区府办 文    号 某政办(2023)1号"),
            [(Label::Publisher, "区府办"), (Label::Number, "某政办(2023)1号")]
        );
        assert_eq!(
            shown("文件编号: 某政办发(2021)3号 统一编号:"),
            [(Label::Number, "某政办发(2021)3号"), (Label::Other, "")]
        );
        assert_eq!(shown("发文单位"), [(Label::Issuer, "")]);
        assert_eq!(shown("责任单位:市教育局"), []);
        assert_eq!(shown("主题教育活动"), []);
        assert_eq!(shown("有效期内的许可证要公示"), []);
    }
}
