//! Everything named on the command line: files, and the plans in folders.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::PlanArgs;
use super::failure::Failure;
use super::folder::{self, Skipped};
use super::input::Input;
use super::output;
use crate::pipeline;

/// Everything named on the command line.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// The plans in the order typed, those of a folder by name; none twice.
    pub(crate) plans: Vec<Input>,
    /// Files that belong to the only plan.
    pub(crate) annexes: Vec<Input>,
    /// Whether results are shown as those of several plans. A folder with one plan is several: what comes out must
    /// not change its shape with the number of files found.
    pub(crate) several: bool,
}

impl Inputs {
    /// Finds the plans; says on standard error what it passed over in folders.
    pub(crate) fn gather(args: &PlanArgs) -> Result<Self, Failure> {
        let stdins = args.plans.iter().chain(&args.annexes).filter(|name| *name == "-");
        if stdins.count() > 1 {
            return Err(Failure::usage("“-”（标准输入）只能写一次。"));
        }
        let typed: Vec<Input> = args.plans.iter().map(|name| Input::new(name)).collect();
        let several = typed.len() > 1 || typed.iter().any(Input::is_folder);
        let annexes = annexes(args, several)?;
        let mut seen = HashSet::new();
        let mut plans = Vec::with_capacity(typed.len());
        let mut skipped = Skipped::default();
        for input in typed {
            let found = match &input {
                Input::File(path) if path.is_dir() => {
                    let listing = folder::list(path);
                    skipped.add(listing.skipped);
                    listing.inputs
                }
                _ => vec![input],
            };
            plans.extend(found.into_iter().filter(|input| seen.insert(input.identity())));
        }
        let skipped = skipped.words();
        if !skipped.is_empty() {
            output::warn(&format!("文件夹里没有读的：{skipped}。"));
        }
        Ok(Inputs {
            plans,
            annexes,
            several,
        })
    }

    /// `-o` onto a plan itself, or onto a file given beside it, would destroy it.
    pub(crate) fn refuse_as_output(&self, beside: &[Option<&Path>], output: &Path) -> Result<(), Failure> {
        let Ok(output) = output.canonicalize() else {
            return Ok(());
        };
        let same = |input: &&Input| match input {
            Input::File(path) => path.canonicalize().is_ok_and(|path| path == output),
            Input::Stdin | Input::Nothing { .. } => false,
        };
        let beside: Vec<Input> = beside
            .iter()
            .flatten()
            .map(|path| Input::File(path.to_path_buf()))
            .collect();
        match self.plans.iter().chain(&self.annexes).chain(&beside).find(same) {
            Some(input) => Err(Failure::usage(format!(
                "输出文件“{}”就是要读取的文件，没有写入。\n  请用 -o 写到别的文件。",
                input.shown()
            ))),
            None => Ok(()),
        }
    }

    /// The files of one of the plans: its own, and the annexes.
    pub(crate) fn read(&self, plan: &Input) -> Result<Vec<pipeline::Input>, Failure> {
        let files = std::iter::once(plan).chain(&self.annexes);
        files
            .map(|file| {
                let (name, bytes) = (file.name(), file.read()?);
                Ok(pipeline::Input { name, bytes })
            })
            .collect()
    }
}

/// The files named with `--annex`.
fn annexes(args: &PlanArgs, several: bool) -> Result<Vec<Input>, Failure> {
    if !args.annexes.is_empty() && several {
        return Err(Failure::usage(
            "--annex 只能与一份文件同用：先写通知，再用 --annex 写它的附件。\n  附件有几个文件时，--annex 可以写几次。",
        ));
    }
    let mut seen: HashSet<PathBuf> = args.plans.iter().map(|name| Input::new(name).identity()).collect();
    let mut annexes = Vec::with_capacity(args.annexes.len());
    for name in &args.annexes {
        let annex = Input::new(name);
        if annex.is_folder() {
            return Err(Failure::usage(format!(
                "--annex 后面要写文件，“{}”是文件夹。\n  附件有几个文件时，--annex 可以写几次。",
                annex.shown()
            )));
        }
        if !seen.insert(annex.identity()) {
            return Err(Failure::usage(format!("“{}”写了两次。", annex.shown())));
        }
        annexes.push(annex);
    }
    Ok(annexes)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn gather(plans: &[&str], annexes: &[&str]) -> Result<Inputs, Failure> {
        let typed = |names: &[&str]| names.iter().map(OsString::from).collect();
        Inputs::gather(&PlanArgs {
            plans: typed(plans),
            annexes: typed(annexes),
        })
    }

    #[test]
    fn standard_input_is_read_once_and_a_file_may_be_called_dash() {
        assert!(gather(&["-", "-"], &[]).is_err() && gather(&["-"], &["-"]).is_err());
        let inputs = gather(&["-", "./-"], &[]).unwrap();
        assert_eq!(inputs.plans[0], Input::Stdin);
        assert_eq!(inputs.plans[1].name(), "-");
    }

    #[test]
    fn a_file_typed_twice_is_one_plan() {
        assert_eq!(gather(&["无.txt", "./无.txt", "无2.txt"], &[]).unwrap().plans.len(), 2);
        assert!(gather(&["无.txt"], &["无.txt"]).is_err());
    }
}
