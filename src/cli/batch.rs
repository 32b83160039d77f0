//! Several plans: worked on by all cores, handed on in the order typed.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use unicode_width::UnicodeWidthStr;

use super::failure::Failure;
use super::input::Input;
use super::inputs::Inputs;
use super::output;
use super::progress::Progress;
use crate::error::Exit;

/// Does `work` for every input and hands each result to `then`, in the order of the inputs. As many plans are held
/// in memory as there are cores, and the one being handed on, no more. Stops when `then` cannot go on.
pub(crate) fn in_order<T: Send, E>(
    inputs: &[Input],
    progress: &Progress,
    work: impl Fn(&Input) -> Result<T, Failure> + Sync,
    mut then: impl FnMut(&Input, Result<T, Failure>) -> Result<(), E>,
) -> Result<(), E> {
    let one = |input: &Input| {
        // A fault of the program in one plan must not take the others with it.
        let result = catch_unwind(AssertUnwindSafe(|| work(input))).unwrap_or_else(|_| Err(fault(input)));
        progress.step();
        result
    };
    if let [input] = inputs {
        return then(input, one(input));
    }
    let (done, results) = mpsc::channel();
    rayon::in_place_scope(|scope| {
        let start = |at: usize| {
            let (done, one) = (done.clone(), &one);
            // Nobody listens any more when `then` has given up.
            scope.spawn(move |_| _ = done.send((at, one(&inputs[at]))));
        };
        let at_once = rayon::current_num_threads();
        (0..inputs.len().min(at_once)).for_each(start);
        let mut early = BTreeMap::new();
        for (at, input) in inputs.iter().enumerate() {
            let result = loop {
                match early.remove(&at) {
                    Some(result) => break result,
                    None => match results.recv() {
                        Ok((ready, result)) => early.insert(ready, result),
                        Err(_) => return Ok(()),
                    },
                };
            };
            if at + at_once < inputs.len() {
                start(at + at_once);
            }
            progress.suspend(|| then(input, result))?;
        }
        Ok(())
    })
}

/// Does `work` for every plan on all cores and `finish` in the order typed, which gives what to tell of the plan and
/// its exit code; a plan that cannot be done stops no other. Ends with a line for several plans.
pub(crate) fn each<T: Send>(
    inputs: &Inputs,
    progress: Progress,
    quiet: bool,
    work: impl Fn(&Input) -> Result<T, Failure> + Sync,
    mut finish: impl FnMut(&Input, T) -> Result<(String, Exit), Failure>,
) -> Result<Tally, Failure> {
    let mut tally = Tally::new();
    in_order(&inputs.plans, &progress, work, |input, done| {
        match done.and_then(|done| finish(input, done)) {
            Ok((summary, exit)) => {
                tally.done(exit);
                if quiet { Ok(()) } else { output::print(&summary) }
            }
            Err(failure) => {
                tally.failed(input, &failure);
                Ok(())
            }
        }
    })?;
    Ok(tally)
}

fn fault(input: &Input) -> Failure {
    Failure::input(format!(
        "处理“{}”时程序出错。\n  这是程序的缺陷，请把这份文件报告给开发者。",
        input.shown()
    ))
}

/// How a run over several plans has gone so far.
#[derive(Debug)]
pub(crate) struct Tally {
    done: usize,
    failures: Vec<(String, String)>,
    worst: Exit,
}

impl Tally {
    /// Nothing done yet.
    pub(crate) fn new() -> Self {
        Tally {
            done: 0,
            failures: Vec::new(),
            worst: Exit::Done,
        }
    }

    /// A plan is done, with this to say about it.
    pub(crate) fn done(&mut self, exit: Exit) {
        self.done += 1;
        self.worst = self.worst.max(exit);
    }

    /// A plan could not be done: the others go on. The user is told at the end, where hundreds of lines of the others
    /// do not bury it.
    pub(crate) fn failed(&mut self, input: &Input, failure: &Failure) {
        self.worst = self.worst.max(failure.exit);
        self.failures.push((input.shown(), failure.message.clone()));
    }

