//! Text made fit for a cell; the plan itself is never changed.

use std::borrow::Cow;

/// `text` without white space at its ends; what XML or a cell cannot hold becomes `replacement`.
pub fn shown<'t>(text: &'t str, replacement: &str) -> Cow<'t, str> {
    let text = text.trim_matches(|character: char| character.is_whitespace() || is_invisible(character));
    if !text.chars().any(cannot_stand) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push('\n'),
            '\t' => shown.push(' '),
            _ if cannot_stand(character) => shown.push_str(replacement),
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Whether editing the text in a cell would make a formula of it.
pub fn begins_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn cannot_stand(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{fffd}'..='\u{ffff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_line_ends_kept() {
        assert_eq!(shown(" 一\u{7}二\r\n三\t四\u{fffd}　", "□"), "一□二\n三 四□");
        assert_eq!(shown("\u{feff}原文 ", "□"), "原文");
        assert!(begins_like_formula("=1+1") && begins_like_formula("-") && !begins_like_formula("任务"));
    }
}
