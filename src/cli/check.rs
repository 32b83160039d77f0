//! `fengong check`: the findings, each with its line and a caret under the words meant.

use std::cmp::Reverse;

use super::args::CheckArgs;
use super::batch::{self, Tally};
use super::excerpt::{Width, excerpt};
use super::failure::Failure;
use super::input::{Input, Inputs};
use super::output;
use super::progress::Progress;
use super::settings::Settings;
use super::show::NoteCounts;
use crate::error::Exit;
use crate::note::Note;
use crate::pipeline::{self, Extraction};
use crate::source::CharIndex;
use crate::view::levels_in_words;

/// Runs the command.
pub(crate) fn run(args: CheckArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::gather(&args.plans)?;
    let settings = Settings::load(&args.reading)?;
    let mut tally = Tally::new();
    let progress = Progress::new(inputs.plans.len(), false);
    batch::in_order(
        &inputs.plans,
        &progress,
        |input| {
            let extraction = pipeline::extract_all(inputs.read(input)?, &settings.templates, &settings.options)?;
            let counts = NoteCounts::of(&extraction.plan.notes);
            let files: Vec<String> = std::iter::once(input)
                .chain(&inputs.annexes)
                .map(Input::shown)
                .collect();
            Ok((report(&files, &extraction, counts), counts))
        },
        |input, checked| match checked {
            Ok((report, counts)) => {
                tally.done(exit_of(counts, args.strict));
                output::print(&report)
            }
            Err(failure) => {
                tally.failed(input, &failure);
                Ok(())
            }
        },
    )?;
    drop(progress);
    if let Some(line) = tally.line() {
        output::print(&line)?;
    }
    Ok(tally.finish())
}

fn exit_of(counts: NoteCounts, strict: bool) -> Exit {
    if counts.errors > 0 || (strict && counts.total() > 0) {
        Exit::Findings
    } else {
        Exit::Done
    }
}

/// The findings of one plan, read from `files`.
fn report(files: &[String], extraction: &Extraction, counts: NoteCounts) -> String {
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
