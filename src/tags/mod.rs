//! Tags.

use crate::Error;

/// Role words.
#[derive(Debug, Clone, Default)]
pub struct Roles {}

impl Roles {
    /// Parses `roles.tsv`.
    ///
    /// # Errors
    /// [`Error::Template`].
    pub fn parse(_text: &str) -> Result<Self, Error> {
        Ok(Roles {})
    }
}
