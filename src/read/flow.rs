//! Paragraphs and tables as formats nest them, to the one text: what is a table of cells and what only lays out a
//! page is decided here, once for all formats.

use super::Error;
use super::builder::{Builder, Row};
use super::limits::{Limits, Room};
use crate::source::Location;

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Its text; line feeds in it begin new paragraphs.
    Paragraph(String),
    /// Its rows.
    Table(Vec<TableLine>),
}

/// A row of a table as the format has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TableLine {
    /// Columns left out before its first cell.
    pub before: usize,
    /// The cells that stand in it.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// What it holds.
    pub pieces: Vec<Piece>,
    /// How many columns it takes.
    pub columns: usize,
    /// How many rows it takes, in formats that say so at its first row.
    pub rows: usize,
    /// Whether the cell above goes on in it, in formats that say so at every row.
    pub continues: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Cell {
            pieces: Vec::new(),
            columns: 1,
            rows: 1,
            continues: false,
        }
    }
}

/// Puts pieces into a [`Builder`], counting paragraphs and tables.
pub(super) struct Flow<'a> {
    room: Room<'a>,
    builder: Builder,
    paragraphs: usize,
    tables: usize,
}

/// A place of the grid: where a cell begins.
struct Entry {
    column: usize,
    text: String,
    above: bool,
}

impl<'a> Flow<'a> {
    pub fn new(name: &'a str, limits: &Limits) -> Self {
        Flow {
            room: Room::new(name, limits),
            builder: Builder::default(),
            paragraphs: 0,
            tables: 0,
        }
    }

    /// Adds pieces in reading order.
    pub fn add(&mut self, pieces: &[Piece]) -> Result<(), Error> {
        for piece in pieces {
            match piece {
                Piece::Paragraph(words) => {
                    self.paragraphs += 1;
                    self.builder.paragraph(words, Location::Paragraph(self.paragraphs));
                }
                Piece::Table(rows) if is_layout(rows) => {
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        self.add(&cell.pieces)?;
                    }
                }
                Piece::Table(rows) => self.table(rows)?,
            }
        }
        Ok(())
    }

    /// What the reader gives back.
    pub fn finish(self) -> Builder {
        self.builder
    }

    fn table(&mut self, rows: &[TableLine]) -> Result<(), Error> {
        let grid = self.grid(rows)?;
        let columns = Columns::of(&grid);
        self.room.grid(grid.len(), columns.width)?;
        self.tables += 1;
        let table = self.tables;
        self.builder
            .grid(&columns.filled(grid), |row| Location::TableRow { table, row: row + 1 });
        Ok(())
    }

    /// Where every cell begins, those that merged cells go on in among them.
    fn grid(&mut self, rows: &[TableLine]) -> Result<Vec<Vec<Entry>>, Error> {
        let mut grid: Vec<Vec<Entry>> = Vec::with_capacity(rows.len());
        // Cells that go on in rows below: first column, columns, rows left.
        let mut open: Vec<(usize, usize, usize)> = Vec::new();
        for row in rows {
            let mut entries: Vec<Entry> = Vec::new();
            let mut spans = std::mem::take(&mut open);
            spans.sort_unstable();
            let mut spans = spans.into_iter().peekable();
            let mut column = row.before;
            let mut pass = |column: &mut usize, entries: &mut Vec<Entry>, open: &mut Vec<_>, last: bool| {
                while let Some((from, width, left)) = spans.next_if(|span| last || span.0 <= *column) {
                    entries.push(Entry {
                        column: from,
                        text: String::new(),
                        above: true,
                    });
                    *column = (*column).max(from + width);
                    if left > 1 {
                        open.push((from, width, left - 1));
                    }
                }
            };
            for cell in &row.cells {
                pass(&mut column, &mut entries, &mut open, false);
                let columns = cell.columns.clamp(1, 1_000);
                entries.push(Entry {
                    column,
                    text: if cell.continues {
                        String::new()
                    } else {
                        words(&cell.pieces)
                    },
                    above: cell.continues,
                });
                if cell.rows > 1 {
                    open.push((column, columns, cell.rows - 1));
                }
                column += columns;
            }
            pass(&mut column, &mut entries, &mut open, true);
            entries.sort_by_key(|entry| entry.column);
            for entry in &entries {
                self.room.cell(entry.text.len())?;
            }
            grid.push(entries);
        }
        Ok(grid)
    }
}

/// As few columns as keep cells of one row apart: borders that lie a hair beside each other make columns of their own
/// in the file, but none for a reader.
struct Columns {
    /// Where cells begin in the file, and the column each of these places is.
    starts: Vec<usize>,
    column_of: Vec<usize>,
    width: usize,
}

