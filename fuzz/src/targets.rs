//! What is fuzzed: a target for each reader, and one for what comes after all of them. `tests/corpus.rs` sends the
//! kept files through the same code in every run of the tests, without a fuzzer.

use fengong::pipeline::{Extraction, Options};
use fengong::read::{Changes, Limits};
use zip::CompressionMethod;

use crate::hostile::{archive, compound, outcome};
use crate::support::check_json;

/// What begins a part of a container in a target's bytes: the rest of the line is its name.
const PART: &[u8] = b"==> ";

/// A target.
pub struct Target {
    pub name: &'static str,
    /// What its bytes are made into before they are read.
    form: Form,
}

/// How the bytes that a fuzzer makes up become a file that reaches the reader.
enum Form {
    /// They are the file.
    File,
    /// They are the file; this stands before them where they do not begin so.
    Headed(&'static [u8]),
    /// They are an archive, or its parts: an archive made up whole dies at the first checksum. A part without a name
    /// has this one.
    Archive(&'static str),
    /// They are an OLE file, or its streams.
    Compound(&'static str),
    /// They are text, whatever they are.
    Text,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target("csv", Form::File),
    target("doc", Form::Compound("WordDocument")),
    target("docx", Form::Archive("word/document.xml")),
    target("extractor", Form::Text),
    target("html", Form::Headed(b"<html>")),
    target("markdown", Form::Headed(b"# ")),
    target("mhtml", Form::Headed(b"MIME-Version: 1.0\n")),
    target("odf", Form::Archive("content.xml")),
    target("ofd", Form::Archive("OFD.xml")),
    target("pdf", Form::Headed(b"%PDF-1.7\n")),
    target("rtf", Form::Headed(b"{\\rtf1")),
    target("text", Form::File),
    target("xls", Form::Compound("Workbook")),
    target("xlsx", Form::Archive("xl/workbook.xml")),
    target("zip", Form::Archive("a.txt")),
];

const fn target(name: &'static str, form: Form) -> Target {
    Target { name, form }
}

/// Reads what a target makes of bytes: a plan that holds together, or an error that names the file.
pub fn run(name: &str, bytes: &[u8]) -> Result<Extraction, String> {
    let target = TARGETS.iter().find(|target| target.name == name);
    let form = &target.unwrap_or_else(|| panic!("there is no target {name}")).form;
    let found = outcome("要点.bin", form.file(bytes), &options(bytes.len()))?;
    if matches!(form, Form::Text) {
        check_json(&found.plan).unwrap_or_else(|error| panic!("{error}"));
    }
    Ok(found)
}

/// Limits low enough to be met by files of a few kilobytes; one file in eight is read as it stood before its changes.
fn options(length: usize) -> Options {
    let mut options = Options::default();
    options.read.limits = Limits {
        inflated: 8 << 20,
        parts: 100,
        depth: 64,
        cells: 20_000,
        pages: 20,
    };
    if length % 8 == 7 {
        options.read.changes = Changes::Original;
    }
    options
}

impl Form {
    fn file(&self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Form::File => bytes.to_vec(),
            Form::Headed(head) if bytes.starts_with(&head[..head.len().min(5)]) => bytes.to_vec(),
            Form::Headed(head) => [head, bytes].concat(),
            Form::Archive(_) if bytes.starts_with(b"PK") => bytes.to_vec(),
            Form::Archive(first) => archive(&parts(bytes, first), CompressionMethod::Stored),
            Form::Compound(_) if bytes.starts_with(b"\xd0\xcf\x11\xe0") => bytes.to_vec(),
            Form::Compound(first) => compound(&parts(bytes, first)),
            Form::Text => String::from_utf8_lossy(bytes).into_owned().into_bytes(),
        }
    }
}

/// Bytes as named parts.
fn parts<'a>(bytes: &'a [u8], first: &str) -> Vec<(String, &'a [u8])> {
    let mut parts = Vec::new();
    let (mut name, mut rest) = (first.to_string(), bytes);
    if let Some(behind) = rest.strip_prefix(PART) {
        (name, rest) = named(behind);
    }
    loop {
        let next = rest
            .windows(PART.len() + 1)
            .position(|seen| seen[0] == b'\n' && &seen[1..] == PART);
        let Some(at) = next else {
            parts.push((name, rest));
            return parts;
        };
        parts.push((name, &rest[..at]));
        (name, rest) = named(&rest[at + 1 + PART.len()..]);
    }
}

/// The line that names a part, and what follows.
fn named(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let rest = bytes.get(end + 1..).unwrap_or_default();
    (String::from_utf8_lossy(&bytes[..end]).into_owned(), rest)
}
