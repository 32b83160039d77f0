//! The streams of a Word 97–2003 file, unpacked: its text by the piece table, and the properties of characters and
//! paragraphs by their place in the file.

use std::io::{Cursor, Read};
use std::rc::Rc;

use super::bytes::{slice, u16_at, u32_at};
use super::refused;
use crate::Error;
use crate::read::limits::{Limits, damaged, too_large};
use crate::read::rtf::charset;

/// Where the header tells the place and length of a part of the table stream.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Styles = 0xA2,
    CharacterRuns = 0xFA,
    ParagraphRuns = 0x102,
    Pieces = 0x1A2,
    Anchors = 0x1DA,
    Boxes = 0x25A,
    Lists = 0x2E2,
    Overrides = 0x2EA,
}

/// A page of properties.
const PAGE: usize = 512;
/// The first version whose files are built this way (Word 97).
const WORD_97: u16 = 0xC1;

/// The streams of a file.
pub(super) struct File {
    pub document: Vec<u8>,
    pub table: Vec<u8>,
    pub data: Vec<u8>,
}

/// A character with its place in the document stream and its piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub letter: char,
    pub at: u32,
    pub piece: u32,
}

/// What pieces add to the properties of their text: files saved in haste.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub letters: Vec<Letter>,
    /// Modifiers of each piece.
    pub modifiers: Vec<Rc<[u8]>>,
    /// Characters that the header promises and no piece holds.
    pub missing: usize,
}

/// Lengths of the parts of the text, in the order they stand in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    pub text: usize,
    pub footnotes: usize,
    pub comments: usize,
    pub endnotes: usize,
    pub boxes: usize,
    /// Where the text of the boxes begins.
    pub boxes_at: usize,
}

impl File {
    pub fn open(name: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let broken = || damaged(name, "Word、WPS ", "目录不完整，可能没有下载完");
        let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
        if ole.exists("/EncryptedPackage") {
            return Err(refused(
                name,
                "文件设有打开密码",
                "请向来文单位索取密码，打开后另存为不带密码的文件再试。",
            ));
        }
        let mut left = limits.inflated;
        let mut stream = |path: &str| -> Result<Option<Vec<u8>>, Error> {
            if !ole.is_stream(path) {
                return Ok(None);
            }
            let mut content = Vec::new();
            let stream = ole.open_stream(path).map_err(|_| broken())?;
            stream
                .take(left as u64 + 1)
                .read_to_end(&mut content)
                .map_err(|_| broken())?;
            left = left
                .checked_sub(content.len())
                .ok_or_else(|| too_large(name, "inflated"))?;
            Ok(Some(content))
        };
        let document = stream("/WordDocument")?.ok_or_else(broken)?;
        check(name, &document)?;
        let flags = u16_at(&document, 0x0A).unwrap_or(0);
        let path = if flags & 0x0200 == 0 { "/0Table" } else { "/1Table" };
        let table = stream(path)?.ok_or_else(broken)?;
        let data = stream("/Data")?.unwrap_or_default();
        Ok(File { document, table, data })
    }

    /// The part of the table stream that the header names.
    pub fn part(&self, part: Part) -> &[u8] {
        let (at, length) = self.place(part);
        slice(&self.table, at, length).unwrap_or_default()
    }

    /// Where a part begins, and how long it is.
    pub fn place(&self, part: Part) -> (usize, usize) {
        let number = |at| u32_at(&self.document, at).unwrap_or(0) as usize;
        (number(part as usize), number(part as usize + 4))
    }

    pub fn lengths(&self) -> Lengths {
        let count = |at| u32_at(&self.document, at).unwrap_or(0).min(i32::MAX as u32) as usize;
        let (text, footnotes, headers) = (count(0x4C), count(0x50), count(0x54));
        let (macros, comments, endnotes, boxes) = (count(0x58), count(0x5C), count(0x60), count(0x64));
        Lengths {
            text,
            footnotes,
            comments,
            endnotes,
            boxes,
            boxes_at: text + footnotes + headers + macros + comments + endnotes,
        }
    }