    /// Whether any plan was done.
    pub(crate) fn any_done(&self) -> bool {
        self.done > 0
    }

    /// The line for several plans on the screen, and the end of the run.
    pub(crate) fn close(self, quiet: bool) -> Result<Exit, Failure> {
        if let (Some(line), false) = (self.line(), quiet) {
            output::print(&line)?;
        }
        Ok(self.finish())
    }

    /// One line for several plans, none for one, though it came from a folder.
    pub(crate) fn line(&self) -> Option<String> {
        let (done, failed) = (self.done, self.failures.len());
        (done + failed > 1).then(|| format!("共 {} 份文件：完成 {done} 份，未完成 {failed} 份。\n", done + failed))
    }

    /// The end of the run: what of several plans was not done, and the code of the worst.
    pub(crate) fn finish(self) -> Exit {
        match &self.failures[..] {
            [] => {}
            [(_, message)] if self.done == 0 => output::complain(message),
            failures => output::complain(&listed(failures)),
        }
        self.worst
    }
}

/// Cells of a path beyond which its reason begins on the next line.
const WIDEST_PATH: usize = 40;

/// Paths and reasons in two columns; advice that is the same for several stands at the first.
fn listed(failures: &[(String, String)]) -> String {
    let widths = failures.iter().map(|(path, _)| path.width());
    let column = widths.filter(|width| *width <= WIDEST_PATH).max().unwrap_or(0);
    let mut text = format!("未完成的 {} 份：", failures.len());
    let mut said: Vec<&str> = Vec::new();
    for (path, message) in failures {
        let (reason, advice) = message.split_once('\n').unwrap_or((message, ""));
        let indent = " ".repeat(column + 4);
        text.push_str(&format!("\n  {path}"));
        match column.checked_sub(path.width()) {
            Some(room) => text.push_str(&format!("{}  {reason}", " ".repeat(room))),
            None => text.push_str(&format!("\n{indent}{reason}")),
        }
        if !advice.is_empty() && !said.contains(&advice) {
            advice
                .lines()
                .for_each(|line| text.push_str(&format!("\n{indent}{}", line.trim_start())));
            said.push(advice);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_stand_in_two_columns_and_advice_once() {
        let long = "夹".repeat(30);
        let failures = [
            ("甲.txt".to_string(), "是空文件。\n  请再试。".to_string()),
            ("夹/乙.txt".to_string(), "是空文件。\n  请再试。".to_string()),
            (long.clone(), "找不到。".to_string()),
        ];
        assert_eq!(
            listed(&failures),
            format!(
                "未完成的 3 份：\n  甲.txt     是空文件。\n             请再试。\n  夹/乙.txt  是空文件。\n  {long}\n             找不到。"
            )
        );
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs_and_a_fault_stops_nothing() {
        let inputs: Vec<Input> = (0..50).map(|at: u32| Input::File(at.to_string().into())).collect();
        let progress = Progress::new(inputs.len(), true);
        let mut seen = Vec::new();
        let work = |input: &Input| {
            if input.name() == "7" {
                // As a fault of the program would, without its message among those of the tests.
                std::panic::resume_unwind(Box::new(()));
            }
            Ok(input.name())
        };
        let all = in_order(&inputs, &progress, work, |input, result| {
            seen.push(input.name());
            assert_eq!(result.is_err(), input.name() == "7");
            Ok::<(), ()>(())
        });
        assert_eq!(all, Ok(()));
        assert_eq!(seen, (0..50).map(|at: u32| at.to_string()).collect::<Vec<_>>());
        let mut handed = 0;
        let stopped = in_order(&inputs, &progress, work, |_, _| {
            handed += 1;
            if handed == 3 { Err(()) } else { Ok(()) }
        });
        assert_eq!((stopped, handed), (Err(()), 3));
    }
}
