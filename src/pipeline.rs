//! The only file that knows the order of the stages.

use std::sync::Arc;

pub use crate::extraction::Extraction;
use crate::plan::Plan;
use crate::proof::Reading;
use crate::returns::{self, Returned, plan_json};
use crate::source::Document;
use crate::write::OutputFile;
use crate::{Error, Templates, assemble, outline, read, write};

/// What a user may decide for one run; every stage has its own small part.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How files are read.
    pub read: read::Options,
    /// How the layout is read.
    pub outline: outline::Options,
    /// How owners follow from the tags.
    pub assemble: assemble::Options,
    /// What the workbooks show.
    pub write: write::Options,
    /// Forms that came back and change the plans they were made from.
    pub decisions: Arc<Vec<Returned>>,
    /// Whether forms that are of no use for a plan may be for another; else they are refused.
    pub several: bool,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its name without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Input {
    /// The content `bytes` of the file `name`.
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        let name = name.to_string();
        Input { name, bytes }
    }
}

/// Reads `bytes` and stops at the decoded text: what all positions refer to. A security marking is refused
/// here too, unless allowed, so that no way of showing a plan gets round it.
///
/// # Errors
/// [`Error::Empty`], [`Error::Unreadable`], [`Error::Classified`].
pub fn decode(name: &str, bytes: Vec<u8>, templates: &Templates, options: &Options) -> Result<Document, Error> {
    decode_all(vec![Input::new(name, bytes)], templates, options)
}

/// The decoded text of a notice and its annexes, in files of their own.
///
/// # Errors
/// Those of [`decode`]; of the files the one that cannot be read is named.
pub fn decode_all(files: Vec<Input>, templates: &Templates, options: &Options) -> Result<Document, Error> {
    let typed = typed(&files);
    let document = read_all(files, &options.read)?;
    match outline::outline(&document, templates, &options.outline) {
        Err(error @ Error::Classified { .. }) => Err(named(error, &typed)),
        _ => Ok(document),
    }
}

/// Reads `bytes` (the content of the file `name`) and finds the plan in it.
///
/// # Errors
/// [`Error::Empty`], [`Error::Unreadable`], [`Error::NoTasks`], [`Error::Classified`].
pub fn extract(name: &str, bytes: Vec<u8>, templates: &Templates, options: &Options) -> Result<Extraction, Error> {
    extract_all(vec![Input::new(name, bytes)], templates, options)
}

/// Reads a notice and its annexes, in files of their own, as one plan: title, number and rules from the notice, tasks
/// from where the plan stands. [`crate::plan::Source::files`] tells which place is in which file.
///
/// # Errors
/// Those of [`extract`]; of the files the one that cannot be read is named.
pub fn extract_all(files: Vec<Input>, templates: &Templates, options: &Options) -> Result<Extraction, Error> {
    if let [file] = &files[..]
        && plan_json::recognises(&file.bytes)
    {
        let mut extraction = plan_json::read(&file.name, &file.bytes, templates)?;
        if !options.decisions.is_empty() {
            decide(&mut extraction.plan, &extraction.document, templates, options)?;
        }
        return Ok(extraction);
    }
    let typed = typed(&files);
    let document = read_all(files, &options.read)?;
    let named = |error| named(error, &typed);
    let outline = outline::outline(&document, templates, &options.outline).map_err(named)?;
    let mut plan = assemble::assemble(&document, &outline, templates, &options.assemble).map_err(named)?;
    if !options.decisions.is_empty() {
        decide(&mut plan, &document, templates, options)?;
    }
    Ok(Extraction { document, plan })
}

/// Takes into the plan what came back on forms.
fn decide(plan: &mut Plan, document: &Document, templates: &Templates, options: &Options) -> Result<(), Error> {
    let sha256 = crate::proof::fingerprint(document.text.as_bytes());
    if let Some(stranger) = options.decisions.iter().find(|form| !form.is_of(&sha256))
        && !options.several
    {
        return Err(stranger.stranger(&[(plan.source.name.clone(), plan.title.clone())]));
    }
    returns::apply(plan, &document.text, &options.decisions, returns::Tools::of(templates));
    Ok(())
}

/// The names of the files as they were given.
fn typed(files: &[Input]) -> Vec<String> {
    files.iter().map(|file| file.name.clone()).collect()
}

/// Names shown of the files in an archive: characters of them, all together.
const SHOWN: usize = 100;

/// An error of the text names what was given, an archive in front of the files in it.
fn named(mut error: Error, typed: &[String]) -> Error {
    let joined = typed.join("、");
    if let Error::NoTasks { name, .. } | Error::Classified { name, .. } = &mut error
        && !typed.contains(name)
        && *name != joined
    {
        let more = if name.chars().count() > SHOWN { "…" } else { "" };
        let shown: String = name.chars().take(SHOWN).collect();
        *name = format!("{joined}（{shown}{more}）");
    }
    error
}

/// The documents of `files`, joined.
fn read_all(files: Vec<Input>, options: &read::Options) -> Result<Document, Error> {
    let mut documents = files
        .into_iter()
        .map(|file| read::read(&file.name, file.bytes, options));
    let Some(first) = documents.next() else {
        return Err(Error::Empty { name: String::new() });
    };
    let (first, others) = (first?, documents.collect::<Result<Vec<_>, _>>()?);
    Ok(Document::join(first, others))
}

/// Composes every file for one plan: the master workbook, the lists, `plan.json`; paths use `/`.
///
/// # Errors
/// [`Error::Workbook`] when a workbook cannot be composed.
pub fn build(extraction: &Extraction, templates: &Templates, options: &Options) -> Result<Vec<OutputFile>, Error> {
    let write = write::Options {
        // A plan from plan.json was read in its own way.
        reading: match &extraction.plan.reading {
            Some(reading) => reading.clone(),
            None => Reading::of(&options.assemble),
        },
        ..options.write.clone()
    };
    write::write(&extraction.plan, &extraction.document.text, &templates.workbook, &write)
}

/// Composes the review page of one plan: one HTML file with everything in it.
///
/// # Errors
/// [`Error::Workbook`] when it cannot be composed.
pub fn review(extraction: &Extraction, templates: &Templates) -> Result<Vec<u8>, Error> {
    let (plan, text) = (&extraction.plan, &extraction.document.text);
    write::review(plan, text, &templates.workbook, &templates.review)
}
