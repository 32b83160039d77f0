//! What may be typed: the arguments as plain data, nothing opened or checked yet. All help is Chinese; clap's
//! own English words are replaced here (headings, usage) and in `usage.rs` (errors).

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::examples::{
    AFTER_ALL, AFTER_BUILD, AFTER_CHECK, AFTER_COMPLETIONS, AFTER_EXPLAIN, AFTER_EXTRACT, AFTER_HELP, AFTER_INIT,
    AFTER_MAN, AFTER_REVIEW, AFTER_VERIFY,
};
use super::{dates, sets, wrap};
use crate::read;

const OPTIONS: &str = "选项";
const ARGUMENTS: &str = "参数";

/// Cells left for a line of help beside the names of the options.
const HELP_CELLS: usize = 45;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "fengong",
    bin_name = "fengong",
    version,
    about = "分工：读取工作要点，列出每项任务和文中写明的责任单位，生成责任分工表",
    long_about = None,
    override_usage = "fengong <命令> [选项]",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    help_template = TEMPLATE,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    next_help_heading = OPTIONS,
    term_width = 0
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Task,
    #[arg(short = 'h', long = "help", global = true, action = ArgAction::Help, display_order = 900, help = "显示帮助")]
    help: Option<bool>,
    #[arg(short = 'V', long = "version", action = ArgAction::Version, display_order = 901, help = "显示版本号")]
    version: Option<bool>,
}

