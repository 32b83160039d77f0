//! Pages saved from the web: what a reader of the page reads, without menus, links to other pages and share bars.
//!
//! - [`tree`]: bytes → characters → elements, as browsers understand them.
//! - [`chrome`]: what of a page is not its text.
//! - [`list`]: the numbers of lists.
//! - [`walk`]: elements → paragraphs and tables.
//! - [`mime`]: the page inside an .mht file.

mod chrome;
mod list;
mod mime;
mod tree;
mod walk;

use super::decode;
use super::flow::Flow;
use super::{Content, Options};
use crate::Error;
use walk::Walk;

/// Bytes looked at.
const SAMPLE: usize = 4 * 1024;

/// What a page has near its beginning.
const TAGS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<div",
    "<table",
    "<p>",
    "<p ",
    "<span",
    "<h1",
    "<title",
    "<center",
];

pub(super) fn recognises(bytes: &[u8]) -> bool {
    if decode::signature(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // The letters of tags, whatever the encoding.
    let letters: String = sample
        .iter()
        .filter(|byte| (1..128).contains(*byte))
        .map(|byte| char::from(*byte))
        .collect();
    let letters = letters.trim_start().to_ascii_lowercase();
    letters.starts_with('<') && TAGS.iter().any(|tag| letters.contains(tag))
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let (encoding, text) = tree::decoded(name, bytes, None)?;
    page(name, encoding, &text, options)
}

pub(super) fn recognises_mime(bytes: &[u8]) -> bool {
    mime::recognises(bytes)
}

pub(super) fn read_mime(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let part = mime::page(name, &bytes)?;
    let (encoding, text) = tree::decoded(name, part.bytes, part.charset.as_deref())?;
    page(name, encoding, &text, options)
}

fn page(name: &str, encoding: &'static str, text: &str, options: &Options) -> Result<Content, Error> {
    let tree = tree::parse(name, text, &options.limits)?;
    let chrome = chrome::find(tree.root());
    let mut walk = Walk::new(&chrome, list::Sheet::of(tree.root()));
    let pieces = walk.read(tree.root());
    let mut flow = Flow::new(name, &options.limits);
    flow.add(&pieces)?;
    let mut builder = flow.finish();
    if chrome.letters > 0 {
        builder.remark(format!("网页的菜单、导航、链接等（约 {} 字）没有读入", chrome.letters));
    }
    Ok(Content {
        encoding,
        ..builder.finish()
    })
}
