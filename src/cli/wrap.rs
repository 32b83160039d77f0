//! Breaks Chinese text into lines of a given width in terminal cells.

use unicode_width::UnicodeWidthChar;

/// Marks that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》”’…";
/// Marks that may not end a line.
const NOT_LAST: &str = "（《“‘";

/// `text` with line feeds so that no line is wider than `cells`; words of letters and digits stay whole
/// unless one alone is wider than a line.
pub(crate) fn wrap(text: &str, cells: usize) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        wrap_line(line, cells, &mut lines);
    }
    lines.join("\n")
}

fn wrap_line(line: &str, cells: usize, lines: &mut Vec<String>) {
    let mut current = String::new();
    let mut used = 0;
    for piece in pieces(line) {
        let wide = width(&piece);
        if used > 0 && used + wide > cells {
            lines.push(current.trim_end().to_string());
            current.clear();
            used = 0;
        }
        if used > 0 || !piece.trim().is_empty() {
            current.push_str(&piece);
            used += wide;
        }
    }
    lines.push(current);
}

/// Cuts a line wherever a break is allowed.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in line.chars() {
        let glued = NOT_FIRST.contains(letter) || NOT_LAST.contains(last) || (is_word(last) && is_word(letter));
        match pieces.last_mut() {
            Some(piece) if glued => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        last = letter;
    }
    pieces
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_graphic()
}

fn width(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_between_characters_but_not_before_marks_or_in_words() {
        assert_eq!(wrap("文件夹已有文件，加参数", 14), "文件夹已有文\n件，加参数");
        assert_eq!(wrap("写到 --templates 文件夹", 16), "写到 --templates\n文件夹");
        assert_eq!(wrap("短", 16), "短");
    }
}
