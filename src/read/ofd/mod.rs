//! OFD (GB/T 33190): a package of XML parts, understood by [`super::page`].
//!
//! ```text
//! OFD.xml ─ DocBody* ─ DocRoot ─▶ Document.xml ─ Pages ─ Page* ─ BaseLoc ─▶ Content.xml ─ Layer* ─ objects
//!                                     ├ CommonData ─ PublicRes, DocumentRes ─▶ CompositeGraphicUnit*
//!                                     ├ TemplatePage*: heads and page numbers, set aside
//!                                     └ Attachments ─▶ names, told in a remark
//! ```

mod content;
mod number;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::builder::Builder;
use super::limits::{Limits, Room, damaged, too_large};
use super::package::{Package, has_part};
use super::page::{self, Page};
use super::xml::{Node, Xml};
use super::{Content, Options};
use crate::Error;
use content::Painter;
use number::numbers;

/// An archive with an `OFD.xml` at its root.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    has_part(bytes, |name| name == "ofd.xml")
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let mut reader = Reader {
        name,
        limits: &options.limits,
        package: Package::open(name, &bytes, &options.limits)?,
        pages: Vec::new(),
        attachments: Vec::new(),
        left: options.limits.inflated,
        pictures: 0,
        letters: 0,
        missing: 0,
    };
    let documents = reader.documents()?;
    understood(name, reader, documents)
}

/// The drawings that pages name, by their number: the tree each stands in, and its place there.
type Units = HashMap<String, (Rc<Xml>, usize)>;

/// A file while it is read.
struct Reader<'a> {
    name: &'a str,
    limits: &'a Limits,
    package: Package<'a>,
    pages: Vec<Page>,
    attachments: Vec<String>,
    /// Bytes that glyphs and lines of pages may still take.
    left: usize,
    pictures: usize,
    letters: usize,
    /// Pages whose part is not there.
    missing: usize,
}

impl Reader<'_> {
    /// Reads every document of the file; gives their number.
    fn documents(&mut self) -> Result<usize, Error> {
        let root = self
            .xml("OFD.xml")?
            .ok_or_else(|| damaged(self.name, "OFD ", "缺少目录 OFD.xml"))?;
        let mut documents = 0;
        let Some(root) = root.root().child("OFD") else {
            return Err(damaged(self.name, "OFD ", "目录 OFD.xml 不完整"));
        };
        for body in root.children().filter(|node| node.name() == "DocBody") {
            if let Some(path) = body.child("DocRoot").map(Node::all_words) {
                self.document(&resolved("", &path))?;
                documents += 1;
            }
        }
        Ok(documents)
    }

    fn document(&mut self, path: &str) -> Result<(), Error> {
        let Some(xml) = self.xml(path)? else {
            return Err(damaged(self.name, "OFD ", "缺少正文的目录"));
        };
        let Some(document) = xml.root().child("Document") else {
            return Err(damaged(self.name, "OFD ", "正文的目录不完整"));
        };
        let folder = folder(path);
        let resources = self.resources(document, folder)?;
        let usual = document.down(&["CommonData", "PageArea"]).and_then(size);
        for page in document.child("Pages").into_iter().flat_map(Node::children) {
            if let Some(location) = page.attribute("BaseLoc") {
                self.page(&resolved(folder, location), usual, &resources)?;
            }
        }
        if let Some(list) = document.child("Attachments").map(Node::all_words) {
            self.attachments(&resolved(folder, &list))?;
        }
        Ok(())
    }

    /// The drawings that pages name and do not hold, by their number.
    fn resources(&mut self, document: Node<'_>, folder: &str) -> Result<Units, Error> {
        let mut units = Units::new();
        let Some(common) = document.child("CommonData") else {
            return Ok(units);
        };
        for node in common
            .children()
            .filter(|node| matches!(node.name(), "PublicRes" | "DocumentRes"))
        {
            let path = resolved(folder, &node.all_words());
            let Some(bytes) = self.package.part(&path)? else {
                continue;
            };
            // A unit keeps the tree it stands in.
            let xml = Rc::new(Xml::parse(self.name, &bytes, self.limits)?);
            let list = xml.root().down(&["Res", "CompositeGraphicUnits"]);
            let ids: Vec<String> = list
                .into_iter()
                .flat_map(Node::children)
                .map(|unit| unit.attribute("ID").unwrap_or_default().to_string())
                .collect();
            for (at, id) in ids.into_iter().enumerate().filter(|(_, id)| !id.is_empty()) {
                units.insert(id, (Rc::clone(&xml), at));
            }
        }
        Ok(units)
    }

    fn page(&mut self, path: &str, usual: Option<(f32, f32)>, resources: &Units) -> Result<(), Error> {
        if self.pages.len() >= self.limits.pages {
            return Err(too_large(self.name, "pages"));
        }
        let Some(xml) = self.xml(path)? else {
            self.missing += 1;
            return Ok(());
        };
        let content = xml.root().child("Page");
        let (width, height) = content
            .and_then(|page| page.child("Area"))
            .and_then(size)
            .or(usual)
            .unwrap_or((210.0, 297.0));
        let number = self.pages.len() + 1;
        let mut painter = Painter::new(
            Page {
                number,
                width,
                height,
                ..Page::default()
            },
            resources,
        );
        if let Some(content) = content.and_then(|page| page.child("Content")) {
            painter.layers(content);
        }
        let (page, pictures, letters) = painter.finish();
        let left = self.left.checked_sub(page.size());
        self.left = left.ok_or_else(|| too_large(self.name, "inflated"))?;
        self.pictures += pictures;
        self.letters += letters;
        self.pages.push(page);
        Ok(())
    }

    fn attachments(&mut self, path: &str) -> Result<(), Error> {
        let Some(xml) = self.xml(path)? else { return Ok(()) };
        for attachment in xml.root().child("Attachments").into_iter().flat_map(Node::children) {
            let location = || attachment.child("FileLoc").map(Node::all_words);
            let named = attachment.attribute("Name").map(str::to_string).or_else(location);
            let hidden = attachment.attribute("Visible") == Some("false");
            if let Some(name) = named.filter(|name| !hidden && !name.trim().is_empty()) {
                self.attachments.push(name.trim().to_string());
            }
        }
        Ok(())
    }

    fn xml(&mut self, path: &str) -> Result<Option<Xml>, Error> {
        match self.package.part(path)? {
            Some(bytes) => Xml::parse(self.name, &bytes, self.limits).map(Some),
            None => Ok(None),
        }
    }
}

