//! What reading gives.

use crate::plan::Plan;
use crate::source::Document;

/// A plan with the document it was read from.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The decoded document.
    pub document: Document,
    /// The plan.
    pub plan: Plan,
}
