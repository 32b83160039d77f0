//! Tables in running text, however they came there: a row a line with `|` or tabs, a cell a line between `|`, cells
//! one below the other without any mark, columns by blanks, box-drawing characters.
//!
//! A table begins at a run of column headings among which one names units. Its cells are then told apart by what
//! they hold (a number, units, a time, a person, text) and put in the columns they fit, since empty and merged cells
//! leave no trace in most of these forms.

mod align;
mod cells;
mod columns;
mod rows;

use super::lines::Line;
use super::{Aside, Segment};
use crate::plan::LedgerKind;
use crate::source::{Slices, Span};
use crate::{Templates, tags::BaseRole};

use columns::{ColumnKind, column_kind};

/// What part of a table a segment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellRole {
    /// A merged cell that heads the rows below it.
    Heading,
    /// The task of a row.
    Task,
    /// Owners; the role and its words come from the column heading.
    Units {
        /// What the heading says.
        base: BaseRole,
        /// Its words.
        heading: Span,
        /// The cell stands in an earlier row and spans this one.
        repeated: bool,
    },
    /// Named leaders.
    People {
        /// The words of the column heading.
        heading: Span,
    },
    /// A deadline.
    Deadline,
    /// Any other column.
    Other,
}

/// One column of a table found.
#[derive(Debug, Clone, Copy)]
struct Column {
    kind: ColumnKind,
    heading: Span,
}

/// A table found: its segments and the furniture (headings, ruling) around them.
pub(super) struct Table {
    pub segments: Vec<Segment>,
    pub asides: Vec<Aside>,
    /// The first line behind it.
    pub end: usize,
}

/// Reads the table whose headings begin at line `at`, if one does.
pub(super) fn read(text: &str, lines: &[Line], at: usize, templates: &Templates) -> Option<Table> {
    if !may_head(lines[at].span.of(text)) {
        return None;
    }
    let head = cells::head(text, lines, at, templates)?;
    let body = cells::body(text, lines, &head, templates);
    let rows = align::rows(text, &head.columns, &body.cells, templates);
    let segments = rows::segments(text, &head.columns, &rows);
    if segments.is_empty() {
        return None;
    }
    let mut asides: Vec<Aside> = Vec::new();
    let framing = head.cells.iter().copied().chain(body.repeated_headings.iter().copied());
    asides.extend(framing.map(|span| Aside {
        span,
        kind: LedgerKind::Table,
    }));
    asides.extend(body.bars.iter().map(|span| Aside {
        span: *span,
        kind: LedgerKind::Table,
    }));
    Some(Table {
        segments,
        asides,
        end: body.end,
    })
}

/// A cheap test before a line is looked at as a heading: headings are short words, or a line of them with bars.
fn may_head(line: &str) -> bool {
    const FIRST: &[&str] = &[
        "序", "编", "工作", "主要", "任务", "重点", "项目", "领域", "类", "民生", "具体", "目标", "分", "板", "行动",
        "内容", "牵头", "责任", "事项", "整改", "改革", "问题", "全年", "年度", "实", "一级", "专项", "措施", "方面",
        "建议", "政策", "分解",
    ];
    let line = line.trim_start_matches(['|', '│', '┃', ' ', '\u{3000}', '\t']);
    line.is_empty() || line.len() < 600 && FIRST.iter().any(|word| line.starts_with(word))
}

/// A single slice of a cell.
fn cell(segment_role: CellRole, body: Slices, marker: Option<super::Marker>) -> Segment {
    Segment {
        marker,
        body,
        begins_line: true,
        cell: Some(segment_role),
        resets: false,
    }
}
