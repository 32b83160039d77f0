//! Tables to Excel workbooks.

mod charts;
mod cohesion;
mod columns;
mod combined;
mod formulas;
mod head;
mod layout;
mod leaf;
mod lights;
mod made_by;
mod measure;
mod names;
mod pages;
mod print;
mod proof;
mod rows;
mod rules;
mod sheet;
mod style;
mod targets;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::Error;
use crate::plan::Plan;
use crate::proof::Evidence;
use crate::view::{Context, Fields, Survey, Table, VIEWS, action_key, has_content, view};

use super::template::{SheetSpec, WorkbookTemplate};
use super::{CoverTemplate, Options, OutputFile};
use cohesion::Cohesion;
use layout::Page;
use names::Names;
use sheet::Writer;
use style::Styles;
use targets::Targets;

pub use combined::combined;
pub(super) use names::file_name;
pub(crate) use text::shown;

/// Composes the workbooks of one plan.
pub struct Composer<'a> {
    plan: &'a Plan,
    template: &'a WorkbookTemplate,
    survey: &'a Survey<'a>,
    fields: Fields,
    styles: Styles<'a>,
    keys: Vec<String>,
    evidence: Evidence<'a>,
    cohesion: Cohesion,
}

impl<'a> Composer<'a> {
    /// A composer for a surveyed plan.
    pub fn new(survey: &'a Survey<'a>, template: &'a WorkbookTemplate, options: &Options) -> Self {
        Composer {
            plan: survey.plan,
            template,
            survey,
            fields: Fields::of_plan(survey, &template.words, &options.given),
            styles: Styles::new(template),
            keys: (0..survey.actions.len())
                .map(|action| action_key(survey, action))
                .collect(),
            evidence: Evidence::new(survey, &options.reading),
            cohesion: cohesion(survey),
        }
    }

    /// The workbook of the coordinating office.
    ///
    /// # Errors
    /// [`Error::Workbook`].
    pub fn master(&mut self, path: String) -> Result<OutputFile, Error> {
        let mut names = Names::default();
        // Fixed sheets take their names first, so that no unit's name changes theirs.
        let shown = self.template.sheets.iter().filter(|spec| spec.show);
        let named: Vec<(&SheetSpec, Option<String>)> = shown
            .map(|spec| {
                (
                    spec,
                    (spec.view != "unit_list").then(|| names.sheet(&self.fields.fill(&spec.name))),
                )
            })
            .collect();
        let contents = self.contents(&named);
        let context = Context {
            survey: self.survey,
            words: &self.template.words,
            summary: &self.template.summary,
            fields: &self.fields.clone(),
            contents: &contents,
            alone: false,
            cells: self.template.matrix.cells,
        };
        let mut pages = Vec::new();
        for (spec, name) in named {
            let Some(view) = view(&spec.view) else { continue };
            for table in (view.build)(&context) {
                let fields = match table.unit {
                    Some(unit) => self.fields.of_unit(self.survey, &self.template.words, unit),
                    None => self.fields.clone(),
                };
                let name = name.clone().unwrap_or_else(|| names.sheet(&fields.fill(&spec.name)));
                pages.push(Page::new(self.template, spec, name, table, &fields, &self.cohesion));
            }
        }
        let title = self.fields.fill("{title}");
        self.compose(path, &title, &pages)
    }

    /// One workbook a unit, numbered in matrix order.
    ///
    /// # Errors
    /// [`Error::Workbook`].
    pub fn lists(&mut self) -> Result<Vec<OutputFile>, Error> {
        let folder = &self.template.document.list_folder;
        self.of_units(&self.template.list, "unit_list", folder)
    }

    /// A 征求意见表 for every unit, numbered in matrix order.
    ///
    /// # Errors
    /// [`Error::Workbook`].
    pub fn consults(&mut self) -> Result<Vec<OutputFile>, Error> {
        let folder = &self.template.document.consult_folder;
        self.of_units(&self.template.consult, "consult", folder)
    }

    /// The letter for every unit, numbered in matrix order.
    ///
    /// # Errors
    /// [`Error::Workbook`].
    pub fn covers(&self, cover: &CoverTemplate) -> Result<Vec<OutputFile>, Error> {
        let folder = file_name(&self.template.document.cover_folder, 40);
        let digits = self.survey.units.len().to_string().len().max(2);
        let mut names = Names::default();
        let letter = |(unit, surveyed): (usize, &crate::view::SurveyedUnit<'_>)| {
            let fields = self.fields.of_unit(self.survey, &self.template.words, unit);
            let label = &surveyed.label;
            let path = format!(
                "{folder}/{}.docx",
                names.file(&format!("{:0digits$}-{label}", unit + 1))
            );
            let bytes = cover.fill(&fields).map_err(|message| Error::Workbook {
                file: path.clone(),
                message,
            })?;
            Ok(OutputFile { path, bytes })
        };
        self.survey.units.iter().enumerate().map(letter).collect()
    }

