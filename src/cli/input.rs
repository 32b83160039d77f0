//! Files in: the plans named on the command line, and what to say when one cannot be read.

use std::ffi::{OsStr, OsString};
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
}

impl Input {
    /// The inputs as typed; standard input can be read only once.
    pub(crate) fn all(typed: &[OsString]) -> Result<Vec<Input>, Failure> {
        let inputs: Vec<Input> = typed.iter().map(|name| Input::new(name)).collect();
        let stdins = inputs.iter().filter(|input| **input == Input::Stdin).count();
        if stdins > 1 {
            return Err(Failure::usage("“-”（标准输入）只能写一次。"));
        }
        Ok(inputs)
    }

    fn new(typed: &OsStr) -> Self {
        if typed == "-" {
            Input::Stdin
        } else {
            Input::File(PathBuf::from(typed))
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
        }
    }

    /// The path as typed, as messages show it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Input::Stdin => STDIN_NAME.to_string(),
            Input::File(path) => path.display().to_string(),
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
        }
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::input(folder(path)));
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
        message.push_str("\n  这里不支持通配符，请逐个写出文件名。");
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

fn folder(path: &Path) -> String {
    let mut message = format!("“{}”是文件夹，请写出其中的文件。", path.display());
    let files = similar::files_in(path);
    if let Some(first) = files.iter().find(|name| name.ends_with(".txt")).or(files.first()) {
        message.push_str(&format!("\n  例如：{}", path.join(first).display()));
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_read_once_and_a_file_may_be_called_dash() {
        assert!(Input::all(&["-".into(), "-".into()]).is_err());
        let inputs = Input::all(&["-".into(), "./-".into()]).unwrap();
        assert_eq!(inputs[0], Input::Stdin);
        assert_eq!(inputs[1].name(), "-");
    }
}