    /// The text, all its parts, with the place of each character.
    pub fn pieces(&self) -> Pieces {
        let (changes, list) = split_pieces(self.part(Part::Pieces));
        // Many pieces may name one long list.
        let changes: Vec<Rc<[u8]>> = changes.into_iter().map(Rc::from).collect();
        let count = list.len().saturating_sub(4) / 12;
        let mut pieces = Pieces::default();
        let lengths = self.lengths();
        for piece in 0..count {
            let (Some(from), Some(to)) = (u32_at(list, piece * 4), u32_at(list, piece * 4 + 4)) else {
                break;
            };
            let descriptor = (count + 1) * 4 + piece * 8;
            let (Some(place), Some(modifier)) = (u32_at(list, descriptor + 2), u16_at(list, descriptor + 6)) else {
                break;
            };
            pieces.modifiers.push(modifiers(modifier, &changes));
            // Pieces never hold more than the stream they lie in.
            let room = self.document.len().saturating_sub(pieces.letters.len());
            let length = to.saturating_sub(from) as usize;
            self.piece(place, length.min(room), piece as u32, &mut pieces.letters);
        }
        pieces.missing = lengths.text.saturating_sub(pieces.letters.len());
        pieces
    }

    /// One piece: a character a byte, or two bytes each.
    fn piece(&self, place: u32, length: usize, piece: u32, letters: &mut Vec<Letter>) {
        if place & 0x4000_0000 == 0 {
            let start = place as usize;
            let bytes = self.document.get(start..).unwrap_or_default();
            let bytes = &bytes[..bytes.len().min(length.saturating_mul(2)) & !1];
            let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let mut at = start as u32;
            for letter in char::decode_utf16(units) {
                let letter = letter.unwrap_or('\u{fffd}');
                for part in 0..letter.len_utf16() {
                    // The second half of a pair keeps the count of places right and shows nothing.
                    let letter = if part == 0 { letter } else { '\u{200b}' };
                    letters.push(Letter { letter, at, piece });
                    at += 2;
                }
            }
            return;
        }
        let start = (place & 0x3FFF_FFFF) as usize / 2;
        let bytes = self.document.get(start..).unwrap_or_default();
        let bytes = &bytes[..bytes.len().min(length)];
        let mut places = (start as u32)..;
        for letter in single_bytes(bytes, self.language()) {
            letters.push(Letter {
                letter,
                at: places.next().unwrap_or(0),
                piece,
            });
        }
    }

    /// The language the file was written in.
    fn language(&self) -> u16 {
        u16_at(&self.document, 6).unwrap_or(0)
    }

    /// The modifiers of characters or paragraphs by their place in the document stream, in that order.
    pub fn runs(&self, part: Part) -> Vec<(u32, u32, &[u8])> {
        let list = self.part(part);
        let count = list.len().saturating_sub(4) / 8;
        let paragraphs = matches!(part, Part::ParagraphRuns);
        let mut runs = Vec::new();
        let mut last = u32::MAX;
        for at in 0..count {
            let Some(page) = u32_at(list, (count + 1) * 4 + at * 4).map(|page| page & 0x3F_FFFF) else {
                break;
            };
            // A page named again and again would be read again and again.
            if page == last {
                continue;
            }
            last = page;
            let Some(page) = slice(&self.document, page as usize * PAGE, PAGE) else {
                continue;
            };
            page_runs(page, paragraphs, &mut runs);
            if runs.len() > self.document.len() {
                break;
            }
        }
        runs.sort_by_key(|run| run.0);
        runs
    }
}

/// Whether the header is one of a file that can be read.
fn check(name: &str, document: &[u8]) -> Result<(), Error> {
    let broken = || damaged(name, "Word、WPS ", "文件头不完整");
    let magic = u16_at(document, 0).ok_or_else(broken)?;
    let version = u16_at(document, 2).ok_or_else(broken)?;
    let flags = u16_at(document, 0x0A).ok_or_else(broken)?;
    if flags & 0x0100 != 0 {
        let advice = "请向来文单位索取密码，打开后另存为不带密码的文件再试。";
        return Err(refused(name, "Word、WPS 文件设有打开密码", advice));
    }
    if magic != 0xA5EC || version < WORD_97 {
        let advice = "请用 Word 或 WPS 打开，另存为 .docx 后再试。";
        return Err(refused(name, "是 Word 97 以前的旧格式", advice));
    }
    Ok(())
}

