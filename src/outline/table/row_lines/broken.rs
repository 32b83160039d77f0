//! Rows that a line end or the end of a page breaks.

use super::super::cells::{all_by_bars, by_bars, is_bar, with_tabs};
use super::super::columns::ColumnKind;
use super::super::content::{Content, content, is_number, is_total};
use super::super::grid::{LEVELS, is_cut_name};
use super::super::head::Layout;
use super::super::{Cells, Row};
use super::{LONGEST, Reader};
use crate::directory::Likeness;
use crate::source::Span;

impl Reader<'_> {
    /// A numbered row between tabs of which cells have several lines: with the lines below it, it has as many cells as
    /// there are columns. Gives how many lines those are.
    pub(super) fn broken_row(&self, at: usize, parts: &[Span]) -> Option<(Cells, usize)> {
        const MORE: usize = 8;
        let width = self.head.columns.len();
        let tabs = self.head.layout == Layout::Bars && !self.lines[at].span.of(self.text).contains(is_bar);
        let begins = self.has_numbers() && parts.first().is_some_and(|part| is_number(part.of(self.text)));
        if self.head.layout == Layout::Bars && !tabs {
            return self.broken_between_bars(at);
        }
        if tabs && begins && parts.len() == width {
            return self.tail_below(at, parts);
        }
        if !tabs || parts.len() >= width {
            return None;
        }
        if !begins {
            return self.broken_names(at, parts);
        }
        let mut cells: Vec<Vec<Span>> = parts.iter().map(|part| vec![*part]).collect();
        // A line end right behind a tab: the next line begins with the next cell.
        let ends_with_tab = |line: Span| self.text[line.end..].starts_with('\t');
        if ends_with_tab(self.lines[at].span) {
            cells.push(Vec::new());
        }
        if cells.len() == width {
            let parts: Vec<Span> = cells
                .iter()
                .map(|cell| cell.first().copied().unwrap_or_default())
                .collect();
            return self.tail_below(at, &parts);
        }
        let below = self.lines.get(at + 1..)?.iter().take(MORE);
        for (more, line) in below.enumerate() {
            let parts = by_bars(self.text, line.span);
            let first = parts[0].of(self.text);
            let ends = line.marker.is_some() || first.is_empty() || is_number(first) || is_total(first);
            if ends || cells.len() + parts.len() > width + 1 {
                return None;
            }
            cells.last_mut()?.push(parts[0]);
            cells.extend(parts[1..].iter().map(|part| vec![*part]));
            if ends_with_tab(line.span) && cells.len() < width {
                cells.push(Vec::new());
                continue;
            }
            if cells.len() == width {
                let mut more = more + 1;
                let next = self.lines.get(at + more + 1).map(|line| line.span);
                let last = cells.last_mut()?;
                let cut = |next: &Span| {
                    let words = next.of(self.text);
                    !words.contains('\t') && is_cut_time(last.last().map_or("", |it| it.of(self.text)), words)
                };
                if let Some(next) = next.filter(cut) {
                    last.push(next);
                    more += 1;
                }
                return Some((self.of_lines(&cells), more));
            }
        }
        None
    }

    /// A row between bars that stand between cells only, one cell of which has units on two lines: with the line below it
    /// has as many cells as there are columns. `… | 县水利局 | 县交通局⏎县林业局 | 11月底前 |`
    fn broken_between_bars(&self, at: usize) -> Option<(Cells, usize)> {
        let width = self.head.columns.len();
        let [line, next] = [self.lines[at].span, self.lines.get(at + 1)?.span];
        if self.ruled || self.is_enclosed() || next.of(self.text).starts_with(is_bar) {
            return None;
        }
        let (parts, below) = (all_by_bars(self.text, line), all_by_bars(self.text, next));
        let column = self.head.columns.get(parts.len() - 1)?;
        let units = |cell: &Span| content(cell.of(self.text), self.templates) == Content::Units;
        let fits = matches!(column.kind, ColumnKind::Units(_)) && parts.len() + below.len() == width + 1;
        if !fits || below.len() == 1 || !units(parts.last()?) || !units(&below[0]) {
            return None;
        }
        let mut cells: Vec<Vec<Span>> = parts.iter().map(|part| vec![*part]).collect();
        cells.last_mut()?.push(below[0]);
        cells.extend(below[1..].iter().map(|part| vec![*part]));
        Some((self.of_lines(&cells), 1))
    }

    /// Whether a bar stands before the first and behind the last heading, so that those of a row are no cells.
    fn is_enclosed(&self) -> bool {
        self.head.cells.first().is_some_and(|head| {
            let words = head.of(self.text);
            words.trim_end().ends_with(is_bar) && words.starts_with(is_bar)
        })
    }

    /// A row between tabs without a number, one cell of which has units on two lines: …⇥市财政局⏎市商务局⇥3月.
    fn broken_names(&self, at: usize, parts: &[Span]) -> Option<(Cells, usize)> {
        let width = self.head.columns.len();
        let next = self.lines.get(at + 1).filter(|line| line.marker.is_none())?.span;
        let below = by_bars(self.text, with_tabs(self.text, next));
        let units = |cell: Option<&Span>| {
            cell.is_some_and(|cell| content(cell.of(self.text), self.templates) == Content::Units)
        };
        let column = self.head.columns.get(parts.len().checked_sub(1)?)?;
        let fits = matches!(column.kind, ColumnKind::Units(_)) && parts.len() + below.len() == width + 1;
        if self.has_numbers() || !fits || below.len() == 1 || !units(parts.last()) || !units(below.first()) {
            return None;
        }
        let mut cells: Vec<Vec<Span>> = parts.iter().map(|part| vec![*part]).collect();
        cells.last_mut()?.push(below[0]);
        cells.extend(below[1..].iter().map(|part| vec![*part]));
        Some((self.of_lines(&cells), 1))
    }

    /// A row between bars whose closing bar stands lines below, since cells have several lines. Gives how many lines
    /// those are.
    pub(super) fn open_row(&self, at: usize, parts: &[Span]) -> Option<(Cells, usize)> {
        const MORE: usize = 12;
        let width = self.head.columns.len();
        let ends_with_bar = |line: Span| line.of(self.text).trim_end().ends_with(is_bar);
        let begins_with_bar = |line: Span| line.of(self.text).starts_with(is_bar);
        let enclosed = self.is_enclosed();
        let line = self.lines[at].span;
        if self.head.layout != Layout::Bars || !enclosed || !begins_with_bar(line) || ends_with_bar(line) {
            return None;
        }
        let mut cells: Vec<Vec<Span>> = parts.iter().map(|part| vec![*part]).collect();
        for (more, line) in self.lines.get(at + 1..)?.iter().take(MORE).enumerate() {
            if line.span.len() > LONGEST {
                return None;
            }
            let parts = by_bars(self.text, line.span);
            let first = *parts.first()?;
            if !begins_with_bar(line.span) {
                cells.last_mut()?.push(first);
                cells.extend(parts[1..].iter().map(|part| vec![*part]));
            } else if self.has_numbers() && is_number(first.of(self.text)) {
                return None;
            } else {
                // A line end right before a bar: the line begins with the next cell.
                cells.extend(parts.iter().map(|part| vec![*part]));
            }
            if cells.len() > width {
                return None;
            }
            if ends_with_bar(line.span) {
                return Some((self.of_lines(&cells), more + 1));
            }
        }
        None
    }

    /// Whether `words`, a further line of a cell, begin a name of their own behind `before`: 区住建局⏎区残联 are two, 区市场监⏎管局
    /// is one.
    pub(super) fn begins_name(&self, column: usize, before: &str, words: &str) -> bool {
        let person = |words: &str| content(words, self.templates) == Content::Name;
        match self.head.columns[column].kind {
            ColumnKind::People => return person(before) && person(words),
            ColumnKind::Units(_) => {}
            _ => return false,
        }
        let separator = |c: char| matches!(c, '、' | '，' | '；' | ',' | ';');
        let open = before.matches(['（', '(']).count() > before.matches(['）', ')']).count();
        if before.ends_with(separator)
            || words.starts_with(separator)
            || open
            || words.starts_with(['（', '(', '及', '和'])
        {
            return false;
        }
        let likeness = |words: &str| self.templates.directory.likeness(words);
        let last = before.rsplit(separator).next().unwrap_or_default();
        let first = words.split(separator).next().unwrap_or_default();
        if is_cut_name(before, words, self.templates) || likeness(last) == Likeness::None {
            return false;
        }
        // 县农商⏎行, where neither half says enough.
        let rest = first.chars().count() <= 3 && !first.starts_with(LEVELS) && likeness(first) != Likeness::Known;
        likeness(last) == Likeness::Known || !rest
    }

    /// |||政局||: nothing but the rest of a name, or of a sentence, that the end of the page cut in the row above.
    pub(super) fn rest_of_names(&self, parts: &[Span]) -> bool {
        let Some(Row::Cells(above)) = self.body.rows.last() else {
            return false;
        };
        let mut filled = parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).peekable();
        filled.peek().is_some()
            && filled.all(|(column, part)| {
                let before = above.cells[column].last().map(|cell| cell.join(self.text));
                before.is_some_and(|before| match self.head.columns[column].kind {
                    ColumnKind::Units(_) => is_cut_name(&before, part.of(self.text), self.templates),
                    // A sentence goes on only where a page ended: 新增学位810个 below its task is a task of its own.
                    ColumnKind::Task => self.turned && !before.ends_with(['。', '；']),
                    _ => false,
                })
            })
    }

    /// A row between tabs the end of which the page's width put on the next line: the last cell, or the rest of it. Gives
    /// how many lines that is.
    fn tail_below(&self, at: usize, parts: &[Span]) -> Option<(Cells, usize)> {
        let (last, before) = parts.split_last()?;
        let next = self.lines.get(at + 1).filter(|line| line.marker.is_none())?.span;
        let words = next.of(self.text);
        if words.contains(['\t', '|']) || is_number(words) || is_total(words) || words.len() > LONGEST {
            return None;
        }
        let written = last.of(self.text);
        let goes_on = match self.head.columns.get(parts.len() - 1)?.kind {
            ColumnKind::Deadline if last.is_empty() => content(words, self.templates) == Content::Deadline,
            ColumnKind::Deadline => is_cut_time(written, words),
            ColumnKind::Units(_) if last.is_empty() => content(words, self.templates) == Content::Units,
            ColumnKind::Units(_) => is_cut_name(written, words, self.templates),
            _ => false,
        };
        if !goes_on {
            return None;
        }
        let mut cells: Vec<Vec<Span>> = before.iter().map(|part| vec![*part]).collect();
        cells.push(vec![*last, next]);
        Some((self.of_lines(&cells), 1))
    }

    /// A row of cells with these lines each, the first of them.
    fn of_lines(&self, cells: &[Vec<Span>]) -> Cells {
        let mut row = Cells::new(self.head.columns.len());
        for (column, lines) in cells.iter().enumerate() {
            let timed = self
                .head
                .columns
                .get(column)
                .is_some_and(|column| column.kind == ColumnKind::Deadline);
            let mut before: Option<Span> = None;
            for line in lines.iter().filter(|line| !line.is_empty()) {
                match before.filter(|before| timed && is_cut_time(before.of(self.text), line.of(self.text))) {
                    Some(_) => row.join(column, *line),
                    None => row.push(column, *line),
                }
                before = Some(*line);
            }
        }
        row
    }
}

/// Whether a line end stands inside a time: 2031年⏎9月底前, 2031年8月⏎底前.
pub(super) fn is_cut_time(before: &str, words: &str) -> bool {
    let open = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '季' | '底'));
    let rest =
        words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '底' | '前' | '度' | '末'));
    open && rest && crate::tags::is_deadline(&format!("{before}{words}"))
}
