//! clap's errors in Chinese, from their kind and context; clap's own English text is never shown.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::args;
use super::failure::Failure;

/// What to show for an error of the command line.
pub(crate) enum Reply {
    /// Asked for (help, version): to standard output, a success.
    Asked(String),
    /// A mistake.
    Mistake(Failure),
}

/// Renders `error`.
pub(crate) fn reply(error: &Error) -> Reply {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Reply::Asked(args::finish(&error.to_string())),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Reply::Mistake(Failure::usage(format!(
            "没有写命令。\n\n{}",
            args::finish(&error.to_string()).trim_end()
        ))),
        _ => Reply::Mistake(Failure::usage(format!("{}{}", mistake(error), hints(error)))),
    }
}

fn mistake(error: &Error) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面缺少内容{}", choices(error)),
        ErrorKind::InvalidValue => format!("{arg} 不能是“{value}”{}", choices(error)),
        ErrorKind::ValueValidation => format!("{arg} 的值“{value}”不对{}", source(error)),
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项或参数"),
        ErrorKind::InvalidSubcommand => unknown_command(&text(error, ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "没有写命令".to_string(),
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict => conflict(&arg, &text(error, ContextKind::PriorArg)),
        ErrorKind::NoEquals => format!("{arg} 与内容之间要写等号"),
        ErrorKind::TooManyValues => format!("{arg} 后面多了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{arg} 后面的内容个数不对"),
        ErrorKind::InvalidUtf8 => "参数里有无法识别的字符".to_string(),
        _ => "命令写得不对".to_string(),
    }
}

fn unknown_command(name: &str) -> String {
    if Path::new(name).exists() {
        return format!("没有“{name}”这个命令；它是一个文件，要生成责任分工表请写：\n  fengong build \"{name}\"");
    }
    format!("没有“{name}”这个命令")
}

fn conflict(arg: &str, prior: &str) -> String {
    if prior.is_empty() || arg == prior {
        format!("{arg} 只能写一次")
    } else {
        format!("{arg} 不能与 {prior} 同时使用")
    }
}

fn choices(error: &Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => format!("，可以是：{}", values.join("、")),
        _ => String::new(),
    }
}

fn source(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(String::new, |source| format!("：{source}"))
}

/// What was probably meant, and where to read on.
fn hints(error: &Error) -> String {
    let mut hints = String::new();
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        let meant = text(error, kind);
        if !meant.is_empty() {
            hints.push_str(&format!("\n  是不是：{meant}"));
        }
    }
    if hints.is_empty()
        && error.kind() == ErrorKind::UnknownArgument
        && text(error, ContextKind::InvalidArg).starts_with('-')
    {
        hints.push_str("\n  文件名以 - 开头时，请在前面加 ./");
    }
    let usage = text(error, ContextKind::Usage);
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        hints.push_str(&format!("\n\n用法：{usage}"));
    }
    hints.push_str("\n更多说明：fengong help");
    hints
}

/// A value of the context, several joined; empty when there is none.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(values)) => values.join("、"),
        Some(ContextValue::None) | None => String::new(),
        Some(value) => value.to_string(),
    }
}
