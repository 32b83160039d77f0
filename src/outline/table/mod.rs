//! Tables in running text, however they came there: a row a line with `|` or tabs, a cell a line between `|`, cells
//! one below the other without any mark, columns by blanks, box-drawing characters.
//!
//! A table begins at a run of column headings among which one names units ([`head`]). Its lines become rows of cells
//! ([`grid`] and [`blocks`] for a cell a line, [`row_lines`] for a row a line, [`flat`] for all on one line, [`card`]
//! for headings on the left), where numbers that count up, bars, rules and blank lines ([`gaps`]) say which cells make
//! a row; what they leave open is told from what the cells hold ([`content`], [`fit`], [`align`]), since empty and
//! merged cells leave no trace in most of these forms (where they do: [`slots`]), and from the rows that are sure
//! ([`habits`]). Where that is no more than an assumption about who leads and who supports, the cell is marked ([`guess`]). [`rows`] makes segments of
//! them.

mod align;
mod anchors;
mod blocks;
mod card;
mod cells;
mod columns;
mod content;
mod exact;
mod fit;
mod flat;
mod gaps;
mod glued;
mod grid;
mod groups;
mod guess;
mod habits;
mod head;
mod partition;
mod persons;
mod place;
mod profile;
mod purpose;
mod row_lines;
mod rows;
mod slots;

pub(super) use cells::has_bars;
pub(super) use grid::is_remark;
pub use grid::is_table_note;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lines::{self, Line};
use super::marker::{Marker, MarkerStyle};
use super::{Aside, Closes, Segment};
use crate::plan::LedgerKind;
use crate::source::{Slices, Span};
use crate::{Templates, tags::BaseRole};

use columns::ColumnKind;
use head::{Head, Layout};

/// What part of a table a segment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellRole {
    /// A merged cell that heads the rows below it.
    Heading {
        /// It stands below another one.
        inner: bool,
    },
    /// The task of a row.
    Task,
    /// Further lines of a task's cell.
    More,
    /// Owners; the role and its words come from the column heading.
    Units {
        /// What the heading says.
        base: BaseRole,
        /// Its words.
        heading: Span,
        /// The cell stands in an earlier row and spans this one.
        repeated: bool,
        /// The row does not show which of several columns of units the cell stands in.
        assumed: bool,
    },
    /// Named leaders.
    People {
        /// The words of the column heading.
        heading: Span,
        /// The cell stands in an earlier row and spans this one.
        repeated: bool,
    },
    /// A deadline.
    Deadline {
        /// The cell stands in an earlier row and spans this one.
        repeated: bool,
    },
    /// Any other column, with the words of its heading; none for what stands in no column.
    Other {
        /// The words of the column heading.
        heading: Option<Span>,
    },
}

/// One column of a table found.
#[derive(Debug, Clone, Copy)]
struct Column {
    kind: ColumnKind,
    heading: Span,
}

/// The cells of one row, by column; a cell may have several parts (several owners, a line each).
#[derive(Debug, Clone)]
struct Cells {
    cells: Vec<Vec<Slices>>,
    /// A number that no column is headed for.
    number: Option<Span>,
    /// A bit for each column of units whose cell is there by assumption.
    assumed: u32,
    /// A bit for each column whose cell of a row above goes on here, as drawn rules show.
    spanned: u32,
    /// Whether no cell above can span the row.
    alone: bool,
    /// Whether the format tells which cells are merged: an empty one that no rule or cell spans holds nothing.
    exact: bool,
}

impl Cells {
    fn new(width: usize) -> Self {
        Cells {
            cells: vec![Vec::new(); width],
            number: None,
            assumed: 0,
            spanned: 0,
            alone: false,
            exact: false,
        }
    }

    /// Whether rules show that the cell of a row above goes on in `column`.
    fn is_drawn_across(&self, column: usize) -> bool {
        column < 32 && self.spanned >> column & 1 == 1
    }

    /// Adds a part to the cell of `column`.
    fn push(&mut self, column: usize, part: Span) {
        if let Some(cell) = self.cells.get_mut(column) {
            cell.push(part.into());
        }
    }

    /// Adds to the last part of the cell of `column`, whose text goes on in `more`.
    fn join(&mut self, column: usize, more: Span) {
        match self.cells.get_mut(column).and_then(|cell| cell.last_mut()) {
            Some(part) => part.push(more),
            None => self.push(column, more),
        }
    }

    /// Stretches the last part of the cell of `column` over `more`, which only white space parts from it; a part or
    /// word of several slices stays as it is.
    fn widen(&mut self, column: usize, more: &Slices) {
        let Some(cell) = self.cells.get_mut(column) else {
            return;
        };
        match cell.last_mut().filter(|part| part.is_single() && more.is_single()) {
            Some(part) => *part = Span::new(part.hull().start, more.hull().end).into(),
            None => cell.push(more.clone()),
        }
    }

