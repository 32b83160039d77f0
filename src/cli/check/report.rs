//! The findings of one plan for the screen.

use std::cmp::Reverse;

use crate::cli::excerpt::{Width, excerpt};
use crate::cli::show::NoteCounts;
use crate::note::{Code, Note};
use crate::pipeline::Extraction;
use crate::plan::Source;
use crate::plan::Task;
use crate::source::{CharIndex, LineIndex};
use crate::view::{LevelWords, levels_in_words};

/// The findings of one plan, read from `files`.
pub(super) fn report(files: &[String], extraction: &Extraction, counts: NoteCounts, look: bool) -> String {
    let text = &extraction.document.text;
    let index = CharIndex::new(text);
    let mut notes: Vec<&Note> = extraction.plan.notes.iter().collect();
    // Said above, row by row.
    notes.retain(|note| note.code != Code::DoubtfulOwner);
    notes.sort_by_key(|note| {
        (
            note.span.start,
            note.span.end,
            Reverse(note.severity),
            note.code.as_str(),
        )
    });
    let mut report = String::new();
    if look {
        report.push_str(&to_look_at(files, extraction, &index));
    }
    for note in notes {
        let (file, place, line) = place(&extraction.plan.source, note.line);
        report.push_str(&format!(
            "{}:{place}: {}[{}] {}\n",
            files[file.unwrap_or(0)],
            note.severity.label(),
            note.code.as_str(),
            note.message
        ));
        let span = index.byte(text, note.span.start)..index.byte(text, note.span.end);
        report.push_str(&excerpt(text, span, line, Width::OF_THIS_SYSTEM));
        if let [_, _, ..] = note.tasks[..] {
            report.push_str(&format!("  任务：{}（共 {} 项）\n", few(&note.tasks), note.tasks.len()));
        }
        report.push_str(&format!("  建议：{}\n", note.proposal));
        report.push('\n');
    }
    let shown = files.join("、");
    let levels = levels_in_words(&extraction.plan.levels, &LevelWords::default());
    report.push_str(&format!("{shown}：层级：{levels}。\n"));
    match counts.total() {
        0 => report.push_str(&format!("{shown}：没有需要核对的地方。\n")),
        total => report.push_str(&format!("{shown}：共 {total} 条（{}）。\n", counts.words())),
    }
    report
}

/// The tasks to look at first, each with its reasons and the words meant.
fn to_look_at(files: &[String], extraction: &Extraction, index: &CharIndex) -> String {
    let (text, plan) = (&extraction.document.text, &extraction.plan);
    let tasks: Vec<&Task> = plan.tasks.iter().filter(|task| !task.look.is_empty()).collect();
    if tasks.is_empty() {
        return String::new();
    }
    let lines = LineIndex::new(text);
    let mut block = format!("先看这 {} 项任务：\n\n", tasks.len());
    for task in tasks {
        let (file, shown, _) = self::place(&plan.source, task.line);
        let reasons: Vec<&str> = task.look.iter().map(|sign| sign.words()).collect();
        block.push_str(&format!(
            "{}:{shown}: 先看 任务 {}：{}\n",
            files[file.unwrap_or(0)],
            task.id,
            reasons.join("；")
        ));
        let (place, pieces) = match &task.tag {
            Some(tag) => (tag.span, &tag.pieces),
            None => (task.span, &task.pieces),
        };
        let place = pieces.first().copied().unwrap_or(place);
        let (.., line) = self::place(&plan.source, lines.at(index.byte(text, place.start)));
        let span = index.byte(text, place.start)..index.byte(text, place.end);
        block.push_str(&excerpt(text, span, line, Width::OF_THIS_SYSTEM));
        block.push('\n');
    }
    block.push_str("其余提示：\n\n");
    block
}

/// The file, the place in it as a reader says it, and the number of the line where lines are counted.
fn place(source: &Source, line: usize) -> (Option<usize>, String, Option<usize>) {
    let (file, number) = source.place(line);
    match source.words_of(line) {
        Some(words) => (file, words.to_string(), None),
        None => (file, number.to_string(), Some(number)),
    }
}

/// The first of many ids.
fn few(ids: &[String]) -> String {
    const SHOWN: usize = 10;
    let more = if ids.len() > SHOWN { "……" } else { "" };
    format!("{}{more}", ids[..ids.len().min(SHOWN)].join("、"))
}
