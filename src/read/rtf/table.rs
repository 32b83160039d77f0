//! Rows as RTF describes them, by the right edges of their cells, to rows with columns.

use crate::read::flow::{Cell, Piece, TableLine};

/// Edges that differ by less, in twentieths of a point, are one.
const SAME: i32 = 40;

/// How a cell of a row is defined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read) struct Definition {
    /// Its right edge.
    pub edge: i32,
    /// Whether it is a part of the cell before it.
    pub goes_on: bool,
    /// Whether the cell above goes on in it.
    pub continues: bool,
}

/// A row with its cells' contents.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct Row {
    pub left: i32,
    pub definitions: Vec<Definition>,
    pub cells: Vec<Vec<Piece>>,
}

/// The rows of one table in common columns.
pub(in crate::read) fn lines(rows: Vec<Row>) -> Vec<TableLine> {
    let mut edges: Vec<i32> = Vec::new();
    for row in &rows {
        edges.push(row.left);
        edges.extend(row.definitions.iter().map(|cell| cell.edge));
    }
    edges.sort_unstable();
    edges.dedup_by(|after, before| *after - *before < SAME);
    let place = |edge: i32| {
        edges
            .partition_point(|known| *known <= edge + SAME / 2)
            .saturating_sub(1)
    };
    rows.into_iter().map(|row| line(row, place)).collect()
}

fn line(row: Row, place: impl Fn(i32) -> usize) -> TableLine {
    let before = place(row.left);
    let mut column = before;
    let mut line = TableLine {
        before,
        cells: Vec::new(),
    };
    let mut cells = row.cells.into_iter();
    for definition in &row.definitions {
        let pieces = cells.next().unwrap_or_default();
        let end = place(definition.edge).max(column + 1);
        match line.cells.last_mut() {
            Some(last) if definition.goes_on => {
                last.columns += end - column;
                last.pieces.extend(pieces);
            }
            _ => line.cells.push(Cell {
                pieces,
                columns: end - column,
                continues: definition.continues,
                ..Cell::default()
            }),
        }
        column = end;
    }
    // Words behind the last cell defined are in a cell of their own.
    line.cells.extend(cells.map(|pieces| Cell {
        pieces,
        ..Cell::default()
    }));
    line
}
