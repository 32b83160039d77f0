//! A progress bar on standard error: only on a terminal, only once the work has taken over a second.

use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(200);

/// Shows how many plans are done; gone when dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A bar over `plans`, never shown when `quiet`.
    pub(crate) fn new(plans: usize, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(plans as u64), ProgressDrawTarget::hidden());
        if quiet || !std::io::stderr().is_terminal() {
            return Progress { bar, waiting: None };
        }
        // No colour codes in the template, so NO_COLOR has nothing left to switch off.
        if let Ok(style) = ProgressStyle::with_template("{spinner} 正在处理 {pos}/{len}  {elapsed}") {
            bar.set_style(style);
        }
        let (stop, stopped) = mpsc::channel();
        let late = bar.clone();
        let thread = std::thread::spawn(move || {
            if stopped.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                late.set_draw_target(ProgressDrawTarget::stderr());
                late.enable_steady_tick(TICK);
            }
        });
        let waiting = Some((stop, thread));
        Progress { bar, waiting }
    }

    /// One plan is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    /// Does `work` with the bar out of the way, so that what it prints is not drawn over.
    pub(crate) fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.waiting.take() {
            let _ = stop.send(());
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