/// One command with what was typed for it.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    #[command(about = "生成责任矩阵、任务台账和各部门任务清单", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong build [选项] <文件>...", after_help = AFTER_BUILD, next_help_heading = OPTIONS)]
    Build(BuildArgs),
    #[command(about = "输出提取结果：JSON、逐行 JSON、CSV 或解码后的文字", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong extract [选项] <文件>...", after_help = AFTER_EXTRACT, next_help_heading = OPTIONS)]
    Extract(ExtractArgs),
    #[command(about = "逐条列出需要人工核对的地方", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong check [选项] <文件>...", after_help = AFTER_CHECK, next_help_heading = OPTIONS)]
    Check(CheckArgs),
    #[command(about = "说明一项任务的每个数据出自原文哪里、按什么规则得来", long_about = None,
        help_template = TEMPLATE, override_usage = "fengong explain [选项] <文件> <任务>...",
        after_help = AFTER_EXPLAIN, next_help_heading = OPTIONS)]
    Explain(ExplainArgs),
    #[command(about = "写出核对用的网页：原文与任务、矩阵、提示对照着看", long_about = None,
        help_template = TEMPLATE, override_usage = "fengong review [选项] <文件>...",
        after_help = AFTER_REVIEW, next_help_heading = OPTIONS)]
    Review(ReviewArgs),
    #[command(about = "把工作簿逐格与原文对照，列出差异", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong verify [选项] <工作簿>... <文件>", after_help = AFTER_VERIFY,
        next_help_heading = OPTIONS)]
    Verify(VerifyArgs),
    #[command(about = "写出模板文件，供修改", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong init [选项] <文件夹>", after_help = AFTER_INIT, next_help_heading = OPTIONS)]
    Init {
        #[arg(value_name = "文件夹", help_heading = ARGUMENTS, help = "写到这个文件夹；没有时新建")]
        folder: PathBuf,
        #[arg(long, value_name = "样式", value_parser = sets::parse,
            help = "工作簿样式：区县（默认）、省市、简版、English")]
        set: Option<&'static str>,
    },
    #[command(about = "输出命令行补全脚本", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong completions <终端>", after_help = AFTER_COMPLETIONS, next_help_heading = OPTIONS)]
    Completions {
        #[arg(value_name = "终端", help_heading = ARGUMENTS, hide_possible_values = true,
            help = "终端种类：bash、zsh、fish、powershell、elvish")]
        shell: clap_complete::Shell,
    },
    #[command(about = "输出手册页（man 格式）", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong man", after_help = AFTER_MAN, next_help_heading = OPTIONS)]
    Man,
    #[command(about = "显示帮助", long_about = None, help_template = TEMPLATE,
        override_usage = "fengong help [命令]", after_help = AFTER_HELP, next_help_heading = OPTIONS)]
    Help {
        #[arg(value_name = "命令", help_heading = ARGUMENTS, help = "要查看的命令；不写时显示总的帮助")]
        command: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) plans: PlanArgs,
    #[arg(
        short = 'o',
        long = "output",
        value_name = "文件夹",
        help = "写到这个文件夹；不写时为当前文件夹下的“<标题>-责任分工”，有多份文件或文件夹时每份一个子文件夹"
    )]
    pub(crate) output: Option<PathBuf>,
    #[arg(
        long,
        help = "目标文件夹已有文件时也写入：替换本程序写过的文件，改过的另存保留，其他不动"
    )]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[arg(long, value_name = "日期", value_parser = dates::parse,
        help = "截至日期，如 2023-06-30，时限在此之前的列入核对；不写时不用电脑时钟代替")]
    pub(crate) as_of: Option<String>,
    #[arg(long, help = "另外给每家写一份征求意见表：现分工、建议修改、理由")]
    pub(crate) consult: bool,
    #[arg(
        long,
        help = "几份文件另外合成一份“汇总”：单位 × 文件矩阵、各单位的全部任务、行动对照"
    )]
    pub(crate) combine: bool,
    #[arg(long, help = "另外写一份时限日历（.ics），供 Outlook、手机日历导入")]
    pub(crate) ics: bool,
    #[arg(
        long,
        value_name = "格式",
        hide_possible_values = true,
        help = "另外给每家写一份交办函；目前只有 docx，按模板 cover.docx 填写（见 fengong init）"
    )]
    pub(crate) cover: Option<CoverFormat>,
    #[arg(
        long,
        value_name = "单位",
        help = "交办单位（发出、收回清单的办公室），写在各单位清单和交办单上"
    )]
    pub(crate) unit: Option<String>,
    #[arg(
        long,
        value_name = "联系人",
        help = "交办单位的联系人和电话，如 \"张三 12345678\"，写在各单位清单和交办单上"
    )]
    pub(crate) contact: Option<String>,
    #[arg(long, value_name = "日期", value_parser = dates::parse,
        help = "回复时限，如 2023-06-10，写在各单位清单、交办单、征求意见表和交办函上")]
    pub(crate) reply_by: Option<String>,
    #[arg(
        long,
        value_name = "样式",
        value_parser = sets::parse,
        help = "工作簿样式：区县（默认）、省市、简版、English；与 --templates 同用时，以模板文件夹里的 workbook.toml 为准"
    )]
    pub(crate) set: Option<&'static str>,
    #[arg(long, help = "照常写入，但有“错误”或“注意”时退出码为 1")]
    pub(crate) strict: bool,
    #[arg(short = 'q', long, help = "不显示汇总和进度，只显示错误")]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    pub(crate) plans: PlanArgs,
    #[arg(short = 'f', long, value_name = "格式", value_enum, default_value_t = Format::Json,
        hide_default_value = true, hide_possible_values = true,
        help = "json（默认）、jsonl、csv，或 text（解码后的文字，位置都以它计数）")]
    pub(crate) format: Format,
    #[arg(
        short = 'o',
        long = "output",
        value_name = "文件",
        help = "写到这个文件；不写时输出到屏幕"
    )]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) plans: PlanArgs,
    #[arg(long, help = "有“注意”时退出码也为 1")]
    pub(crate) strict: bool,
    #[arg(
        long,
        value_name = "类别",
        value_delimiter = ',',
        help = "只列这些类别，如 no-owner,unknown-unit；类别见 docs/findings.md"
    )]
    pub(crate) only: Vec<String>,
    #[arg(
        long,
        value_name = "类别",
        value_delimiter = ',',
        help = "不列这些类别，也不计入退出码"
    )]
    pub(crate) skip: Vec<String>,
    #[arg(short = 'f', long, value_name = "格式", value_enum, default_value_t = CheckFormat::Text,
        hide_default_value = true, hide_possible_values = true,
        help = "text（默认）、json，或 sarif（SARIF 2.1.0，供编辑器等显示）")]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How one plan is read, and in which form a question about it is answered.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    #[arg(
        long = "annex",
        value_name = "附件",
        help = "通知的附件在另一个文件里时，与通知合为一份；可写多次"
    )]
    pub(crate) annexes: Vec<OsString>,
    #[arg(short = 'f', long, value_name = "格式", value_enum, default_value_t = Shape::Text,
        hide_default_value = true, hide_possible_values = true, help = "text（默认）或 json")]
    pub(crate) format: Shape,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// `inflated=500`: a limit and its new value.
