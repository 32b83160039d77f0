//! The text with its properties to paragraphs and tables.

use std::cell::Cell;
use std::collections::HashMap;

use super::bytes::{i16_at, i32_at, slice, u16_at, u32_at};
use super::file::{File, Letter, Part, Pieces};
use super::list::Lists;
use super::sprm::{self, Sprm, sprms};
use super::style::Styles;
use crate::read::Changes;
use crate::read::docx::symbol;
use crate::read::flow::Piece;
use crate::read::rtf::table::{Definition, Row, lines};

/// Modifiers by place in the document stream.
type Runs<'a> = Vec<(u32, u32, &'a [u8])>;

/// Reads the parts of a file's text.
pub(super) struct Story<'a> {
    file: &'a File,
    pieces: &'a Pieces,
    characters: Runs<'a>,
    paragraphs: Runs<'a>,
    styles: Styles,
    lists: Lists,
    changes: Changes,
    /// Whether changes were tracked.
    pub revised: bool,
    /// Bytes of modifiers that may still be gone through: every paragraph may name the same long list.
    left: Cell<usize>,
    /// Text boxes by the place they hang on.
    boxes: HashMap<usize, Vec<std::ops::Range<usize>>>,
}

/// What a paragraph's mark says of it.
#[derive(Debug, Default)]
struct Paragraph {
    in_table: bool,
    row_end: bool,
    inner_row_end: bool,
    list: Option<u16>,
    level: Option<u8>,
    row: Row,
}

/// Paragraphs and rows while they are put together.
#[derive(Default)]
struct Open {
    line: String,
    cell: Vec<Piece>,
    cells: Vec<Vec<Piece>>,
    rows: Vec<Row>,
    pieces: Vec<Piece>,
    boxes: Vec<std::ops::Range<usize>>,
}

/// Bytes of modifiers gone through for each byte of the text's stream: a real file needs a few.
const LISTED: usize = 256;

impl<'a> Story<'a> {
    pub fn new(file: &'a File, pieces: &'a Pieces, changes: Changes) -> Self {
        let mut story = Story {
            file,
            pieces,
            characters: file.runs(Part::CharacterRuns),
            paragraphs: file.runs(Part::ParagraphRuns),
            styles: Styles::of(file.part(Part::Styles)),
            lists: Lists::of(file),
            changes,
            revised: false,
            left: Cell::new(file.document.len().saturating_mul(LISTED) + (4 << 20)),
            boxes: HashMap::new(),
        };
        story.boxes = story.anchored();
        story
    }

    /// Paragraphs and tables of the characters `from..to`, with the text boxes that hang on them.
    pub fn read(&mut self, from: usize, to: usize, depth: usize) -> Vec<Piece> {
        let pieces = self.pieces;
        let letters = pieces
            .letters
            .get(from..to.min(pieces.letters.len()))
            .unwrap_or_default();
        let mut open = Open::default();
        // What fields say stands between their first and middle sign, what they show behind it.
        let mut fields: Vec<bool> = Vec::new();
        let mut shown = Shown::default();
        for (at, letter) in letters.iter().enumerate() {
            self.look(letter, &mut shown);
            match letter.letter {
                '\u{13}' => fields.push(true),
                '\u{14}' => fields.iter_mut().last().into_iter().for_each(|code| *code = false),
                '\u{15}' => drop(fields.pop()),
                '\r' | '\u{7}' | '\u{c}' if !shown.is_aside => self.end(letter, &mut open, depth),
                '\u{7}' => self.end(letter, &mut open, depth),
                _ if shown.is_aside || fields.contains(&true) => {}
                '\u{8}' if depth == 0 => open.boxes.extend(self.boxes.remove(&(from + at)).into_iter().flatten()),
                '\u{1}'..='\u{8}' | '\u{200b}' | '\u{1f}' => {}
                '\t' => open.line.push('\t'),
                '\u{b}' | '\u{e}' => open.line.push('\n'),
                '\u{1e}' => open.line.push('-'),
                '\u{a0}' => open.line.push(' '),
                '(' if shown.symbol.is_some() => open.line.extend(shown.symbol),
                letter if letter.is_control() => {}
                letter => open.line.push(letter),
            }
        }
        if let Some(last) = letters.last().filter(|_| !open.line.is_empty()) {
            self.end(last, &mut open, depth);
        }
        close_table(&mut open);
        open.pieces
    }

