//! Lines to paragraphs. A line that the next word would have fitted behind ends its paragraph; so does one before an
//! indent. Which places are indents is asked of the whole document: lines at a margin mostly stand behind full lines,
//! lines at an indent do not.

use std::collections::BTreeMap;

use super::letters::is_latin;
use super::lines::{Line, usual};
use super::{Frame, Item, Laid, Piece, breaks, tables};

/// Lines that a stated width needs to be believed.
const ENOUGH: usize = 8;
/// A paragraph's lines do not stand further apart than so many times the usual.
const APART: f32 = 1.6;
/// Sizes of one paragraph differ by less.
const SIZES: f32 = 0.12;
/// In a document that indents its paragraphs, or in the middle of a sentence, a line at the margin goes on though the one
/// above lacks so many sizes: what programs do not break at a line's end differs.
const ROOM: f32 = 4.5;
/// Headings set larger than the text by this share may be broken over centred lines.
const TITLE: f32 = 1.15;

/// Between which places the lines of a column stand.
#[derive(Debug, Clone, Copy)]
struct Margins {
    left: f32,
    right: f32,
}

/// Which lines are set alike: same column, page width, side of the sheet.
type Setting = (Frame, i32, usize);

/// How the whole document is set.
struct Layout {
    /// Size of the running text.
    size: f32,
    /// Usual distance of its baselines.
    pitch: f32,
    margins: BTreeMap<Setting, Margins>,
    /// Places, in half sizes from the left margin, at which lines go on.
    continuing: BTreeMap<i32, (usize, usize)>,
    /// Whether paragraphs begin with an indent, nearly all of them.
    indents: bool,
    /// Characters of a full line, where a program counts them and not their width.
    count: Option<usize>,
}

/// Paragraphs and tables of all pages.
pub(super) fn of(pages: Vec<Laid>) -> Vec<Piece> {
    let layout = Layout::of(&pages);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<(Line, Setting, usize)> = None;
    let mut table: Option<tables::Table> = None;
    for page in pages {
        for (place, item) in page.items.into_iter().enumerate() {
            match item {
                Item::Line(line, frame) => {
                    let setting = setting(&page_setting(page.number, page.width), frame);
                    let goes_on = before.as_ref().is_some_and(|(last, set, number)| {
                        layout.goes_on(last, *set, &line, setting, *number == page.number)
                    });
                    match pieces.last_mut() {
                        Some(Piece::Paragraph(_, words)) if goes_on => joined(words, &line.words()),
                        _ => pieces.push(Piece::Paragraph(page.number, line.words())),
                    }
                    before = Some((line, setting, page.number));
                    table = None;
                }
                Item::Table(mut found) => {
                    let rows = std::mem::take(&mut found.rows);
                    let above = table
                        .as_ref()
                        .filter(|table| place == 0 && tables::goes_on(table, &found));
                    match (pieces.last_mut(), above) {
                        (Some(Piece::Table(_, rows_above)), Some(above)) => {
                            breaks::append(rows_above, &above.open, rows)
                        }
                        _ => pieces.push(Piece::Table(page.number, rows)),
                    }
                    table = Some(found);
                    before = None;
                }
            }
        }
    }
    pieces
}

fn page_setting(number: usize, width: f32) -> (i32, usize) {
    ((width / 10.0).round() as i32, number % 2)
}

fn setting(page: &(i32, usize), frame: Frame) -> Setting {
    (frame, page.0, page.1)
}

/// Adds the words of a line to those before it: no blank between Chinese characters, one between two words.
pub(super) fn joined(words: &mut String, line: &str) {
    let (last, first) = (words.chars().next_back(), line.chars().next());
    if let (Some(last), Some(first)) = (last, first)
        && last.is_ascii_alphabetic()
        && first.is_ascii_alphabetic()
    {
        words.push(' ');
    }
    words.push_str(line);
}

