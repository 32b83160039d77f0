//! Cells to rows: each cell goes to the next column it fits; one that fits none begins a row.

use super::cells::Cell;
use super::{Column, ColumnKind};
use crate::Templates;
use crate::directory::Likeness;
use crate::source::Span;

/// A row; a cell may have several parts (several owners, a line each).
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub cells: Vec<Vec<Span>>,
    /// A number that no column is headed for.
    pub number: Option<Span>,
}

/// What a cell's text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Number,
    Units,
    Deadline,
    /// Two to four characters that are no unit.
    Name,
    Text,
}

/// Puts `cells` in rows under `columns`.
pub(super) fn rows(text: &str, columns: &[Column], cells: &[Cell], templates: &Templates) -> Vec<Row> {
    let mut aligner = Aligner {
        text,
        columns,
        templates,
        rows: Vec::new(),
        at: None,
        number_before: None,
    };
    for (index, cell) in cells.iter().enumerate() {
        match cell.column {
            Some(column) => aligner.place(cell, column),
            None => aligner.add(cell.span, cells.get(index + 1).map(|next| next.span)),
        }
    }
    aligner.rows
}

struct Aligner<'a> {
    text: &'a str,
    columns: &'a [Column],
    templates: &'a Templates,
    rows: Vec<Row>,
    /// The column filled last in the open row.
    at: Option<usize>,
    /// The column before which numbers stand that no heading announces.
    number_before: Option<usize>,
}

impl Aligner<'_> {
    /// A cell whose column the line gives.
    fn place(&mut self, cell: &Cell, column: usize) {
        if cell.begins_row || self.rows.is_empty() {
            self.begin();
        }
        self.fill(column, cell.span);
    }

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
        let target = self.next_column(is_text);
        // Names cut short in the source (省人口计生) stand among units and look like none.
        let short = words.chars().count() <= 8 && !words.contains(['。', '，', '；', '1', '2']) && !begins_item(words);
        if at_units && short && target.is_none() {
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
        self.rows.push(Row {
            cells: vec![Vec::new(); self.columns.len()],
            number: None,
        });
        self.at = None;
    }

    fn fill(&mut self, column: usize, span: Span) {
        if let Some(row) = self.rows.last_mut()
            && let Some(cell) = row.cells.get_mut(column)
        {
            cell.push(span);
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
        self.rows.last().is_none_or(|row| row.cells[column].is_empty())
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

    fn expects_person(&self) -> bool {
        let people = self.column(ColumnKind::People);
        people
            .is_some_and(|people| self.at.is_some_and(|at| at < people) && self.is_empty(people) && !self.wants_task())
    }

    fn content(&self, span: Span) -> Content {
        let words = span.of(self.text);
        if is_number(words) {
            return Content::Number;
        }
        if crate::tags::is_deadline(words) || is_constant_work(words) {
            return Content::Deadline;
        }
        if words.contains('。') || words.len() > 900 {
            return Content::Text;
        }
        let list = self.templates.directory.read_list(words);
        let likeness = list
            .names
            .iter()
            .map(|name| self.templates.directory.likeness(&words[name.range.clone()]));
        let (known, none) = likeness.fold((0, 0), |(known, none), likeness| match likeness {
            Likeness::None => (known, none + 1),
            _ => (known + 1, none),
        });
        let chars = words.chars().count();
        if known > 0 && none == 0 {
            Content::Units
        } else if (2..=4).contains(&chars) && words.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            Content::Name
        } else if known > none && words.contains(['、', '，']) {
            Content::Units
        } else {
            Content::Text
        }
    }
}

fn is_number(words: &str) -> bool {
    let core = words.trim_matches(['（', '）', '(', ')', '.', '、', '．']);
    !core.is_empty()
        && core.chars().count() <= 4
        && (core.chars().all(|c| c.is_ascii_digit()) || core.chars().all(|c| "一二三四五六七八九十百".contains(c)))
}

fn is_constant_work(words: &str) -> bool {
    let core: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    core.chars().count() <= 8
        && ["常态", "持续", "长期", "全年", "年底", "年内", "定期", "按时"]
            .iter()
            .any(|word| core.starts_with(word))
        || core.chars().count() <= 20 && core.ends_with("完成") && core.chars().any(|c| c.is_ascii_digit())
}

fn begins_item(words: &str) -> bool {
    super::super::marker::parse(words, 0).is_some()
}
