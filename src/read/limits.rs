//! How much a file may ask for: what a reader unpacks, nests, lays out. One set for all formats, so that a file of a
//! few kilobytes cannot take the machine's memory or the afternoon.

use crate::Error;

/// The most that is read of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes unpacked from a compressed file, all parts read together.
    pub inflated: usize,
    /// Parts of a compressed file, elements of a part of it counted apart.
    pub parts: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Cells of all tables or sheets, empty ones of merged cells included.
    pub cells: usize,
    /// Pages.
    pub pages: usize,
}

impl Default for Limits {
    /// Far above any plan: the longest seen has 60,000 characters, 2,000 cells and 90 pages.
    fn default() -> Self {
        Limits {
            inflated: 100 << 20,
            parts: 5_000,
            depth: 256,
            cells: 500_000,
            pages: 2_000,
        }
    }
}

/// What the names of limits mean, for the command line: name, words.
pub const NAMES: &[(&str, &str)] = &[
    ("inflated", "解压后的大小（MB）"),
    ("parts", "压缩包内的文件数"),
    ("depth", "嵌套层数"),
    ("cells", "表格单元格数"),
    ("pages", "页数"),
];

impl Limits {
    /// Sets the limit called `name`; `false` where there is none of that name.
    ///
    /// ```
    /// let mut limits = fengong::read::Limits::default();
    /// assert!(limits.set("pages", 10) && !limits.set("页", 10));
    /// assert_eq!(limits.pages, 10);
    /// ```
    pub fn set(&mut self, name: &str, value: usize) -> bool {
        match name {
            "inflated" => self.inflated = value.saturating_mul(1 << 20),
            "parts" => self.parts = value,
            "depth" => self.depth = value,
            "cells" => self.cells = value,
            "pages" => self.pages = value,
            _ => return false,
        }
        true
    }
}

/// What tables of a file may still take, all of them together: a few bytes can ask for a sheet of a million columns, or
/// for one long text in every cell.
pub(super) struct Room<'a> {
    name: &'a str,
    cells: usize,
    /// Places of grids, empty ones included.
    places: usize,
    bytes: usize,
}

/// Places of a grid for each cell that may be filled.
const HOLES: usize = 4;

impl<'a> Room<'a> {
    pub fn new(name: &'a str, limits: &Limits) -> Self {
        Room {
            name,
            cells: limits.cells,
            places: limits.cells.saturating_mul(HOLES),
            bytes: limits.inflated,
        }
    }

    /// Takes the room of one cell with so many bytes of text.
    pub fn cell(&mut self, bytes: usize) -> Result<(), Error> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| too_large(self.name, "cells"))?;
        self.bytes = self
            .bytes
            .checked_sub(bytes)
            .ok_or_else(|| too_large(self.name, "inflated"))?;
        Ok(())
    }

    /// Takes the room of a grid.
    pub fn grid(&mut self, rows: usize, columns: usize) -> Result<(), Error> {
        let left = self.places.checked_sub(rows.saturating_mul(columns));
        self.places = left.ok_or_else(|| too_large(self.name, "cells"))?;
        Ok(())
    }
}

/// The error for a file that asks for more than the limit called `limit`.
pub(super) fn too_large(name: &str, limit: &str) -> Error {
    let words = NAMES
        .iter()
        .find(|(known, _)| *known == limit)
        .map_or(limit, |(_, words)| words);
    Error::Unreadable {
        name: name.to_string(),
        reason: format!("{words}超过上限"),
        advice: format!(
            "请确认文件来源可靠；确需读取的，用 --limit {limit}=数值 放宽上限，或另存为纯文本（.txt）后再试。"
        ),
    }
}

/// The error for a file of a known format that is broken, `what` says where.
pub(super) fn damaged(name: &str, format: &str, what: &str) -> Error {
    Error::Unreadable {
        name: name.to_string(),
        reason: format!("{format}文件已损坏：{what}"),
        advice: "请在 Word 或 WPS 中打开确认，另存一份后再试；打不开的请重新下载或拷贝。".to_string(),
    }
}
