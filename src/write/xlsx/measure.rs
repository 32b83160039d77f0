//! How wide text is and how it wraps in a cell. Spreadsheet programs do not fit rows of Chinese text reliably, so
//! widths and heights are worked out here: a full-width character is 2 half cells, Latin words and numbers stay
//! whole, and 标点避头尾 pulls a character to the next line.

use unicode_width::UnicodeWidthChar;

/// Part of a column's width that wrapping may count on: printers and programs measure differently, and
/// LibreOffice draws columns 8 % narrower where 宋体 is the default font.
const RELIABLE: f64 = 0.92;
/// Width to allow for one line of text, in parts of its own.
pub const SPARE: f64 = 1.12;
/// A last line fuller than this may spill over in another program.
const FULL: f64 = 0.88;
/// Height of a line in font sizes.
const LINE: f64 = 1.3;
/// Pixels at the sides of a cell.
const PADDING: f64 = 5.0;

/// Punctuation that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》〉」』】〕”’％…,.;:?!)]}%";
/// Punctuation that may not end a line.
const NOT_LAST: &str = "（《〈「『【〔“‘([{";

/// Width of a character in half cells.
pub fn char_width(character: char) -> u32 {
    match character {
        '\u{20}'..='\u{7e}' => 1,
        '\u{4e00}'..='\u{9fff}' => 2,
        _ => character.width_cjk().unwrap_or(0) as u32,
    }
}

/// Width of text in half cells, of its widest line.
pub fn width(text: &str) -> u32 {
    text.split('\n')
        .map(|line| line.chars().map(char_width).sum())
        .max()
        .unwrap_or(0)
}

/// Pixels of one half cell at a font size.
pub fn half_cell(points: f64) -> f64 {
    points * 96.0 / 72.0 / 2.0
}

/// Pixels a column needs to hold `half_cells` in one line.
pub fn pixels(half_cells: f64, points: f64) -> u32 {
    (half_cells * half_cell(points) + PADDING + 3.0).ceil() as u32
}

/// Points a row needs for `lines` lines.
pub fn height(lines: usize, points: f64) -> f64 {
    (lines as f64 * points * LINE + 5.0).ceil()
}

/// Lines that fit into a row of `height` points.
pub fn lines_in(height: f64, points: f64) -> usize {
    (((height - 5.0) / (points * LINE)).floor() as usize).max(1)
}

/// The room for text in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    half_cells: f64,
}

impl Room {
    /// The room in `pixels` for text of `points`.
    pub fn new(pixels: u32, points: f64) -> Self {
        Room {
            half_cells: ((f64::from(pixels) - PADDING) / half_cell(points)).max(2.0),
        }
    }

    /// Half cells of a line that every program shows in one.
    pub fn reliable(self) -> u32 {
        (self.half_cells * RELIABLE).floor().max(2.0) as u32
    }

    /// Number of lines of `text`, with one in reserve where its last line is nearly full.
    pub fn lines(self, text: &str) -> usize {
        let reliable = self.half_cells * RELIABLE;
        // Most cells are short: no need to look for places to break.
        if text.len() as f64 <= reliable * 0.9 && !text.contains('\n') {
            return 1;
        }
        let mut lines = 0;
        let mut last = 0.0;
        for paragraph in text.split('\n') {
            last = wrap(paragraph, reliable, |_| lines += 1);
            lines += 1;
        }
        lines + usize::from(lines > 1 && last > self.half_cells * FULL)
    }

    /// `text` cut where a line ends into pieces of at most `most` lines.
    pub fn split(self, text: &str, most: usize) -> Vec<&str> {
        self.split_after(text, most, most)
    }

    /// The same with `first` lines in the first piece.
    pub fn split_after(self, text: &str, first: usize, most: usize) -> Vec<&str> {
        let mut ends = Vec::new();
        let mut offset = 0;
        for paragraph in text.split('\n') {
            wrap(paragraph, self.half_cells * RELIABLE, |end| ends.push(offset + end));
            offset += paragraph.len();
            ends.push(offset);
            offset += 1;
        }
        let mut pieces = Vec::new();
        let mut start = 0;
        let (head, rest) = ends.split_at(first.max(1).min(ends.len()));
        for line in std::iter::once(head).chain(rest.chunks(most.max(1))) {
            let end = line.last().copied().unwrap_or(text.len());
            pieces.push(text[start..end].trim_matches('\n'));
            start = end;
        }
        pieces
    }
}

/// Wraps one paragraph into lines of `room` half cells; `line_end` hears where every line but the last ends.
/// Gives the width of the last line.
fn wrap(paragraph: &str, room: f64, mut line_end: impl FnMut(usize)) -> f64 {
    let (mut line, mut before) = (0.0, Token::default());
    let mut rest = paragraph;
    while let Some(token) = next_token(paragraph, rest) {
        rest = &paragraph[token.end..];
        let full = line + token.width > room && line > 0.0;
        if full && token.first == ' ' {
            continue;
        }
        if full {
            let together = NOT_FIRST.contains(token.first) || NOT_LAST.contains(before.first);
            let carried = together && before.width < line;
            line_end(if carried { before.start } else { token.start });
            line = if carried { before.width } else { 0.0 };
        }
        line += token.width;
        // A word longer than a line is broken anywhere.
        let mut broken = token.start;
        while line > room && token.letters > 1 {
            broken = (broken + room as usize).min(token.end);
            line_end(broken);
            line -= room;
        }
        before = token;
    }
    line
}

/// A character, or a Latin word that stays whole.
#[derive(Debug, Clone, Copy, Default)]
struct Token {
    start: usize,
    end: usize,
    first: char,
    letters: usize,
    width: f64,
}

fn next_token(paragraph: &str, rest: &str) -> Option<Token> {
    let start = paragraph.len() - rest.len();
    let first = rest.chars().next()?;
    let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || b".-_/@:%+".contains(byte);
    let letters = rest.bytes().take_while(|byte| in_word(byte)).count();
    if letters > 0 {
        return Some(Token {
            start,
            end: start + letters,
            first,
            letters,
            width: letters as f64,
        });
    }
    Some(Token {
        start,
        end: start + first.len_utf8(),
        first,
        letters: 1,
        width: f64::from(char_width(first)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(half_cells: f64) -> Room {
        Room {
            half_cells: half_cells / RELIABLE,
        }
    }

    #[test]
    fn punctuation_does_not_begin_a_line() {
        let mut ends = Vec::new();
        wrap("一二三四，五", 8.0, |end| ends.push(end));
        assert_eq!(ends, [9], "四 goes down with its comma");
        ends.clear();
        wrap("一二三（四", 8.0, |end| ends.push(end));
        assert_eq!(ends, [9], "the bracket goes down with 四");
    }

    #[test]
    fn latin_words_stay_whole_unless_longer_than_a_line() {
        let mut ends = Vec::new();
        wrap("推进PI2023项目", 8.0, |end| ends.push(end));
        assert_eq!(ends, [6, 15]);
        ends.clear();
        wrap("abcdefghijklmnopqrst", 8.0, |end| ends.push(end));
        assert_eq!(ends, [8, 16]);
    }

    #[test]
    fn pieces_hold_all_of_the_text() {
        let text = "一二三四五六七八九十。".repeat(30);
        for most in 1..7 {
            let pieces = room(10.0).split(&text, most);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.iter().all(|piece| room(10.0).lines(piece) <= most + 1));
        }
    }

    #[test]
    fn every_line_of_several_paragraphs_counts() {
        assert_eq!(room(40.0).lines("一\n二\n三"), 3);
        assert_eq!(room(40.0).lines(""), 1);
    }
}
