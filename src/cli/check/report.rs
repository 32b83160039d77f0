//! The findings of one plan for the screen.

use std::cmp::Reverse;

use crate::cli::excerpt::{Width, excerpt};
use crate::cli::show::NoteCounts;
use crate::note::Note;
use crate::pipeline::Extraction;
use crate::source::CharIndex;
use crate::view::levels_in_words;

/// The findings of one plan, read from `files`.
pub(super) fn report(files: &[String], extraction: &Extraction, counts: NoteCounts) -> String {
    let text = &extraction.document.text;
    let index = CharIndex::new(text);
    let mut notes: Vec<&Note> = extraction.plan.notes.iter().collect();
    notes.sort_by_key(|note| {
        (
            note.span.start,
            note.span.end,
            Reverse(note.severity),
            note.code.as_str(),
        )
    });
    let mut report = String::new();
    for note in notes {
        let (file, line) = extraction.plan.source.place(note.line);
        report.push_str(&format!(
            "{}:{line}: {}[{}] {}\n",
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
    let levels = levels_in_words(&extraction.plan.levels);
    report.push_str(&format!("{shown}：层级：{levels}。\n"));
    match counts.total() {
        0 => report.push_str(&format!("{shown}：没有需要核对的地方。\n")),
        total => report.push_str(&format!("{shown}：共 {total} 条（{}）。\n", counts.words())),
    }
    report
}

/// The first of many ids.
fn few(ids: &[String]) -> String {
    const SHOWN: usize = 10;
    let more = if ids.len() > SHOWN { "……" } else { "" };
    format!("{}{more}", ids[..ids.len().min(SHOWN)].join("、"))
}
