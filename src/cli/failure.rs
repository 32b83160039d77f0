//! What stops a command: the library's errors and those of files, each with what to try and an exit code.

use std::fmt;
use std::io;
use std::path::Path;

use crate::error::{Error, Exit};

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What the shell is told.
    pub(crate) exit: Exit,
    /// What the user is told; further lines say what to try.
    pub(crate) message: String,
}

impl Failure {
    /// Wrong use.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure {
            exit: Exit::Usage,
            message: message.into(),
        }
    }

    /// The input cannot be read.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Failure {
            exit: Exit::Input,
            message: message.into(),
        }
    }

    /// `target` cannot be written.
    pub(crate) fn output(target: &Path, error: &io::Error) -> Self {
        Failure {
            exit: Exit::Output,
            message: format!(
                "无法写入“{}”：{}。\n  {}",
                target.display(),
                reason(error),
                advice(error)
            ),
        }
    }

    /// Standard output cannot be written.
    pub(crate) fn screen(error: &io::Error) -> Self {
        Failure {
            exit: Exit::Output,
            message: format!("无法输出结果：{}。\n  {}", reason(error), advice(error)),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure {
            exit: error.exit(),
            message: error.to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

/// The system's error in Chinese; the system's own words where there is no better.
pub(crate) fn reason(error: &io::Error) -> String {
    if is_locked(error) {
        return "文件正被其他程序打开".to_string();
    }
    let words = match error.kind() {
        io::ErrorKind::NotFound => "路径不存在",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "同名文件已存在",
        io::ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹",
        io::ErrorKind::IsADirectory => "这是一个文件夹",
        io::ErrorKind::ReadOnlyFilesystem => "所在磁盘只读",
        io::ErrorKind::StorageFull => "磁盘空间不足",
        io::ErrorKind::QuotaExceeded => "磁盘配额已用完",
        io::ErrorKind::FileTooLarge => "文件过大",
        io::ErrorKind::InvalidFilename => "文件名不合要求或过长",
        io::ErrorKind::ResourceBusy => "文件正被占用",
        _ => return format!("系统提示：{error}"),
    };
    words.to_string()
}

fn advice(error: &io::Error) -> &'static str {
    if is_locked(error) {
        return "请关闭正在打开它的 Excel 或 WPS，再试一次。";
    }
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "请腾出空间，或用 -o 写到别的磁盘。",
        io::ErrorKind::ResourceBusy => "请关闭正在打开它的 Excel 或 WPS，再试一次。",
        _ => "请换一个位置（-o），或检查路径和权限。",
    }
}

/// Windows refuses to replace a file that a program holds open (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION).
fn is_locked(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}
