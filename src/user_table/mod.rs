//! Small tables that a user keeps beside the plan (a directory of units, a roster): bytes to rows of cells with the
//! row numbers that Excel shows. Knows nothing of units.
//!
//! ```text
//! bytes ─delimited | workbook─▶ UserTable ─heading─▶ Headed (columns by the words of their headings)
//! ```

mod delimited;
mod heading;
pub(crate) mod workbook;

use crate::Error;
use crate::read::decode;

pub use heading::{Field, Headed};

/// Files are typed by hand: more than this is another file.
const MAX_BYTES: usize = 16 << 20;
const MAX_ROWS: usize = 20_000;
const MAX_COLUMNS: usize = 256;
/// All text of a file together, in bytes.
const MAX_TEXT: usize = 32 << 20;

/// A file of rows and columns as a user keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTable {
    /// Name of the file, for messages.
    pub file: String,
    /// Its sheets in order, hidden and empty ones left out; a text file is one sheet without a name.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name in the workbook; empty for a text file.
    pub name: String,
    /// Rows that hold anything, from the top.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The number Excel shows beside it, from 1.
    pub number: usize,
    /// Its cells from the first column on; empty ones at the end may be missing.
    pub cells: Vec<TableCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell {
    /// What it shows, without white space at either end; numbers as typed (13800138000).
    pub text: String,
    /// Whose text it is.
    pub from: CellFrom,
}

/// Whether a cell's text stands in it, or in the first cell of the merged region it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellFrom {
    /// In the cell.
    #[default]
    Own,
    /// In a row above.
    Above,
    /// In the same row, to the left.
    Left,
}

/// Reads the content of the file `name`: xlsx, or text with tabs, commas or semicolons in any encoding Excel and WPS
/// write.
///
/// # Errors
/// [`Error::UserTable`], saying what to do.
///
/// ```
/// let table = fengong::user_table::read("单位.csv", "单位,电话\n区教育局,021-1\n".as_bytes())?;
/// let row = &table.sheets[0].rows[1];
/// assert_eq!((row.number, row.cells[1].text.as_str()), (2, "021-1"));
/// # Ok::<(), fengong::Error>(())
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Result<UserTable, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(name));
    }
    let sheets = if bytes.starts_with(b"PK") {
        workbook::sheets(name, bytes)?
    } else {
        vec![delimited::sheet(name, &text(name, bytes)?)?]
    };
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    if sheets.is_empty() {
        let advice = "请确认已填写并保存，再试一次。";
        return Err(problem(name, None, format!("里面没有内容。\n  {advice}")));
    }
    Ok(UserTable {
        file: name.to_string(),
        sheets,
    })
}

fn text(name: &str, bytes: &[u8]) -> Result<String, Error> {
    let saved_as = "请在 Excel 或 WPS 中打开，另存为“.xlsx”或“CSV（逗号分隔）”后再试。";
    if let Some(format) = decode::signature(bytes) {
        return Err(problem(
            name,
            None,
            format!("不是表格：看起来是{format}。\n  {saved_as}"),
        ));
    }
    if decode::wide(bytes).is_none() && decode::looks_binary(bytes) {
        return Err(problem(
            name,
            None,
            format!("不是表格：看起来是二进制文件。\n  {saved_as}"),
        ));
    }
    match decode::decode(name, bytes.to_vec()) {
        Ok(decoded) => Ok(decoded.text),
        Err(_) => Err(problem(name, None, format!("的文字编码无法识别。\n  {saved_as}"))),
    }
}

/// The error for `file`, or for one row of it.
pub(crate) fn problem(file: &str, row: Option<usize>, message: impl Into<String>) -> Error {
    Error::UserTable {
        file: file.to_string(),
        row: row.map(|row| format!("第 {row} 行")).unwrap_or_default(),
        message: message.into(),
    }
}

fn too_large(file: &str) -> Error {
    let message = format!(
        "太大：名册一类的表最多 {} MB、{MAX_ROWS} 行、{MAX_COLUMNS} 列。\n  请只留下需要的工作表、行和列，去掉图片，另存后再试。",
        MAX_BYTES >> 20
    );
    problem(file, None, message)
}

/// Collects the cells of a sheet, however far apart they are, and says when there are too many.
#[derive(Debug, Default)]
struct Collector {
    rows: std::collections::BTreeMap<usize, Vec<TableCell>>,
    text: usize,
}

impl Collector {
    /// Adds a cell (row and column from 0); `false` when the table is too large.
    fn add(&mut self, row: usize, column: usize, text: &str, from: CellFrom) -> bool {
        let text = trim(text);
        if text.is_empty() {
            return true;
        }
        self.text += text.len();
        let new = !self.rows.contains_key(&row);
        if column >= MAX_COLUMNS || self.text > MAX_TEXT || (new && self.rows.len() >= MAX_ROWS) {
            return false;
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, TableCell::default());
        }
        cells[column] = TableCell {
            text: text.to_string(),
            from,
        };
        true
    }

    fn sheet(self, name: &str) -> Sheet {
        let row = |(index, cells): (usize, Vec<TableCell>)| TableRow {
            number: index + 1,
            cells,
        };
        Sheet {
            name: name.to_string(),
            rows: self.rows.into_iter().map(row).collect(),
        }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
}
