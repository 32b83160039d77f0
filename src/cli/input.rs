//! Files in: the plans named on the command line, and what to say when one cannot be read.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::args::PlanArgs;
use super::failure::{Failure, reason};
use super::folder::{self, Skipped};
use super::{output, similar};
use crate::pipeline;

/// How standard input is called where a file name is expected.
const STDIN_NAME: &str = "标准输入";

/// One plan to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// `-`.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A folder that gives no plan.
    Nothing {
        /// The folder.
        folder: PathBuf,
        /// What the user is told of it.
        why: String,
    },
}

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
}

impl Inputs {
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

impl Input {
    fn new(typed: &OsStr) -> Self {
        if typed == "-" {
            Input::Stdin
        } else {
            Input::File(PathBuf::from(typed))
        }
    }

    fn is_folder(&self) -> bool {
        matches!(self, Input::File(path) if path.is_dir())
    }

    /// What is the same for two ways of naming one file.
    fn identity(&self) -> PathBuf {
        match self {
            Input::Stdin => PathBuf::from("-"),
            // Without the file on disk the name is all there is; `./-` is a file, `-` is not.
            Input::File(path) => path.canonicalize().unwrap_or_else(|_| Path::new(".").join(path)),
            Input::Nothing { folder, .. } => folder.canonicalize().unwrap_or_else(|_| folder.clone()),
        }
    }

    /// The name given to the library: the file name without folders.
    pub(crate) fn name(&self) -> String {
        match self {
            Input::Stdin => STDIN_NAME.to_string(),
            Input::File(path) => path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            Input::Nothing { .. } => self.shown(),
        }
    }

    /// The path as typed, as messages show it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Input::Stdin => STDIN_NAME.to_string(),
            Input::File(path) | Input::Nothing { folder: path, .. } => path.display().to_string(),
        }
    }

    /// The bytes.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Failure> {
        match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                match io::stdin().lock().read_to_end(&mut bytes) {
                    Ok(_) => Ok(bytes),
                    Err(error) => Err(Failure::input(format!("读取标准输入失败：{}。", reason(&error)))),
                }
            }
            Input::File(path) => read_file(path),
            Input::Nothing { why, .. } => Err(Failure::input(why.as_str())),
        }
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    // Windows calls it a lack of rights.
    if path.is_dir() {
        return Err(Failure::input(format!("“{}”是文件夹，这里要写文件。", path.display())));
    }
    std::fs::read(path).map_err(|error| {
        Failure::input(match error.kind() {
            io::ErrorKind::NotFound => not_found(path),
            io::ErrorKind::PermissionDenied => format!(
                "没有权限读取“{}”。\n  请检查文件权限，或把文件复制到自己的文件夹再试。",
                path.display()
            ),
            _ => format!("读取“{}”失败：{}。", path.display(), reason(&error)),
        })
    })
}

fn not_found(path: &Path) -> String {
    let mut message = format!("找不到文件“{}”。", path.display());
    let name = path.to_string_lossy();
    if name.contains(['*', '?']) {
        message.push_str("\n  这里不支持通配符，请逐个写出文件名，或写出文件夹。");
        return message;
    }
    let near = similar::beside(path);
    if near.is_empty() {
        message.push_str("\n  请检查文件名和所在文件夹；文件名中有空格时，请用双引号括起来。");
    } else {
        message.push_str(&format!("\n  是不是：{}", near.join("、")));
    }
    message
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
