//! odt and ods, the formats of LibreOffice and of some offices by rule.
//!
//! - [`body`]: paragraphs and tables of a text.
//! - [`lists`]: numbers of paragraphs.
//! - [`sheets`]: cells of a workbook.

mod body;
mod lists;
mod sheets;

use super::flow::Flow;
use super::limits::damaged;
use super::package::{Package, has_part};
use super::xml::Xml;
use super::{Content, Options};
use crate::Error;
use body::Body;
use lists::Lists;

fn is_odf(bytes: &[u8]) -> bool {
    has_part(bytes, |part| part == "content.xml") && has_part(bytes, |part| part == "meta-inf/manifest.xml")
}

/// The type of document is the first part, stored as it is: its words stand near the beginning of the file.
fn says(bytes: &[u8], word: &str) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(300)], word.as_bytes()).is_some()
}

pub(super) fn recognises_sheets(bytes: &[u8]) -> bool {
    is_odf(bytes) && says(bytes, "opendocument.spreadsheet")
}

pub(super) fn recognises(bytes: &[u8]) -> bool {
    is_odf(bytes) && !says(bytes, "opendocument.spreadsheet")
}

fn content(name: &str, package: &mut Package<'_>, options: &Options) -> Result<Xml, Error> {
    if let Some(manifest) = package.part("META-INF/manifest.xml")?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: "文件设有打开密码".to_string(),
            advice: "请在 WPS 或 LibreOffice 中打开，取消密码后另存一份再试。".to_string(),
        });
    }
    match package.part("content.xml")? {
        Some(bytes) => Xml::parse(name, &bytes, &options.limits),
        None => Err(damaged(name, "ODF ", "里面没有正文")),
    }
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let mut package = Package::open(name, &bytes, &options.limits)?;
    let content = content(name, &mut package, options)?;
    let styles = match package.part("styles.xml")? {
        Some(bytes) => Xml::parse(name, &bytes, &options.limits)?,
        None => Xml::default(),
    };
    let mut lists = Lists::default();
    if !styles.is_empty() {
        lists.add(styles.root());
    }
    lists.add(content.root());
    let mut body = Body::new(lists, options.changes);
    let pieces = body.read(content.root());
    let mut flow = Flow::new(name, &options.limits);
    flow.add(&pieces)?;
    let mut builder = flow.finish();
    body.remarks().into_iter().for_each(|remark| builder.remark(remark));
    Ok(builder.finish())
}

pub(super) fn read_sheets(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let mut package = Package::open(name, &bytes, &options.limits)?;
    let content = content(name, &mut package, options)?;
    sheets::read(name, content.root(), &options.limits)
}
