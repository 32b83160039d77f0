//! From what was typed to values ready for use: templates loaded, options of the stages filled in.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Changes, DefaultDeadline, ReadingArgs};
use super::failure::{Failure, reason};
use super::folder::is_system_file;
use super::input::Input;
use super::inputs::Inputs;
use super::output;
use crate::directory::RosterFile;
use crate::returns::Returned;
use crate::templates::{BUILT_IN, COVER_FILE, WORKBOOK, sets};
use crate::write::CoverTemplate;
use crate::{Error, Templates, assemble, outline, pipeline, read};

/// Everything needed to read a plan.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Built-in templates with the user's in their place.
    pub(crate) templates: Templates,
    /// Options of the stages.
    pub(crate) options: pipeline::Options,
}

impl Settings {
    /// Loads the templates and sets the options; says on standard error what it ignored.
    pub(crate) fn load(reading: &ReadingArgs) -> Result<Self, Failure> {
        Self::load_set(reading, None)
    }

    /// The same with a set of templates that comes with the product.
    pub(crate) fn load_set(reading: &ReadingArgs, set: Option<&'static str>) -> Result<Self, Failure> {
        let options = pipeline::Options {
            read: read_options(reading),
            outline: outline::Options {
                allow_classified: reading.allow_classified,
            },
            assemble: assemble::Options {
                roster: reading.roster.as_deref().map(roster_of).transpose()?,
                first_is_lead: reading.first_is_lead,
                task_level: reading.task_level.clone(),
                action_level: reading.action_level.clone(),
                skip_sections: reading.skip_sections.clone(),
                default_year_end: reading.default_deadline == Some(DefaultDeadline::YearEnd),
                as_of: None,
                large_share: reading.large_share,
            },
            decisions: Arc::new(returned(&reading.decisions)?),
            ..pipeline::Options::default()
        };
        let mut templates = match &reading.templates {
            None => Templates::load(|name| of_set(set, name))?,
            Some(folder) => templates_of(folder, set)?,
        };
        if let Some(path) = &reading.directory {
            let (name, bytes) = beside(path)?;
            templates.directory = templates.directory.with_place(&name, &bytes)?;
        }
        Ok(Settings { templates, options })
    }
}

fn read_options(reading: &ReadingArgs) -> read::Options {
    let mut options = read::Options::default();
    if reading.changes == Some(Changes::Original) {
        options.changes = read::Changes::Original;
    }
    for (name, value) in &reading.limits {
        options.limits.set(name, *value);
    }
    options
}

impl Settings {
    /// Gets ready for these plans. Forms that came back must each be of one of them: nothing a person has written may
    /// be left aside unseen.
    pub(crate) fn expect(&mut self, inputs: &Inputs) -> Result<(), Failure> {
        self.options.several = inputs.several;
        if !inputs.several || self.options.decisions.is_empty() {
            return Ok(());
        }
        let mut texts = Vec::with_capacity(inputs.plans.len());
        let mut titles = Vec::new();
        for plan in inputs.plans.iter().filter(|plan| matches!(plan, Input::File(_))) {
            // What cannot be read is told when its turn comes.
            let Ok(files) = inputs.read(plan) else { continue };
            let plain = pipeline::Options {
                decisions: Arc::default(),
                ..self.options.clone()
            };
            if let Ok(extraction) = pipeline::extract_all(files, &self.templates, &plain) {
                texts.push(crate::proof::fingerprint(extraction.document.text.as_bytes()));
                titles.push((extraction.plan.source.name, extraction.plan.title));
            }
        }
        let fits = |form: &&Returned| texts.iter().any(|text| form.is_of(text));
        match self.options.decisions.iter().find(|form| !fits(form)) {
            Some(stranger) => Err(stranger.stranger(&titles).into()),
            None => Ok(()),
        }
    }
}

