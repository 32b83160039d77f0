//! How much room the sheets of an xls file would take: calamine lays a sheet out as the whole rectangle between its
//! cells, so that two cells of a small file can ask for half a gigabyte, and each name of the sheet for as much again.

use std::io::{Cursor, Read};

use crate::Error;
use crate::read::limits::{Limits, Room, damaged, too_large};

/// Names a sheet and where in the stream it begins.
const SHEET: u16 = 0x85;
/// What begins and ends a part of the stream; charts are parts inside sheets.
const BEGIN: u16 = 0x809;
const END: u16 = 0x0A;
/// The rows and columns a sheet says it has; memory is asked for as many before any is looked at.
const CLAIM: u16 = 0x200;
/// Rows and columns of such a sheet at most.
const LARGEST: (usize, usize) = (65_536, 256);
/// Several cells beside each other; the last column stands at the end.
const SEVERAL: u16 = 0xBD;
/// Records that are cells: they begin with row and column.
const CELLS: [u16; 8] = [0x06, SEVERAL, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x27E];
/// Sheets do not share their records; several names for one would have it read again and again.
const SHARED: usize = 4;

/// Refuses a file whose sheets would take more than the limits allow.
pub(super) fn check(name: &str, bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let broken = || damaged(name, super::book::KIND, "目录不完整，可能没有下载完");
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
    let path = ["/Workbook", "/Book"].into_iter().find(|path| ole.is_stream(path));
    let stream = ole.open_stream(path.ok_or_else(broken)?).map_err(|_| broken())?;
    let mut content = Vec::new();
    let read = stream.take(limits.inflated as u64 + 1).read_to_end(&mut content);
    read.map_err(|_| broken())?;
    if content.len() > limits.inflated {
        return Err(too_large(name, "inflated"));
    }
    let mut room = Room::new(name, limits);
    let mut left = content.len().saturating_mul(SHARED);
    for (_, sheet) in records(&content, 0).filter(|(kind, _)| *kind == SHEET) {
        let begins = number(sheet, 0) | number(sheet, 2) << 16;
        let mut extent = Extent::default();
        for (kind, record) in records(&content, begins) {
            left = left
                .checked_sub(4 + record.len())
                .ok_or_else(|| too_large(name, "cells"))?;
            if kind == CLAIM && !is_possible(record) {
                return Err(damaged(name, super::book::KIND, "工作表的行列数不可能"));
            }
            if CELLS.contains(&kind) {
                room.cell(0)?;
                extent.add(kind, record);
            }
        }
        room.grid(extent.rows.1 - extent.rows.0, extent.columns.1 - extent.columns.0)?;
    }
    Ok(())
}

/// The rows and columns of a sheet from the first to behind the last.
#[derive(Default)]
struct Extent {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Extent {
    fn add(&mut self, kind: u16, record: &[u8]) {
        let (row, column) = (number(record, 0), number(record, 2));
        let last = match kind {
            SEVERAL => number(record, record.len().saturating_sub(2)).max(column),
            _ => column,
        };
        if self.rows.1 == 0 {
            (self.rows, self.columns) = ((row, row), (column, column));
        }
        self.rows = (self.rows.0.min(row), self.rows.1.max(row + 1));
        self.columns = (self.columns.0.min(column), self.columns.1.max(last + 1));
    }
}

/// Whether a sheet can have the rows and columns it says: first and behind the last, rows as two or four bytes.
fn is_possible(claim: &[u8]) -> bool {
    let (first, last, columns) = match claim.len() {
        10 => (number(claim, 0), number(claim, 2), number(claim, 6)),
        _ => (
            number(claim, 0) | number(claim, 2) << 16,
            number(claim, 4) | number(claim, 6) << 16,
            number(claim, 10),
        ),
    };
    last == 0 || first <= last && last <= LARGEST.0 && columns <= LARGEST.1
}

/// A number of two bytes; 0 where the record is too short.
fn number(record: &[u8], at: usize) -> usize {
    let pair = record.get(at..at + 2).and_then(|pair| pair.try_into().ok());
    pair.map_or(0, |pair| usize::from(u16::from_le_bytes(pair)))
}

/// The records from `at` to the end of their part of the stream.
fn records(content: &[u8], at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = content.get(at..).unwrap_or_default();
    let mut depth = 0usize;
    std::iter::from_fn(move || {
        let kind = rest.get(..2).map(|_| number(rest, 0) as u16)?;
        let record = rest.get(4..4 + number(rest, 2))?;
        rest = &rest[4 + record.len()..];
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => return None,
            END => depth -= 1,
            _ => {}
        }
        Some((kind, record))
    })
}
