//! The only file that knows the order of the stages.

use crate::plan::Plan;
use crate::source::Document;
use crate::write::OutputFile;
use crate::{Error, Templates, assemble, outline, read, write};

/// What a user may decide for one run; every stage has its own small part.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How owners follow from the tags.
    pub assemble: assemble::Options,
    /// What the workbooks show.
    pub write: write::Options,
}

/// A plan with the document it was read from.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The decoded document.
    pub document: Document,
    /// The plan.
    pub plan: Plan,
}

/// Reads `bytes` and stops at the decoded text: what all positions refer to. A security marking is refused
/// here too, so that no way of showing a plan gets round it.
///
/// # Errors
/// [`Error::Empty`], [`Error::Unreadable`], [`Error::Classified`].
pub fn decode(name: &str, bytes: Vec<u8>, templates: &Templates) -> Result<Document, Error> {
    let document = read::read(name, bytes)?;
    match outline::outline(&document, templates) {
        Err(error @ Error::Classified { .. }) => Err(error),
        _ => Ok(document),
    }
}

/// Reads `bytes` (the content of the file `name`) and finds the plan in it.
///
/// # Errors
/// [`Error::Empty`], [`Error::Unreadable`], [`Error::NoTasks`], [`Error::Classified`].
pub fn extract(name: &str, bytes: Vec<u8>, templates: &Templates, options: &Options) -> Result<Extraction, Error> {
    let document = read::read(name, bytes)?;
    let outline = outline::outline(&document, templates)?;
    let plan = assemble::assemble(&document, &outline, templates, &options.assemble)?;
    Ok(Extraction { document, plan })
}

/// Composes every file for one plan: the master workbook, the lists, `plan.json`; paths use `/`.
///
/// # Errors
/// [`Error::Workbook`] when a workbook cannot be composed.
pub fn build(extraction: &Extraction, templates: &Templates, options: &Options) -> Result<Vec<OutputFile>, Error> {
    write::write(
        &extraction.plan,
        &extraction.document.text,
        &templates.workbook,
        &options.write,
    )
}
