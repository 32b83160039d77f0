//! `fengong check`: the findings, each with its line and a caret under the words meant.

use std::cmp::Reverse;

use super::args::CheckArgs;
use super::batch::{self, Tally};
use super::excerpt::{Width, excerpt};
use super::failure::Failure;
use super::input::Input;
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
    let inputs = Input::all(&args.plans.plans)?;
    let settings = Settings::load(&args.reading)?;
    let mut tally = Tally::new(inputs.len());
    let progress = Progress::new(inputs.len(), false);
    batch::in_order(
        &inputs,
        &progress,
        |input| {
            let (name, bytes) = (input.name(), input.read()?);
            let extraction = pipeline::extract(&name, bytes, &settings.templates, &settings.options)?;
            let counts = NoteCounts::of(&extraction.plan.notes);
            Ok((report(&input.shown(), &extraction, counts), counts))
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
    Ok(tally.exit())
}

fn exit_of(counts: NoteCounts, strict: bool) -> Exit {
    if counts.errors > 0 || (strict && counts.total() > 0) {
        Exit::Findings
    } else {
        Exit::Done
    }
}

fn report(shown: &str, extraction: &Extraction, counts: NoteCounts) -> String {
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
        report.push_str(&format!(
            "{shown}:{}: {}[{}] {}\n",
            note.line,
            note.severity.label(),
            note.code.as_str(),
            note.message
        ));
        let span = index.byte(text, note.span.start)..index.byte(text, note.span.end);
        report.push_str(&excerpt(text, span, note.line, Width::OF_THIS_SYSTEM));
        report.push('\n');
    }
    let levels = levels_in_words(&extraction.plan.levels);
    report.push_str(&format!("{shown}：层级：{levels}。\n"));
    match counts.total() {
        0 => report.push_str(&format!("{shown}：没有需要核对的地方。\n")),
        total => report.push_str(&format!("{shown}：共 {total} 条（{}）。\n", counts.words())),
    }
    report
}
