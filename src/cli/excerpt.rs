//! One line of the text with carets under the words meant.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Cells for the line itself; with the line number before it the whole stays within a terminal's 80.
pub(crate) const CELLS: usize = 68;
const CUT: char = '…';
/// Cells kept for what stands before words too long to be shown whole, such as the number of the task.
const BEFORE: usize = 8;

/// How wide a terminal draws “”‘’…—·: nothing in the text tells. A Chinese Windows console takes two cells,
/// as its fonts do, nearly every other terminal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

impl Width {
    /// What is usual where the program runs.
    pub(crate) const OF_THIS_SYSTEM: Width = if cfg!(windows) { Width::Wide } else { Width::Narrow };

    /// Cells that `letter` takes.
    pub(crate) fn of(self, letter: char) -> usize {
        let width = match self {
            Width::Narrow => letter.width(),
            Width::Wide => letter.width_cjk(),
        };
        width.unwrap_or(0)
    }
}

/// The line (its number where it has one, in a text file) on which `span` (bytes of `text`) begins, cut around it when it is long, with carets below. A span
/// over several lines is marked to the end of its first.
pub(crate) fn excerpt(text: &str, span: Range<usize>, number: Option<usize>, width: Width) -> String {
    let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let line: Vec<char> = text[start..end].chars().map(printable).collect();
    let from = text[start..span.start].chars().count().min(line.len());
    let to = from
        + text[span.start..span.end.clamp(span.start, end.max(span.start))]
            .chars()
            .count();
    let window = window(&line, from..to.min(line.len()), width);
    let (left, right) = (
        window.start > 0 && has_text(&line[..window.start]),
        window.end < line.len(),
    );
    let cut = |yes: bool| if yes { CUT.to_string() } else { String::new() };
    let shown: String = line[window.clone()].iter().collect();
    let before = cells(&line[window.start..from], width) + if left { width.of(CUT) } else { 0 };
    let marked = cells(&line[from..to.min(window.end).max(from)], width).max(1);
    let gutter = number.map_or_else(String::new, |number| number.to_string());
    format!(
        "  {gutter} | {}{}{}\n  {} | {}{}\n",
        cut(left),
        shown.trim_end(),
        cut(right),
        " ".repeat(gutter.len()),
        " ".repeat(before),
        "^".repeat(marked)
    )
}

/// Which characters of a long line are shown: the marked ones, and as much on both sides as there is room.
fn window(line: &[char], marked: Range<usize>, width: Width) -> Range<usize> {
    let indent = line.iter().take_while(|letter| letter.is_whitespace()).count();
    let first = indent.min(marked.start);
    if cells(&line[first..], width) <= CELLS {
        return first..line.len();
    }
    let room = CELLS - 2 * width.of(CUT);
    let before = cells(&line[first..marked.start], width).min(BEFORE);
    let mut window = marked.start..marked.start;
    let mut used = 0;
    while window.end < marked.end && used + width.of(line[window.end]) <= room - before {
        used += width.of(line[window.end]);
        window.end += 1;
    }
    while window.start > first && cells(&line[window.start - 1..marked.start], width) <= before {
        window.start -= 1;
        used += width.of(line[window.start]);
    }
    // Both sides in turn; a side that has come to its end leaves its room to the other.
    loop {
        let mut grown = false;
        if window.start > first && used + width.of(line[window.start - 1]) <= room {
            window.start -= 1;
            used += width.of(line[window.start]);
            grown = true;
        }
        if window.end < line.len() && used + width.of(line[window.end]) <= room {
            used += width.of(line[window.end]);
            window.end += 1;
            grown = true;
        }
        if !grown {
            return window;
        }
    }
}

fn cells(letters: &[char], width: Width) -> usize {
    letters.iter().map(|letter| width.of(*letter)).sum()
}

fn has_text(letters: &[char]) -> bool {
    letters.iter().any(|letter| !letter.is_whitespace())
}

/// A tab is one blank, and a control or direction mark of a strange file does nothing to the terminal.
pub(crate) fn printable(letter: char) -> char {
    let steers = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if letter.is_control() || steers { ' ' } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        excerpt(text, start..start + part.len(), Some(7), Width::Narrow)
    }

    #[test]
    fn the_caret_stands_under_double_width_characters() {
        let text = "首行\n1、做好a工作。（区卫健委）\n末行";
        assert_eq!(
            of(text, "区卫健委"),
            "  7 | 1、做好a工作。（区卫健委）\n    |                 ^^^^^^^^\n"
        );
        assert_eq!(of(text, "a"), "  7 | 1、做好a工作。（区卫健委）\n    |        ^\n");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("{}区卫健委{}", "前".repeat(100), "后".repeat(100));
        let shown = of(&text, "区卫健委");
        let lines: Vec<&str> = shown.lines().collect();
        assert!(
            lines[0].starts_with("  7 | …前") && lines[0].ends_with("后…"),
            "{shown}"
        );
        assert!(cells(&lines[0].chars().collect::<Vec<_>>(), Width::Narrow) <= 76);
        let at = lines[0].find('区').unwrap();
        let before = cells(&lines[0][..at].chars().collect::<Vec<_>>(), Width::Narrow);
        assert_eq!(lines[1].find('^'), Some(before));
    }

    #[test]
    fn a_span_longer_than_the_window_and_one_over_two_lines() {
        let long = "任".repeat(90);
        assert!(of(&long, &long).lines().nth(1).unwrap().ends_with("^^^^"));
        let numbered = of(&format!("10、{long}"), &long);
        assert!(numbered.starts_with("  7 | 10、任"), "{numbered}");
        assert_eq!(of("甲乙\n丙丁", "乙\n丙"), "  7 | 甲乙\n    |   ^^\n");
    }

    #[test]
    fn odd_places_do_no_harm() {
        assert_eq!(excerpt("", 0..0, Some(1), Width::Wide), "  1 | \n    | ^\n");
        assert_eq!(excerpt("甲\n", 3..4, Some(1), Width::Wide), "  1 | 甲\n    |   ^\n");
        assert_eq!(
            excerpt("\u{1b}[31m甲", 5..8, Some(1), Width::Narrow),
            "  1 | [31m甲\n    |     ^^\n"
        );
    }

    #[test]
    fn quotation_marks_are_as_wide_as_the_terminal_has_them() {
        let text = "“甲”乙";
        let start = text.find('乙').unwrap();
        let caret = |width| {
            let shown = excerpt(text, start..text.len(), Some(1), width);
            shown.lines().nth(1).unwrap().find('^').unwrap()
        };
        assert_eq!(caret(Width::Narrow), 6 + 4);
        assert_eq!(caret(Width::Wide), 6 + 6);
    }
}
