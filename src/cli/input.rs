//! One file to read, and what to say when it cannot be read.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::failure::{Failure, reason};
use super::similar;

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

impl Input {
    /// What was typed; `-` is standard input.
    pub(super) fn new(typed: &OsStr) -> Self {
        if typed == "-" {
            Input::Stdin
        } else {
            Input::File(PathBuf::from(typed))
        }
    }

    /// Whether it is a folder, whose plans are meant.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self, Input::File(path) if path.is_dir())
    }

    /// What is the same for two ways of naming one file.
    pub(super) fn identity(&self) -> PathBuf {
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