/// The parts of the piece table: modifiers that pieces name, and the list of pieces.
fn split_pieces(mut clx: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let mut changes = Vec::new();
    loop {
        match clx.first() {
            Some(1) => {
                let Some(length) = u16_at(clx, 1).map(usize::from) else {
                    return (changes, &[]);
                };
                let Some(list) = slice(clx, 3, length) else {
                    return (changes, &[]);
                };
                changes.push(list);
                clx = &clx[3 + length..];
            }
            Some(2) => {
                let length = u32_at(clx, 1).unwrap_or(0) as usize;
                let rest = clx.get(5..).unwrap_or_default();
                return (changes, &rest[..length.min(rest.len())]);
            }
            _ => return (changes, &[]),
        }
    }
}

/// The modifiers a piece names: one of the list, or one short one.
fn modifiers(modifier: u16, changes: &[Rc<[u8]>]) -> Rc<[u8]> {
    if modifier & 1 == 1 {
        return changes
            .get(usize::from(modifier >> 1))
            .map_or_else(|| Rc::from([]), Rc::clone);
    }
    let code: u16 = match (modifier >> 1) & 0x7F {
        0x0C => super::sprm::P_LEVEL,
        0x18 => super::sprm::P_IN_TABLE,
        0x19 => super::sprm::P_ROW_END,
        0x41 => super::sprm::C_DELETED,
        0x42 => super::sprm::C_INSERTED,
        0x5C => super::sprm::C_VANISH,
        _ => return Rc::from([]),
    };
    let [low, high] = code.to_le_bytes();
    Rc::from([low, high, (modifier >> 8) as u8])
}

/// Text of a byte a character: Western letters, or two bytes a Chinese character where nothing else fits. One character
/// for each byte, so that places count on.
fn single_bytes(bytes: &[u8], language: u16) -> Vec<char> {
    let wide = bytes.iter().filter(|byte| **byte >= 0x81).count();
    let encoding = match language {
        0x0404 | 0x0C04 | 0x1404 => charset::of_page(950),
        _ => charset::of_page(936),
    };
    if wide >= 4
        && encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    {
        let mut letters = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            let length = if bytes[at] >= 0x81 { 2 } else { 1 };
            let part = &bytes[at..(at + length).min(bytes.len())];
            let (words, _) = encoding.decode_without_bom_handling(part);
            let mut words = words.chars();
            letters.extend((0..part.len()).map(|_| words.next().unwrap_or('\u{200b}')));
            at += length;
        }
        return letters;
    }
    let western = encoding_rs::WINDOWS_1252;
    bytes
        .iter()
        .map(|byte| match byte {
            0..=0x7F => char::from(*byte),
            _ => western
                .decode_without_bom_handling(&[*byte])
                .0
                .chars()
                .next()
                .unwrap_or('\u{fffd}'),
        })
        .collect()
}

/// The runs of one page of properties.
fn page_runs<'a>(page: &'a [u8], paragraphs: bool, runs: &mut Vec<(u32, u32, &'a [u8])>) {
    let count = usize::from(page[PAGE - 1]);
    let width = if paragraphs { 13 } else { 1 };
    for at in 0..count {
        let (Some(from), Some(to)) = (u32_at(page, at * 4), u32_at(page, at * 4 + 4)) else {
            return;
        };
        let Some(offset) = page
            .get((count + 1) * 4 + at * width)
            .map(|offset| usize::from(*offset) * 2)
        else {
            return;
        };
        let (start, length) = match (offset, paragraphs) {
            (0, _) => (0, 0),
            (_, false) => (offset + 1, page.get(offset).copied().map_or(0, usize::from)),
            (_, true) => match page.get(offset).copied().map_or(0, usize::from) {
                0 => (offset + 2, page.get(offset + 1).copied().map_or(0, usize::from) * 2),
                half => (offset + 1, half * 2 - 1),
            },
        };
        let list = page.get(start..(start + length).min(PAGE - 1)).unwrap_or_default();
        runs.push((from, to, list));
    }
}
