//! Cells to rows: each cell goes to the next column it fits; one that fits none begins a row.

use super::super::marker::{self, MarkerStyle};
use super::content::{Content, begins_item, content, is_dated};
use super::grid::LEVELS;
use super::{Cells, Column, ColumnKind};
use crate::Templates;
use crate::source::Span;

/// Puts `cells` in rows under `columns`.
pub(super) fn rows(text: &str, columns: &[Column], cells: &[Span], templates: &Templates) -> Vec<Cells> {
    let mut aligner = Aligner {
        text,
        columns,
        templates,
        rows: Vec::new(),
        at: None,
        number_before: None,
    };
    for (index, cell) in cells.iter().enumerate() {
        aligner.add(*cell, cells.get(index + 1).copied());
    }
    aligner.rows
}

struct Aligner<'a> {
    text: &'a str,
    columns: &'a [Column],
    templates: &'a Templates,
    rows: Vec<Cells>,
    /// The column filled last in the open row.
    at: Option<usize>,
    /// The column before which numbers stand that no heading announces.
    number_before: Option<usize>,
}

impl Aligner<'_> {
    fn add(&mut self, span: Span, next: Option<Span>) {
        if self.rows.is_empty() {
            self.begin();
        }
        match self.content(span) {
            Content::Number => self.number(span),
            Content::Units if !self.wants_task() => self.units(span, next),
            Content::Deadline if self.column(ColumnKind::Deadline).is_some() && !self.wants_task() => {
                self.deadline(span, next)
            }
            Content::Status if !self.wants_task() && self.other().is_some() => {
                let column = self.other().unwrap_or(0);
                self.fill(column, span);
            }
            // 市财政局⏎/⏎综合处: the sign takes the place of the next column.
            Content::Nothing if self.at.is_some() && !self.wants_task() => {
                self.at = self.next_column(|_| true).or(self.at);
            }
            Content::Name if self.expects_person() => {
                let column = self.column(ColumnKind::People).unwrap_or(0);
                self.fill(column, span);
            }
            _ => self.words(span, next),
        }
    }

    fn number(&mut self, span: Span) {
        let headed = self.column(ColumnKind::Number);
        let only_heading =
            self.at.is_some() && !self.has_units() && self.text_columns().any(|column| self.is_empty(column));
        if headed.is_none() && only_heading && self.number_before.is_none_or(|before| self.at == before.checked_sub(1))
        {
            self.number_before = self.at.map(|at| at + 1);
        } else if self.at.is_some() || self.has_number() {
            self.begin();
        }
        match headed {
            Some(column) => self.fill(column, span),
            None => {
                if let Some(row) = self.rows.last_mut() {
                    row.number = Some(span);
                }
                self.at = self.number_before.and_then(|before| before.checked_sub(1)).or(self.at);
            }
        }
    }

    fn units(&mut self, span: Span, next: Option<Span>) {
        let is_units = |kind: &ColumnKind| matches!(kind, ColumnKind::Units(_));
        let behind = self.next_column(is_units);
        let open = self.at.filter(|at| is_units(&self.columns[*at].kind));
        match behind.or(open) {
            Some(column) => self.fill(column, span),
            None => self.words(span, next),
        }
    }

    fn deadline(&mut self, span: Span, next: Option<Span>) {
        let column = self.column(ColumnKind::Deadline).unwrap_or(0);
        if self.at.is_none_or(|at| at <= column) {
            self.fill(column, span)
        } else {
            self.words(span, next)
        }
    }

    fn words(&mut self, span: Span, next: Option<Span>) {
        let words = span.of(self.text);
        let at_task = self.at.is_some_and(|at| self.columns[at].kind == ColumnKind::Task);
        let at_units = self
            .at
            .is_some_and(|at| matches!(self.columns[at].kind, ColumnKind::Units(_)));
        let is_text = |kind: &ColumnKind| matches!(kind, ColumnKind::Heading | ColumnKind::Task | ColumnKind::Other);
        if let Some(task) = self.next_item(words) {
            self.begin();
            self.fill(task, span);
            return;
        }
        let target = self.next_column(is_text);
        // Names cut short in the source (省人口计生) stand among units and look like none.
        let short = words.chars().count() <= 8 && !words.contains(['。', '，', '；', '1', '2']) && !begins_item(words);
        if at_units && short && target.is_none() && !self.begins_row(words, next) {
            self.units(span, next);
            return;
        }
        match target {
            Some(column) if self.skips_units(column) && at_task => self.fill(self.at.unwrap_or(column), span),
            Some(column) if self.columns[column].kind == ColumnKind::Heading => {
                self.heading_or_task(column, span, next)
            }
            Some(column) => self.fill(column, span),
            None if at_task && !self.has_units() => self.fill(self.at.unwrap_or(0), span),
            None => {
                self.begin();
                let first = self.next_column(is_text).unwrap_or(0);
                if self.columns[first].kind == ColumnKind::Heading {
                    self.heading_or_task(first, span, next);
                } else {
                    self.fill(first, span);
                }
            }
        }
    }

    /// The task's column where `words` go on the number that the open row's task begins with: 56.… behind which 86.… comes.
    fn next_item(&self, words: &str) -> Option<usize> {
        let task = self.column(ColumnKind::Task)?;
        let cell = self.rows.last()?.cells.get(task)?.first()?.hull();
        let (last, next) = (marker::parse(cell.of(self.text), 0)?, marker::parse(words, 0)?);
        let goes_on = last.style == MarkerStyle::Digit && next.style == last.style && next.value > last.value;
        (goes_on && self.at? > task).then_some(task)
    }

    /// Whether short words behind the last column begin a row: a heading of rows, with the task behind it, or a task,
    /// with its units behind it. Units that are cut short begin like the others with their level.
    fn begins_row(&self, words: &str, next: Option<Span>) -> bool {
        let texts = |column: &Column| matches!(column.kind, ColumnKind::Heading | ColumnKind::Task);
        if !self.columns.first().is_some_and(texts) || words.starts_with(LEVELS) {
            return false;
        }
        let next = next.map(|next| self.content(next));
        let headed = self.columns[0].kind == ColumnKind::Heading;
        next == Some(Content::Text) && headed || next == Some(Content::Units) && words.chars().count() >= 5
    }

    /// A heading column is often empty below its first row: text is a heading only when more text follows it.
    fn heading_or_task(&mut self, column: usize, span: Span, next: Option<Span>) {
        let words = span.of(self.text);
        let followed = next.is_some_and(|next| matches!(self.content(next), Content::Text | Content::Number));
        let task = self.column(ColumnKind::Task);
        match task.filter(|task| *task > column) {
            Some(task) if begins_item(words) || words.ends_with('。') || !followed => self.fill(task, span),
            _ => self.fill(column, span),
        }
    }

    fn begin(&mut self) {
        self.rows.push(Cells::new(self.columns.len()));
        self.at = None;
    }

    fn fill(&mut self, column: usize, span: Span) {
        if let Some(row) = self.rows.last_mut() {
            row.push(column, span);
            self.at = Some(column);
        }
    }

    fn column(&self, kind: ColumnKind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == kind)
    }

    fn next_column(&self, wanted: impl Fn(&ColumnKind) -> bool) -> Option<usize> {
        let from = self.at.map_or(0, |at| at + 1);
        (from..self.columns.len()).find(|column| wanted(&self.columns[*column].kind))
    }

    fn text_columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len())
            .filter(|column| matches!(self.columns[*column].kind, ColumnKind::Task | ColumnKind::Heading))
    }

    fn is_empty(&self, column: usize) -> bool {
        self.rows.last().is_none_or(|row| row.is_empty(column))
    }

    fn has_units(&self) -> bool {
        (0..self.columns.len())
            .any(|column| matches!(self.columns[column].kind, ColumnKind::Units(_)) && !self.is_empty(column))
    }

    fn has_number(&self) -> bool {
        self.rows.last().is_some_and(|row| row.number.is_some())
    }

    /// Whether a unit column without units lies between the last cell and `column`.
    fn skips_units(&self, column: usize) -> bool {
        let from = self.at.map_or(0, |at| at + 1);
        (from..column)
            .any(|between| matches!(self.columns[between].kind, ColumnKind::Units(_)) && self.is_empty(between))
    }

    /// Whether the row has no text yet, so that whatever comes is the task: its text may well be the name of a unit.
    fn wants_task(&self) -> bool {
        let first_units = self
            .columns
            .iter()
            .position(|column| matches!(column.kind, ColumnKind::Units(_)))
            .unwrap_or(0);
        let before = self
            .text_columns()
            .filter(|column| *column < first_units)
            .collect::<Vec<_>>();
        !before.is_empty() && before.iter().all(|column| self.is_empty(*column))
    }

    /// The next column that says how far a thing is, or the one filled last.
    fn other(&self) -> Option<usize> {
        let is_other = |kind: &ColumnKind| *kind == ColumnKind::Other;
        self.next_column(is_other)
            .or(self.at.filter(|at| is_other(&self.columns[*at].kind)))
    }

    fn expects_person(&self) -> bool {
        let people = self.column(ColumnKind::People);
        people
            .is_some_and(|people| self.at.is_some_and(|at| at < people) && self.is_empty(people) && !self.wants_task())
    }

    fn content(&self, span: Span) -> Content {
        let words = span.of(self.text);
        match content(words, self.templates) {
            // 3月底前完成整地，5月底前完成种植
            Content::Text if self.at.is_some() && !self.wants_task() && is_dated(words) => Content::Deadline,
            content => content,
        }
    }
}
