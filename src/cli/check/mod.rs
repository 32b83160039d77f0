//! `fengong check`: the findings, each with its line and a caret under the words meant, or as JSON or SARIF.

mod choice;
mod report;
mod sarif;

use std::path::Path;

use serde::Serialize;

use super::args::{CheckArgs, CheckFormat};
use super::batch::{self, Tally};
use super::failure::Failure;
use super::input::Input;
use super::inputs::Inputs;
use super::output;
use super::progress::Progress;
use super::settings::Settings;
use super::show::NoteCounts;
use crate::error::Exit;
use crate::note::{Code, Note};
use crate::pipeline;

use choice::Choice;

/// The findings of one plan, ready to be shown.
enum Checked {
    /// As the screen shows them.
    Text(String),
    /// As data.
    Json(PlanFindings),
    /// As results of a SARIF run.
    Sarif(Vec<sarif::SarifResult>),
}

/// The findings of one plan as data.
#[derive(Debug, Serialize)]
struct PlanFindings {
    /// The files it was read from, as typed.
    files: Vec<String>,
    /// Title of the plan.
    title: String,
    findings: Vec<Note>,
}

/// Runs the command.
pub(crate) fn run(args: CheckArgs) -> Result<Exit, Failure> {
    let choice = Choice::of(&args.only, &args.skip)?;
    let inputs = Inputs::gather(&args.plans)?;
    let mut settings = Settings::load(&args.reading)?;
    settings.expect(&inputs)?;
    let mut tally = Tally::new();
    let (mut plans, mut results) = (Vec::new(), Vec::new());
    let progress = Progress::new(inputs.plans.len(), false);
    batch::in_order(
        &inputs.plans,
        &progress,
        |input| {
            let mut extraction = pipeline::extract_all(inputs.read(input)?, &settings.templates, &settings.options)?;
            extraction.plan.notes.retain(|note| choice.shows(note.code));
            let counts = NoteCounts::of(&extraction.plan.notes);
            let files: Vec<String> = std::iter::once(input)
                .chain(&inputs.annexes)
                .map(Input::shown)
                .collect();
            let checked = match args.format {
                CheckFormat::Text => Checked::Text(report::report(
                    &files,
                    &extraction,
                    counts,
                    choice.shows(Code::DoubtfulOwner),
                )),
                CheckFormat::Json => Checked::Json(PlanFindings {
                    files,
                    title: extraction.plan.title,
                    findings: extraction.plan.notes,
                }),
                CheckFormat::Sarif => Checked::Sarif(sarif::results(&files, &extraction)),
            };
            Ok((checked, counts))
        },
        |input, checked| match checked {
            Ok((checked, counts)) => {
                tally.done(exit_of(counts, args.strict));
                match checked {
                    Checked::Text(report) => output::print(&report)?,
                    Checked::Json(plan) => plans.push(plan),
                    Checked::Sarif(mut more) => results.append(&mut more),
                }
                Ok::<(), Failure>(())
            }
            Err(failure) => {
                tally.failed(input, &failure);
                Ok(())
            }
        },
    )?;
    drop(progress);
    match args.format {
        CheckFormat::Text => {
            if let Some(line) = tally.line() {
                output::print(&line)?;
            }
        }
        // One plan is an object, several are an array, as `extract` gives them.
        CheckFormat::Json => match &plans[..] {
            [plan] if !inputs.several => print_json(plan)?,
            plans => print_json(&plans)?,
        },
        CheckFormat::Sarif => print_json(&sarif::log(results))?,
    }
    Ok(tally.finish())
}

fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut json =
        serde_json::to_string_pretty(value).map_err(|error| Failure::output(Path::new("-"), &error.into()))?;
    json.push('\n');
    output::print(&json)
}

fn exit_of(counts: NoteCounts, strict: bool) -> Exit {
    if counts.errors > 0 || (strict && counts.to_look_at() > 0) {
        Exit::Findings
    } else {
        Exit::Done
    }
}
