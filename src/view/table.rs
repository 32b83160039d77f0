//! Tables: what each cell is and says. How it looks is the writer's and `workbook.toml`'s part.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::plan::Basis;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// 序号, from 1.
    Index,
    /// The id of a task.
    Id,
    /// Running text.
    Text,
    /// The name of a unit.
    Name,
    /// ★ ○ ●: the part a unit has in a task.
    Mark,
    /// A number of tasks or 件次.
    Count,
    /// A sum of counts.
    Total,
    /// The state of a task, chosen from a list.
    Status,
    /// A date to be filled in.
    Date,
    /// How much is done, to be filled in.
    Percent,
    /// A cell to be filled in.
    FillIn,
    /// A key for formulas; its column is hidden.
    Key,
    /// Something that has still to be decided (待明确).
    Pending,
    /// A label beside or above other cells.
    Label,
    /// A light (红黄绿), which follows from the cells beside it.
    Light,
    /// Room for a chart: no cell at all.
    Space,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Blank,
    /// Text, as it is in the plan; the writer makes it fit for a cell.
    Text(Cow<'a, str>),
    /// A number.
    Number(usize),
    /// A number that follows from other cells, with its present value.
    Live(Live, usize),
    /// A day, as spreadsheets count them.
    Day(i64),
    /// The light of a task due on a day, by the rules of `workbook.toml`.
    Light(Option<i64>),
}

/// A number that follows from other cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Live {
    /// 件次 of this row's unit in an action (lines of 分工明细).
    Pairs(usize),
    /// 件次 of this row's unit in the actions from one to another (cells of 责任矩阵).
    Actions(usize, usize),
    /// 件次 this row's unit leads.
    Led,
    /// 件次 this row's unit supports.
    Supported,
    /// 件次 this row's unit has without ranking.
    Owned,
    /// The pairs of the row's unit whose owner comes from there (a roster, a sentence elsewhere).
    OfBasis(Basis),
    /// Sum of the action columns of this row.
    RowSum,
    /// Number of action columns of this row that are not empty.
    RowUsed,
    /// Sum of this column over the rows of the units.
    ColumnSum,
    /// Number of tasks of an action (lines of 任务台账).
    Tasks(usize),
    /// 件次 and open tasks of 分工明细 that no row of the matrix catches.
    Uncaught,
    /// Number of marks in this row.
    Marks,
    /// Number of marks in this column.
    ColumnMarks,
}

/// Where a click on a cell leads; left out where the target is not in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// The first row of a view.
    View(&'static str),
    /// A unit's own sheet.
    UnitSheet(usize),
    /// A unit's row in the matrix.
    UnitRow(usize),
    /// A task's first line in 原文.
    Source(usize),
    /// A line of the text in 原文.
    Line(usize),
    /// A task's row in the register.
    Register(usize),
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// What it is.
    pub kind: CellKind,
    /// What it says.
    pub value: Value<'a>,
    /// Where a click leads.
    pub link: Option<Link>,
}

impl<'a> Cell<'a> {
    /// A cell that says `text`; blank when there is none.
    pub fn new(kind: CellKind, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let value = if text.is_empty() {
            Value::Blank
        } else {
            Value::Text(text)
        };
        Cell {
            kind,
            value,
            link: None,
        }
    }

    /// Running text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Cell::new(CellKind::Text, text)
    }

    /// A number.
    pub fn number(kind: CellKind, number: usize) -> Self {
        Cell {
            kind,
            value: Value::Number(number),
            link: None,
        }
    }

    /// A number that follows from other cells and is `now`.
    pub fn live(kind: CellKind, live: Live, now: usize) -> Self {
        Cell {
            kind,
            value: Value::Live(live, now),
            link: None,
        }
    }

    /// A day.
    pub fn day(kind: CellKind, serial: i64) -> Self {
        Cell {
            kind,
            value: Value::Day(serial),
            link: None,
        }
    }

    /// The light of a task due on a day.
    pub fn light(due: Option<i64>) -> Self {
        Cell {
            kind: CellKind::Light,
            value: Value::Light(due),
            link: None,
        }
    }

    /// A cell that says nothing.
    pub fn blank(kind: CellKind) -> Self {
        Cell {
            kind,
            value: Value::Blank,
            link: None,
        }
    }

    /// The same cell, leading to `link`.
    pub fn to(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }

    /// Its text, where it has one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Which column of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnKey {
    /// A column with a name of its own in `workbook.toml`.
    Named(&'static str),
    /// The column of an action.
    Action(usize),
    /// The column of a unit.
    Unit(usize),
}

