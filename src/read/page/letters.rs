//! Characters as fonts name them, to characters as people write them.

use unicode_normalization::UnicodeNormalization;

/// Radicals that some programs write for the character of the same shape and that no normal form maps.
const RADICALS: &[(char, char)] = &[
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character a person sees where a font's table of characters says `letter`: many tables name the first of several
/// characters that share a drawing (U+F9E4 for 理, U+2F08 for 人, U+2011 for a hyphen). Nothing for what shows nothing.
pub(in crate::read) fn shown(letter: char) -> Option<char> {
    match letter {
        '\t' | '\u{a0}' | '\n' | '\r' => Some(' '),
        '\u{2011}' | '\u{ad}' => Some('-'),
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => Some(letter.nfc().next().unwrap_or(letter)),
        '\u{2f00}'..='\u{2fdf}' => Some(letter.nfkc().next().unwrap_or(letter)),
        '\u{2e80}'..='\u{2eff}' => {
            let found = RADICALS.iter().find(|(radical, _)| *radical == letter);
            Some(found.map_or(letter, |(_, character)| *character))
        }
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => None,
        _ if letter.is_control() => None,
        _ => Some(letter),
    }
}

/// Whether a character may not begin a line, so that a line takes it beyond its width.
pub(super) fn never_begins(letter: char) -> bool {
    "，。、；：！？）〕】》」』”’％%,.;:!?)]}…—·～".contains(letter)
}

/// Whether what follows may not stand on the next line without it.
pub(super) fn holds(letter: char) -> bool {
    "（〔【《「『“”‘’([{".contains(letter)
}

/// Whether it stands in a word or figure that no line end breaks.
pub(super) fn is_latin(letter: char) -> bool {
    letter.is_ascii_graphic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_fonts_become_those_people_write() {
        let seen: String = "⾏年⻓⼈①㎡２\u{2011}\u{200b}龙".chars().filter_map(shown).collect();
        assert_eq!(seen, "行年长人①㎡２-龙");
    }
}