    /// Ends a paragraph, a cell or a row.
    fn end(&mut self, mark: &Letter, open: &mut Open, depth: usize) {
        let paragraph = self.paragraph(mark);
        let cell_mark = mark.letter == '\u{7}';
        if paragraph.row_end && cell_mark {
            open.line.clear();
            let row = Row {
                cells: std::mem::take(&mut open.cells),
                ..paragraph.row
            };
            if !row.cells.is_empty() {
                open.rows.push(row);
            }
            return;
        }
        let mut line = std::mem::take(&mut open.line);
        if let Some(label) = self.label(&paragraph, &line) {
            line.insert_str(0, &label);
        }
        let boxes: Vec<Piece> = std::mem::take(&mut open.boxes)
            .into_iter()
            .flat_map(|range| self.read(range.start, range.end, depth + 1))
            .collect();
        if paragraph.in_table || cell_mark {
            if !paragraph.inner_row_end {
                open.cell.push(Piece::Paragraph(line));
            }
            open.cell.extend(boxes);
            if cell_mark {
                open.cells.push(std::mem::take(&mut open.cell));
            }
            return;
        }
        if !line.trim().is_empty() || !boxes.is_empty() {
            close_table(open);
        }
        if !line.trim().is_empty() {
            open.pieces.push(Piece::Paragraph(line));
        }
        open.pieces.extend(boxes);
    }

    /// The number before a paragraph. An empty paragraph shows its number too, but says nothing.
    fn label(&mut self, paragraph: &Paragraph, line: &str) -> Option<String> {
        let list = paragraph.list.filter(|list| (1..0x7FF).contains(list))?;
        let label = self.lists.next(list, paragraph.level.unwrap_or(0));
        label.filter(|_| !line.trim().is_empty())
    }

    /// What the modifiers at a paragraph's mark say.
    fn paragraph(&self, mark: &Letter) -> Paragraph {
        let mut paragraph = Paragraph::default();
        let list = run_at(&self.paragraphs, mark.at);
        if let Some(style) = u16_at(list, 0) {
            (paragraph.list, paragraph.level) = self.styles.numbering(style);
        }
        self.apply(&mut paragraph, list.get(2..).unwrap_or_default(), 0);
        let changes = self
            .pieces
            .modifiers
            .get(mark.piece as usize)
            .map_or(&[][..], |list| &**list);
        self.apply(&mut paragraph, changes, 0);
        paragraph
    }

    fn apply(&self, paragraph: &mut Paragraph, list: &[u8], depth: usize) {
        for sprm in sprms(self.within(list)) {
            match sprm.code {
                sprm::P_IN_TABLE => paragraph.in_table = sprm.is_on(),
                sprm::P_ROW_END => paragraph.row_end = sprm.is_on(),
                sprm::P_INNER_ROW_END => paragraph.inner_row_end = sprm.is_on(),
                sprm::P_LIST => paragraph.list = Some(sprm.word()),
                sprm::P_LEVEL => paragraph.level = Some(sprm.byte()),
                sprm::P_HUGE if depth == 0 => {
                    let at = u32_at(sprm.operand, 0).unwrap_or(0) as usize;
                    let length = u16_at(&self.file.data, at).unwrap_or(0);
                    let list = slice(&self.file.data, at + 2, length.into()).unwrap_or_default();
                    self.apply(paragraph, list, depth + 1);
                }
                sprm::T_DEFINITION => define(&mut paragraph.row, sprm.operand),
                sprm::T_VERTICAL => {
                    if let [cell, state] = sprm.operand
                        && let Some(cell) = paragraph.row.definitions.get_mut(usize::from(*cell))
                    {
                        cell.continues = *state == 1;
                    }
                }
                sprm::T_MERGE => {
                    if let [first, end] = sprm.operand {
                        let cells = paragraph.row.definitions.iter_mut().enumerate();
                        let merged = cells.filter(|(at, _)| (usize::from(*first) + 1..usize::from(*end)).contains(at));
                        merged.for_each(|(_, cell)| cell.goes_on = true);
                    }
                }
                _ => {}
            }
        }
    }

