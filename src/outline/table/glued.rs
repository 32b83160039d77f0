//! Rows whose cells are glued, nothing between them: a row a line, or all on one.
//!
//! ```text
//! 序号重点任务牵头单位配合单位完成时限
//! 1推进健康县创建县卫健局县教育局、县财政局2024年12月
//! ```
//!
//! The number begins a row; what ends it is told from behind: a time, then units, each of which begins with its level or
//! stands behind a comma. Where two names touch, a cell ends. What this leaves open is marked as assumed.

mod names;

use std::ops::Range;

use super::super::lines::Line;
use super::super::marker::MarkerStyle;
use super::content::{is_dated, is_total};
use super::grid::is_remark;
use super::head::Head;
use super::{Body, Cells, ColumnKind, Row};
use crate::Templates;
use crate::directory::{Directory, is_surely_name};
use crate::source::Span;
use names::{Names, back, forward};

/// Lines of such a table are shorter than this many bytes.
const LONGEST: usize = 6_000;
/// Characters of a time at the end of a row, at most.
const TIME: usize = 22;

/// The rows behind and below `head`; none where they cannot be told.
pub(super) fn body(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> Option<Body> {
    let mut reader = Reader::new(text, head, templates);
    let mut body = Body {
        end: head.end,
        ..Body::default()
    };
    let mut stretches: Vec<Span> = head.rest.into_iter().collect();
    let mut expected = 1;
    while let Some(line) = lines.get(body.end) {
        let words = line.span.of(text);
        let number = leading_number(words);
        let begins = if reader.numbered {
            number.is_some_and(|(value, _)| value == expected)
        } else {
            line.marker.is_none()
        };
        // 一、基础设施 between rows heads those below.
        let group =
            line.marker.is_some_and(|marker| marker.style <= MarkerStyle::CnParen) && words.chars().count() <= 30;
        if words.len() > LONGEST || is_remark(words) || words.starts_with("附件") {
            break;
        }
        if begins {
            expected += 1;
            stretches.push(line.span);
        } else if group && reader.begins_again(lines, body.end + 1, expected) {
            reader.all(&std::mem::take(&mut stretches));
            reader.rows.push(Row::Group(line.span));
        } else if is_total(words) {
            body.asides.push(line.span);
        } else if reader.numbered && !line.after_gap && reader.goes_on(&stretches, lines, body.end, expected) {
            // A further line of the row.
            stretches
                .last_mut()
                .into_iter()
                .for_each(|last| last.end = line.span.end);
        } else {
            break;
        }
        body.end += 1;
    }
    reader.all(&stretches);
    body.rows = reader.rows;
    let filled = |cells: &Cells, wanted: fn(ColumnKind) -> bool| {
        let mut columns = head.columns.iter().zip(&cells.cells);
        columns.any(|(column, cell)| wanted(column.kind) && !cell.is_empty())
    };
    let named = |row: &Row| match row {
        Row::Cells(cells) => {
            filled(cells, |kind| matches!(kind, ColumnKind::Units(_)))
                && filled(cells, |kind| !matches!(kind, ColumnKind::Units(_) | ColumnKind::Number))
        }
        _ => false,
    };
    let rows = body.rows.iter().filter(|row| matches!(row, Row::Cells(_))).count();
    let told = body.rows.iter().filter(|row| named(row)).count();
    (told > 0 && told * 2 >= rows).then_some(body)
}

/// Whether most rows below `head` end with units, or with units and a time.
pub(super) fn hold_units(text: &str, lines: &[Line], head: &Head, templates: &Templates) -> bool {
    let reader = Reader::new(text, head, templates);
    let below = lines[head.end.min(lines.len())..].iter().take(8).map(|line| line.span);
    let rows: Vec<Span> = head
        .rest
        .into_iter()
        .chain(below)
        .filter(|span| span.len() <= LONGEST)
        .collect();
    let named = rows
        .iter()
        .filter(|row| !reader.read(row.of(text), 0).names.is_empty())
        .count();
    named > 0 && named * 2 >= rows.len()
}

/// The number that words begin with and where it ends: `12` before a character.
fn leading_number(words: &str) -> Option<(u32, usize)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let value = words[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
    let behind = words[digits..].trim_start_matches(['.', '、', '．']);
    let text = behind.starts_with(|c: char| c.is_alphabetic() || matches!(c, '“' | '《'));
    let counts = behind.starts_with(['年', '月', '日', '个', '项', '万', '家', '亿']);
    (text && !counts).then_some((value, words.len() - behind.len()))
}

/// Whether words may be a time: 2031年6月, 6月底前, 年底, 长期坚持.
fn begins_time(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit() || "年月季全长持每上下第一二三四常立春秋定按".contains(c))
}

