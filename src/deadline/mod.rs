//! When a task is due: time expressions in its text, and the date that words give.
//!
//! `find` finds the expressions of a text, `govern` tells those that say by when the task's own result is due,
//! `derive` makes dates of words, with the plan's year where they name none. Deadlines of tags and columns are found
//! by `tags`; they only pass through `derive`.

mod derive;
mod find;
mod govern;

pub use derive::{Derived, derive};
pub use find::{Form, Time, times};
pub(crate) use find::{MARKED, times_at};
