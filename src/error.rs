//! What stops the work: every error says what, where, and what to try. Wording is Chinese, for the clerk.

use thiserror::Error;

/// The work cannot go on. See [`Error::exit_code`] for the code of each kind.
#[derive(Debug, Error)]
pub enum Error {
    /// The input has no bytes, or nothing but white space.
    #[error("“{name}”是空文件，没有可读的文字。\n  请确认文件已完整保存或下载，再试一次。")]
    Empty {
        /// Name of the input as the user gave it.
        name: String,
    },
    /// The input is not text in any encoding this build reads.
    #[error("“{name}”不是可读的文本（{reason}）。\n  {advice}")]
    Unreadable {
        /// Name of the input as the user gave it.
        name: String,
        /// What was found instead, in words.
        reason: String,
        /// What to try.
        advice: String,
    },
    /// The text was read but holds no task.
    #[error(
        "“{name}”里没有找到任务（共 {lines} 行文字）。\n  {advice}；\n  用 fengong extract --format text 可查看读到的文字。"
    )]
    NoTasks {
        /// Name of the input as the user gave it.
        name: String,
        /// Number of lines of text read.
        lines: usize,
        /// What to try.
        advice: String,
    },
    /// The text carries a security marking (密级); the product refuses to process it.
    #[error(
        "“{name}”{place}有密级标志“{marking}”，已停止处理。\n  涉密文件请按保密规定在涉密计算机上处理；\n  确在涉密计算机上的，加 --allow-classified 继续，各表都会标明密级。"
    )]
    Classified {
        /// Name of the input as the user gave it.
        name: String,
        /// Where the marking stands, in words.
        place: String,
        /// The marking as written.
        marking: String,
    },
    /// A level or a section was chosen that this document does not have.
    #[error("{option} 的“{typed}”不对：{problem}。\n  {advice}")]
    Choice {
        /// The option as typed.
        option: &'static str,
        /// What was typed for it.
        typed: String,
        /// What is wrong with it.
        problem: String,
        /// What there is instead.
        advice: String,
    },
    /// A template file is wrong.
    #[error("模板文件 {file} 第 {line} 行有误：{message}")]
    Template {
        /// File name inside the templates folder.
        file: String,
        /// 1-based line.
        line: usize,
        /// What is wrong, naming the key.
        message: String,
    },
    /// A table the user gave beside the plan (a directory, a roster) is wrong.
    #[error("“{file}”{row}{message}")]
    UserTable {
        /// Name of the file.
        file: String,
        /// Which row, in words; empty for the whole file.
        row: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A workbook that should be verified cannot be: damaged, not the product's, or of another plan.
    #[error("“{file}”{message}")]
    NoProof {
        /// Name of the workbook.
        file: String,
        /// What is wrong and what to do.
        message: String,
        /// Whether it is a workbook, but not one of the product's.
        foreign: bool,
    },
    /// A form that came back cannot be taken: it was made from another plan, or from another version of it.
    #[error("“{file}”{message}")]
    Returned {
        /// Name of the file.
        file: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A `plan.json` that was corrected by hand is wrong.
    #[error("“{file}”不能用来生成：{place}{message}")]
    PlanJson {
        /// Name of the file.
        file: String,
        /// Where in the file, in words; may be empty.
        place: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// A workbook could not be composed.
    #[error("生成工作簿“{file}”失败：{message}")]
    Workbook {
        /// Name of the workbook.
        file: String,
        /// What the library said.
        message: String,
    },
}

/// Exit codes of the command line: the one table of them. The README prints it, a test compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done; findings are in the summary.
    Done = 0,
    /// Findings, where the user asked to be stopped by them.
    Findings = 1,
    /// Wrong use, a bad template or directory file, a returned form of another plan, a target folder that is not empty or a target file that is there.
    Usage = 2,
    /// The input cannot be read, or holds no task.
    Input = 3,
    /// The output cannot be written.
    Output = 4,
    /// Refused for a security marking.
    Classified = 5,
}

impl Exit {
    /// Every code, in order.
    pub const ALL: [Exit; 6] = [
        Exit::Done,
        Exit::Findings,
        Exit::Usage,
        Exit::Input,
        Exit::Output,
        Exit::Classified,
    ];

    /// The number the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What it means, for the help and the README.
    pub fn meaning(self) -> &'static str {
        match self {
            Exit::Done => "完成（核对提示见汇总）",
            Exit::Findings => "有核对提示：check 发现错误，加了 --strict 而有“注意”，或 verify 发现差异",
            Exit::Usage => "用法、层级或标题、模板、名册、回收的表不对，或要写到的地方已有文件",
            Exit::Input => "输入读不了，或其中没有任务",
            Exit::Output => "输出写不了",
            Exit::Classified => "有密级标志，没有加 --allow-classified，停止处理",
        }
    }
}

impl Error {
    /// What the command line ends with on this kind of error.
    pub fn exit(&self) -> Exit {
        match self {
            Error::Template { .. } | Error::UserTable { .. } | Error::Choice { .. } | Error::Returned { .. } => {
                Exit::Usage
            }
            Error::Empty { .. }
            | Error::Unreadable { .. }
            | Error::NoTasks { .. }
            | Error::NoProof { .. }
            | Error::PlanJson { .. } => Exit::Input,
            Error::Workbook { .. } => Exit::Output,
            Error::Classified { .. } => Exit::Classified,
        }
    }

    /// The number of [`Error::exit`].
    pub fn exit_code(&self) -> u8 {
        self.exit().code()
    }
}