fn understood(name: &str, reader: Reader<'_>, documents: usize) -> Result<Content, Error> {
    if reader.pages.is_empty() {
        return Err(damaged(name, "OFD ", "里面没有页面"));
    }
    if reader.letters == 0 {
        let (reason, advice) = match reader.pictures {
            0 => (
                "OFD 文件里没有文字",
                "请在阅读软件中打开确认；文字显示正常的，请索取 Word、WPS 文件再试。",
            ),
            _ => (
                "是扫描件，只有图片，没有文字层",
                "请先用阅读软件的文字识别（OCR）转成文字，核对后另存为 Word 或文本再试。",
            ),
        };
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: reason.to_string(),
            advice: advice.to_string(),
        });
    }
    let mut builder = Builder::default();
    if documents > 1 {
        builder.remark(format!("文件里有 {documents} 份文档，按先后次序连续读取。"));
    }
    if !reader.attachments.is_empty() {
        let names: Vec<String> = reader.attachments.iter().map(|name| format!("“{name}”")).collect();
        builder.remark(format!(
            "文件带有附件，没有读取：{}。需要的请另存出来，用 --annex 一并给出。",
            names.join("、")
        ));
    }
    if reader.missing > 0 {
        builder.remark(format!(
            "有 {} 页的内容在文件里找不到，没有读取，请对照原件核对。",
            reader.missing
        ));
    }
    page::assemble(reader.pages, Room::new(name, reader.limits), &mut builder)?;
    Ok(builder.finish())
}

/// The size of a page area, in millimetres.
fn size(area: Node<'_>) -> Option<(f32, f32)> {
    let numbers = numbers(&area.child("PhysicalBox")?.all_words());
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}

/// The folder of a path, with the slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

/// A location as written in a part of `folder`, from the root of the package.
fn resolved(folder: &str, location: &str) -> String {
    let location = location.trim().replace('\\', "/");
    let whole = match location.strip_prefix('/') {
        Some(rooted) => rooted.to_string(),
        None => format!("{folder}{location}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Numbers of drawings inside drawings, to stop at one that holds itself.
type Open = HashSet<String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_relative_to_their_part() {
        assert_eq!(
            resolved("Doc_0/", "Pages/Page_0/Content.xml"),
            "Doc_0/Pages/Page_0/Content.xml"
        );
        assert_eq!(resolved("Doc_0/", "/Doc_0/./Res.xml"), "Doc_0/Res.xml");
        assert_eq!(resolved("Doc_0/Attachs/", "..\\甲.docx"), "Doc_0/甲.docx");
    }
}
