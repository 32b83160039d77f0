//! When a task is due: time expressions in its text, its tag and its cells, and the date that words give.
//!
//! `scan` finds where a time may stand, `read` is their grammar, `find` tells what of the words is the expression,
//! `govern` whether it says by when the task's own result is due, `derive` makes dates of what was read, with the plan's
//! year where the words name none, `turns` the days of recurring work. In tags and columns every time counts.

mod calendar;
mod derive;
mod find;
mod govern;
mod read;
mod scan;
mod turns;
mod value;

pub use calendar::Date;
pub(crate) use calendar::last_day;
pub use derive::{Context, Derived};
pub(crate) use find::times_at;
pub use find::{Form, Time, times};
pub(crate) use scan::MARKED;
pub(crate) use turns::inside as days_inside;
pub use turns::turns;
