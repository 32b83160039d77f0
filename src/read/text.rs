//! Plain text: a paragraph a line.

use super::{Content, Options, decode};
use crate::Error;
use crate::source::{Block, Span};

/// Text holds no zero bytes, but for UTF-16, which [`decode::wide`] knows.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    decode::signature(bytes).is_none()
        && (decode::wide(bytes).is_some() || decode::utf32(bytes).is_some() || !decode::looks_binary(bytes))
}

pub(super) fn read(name: &str, bytes: Vec<u8>, _: &Options) -> Result<Content, Error> {
    decode::decode(name, bytes).map(content)
}

/// Decoded text as it stands, a paragraph a line.
pub(super) fn content(decoded: decode::Decoded) -> Content {
    let blocks = paragraphs(&decoded.text);
    Content {
        encoding: decoded.encoding,
        text: decoded.text,
        replaced: decoded.replaced,
        blocks,
        locations: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The lines of `text` that hold more than white space, without the white space at their ends.
fn paragraphs(text: &str) -> Vec<Block> {
    let bytes = text.as_bytes();
    let mut blocks = Vec::with_capacity(bytes.len() / 200);
    let mut start = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain(std::iter::once(bytes.len()));
    for end in ends {
        let line = trimmed(text, Span::new(start, end));
        if !line.is_empty() {
            blocks.push(Block::Paragraph(line));
        }
        start = end + 1;
    }
    blocks
}

/// White space and the invisible characters that web pages leave at the ends of lines.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{00ad}')
}

fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let end = span.start + slice.trim_end_matches(is_blank).len();
    let slice = &text[span.start..end];
    Span::new(end - slice.trim_start_matches(is_blank).len(), end)
}
