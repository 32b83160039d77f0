//! `fengong verify`: workbooks against the plan they were made from.

mod report;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::args::{PlanArgs, Shape, VerifyArgs};
use super::failure::{Failure, reason};
use super::folder::is_system_file;
use super::input::Input;
use super::inputs::Inputs;
use super::output;
use super::settings::Settings;
use crate::Error;
use crate::error::Exit;
use crate::pipeline::{self, Extraction};
use crate::proof::Reading;
use crate::verify::{Report, Workbook, verify};

/// Runs the command.
pub(crate) fn run(mut args: VerifyArgs) -> Result<Exit, Failure> {
    let plan = args.files.pop().unwrap_or_default();
    let books = workbooks(&args.files)?;
    let plan = Plan::read(plan, args.answer.annexes, Settings::load(&args.answer.reading)?)?;
    let mut run = Run {
        plan,
        again: Vec::new(),
        worst: Exit::Done,
        foreign: 0,
        said: None,
        reports: Vec::new(),
    };
    for book in &books {
        run.verify(book)?;
    }
    let several = books.len() > 1 || args.files.iter().any(|path| Path::new(path).is_dir());
    if run.reports.is_empty() && run.worst == Exit::Done {
        return Err(Failure::input(
            "没有找到本程序生成的工作簿。\n  请写工作簿（.xlsx）或 fengong build 写出的文件夹。",
        ));
    }
    run.say_the_rest();
    if !run.reports.is_empty() {
        let answer = match args.answer.format {
            Shape::Text => report::text(&run.reports, several),
            Shape::Json => report::json(&run.reports, several)?,
        };
        output::print(&answer)?;
    }
    if run.foreign > 0 {
        output::warn(&format!(
            "文件夹里有 {} 个工作簿不是本程序生成的，没有核验。",
            run.foreign
        ));
    }
    Ok(run.worst)
}

/// A workbook to verify.
struct Book {
    path: PathBuf,
    /// Found in a folder, where others may lie too.
    found: bool,
}

/// The workbooks named, and those in folders named, by name.
fn workbooks(typed: &[OsString]) -> Result<Vec<Book>, Failure> {
    let mut books = Vec::new();
    for typed in typed {
        let path = PathBuf::from(typed);
        if !path.is_dir() {
            books.push(Book { path, found: false });
            continue;
        }
        let mut found = Vec::new();
        let mut open = vec![path.clone()];
        while let Some(folder) = open.pop() {
            let entries = std::fs::read_dir(&folder)
                .map_err(|error| Failure::input(format!("打不开文件夹“{}”：{}。", folder.display(), reason(&error))))?;
            for entry in entries.flatten() {
                let (inside, kind) = (entry.path(), entry.file_type());
                if is_system_file(&entry.file_name().to_string_lossy()) {
                    continue;
                }
                // Not through links, which may lead in circles.
                if kind.is_ok_and(|kind| kind.is_dir()) {
                    open.push(inside);
                } else if inside
                    .extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
                {
                    found.push(inside);
                }
            }
        }
        if found.is_empty() {
            return Err(Failure::input(format!(
                "文件夹“{}”里没有工作簿（.xlsx）。\n  请写 fengong build 写出的文件夹，最后写原文。",
                path.display()
            )));
        }
        found.sort();
        books.extend(found.into_iter().map(|path| Book { path, found: true }));
    }
    Ok(books)
}

/// The plan as given, ready to be read in any way.
struct Plan {
    files: Vec<pipeline::Input>,
    settings: Settings,
    document: crate::source::Document,
}

impl Plan {
    fn read(plan: OsString, annexes: Vec<OsString>, settings: Settings) -> Result<Self, Failure> {
        let typed = PlanArgs {
            plans: vec![plan],
            annexes,
        };
        let inputs = Inputs::gather(&typed)?;
        let [input] = &inputs.plans[..] else {
            return Err(several());
        };
        if inputs.several {
            return Err(several());
        }
        let files = inputs.read(input)?;
        let document = match pipeline::decode_all(files.clone(), &settings.templates, &settings.options) {
            Err(Error::Unreadable { .. }) if input.name().to_lowercase().ends_with(".xlsx") => {
                return Err(Failure::usage(format!(
                    "最后要写原文，“{}”看来是工作簿。\n  用法：fengong verify <工作簿>... <文件>",
                    input.shown()
                )));
            }
            document => document?,
        };
        Ok(Plan {
            files,
            settings,
            document,
        })
    }