    /// A list of modifiers, while there is room for more.
    fn within<'l>(&self, list: &'l [u8]) -> &'l [u8] {
        let left = self.left.get().checked_sub(list.len());
        self.left.set(left.unwrap_or(0));
        if left.is_some() { list } else { &[] }
    }

    /// Keeps `shown` up to the run in which a character stands.
    fn look(&mut self, letter: &Letter, shown: &mut Shown) {
        if shown.from <= letter.at && letter.at < shown.to && shown.piece == letter.piece {
            return;
        }
        let index = self.characters.partition_point(|run| run.0 <= letter.at);
        let run = index
            .checked_sub(1)
            .and_then(|at| self.characters.get(at))
            .filter(|run| letter.at < run.1);
        let next = self.characters.get(index).map_or(u32::MAX, |run| run.0);
        *shown = Shown {
            from: letter.at,
            to: run.map_or(next, |run| run.1),
            piece: letter.piece,
            ..Shown::default()
        };
        let changes = self
            .pieces
            .modifiers
            .get(letter.piece as usize)
            .map_or(&[][..], |list| &**list);
        let (mut deleted, mut inserted, mut hidden) = (false, false, false);
        for sprm in sprms(run.map_or(&[][..], |run| run.2)).chain(sprms(self.within(changes))) {
            match sprm.code {
                sprm::C_DELETED => deleted = sprm.is_on(),
                sprm::C_INSERTED => inserted = sprm.is_on(),
                sprm::C_VANISH => hidden = sprm.is_on(),
                sprm::C_SYMBOL => shown.symbol = symbol_of(&sprm),
                _ => {}
            }
        }
        self.revised |= deleted || inserted;
        shown.is_aside = hidden
            || match self.changes {
                Changes::Accepted => deleted,
                Changes::Original => inserted,
            };
    }

    /// Places in the text and the text boxes that hang on them.
    fn anchored(&self) -> HashMap<usize, Vec<std::ops::Range<usize>>> {
        let lengths = self.file.lengths();
        let (anchors, boxes) = (self.file.part(Part::Anchors), self.file.part(Part::Boxes));
        let count = anchors.len().saturating_sub(4) / 30;
        let mut places: HashMap<i32, usize> = HashMap::new();
        for at in 0..count {
            if let Some((place, shape)) = u32_at(anchors, at * 4).zip(i32_at(anchors, (count + 1) * 4 + at * 26)) {
                places.insert(shape, place as usize);
            }
        }
        let count = boxes.len().saturating_sub(4) / 26;
        let mut found: HashMap<usize, Vec<std::ops::Range<usize>>> = HashMap::new();
        let mut last = 0;
        for at in 0..count {
            let (Some(from), Some(to)) = (u32_at(boxes, at * 4), u32_at(boxes, at * 4 + 4)) else {
                break;
            };
            let (from, to) = (from as usize, (to as usize).min(lengths.boxes));
            let shape = i32_at(boxes, (count + 1) * 4 + at * 22 + 14).unwrap_or(0);
            let Some(place) = places.get(&shape) else { continue };
            // Each box lies behind the one before it.
            if from < to && from >= last {
                found
                    .entry(*place)
                    .or_default()
                    .push(lengths.boxes_at + from..lengths.boxes_at + to);
                last = to;
            }
        }
        found
    }

    /// The notes of a part of the text, a paragraph each.
    pub fn told(&mut self, range: std::ops::Range<usize>) -> Vec<String> {
        let pieces = self.read(range.start, range.end, 1);
        let words = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Paragraph(words) => Some(words.trim().to_string()),
            Piece::Table(_) => None,
        });
        words.filter(|words| !words.is_empty()).collect()
    }

    /// Text boxes that hang on no character that was read.
    pub fn rest(&mut self) -> Vec<Piece> {
        let mut left: Vec<_> = std::mem::take(&mut self.boxes).into_values().flatten().collect();
        left.sort_by_key(|range| range.start);
        left.into_iter()
            .flat_map(|range| self.read(range.start, range.end, 1))
            .collect()
    }
}

/// The run a character stands in, and how it is shown there.
#[derive(Debug, Default)]
struct Shown {
    from: u32,
    to: u32,
    piece: u32,
    is_aside: bool,
    symbol: Option<char>,
}

fn run_at<'a>(runs: &Runs<'a>, at: u32) -> &'a [u8] {
    let index = runs.partition_point(|run| run.0 <= at);
    let run = index.checked_sub(1).and_then(|index| runs.get(index));
    run.filter(|run| at < run.1).map_or(&[], |run| run.2)
}

fn symbol_of(sprm: &Sprm<'_>) -> Option<char> {
    let sign = char::from_u32(u16_at(sprm.operand, 2)?.into())?;
    Some(symbol::bullet(sign, "Symbol"))
}

/// Edges and merged cells of a row.
fn define(row: &mut Row, operand: &[u8]) {
    let count = operand.first().copied().map_or(0, usize::from);
    let Some(left) = i16_at(operand, 1) else { return };
    row.left = left.into();
    row.definitions.clear();
    for cell in 0..count {
        let Some(edge) = i16_at(operand, 3 + cell * 2) else {
            return;
        };
        let flags = u16_at(operand, 3 + count * 2 + cell * 20).unwrap_or(0);
        row.definitions.push(Definition {
            edge: edge.into(),
            goes_on: flags & 3 == 1,
            continues: (flags >> 5) & 3 == 1,
        });
    }
}

fn close_table(open: &mut Open) {
    if !open.cell.is_empty() {
        let cell = std::mem::take(&mut open.cell);
        open.cells.push(cell);
    }
    if !open.cells.is_empty() {
        let cells = std::mem::take(&mut open.cells);
        open.rows.push(Row {
            cells,
            ..Row::default()
        });
    }
    let rows = std::mem::take(&mut open.rows);
    if !rows.is_empty() {
        open.pieces.push(Piece::Table(lines(rows)));
    }
}
