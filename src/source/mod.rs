//! Text and places; knows nothing of plans.

mod chars;
mod charset;
mod document;
mod lines;
mod location;
mod mark;
pub mod numeral;
mod passage;
mod span;

pub use chars::CharIndex;
pub use charset::{CharClasses, CharSet, Marks, WordScan};
pub use document::{Block, Document, File, TableRow};
pub use lines::LineIndex;
pub use location::Location;
pub(crate) use location::column_letters;
pub use mark::{CLOSING, OPENING, find_mark};
pub use passage::{Passage, Slices};
pub use span::Span;