/// Opens the forms that came back, those of a folder by name.
fn returned(paths: &[PathBuf]) -> Result<Vec<Returned>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let names = names_in(path)?;
        let is_form = |name: &&String| name.to_lowercase().ends_with(".xlsx") && !is_system_file(name);
        let found: Vec<PathBuf> = names.iter().filter(is_form).map(|name| path.join(name)).collect();
        if found.is_empty() {
            return Err(Failure::usage(format!(
                "文件夹“{}”里没有工作簿（.xlsx）。\n  请把回收的表放在这个文件夹里，或逐个写出文件名。",
                path.display()
            )));
        }
        files.extend(found);
    }
    let mut forms: Vec<Returned> = Vec::with_capacity(files.len());
    let mut seen = HashSet::new();
    for path in files {
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let (name, bytes) = beside(&path)?;
        forms.push(Returned::open(&name, &bytes).map_err(|error| Failure::usage(error.to_string()))?);
    }
    Ok(forms)
}

fn roster_of(path: &Path) -> Result<Arc<RosterFile>, Failure> {
    let (name, bytes) = beside(path)?;
    Ok(Arc::new(RosterFile::parse(&name, &bytes)?))
}

/// A file the user gave beside the plan: its name and content. Not being able to read it is wrong use, as no plan can
/// be done without.
fn beside(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let input = Input::File(path.to_path_buf());
    let bytes = input.read().map_err(|failure| Failure::usage(failure.message))?;
    Ok((input.name(), bytes))
}

/// The text of `workbook.toml` in a set.
fn of_set(set: Option<&'static str>, name: &str) -> Option<String> {
    let wanted = set.filter(|_| name == WORKBOOK)?;
    sets::text(wanted)
}

fn templates_of(folder: &Path, set: Option<&'static str>) -> Result<Templates, Failure> {
    let texts = replacements(folder)?;
    let path = folder.join(COVER_FILE.0);
    let cover = match path.is_file() {
        true => Some(beside(&path)?.1),
        false => None,
    };
    let loaded =
        Templates::load(|name| texts.get(name).cloned().or_else(|| of_set(set, name))).and_then(|mut templates| {
            if let Some(cover) = cover {
                templates.cover = Arc::new(CoverTemplate::open(&cover)?);
            }
            Ok(templates)
        });
    loaded.map_err(|error| {
        let mut failure = Failure::from(error);
        failure
            .message
            .push_str(&format!("\n  模板文件夹：{}", folder.display()));
        failure
    })
}

/// Texts of the template files in `folder` by name.
fn replacements(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut texts = BTreeMap::new();
    for name in names_in(folder)? {
        if BUILT_IN.iter().any(|file| file.name == name) {
            let text = read_template(&folder.join(&name), &name)?;
            texts.insert(name, text);
        } else if name != COVER_FILE.0 && !is_system_file(&name) {
            let known: Vec<&str> = BUILT_IN.iter().map(|file| file.name).chain([COVER_FILE.0]).collect();
            output::warn(&format!(
                "模板文件夹里的“{name}”不是模板文件，已忽略（模板文件有：{}）。",
                known.join("、")
            ));
        }
    }
    if texts.is_empty() && !folder.join(COVER_FILE.0).exists() {
        output::warn(&format!("“{}”里没有模板文件，全部使用内置的。", folder.display()));
    }
    Ok(texts)
}

fn names_in(folder: &Path) -> Result<Vec<String>, Failure> {
    let cannot = |error: &std::io::Error| {
        Failure::usage(format!(
            "无法打开模板文件夹“{}”：{}。\n  用 fengong init 可写出一套模板。",
            folder.display(),
            reason(error)
        ))
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| cannot(&error))? {
        let entry = entry.map_err(|error| cannot(&error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// A template is decoded like a plan: Excel and Notepad save tables in GBK and UTF-16 too.
fn read_template(path: &Path, name: &str) -> Result<String, Failure> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::usage(format!("无法读取模板文件“{}”：{}。", path.display(), reason(&error))))?;
    match read::text_of(name, bytes) {
        Ok(text) => Ok(text),
        Err(Error::Empty { .. }) => Err(Failure::usage(format!(
            "模板文件“{}”是空的。\n  要用内置的，请删去这个文件。",
            path.display()
        ))),
        Err(error) => Err(Failure::usage(error.to_string())),
    }
}
