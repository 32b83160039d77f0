//! What was asked for stands in the file, but was not taken for a task: why, and what to do about it.

use super::bare;
use crate::plan::{LedgerKind, Plan};

/// Characters of a line that are shown.
const SHOWN: usize = 24;
/// Words inside a line count from so many characters on; its beginning always does.
const LEAST: usize = 4;

/// The answer, where a line of the file begins with `wanted`, or holds it.
pub(super) fn answer(plan: &Plan, text: &str, asked: &str, wanted: &str) -> Option<String> {
    let found = |begins: bool| {
        lines(text).find_map(|line| {
            let words = bare(line.words);
            let fits = match begins {
                true => words.starts_with(wanted),
                false => wanted.chars().count() >= LEAST && words.contains(wanted),
            };
            Some((line, kind_at(plan, line)?)).filter(|_| fits)
        })
    };
    let (line, kind) = found(true).or_else(|| found(false))?;
    let (reason, advice) = why(kind)?;
    let mut words: String = line.words.trim().chars().take(SHOWN).collect();
    if words.len() < line.words.trim().len() {
        words.push_str("……");
    }
    Some(format!(
        "“{asked}”在原文第 {} 行（{words}），没有列为任务。\n  原因：{reason}\n  要列为任务：{advice}",
        line.number
    ))
}

/// A line with its number and the place of its first character.
#[derive(Clone, Copy)]
struct Line<'t> {
    number: usize,
    start: usize,
    words: &'t str,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split('\n').enumerate().map(move |(at, words)| {
        let line = Line {
            number: at + 1,
            start,
            words,
        };
        start += words.chars().count() + 1;
        line
    })
}

/// What the plan says most of a line is, its number aside.
fn kind_at(plan: &Plan, line: Line<'_>) -> Option<LedgerKind> {
    let end = line.start + line.words.chars().count();
    let entries = plan.ledger.iter();
    let inside = entries.filter(|entry| entry.span.start < end && entry.span.end > line.start);
    let said = inside.filter(|entry| !matches!(entry.kind, LedgerKind::Number | LedgerKind::Blank));
    let longest = said.max_by_key(|entry| entry.span.end.min(end) - entry.span.start.max(line.start));
    longest.map(|entry| entry.kind)
}

/// Why text of a kind is no task, and how to make it one; `None` for what no one asks to be a task.
fn why(kind: LedgerKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        LedgerKind::Safeguards => (
            "它在保障措施（组织领导、工作要求一类）里，又没有写责任单位",
            "在文稿副本里给这一条写上责任单位，再读一遍；或者在台账、分工明细里手工增列",
        ),
        LedgerKind::Preamble => (
            "它是总述（总体要求、引言、标题下的说明），没有写责任单位",
            "在文稿副本里给这一条写上责任单位，再读一遍；层级认错了的，用 --task-level 指明",
        ),
        LedgerKind::Narrative => (
            "它是夹在任务之间的叙述，没有编号，也没有写责任单位",
            "用 --task-level 段 把无编号的段落也列为任务",
        ),
        LedgerKind::Heading => (
            "它是层次标题，下面各条才是任务",
            "用 --task-level 写明它的层级，下面各条就并入它",
        ),
        LedgerKind::Skipped => ("它在 --skip-section 略过的一节里", "去掉这个选项"),
        LedgerKind::Notice => (
            "它是印发通知的正文，不是方案的内容",
            "通知本身就是方案的，另存一份只有方案的文稿，再读一遍",
        ),
        _ => return None,
    })
}