    fn is_empty(&self, column: usize) -> bool {
        self.cells.get(column).is_none_or(Vec::is_empty)
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
enum Row {
    /// A task with what stands beside it.
    Cells(Cells),
    /// A title of the rows below it.
    Group(Span),
    /// A sum of the rows above.
    Aside(Span),
    /// A cell that belongs to no row.
    Other(Span),
}

/// The rows of a table.
#[derive(Debug, Clone, Default)]
struct Body {
    rows: Vec<Row>,
    /// Ruling, headings printed again.
    asides: Vec<Span>,
    /// The first line behind them.
    end: usize,
}

/// A table found: its segments and the furniture (headings, ruling) around them.
pub(super) struct Table {
    pub segments: Vec<Segment>,
    pub asides: Vec<Aside>,
    /// What stands on its first line before it.
    before: Option<Span>,
    /// Its headings.
    head: Vec<Span>,
    /// The first line behind it.
    end: usize,
}

impl Table {
    /// Makes its rows stand below no group of rows of `above`, unless the headings are printed again.
    fn leave(&mut self, text: &str, above: &Table) {
        let same = self
            .head
            .iter()
            .map(|cell| cell.of(text))
            .eq(above.head.iter().map(|cell| cell.of(text)));
        if let Some(first) = self.segments.first_mut().filter(|_| !same) {
            first.closes = Closes::Rows;
        }
    }
}

/// Of a table no more than this many bytes stand for it among the lines.
const SHOWN: usize = 1_500;

/// Finds every table of `lines` and puts one line in the place of each: gives the lines, and the tables by the index
/// of their lines.
pub(super) fn fold(text: &str, lines: Vec<Line>, templates: &Templates) -> (Vec<Line>, Vec<(usize, Table)>) {
    let (mut folded, mut tables): (Vec<Line>, Vec<(usize, Table)>) = (Vec::new(), Vec::new());
    let mut at = 0;
    // Lines that may still be read in vain: headings over headings must not be read again from each of them.
    let mut patience = 4 * lines.len() + 1_000;
    // Lines are copied only once there is a table.
    while at < lines.len() {
        let mut table = match read(text, &lines, at, templates) {
            Ok(table) => table,
            Err(end) => {
                let next = if patience > 0 { at + 1 } else { end.max(at + 1) };
                patience = patience.saturating_sub(end.saturating_sub(at));
                if !tables.is_empty() {
                    folded.extend_from_slice(&lines[at..next]);
                }
                at = next;
                continue;
            }
        };
        if tables.is_empty() {
            folded.extend_from_slice(&lines[..at]);
        }
        folded.extend(table.before.map(|span| Line { span, ..lines[at] }));
        let begins_file = lines[at].begins_file && table.before.is_none();
        let start = table.before.map_or(lines[at].span.start, |before| before.end);
        let mut end = lines[table.end - 1].span.end.min(start + SHOWN);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let span = Span::new(start, end).trimmed(text);
        let marker = Marker {
            style: MarkerStyle::Row,
            value: 1,
            span: Span::new(span.start, span.start),
        };
        at = table.end;
        if let Some((_, above)) = tables.last() {
            table.leave(text, above);
        }
        tables.push((folded.len(), table));
        folded.push(Line {
            span,
            after_gap: true,
            marker: Some(marker),
            after_page: false,
            begins_file,
            row: None,
        });
    }
    let lines = if tables.is_empty() { lines } else { folded };
    let lines = lines::release(text, lines, tables.iter_mut().map(|(place, _)| place));
    (lines, tables)
}

/// How far into a line headings are looked for, in bytes.
const FLAT_SEARCH: usize = 600;

/// Columns at most.
const WIDEST: usize = 24;

/// Reads the table whose headings begin at line `at`; when none does, gives the first line that was not looked at.
fn read(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Result<Table, usize> {
    let words = lines[at].span.of(text);
    if lines[at].row.is_none() && !may_head(words) {
        return Err(at);
    }
    // The rule above the headings.
    let first = at + usize::from(cells::is_ruling(words) && !cells::is_bars(words));
    if first >= lines.len() {
        return Err(at);
    }
    let settled = head::head(text, lines, first, templates).and_then(|mut head| {
        purpose::settle_persons(text, lines, &mut head, templates);
        purpose::names_somebody(&head.columns).then_some(head)
    });
    let (head, body) = match settled {
        Some(head) => {
            let body = match head.layout {
                Layout::Lines => grid::body(text, lines, &head, templates),
                Layout::Flat => flat::body(text, lines, &head, templates),
                Layout::Glued => match glued::body(text, lines, &head, templates) {
                    Some(body) => body,
                    // Glued headings over a cell a line.
                    None if head.rest.is_none() => grid::body(text, lines, &head, templates),
                    None => return Err(at),
                },
                Layout::Bars | Layout::Commas | Layout::Blanks => row_lines::body(text, lines, &head, templates),
            };
            (head, body)
        }
        None => card::read(text, lines, first, templates).ok_or(at)?,
    };
    if head.end > first && purpose::is_none(text, lines, at, &head) {
        return Ok(set_aside(lines, at, &head, body.end));
    }
    let rows::Written { segments, furniture } = rows::segments(text, &head.columns, &body.rows, templates);
    if segments.is_empty() {
        return Err(body.end);
    }
    let above = (first > at).then(|| lines[at].span);
    let before = head.before;
    let headings = head.cells.clone();
    let framing = above.into_iter().chain(head.cells).chain(body.asides).chain(furniture);
    let asides = framing.map(|span| Aside {
        span,
        kind: LedgerKind::Table,
    });
    Ok(Table {
        segments,
        asides: asides.collect(),
        before,
        head: headings,
        end: body.end,
    })
}

/// The lines `at..end` of a table that is none of tasks.
fn set_aside(lines: &[Line], at: usize, head: &Head, end: usize) -> Table {
    let mut asides: Vec<Span> = lines[at..end].iter().map(|line| line.span).collect();
    if let (Some(first), Some(before)) = (asides.first_mut(), head.before) {
        first.start = before.end.max(first.start);
    }
    let kind = LedgerKind::Table;
    Table {
        segments: Vec::new(),
        asides: asides.into_iter().map(|span| Aside { span, kind }).collect(),
        before: head.before,
        head: head.cells.clone(),
        end,
    }
}

/// A cheap test before a line is looked at as a heading: headings are short words, or a line of them with bars.
fn may_head(line: &str) -> bool {
    const FIRST: &[&str] = &[
        "序", "编", "工作", "主要", "任务", "重点", "项目", "领域", "类", "民生", "具体", "目标", "分", "板", "行动",
        "内容", "牵头", "责任", "事项", "整改", "改革", "问题", "全年", "年度", "实", "一级", "专项", "措施", "方面",
        "建议", "政策", "督办", "办理", "议定", "测评", "所属", "检查", "抽查", "监管", "执法", "提案", "议案", "案由",
        "案号",
    ];
    static FIRST_CHARS: LazyLock<BTreeSet<char>> =
        LazyLock::new(|| FIRST.iter().filter_map(|word| word.chars().next()).collect());
    let line = line.trim_start_matches(['|', '｜', '│', '┃', '║', ' ', '\u{3000}', '\t', '*', '"']);
    let Some(first) = line.chars().next() else { return true };
    if line.len() < 600 && FIRST_CHARS.contains(&first) && FIRST.iter().any(|word| line.starts_with(word)) {
        return true;
    }
    match line.as_bytes()[0] {
        b'+' | b'-' | b'=' => true,
        // ┌ and its like
        0xE2 => line.starts_with(['┌', '┏', '╔', '╭', '─', '━', '├']),
        _ => {
            line.len() > 90 && (names_columns(line) || head::glued::begins(line).is_some())
                || names_columns_between_bars(line)
        }
    }
}

/// Whether a short line of cells may hold a heading of units, whatever the first heading is.
fn names_columns_between_bars(line: &str) -> bool {
    let bars = |c: &char| cells::is_bar(*c) || *c == '\t';
    line.len() < 600
        && cells::may_have_bars(line)
        && line.chars().filter(bars).take(2).count() == 2
        && ["单位", "單位", "部门", "部門", "科室", "处室"]
            .iter()
            .any(|noun| line.contains(noun))
}

/// Whether a long line may hold a whole table.
pub(super) fn may_be_flat(line: &str) -> bool {
    names_columns(line) || head::glued::begins(line).is_some()
}

/// Whether the beginning of a long line may hold headings between blanks.
fn names_columns(line: &str) -> bool {
    static NOUNS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["单位 ", "部门 "].map(Finder::new));
    let head = &line.as_bytes()[..line.len().min(FLAT_SEARCH)];
    memchr::memchr(b' ', head).is_some() && NOUNS.iter().any(|noun| noun.find(head).is_some())
}

/// A segment of a cell.
fn cell(segment_role: CellRole, body: Slices, marker: Option<Marker>) -> Segment {
    Segment {
        marker,
        body,
        begins_line: true,
        cell: Some(segment_role),
        closes: Closes::Nothing,
    }
}