impl Layout {
    fn of(pages: &[Laid]) -> Self {
        let lines = || {
            pages.iter().flat_map(|page| {
                let at = page_setting(page.number, page.width);
                page.items.iter().filter_map(move |item| match item {
                    Item::Line(line, frame) => Some((line, setting(&at, *frame), page.number)),
                    Item::Table(_) => None,
                })
            })
        };
        let size = usual(lines().flat_map(|(line, ..)| line.glyphs.iter().map(|glyph| glyph.size))).unwrap_or(1.0);
        let pairs: Vec<_> = lines().zip(lines().skip(1)).collect();
        let steps = pairs
            .iter()
            .filter(|((a, _, page), (b, _, other))| page == other && b.y > a.y && is_text(a, size));
        let steps = steps.map(|((a, ..), (b, ..))| ((b.y - a.y) / size * 10.0).round());
        let pitch = usual(steps).map_or(size * 2.0, |tenths| tenths / 10.0 * size);
        let mut layout = Layout {
            size,
            pitch,
            margins: margins(
                lines()
                    .filter(|(line, ..)| is_text(line, size))
                    .map(|(line, set, _)| (line, set)),
                size,
            ),
            continuing: BTreeMap::new(),
            indents: false,
            count: None,
        };
        let counts = lines()
            .filter(|(line, ..)| is_text(line, size))
            .map(|(line, set, _)| layout.letters(line, set));
        layout.count = count(counts.collect());
        for ((before, set, _), (line, other, _)) in pairs {
            if is_text(before, size) && is_text(line, size) {
                let full = layout.is_full(before, set, line);
                let count = layout.continuing.entry(layout.indent(line, other)).or_default();
                *(if full { &mut count.0 } else { &mut count.1 }) += 1;
            }
        }
        let behind_short = |margin: bool| {
            let found = layout
                .continuing
                .iter()
                .filter(|(indent, _)| (indent.abs() <= 1) == margin);
            found.map(|(_, (_, short))| short).sum::<usize>()
        };
        layout.indents = behind_short(false) > behind_short(true) * 4;
        layout
    }

    /// How far a line stands from its left margin, in half sizes of a character.
    fn indent(&self, line: &Line, set: Setting) -> i32 {
        let left = self.margins.get(&set).map_or(line.start(), |margins| margins.left);
        ((line.start() - left) / self.size * 2.0).round() as i32
    }

    /// Its characters with those its indent has room for, which some fonts do not draw.
    fn letters(&self, line: &Line, set: Setting) -> usize {
        let left = self.margins.get(&set).map_or(line.start(), |margins| margins.left);
        let room = ((line.start() - left) / line.size.max(0.01)).round().max(0.0) as usize;
        line.glyphs.len() + line.blanks.max(room)
    }

    /// Whether the next line's first word would not have fitted behind this line.
    fn is_full(&self, line: &Line, set: Setting, next: &Line) -> bool {
        let right = self.margins.get(&set).map_or(line.end(), |margins| margins.right);
        self.count.is_some_and(|count| self.letters(line, set) == count)
            || right - line.end() < next.first_piece() * 0.97 + 0.3 * line.size
    }

    /// Whether the line is full but for what a program may not have broken.
    fn is_nearly_full(&self, line: &Line, set: Setting) -> bool {
        let right = self.margins.get(&set).map_or(line.end(), |margins| margins.right);
        let prose = || !ends(line.last()) && line.glyphs.iter().any(|glyph| "，。；".contains(glyph.letter));
        self.count.is_none() && right - line.end() < ROOM * line.size && (self.indents || prose())
    }

    /// Whether lines at this indent go on from the line above.
    fn continues(&self, indent: i32) -> bool {
        if indent.abs() <= 1 {
            return true;
        }
        let (full, short) = self.continuing.get(&indent).copied().unwrap_or_default();
        full >= 4 && full > short * 2
    }

    /// Whether `line` continues the paragraph of `before`.
    fn goes_on(&self, before: &Line, set: Setting, line: &Line, other: Setting, same_page: bool) -> bool {
        if (before.size - line.size).abs() > SIZES * before.size.max(line.size) {
            return false;
        }
        // Text goes on from column to column, not between one and what goes across.
        if (set.0 == Frame::Whole) != (other.0 == Frame::Whole) {
            return false;
        }
        let below = line.y - before.y;
        if same_page && set.0 == other.0 && below > self.pitch.max(before.size * 1.2) * APART {
            return false;
        }
        if self.is_title(before, set) && self.is_title(line, other) {
            return same_page;
        }
        let indent = self.indent(line, other);
        let item = begins_item(line);
        let nearly = indent.abs() <= 1 && !item && self.is_nearly_full(before, set);
        (self.is_full(before, set, line) || nearly) && self.continues(indent) && (!item || breaks_off(before.last()))
    }

