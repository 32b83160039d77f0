//! Lines wrapped at a fixed width (text copied from PDF): a line's end says nothing there, but its length does. A line
//! as wide as the page allows goes on in the next one, a shorter one ends its paragraph.

use super::lines::Line;
use super::marker::MarkerStyle;
use crate::plan::LedgerKind;
use crate::source::{CLOSING, Span};

/// Lines looked at to tell how the document is set.
const SAMPLE: usize = 400;
/// A line of at least so many bytes is long enough to tell.
const LONG: usize = 60;
/// A line may be so much narrower than the page, in columns (two for a Chinese character): no stop begins a line, and
/// no figure is broken.
const NARROWER: usize = 4;
/// A stop at its end may stand outside the width of the page.
const WIDER: usize = 2;

/// How the lines of a document are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrapping {
    /// Whether lines are wrapped at all.
    pub wrapped: bool,
    /// The width of the page, where nearly all broken lines reach it.
    page: Option<Page>,
}

/// The width at which lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Page {
    measure: Measure,
    width: usize,
}

/// What a width counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// Every character for two columns, as an editor that counts characters wraps.
    Chars,
    /// A character of half width for one, as a page is set.
    Columns,
}

impl Measure {
    /// The width of a line, the blanks before it included.
    fn width(self, text: &str, line: Span) -> usize {
        let head = &text[..line.start];
        let blanks = head.len() - head.trim_end_matches([' ', '\t', '\u{3000}']).len();
        let whole = &text[line.start - blanks..line.end];
        match self {
            Measure::Chars => whole.chars().count() * 2,
            Measure::Columns => whole.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum(),
        }
    }
}

impl Wrapping {
    /// How the lines that `kinds` leaves to the plan are set.
    pub fn of(text: &str, lines: &[Line], kinds: &[Option<LedgerKind>]) -> Self {
        let is_text = |(line, kind): &(&Line, &Option<LedgerKind>)| {
            let table = line.marker.is_some_and(|marker| marker.style == MarkerStyle::Row);
            kind.is_none() && !table
        };
        let body = lines.iter().zip(kinds).filter(is_text).take(SAMPLE);
        let long: Vec<Span> = body
            .map(|(line, _)| line.span)
            .filter(|span| span.len() >= LONG)
            .collect();
        let wrapped = is_wrapped(text, &long);
        let page = || {
            [Measure::Chars, Measure::Columns]
                .into_iter()
                .filter_map(|measure| page(text, &long, measure))
                .max_by_key(|(_, reached)| *reached)
        };
        Wrapping {
            wrapped,
            page: if wrapped { page().map(|(page, _)| page) } else { None },
        }
    }

    /// Whether the page has a width that a line can be held against.
    pub fn is_even(&self) -> bool {
        self.page.is_some()
    }

    /// Whether a line reaches the width of the page, so that its paragraph may go on.
    pub fn fills(&self, text: &str, line: Span) -> bool {
        self.page
            .is_some_and(|page| page.measure.width(text, line) + NARROWER >= page.width)
    }
}

/// The width that most long lines reach, and how many broken ones do; nearly all of them must.
fn page(text: &str, long: &[Span], measure: Measure) -> Option<(Page, usize)> {
    let broken: Vec<usize> = long
        .iter()
        .filter(|line| !ends_sentence(line.of(text)))
        .map(|line| measure.width(text, *line))
        .collect();
    let mut sorted = broken.clone();
    sorted.sort_unstable();
    let reach = |width: usize| {
        let from = sorted.partition_point(|other| *other + NARROWER < width);
        sorted.partition_point(|other| *other <= width + WIDER) - from
    };
    let width = sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|same| (same.len(), same[0]))
        .map(|same| same[0])?;
    let reached = reach(width);
    (reached >= 4 && reached * 5 >= broken.len() * 4).then_some((Page { measure, width }, reached))
}

/// Whether most long lines end in the middle of a sentence, and few are longer than the rest.
pub(super) fn is_wrapped(text: &str, long: &[Span]) -> bool {
    if long.len() < 4 {
        return false;
    }
    let long = || long.iter().map(|span| span.of(text));
    let count = long().count();
    let widest = long().map(str::len).max().unwrap_or(0);
    let broken = long()
        .filter(|line| !ends_sentence(line) && !line.ends_with(['，', '、']))
        .count();
    let even = long().filter(|line| line.len() * 10 >= widest * 8).count();
    widest < 400 && broken * 10 >= count * 5 && even * 10 >= count * 5
}

/// Whether a line's last character can end a sentence or a tag.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.ends_with(CLOSING) || text.ends_with(['。', '；', '！', '？', '：', ':', ';', '|', '│'])
}