impl ColumnKey {
    /// The key in `workbook.toml` that decides about the column.
    pub fn name(self) -> &'static str {
        match self {
            ColumnKey::Named(name) => name,
            ColumnKey::Action(_) => "action",
            ColumnKey::Unit(_) => "unit",
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column<'a> {
    /// Which.
    pub key: ColumnKey,
    /// Heading of its own; `None` takes the one of `workbook.toml`.
    pub heading: Option<Cow<'a, str>>,
    /// What stands above the headings of several columns.
    pub group: Option<Cow<'a, str>>,
}

impl Column<'_> {
    /// A column whose heading is in `workbook.toml`.
    pub fn named(name: &'static str) -> Self {
        Column {
            key: ColumnKey::Named(name),
            heading: None,
            group: None,
        }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// One thing of the plan.
    Data,
    /// One thing that is set aside.
    Muted,
    /// The name of the rows below.
    Band,
    /// Sums.
    Total,
    /// A check that must be 0.
    Check,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// What it is.
    pub kind: RowKind,
    /// As many cells as the table has columns; fewer leave the rest blank.
    pub cells: Vec<Cell<'a>>,
    /// The task it is about.
    pub task: Option<usize>,
    /// The unit it is about.
    pub unit: Option<usize>,
    /// The line of the text it shows, 1-based.
    pub line: Option<usize>,
}

impl<'a> Row<'a> {
    /// A row of `kind`.
    pub fn new(kind: RowKind, cells: Vec<Cell<'a>>) -> Self {
        Row {
            kind,
            cells,
            task: None,
            unit: None,
            line: None,
        }
    }
}

impl Table<'_> {
    /// The same table, with words of its own.
    pub fn into_owned<'o>(self) -> Table<'o> {
        let own = |text: Cow<str>| Cow::Owned(text.into_owned());
        let cell = |cell: Cell| Cell {
            kind: cell.kind,
            link: cell.link,
            value: match cell.value {
                Value::Text(text) => Value::Text(own(text)),
                Value::Blank => Value::Blank,
                Value::Number(number) => Value::Number(number),
                Value::Live(live, now) => Value::Live(live, now),
                Value::Day(day) => Value::Day(day),
                Value::Light(due) => Value::Light(due),
            },
        };
        let row = |row: Row| Row {
            kind: row.kind,
            cells: row.cells.into_iter().map(cell).collect(),
            task: row.task,
            unit: row.unit,
            line: row.line,
        };
        let column = |column: Column| Column {
            key: column.key,
            heading: column.heading.map(own),
            group: column.group.map(own),
        };
        Table {
            view: self.view,
            unit: self.unit,
            columns: self.columns.into_iter().map(column).collect(),
            rows: self.rows.into_iter().map(row).collect(),
            notes: self.notes,
            charts: self.charts,
        }
    }
}

/// How a chart draws its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lying bars, the series one behind the other.
    StackedBars,
    /// Lying bars.
    Bars,
    /// Standing columns.
    Columns,
}

/// A chart over numbers of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// Its title.
    pub title: String,
    /// The rows it shows: first, and the one behind the last; names are in the first column.
    pub rows: (usize, usize),
    /// Columns of the table with the name of each series.
    pub series: Vec<(usize, String)>,
}

/// The content of one sheet below its title.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// The view it belongs to, as in `workbook.toml`.
    pub view: &'static str,
    /// The unit whose sheet it is.
    pub unit: Option<usize>,
    /// Every column the view can show; `workbook.toml` chooses.
    pub columns: Vec<Column<'a>>,
    /// The rows.
    pub rows: Vec<Row<'a>>,
    /// Lines under the table.
    pub notes: Vec<String>,
    /// Charts beside it.
    pub charts: Vec<Chart>,
}
