//! The sheets of an xlsx file. A damaged or hostile one gives a message: the archive is measured before anything
//! of it is kept, and cells are read one by one, never as the rectangle they claim to span.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::{CellFrom, Collector, MAX_COLUMNS, MAX_ROWS, Sheet, problem, too_large};
use crate::Error;

/// All parts of the archive together, unpacked.
const MAX_UNPACKED: u64 = 32 << 20;
const MAX_PARTS: usize = 2000;
const MAX_SHEETS: usize = 64;

/// Reads every visible sheet.
pub(super) fn sheets(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    measure(bytes, MAX_UNPACKED).map_err(|unfit| match unfit {
        Unfit::Damaged => damaged(file),
        Unfit::TooLarge => too_large(file),
    })?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
    let visible =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(visible)
        .map(|sheet| sheet.name.clone())
        .take(MAX_SHEETS)
        .collect();
    names.iter().map(|name| sheet(file, &mut workbook, name)).collect()
}

/// Why an archive is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is none, or a broken one.
    Damaged,
    /// It holds too much.
    TooLarge,
}

/// Unpacks every part without keeping it: what an archive says about its own size may be a lie.
pub(crate) fn measure(bytes: &[u8], most: u64) -> Result<(), Unfit> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::Damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Unfit::TooLarge);
    }
    let mut left = most;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| Unfit::Damaged)?;
        let texts = archive_name(&part).ends_with("sharedstrings.xml");
        let mut content = Vec::new();
        let read = match texts {
            true => part
                .by_ref()
                .take(left + 1)
                .read_to_end(&mut content)
                .map(|read| read as u64),
            false => std::io::copy(&mut part.by_ref().take(left + 1), &mut std::io::sink()),
        };
        let read = read.map_err(|_| Unfit::Damaged)?;
        if promises_too_much(&content) {
            return Err(Unfit::Damaged);
        }
        left = left.checked_sub(read).ok_or(Unfit::TooLarge)?;
    }
    Ok(())
}

/// The name of a part as programs compare them.
fn archive_name<R: Read>(part: &zip::read::ZipFile<'_, R>) -> String {
    part.name().map(|name| name.to_lowercase()).unwrap_or_default()
}

/// Whether the texts that cells share are said to be more than can stand in their part: memory is asked for as many
/// before any is read, and a program that does not get it ends.
fn promises_too_much(part: &[u8]) -> bool {
    let word = b"uniqueCount";
    memchr::memmem::find_iter(part, word).any(|at| {
        let digits = part[at + word.len()..]
            .iter()
            .skip_while(|byte| b" \t\r\n=\"'+".contains(byte));
        let digits: Vec<u8> = digits
            .take_while(|byte| byte.is_ascii_digit())
            .take(20)
            .copied()
            .collect();
        let count = std::str::from_utf8(&digits).ok().filter(|digits| !digits.is_empty());
        count.is_some_and(|count| count.parse::<usize>().map_or(true, |count| count > part.len()))
    })
}

fn sheet(file: &str, workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sheet, Error> {
    let mut cells = Collector::default();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| damaged(file))?;
    while let Some(cell) = reader.next_cell().map_err(|_| damaged(file))? {
        let (row, column) = cell.get_position();
        if !cells.add(row as usize, column as usize, &shown(cell.get_value()), CellFrom::Own) {
            return Err(too_large(file));
        }
    }
    drop(reader);
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|_| damaged(file))?;
    // Merged regions cannot overlap, so there are never more than cells.
    if merged.len() > MAX_ROWS {
        return Err(too_large(file));
    }
    for region in merged {
        let start = (region.start.0 as usize, region.start.1 as usize);
        let end = (region.end.0 as usize, region.end.1 as usize);
        if !fill(&mut cells, start, end) {
            return Err(too_large(file));
        }
    }
    Ok(cells.sheet(name))
}

/// Gives every cell of a merged region the text of its first one; `false` when that is too much.
fn fill(cells: &mut Collector, start: (usize, usize), end: (usize, usize)) -> bool {
    let first = cells.rows.get(&start.0).and_then(|row| row.get(start.1));
    let Some(text) = first.map(|cell| cell.text.clone()).filter(|text| !text.is_empty()) else {
        return true;
    };
    // A region drawn over a whole column ends with the last row that holds anything.
    let last = cells.rows.last_key_value().map_or(0, |(row, _)| *row).min(end.0);
    if last.saturating_sub(start.0) > MAX_ROWS {
        return false;
    }
    for row in start.0..=last {
        for column in start.1..=end.1.min(MAX_COLUMNS - 1) {
            let from = if row > start.0 { CellFrom::Above } else { CellFrom::Left };
            if (row, column) != start && !cells.add(row, column, &text, from) {
                return false;
            }
        }
    }
    true
}

/// What a cell shows.
pub(crate) fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // 13800138000 typed without an apostrophe is a number; it has no decimals and no exponent.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn damaged(file: &str) -> Error {
    let advice = "请在 Excel 或 WPS 中打开，确认没有打开密码，另存为“.xlsx”或“CSV（逗号分隔）”后再试。";
    problem(file, None, format!("不是完好的 Excel 工作簿（.xlsx）。\n  {advice}"))
}
