//! Bytes to [`Document`]: one file a format, formats recognised by content, never by the file's name.

mod builder;
mod bundle;
pub(crate) mod decode;
mod doc;
mod docx;
mod flow;
pub(crate) mod guard;
mod html;
mod limits;
mod markdown;
mod odf;
mod ofd;
mod package;
mod page;
mod pdf;
mod rtf;
mod sheet;
mod text;
mod xml;

pub use limits::{Limits, NAMES as LIMIT_NAMES};

use sha2::{Digest, Sha256};

use crate::Error;
use crate::source::{Block, Document, File, Location, Span};

/// A reader for one format.
struct Reader {
    /// Name shown in `source.format`.
    format: &'static str,
    /// Endings of the names of such files, lower case, without the dot: for choosing the plans in a folder. A file
    /// that is named is read whatever it is called.
    extensions: &'static [&'static str],
    /// Whether the bytes are of this format.
    recognises: fn(&[u8]) -> bool,
    /// Reads the bytes.
    read: fn(&str, Vec<u8>, &Options) -> Result<Content, Error>,
}

/// What a user may decide about reading files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The most that is read of one file.
    pub limits: Limits,
    /// What of tracked changes is read.
    pub changes: Changes,
}

/// What of a document's tracked changes is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Changes {
    /// The text as it stands once all are accepted.
    #[default]
    Accepted,
    /// The text as it stood before.
    Original,
}

/// What a reader gives back: the parts of a [`Document`] that depend on the format.
struct Content {
    encoding: &'static str,
    text: String,
    replaced: Vec<Span>,
    blocks: Vec<Block>,
    locations: Vec<(usize, Location)>,
    remarks: Vec<String>,
}

/// Every reader; the first that recognises the bytes reads them, so the plain text reader stands last.
const READERS: &[Reader] = &[
    Reader {
        format: "pdf",
        extensions: &["pdf"],
        recognises: pdf::recognises,
        read: pdf::read,
    },
    Reader {
        format: "ofd",
        extensions: &["ofd"],
        recognises: ofd::recognises,
        read: ofd::read,
    },
    Reader {
        format: "rtf",
        extensions: &["rtf"],
        recognises: rtf::recognises,
        read: rtf::read,
    },
    Reader {
        format: "docx",
        extensions: &["docx", "docm", "dotx", "wps"],
        recognises: docx::recognises,
        read: docx::read,
    },
    Reader {
        format: "doc",
        extensions: &["doc", "dot", "wps"],
        recognises: doc::recognises,
        read: doc::read,
    },
    Reader {
        format: "xlsx",
        extensions: &["xlsx", "xlsm", "xltx"],
        recognises: sheet::recognises_xlsx,
        read: sheet::read_xlsx,
    },
    Reader {
        format: "xls",
        extensions: &["xls", "et"],
        recognises: sheet::recognises_xls,
        read: sheet::read_xls,
    },
    Reader {
        format: "ods",
        extensions: &["ods"],
        recognises: odf::recognises_sheets,
        read: odf::read_sheets,
    },
    Reader {
        format: "odt",
        extensions: &["odt"],
        recognises: odf::recognises,
        read: odf::read,
    },
    Reader {
        format: "mhtml",
        extensions: &["mht", "mhtml"],
        recognises: html::recognises_mime,
        read: html::read_mime,
    },
    Reader {
        format: "html",
        extensions: &["html", "htm", "shtml"],
        recognises: html::recognises,
        read: html::read,
    },
    Reader {
        format: "csv",
        extensions: &["csv", "tsv"],
        recognises: sheet::recognises_csv,
        read: sheet::read_csv,
    },
    Reader {
        format: "md",
        extensions: &["md", "markdown"],
        recognises: markdown::recognises,
        read: markdown::read,
    },
    Reader {
        format: "txt",
        extensions: &["txt", "text"],
        recognises: text::recognises,
        read: text::read,
    },
];

/// Endings of the names of files that can be read, lower case, without the dot.
///
/// ```
/// assert!(fengong::read::extensions().any(|ending| ending == "txt"));
/// ```
pub fn extensions() -> impl Iterator<Item = &'static str> {
    READERS
        .iter()
        .flat_map(|reader| reader.extensions)
        .copied()
        .chain(["zip"])
}

/// Reads the content of the file `name`.
///
/// # Errors
/// [`Error::Empty`] for nothing but white space, [`Error::Unreadable`] for anything no reader knows.
pub fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Document, Error> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Error::Empty { name: name.to_string() });
    }
    let reader = READERS.iter().find(|reader| (reader.recognises)(&bytes));
    if reader.is_none() && bundle::recognises(&bytes) {
        return bundle::read(name, &bytes, options);
    }
    let Some(reader) = reader else {
        return Err(decode::unreadable(name, &bytes));
    };
    read_one(name, bytes, reader, options)
}

/// The text of a file that is plain text and nothing else, whatever it looks like: a template, with `# ` before
/// remarks, is no markdown.
///
/// # Errors
/// [`Error::Empty`] for nothing but white space, [`Error::Unreadable`] for what is no text.
pub fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(Error::Empty { name: name.to_string() });
    }
    if !text::recognises(&bytes) {
        return Err(decode::unreadable(name, &bytes));
    }
    decode::decode(name, bytes).map(|decoded| decoded.text)
}

/// Reads a file of the format of `reader`.
fn read_one(name: &str, bytes: Vec<u8>, reader: &Reader, options: &Options) -> Result<Document, Error> {
    let sha256 = sha256(&bytes);
    let content = (reader.read)(name, bytes, options)?;
    if content.blocks.is_empty() {
        return Err(Error::Empty { name: name.to_string() });
    }
    let file = File {
        name: name.to_string(),
        format: reader.format,
        encoding: content.encoding,
        sha256,
        span: Span::new(0, content.text.len()),
    };
    Ok(Document {
        files: vec![file],
        text: content.text,
        replaced: content.replaced,
        blocks: content.blocks,
        locations: content.locations,
        remarks: content.remarks,
    })
}

/// The fingerprint of a file, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