struct Reader<'a> {
    text: &'a str,
    head: &'a Head,
    templates: &'a Templates,
    numbered: bool,
    rows: Vec<Row>,
}

/// What a row was found to hold, in bytes of its words.
#[derive(Default)]
struct Found {
    task: Range<usize>,
    person: Option<Range<usize>>,
    names: Names,
    time: Option<Range<usize>>,
    rest: Range<usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, head: &'a Head, templates: &'a Templates) -> Self {
        let first = head.columns.first();
        Reader {
            text,
            head,
            templates,
            numbered: first.is_some_and(|column| column.kind == ColumnKind::Number),
            rows: Vec::new(),
        }
    }

    /// Whether the row `expected` begins within a few lines from `at` on.
    fn begins_again(&self, lines: &[Line], at: usize, expected: u32) -> bool {
        let below = lines.get(at..).unwrap_or_default().iter().take(4);
        let mut numbers = below.filter_map(|line| leading_number(line.span.of(self.text)));
        self.numbered && numbers.any(|(value, _)| value == expected || value == 1)
    }

    /// Whether line `at` goes on the last row: others follow it, or the row has named nobody so far.
    fn goes_on(&self, stretches: &[Span], lines: &[Line], at: usize, expected: u32) -> bool {
        let Some(last) = stretches.last() else { return false };
        let unnamed = || self.read(last.of(self.text), 0).names.is_empty() && lines[at].marker.is_none();
        self.begins_again(lines, at + 1, expected) || last.len() < LONGEST && unnamed()
    }

    fn all(&mut self, stretches: &[Span]) {
        for stretch in stretches {
            let mut start = stretch.start;
            for end in self.ends(*stretch) {
                self.row(Span::new(start, end));
                start = end;
            }
        }
    }

    /// Where the rows of a stretch end: before numbers that go on behind a unit or a time.
    fn ends(&self, stretch: Span) -> Vec<usize> {
        let words = stretch.of(self.text);
        let mut ends = Vec::new();
        let Some((mut value, mut at)) = leading_number(words).filter(|_| self.numbered) else {
            return vec![stretch.end];
        };
        while let Some(found) = words[at..].find(|c: char| c.is_ascii_digit()) {
            at += found;
            let digits = words[at..].bytes().take_while(u8::is_ascii_digit).count();
            let goes_on = leading_number(&words[at..]).is_some_and(|(next, _)| next == value + 1);
            if goes_on && self.closes(&words[..at]) {
                value += 1;
                ends.push(stretch.start + at);
            }
            at += digits;
        }
        ends.push(stretch.end);
        ends
    }

    /// Whether a row may end with `words`: a unit stands there, or a time behind one.
    fn closes(&self, words: &str) -> bool {
        let end = self.time(words).map_or(words.len(), |time| time.start);
        let names = back(words, end, self.templates);
        names.all().last().is_some_and(|name| name.end == end)
    }

    /// The time that ends `words`, where the table has a column for it: the longest.
    fn time(&self, words: &str) -> Option<Range<usize>> {
        if !self
            .head
            .columns
            .iter()
            .any(|column| column.kind == ColumnKind::Deadline)
        {
            return None;
        }
        let trimmed = words.trim_end_matches(|c: char| c.is_whitespace() || c == '。').len();
        let starts: Vec<usize> = words[..trimmed].char_indices().map(|(at, _)| at).collect();
        let first = starts.len().saturating_sub(TIME);
        let is_time = |at: &&usize| {
            let (before, words) = (&words[..**at], &words[**at..trimmed]);
            if !begins_time(words) || back(before, before.len(), self.templates).is_empty() {
                return false;
            }
            let constant = ["长期", "常年", "全年", "持续", "年内", "每", "立即"]
                .iter()
                .any(|word| words.starts_with(word));
            crate::tags::is_deadline(words) || is_dated(words) || constant && words.chars().count() <= 8
        };
        let start = starts[first..].iter().find(is_time)?;
        Some(*start..trimmed)
    }

    /// The time behind a unit where a column of other words stands behind it: …市公安局6月底前纳入考核.
    fn inner_time(&self, words: &str) -> Option<Range<usize>> {
        let of_kind = |wanted: ColumnKind| self.head.columns.iter().rposition(|column| column.kind == wanted);
        of_kind(ColumnKind::Other).filter(|other| of_kind(ColumnKind::Deadline).is_some_and(|time| time < *other))?;
        let begins = |(at, _): &(usize, char)| {
            begins_time(&words[*at..])
                && Directory::may_end_name(&words[..*at])
                && back(&words[..*at], *at, self.templates).end() == Some(*at)
        };
        let (start, _) = words.char_indices().rev().find(begins)?;
        let ends = words[start..]
            .char_indices()
            .map(|(at, c)| start + at + c.len_utf8())
            .take(TIME);
        let ends = ends.filter(|end| words[..*end].ends_with(['前', '月', '日', '年', '底', '旬', '度', '末', '内']));
        let end = ends
            .filter(|end| crate::tags::is_deadline(&words[start..*end]))
            .last()?;
        Some(start..end)
    }

    fn row(&mut self, span: Span) {
        let span = span.trimmed(self.text);
        let words = span.of(self.text);
        let mut row = Cells::new(self.head.columns.len());
        let number = leading_number(words).filter(|_| self.numbered);
        let begins = number.map_or(0, |(_, end)| end);
        let found = self.read(words, begins);
        if !self.numbered && found.names.is_empty() {
            return self.rows.push(Row::Other(span));
        }
        let place =
            |range: &Range<usize>| Span::new(span.start + range.start, span.start + range.end).trimmed(self.text);
        let of_kind = |wanted: fn(ColumnKind) -> bool| -> Vec<usize> {
            let columns = self.head.columns.iter().enumerate();
            columns
                .filter(|(_, column)| wanted(column.kind))
                .map(|(at, _)| at)
                .collect()
        };
        if let Some((value, _)) = number {
            row.push(0, Span::new(span.start, span.start + value.to_string().len()));
        }
        let tasks = of_kind(|kind| kind == ColumnKind::Task);
        let texts = of_kind(|kind| matches!(kind, ColumnKind::Heading | ColumnKind::Other));
        let task = tasks.last().or(texts.first()).copied().unwrap_or(0);
        if !place(&found.task).is_empty() {
            row.push(task, place(&found.task));
        }
        if let (Some(person), Some(column)) = (&found.person, of_kind(|kind| kind == ColumnKind::People).first()) {
            row.push(*column, place(person));
        }
        if let (Some(time), Some(column)) = (&found.time, of_kind(|kind| kind == ColumnKind::Deadline).first()) {
            row.push(*column, place(time));
        }
        let rest = place(&found.rest);
        let last = texts.last().filter(|column| **column != task && !rest.is_empty());
        last.into_iter().for_each(|column| row.push(*column, rest));
        let columns = of_kind(|kind| matches!(kind, ColumnKind::Units(_)));
        let sure = found
            .names
            .fill(columns.len(), |column, name| row.push(columns[column], place(name)));
        if !sure {
            let filled = columns.iter().filter(|column| !row.is_empty(**column));
            row.assumed |= filled.fold(0, |bits, column| bits | 1 << column);
        }
        // Nothing shows that a cell is merged.
        row.alone = true;
        self.rows.push(Row::Cells(row));
    }

    /// What `words` hold behind their number, which ends at `begins`.
    fn read(&self, words: &str, begins: usize) -> Found {
        let time = self.inner_time(words).or_else(|| self.time(words));
        let end = time.as_ref().map_or(words.len(), |time| time.start);
        let mut names = back(&words[..end], end, self.templates);
        let mut rest = time.as_ref().map_or(end..end, |time| time.end..words.len());
        if names.is_empty() {
            // 新增照料中心30家。区民政局，相关镇街目前已完成5家: units behind a stop, and what is said of progress behind them.
            names = forward(&words[..end], begins, self.templates);
            rest = names.end().unwrap_or(end)..end;
        }
        let columns = self.head.columns.iter();
        let columns = columns
            .filter(|column| matches!(column.kind, ColumnKind::Units(_)))
            .count();
        names.leave_to_task(words, columns);
        names.weigh(words, columns, self.templates);
        let mut task = begins..names.start().unwrap_or(end);
        let person = self
            .person(&words[task.clone()])
            .map(|start| task.start + start..task.end);
        if let Some(person) = &person {
            task.end = person.start;
        }
        Found {
            task,
            person,
            names,
            time,
            rest,
        }
    }

    /// Where the person begins that stands between the task and the units, where a column is for one there.
    fn person(&self, words: &str) -> Option<usize> {
        let columns = self.head.columns.iter();
        let kinds: Vec<ColumnKind> = columns.map(|column| column.kind).collect();
        let people = kinds.iter().position(|kind| *kind == ColumnKind::People)?;
        let units = kinds.iter().position(|kind| matches!(kind, ColumnKind::Units(_)))?;
        let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
        let names = [3, 2]
            .into_iter()
            .filter_map(|len| starts.len().checked_sub(len).map(|at| starts[at]));
        let stopped = |at: &usize| words[..*at].ends_with(['。', '；', ';', '）', ')', '”']);
        let mut names = names
            .filter(|at| is_surely_name(&words[*at..]) || stopped(at) && words[*at..].chars().all(char::is_alphabetic));
        names.next().filter(|_| people < units)
    }
}
