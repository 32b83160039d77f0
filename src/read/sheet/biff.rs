//! What an xls file says beside the values of its cells: formats of numbers, hidden rows and columns, and how far its
//! cells lie apart, before anybody lays them out as a rectangle.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::rc::Rc;

use super::hidden::Hidden;
use super::number::built_in;
use crate::Error;
use crate::read::limits::{Limits, too_large};

/// Empty cells beside one that holds something.
const SPARSE: usize = 4;
/// Longest format of a number.
const LONGEST: usize = 500;

/// What is said of a workbook, by the names of its sheets.
#[derive(Default)]
pub(super) struct Said {
    pub sheets: HashMap<String, Sheet>,
}

/// What is said of a sheet.
#[derive(Default)]
pub(super) struct Sheet {
    /// Formats of the cells that hold numbers.
    pub formats: HashMap<(usize, usize), Rc<String>>,
    pub hidden: Hidden,
}

/// Records of a stream: their kinds and contents.
struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.bytes, self.at)?;
        let length = usize::from(u16_at(self.bytes, self.at + 2)?);
        let body = self.bytes.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, body))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// Reads what the stream of the workbook says; nothing where there is none.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Said, Error> {
    let mut said = Said::default();
    let Some(stream) = stream(bytes, limits.inflated) else {
        return Ok(said);
    };
    let (mut own, mut styles, mut sheets) = (HashMap::new(), Vec::new(), Vec::new());
    for (kind, body) in (Records { bytes: &stream, at: 0 }) {
        match kind {
            0x0A => break,
            0x41E => own.extend(format(body)),
            0xE0 => styles.push(u16_at(body, 2).unwrap_or(0)),
            0x85 => sheets.extend(sheet_at(body)),
            _ => {}
        }
    }
    let styles: Vec<Rc<String>> = styles
        .into_iter()
        .map(|id| {
            own.get(&id)
                .cloned()
                .unwrap_or_else(|| Rc::new(built_in(u32::from(id)).to_string()))
        })
        .collect();
    let mut left = limits.cells.saturating_mul(SPARSE);
    for (sheet, at) in sheets {
        let (found, cells) = sheet_of(&stream, at, &styles);
        left = left.checked_sub(cells).ok_or_else(|| too_large(name, "cells"))?;
        said.sheets.insert(sheet, found);
    }
    Ok(said)
}

fn stream(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let path = ["/Workbook", "/Book"].into_iter().find(|path| ole.is_stream(path))?;
    let mut stream = Vec::new();
    ole.open_stream(path)
        .ok()?
        .take(most as u64)
        .read_to_end(&mut stream)
        .ok()?;
    Some(stream)
}

/// A format somebody made: its number and its code.
fn format(body: &[u8]) -> Option<(u16, Rc<String>)> {
    let id = u16_at(body, 0)?;
    let length = usize::from(u16_at(body, 2)?);
    let code = match body.get(4)? {
        1 => wide(body.get(5..5 + length * 2)?),
        0 => body.get(5..5 + length)?.iter().map(|byte| char::from(*byte)).collect(),
        // Before Excel 97 a byte tells the length, and the system's code page the letters.
        _ => {
            let length = usize::from(*body.get(2)?);
            encoding_rs::GB18030.decode(body.get(3..3 + length)?).0.into_owned()
        }
    };
    (code.len() <= LONGEST).then(|| (id, Rc::new(code)))
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or('\u{fffd}'))
        .collect()
}

/// A sheet's name and where it begins.
fn sheet_at(body: &[u8]) -> Option<(String, usize)> {
    let at = u32::from_le_bytes([*body.first()?, *body.get(1)?, *body.get(2)?, *body.get(3)?]);
    let length = usize::from(*body.get(6)?);
    let name = match body.get(7)? {
        1 if body.len() == 8 + length * 2 => wide(&body[8..]),
        0 if body.len() == 8 + length => body[8..].iter().map(|byte| char::from(*byte)).collect(),
        _ => encoding_rs::GB18030.decode(body.get(7..7 + length)?).0.into_owned(),
    };
    Some((name, at as usize))
}

/// What is said of the sheet that begins at `at`, and how many cells it takes as a rectangle.
fn sheet_of(stream: &[u8], at: usize, styles: &[Rc<String>]) -> (Sheet, usize) {
    let mut sheet = Sheet::default();
    let mut extent: Option<(usize, usize, usize, usize)> = None;
    let (mut depth, mut by_filter) = (0usize, false);
    for (kind, body) in (Records { bytes: stream, at }) {
        let place = || Some((usize::from(u16_at(body, 0)?), usize::from(u16_at(body, 2)?)));
        match kind {
            0x809 => depth += 1,
            0x0A if depth <= 1 => break,
            0x0A => depth -= 1,
            // Charts inside a sheet have records of their own.
            _ if depth > 1 => {}
            0x0203 | 0x027E | 0x0006 | 0x00FD | 0x0204 | 0x00D6 | 0x0205 => {
                let Some((row, column)) = place() else { continue };
                grow(&mut extent, row, column);
                if let (0x0203 | 0x027E | 0x0006, Some(style)) = (kind, u16_at(body, 4)) {
                    number(&mut sheet, (row, column), styles.get(usize::from(style)));
                }
            }
            0x00BD => {
                let Some((row, first)) = place() else { continue };
                for (column, cell) in body.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                    grow(&mut extent, row, first + column);
                    let style = u16_at(cell, 0).and_then(|style| styles.get(usize::from(style)));
                    number(&mut sheet, (row, first + column), style);
                }
            }
            0x0208 if u16_at(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                if let Some((row, _)) = place() {
                    sheet.hidden.row(row, row);
                }
            }
            0x007D if u16_at(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let Some((first, last)) = place() {
                    sheet.hidden.column(first, last.max(first));
                }
            }
            0x009B => by_filter = true,
            _ => {}
        }
    }
    if by_filter {
        sheet.hidden.all_by_filter();
    }
    let cells = extent.map_or(0, |(top, left, bottom, right)| (bottom - top + 1) * (right - left + 1));
    (sheet, cells)
}

fn grow(extent: &mut Option<(usize, usize, usize, usize)>, row: usize, column: usize) {
    let (top, left, bottom, right) = extent.unwrap_or((row, column, row, column));
    *extent = Some((top.min(row), left.min(column), bottom.max(row), right.max(column)));
}

fn number(sheet: &mut Sheet, place: (usize, usize), format: Option<&Rc<String>>) {
    if let Some(format) = format.filter(|format| format.as_str() != "General") {
        sheet.formats.insert(place, Rc::clone(format));
    }
}
