//! Crates that read damaged files can fail in ways their authors did not think of: a panic inside one is an error of
//! the file, not of the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; nothing where it panics.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.ok()
}

/// Whether a panic of this thread will be caught and told as an error of the file: nothing to be printed of it.
#[cfg_attr(not(feature = "cli"), allow(dead_code))]
pub(crate) fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_leaves_no_guard_behind() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        assert_eq!(guarded(|| -> u8 { panic!("{}", is_guarded()) }), None);
        std::panic::set_hook(hook);
        assert_eq!((guarded(is_guarded), is_guarded()), (Some(true), false));
    }
}
