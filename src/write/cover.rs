//! `--cover docx`: a letter for every unit, filled in from a .docx file that the user may replace.
//!
//! The file is a package of XML parts; in its text, its headers and footers every `{代号}` is replaced, also where Word
//! has cut it over several runs. Nothing else of the file changes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::Error;
use crate::user_table::workbook::{Unfit, measure};
use crate::view::Fields;

/// What the file is called in the templates folder.
const FILE: &str = "cover.docx";
/// All parts together, unpacked.
const MAX_UNPACKED: u64 = 64 << 20;

/// The names a letter may use: in the file, in the product (the first that says anything), and what stands where
/// nothing is known.
const NAMES: &[(&str, &[&str], &str)] = &[
    ("单位", &["unit"], ""),
    ("文件", &["title"], ""),
    ("发文字号", &["document_number"], ""),
    ("文号", &["document_number_noted"], ""),
    ("发文机关", &["issuer"], "　　　　　　　　"),
    ("交办单位", &["office", "issuer"], "　　　　　　　　"),
    ("成文日期", &["issued_on"], ""),
    ("任务数", &["unit_tasks"], ""),
    ("角色项数", &["unit_roles"], ""),
    ("回复日期", &["reply_by"], "　　　　年　　月　　日"),
    ("联系人", &["office_contact"], "　　　　　　　　"),
    ("单位联系人", &["unit_contact"], "　　　　　　　　"),
    ("密级", &["marking"], ""),
];

/// A letter to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverTemplate {
    /// The parts of the package in their order.
    parts: Vec<(String, Vec<u8>)>,
}

impl CoverTemplate {
    /// Opens the content of `cover.docx`.
    ///
    /// # Errors
    /// [`Error::Template`] for what is no .docx file, and for a `{代号}` that nobody knows.
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        match measure(bytes, MAX_UNPACKED) {
            Err(Unfit::TooLarge) => return Err(problem("文件太大；请去掉图片等附加内容")),
            Err(Unfit::Damaged) => return Err(problem("不是完好的 .docx 文件；请用 Word 或 WPS 另存为 .docx")),
            Ok(()) => {}
        }
        let damaged = || problem("不是完好的 .docx 文件；请用 Word 或 WPS 另存为 .docx");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        let mut parts = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).map_err(|_| damaged())?;
            if part.is_dir() {
                continue;
            }
            let mut content = Vec::new();
            part.read_to_end(&mut content).map_err(|_| damaged())?;
            let name = part.name().map_err(|_| damaged())?.into_owned();
            parts.push((name, content));
        }
        if !parts.iter().any(|(name, _)| name == "word/document.xml") {
            return Err(damaged());
        }
        let template = CoverTemplate { parts };
        template.check()?;
        Ok(template)
    }

    /// Every name in the letter must be known, so that no letter goes out with a `{…}` in it.
    fn check(&self) -> Result<(), Error> {
        for (_, content) in self.parts.iter().filter(|(name, _)| is_text(name)) {
            let xml = std::str::from_utf8(content).map_err(|_| problem("里面的文字不是 UTF-8"))?;
            let mut unknown = None;
            filled(xml, &mut |name| {
                let known = NAMES.iter().any(|(known, ..)| *known == name);
                if !known && unknown.is_none() {
                    unknown = Some(name.to_string());
                }
                None
            });
            if let Some(name) = unknown {
                let names: Vec<&str> = NAMES.iter().map(|(name, ..)| *name).collect();
                return Err(problem(&format!(
                    "“{{{name}}}”不是可用的代号；可用的有：{}",
                    names.join("、")
                )));
            }
        }
        Ok(())
    }

    /// The letter with these values, as the content of a .docx file.
    ///
    /// # Errors
    /// What the library says when the package cannot be put together.
    pub fn fill(&self, fields: &Fields) -> Result<Vec<u8>, String> {
        let value = |name: &str| {
            let (_, known, blank) = NAMES.iter().find(|(known, ..)| *known == name)?;
            let values = known.iter().map(|field| fields.get(field));
            let value = values.into_iter().find(|value| !value.is_empty());
            Some(value.unwrap_or(blank).to_string())
        };
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        // No clock: the date every archive may have.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        for (name, content) in &self.parts {
            archive
                .start_file(name.as_str(), options)
                .map_err(|error| error.to_string())?;
            let text = std::str::from_utf8(content).ok().filter(|_| is_text(name));
            let written = match text {
                Some(xml) => archive.write_all(filled(xml, &mut |name| value(name)).as_bytes()),
                None => archive.write_all(content),
            };
            written.map_err(|error| error.to_string())?;
        }
        let file = archive.finish().map_err(|error| error.to_string())?;
        Ok(file.into_inner())
    }
}

