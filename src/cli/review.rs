//! `fengong review`: a page for each plan that shows the text and what was found in it side by side.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::ReviewArgs;
use super::batch;
use super::failure::Failure;
use super::inputs::Inputs;
use super::output::{self, Sink};
use super::progress::Progress;
use super::settings::Settings;
use super::show::Figures;
use crate::error::Exit;
use crate::pipeline;
use crate::write::review_stem;

/// Runs the command.
pub(crate) fn run(args: ReviewArgs) -> Result<Exit, Failure> {
    let inputs = Inputs::gather(&args.plans)?;
    let to_screen = args.output.as_deref() == Some(Path::new("-"));
    if to_screen && inputs.several {
        return Err(Failure::usage(
            "“-o -”（输出到屏幕）只能与一份文件同用；有多份文件时，-o 后面写文件夹。",
        ));
    }
    let mut settings = Settings::load(&args.reading)?;
    settings.expect(&inputs)?;
    let beside = [args.reading.directory.as_deref(), args.reading.roster.as_deref()];
    let mut pages = Pages::new(args.output, inputs.several);
    let progress = Progress::new(inputs.plans.len(), args.quiet || to_screen);
    let tally = batch::each(
        &inputs,
        progress,
        args.quiet,
        |input| compose(inputs.read(input)?, &settings),
        |input, composed| {
            if to_screen {
                write(Sink::screen(), &composed.page)?;
                return Ok((String::new(), Exit::Done));
            }
            let path = pages.next(&composed.stem);
            inputs.refuse_as_output(&beside, &path)?;
            place(&path, &composed.page, args.force)?;
            Ok((summary(&input.shown(), &composed, &path, inputs.several), Exit::Done))
        },
    )?;
    tally.close(args.quiet)
}

/// A page, still in memory.
struct Composed {
    stem: String,
    figures: Figures,
    page: Vec<u8>,
}

fn compose(files: Vec<pipeline::Input>, settings: &Settings) -> Result<Composed, Failure> {
    let extraction = pipeline::extract_all(files, &settings.templates, &settings.options)?;
    Ok(Composed {
        stem: review_stem(&extraction.plan),
        figures: Figures::of(&extraction.plan),
        page: pipeline::review(&extraction, &settings.templates)?,
    })
}

/// Writes a page to `path`, whole or not at all.
fn place(path: &Path, page: &[u8], force: bool) -> Result<(), Failure> {
    if !force && std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file() || found.is_symlink()) {
        return Err(Failure::usage(format!(
            "“{}”已存在，没有写入。\n  要替换请加 --force，或用 -o 写到别的文件。",
            path.display()
        )));
    }
    let folder = output::parent(path);
    std::fs::create_dir_all(folder).map_err(|error| Failure::output(folder, &error))?;
    write(Sink::file(path)?, page)
}

fn write(mut sink: Sink, page: &[u8]) -> Result<(), Failure> {
    let written = sink.write_all(page);
    sink.finish(written)
}

fn summary(input: &str, composed: &Composed, path: &Path, several: bool) -> String {
    let (figures, path) = (&composed.figures, path.display());
    let size = composed.page.len().div_ceil(1024);
    if several {
        return format!("{input} → {path}（{size} KB）：{}\n", figures.words());
    }
    format!(
        "{}\n  {}\n  已写入“{path}”（{size} KB），用浏览器打开即可，不联网。\n",
        figures.title,
        figures.words()
    )
}

/// Which file each plan gets.
struct Pages {
    output: Option<PathBuf>,
    several: bool,
    /// In lower case: Windows and macOS take names that differ in case alone for one.
    given: BTreeSet<String>,
}

impl Pages {
    fn new(output: Option<PathBuf>, several: bool) -> Self {
        Pages {
            output,
            several,
            given: BTreeSet::new(),
        }
    }

    /// `-o` itself for a single plan, unless it is a folder; else a file named after the title, a second one of the
    /// same title in the same run with a number.
    fn next(&mut self, stem: &str) -> PathBuf {
        let folder = match &self.output {
            Some(output) if !self.several && !is_folder(output) => return output.clone(),
            Some(output) => output.clone(),
            None => PathBuf::new(),
        };
        let mut number = 1;
        loop {
            let count = if number == 1 {
                String::new()
            } else {
                format!("（{number}）")
            };
            let path = folder.join(format!("{stem}{count}.html"));
            if self.given.insert(path.to_string_lossy().to_lowercase()) {
                return path;
            }
            number += 1;
        }
    }
}

/// Whether `path` is a folder, or is written as one.
fn is_folder(path: &Path) -> bool {
    let ending = path.as_os_str().to_string_lossy();
    path.is_dir()
        || ending.ends_with('/')
        || (cfg!(windows) && ending.ends_with('\\'))
        || path.file_name() == Some(OsStr::new(".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plan_has_a_page_of_its_own() {
        let page =
            |output: Option<&str>, several, stem: &str| Pages::new(output.map(PathBuf::from), several).next(stem);
        assert_eq!(page(Some("页.html"), false, "要点-核对页"), PathBuf::from("页.html"));
        assert_eq!(
            page(Some("新/"), false, "要点-核对页"),
            PathBuf::from("新/要点-核对页.html")
        );
        assert_eq!(page(None, false, "要点-核对页"), PathBuf::from("要点-核对页.html"));
        let mut several = Pages::new(Some(PathBuf::from("out")), true);
        assert_eq!(several.next("a-核对页"), PathBuf::from("out/a-核对页.html"));
        assert_eq!(several.next("A-核对页"), PathBuf::from("out/A-核对页（2）.html"));
    }
}
