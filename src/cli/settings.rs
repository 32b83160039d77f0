//! From what was typed to values ready for use: templates loaded, options of the stages filled in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::args::{Changes, DefaultDeadline, ReadingArgs};
use super::failure::{Failure, reason};
use super::input::Input;
use super::output;
use crate::directory::RosterFile;
use crate::templates::BUILT_IN;
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
            ..pipeline::Options::default()
        };
        let mut templates = match &reading.templates {
            None => Templates::built_in()?,
            Some(folder) => templates_of(folder)?,
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

fn templates_of(folder: &Path) -> Result<Templates, Failure> {
    let texts = replacements(folder)?;
    Templates::load(|name| texts.get(name).cloned()).map_err(|error| {
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
        } else if !is_system_file(&name) {
            let known: Vec<&str> = BUILT_IN.iter().map(|file| file.name).collect();
            output::warn(&format!(
                "模板文件夹里的“{name}”不是模板文件，已忽略（模板文件有：{}）。",
                known.join("、")
            ));
        }
    }
    if texts.is_empty() {
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
    match read::read(name, bytes, &read::Options::default()) {
        Ok(document) => Ok(document.text),
        Err(Error::Empty { .. }) => Err(Failure::usage(format!(
            "模板文件“{}”是空的。\n  要用内置的，请删去这个文件。",
            path.display()
        ))),
        Err(error) => Err(Failure::usage(error.to_string())),
    }
}

/// Files that the system, an editor or Excel leaves in any folder.
pub(crate) fn is_system_file(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name == "desktop.ini"
        || name == "Thumbs.db"
}
