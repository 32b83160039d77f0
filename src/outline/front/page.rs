//! The lines of a document as the front matter's rules see them: its head and the tail of each file folded for comparison, so that one
//! rule serves both widths and both scripts, with the way back to the text.

use std::ops::Range;

use crate::directory::fold_char;
use crate::outline::lines::Line;
use crate::source::Span;

/// Lines at the beginning that may be front matter.
const HEAD: usize = 150;
/// Lines at the end of a file that may be end matter.
const TAIL: usize = 80;
/// Lines a notice may have where its annex is a file of its own: all of them are front matter.
const NOTICE: usize = 1_000;
/// Lines of an annex that may be its title.
const ANNEX_HEAD: usize = 20;
/// Longer lines are running text whatever they say; they are not folded.
const LONGEST: usize = 3_000;

/// Lines, and folded copies of those at the head and at the tail.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub lines: &'a [Line],
    head: Vec<String>,
    /// The last lines of each file behind the head, as where they begin and what they are folded.
    tails: Vec<(usize, Vec<String>)>,
    /// Whether nearly every line has an empty one before it, so that a gap says nothing.
    pub spaced: bool,
}

impl<'a> Page<'a> {
    pub fn new(text: &'a str, lines: &'a [Line]) -> Self {
        let annex = lines.iter().take(NOTICE).position(|line| line.begins_file);
        let head_len = lines
            .len()
            .min(annex.map_or(HEAD, |annex| HEAD.max(annex + ANNEX_HEAD)));
        let fold = |line: &Line| fold(line.span.of(text));
        let gaps = lines[..head_len].iter().filter(|line| line.after_gap).count();
        Page {
            text,
            lines,
            head: lines[..head_len].iter().map(fold).collect(),
            tails: files(lines)
                .map(|file| file.end.saturating_sub(TAIL).max(file.start).max(head_len)..file.end)
                .filter(|tail| !tail.is_empty())
                .map(|tail| (tail.start, lines[tail].iter().map(fold).collect()))
                .collect(),
            spaced: gaps * 3 >= head_len * 2,
        }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The number of lines that may be front matter.
    pub fn head(&self) -> usize {
        self.head.len()
    }

    /// Whether another file begins with line `index`.
    pub fn begins_file(&self, index: usize) -> bool {
        self.lines[index].begins_file
    }

    /// The lines from `body` on, file by file.
    pub fn files_from(&self, body: usize) -> impl Iterator<Item = Range<usize>> {
        files(self.lines)
            .map(move |file| file.start.max(body)..file.end)
            .filter(|file| !file.is_empty())
    }

    /// The first of `lines`, the rest of a file, that may be end matter.
    pub fn tail(&self, lines: &Range<usize>) -> usize {
        lines.end.saturating_sub(TAIL).max(lines.start)
    }

    /// Line `index` as written.
    pub fn line(&self, index: usize) -> &'a str {
        self.lines[index].span.of(self.text)
    }

    pub fn span(&self, index: usize) -> Span {
        self.lines[index].span
    }

    /// Line `index` folded, if it stands at the head or the tail; else as written.
    pub fn folded(&self, index: usize) -> &str {
        if let Some(folded) = self.head.get(index) {
            return folded;
        }
        let behind = self.tails.partition_point(|(start, _)| *start <= index);
        let tail = behind.checked_sub(1).map(|tail| &self.tails[tail]);
        tail.and_then(|(start, folded)| folded.get(index - start))
            .map_or_else(|| self.line(index), String::as_str)
    }

    /// The number line `index` begins with; bullets do not count.
    pub fn number(&self, index: usize) -> Option<u32> {
        self.lines[index]
            .marker
            .map(|marker| marker.value)
            .filter(|value| *value > 0)
    }

    /// Where `range` of the folded line `index` stands in the text.
    pub fn place(&self, index: usize, range: Range<usize>) -> Span {
        let (line, folded) = (self.line(index), self.folded(index));
        let before = folded[..range.start].chars().count();
        let inside = folded[range].chars().count();
        let offset = |nth: usize| line.char_indices().nth(nth).map_or(line.len(), |(at, _)| at);
        let start = self.span(index).start;
        Span::new(start + offset(before), start + offset(before + inside))
    }
}

/// The lines of each file.
fn files(lines: &[Line]) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    lines.chunk_by(|_, next| !next.begins_file).map(move |file| {
        let start = end;
        end += file.len();
        start..end
    })
}

/// A line folded character by character: half width, simplified, round brackets for square ones.
pub(super) fn fold(line: &str) -> String {
    if line.len() > LONGEST {
        return line.to_string();
    }
    line.chars().map(fold_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_places_lead_back_to_the_text() {
        let text = "发文字號：某府辦〔2023〕4號";
        let line = Line {
            span: Span::new(0, text.len()),
            after_gap: false,
            marker: None,
            after_page: false,
            begins_file: false,
            row: None,
        };
        let lines = [line];
        let page = Page::new(text, &lines);
        assert_eq!(page.folded(0), "发文字号:某府办(2023)4号");
        let at = page.folded(0).find('某').unwrap();
        assert_eq!(page.place(0, at..page.folded(0).len()).of(text), "某府辦〔2023〕4號");
    }
}
