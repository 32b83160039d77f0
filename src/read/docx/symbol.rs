//! Characters of symbol fonts (Wingdings, Symbol), which lie where Unicode has none.

/// What a character of a symbol font shows; the character itself where no list tells.
pub(in crate::read) fn symbol(letter: char, font: &str) -> char {
    let code = match letter as u32 {
        code @ 0xF000..=0xF0FF => code - 0xF000,
        code @ 0x20..=0xFF => code,
        _ => return letter,
    };
    match (font, code) {
        ("Wingdings", 0x6C | 0x9F) => '●',
        ("Wingdings", 0x6D | 0xA1) => '○',
        ("Wingdings", 0x6E | 0xA7) => '■',
        ("Wingdings", 0x6F | 0xA8 | 0x71 | 0x72) => '□',
        ("Wingdings", 0x75 | 0x74) => '◆',
        ("Wingdings", 0x76) => '❖',
        ("Wingdings", 0xD8) => '➢',
        ("Wingdings", 0xE0 | 0xE8) => '→',
        ("Wingdings", 0xFC | 0x50) => '√',
        ("Wingdings", 0xFB) => '×',
        ("Wingdings", 0xFE | 0x52) => '☑',
        ("Wingdings", 0xFD) => '☒',
        ("Wingdings", 0xAB | 0xB6) => '★',
        ("Wingdings", code @ 0x81..=0x8A) => char::from_u32('①' as u32 + code - 0x81).unwrap_or(letter),
        ("Wingdings", code @ 0x8C..=0x95) => char::from_u32('❶' as u32 + code - 0x8C).unwrap_or(letter),
        ("Wingdings 2", 0x50) => '√',
        ("Wingdings 2", 0x52) => '☑',
        ("Wingdings 2", 0xA3) => '□',
        ("Symbol", 0xB7) => '•',
        ("Symbol", 0xB3) => '≥',
        ("Symbol", 0xA3) => '≤',
        ("Symbol", 0xB1) => '±',
        ("Symbol", 0xB4) => '×',
        ("Symbol", 0xB0) => '°',
        ("Symbol", 0xD7) => '⋅',
        _ => letter,
    }
}

/// The sign of a list without numbers.
pub(in crate::read) fn bullet(letter: char, font: &str) -> char {
    let shown = symbol(letter, font);
    let private = ('\u{e000}'..='\u{f8ff}').contains(&shown);
    // Which of the symbol fonts it is in is not always said.
    if private && !font.starts_with("Wingdings") {
        return bullet_of(symbol(letter, "Wingdings"));
    }
    bullet_of(shown)
}

fn bullet_of(shown: char) -> char {
    match shown {
        '\u{e000}'..='\u{f8ff}' => '●',
        // The letter o of Courier New is a ring.
        'o' => '○',
        'l' => '●',
        'n' => '■',
        'u' => '◆',
        shown => shown,
    }
}
