//! Rows between blanks that go on over lines: a line end stands inside a cell, a blank between two.
//!
//! ```text
//! 1 稳定粮食产量。 赵国强 县农业农村局 各乡镇      (three lines of one cell)
//! 县气象局
//! 县财政局 12月底前
//! ```

use super::super::cells::by_blanks;
use super::super::columns::ColumnKind;
use super::super::content::{Content, is_number};
use super::super::fit::{self, Piece};
use super::super::grid::{is_cut_name, piece};
use super::super::guess::{self, Evidence};
use super::super::head::Layout;
use super::super::{Cells, Row};
use super::broken::is_cut_time;
use super::{LONGEST, Reader};
use crate::Templates;
use crate::directory::{Likeness, is_han};
use crate::outline::lines::Line;
use crate::source::{Slices, Span};

/// A word of a row between blanks.
pub(super) struct Word {
    slices: Slices,
    /// Further units of its cell, a line each.
    more: Vec<Span>,
}

impl Word {
    fn new(span: Span) -> Self {
        Word {
            slices: span.into(),
            more: Vec::new(),
        }
    }
}

/// Whether the first name of a list is known.
fn first_is_known(words: &str, templates: &Templates) -> bool {
    let first = words.split(['、', '，', ',', '；']).next().unwrap_or_default();
    templates.directory.likeness(first) == Likeness::Known
}

