//! `fengong completions` and `fengong man`.

use std::io;

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args;
use super::failure::Failure;
use super::output;
use crate::error::Exit;

/// Prints the completion script for `shell`.
pub(crate) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "fengong", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints the manual page: one page for all commands.
pub(crate) fn man() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    render(&mut page).map_err(|error| Failure::screen(&error))?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

fn render(page: &mut Vec<u8>) -> io::Result<()> {
    let mut command = args::command();
    command.build();
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    Man::new(command.clone()).manual("分工").render_title(page)?;
    let mut head = Roff::new();
    // Chinese lines have few blanks to stretch: left-aligned, not justified.
    head.control("ad", ["l"]);
    head.control("SH", ["名称"]);
    head.text([roman(format!("fengong - {}", about(&command)))]);
    head.control("SH", ["用法"]);
    head.text([roman("fengong <命令> [选项]")]);
    head.to_writer(page)?;
    for sub in command.get_subcommands() {
        let mut section = Roff::new();
        section.control("SH", [format!("fengong {}", sub.get_name()).as_str()]);
        section.text([roman(about(sub))]);
        section.to_writer(page)?;
        // Its headings are those of the options, one level down here.
        let mut options = Vec::new();
        Man::new(sub.clone()).render_options_section(&mut options)?;
        page.extend(String::from_utf8_lossy(&options).replace(".SH ", ".SS ").into_bytes());
        verbatim(sub, page)?;
    }
    verbatim(&command, page)
}

/// Examples and exit codes, line by line as in the help.
fn verbatim(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let Some(text) = command.get_after_help().map(ToString::to_string) else {
        return Ok(());
    };
    let mut section = Roff::new();
    section.control("PP", []);
    section.control("nf", []);
    for line in text.lines() {
        section.text([roman(line)]);
    }
    section.control("fi", []);
    section.to_writer(page)
}
