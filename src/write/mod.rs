//! Tables to files.

use crate::Error;
use crate::plan::Plan;

/// A file to be written, relative to the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path with `/` between folder and name.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What the workbooks show.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// 截至日期 (`--as-of`), ISO; there is no clock in the product.
    pub as_of: Option<String>,
}

/// The looks of the workbooks, from `workbook.toml`.
#[derive(Debug, Clone, Default)]
pub struct WorkbookTemplate {}

impl WorkbookTemplate {
    /// Parses the text of `workbook.toml`.
    ///
    /// # Errors
    /// [`Error::Template`] naming line and key.
    pub fn parse(_text: &str) -> Result<Self, Error> {
        Ok(WorkbookTemplate {})
    }
}

/// Writes every file for one plan.
///
/// # Errors
/// [`Error::Workbook`].
pub fn write(
    _plan: &Plan,
    _text: &str,
    _template: &WorkbookTemplate,
    _options: &Options,
) -> Result<Vec<OutputFile>, Error> {
    Ok(Vec::new())
}

/// The plan's title as a file name that is safe everywhere, for `<title>-责任分工`.
pub fn file_stem(plan: &Plan) -> String {
    plan.title.clone()
}
