//! Outline and resolved tags to plan.

use crate::outline::Outline;
use crate::plan::Plan;
use crate::source::Document;
use crate::{Error, Templates};

/// How owners follow from the tags.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Take the first-named of several owners for the lead (shown as 推定).
    pub first_is_lead: bool,
}

/// Makes the plan.
///
/// # Errors
/// [`Error::NoTasks`].
pub fn assemble(
    document: &Document,
    _outline: &Outline,
    _templates: &Templates,
    _options: &Options,
) -> Result<Plan, Error> {
    Err(Error::NoTasks {
        name: document.name.clone(),
        lines: document.blocks.len(),
    })
}