    /// The plan read as a workbook says it was.
    fn again(&self, reading: &Reading) -> Result<Extraction, String> {
        let mut options = self.settings.options.clone();
        reading.apply(&mut options.assemble);
        pipeline::extract_all(self.files.clone(), &self.settings.templates, &options).map_err(|error| error.to_string())
    }
}

fn several() -> Failure {
    Failure::usage("最后要写一份原文，不能是文件夹。\n  用法：fengong verify <工作簿>... <文件>")
}

/// A run over several workbooks.
struct Run {
    plan: Plan,
    /// The plan read again, once for each way of reading.
    again: Vec<(Reading, Result<Extraction, String>)>,
    worst: Exit,
    foreign: usize,
    /// The last complaint, without the name of the workbook, and how many others were the same.
    said: Option<(String, usize)>,
    reports: Vec<Report>,
}

impl Run {
    /// Verifies one workbook; one that cannot be opened does not stop the others.
    fn verify(&mut self, book: &Book) -> Result<(), Failure> {
        let verified = open(&book.path).and_then(|workbook| self.compare(&workbook));
        match verified {
            Ok(report) => {
                if !report.differences.is_empty() {
                    self.worst = self.worst.max(Exit::Findings);
                }
                self.reports.push(report);
                Ok(())
            }
            Err(Refusal::Foreign) if book.found => {
                self.foreign += 1;
                Ok(())
            }
            Err(refusal) => {
                let failure = refusal.failure(&book.path);
                self.worst = self.worst.max(failure.exit);
                self.complain(&book.path, &failure.message);
                Ok(())
            }
        }
    }

    /// Says why a workbook was not verified; of several in a row that were made from the same other plan, once.
    fn complain(&mut self, path: &Path, message: &str) {
        let about = message.replace(&path.display().to_string(), "");
        match &mut self.said {
            Some((said, same)) if *said == about => *same += 1,
            _ => {
                self.say_the_rest();
                output::complain(message);
                self.said = Some((about, 0));
            }
        }
    }

    fn say_the_rest(&mut self) {
        if let Some((_, same @ 1..)) = self.said.take() {
            output::complain(&format!("另有 {same} 个工作簿情形相同。"));
        }
    }

    fn compare(&mut self, workbook: &Workbook) -> Result<Report, Refusal> {
        let reading = &workbook.proof.reading;
        let at = match self.again.iter().position(|(known, _)| known == reading) {
            Some(at) => at,
            None => {
                self.again.push((reading.clone(), self.plan.again(reading)));
                self.again.len() - 1
            }
        };
        let again = self.again[at].1.as_ref().map_err(String::as_str);
        Ok(verify(workbook, &self.plan.document, again)?)
    }
}

/// Why a workbook is not verified.
enum Refusal {
    Foreign,
    Failure(Failure),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::NoProof { foreign: true, .. } => Refusal::Foreign,
            error => Refusal::Failure(Failure::from(error)),
        }
    }
}

impl Refusal {
    fn failure(self, path: &Path) -> Failure {
        match self {
            Refusal::Failure(failure) => failure,
            Refusal::Foreign => Failure::input(format!(
                "“{}”不是本程序生成的工作簿，或其中的核验数据已被删去。\n  请核验本程序生成的工作簿；从中复制出来的工作表没有核验数据。",
                path.display()
            )),
        }
    }
}

fn open(path: &Path) -> Result<Workbook, Refusal> {
    let input = Input::File(path.to_path_buf());
    let bytes = input.read().map_err(Refusal::Failure)?;
    Ok(Workbook::open(&path.display().to_string(), &bytes)?)
}
