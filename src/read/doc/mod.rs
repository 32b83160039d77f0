//! Word 97–2003 files, and those of WPS that are built the same way: an OLE container ([MS-CFB]) with the text in
//! pieces and its properties in pages ([MS-DOC]).
//!
//! - [`file`]: streams, piece table, pages of properties; nothing of what they mean.
//! - [`story`]: text and properties to paragraphs and tables, with [`list`] for numbers and [`style`] for styles.

mod bytes;
mod file;
mod list;
mod sprm;
mod story;
mod style;

use super::flow::Flow;
use super::guard::guarded;
use super::limits::damaged;
use super::{Changes, Content, Options};
use crate::Error;
use file::File;
use story::Story;

/// An OLE container that names a Word document, or one that hides a document behind a password.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    let has = |word: &str| {
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    bytes.starts_with(b"\xd0\xcf\x11\xe0") && (has("WordDocument") || has("EncryptedPackage"))
}

pub(super) fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    let file = guarded(|| File::open(name, &bytes, &options.limits));
    let file = file.unwrap_or_else(|| Err(damaged(name, "Word、WPS ", "目录无法解析")))?;
    let (pieces, lengths) = (file.pieces(), file.lengths());
    if pieces.letters.is_empty() {
        return Err(damaged(name, "Word、WPS ", "找不到正文"));
    }
    let mut story = Story::new(&file, &pieces, options.changes);
    let mut read = story.read(0, lengths.text, 0);
    read.extend(story.rest());
    let mut flow = Flow::new(name, &options.limits);
    flow.add(&read)?;
    let mut builder = flow.finish();
    if story.revised {
        builder.remark(match options.changes {
            Changes::Accepted => "有修订痕迹，按接受全部修订后读取。",
            Changes::Original => "有修订痕迹，按修订前的原文读取。",
        });
    }
    if pieces.missing > 0 {
        builder.remark(format!(
            "正文缺少末尾约 {} 个字（文件可能已损坏），请对照原件核对。",
            pieces.missing
        ));
    }
    // The parts behind the text come in the order of their lengths.
    let notes = lengths.text..lengths.text + lengths.footnotes;
    let endnotes = lengths.boxes_at - lengths.endnotes..lengths.boxes_at;
    let comments = endnotes.start - lengths.comments..endnotes.start;
    for (words, range) in [("脚注", notes), ("尾注", endnotes), ("批注", comments)] {
        for told in story.told(range) {
            builder.remark(format!("{words}没有作为正文读入：{told}"));
        }
    }
    Ok(builder.finish())
}

/// The error for a file that is of this format and cannot be read.
fn refused(name: &str, reason: &str, advice: &str) -> Error {
    Error::Unreadable {
        name: name.to_string(),
        reason: reason.to_string(),
        advice: advice.to_string(),
    }
}
