//! What the columns of a table are whose headings say nothing, told from what its first rows hold.

use super::super::lines::Line;
use super::ColumnKind;
use super::cells::{by_bars, by_commas, is_ruling};
use super::columns::{column_kind, listed_kind};
use super::content::{Content, content};
use super::head::{Head, Layout};
use crate::Templates;
use crate::source::Span;
use crate::tags::BaseRole;

/// Rows looked at.
const SAMPLE: usize = 30;
/// What says of a task where, for whom or how often, not what is to be done.
const NO_TASKS: &[&str] = &[
    "对象", "范围", "比例", "频次", "层级", "地点", "地址", "区域", "来源", "依据", "数量", "金额", "主体", "人群",
    "标识",
];
/// A cell of more than this many bytes is not read for names.
const LONGEST: usize = 600;

/// What the cells of one column were.
#[derive(Debug, Clone, Copy, Default)]
struct Profile {
    cells: usize,
    text: usize,
    units: usize,
    chars: usize,
}

/// Gives the columns of `head` whose words are on no list a kind: text left of the owners is the task's; where no
/// heading names owners, a column of units does.
pub(super) fn settle(text: &str, lines: &[Line], head: &mut Head, templates: &Templates) {
    let is_units = |kind: ColumnKind| matches!(kind, ColumnKind::Units(_));
    let owned = head.columns.iter().any(|column| is_units(column.kind));
    let unknown: Vec<usize> = (0..head.columns.len())
        .filter(|at| {
            let words = head.columns[*at].heading.of(text);
            // 单位 may be what is counted in, or who does it.
            let open = !owned && words == "单位";
            !words.is_empty() && (open || column_kind(words, &templates.roles).is_none())
        })
        .collect();
    demote_behind_owners(text, head, templates);
    if unknown.is_empty() {
        return;
    }
    let profiles = profiles(text, lines, head, &unknown, templates);
    if !owned {
        for (at, profile) in unknown.iter().zip(&profiles) {
            if profile.cells >= 2 && profile.units * 3 >= profile.cells * 2 {
                let heading = head.columns[*at].heading.of(text);
                head.columns[*at].kind = ColumnKind::Units(role(heading, templates));
            }
        }
    }
    let Some(owners) = head.columns.iter().position(|column| is_units(column.kind)) else {
        return;
    };
    for (at, profile) in unknown.iter().zip(&profiles).filter(|(at, _)| **at < owners) {
        let heading = head.columns[*at].heading.of(text);
        let task = !NO_TASKS.iter().any(|word| heading.contains(word));
        if task && profile.text * 2 > profile.cells && profile.chars >= 6 * profile.cells {
            head.columns[*at].kind = ColumnKind::Task;
        }
    }
}

/// 序时要点 behind the owners is no task where another heading is: only words on the list are tasks in any place.
fn demote_behind_owners(text: &str, head: &mut Head, templates: &Templates) {
    let is_task = |kind: ColumnKind| kind == ColumnKind::Task;
    let Some(owners) = head
        .columns
        .iter()
        .rposition(|column| matches!(column.kind, ColumnKind::Units(_)))
    else {
        return;
    };
    let (before, behind) = head.columns.split_at_mut(owners);
    if !before.iter().any(|column| is_task(column.kind)) {
        return;
    }
    for column in behind.iter_mut().filter(|column| is_task(column.kind)) {
        if listed_kind(column.heading.of(text), &templates.roles).is_none() {
            column.kind = ColumnKind::Other;
        }
    }
}

/// The role that a heading without a known noun gives: 落实主责方, 协同方.
fn role(heading: &str, templates: &Templates) -> BaseRole {
    let leads = ["主责", "主抓", "主办", "总协调"];
    match templates.roles.of_label(heading) {
        Some(role) => role,
        None if leads.iter().any(|word| heading.contains(word)) => BaseRole::Lead,
        None if heading.contains("协同") => BaseRole::Support,
        None => BaseRole::Owner,
    }
}

fn profiles(text: &str, lines: &[Line], head: &Head, columns: &[usize], templates: &Templates) -> Vec<Profile> {
    let parts = |span: Span| match head.layout {
        Layout::Commas => by_commas(text, span),
        _ => by_bars(text, span),
    };
    let below = lines[head.end.min(lines.len())..]
        .iter()
        .take(SAMPLE)
        .map(|line| line.span);
    let rows: Vec<Vec<Span>> = below.filter(|span| !is_ruling(span.of(text))).map(parts).collect();
    let filled = |row: &Vec<Span>| row.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
    // Rows that lack a merged cell are shorter; the longest lack none.
    let longest = rows.iter().map(filled).filter(|len| *len <= head.columns.len()).max();
    let whole = rows.iter().filter(|row| Some(filled(row)) == longest);
    let mut profiles = vec![Profile::default(); columns.len()];
    for row in whole {
        for (profile, column) in profiles.iter_mut().zip(columns) {
            let Some(cell) = row.get(*column).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            let words = cell.of(text);
            let content = if words.len() > LONGEST {
                Content::Text
            } else {
                content(words, templates)
            };
            profile.cells += 1;
            profile.text += usize::from(content == Content::Text);
            profile.units += usize::from(content == Content::Units);
            profile.chars += words.chars().count();
        }
    }
    profiles
}
