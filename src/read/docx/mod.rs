//! docx, and the .wps and .doc files that are docx inside: paragraphs with the numbers a reader sees, tables, text
//! boxes. Headers, footers, notes and comments are no part of the text; what they say is remarked.
//!
//! - [`parts`]: which part of the package holds what.
//! - [`numbering`]: numbers of paragraphs.
//! - [`styles`]: what paragraphs take over from their styles.
//! - [`body`]: paragraphs and tables.

mod body;
pub(super) mod numbering;
mod parts;
mod styles;
pub(super) mod symbol;

use super::flow::Flow;
use super::package::{Package, has_part};
use super::{Content, Options};
use crate::Error;
use body::Body;
use numbering::Numbering;
pub(super) use numbering::number;
use parts::Parts;
use styles::Styles;

pub(super) fn recognises(bytes: &[u8]) -> bool {
    has_part(bytes, |part| part.starts_with("word/") && part.ends_with(".xml"))
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let mut package = Package::open(name, &bytes, &options.limits)?;
    let parts = Parts::find(name, &mut package, &options.limits)?;
    let document = parts.main(name, &mut package, &options.limits)?;
    let styles = match parts.load("styles", name, &mut package, &options.limits)? {
        Some(xml) => Styles::of(xml.root()),
        None => Styles::default(),
    };
    let numbering = match parts.load("numbering", name, &mut package, &options.limits)? {
        Some(xml) => Numbering::of(xml.root()),
        None => Numbering::default(),
    };
    let mut body = Body::new(&styles, numbering, options.changes);
    let pieces = body.read(document.root());
    let mut flow = Flow::new(name, &options.limits);
    flow.add(&pieces)?;
    let mut builder = flow.finish();
    body.remarks().into_iter().for_each(|remark| builder.remark(remark));
    for (kind, words) in [
        ("footnotes", "脚注"),
        ("endnotes", "尾注"),
        ("comments", "批注"),
        ("header", "页眉"),
        ("footer", "页脚"),
    ] {
        for told in parts.notes(kind, name, &mut package, &options.limits)? {
            builder.remark(format!("{words}没有作为正文读入：{told}"));
        }
    }
    Ok(builder.finish())
}
