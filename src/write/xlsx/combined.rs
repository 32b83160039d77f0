//! 汇总.xlsx: several plans in one workbook.

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::cohesion::Cohesion;
use super::layout::Page;
use super::names::{Names, file_name};
use super::sheet::Writer;
use super::style::Styles;
use super::targets::Targets;
use super::{date_of, text};
use crate::Error;
use crate::view::{Combined, Digest, Fields, Table};
use crate::write::OutputFile;
use crate::write::template::{SheetSpec, WorkbookTemplate};

/// The workbook of several plans, in the order given.
///
/// # Errors
/// [`Error::Workbook`].
pub fn combined(digests: &[Digest], template: &WorkbookTemplate) -> Result<OutputFile, Error> {
    let combined = Combined::new(digests, &template.words);
    let spec = &template.combine;
    let fields = combined.fields();
    // Headings are titles of plans and names: no text shows which of their characters belong together.
    let cohesion = Cohesion::default();
    let mut names = Names::default();
    let mut pages = Vec::new();
    let mut sheets: Vec<(&SheetSpec, Table, Fields)> = vec![
        (&spec.matrix, combined.matrix(), fields.clone()),
        (&spec.actions, combined.actions(), fields.clone()),
    ];
    let lists = combined.lists().enumerate();
    sheets.extend(lists.map(|(unit, table)| (&spec.list, table, combined.fields_of(unit))));
    for (spec, table, fields) in sheets.into_iter().filter(|(spec, ..)| spec.show) {
        let name = names.sheet(&fields.fill(&spec.name));
        pages.push(Page::new(template, spec, name, table, &fields, &cohesion));
    }
    let path = format!("{}.xlsx", file_name(&spec.file, 60));
    let title = fields.fill(&spec.matrix.title);
    let written = workbook(&title, template, &pages);
    written
        .map(|bytes| OutputFile {
            path: path.clone(),
            bytes,
        })
        .map_err(|error| Error::Workbook {
            file: path,
            message: error.to_string(),
        })
}

fn workbook(title: &str, template: &WorkbookTemplate, pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let mut styles = Styles::new(template);
    let targets = Targets::of_pages(pages);
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.default_format(), 18, 72)?;
    let clean = |value: &str| text::shown(value, &template.words.replacement).replace('\n', "");
    let properties = DocProperties::new()
        .set_title(clean(title))
        .set_subject(clean(&template.document.subject))
        .set_author(clean(&template.document.author))
        .set_creation_datetime(&date_of(&template.document.date)?);
    workbook.set_properties(&properties);
    for page in pages {
        let writer = Writer {
            ws: workbook.add_worksheet(),
            template,
            styles: &mut styles,
            targets: &targets,
            keys: &[],
        };
        writer.write(page)?;
    }
    workbook.save_to_buffer()
}
