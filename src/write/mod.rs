//! Tables to files: the master workbook, a workbook for every unit, `plan.json`; and the review page.

mod cover;
mod html;
mod ics;
mod template;
mod template_error;
mod xlsx;

use std::sync::Arc;

use serde::Serialize;

use crate::Error;
use crate::plan::{AsBuilt, Plan};
use crate::proof::Reading;
use crate::proof::as_built;
use crate::view::{Heading, Survey};

pub use cover::CoverTemplate;
pub use html::{ReviewTemplate, review, review_stem};
pub use template::WorkbookTemplate;
pub use xlsx::combined;
pub(crate) use xlsx::shown;

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
    /// What the user says about the round of handing out; there is no clock in the product.
    pub given: Heading,
    /// Also a 征求意见表 for every unit (`--consult`).
    pub consult: bool,
    /// Also a calendar of the deadlines (`--ics`).
    pub ics: bool,
    /// The letter to be filled in for every unit (`--cover docx`): a .docx file.
    pub cover: Option<Arc<CoverTemplate>>,
    /// How the plan was read, as the workbooks record it; [`crate::pipeline::build`] fills it in.
    pub reading: Reading,
}

/// Longest title in a file name: with its ending and a folder of the same name a path stays below 260 characters.
const LONGEST_TITLE: usize = 55;

/// Writes every file for one plan: the master workbook, the units' own workbooks in matrix order, `plan.json`.
///
/// # Errors
/// [`Error::Workbook`].
pub fn write(
    plan: &Plan,
    text: &str,
    template: &WorkbookTemplate,
    options: &Options,
) -> Result<Vec<OutputFile>, Error> {
    let survey = Survey::new(plan, text);
    let mut composer = xlsx::Composer::new(&survey, template, options);
    let mut files = vec![composer.master(format!("{}.xlsx", file_stem(plan, template)))?];
    files.append(&mut composer.lists()?);
    if options.consult {
        files.append(&mut composer.consults()?);
    }
    if let Some(cover) = &options.cover {
        files.append(&mut composer.covers(cover)?);
    }
    if options.ics {
        let name = xlsx::file_name(&plan.title, LONGEST_TITLE);
        let path = format!("{name}{}", template.words.calendar.file);
        files.extend(ics::calendar(&survey, &template.words, &template.document.date, path));
    }
    files.push(OutputFile {
        path: "plan.json".to_string(),
        bytes: json(plan, text, &options.reading)?,
    });
    Ok(files)
}

/// Name of the master workbook without `.xlsx`, and of the default folder: `<title>-责任分工`, fit for Windows.
pub fn file_stem(plan: &Plan, template: &WorkbookTemplate) -> String {
    let title = xlsx::file_name(&plan.title, LONGEST_TITLE);
    xlsx::file_name(&template.document.file.replace("{title}", &title), LONGEST_TITLE + 15)
}

/// A plan with what `build` needs to start from it.
#[derive(Serialize)]
struct PlanFile<'p> {
    #[serde(flatten)]
    plan: &'p Plan,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'p Reading>,
    as_built: AsBuilt,
    text: &'p str,
}

fn json(plan: &Plan, text: &str, reading: &Reading) -> Result<Vec<u8>, Error> {
    let reading = plan.reading.is_none().then_some(reading);
    let file = PlanFile {
        plan,
        reading,
        as_built: as_built(plan),
        text,
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|error| Error::Workbook {
        file: "plan.json".to_string(),
        message: error.to_string(),
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