impl Reader<'_> {
    /// The words of a line; 汪　峰 is one of them.
    pub(super) fn words(&self, span: Span) -> Vec<Span> {
        let words = by_blanks(self.text, span);
        if !self.head.columns.iter().any(|column| column.kind == ColumnKind::People) {
            return words;
        }
        let letter = |span: &Span| span.len() == 3 && is_han(span.of(self.text));
        let mut whole: Vec<Span> = Vec::with_capacity(words.len());
        for word in words {
            match whole.last_mut().filter(|last| letter(last) && letter(&word)) {
                Some(last) => last.end = word.end,
                None => whole.push(word),
            }
        }
        whole
    }

    /// A numbered row between blanks, or a further line of one that the page's width broke.
    pub(super) fn wrapped_row(&mut self, at: usize, parts: &[Span]) -> bool {
        if self.head.layout != Layout::Blanks || !self.has_numbers() {
            return false;
        }
        let [first, rest @ ..] = parts else { return false };
        let words = first.of(self.text);
        if is_number(words) {
            self.close();
            self.open = parts.iter().map(|part| Word::new(*part)).collect();
            return true;
        }
        let Some(last) = self.open.last().filter(|_| !self.lines[at].after_gap) else {
            return false;
        };
        let before = match last.more.last() {
            Some(more) => more.of(self.text).to_string(),
            None => last.slices.join(self.text),
        };
        let text = |words: &str| piece(words, self.templates).content == Content::Text;
        let goes_on = before.ends_with(['、', '，', ','])
            || is_cut_name(&before, words, self.templates)
            || is_cut_time(&before, words)
            || self.is_cut_unlisted(&before, words)
            || before.len() <= LONGEST && !before.ends_with(['。', '；']) && text(&before) && text(words);
        if goes_on {
            match self.open.last_mut() {
                Some(Word { more, .. }) if !more.is_empty() => {
                    more.last_mut().into_iter().for_each(|more| more.end = first.end);
                }
                Some(last) => last.slices.push(*first),
                None => {}
            }
        } else if self.is_further_unit(at, words) {
            self.open.last_mut().into_iter().for_each(|last| last.more.push(*first));
        } else if rest.is_empty() && self.is_further_cell(at, &before, words) {
            self.open.push(Word::new(*first));
        } else if rest.is_empty()
            || self.open.len() >= self.head.columns.len() && !self.is_further_cell(at, &before, words)
        {
            return false;
        } else {
            self.open.push(Word::new(*first));
        }
        self.open.extend(rest.iter().map(|part| Word::new(*part)));
        true
    }

    /// 某某经济技⏎术开发区管委会、各县政府: words that are nothing by themselves, and units with what the next line begins with.
    fn is_cut_unlisted(&self, before: &str, words: &str) -> bool {
        const LONGEST_PART: usize = 36;
        let content = |words: &str| piece(words, self.templates).content;
        before.len() <= LONGEST_PART
            && matches!(content(before), Content::Text | Content::Name)
            && !before.ends_with(['。', '；', '”', '）'])
            && content(words) == Content::Units
            && content(&format!("{before}{words}")) == Content::Units
            && !first_is_known(words, self.templates)
    }

    /// Whether the only words of line `at` are a unit of the open row, not a title: titles begin the first row too.
    pub(super) fn is_rest_of_list(&self, at: usize, words: &str) -> bool {
        let Some(last) = self.open.last().filter(|_| !self.lines[at].after_gap) else {
            return false;
        };
        let last = last.slices.join(self.text);
        let is_units = |words: &str| piece(words, self.templates).content == Content::Units;
        let titled = self.body.rows.iter().any(|row| matches!(row, Row::Group(_)));
        !titled && is_units(&last) && is_units(words)
    }

    /// Whether `words`, with which line `at` begins, are one more unit of the cell above: cells stand between blanks, the
    /// lines of one below each other. Where a row has named but one unit of several columns, the next may be another's.
    fn is_further_unit(&self, at: usize, words: &str) -> bool {
        let is_units = |words: &str| piece(words, self.templates).content == Content::Units;
        let columns = self
            .head
            .columns
            .iter()
            .filter(|column| matches!(column.kind, ColumnKind::Units(_)))
            .count();
        let named = self
            .open
            .iter()
            .filter(|word| is_units(&word.slices.join(self.text)))
            .count();
        let last = self
            .open
            .last()
            .is_some_and(|last| is_units(&last.slices.join(self.text)));
        last && named >= columns.min(2) && is_units(words) && self.is_further_cell(at, words, words)
    }

    /// Whether `words`, with which line `at` begins, are a further unit, person or time of the open row, which ends with
    /// `before`: 市公安局⏎市大数据局. Behind the last row a name may be the issuer's.
    fn is_further_cell(&self, at: usize, before: &str, words: &str) -> bool {
        let (last, this) = (
            piece(before, self.templates).content,
            piece(words, self.templates).content,
        );
        let cell = |content: Content| !matches!(content, Content::Text | Content::Number);
        let beside = match this {
            Content::Units => cell(last) || self.open.len() < self.head.columns.len(),
            _ => cell(this) && self.open.len() < self.head.columns.len(),
        };
        let begins_row = |line: &Line| {
            let words = line.span.of(self.text);
            is_number(words.split_whitespace().next().unwrap_or_default())
        };
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let dated = below
            .first()
            .is_some_and(|line| piece(line.span.of(self.text), self.templates).content == Content::Deadline);
        beside && (below.iter().take(12).any(begins_row) || !dated)
    }

    /// 汪峰 吴蓓蓓 are one cell where a single column holds persons.
    fn persons_together(&self, open: Vec<Word>) -> Vec<Word> {
        let people = self
            .head
            .columns
            .iter()
            .filter(|column| column.kind == ColumnKind::People)
            .count();
        let name = |word: &Word| piece(&word.slices.join(self.text), self.templates).content == Content::Name;
        let mut together: Vec<Word> = Vec::with_capacity(open.len());
        for word in open {
            match together.last_mut() {
                Some(last)
                    if people == 1 && word.more.is_empty() && word.slices.is_single() && name(last) && name(&word) =>
                {
                    last.more.push(word.slices.hull());
                }
                _ => together.push(word),
            }
        }
        together
    }

    /// Makes a row of the words kept so far.
    pub(super) fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.is_empty() {
            return;
        }
        let open = self.persons_together(open);
        let width = self.head.columns.len();
        let pieces: Vec<Piece> = open
            .iter()
            .map(|word| piece(&word.slices.join(self.text), self.templates))
            .collect();
        let places = match open.len() == width {
            true => self.whole(&pieces),
            false => fit::fit(&pieces, &self.head.columns).1,
        };
        let mut row = Cells::new(width);
        let several = open.iter().zip(&places).any(|(word, column)| {
            !word.more.is_empty() && matches!(self.head.columns[*column].kind, ColumnKind::Units(_))
        });
        for (word, column) in open.into_iter().zip(places) {
            row.cells[column].push(word.slices);
            row.cells[column].extend(word.more.into_iter().map(Slices::from));
        }
        if several {
            guess::doubt(&self.head.columns, &mut row);
        } else if pieces.len() != width {
            guess::settle(
                self.text,
                &self.head.columns,
                &mut row,
                &Evidence::new(&self.head.columns),
            );
        }
        self.body.rows.push(Row::Cells(row));
    }

    /// The columns of as many words as there are columns: one each, unless that is plainly wrong.
    fn whole(&self, pieces: &[Piece]) -> Vec<usize> {
        let identity: Vec<usize> = (0..pieces.len()).collect();
        let columns = &self.head.columns;
        let (score, places) = fit::fit(pieces, columns);
        if fit::agreement(pieces, &identity, columns) + 24 >= score {
            identity
        } else {
            places
        }
    }
}
