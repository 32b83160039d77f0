//! Document to outline.

use crate::source::Document;
use crate::{Error, Templates};

/// The outline of a document.
#[derive(Debug, Clone, Default)]
pub struct Outline {}

/// Finds front matter, headings and items.
///
/// # Errors
/// [`Error::Classified`].
pub fn outline(_document: &Document, _templates: &Templates) -> Result<Outline, Error> {
    Ok(Outline {})
}
