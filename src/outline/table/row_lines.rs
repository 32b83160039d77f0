//! A row a line, cells between bars, tabs, commas or blanks.

mod broken;
mod spans;
mod wrapped;

use super::super::lines::{Given, Line};
use super::super::marker::{self, MarkerStyle};
use super::super::{furniture, title};
use super::cells::{self, by_bars, by_commas, has_bars, is_bar, is_ruling, with_tabs};
use super::columns::{column_kind, listed_kind};
use super::content::{is_number, is_total};
use super::fit::{self, Piece};
use super::grid::{is_remark, piece};
use super::guess::{self, Evidence};
use super::head::{Head, Layout};
use super::{Body, Cells, ColumnKind, Row, place};
use crate::Templates;
use crate::source::Span;
use wrapped::Word;

/// Lines of a row that is one line are not longer than this many bytes between blanks.
const LONGEST: usize = 3_000;
/// A row of one cell longer than this many characters heads nothing.
const GROUP: usize = 90;

/// The rows below `head`, up to what is no table any more.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Body {
    let mut reader = Reader {
        text,
        lines,
        head,
        templates,
        body: Body {
            end: head.end,
            ..Body::default()
        },
        ruled: is_ruled(text, lines, head),
        indented: head.cells.first().is_some_and(|cell| with_tabs(text, *cell) != *cell),
        fresh: true,
        turned: false,
        open: Vec::new(),
        began: Vec::new(),
    };
    while reader.body.end < lines.len() && reader.line(reader.body.end) {
        reader.body.end += 1;
    }
    reader.close();
    reader.body
}

/// Whether rules stand between all rows, so that the lines between two of them are one row.
fn is_ruled(text: &str, lines: &[Line], head: &Head) -> bool {
    let sample = lines[head.end..].iter().take(40).map(|line| line.span.of(text));
    let mut rules = 0;
    for words in sample.take_while(|words| has_bars(words) || is_ruling(words)) {
        rules += usize::from(is_ruling(words) && words.contains(['├', '┼', '+', '╂', '┠']));
    }
    let drawn = |span: Span| span.of(text).contains(['│', '┃', '║']);
    rules >= 2 || drawn(lines[head.end - 1].span) || head.cells.first().is_some_and(|cell| drawn(*cell))
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    head: &'a Head,
    templates: &'a Templates,
    body: Body,
    ruled: bool,
    /// Whether the headings have tabs before them, so that those before a row are no cells.
    indented: bool,
    /// Whether a rule stands right above.
    fresh: bool,
    /// Whether a page ended right above: its number or the headings stand there again.
    turned: bool,
    /// The words of a row between blanks whose next line may go on with it, each with further parts of its cell.
    open: Vec<Word>,
    /// For each column the row in which its open cell began, where a rule parts only some columns; else empty.
    began: Vec<usize>,
}

