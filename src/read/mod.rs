//! Bytes to [`Document`]: one file a format, formats recognised by content.

use crate::Error;
use crate::source::{Block, Document, Span};

/// Reads the content of the file `name`.
///
/// # Errors
/// [`Error::Empty`] and [`Error::Unreadable`].
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Document, Error> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let blocks = vec![Block::Paragraph(Span::new(0, text.len()))];
    Ok(Document {
        name: name.to_string(),
        format: "txt",
        encoding: "UTF-8",
        sha256: String::new(),
        text,
        replaced: Vec::new(),
        blocks,
    })
}