    /// Whether a line is a heading in the middle of the page, larger than the text.
    fn is_title(&self, line: &Line, set: Setting) -> bool {
        let Some(margins) = self.margins.get(&set) else {
            return false;
        };
        let (left, right) = (line.start() - margins.left, margins.right - line.end());
        line.size > self.size * TITLE && (left - right).abs() < line.size * 1.5
    }
}

/// How many characters most lines have that hardly any other exceeds: some programs break lines by counting.
fn count(mut counts: Vec<usize>) -> Option<usize> {
    counts.sort_unstable();
    let same = counts.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    let (count, times) = (*same.first()?, same.len());
    let longer = counts.len() - counts.partition_point(|other| *other <= count);
    (times >= ENOUGH && times * 3 > counts.len() && longer * 20 < counts.len()).then_some(count)
}

/// Whether a line is set as the running text is.
fn is_text(line: &Line, size: f32) -> bool {
    (line.size - size).abs() < SIZES * size
}

/// The margins of every setting; those of few lines are those of the same column of all pages.
fn margins<'a>(lines: impl Iterator<Item = (&'a Line, Setting)>, size: f32) -> BTreeMap<Setting, Margins> {
    let mut places: BTreeMap<Setting, Vec<(f32, f32)>> = BTreeMap::new();
    for (line, set) in lines {
        places.entry(set).or_default().push((line.start(), line.end()));
    }
    let mut sides: BTreeMap<(Frame, i32), Vec<(f32, f32)>> = BTreeMap::new();
    for ((frame, width, _), found) in &places {
        sides.entry((*frame, *width)).or_default().extend(found);
    }
    let both: BTreeMap<(Frame, i32), Margins> = sides
        .iter()
        .map(|(set, places)| (*set, measured(places, size)))
        .collect();
    places
        .iter()
        .map(|(set, places)| {
            let own = measured(places, size);
            let both = both.get(&(set.0, set.1)).copied().unwrap_or(own);
            let differs = (own.left - both.left).abs() > size * 0.5 || (own.right - both.right).abs() > size * 0.5;
            (
                *set,
                if places.len() >= ENOUGH * 3 && differs {
                    own
                } else {
                    both
                },
            )
        })
        .collect()
}

/// The outermost places that several lines share.
fn measured(places: &[(f32, f32)], size: f32) -> Margins {
    let shared = |values: Vec<f32>| {
        let enough = (values.len() / 16).clamp(1, ENOUGH);
        let mut counts: BTreeMap<i32, (usize, f32)> = BTreeMap::new();
        for value in &values {
            let count = counts
                .entry((value / size * 2.0).round() as i32)
                .or_insert((0, f32::MAX));
            *count = (count.0 + 1, count.1.min(*value));
        }
        counts
            .values()
            .find(|(count, _)| *count >= enough)
            .map_or(0.0, |(_, value)| *value)
    };
    Margins {
        left: shared(places.iter().map(|(start, _)| *start).collect()),
        right: -shared(places.iter().map(|(_, end)| -*end).collect()),
    }
}

fn ends(letter: char) -> bool {
    "。；！？：;:）)】〕".contains(letter)
}

/// Whether a line that ends so goes on, though the next one begins with what looks like an item's number.
fn breaks_off(letter: char) -> bool {
    is_latin(letter) && !ends(letter) || "，、（《“‘〔〈—．第".contains(letter)
}

/// Whether a line begins as a numbered item does.
fn begins_item(line: &Line) -> bool {
    let words = line.words();
    let words = words.trim_start();
    let rest = words.trim_start_matches(|letter: char| "（(第".contains(letter));
    let number: usize = rest
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || "一二三四五六七八九十百".contains(*letter))
        .map(char::len_utf8)
        .sum();
    if number == 0 {
        return words.starts_with(|letter| matches!(letter, '\u{2460}'..='\u{249b}'));
    }
    let mut behind = rest[number..].chars();
    let latin = rest.starts_with(|letter: char| letter.is_ascii_digit());
    match behind.next() {
        Some('、' | '）' | ')') => true,
        Some('.' | '．') => latin && behind.next().is_some_and(|letter| !is_latin(letter)),
        Some('章' | '条' | '节' | '部') => words.starts_with('第'),
        _ => false,
    }
}
