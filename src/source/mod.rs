//! Text and places; knows nothing of plans.

mod chars;
mod document;
mod passage;
mod span;

pub use chars::CharIndex;
pub use document::{Block, Document, File, TableRow};
pub use passage::{Passage, Slices};
pub use span::Span;