impl Reader<'_> {
    /// Reads line `at`; `false` when it stands behind the table.
    fn line(&mut self, at: usize) -> bool {
        let span = self.lines[at].span;
        let words = span.of(self.text);
        self.turned |= self.lines[at].after_page;
        if self.ruled && self.partial_rule(span) {
            return true;
        }
        if is_ruling(words) {
            self.body.asides.push(span);
            self.fresh = true;
            self.began.clear();
            return true;
        }
        if self.is_page_mark(at) {
            self.body.asides.push(span);
            self.turned = true;
            return true;
        }
        let parts = self.parts(span);
        let filled: Vec<Span> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        let remark = filled
            .first()
            .is_some_and(|first| is_below(first.of(self.text), filled.len()));
        let group = !remark && self.began.is_empty() && self.is_group(&parts, &filled, at);
        if !group && (self.ends(at, &parts) || self.is_other_head(at, &parts)) {
            return false;
        }
        let Some(first) = filled.first().copied() else {
            self.body.asides.push(span);
            return true;
        };
        if group || is_total(first.of(self.text)) {
            self.close();
        }
        self.turned |= self.is_repeated(words);
        if remark || self.is_repeated(words) || is_total(first.of(self.text)) && !group {
            self.body.asides.push(span);
        } else if is_total(first.of(self.text)) {
            self.body.rows.push(Row::Aside(first));
        } else if group {
            self.body.rows.push(Row::Group(first));
        } else if let Some((cells, more)) = self.row_of_lines(at, &parts) {
            self.body.rows.push(Row::Cells(cells));
            self.body.end += more;
        } else if !self.wrapped_row(at, &parts) {
            self.close();
            // A sentence behind numbered rows is none of them.
            if self.head.layout == Layout::Blanks && self.has_numbers() && parts.len() < 2 {
                return false;
            }
            self.row(at, &parts);
        }
        self.turned &= self.is_repeated(words);
        self.fresh = false;
        true
    }

    /// A row that goes on in lines below; one that a format gives is whole. Gives how many lines those are.
    fn row_of_lines(&self, at: usize, parts: &[Span]) -> Option<(Cells, usize)> {
        if self.lines[at].row.is_some() {
            return None;
        }
        self.broken_row(at, parts).or_else(|| self.open_row(at, parts))
    }

    fn parts(&self, span: Span) -> Vec<Span> {
        match self.head.layout {
            Layout::Commas => by_commas(self.text, span),
            Layout::Blanks => self.words(span),
            _ if self.indented => by_bars(self.text, span),
            _ => by_bars(self.text, with_tabs(self.text, span)),
        }
    }

    /// Whether the line stands behind the table.
    fn ends(&self, at: usize, parts: &[Span]) -> bool {
        let line = &self.lines[at];
        let words = line.span.of(self.text);
        let heading = line
            .marker
            .is_some_and(|marker| matches!(marker.style, MarkerStyle::CnComma | MarkerStyle::Part));
        let leaves = words.len() > LONGEST
            || furniture::is_furniture(words)
            || is_remark(words)
            || words.starts_with("附件") && words.len() < 60
            || title::shape(words) == title::TitleShape::Notice;
        match self.head.layout {
            Layout::Bars => !has_bars(words) && !self.tails(words) || self.is_page_data(parts),
            Layout::Commas => leaves || parts.len() < 2,
            _ => leaves || heading && !self.continues(at) || self.titles_other(at),
        }
    }

    /// Whether the headings of another table stand at line `at`: a line with a rule below it, where only the first has
    /// one, or other headings from 序号 on.
    fn is_other_head(&self, at: usize, parts: &[Span]) -> bool {
        let span = self.lines[at].span;
        let rows = matches!(self.head.layout, Layout::Bars | Layout::Blanks);
        if !rows || span.len() > LONGEST || self.is_repeated(span.of(self.text)) {
            return false;
        }
        let marked = |line: Option<&super::Line>| line.is_some_and(|line| is_marked_rule(line.span.of(self.text)));
        if !self.ruled
            && marked(self.lines.get(self.head.end))
            && marked(self.lines.get(at + 1))
            && !marked(self.lines.get(at - 1))
        {
            return true;
        }
        let roles = &self.templates.roles;
        let kinds: Vec<_> = parts
            .iter()
            .map(|part| listed_kind(part.of(self.text), roles))
            .collect();
        let known = kinds.iter().flatten().count();
        let filled = parts.iter().filter(|part| !part.is_empty()).count();
        let task = |part: &Span| column_kind(part.of(self.text), roles) == Some(ColumnKind::Task);
        let units = kinds.iter().flatten().any(|kind| matches!(kind, ColumnKind::Units(_)));
        let numbered = kinds.first() == Some(&Some(ColumnKind::Number));
        numbered && units && filled >= 3 && known + 1 >= filled && parts.iter().any(task)
    }

    /// Whether the line is the title of another table, whose headings stand below it.
    fn titles_other(&self, at: usize) -> bool {
        let below = self.lines.get(at + 1).map(|line| self.parts(line.span));
        let short = self.lines[at].span.of(self.text).chars().count() <= GROUP;
        self.head.layout == Layout::Blanks
            && self.has_numbers()
            && short
            && below.is_some_and(|parts| self.is_other_head(at + 1, &parts))
    }

    /// Whether a line without tabs is the only cell of a tabbed row whose others are empty.
    fn tails(&self, words: &str) -> bool {
        let tabbed = !self.head.cells.iter().any(|cell| cell.of(self.text).contains(is_bar));
        tabbed && is_total(words)
    }

    /// 索引号: | 1137… | 成文日期: | …: the page's own data, in the same bars.
    fn is_page_data(&self, parts: &[Span]) -> bool {
        let labels = |part: &&Span| part.of(self.text).ends_with(['：', ':']) && part.len() <= 30;
        parts.iter().filter(labels).count() >= 1 && parts.first().as_ref().is_some_and(labels)
    }

    /// Whether the line below `at` goes on as a row.
    fn continues(&self, at: usize) -> bool {
        let below = self.lines[at + 1..].iter().map(|line| line.span);
        let Some(next) = below.clone().find(|span| !is_ruling(span.of(self.text))) else {
            return false;
        };
        let parts = self.parts(next);
        let filled = parts.iter().filter(|part| !part.is_empty()).count();
        match self.head.layout {
            Layout::Bars => has_bars(next.of(self.text)) && filled >= 2,
            _ => {
                filled >= 3 && (!self.has_numbers() || parts.first().is_some_and(|part| is_number(part.of(self.text))))
            }
        }
    }

    fn has_numbers(&self) -> bool {
        self.head.columns[0].kind == ColumnKind::Number
    }

    /// A row of one cell, or of the same cell all along, that heads the rows below it.
    fn is_group(&self, parts: &[Span], filled: &[Span], at: usize) -> bool {
        let Some(first) = filled.first().map(|first| first.of(self.text)) else {
            return false;
        };
        if self.is_next_heading(at) || self.is_rest_of_list(at, first) {
            return false;
        }
        let same = filled.iter().all(|part| part.of(self.text) == first);
        let leads = parts.first().is_some_and(|part| !part.is_empty());
        let short = first.chars().count() <= GROUP && !first.ends_with('。') && !is_number(first);
        let heads = first.len() < 2 || self.heads_rows(first);
        same && leads && short && heads && (self.continues(at) || self.groups_below(at))
    }

    /// 二、… between two tables, the first of which stands below 一、…: a heading of the text, not of rows.
    fn is_next_heading(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let Some(marker) = line.marker.filter(|_| !has_bars(line.span.of(self.text))) else {
            return false;
        };
        let top = self.head.cells.first().map_or(0, |cell| cell.start);
        let above = self.lines[..self.head.end]
            .iter()
            .rev()
            .find(|line| line.span.start < top);
        let above = above.and_then(|line| line.marker);
        above.is_some_and(|above| above.style == marker.style && above.value + 1 == marker.value)
    }

    /// Whether a row of one cell is a title and no task: 新增学位810个 below a task whose other cells span it is one.
    /// Titles of rows have marks of their own, or begin with the first row.
    fn heads_rows(&self, words: &str) -> bool {
        let style = |words: &str| marker::parse(words, 0).map(|marker| marker.style);
        let Some(Row::Cells(above)) = self.body.rows.last() else {
            return true;
        };
        let grouped = matches!(self.body.rows.first(), Some(Row::Group(_)));
        match style(words) {
            Some(MarkerStyle::Digit | MarkerStyle::DigitParen) => {
                let items = above.cells.iter().flatten().map(|cell| cell.hull().of(self.text));
                let mut items = items.filter(|cell| !is_number(cell));
                !items.any(|cell| style(cell) == style(words))
            }
            Some(_) => true,
            None if grouped => true,
            None => {
                let figure = words.contains(|c: char| c.is_ascii_digit()) || words.ends_with(['；', ';']);
                !figure && words.chars().count() <= 12
            }
        }
    }

    /// Whether a nested title follows that rows follow.
    fn groups_below(&self, at: usize) -> bool {
        let mut below = (at + 1..self.lines.len()).filter(|line| !is_ruling(self.lines[*line].span.of(self.text)));
        let Some(at) = below.next() else {
            return false;
        };
        let next = &self.lines[at];
        let parts = self.parts(next.span);
        let mut filled = parts.iter().filter(|part| !part.is_empty());
        let marked = filled
            .next()
            .is_some_and(|part| marker::parse(part.of(self.text), 0).is_some());
        marked && filled.next().is_none() && next.span.len() <= 6 * GROUP && self.continues(at)
    }

    /// A heading row printed again at a page break.
    fn is_repeated(&self, words: &str) -> bool {
        self.head.cells.iter().any(|cell| cell.of(self.text) == words)
    }

    fn row(&mut self, at: usize, parts: &[Span]) {
        let headed = parts.len() == self.head.columns.len() && !self.head.columns[0].heading.is_empty();
        if let Some(given) = self.lines[at].row.filter(|_| headed) {
            self.row_as_given(given, parts);
            return;
        }
        if (self.goes_on(parts) || self.fills_begun(parts)) && matches!(self.body.rows.last(), Some(Row::Cells(_))) {
            for (column, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
                self.go_on(column, *part);
            }
            return;
        }
        self.began.clear();
        match self.head.layout {
            Layout::Blanks => self.row_of_words(parts),
            _ => self.row_of_cells(parts),
        }
    }

    /// A row whose cells blanks part: empty ones leave no trace.
    fn row_of_words(&mut self, parts: &[Span]) {
        let width = self.head.columns.len();
        let mut row = Cells::new(width);
        let places = self.places(parts);
        for (part, column) in parts.iter().zip(places).filter(|(part, _)| !part.is_empty()) {
            cells::by_breaks(self.text, *part).for_each(|line| row.push(column, line));
        }
        if parts.len() != width {
            self.settle(&mut row);
        }
        self.body.rows.push(Row::Cells(row));
    }

    /// A row whose columns and merged cells the format tells.
    fn row_as_given(&mut self, given: Given, parts: &[Span]) {
        if self.rest_of_names(parts) {
            for (column, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
                self.go_on(column, *part);
            }
            return;
        }
        let mut row = Cells::new(parts.len());
        row.spanned = given.spanned;
        row.exact = given.exact;
        for (column, part) in parts.iter().enumerate() {
            cells::by_breaks(self.text, *part).for_each(|line| row.push(column, line));
        }
        self.body.rows.push(Row::Cells(row));
    }

    fn row_of_cells(&mut self, parts: &[Span]) {
        let placed = place::place(self.text, parts, &self.head.columns, self.templates);
        let mut row = Cells::new(self.head.columns.len());
        row.number = placed.number;
        let units = |column: usize| matches!(self.head.columns[column].kind, ColumnKind::Units(_));
        let mut shown = 0;
        for (column, part) in &placed.cells {
            shown += usize::from(units(*column));
            cells::by_breaks(self.text, *part).for_each(|line| row.push(*column, line));
        }
        // 牵头单位 | 配合单位 with one cell between them does not show which is merged or dropped.
        if placed.moved && shown < (0..self.head.columns.len()).filter(|column| units(*column)).count() {
            self.settle(&mut row);
        }
        if placed.crowded {
            let filled = (0..row.cells.len()).filter(|column| units(*column) && !row.is_empty(*column));
            row.assumed |= filled.fold(0, |bits, column| bits | 1 << column);
        }
        self.body.rows.extend(placed.titles.into_iter().map(Row::Group));
        self.body.rows.push(Row::Cells(row));
    }

    fn settle(&self, row: &mut Cells) {
        guess::settle(self.text, &self.head.columns, row, &Evidence::new(&self.head.columns));
    }

    /// Whether the line goes on the cells of the line above it.
    fn goes_on(&self, parts: &[Span]) -> bool {
        let numbered = self.has_numbers() && parts.first().is_some_and(|part| !part.is_empty());
        !numbered && parts.len() == self.head.columns.len() && (self.ruled && !self.fresh || self.rest_of_names(parts))
    }

    /// - 2 -: the page's number between rows with bars.
    fn is_page_mark(&self, at: usize) -> bool {
        let words = self.lines[at].span.of(self.text);
        self.head.layout == Layout::Bars
            && furniture::page_mark(words) == words.len()
            && self
                .lines
                .get(at + 1)
                .is_some_and(|below| has_bars(below.span.of(self.text)))
    }

    /// The columns of `parts`, the words of a line.
    fn places(&self, parts: &[Span]) -> Vec<usize> {
        let width = self.head.columns.len();
        let pieces: Vec<Piece> = parts.iter().map(|part| self.piece(*part)).collect();
        if parts.len() == width {
            return (0..width).collect();
        }
        fit::fit(&pieces, &self.head.columns).1
    }

    fn piece(&self, span: Span) -> Piece {
        piece(span.of(self.text), self.templates)
    }
}

/// `|---|:--:|`: the rule that markup puts below headings, once.
fn is_marked_rule(words: &str) -> bool {
    words.contains("--") && words.contains('|') && words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// 说明：…, 备注 | …, 填表人：… | 审核人：…: what stands below the rows, or between them, in the same bars.
fn is_below(first: &str, cells: usize) -> bool {
    const FORM: &[&str] = &[
        "填表人",
        "填报人",
        "填报单位",
        "制表人",
        "审核人",
        "填表单位",
        "填报日期",
        "单位负责人",
    ];
    let plain: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    let noted = matches!(plain.as_str(), "备注" | "说明" | "注" | "填表说明");
    let form = FORM.iter().any(|word| {
        plain
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':']))
    });
    form || noted && cells <= 2 || cells == 1 && is_remark(&plain)
}
