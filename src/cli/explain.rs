//! x
use super::args::ExplainArgs;
use super::failure::Failure;
use crate::error::Exit;
pub(crate) fn run(args: ExplainArgs) -> Result<Exit, Failure> {
    let _ = (args.plan, args.tasks, args.annexes, args.format, args.reading);
    Ok(Exit::Done)
}
