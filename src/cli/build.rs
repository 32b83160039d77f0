//! `fengong build`: the workbooks of every plan, each plan's in a folder of its own.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::args::BuildArgs;
use super::batch::{self, Tally};
use super::failure::Failure;
use super::input::Inputs;
use super::output;
use super::progress::Progress;
use super::publish;
use super::settings::Settings;
use super::show::{self, Figures};
use crate::error::Exit;
use crate::pipeline;
use crate::view::Heading;
use crate::write::{OutputFile, file_stem};

/// Runs the command.
pub(crate) fn run(args: BuildArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::gather(&args.plans)?;
    let mut settings = Settings::load_set(&args.reading, args.set)?;
    settings.options.assemble.as_of.clone_from(&args.as_of);
    settings.options.write.given = Heading {
        as_of: args.as_of,
        office: args.unit,
        contact: args.contact,
        reply_by: args.reply_by,
    };
    let mut folders = Folders::new(args.output, inputs.several);
    let mut tally = Tally::new();
    let progress = Progress::new(inputs.plans.len(), args.quiet);
    batch::in_order(
        &inputs.plans,
        &progress,
        |input| compose(inputs.read(input)?, &settings),
        |input, composed| {
            let shown = composed.and_then(|composed| {
                let folder = folders.next(&composed.stem);
                let published = publish::publish(&folder, &composed.files, args.force)?;
                let exit = exit_of(&composed.figures, args.strict);
                let shown = if inputs.several {
                    show::line(&input.shown(), &composed.figures, &folder, &published)
                } else {
                    show::summary(&composed.figures, &folder, &composed.files, &published)
                };
                Ok((shown, exit))
            });
            match shown {
                Ok((summary, exit)) => {
                    tally.done(exit);
                    if args.quiet { Ok(()) } else { output::print(&summary) }
                }
                Err(failure) => {
                    tally.failed(input, &failure);
                    Ok(())
                }
            }
        },
    )?;
    drop(progress);
    if let (Some(line), false) = (tally.line(), args.quiet) {
        output::print(&line)?;
    }
    Ok(tally.finish())
}

fn exit_of(figures: &Figures, strict: bool) -> Exit {
    if strict && figures.notes.to_look_at() > 0 {
        Exit::Findings
    } else {
        Exit::Done
    }
}

/// Everything written for one plan, still in memory.
struct Composed {
    stem: String,
    figures: Figures,
    files: Vec<OutputFile>,
}

fn compose(files: Vec<pipeline::Input>, settings: &Settings) -> Result<Composed, Failure> {
    let extraction = pipeline::extract_all(files, &settings.templates, &settings.options)?;
    let files = pipeline::build(&extraction, &settings.templates, &settings.options)?;
    Ok(Composed {
        stem: file_stem(&extraction.plan),
        figures: Figures::of(&extraction.plan),
        files,
    })
}

/// Which folder each plan gets.
struct Folders {
    base: Option<PathBuf>,
    several: bool,
    /// In lower case: Windows and macOS take names that differ in case alone for one.
    given: BTreeSet<String>,
}

impl Folders {
    fn new(base: Option<PathBuf>, several: bool) -> Self {
        Folders {
            base,
            several,
            given: BTreeSet::new(),
        }
    }

    /// `-o` itself for a single plan, else a folder named after the title; a second plan of the same title in
    /// the same run gets a number.
    fn next(&mut self, stem: &str) -> PathBuf {
        let base = match (&self.base, self.several) {
            (Some(base), false) => return base.clone(),
            (Some(base), true) => base.clone(),
            (None, _) => PathBuf::new(),
        };
        let mut number = 1;
        loop {
            let count = if number == 1 {
                String::new()
            } else {
                format!("（{number}）")
            };
            let folder = base.join(format!("{stem}{count}"));
            if self.given.insert(folder.to_string_lossy().to_lowercase()) {
                return folder;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_has_a_folder_of_its_own() {
        let mut one = Folders::new(Some(PathBuf::from("out")), false);
        assert_eq!(one.next("要点-责任分工"), PathBuf::from("out"));
        let mut several = Folders::new(Some(PathBuf::from("out")), true);
        assert_eq!(several.next("要点-责任分工"), PathBuf::from("out/要点-责任分工"));
        assert_eq!(several.next("要点-责任分工"), PathBuf::from("out/要点-责任分工（2）"));
        assert_eq!(several.next("a要点"), PathBuf::from("out/a要点"));
        assert_eq!(several.next("A要点"), PathBuf::from("out/A要点（2）"));
        let mut here = Folders::new(None, false);
        assert_eq!(here.next("要点-责任分工"), PathBuf::from("要点-责任分工"));
    }
}