impl Columns {
    fn of(grid: &[Vec<Entry>]) -> Self {
        let mut starts: Vec<usize> = grid.iter().flatten().map(|entry| entry.column).collect();
        starts.sort_unstable();
        starts.dedup();
        // For each start the last start before it in a row that has both: they must not be one column.
        let place = |column: usize| starts.partition_point(|start| *start < column);
        let mut apart = vec![0usize; starts.len()];
        for row in grid {
            for pair in row.windows(2) {
                let (before, after) = (place(pair[0].column), place(pair[1].column));
                apart[after] = apart[after].max(before + 1);
            }
        }
        let (mut column_of, mut first) = (Vec::with_capacity(starts.len()), 0);
        let mut columns = 0;
        for (at, apart) in apart.iter().enumerate() {
            if at > 0 && *apart > first {
                columns += 1;
                first = at;
            }
            column_of.push(columns);
        }
        let width = if starts.is_empty() { 0 } else { columns + 1 };
        Columns {
            starts,
            column_of,
            width,
        }
    }

    /// The rows of cells.
    fn filled(&self, grid: Vec<Vec<Entry>>) -> Vec<Row> {
        let filled = |row: Vec<Entry>| {
            let mut filled = Row {
                cells: vec![String::new(); self.width],
                spanned: 0,
            };
            for entry in row {
                let column = self.column_of[self.starts.partition_point(|start| *start < entry.column)];
                if entry.above && column < 32 {
                    filled.spanned |= 1 << column;
                }
                filled.cells[column].push_str(&entry.text);
            }
            filled
        };
        grid.into_iter().map(filled).collect()
    }
}

/// A cell with at least this many paragraphs is a page, not a cell.
const PAGE: usize = 15;

/// Whether a table only lays out a page: one column, one cell a row, or a cell that holds a table or a whole text.
fn is_layout(rows: &[TableLine]) -> bool {
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if widest < 2 {
        return true;
    }
    let filled = |row: &TableLine| row.cells.iter().filter(|cell| !is_empty(cell)).count();
    // Rows of several filled cells make a table, whatever stands inside one of them.
    let full = rows.iter().filter(|row| filled(row) >= 3).count();
    if full >= 2 || full * 2 > rows.len() {
        return false;
    }
    let nests = |cell: &Cell| {
        cell.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Table(rows) if !is_layout(rows)))
    };
    let pages = |cell: &Cell| nests(cell) || cell.pieces.len() >= PAGE;
    rows.iter().flat_map(|row| &row.cells).any(pages)
}

fn is_empty(cell: &Cell) -> bool {
    cell.pieces.iter().all(|piece| match piece {
        Piece::Paragraph(words) => words.trim().is_empty(),
        Piece::Table(rows) => rows.iter().flat_map(|row| &row.cells).all(is_empty),
    })
}

/// The paragraphs of a cell, one below the other; a table inside it gives a line for each row.
fn words(pieces: &[Piece]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(words) => {
                lines.extend(
                    words
                        .lines()
                        .map(str::trim)
                        .filter(|line| !line.is_empty())
                        .map(String::from),
                );
            }
            Piece::Table(rows) => {
                for row in rows {
                    let cells = row.cells.iter().filter(|cell| !cell.continues);
                    let cells: Vec<String> = cells.map(|cell| words(&cell.pieces).replace('\n', " ")).collect();
                    let line = cells.join(" ");
                    if !line.trim().is_empty() {
                        lines.push(line.trim().to_string());
                    }
                }
            }
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(words: &str) -> Cell {
        Cell {
            pieces: vec![Piece::Paragraph(words.to_string())],
            ..Cell::default()
        }
    }

    fn read(rows: Vec<TableLine>) -> String {
        let limits = Limits::default();
        let mut flow = Flow::new("甲", &limits);
        flow.add(&[Piece::Table(rows)]).unwrap();
        flow.finish().finish().text
    }

    fn row(cells: Vec<Cell>) -> TableLine {
        TableLine { before: 0, cells }
    }

    #[test]
    fn merged_cells_keep_their_columns() {
        let tall = Cell { rows: 2, ..cell("甲") };
        let wide = Cell {
            columns: 2,
            ..cell("乙")
        };
        let text = read(vec![
            row(vec![tall, cell("一"), cell("二")]),
            row(vec![cell("三"), cell("四")]),
            row(vec![cell("丙"), wide]),
        ]);
        assert_eq!(text, "甲\t一\t二\n\t三\t四\n丙\t乙\t\n");
    }

    #[test]
    fn borders_beside_each_other_are_one() {
        let wide = |words, columns| Cell { columns, ..cell(words) };
        let text = read(vec![
            row(vec![wide("甲", 3), wide("乙", 2), wide("丙", 1)]),
            row(vec![wide("丁", 2), wide("戊", 3), wide("己", 1)]),
        ]);
        assert_eq!(text, "甲\t乙\t丙\n丁\t戊\t己\n");
    }

    #[test]
    fn a_page_in_a_cell_is_text() {
        let page = Cell {
            pieces: (0..20).map(|n| Piece::Paragraph(format!("第{n}段"))).collect(),
            ..Cell::default()
        };
        let text = read(vec![row(vec![cell("首页"), page])]);
        assert!(text.starts_with("首页\n第0段\n第1段\n"));
    }
}
