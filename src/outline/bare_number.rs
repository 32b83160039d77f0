//! Numbers without a mark, glued to their titles (`1优化就业服务`, `2 加快市场主体培育`): items only where several lines
//! count from one on, since a figure begins a line as well.

use super::lines::Line;
use super::marker::{Marker, MarkerStyle};
use super::table::Table;
use crate::source::Span;
use crate::tags::{Roles, label_kind};

/// Lines that count so far are items without anything else to show it.
const SURE: usize = 3;

/// Gives such lines their markers. `tables` are the places of lines that stand for tables.
pub(super) fn find(text: &str, lines: &mut [Line], tables: &[(usize, Table)], roles: &Roles) {
    let mut run: Vec<(usize, Marker)> = Vec::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.begins_file {
            accept(text, lines, &std::mem::take(&mut run), roles);
        }
        let line = &lines[at];
        if line.marker.is_some() || tables.binary_search_by_key(&at, |(place, _)| *place).is_ok() {
            continue;
        }
        let Some(marker) = bare_number(line.span.of(text), line.span.start) else {
            continue;
        };
        match run.last() {
            Some((_, last)) if marker.value == last.value + 1 => run.push((at, marker)),
            _ if marker.value == 1 => {
                accept(text, lines, &run, roles);
                run = vec![(at, marker)];
            }
            _ => {}
        }
    }
    accept(text, lines, &run, roles);
}

/// Makes items of a run that is long enough, or whose lines each have a label line below.
fn accept(text: &str, lines: &mut [Line], run: &[(usize, Marker)], roles: &Roles) {
    let labelled = |(at, _): &(usize, Marker)| {
        let next = lines.get(at + 1).map_or("", |line| line.span.of(text));
        next.find(['：', ':'])
            .is_some_and(|colon| label_kind(next[..colon].trim(), roles).is_some())
    };
    if run.len() >= SURE || run.len() >= 2 && run.iter().all(labelled) {
        for (at, marker) in run {
            lines[*at].marker = Some(*marker);
        }
    }
}

/// One or two digits before a word that no figure counts.
pub(super) fn bare_number(line: &str, offset: usize) -> Option<Marker> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let value: u32 = line[..digits].parse().ok().filter(|_| digits <= 2)?;
    let words = line[digits..].trim_start_matches([' ', '\u{3000}', '\t']);
    let first = words.chars().next()?;
    let title = words.chars().nth(2).is_some() && ('\u{4e00}'..='\u{9fff}').contains(&first);
    // Contents end with the number of a page.
    let page = line.ends_with(|c: char| c.is_ascii_digit());
    (value > 0 && title && !page && !is_counted(words)).then(|| Marker {
        style: MarkerStyle::Digit,
        value,
        span: Span::new(offset, offset + digits),
    })
}

/// Whether words begin with what a figure counts: 3个, 5月, 10万; 1家庭医生, 2项目建设 are titles.
fn is_counted(words: &str) -> bool {
    const MEASURES: &str = "年月日号个件项家类级次处条所座名人万亿千百米公里届批期代轮种天时小分周度户亩吨元位台辆套份篇场\
                            支棵株间栋幢班岁倍点成厘升克平立至到比多余几大";
    const WORDS: &[&str] = &[
        "家庭", "家政", "家园", "家电", "项目", "人才", "人力", "人口", "人民", "人居", "人社", "人工", "条件", "分级",
        "分类", "分工", "分析", "处理", "处置", "日常", "名优", "名师", "名医", "种植", "种子", "种业", "小学", "小微",
        "小城", "小区", "小型", "大力", "大气", "大数", "大学", "大型", "大病", "多措", "多元", "多层", "公里", "公共",
        "公路", "公立", "公园", "公交", "公益", "公安", "公开", "公平", "公租", "平安", "平台", "立足", "立法", "成立",
        "到位", "比学", "时代", "点亮", "点面", "场所", "场地", "场景", "支持", "支部", "支撑", "支农", "周边", "年轻",
        "级配", "千方", "百姓", "百日", "百村", "千村", "万村", "台账", "套餐", "位于", "代表", "代建", "期货", "批发",
        "度假", "度汛", "元旦", "号召", "户外", "户厕", "户籍", "间作", "班子", "几个",
    ];
    let counted = words.starts_with(|c| MEASURES.contains(c));
    counted && (words.starts_with("公里") || !WORDS.iter().any(|word| words.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::bare_number;

    #[test]
    fn figures_are_no_numbers() {
        let value = |line: &str| bare_number(line, 0).map(|marker| marker.value);
        assert_eq!(value("1优化就业服务"), Some(1));
        assert_eq!(value("12 推进项目"), Some(12));
        assert_eq!(value("3家庭医生签约"), Some(3));
        for line in [
            "2023年工作",
            "3个重点",
            "5G基站",
            "1件实事",
            "10万亩",
            "6月底前完成",
            "1总则3",
            "4公里道路",
        ] {
            assert_eq!(value(line), None, "{line}");
        }
    }
}
