//! Tables that are none of tasks though their headings name units: lists of persons and their telephones, budgets,
//! timetables. And columns for persons that hold units all the same.

use super::super::lines::Line;
use super::cells::{by_bars, by_blanks, by_commas, is_ruling, without_bars};
use super::content::{Content, content, names_known};
use super::head::{Head, Layout};
use super::{Column, ColumnKind, glued};
use crate::Templates;
use crate::source::Span;
use crate::tags::BaseRole;

/// Lines below the headings that are looked at.
const SAMPLE: usize = 60;
/// Cells longer than this, in bytes, name nobody.
const LONGEST: usize = 240;
/// A table's title is shorter than this many characters.
const TITLE: usize = 40;

/// Headings of lists of persons.
const PERSONS: &[&str] = &[
    "姓名",
    "性别",
    "职务",
    "职称",
    "联系人",
    "联络员",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "手机号码",
    "办公电话",
];
/// What titles of budgets speak of, and their columns.
const MONEY_TITLES: &[&str] = &["预算", "经费", "支出", "开支", "收支", "资金分配", "资金安排", "补助"];
const MONEY: &[&str] = &["金额", "单价", "预算", "经费", "支出", "小计", "资金", "合计"];
/// What titles of timetables speak of, and their columns.
const TIME_TITLES: &[&str] = &["日程", "议程", "时间安排", "课程", "值班", "时间表", "活动安排", "行程"];
const TIMES: &[&str] = &[
    "时间",
    "日期",
    "时段",
    "具体时间",
    "活动时间",
    "演练时间",
    "培训时间",
    "日程",
];
const PLACES: &[&str] = &["地点", "会场", "主持人", "主讲人", "授课人", "授课老师"];

/// Whether the table below the headings `head`, which begin at line `at`, is none of tasks.
pub(super) fn is_none(text: &str, lines: &[Line], at: usize, head: &Head) -> bool {
    let headings: Vec<String> = head
        .columns
        .iter()
        .map(|column| plain(column.heading.of(text)))
        .collect();
    let title = title(text, lines, at, head);
    let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let task = head.columns.iter().position(|column| column.kind == ColumnKind::Task);
    let has = |list: &[&str]| headings.iter().any(|heading| list.contains(&heading.as_str()));
    let duty = headings
        .iter()
        .any(|heading| heading.starts_with("值班") || heading.starts_with("带班"));
    if duty || task.is_none() && has(PERSONS) {
        return true;
    }
    let dated = head.columns.iter().any(|column| column.kind == ColumnKind::Deadline);
    let money = |heading: &String| {
        MONEY
            .iter()
            .any(|word| heading.starts_with(word) || heading.ends_with(word))
    };
    if has(&["单价"]) || says(MONEY_TITLES) && headings.iter().any(money) && !dated {
        return true;
    }
    // 时间 | 内容 | 参加单位: when comes first in a timetable.
    let times = headings.iter().position(|heading| TIMES.contains(&heading.as_str()));
    let before_task = times.is_some_and(|time| task.is_none_or(|task| time < task));
    before_task && (says(TIME_TITLES) || has(PLACES) || begins_with_clock(text, lines, head))
}

/// The line above the headings, without a remark on units of measure between.
fn title<'t>(text: &'t str, lines: &[Line], at: usize, head: &Head) -> &'t str {
    if let Some(before) = head.before {
        let words = before.of(text);
        return words.split_whitespace().next_back().unwrap_or_default();
    }
    let above = lines[..at].iter().rev().take(3).map(|line| line.span.of(text));
    let remark = |words: &&str| words.starts_with(['（', '(']) || words.starts_with("单位：") || is_ruling(words);
    let mut above = above.skip_while(remark);
    above
        .next()
        .filter(|words| words.chars().count() <= TITLE && !words.ends_with('。'))
        .unwrap_or_default()
}

/// Whether the first row begins with a time of the day: 8:30-9:00.
fn begins_with_clock(text: &str, lines: &[Line], head: &Head) -> bool {
    let rows = lines[head.end.min(lines.len())..].iter().take(4);
    rows.map(|line| line.span.of(text)).any(|words| {
        let words = words.trim_start_matches(|c: char| super::cells::is_bar(c) || c.is_whitespace());
        let hour = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let minutes = hour.strip_prefix([':', '：']);
        hour.len() < words.len() && minutes.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn plain(words: &str) -> String {
    let words = words.split(['（', '(']).next().unwrap_or_default();
    words.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// 责任人 over units: where no column is headed for units, the one for persons that holds them is.
pub(super) fn settle_persons(text: &str, lines: &[Line], head: &mut Head, templates: &Templates) {
    let is_units = |column: &Column| matches!(column.kind, ColumnKind::Units(_));
    if head.columns.iter().any(is_units) {
        return;
    }
    let persons: Vec<usize> = (0..head.columns.len())
        .filter(|at| head.columns[*at].kind == ColumnKind::People)
        .collect();
    let owners = |heading: &str| {
        let leads = heading.contains(['牵', '牽']) || heading.contains("第一");
        ColumnKind::Units(if leads { BaseRole::Lead } else { BaseRole::Owner })
    };
    if let (Layout::Glued, Some(at)) = (head.layout, persons.last()) {
        if glued::hold_units(text, lines, head, templates) {
            head.columns[*at].kind = owners(head.columns[*at].heading.of(text));
        }
        return;
    }
    let by_column = matches!(head.layout, Layout::Bars | Layout::Commas);
    for at in &persons {
        // Where cells do not tell their column, a leader's stands before that of those who do the work.
        if !by_column && Some(at) != persons.last() {
            continue;
        }
        let (mut units, mut names) = (0, 0);
        for cell in cells(text, lines, head, *at) {
            let words = cell.of(text);
            if cell.is_empty() || words.len() > LONGEST {
                continue;
            }
            match content(words, templates) {
                Content::Units if names_known(words, templates) => units += 1,
                Content::Name => names += 1,
                _ => {}
            }
        }
        if units > 0 && units >= names {
            head.columns[*at].kind = owners(head.columns[*at].heading.of(text));
        }
    }
}

/// The first cells of `column`, or all where cells do not tell their column.
fn cells(text: &str, lines: &[Line], head: &Head, column: usize) -> Vec<Span> {
    let below = lines[head.end.min(lines.len())..]
        .iter()
        .take(SAMPLE)
        .map(|line| line.span);
    let below = below.filter(|span| !is_ruling(span.of(text)));
    let of_row = |parts: Vec<Span>| parts.get(column).copied().filter(|_| parts.len() == head.columns.len());
    match head.layout {
        Layout::Bars => below.filter_map(|span| of_row(by_bars(text, span))).collect(),
        Layout::Commas => below.filter_map(|span| of_row(by_commas(text, span))).collect(),
        Layout::Lines => below.map(|span| without_bars(text, span)).collect(),
        Layout::Blanks => below.flat_map(|span| by_blanks(text, span)).collect(),
        Layout::Glued => Vec::new(),
        Layout::Flat => head.rest.map_or_else(Vec::new, |rest| {
            let mut words = by_blanks(text, rest);
            words.truncate(4 * SAMPLE);
            words
        }),
    }
}

/// Whether a table that names no unit has tasks all the same: beside its leaders, by its number and its task.
pub(super) fn names_somebody(columns: &[Column]) -> bool {
    let has = |wanted: fn(ColumnKind) -> bool| columns.iter().any(|column| wanted(column.kind));
    has(|kind| matches!(kind, ColumnKind::Units(_))) || has(|kind| kind == ColumnKind::Number)
}
