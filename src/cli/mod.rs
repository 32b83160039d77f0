//! The command line: what was typed → plain data (`args`) → values ready for use (`settings`, `input`) → one
//! command each (`build`, `extract`, `check`, `explain`, `review`, `verify`, `init`,
//! `manual`). Files, threads and the screen are only here.

mod args;
mod batch;
mod build;
mod check;
mod dates;
mod examples;
mod excerpt;
mod explain;
mod extract;
mod failure;
mod folder;
mod init;
mod input;
mod inputs;
mod manifest;
mod manual;
mod output;
mod progress;
mod publish;
mod review;
mod rows;
mod sets;
mod settings;
mod show;
mod similar;
mod usage;
mod verify;
mod wrap;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::error::Exit;
use args::{Cli, Task};
use failure::Failure;
use usage::Reply;

/// Bytes of stack for the threads that read files: what nests deep in a damaged PDF must end as an error of the file.
const STACK: usize = 64 << 20;

/// Runs the command line and gives the exit code: results on standard output, everything else on standard
/// error. The codes are those of [`Exit`].
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    keep_quiet();
    // A pool that is there already keeps its stacks.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let (copy, worker) = (args.clone(), std::thread::Builder::new().stack_size(STACK));
    let exit = match worker.spawn(move || work(copy)) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(_) => work(args),
    };
    ExitCode::from(exit.code())
}

fn work(args: Vec<OsString>) -> Exit {
    match dispatch(args) {
        Ok(exit) => exit,
        Err(failure) => {
            output::complain(&failure.to_string());
            failure.exit
        }
    }
}

/// A panic that is caught and told as an error of the file is not told twice.
fn keep_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::read::guard::is_guarded() {
            usual(panic);
        }
    }));
}

fn dispatch(args: impl IntoIterator<Item = OsString>) -> Result<Exit, Failure> {
    match args::parse(args) {
        Ok(Cli { command, .. }) => perform(command),
        Err(error) => answer(&error),
    }
}

fn perform(task: Task) -> Result<Exit, Failure> {
    match task {
        Task::Build(args) => build::run(args),
        Task::Extract(args) => extract::run(args),
        Task::Check(args) => check::run(args),
        Task::Explain(args) => explain::run(args),
        Task::Review(args) => review::run(args),
        Task::Verify(args) => verify::run(args),
        Task::Init { folder, set } => init::run(&folder, set),
        Task::Completions { shell } => manual::completions(shell),
        Task::Man => manual::man(),
        Task::Help { command } => match args::help(command.as_deref()) {
            Ok(help) => output::print(&help).map(|()| Exit::Done),
            Err(error) => answer(&error),
        },
    }
}

/// Help and version are asked for by what clap calls an error.
fn answer(error: &clap::Error) -> Result<Exit, Failure> {
    match usage::reply(error) {
        Reply::Asked(text) => output::print(&text).map(|()| Exit::Done),
        Reply::Mistake(failure) => Err(failure),
    }
}
