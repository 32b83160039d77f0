//! The product's readers and its extractor under a fuzzer: see README.md beside this crate.

#[path = "../../tests/support/hostile.rs"]
mod hostile;
#[path = "../../tests/support/extraction.rs"]
mod support;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook};
use std::sync::{Mutex, Once};

/// The words of the last panic.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs a target. A panic that the product turns into an error of the file is none: the hook that libfuzzer-sys sets
/// would end the process before the product sees it, so this takes its place.
pub fn run(target: &str, bytes: &[u8]) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| {
            if let Ok(mut last) = LAST.lock() {
                *last = format!("{panic}\n{}", std::backtrace::Backtrace::capture());
            }
        }));
    });
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| targets::run(target, bytes).is_ok())) {
        if let Ok(last) = LAST.lock() {
            eprintln!("{last}");
        }
        resume_unwind(panic);
    }
}