    /// A workbook of one view for every unit, in a folder of their own.
    fn of_units(&mut self, spec: &'a SheetSpec, key: &str, folder: &str) -> Result<Vec<OutputFile>, Error> {
        let Some(view) = view(key).filter(|_| spec.show) else {
            return Ok(Vec::new());
        };
        let fields = self.fields.clone();
        let context = Context {
            survey: self.survey,
            words: &self.template.words,
            summary: &[],
            fields: &fields,
            contents: &[],
            alone: true,
            cells: self.template.matrix.cells,
        };
        let folder = file_name(folder, 40);
        let digits = self.survey.units.len().to_string().len().max(2);
        let mut names = Names::default();
        let mut files = Vec::with_capacity(self.survey.units.len());
        for (unit, table) in (view.build)(&context).into_iter().enumerate() {
            let fields = self.fields.of_unit(self.survey, &self.template.words, unit);
            let label = &self.survey.units[unit].label;
            let path = format!(
                "{folder}/{}.xlsx",
                names.file(&format!("{:0digits$}-{label}", unit + 1))
            );
            let title = format!("{}（{label}）", fields.fill(&spec.title));
            let name = Names::default().sheet(&fields.fill(&spec.name));
            let page = Page::new(self.template, spec, name, table, &fields, &self.cohesion);
            // What is only proposed is not handed over yet.
            let mut pages = if key == "unit_list" {
                self.letter(&fields)
            } else {
                Vec::new()
            };
            pages.push(page);
            files.push(self.compose(path, &title, &pages)?);
        }
        Ok(files)
    }

    /// 任务交办单 of a unit, where the template has one.
    fn letter(&self, fields: &Fields) -> Vec<Page<'a>> {
        let template = self.template;
        let (Some(spec), Some(view)) = (template.letter.as_ref().filter(|spec| spec.show), view("letter")) else {
            return Vec::new();
        };
        let context = Context {
            survey: self.survey,
            words: &template.words,
            summary: &template.letter_sections,
            fields,
            contents: &[],
            alone: true,
            cells: template.matrix.cells,
        };
        let name = Names::default().sheet(&fields.fill(&spec.name));
        let tables = (view.build)(&context).into_iter();
        let owned = tables.map(Table::into_owned);
        owned
            .map(|table| Page::new(template, spec, name.clone(), table, fields, &self.cohesion))
            .collect()
    }

    /// Name and purpose of each sheet, those of the units as one.
    fn contents(&self, named: &[(&SheetSpec, Option<String>)]) -> Vec<(&'static str, String, String)> {
        let key = |wanted: &str| VIEWS.iter().map(|view| view.key).find(|key| *key == wanted);
        let entries = named.iter().filter(|(spec, _)| spec.view != "summary");
        entries
            .filter(|(spec, _)| has_content(&spec.view, self.survey))
            .filter_map(|(spec, name)| {
                let first = self.survey.units.first().map(|unit| format!("{}……", unit.label));
                let name = name.clone().or(first).unwrap_or_default();
                Some((key(&spec.view)?, name, self.fields.fill(&spec.about)))
            })
            .collect()
    }

    fn compose(&mut self, path: String, title: &str, pages: &[Page]) -> Result<OutputFile, Error> {
        let targets = Targets::of(self.plan, pages);
        match self.workbook(title, pages, &targets) {
            Ok(bytes) => Ok(OutputFile { path, bytes }),
            Err(error) => Err(Error::Workbook {
                file: path,
                message: error.to_string(),
            }),
        }
    }

    fn workbook(&mut self, title: &str, pages: &[Page], targets: &Targets) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // Must come before the first sheet; 72 pixels is the width the library knows for a default font of 11 points.
        workbook.set_default_format(&self.styles.default_format(), 18, 72)?;
        workbook.set_properties(&self.properties(title)?);
        for page in pages {
            let writer = Writer {
                ws: workbook.add_worksheet(),
                template: self.template,
                styles: &mut self.styles,
                targets,
                keys: &self.keys,
            };
            writer.write(page)?;
        }
        proof::add(&mut workbook, &self.evidence, self.template, pages)?;
        let mut archive = workbook.save_to_buffer()?;
        made_by::unify(&mut archive);
        Ok(archive)
    }

    /// Title, author, and a creation date that does not come from a clock.
    fn properties(&self, title: &str) -> Result<DocProperties, XlsxError> {
        let replacement = &self.template.words.replacement;
        let clean = |value: &str| text::shown(value, replacement).replace('\n', "");
        let author = self.plan.issuer.as_deref().unwrap_or(&self.template.document.author);
        let date = self.plan.issued_on.as_deref().and_then(|date| date_of(date).ok());
        let date = match date {
            Some(date) => date,
            None => date_of(&self.template.document.date).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?,
        };
        let number = self.plan.document_number.as_deref().unwrap_or_default();
        Ok(DocProperties::new()
            .set_title(clean(title))
            .set_subject(clean(&self.template.document.subject))
            .set_author(clean(author))
            .set_keywords(clean(number))
            .set_creation_datetime(&date))
    }
}

/// How the headings of narrow columns hang together, from the text of the plan.
fn cohesion(survey: &Survey) -> Cohesion {
    let actions = survey.plan.actions.iter().map(|action| action.title.as_str());
    let units = survey.units.iter().map(|unit| unit.label.as_str());
    Cohesion::of(survey.text, actions.chain(units))
}

/// `yyyy-mm-dd` as a date.
fn date_of(iso: &str) -> Result<ExcelDateTime, XlsxError> {
    let mut parts = iso.splitn(3, '-').map(|part| part.parse::<u16>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    ExcelDateTime::from_ymd(year, month.min(99) as u8, day.min(99) as u8)
}
