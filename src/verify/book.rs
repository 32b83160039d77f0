//! A workbook as it lies before us: the cells of every sheet, hidden ones too, and the proof on one of them.

use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

use calamine::{Reader, SheetType, Xlsx};

use crate::Error;
use crate::proof::{Proof, Unpacked, unpack};
use crate::user_table::workbook::{Unfit, measure, shown};

/// All parts of the archive together, unpacked.
const MAX_UNPACKED: u64 = 1 << 30;
/// Cells of all sheets together.
const MAX_CELLS: usize = 8_000_000;

/// A sheet: cells that say anything, by row and column from 0.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Cells with a formula of which no result was saved.
    pub(super) uncomputed: HashSet<(u32, u32)>,
}

impl Grid {
    /// What a cell says; "" when nothing.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        self.rows
            .get(&row)
            .and_then(|cells| cells.get(&column))
            .map_or("", String::as_str)
    }
}

/// A workbook with its proof.
#[derive(Debug)]
pub struct Workbook {
    /// Name of its file.
    pub file: String,
    /// What it was written with.
    pub proof: Proof,
    pub(super) sheets: Vec<Grid>,
}

impl Workbook {
    /// Opens the content of the file `file`.
    ///
    /// # Errors
    /// [`Error::NoProof`] for what is no workbook of this product.
    pub fn open(file: &str, bytes: &[u8]) -> Result<Self, Error> {
        if !bytes.starts_with(b"PK") {
            let advice = "verify 先写本程序生成的工作簿（.xlsx），最后写原文；旧格式（.xls、.et）请另存为“.xlsx”。";
            return Err(problem(file, format!("不是 Excel 工作簿（.xlsx）。\n  {advice}")));
        }
        measure(bytes, MAX_UNPACKED).map_err(|unfit| match unfit {
            Unfit::Damaged => damaged(file),
            Unfit::TooLarge => too_large(file),
        })?;
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
        let sheets: Vec<String> = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| sheet.name.clone())
            .collect();
        let mut left = MAX_CELLS;
        let mut grids = Vec::with_capacity(sheets.len());
        for name in sheets {
            grids.push(grid(file, &mut book, name, &mut left)?);
        }
        let (proof, at) = proof(file, &grids)?;
        grids.remove(at);
        Ok(Workbook {
            file: file.to_string(),
            proof,
            sheets: grids,
        })
    }
}

fn grid(file: &str, book: &mut Xlsx<Cursor<&[u8]>>, name: String, left: &mut usize) -> Result<Grid, Error> {
    let mut grid = Grid::default();
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged(file))?;
    while let Some(cell) = reader.next_cell().map_err(|_| damaged(file))? {
        let text = shown(cell.get_value());
        if text.is_empty() {
            continue;
        }
        *left = left.checked_sub(1).ok_or_else(|| too_large(file))?;
        let (row, column) = cell.get_position();
        grid.rows.entry(row).or_default().insert(column, text);
    }
    drop(reader);
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged(file))?;
    while let Some(cell) = reader.next_formula().map_err(|_| damaged(file))? {
        let (row, column) = cell.get_position();
        if !cell.get_value().is_empty() && grid.text(row, column).is_empty() {
            grid.uncomputed.insert((row, column));
        }
    }
    drop(reader);
    grid.name = name;
    Ok(grid)
}

/// The proof and the sheet it stands on.
fn proof(file: &str, sheets: &[Grid]) -> Result<(Proof, usize), Error> {
    // A person adds sheets in front, programs keep the order: mostly it is the last.
    for (at, sheet) in sheets.iter().enumerate().rev() {
        let cells = sheet.rows.values().map(|row| row.get(&0).map_or("", String::as_str));
        match unpack(cells) {
            Unpacked::Foreign => {}
            Unpacked::Proof(proof) => return Ok((*proof, at)),
            Unpacked::Damaged => {
                let advice = "请用没有动过那张表的一份，或重新生成。";
                return Err(problem(
                    file,
                    format!(
                        "里的核验数据（隐藏的工作表“{}”）被改动过，不能据以核验。\n  {advice}",
                        sheet.name
                    ),
                ));
            }
            Unpacked::OtherVersion(version) => {
                return Err(problem(
                    file,
                    format!("的核验数据是另一版本（{version}），本版本不能读。\n  请用写出它的版本核验，或重新生成。"),
                ));
            }
        }
    }
    let advice = "请核验本程序生成的工作簿；从中复制出来的工作表、另存时丢了隐藏工作表的文件没有核验数据。";
    Err(Error::NoProof {
        file: file.to_string(),
        message: format!("不是本程序生成的工作簿，或其中的核验数据已被删去。\n  {advice}"),
        foreign: true,
    })
}

/// The error for `file`.
pub(super) fn problem(file: &str, message: String) -> Error {
    Error::NoProof {
        file: file.to_string(),
        message,
        foreign: false,
    }
}

fn damaged(file: &str) -> Error {
    let advice = "请在 Excel 或 WPS 中打开，确认没有打开密码，另存为“.xlsx”后再试。";
    problem(file, format!("不是完好的 Excel 工作簿（.xlsx）。\n  {advice}"))
}

fn too_large(file: &str) -> Error {
    problem(file, "太大，不像本程序生成的工作簿。".to_string())
}
