//! `fengong build`: the workbooks of every plan, each plan's in a folder of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::BuildArgs;
use super::batch;
use super::failure::Failure;
use super::inputs::Inputs;
use super::output;
use super::progress::Progress;
use super::publish;
use super::settings::Settings;
use super::show::{self, Figures};
use crate::error::Exit;
use crate::pipeline;
use crate::view::{Digest, Heading};
use crate::write::{self, OutputFile, file_stem};

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
    settings.options.write.consult = args.consult;
    settings.options.write.ics = args.ics;
    if args.cover.is_some() {
        settings.options.write.cover = Some(settings.templates.cover.clone());
    }
    settings.expect(&inputs)?;
    if args.combine && !inputs.several {
        return Err(Failure::usage(
            "--combine 是把几份文件合在一起，这里只有一份。\n  请写出几份文件，或放着几份文件的文件夹。",
        ));
    }
    let base = args.output.clone().unwrap_or_default();
    let mut folders = Folders::new(args.output, inputs.several);
    let mut digests = Vec::new();
    let progress = Progress::new(inputs.plans.len(), args.quiet);
    let tally = batch::each(
        &inputs,
        progress,
        args.quiet,
        |input| compose(inputs.read(input)?, &settings, args.combine),
        |input, mut composed| {
            let folder = folders.next(&composed.stem);
            let published = publish::publish(&folder, &composed.files, args.force)?;
            digests.extend(composed.digest.take());
            let exit = exit_of(&composed.figures, args.strict);
            let shown = if inputs.several {
                show::line(&input.shown(), &composed.figures, &folder, &published)
            } else {
                show::summary(&composed.figures, &folder, &composed.files, &published)
            };
            Ok((shown, exit))
        },
    )?;
    if args.combine && tally.any_done() {
        let name = settings.templates.workbook.combined_name();
        let folder = folders.next_in(&base, name);
        let file = write::combined(&digests, &settings.templates.workbook)?;
        let published = publish::publish(&folder, std::slice::from_ref(&file), args.force)?;
        if !args.quiet {
            output::print(&show::combined(digests.len(), &folder, &file, &published))?;
        }
    }
    tally.close(args.quiet)
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
    /// What goes into 汇总.
    digest: Option<Digest>,
}

fn compose(files: Vec<pipeline::Input>, settings: &Settings, combine: bool) -> Result<Composed, Failure> {
    let extraction = pipeline::extract_all(files, &settings.templates, &settings.options)?;
    let files = pipeline::build(&extraction, &settings.templates, &settings.options)?;
    Ok(Composed {
        stem: file_stem(&extraction.plan, &settings.templates.workbook),
        figures: Figures::of(&extraction.plan),
        files,
        digest: combine.then(|| {
            let templates = &settings.templates;
            Digest::of(&extraction.plan, &templates.workbook.words, &templates.directory)
        }),
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
        match (&self.base, self.several) {
            (Some(base), false) => base.clone(),
            (Some(base), true) => self.next_in(&base.clone(), stem),
            (None, _) => self.next_in(Path::new(""), stem),
        }
    }

    /// A folder in `base` that no plan of this run has.
    fn next_in(&mut self, base: &Path, stem: &str) -> PathBuf {
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