fn limit(typed: &str) -> Result<(String, usize), String> {
    let names: Vec<&str> = read::LIMIT_NAMES.iter().map(|(name, _)| *name).collect();
    let known = |name: &&str| names.contains(name);
    let parts = typed.split_once('=').filter(|(name, _)| known(name));
    let value = parts.and_then(|(name, value)| Some((name.to_string(), value.parse().ok()?)));
    value
        .filter(|(_, value)| *value > 0)
        .ok_or_else(|| format!("“{typed}”不对，要写成 名称=正整数，名称有 {}", names.join("、")))
}

/// What of tracked changes is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Changes {
    Accepted,
    Original,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[arg(value_name = "文件", help_heading = ARGUMENTS, help = "工作要点等文件；- 表示标准输入")]
    pub(crate) plan: OsString,
    #[arg(value_name = "任务", required = true, num_args = 1.., help_heading = ARGUMENTS,
        help = "任务编号、原编号或开头的文字，可写多个")]
    pub(crate) tasks: Vec<String>,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    pub(crate) plans: PlanArgs,
    #[arg(
        short = 'o',
        long = "output",
        value_name = "文件",
        help = "写到这个文件；不写时为当前文件夹下的“<标题>-核对页.html”，有多份文件时这里写文件夹；- 表示屏幕"
    )]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, help = "文件已存在时替换")]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[arg(short = 'q', long, help = "不显示汇总和进度，只显示错误")]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[arg(value_name = "工作簿", required = true, num_args = 2.., help_heading = ARGUMENTS,
        help = "先写工作簿（.xlsx）或放工作簿的文件夹，可写多个；最后写原文")]
    pub(crate) files: Vec<OsString>,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[arg(value_name = "文件", required = true, num_args = 1.., help_heading = ARGUMENTS,
        help = "工作要点等文件或文件夹，可写多个；- 表示标准输入")]
    pub(crate) plans: Vec<OsString>,
    #[arg(
        long = "annex",
        value_name = "附件",
        help = "通知的附件在另一个文件里时，与通知合为一份；可写多次"
    )]
    pub(crate) annexes: Vec<OsString>,
}

#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    #[arg(
        long,
        value_name = "文件夹",
        help = "用这个文件夹里的模板文件代替内置的（见 fengong init），没有的仍用内置的"
    )]
    pub(crate) templates: Option<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "本地单位名册（xlsx、csv、tsv）：单位名称、次序和联系人，见说明书"
    )]
    pub(crate) directory: Option<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "群体的成员名册（xlsx、csv 或 tsv，列为“群体”“成员单位”）：群体按名册展开，并标明“按名册”"
    )]
    pub(crate) roster: Option<PathBuf>,
    #[arg(
        long,
        value_name = "文件",
        help = "回收的表：填好的“待明确”“征求意见表”，或改过“分工明细”的工作簿，也可写放这些表的文件夹；据此调整分工并标明“调整”，可写多次"
    )]
    pub(crate) decisions: Vec<PathBuf>,
    #[arg(long, help = "未写明牵头单位时，推定列在首位的为牵头，并标明“推定”")]
    pub(crate) first_is_lead: bool,
    #[arg(
        long,
        value_name = "时限",
        hide_possible_values = true,
        help = "原文没有写时限的任务按此填，并标明“默认”；目前只有 year-end（计划年度末）"
    )]
    pub(crate) default_deadline: Option<DefaultDeadline>,
    #[arg(
        long,
        value_name = "层级",
        help = "任务是哪一级，如 一、 （一） 1. （1） ① 第一条 一是 段；下面各级并入该任务"
    )]
    pub(crate) task_level: Option<String>,
    #[arg(
        long,
        value_name = "层级",
        help = "行动（矩阵的栏）是哪一级标题，写法同上；再下面的标题只作说明"
    )]
    pub(crate) action_level: Option<String>,
    #[arg(
        long = "skip-section",
        value_name = "文字",
        help = "略过标题含这些文字（或序号为此）的一节，连同下面的内容；可写多次"
    )]
    pub(crate) skip_sections: Vec<String>,
    #[arg(
        long,
        value_name = "百分数",
        value_parser = clap::value_parser!(u8).range(1..=100),
        help = "一家单位的任务超过全部任务的百分之几时提示；不写时为 40"
    )]
    pub(crate) large_share: Option<u8>,
    #[arg(
        long,
        value_name = "取舍",
        value_enum,
        hide_possible_values = true,
        help = "文件有修订痕迹时读哪一种：accepted（接受修订后，默认）或 original（修订前）"
    )]
    pub(crate) changes: Option<Changes>,
    #[arg(
        long = "limit",
        value_name = "上限",
        value_parser = limit,
        help = "放宽或收紧读文件的上限，如 inflated=500（解压后 MB）、parts=、depth=、cells=、pages=；可写多次"
    )]
    pub(crate) limits: Vec<(String, usize)>,
    #[arg(long, help = "有密级标志也继续处理（只在涉密计算机上用），各表都标明密级")]
    pub(crate) allow_classified: bool,
}

