//! xlsx and xls: visible sheets, cells as they are shown as far as the file says it in words.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xls, Xlsx};

use super::number::Shower;
use super::{Cells, Region, biff, extent, parts};
use crate::Error;
use crate::read::builder::Builder;
use crate::read::guard::guarded;
use crate::read::limits::{Room, damaged, too_large};
use crate::read::package::{Package, has_part};
use crate::read::{Content, Options};
use crate::user_table::workbook::{Unfit, measure, shown};

pub(super) const KIND: &str = "Excel 工作簿";

/// Merged cells of one sheet at most.
const MERGED: usize = 20_000;

pub(in crate::read) fn recognises_xlsx(bytes: &[u8]) -> bool {
    has_part(bytes, |part| {
        part.starts_with("xl/") && part.contains("workbook") && part.ends_with(".xml")
    })
}

/// An OLE file whose folder has a stream called Workbook or Book.
pub(in crate::read) fn recognises_xls(bytes: &[u8]) -> bool {
    let wide = |word: &str| {
        word.encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let has = |word: &str| memchr::memmem::find(bytes, &wide(word)).is_some();
    bytes.starts_with(b"\xd0\xcf\x11\xe0") && (has("Workbook") || has("Book")) && !has("WordDocument")
}

pub(in crate::read) fn read_xlsx(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    measure(&bytes, options.limits.inflated as u64).map_err(|unfit| match unfit {
        Unfit::TooLarge => too_large(name, "inflated"),
        Unfit::Damaged => broken(name),
    })?;
    guarded(|| xlsx(name, &bytes, options)).unwrap_or_else(|| Err(broken(name)))
}

fn xlsx(name: &str, bytes: &[u8], options: &Options) -> Result<Content, Error> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken(name))?;
    if is_own(&mut book) {
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: "是本程序生成的工作簿，不是原文".to_string(),
            advice: "请改用生成它的那份原文（工作要点、行动计划等）。".to_string(),
        });
    }
    let mut package = Package::open(name, bytes, &options.limits)?;
    let formats = parts::formats(name, &mut package, &options.limits)?;
    let lying = parts::sheets(name, &mut package, &options.limits)?;
    let mut shower = Shower::new(book.has_1904_epoch());
    let mut builder = Builder::default();
    let mut room = Room::new(name, &options.limits);
    for sheet in visible(book.sheets_metadata(), &mut builder) {
        let part = lying.get(&sheet).map(|part| package.part(part)).transpose()?.flatten();
        let mut cells = Cells::hiding(part.map(|part| parts::hidden(&part)).unwrap_or_default());
        let mut reader = book.worksheet_cells_reader(&sheet).map_err(|_| broken(name))?;
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| broken(name))? {
            let (row, column) = cell.get_position();
            let words = formatted(cell.get_value(), formats.get(style), &mut shower);
            cells.add(&mut room, row as usize, column as usize, words)?;
        }
        drop(reader);
        let merged = book.merge_cells_by_sheet_name(&sheet).map_err(|_| broken(name))?;
        cells.merged = regions(name, &merged)?;
        cells.write(&mut room, &sheet, &mut builder)?;
    }
    Ok(builder.finish())
}

/// What a cell shows: numbers under their format, all else as it is.
fn formatted(value: &DataRef<'_>, format: Option<&String>, shower: &mut Shower) -> String {
    let number = match value {
        DataRef::Int(number) => Some(*number as f64),
        DataRef::Float(number) => Some(*number),
        DataRef::DateTime(date) => Some(date.as_f64()),
        _ => None,
    };
    let in_format = number
        .zip(format)
        .and_then(|(number, format)| shower.shown(number, format));
    in_format.unwrap_or_else(|| shown(value))
}

/// Whether the product wrote the workbook: a sheet nobody sees says what each cell is made of.
fn is_own(book: &mut Xlsx<Cursor<&[u8]>>) -> bool {
    let hidden: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    hidden.iter().any(|sheet| {
        let Ok(mut cells) = book.worksheet_cells_reader(sheet) else {
            return false;
        };
        matches!(cells.next_cell(), Ok(Some(cell)) if shown(cell.get_value()).contains(crate::proof::SCHEMA))
    })
}

pub(in crate::read) fn read_xls(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Error> {
    guarded(|| xls(name, &bytes, options)).unwrap_or_else(|| Err(broken(name)))
}

fn xls(name: &str, bytes: &[u8], options: &Options) -> Result<Content, Error> {
    extent::check(name, bytes, &options.limits)?;
    let mut said = biff::read(name, bytes, &options.limits)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Error::Unreadable {
            name: name.to_string(),
            reason: "工作簿设有打开密码".to_string(),
            advice: "请在 Excel 或 WPS 中打开，取消密码后另存一份再试。".to_string(),
        },
        _ => broken(name),
    })?;
    let mut shower = Shower::new(book.has_1904_epoch());
    let mut builder = Builder::default();
    let mut room = Room::new(name, &options.limits);
    for sheet in visible(book.sheets_metadata(), &mut builder) {
        let range = book.worksheet_range(&sheet).map_err(|_| broken(name))?;
        let (top, left) = range.start().unwrap_or_default();
        let said = said.sheets.remove(&sheet).unwrap_or_default();
        let mut cells = Cells::hiding(said.hidden.done());
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row + top as usize, column + left as usize);
            let format = said.formats.get(&(row, column));
            let words = formatted(&borrowed(value), format.map(|format| &**format), &mut shower);
            cells.add(&mut room, row, column, words)?;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        cells.merged = regions(name, &merged)?;
        cells.write(&mut room, &sheet, &mut builder)?;
    }
    Ok(builder.finish())
}

/// A cell as the readers of both formats know it.
fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(words) => DataRef::SharedString(words),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(words) | Data::DurationIso(words) => DataRef::SharedString(words),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Names of the sheets a person sees; hidden ones are told of.
fn visible(sheets: &[calamine::Sheet], builder: &mut Builder) -> Vec<String> {
    let mut names = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible == SheetVisible::Visible {
            names.push(sheet.name.clone());
        } else {
            builder.remark(format!("隐藏的工作表“{}”没有读入", sheet.name));
        }
    }
    names
}

fn regions(name: &str, merged: &[Dimensions]) -> Result<Vec<Region>, Error> {
    if merged.len() > MERGED {
        return Err(too_large(name, "cells"));
    }
    let place = |(row, column): (u32, u32)| (row as usize, column as usize);
    Ok(merged
        .iter()
        .map(|region| (place(region.start), place(region.end)))
        .collect())
}

fn broken(name: &str) -> Error {
    damaged(name, KIND, "内容不完整，或设有打开密码")
}