fn problem(message: &str) -> Error {
    Error::Template {
        file: FILE.to_string(),
        line: 1,
        message: message.to_string(),
    }
}

/// Parts with words a reader sees.
fn is_text(name: &str) -> bool {
    let inner = name.strip_prefix("word/").unwrap_or_default();
    inner == "document.xml"
        || ["header", "footer"].iter().any(|kind| inner.starts_with(kind)) && inner.ends_with(".xml")
}

/// `xml` with every `{name}` of its paragraphs replaced by what `value` gives; names without one stay.
fn filled(xml: &str, value: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(xml.len() + 256);
    let mut rest = xml;
    while let Some(end) = rest.find("</w:p>") {
        let end = end + "</w:p>".len();
        paragraph(&rest[..end], value, &mut filled);
        rest = &rest[end..];
    }
    filled.push_str(rest);
    filled
}

/// One paragraph: the words of its runs are read together.
fn paragraph(xml: &str, value: &mut dyn FnMut(&str) -> Option<String>, filled: &mut String) {
    let places = texts(xml);
    let words: String = places.iter().map(|(start, end)| &xml[*start..*end]).collect();
    if !words.contains('{') {
        filled.push_str(xml);
        return;
    }
    // What each run says afterwards: a value stands where its brace opens.
    let mut said: Vec<String> = vec![String::new(); places.len()];
    let starts: Vec<usize> = places
        .iter()
        .scan(0, |at, (start, end)| {
            let begins = *at;
            *at += end - start;
            Some(begins)
        })
        .collect();
    let run_of = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let mut at = 0;
    while let Some(letter) = words[at..].chars().next() {
        let name = words[at..]
            .strip_prefix('{')
            .and_then(|rest| Some((rest, rest.find('}')?)));
        let replaced = name.and_then(|(rest, end)| Some((value(rest[..end].trim())?, end)));
        match replaced {
            Some((words_now, end)) => {
                said[run_of(at)].push_str(&escaped(&words_now));
                at += end + 2;
            }
            None => {
                said[run_of(at)].push(letter);
                at += letter.len_utf8();
            }
        }
    }
    let mut copied = 0;
    for ((start, end), words) in places.iter().zip(&said) {
        filled.push_str(&xml[copied..*start]);
        filled.push_str(words);
        copied = *end;
    }
    filled.push_str(&xml[copied..]);
}

/// Where the words of the runs stand: the insides of `<w:t>`.
fn texts(xml: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = xml[at..].find("<w:t") {
        let tag = at + found;
        let behind = &xml[tag + "<w:t".len()..];
        let Some(open) = xml[tag..].find('>').map(|open| tag + open + 1) else {
            break;
        };
        at = open;
        // <w:tab/>, <w:tbl>, <w:t/>.
        if !behind.starts_with(['>', ' ']) || xml[..open].ends_with("/>") {
            continue;
        }
        let Some(close) = xml[open..].find("</w:t>").map(|close| open + close) else {
            break;
        };
        places.push((open, close));
        at = close;
    }
    places
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_though_cut_over_runs() {
        let mut value = |name: &str| (name == "单位").then(|| "甲<局>".to_string());
        let xml =
            "<w:p><w:r><w:t>致{单</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">位} {无}：</w:t></w:r></w:p>";
        assert_eq!(
            filled(xml, &mut value),
            "<w:p><w:r><w:t>致甲&lt;局&gt;</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\"> {无}：</w:t></w:r></w:p>"
        );
    }
}
