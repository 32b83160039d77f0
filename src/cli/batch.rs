//! Several plans: worked on by all cores, handed on in the order typed.

use rayon::prelude::*;

use super::failure::Failure;
use super::input::Input;
use super::output;
use super::progress::Progress;
use crate::error::Exit;

/// Does `work` for every input and hands each result to `then`, in the order of the inputs. As many plans are
/// held in memory as there are cores, no more. Stops when `then` cannot go on.
pub(crate) fn in_order<T: Send, E>(
    inputs: &[Input],
    progress: &Progress,
    work: impl Fn(&Input) -> Result<T, Failure> + Sync,
    mut then: impl FnMut(&Input, Result<T, Failure>) -> Result<(), E>,
) -> Result<(), E> {
    let one = |input: &Input| {
        let result = work(input);
        progress.step();
        result
    };
    let at_once = if inputs.len() > 1 {
        rayon::current_num_threads()
    } else {
        1
    };
    for chunk in inputs.chunks(at_once) {
        let results: Vec<_> = match chunk {
            [input] => vec![one(input)],
            _ => chunk.par_iter().map(one).collect(),
        };
        for (input, result) in chunk.iter().zip(results) {
            progress.suspend(|| then(input, result))?;
        }
    }
    Ok(())
}

/// How a run over several plans has gone so far.
#[derive(Debug)]
pub(crate) struct Tally {
    several: bool,
    done: usize,
    failed: usize,
    worst: Exit,
}

impl Tally {
    /// Nothing done yet of `plans`.
    pub(crate) fn new(plans: usize) -> Self {
        Tally {
            several: plans > 1,
            done: 0,
            failed: 0,
            worst: Exit::Done,
        }
    }

    /// A plan is done, with this to say about it.
    pub(crate) fn done(&mut self, exit: Exit) {
        self.done += 1;
        self.worst = self.worst.max(exit);
    }

    /// A plan could not be done: the user is told, the others go on.
    pub(crate) fn failed(&mut self, input: &Input, failure: &Failure) {
        self.failed += 1;
        self.worst = self.worst.max(failure.exit);
        let mut message = failure.message.clone();
        // The library knows plans by file name only; two of the same name are told apart by the path.
        if self.several && !message.contains(&input.shown()) {
            message.push_str(&format!("\n  文件：{}", input.shown()));
        }
        output::complain(&message);
    }

    /// Whether any plan was done.
    pub(crate) fn any_done(&self) -> bool {
        self.done > 0
    }

    /// The code of the worst.
    pub(crate) fn exit(&self) -> Exit {
        self.worst
    }

    /// One line for several plans, none for one.
    pub(crate) fn line(&self) -> Option<String> {
        let all = self.done + self.failed;
        self.several
            .then(|| format!("共 {all} 份文件：完成 {} 份，未完成 {} 份。\n", self.done, self.failed))
    }
}