/// The deadline of a task whose text says nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DefaultDeadline {
    /// 12-31 of the plan's year.
    YearEnd,
}

/// What letters are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoverFormat {
    /// Word.
    Docx,
}

/// What `extract` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Jsonl,
    Csv,
    Text,
}

/// How `explain` and `verify` answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    Text,
    Json,
}

/// How `check` shows findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}

/// The command with its help unbroken, for completions and the manual page.
pub(crate) fn command() -> Command {
    Cli::command().after_help(format!("{AFTER_ALL}{}", exit_codes()))
}

/// The command as it parses and prints help: long lines of help broken by width, since clap breaks at blanks
/// only and Chinese has none.
fn parser() -> Command {
    fn break_lines(arg: Arg) -> Arg {
        match arg.get_help().map(ToString::to_string) {
            Some(help) => arg.help(wrap::wrap(&help, HELP_CELLS)),
            None => arg,
        }
    }
    command()
        .mut_args(break_lines)
        .mut_subcommands(|sub| sub.mut_args(break_lines))
}

/// Parses what was typed.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&parser().try_get_matches_from(args)?)
}

/// The help of one command, or of the whole.
pub(crate) fn help(name: Option<&str>) -> Result<String, clap::Error> {
    let typed = ["fengong"].into_iter().chain(name).chain(["--help"]);
    match parser().try_get_matches_from(typed) {
        Err(help) if help.kind() == clap::error::ErrorKind::DisplayHelp => Ok(finish(&help.to_string())),
        Err(error) => Err(error),
        Ok(_) => Ok(String::new()),
    }
}

/// clap's help with the full-width colon after its headings and a line end.
pub(crate) fn finish(help: &str) -> String {
    let mut text = String::new();
    for line in help.trim_end().lines() {
        match line.strip_suffix(':') {
            Some(heading) if !heading.starts_with(' ') => text.push_str(&format!("{heading}：\n")),
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

fn exit_codes() -> String {
    let lines = crate::error::Exit::ALL.map(|exit| format!("  {}  {}", exit.code(), exit.meaning()));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        parser().debug_assert();
        command().debug_assert();
    }

    #[test]
    fn help_fits_80_cells_and_has_no_word_of_claps_own() {
        let names = [
            None,
            Some("build"),
            Some("extract"),
            Some("check"),
            Some("explain"),
            Some("review"),
            Some("verify"),
            Some("init"),
            Some("completions"),
            Some("man"),
            Some("help"),
        ];
        for name in names {
            let help = help(name).unwrap();
            assert!(help.contains("示例："), "{name:?} has no example");
            for line in help.lines() {
                assert!(line.width() <= 80, "{name:?}: {} cells: {line}", line.width());
            }
            for word in [
                "Usage",
                "Options",
                "Arguments",
                "Commands",
                "Print",
                "[default",
                "possible",
            ] {
                assert!(!help.contains(word), "{name:?}: {word}");
            }
        }
    }
}
