//! Text that may stand in a page without being taken for markup.

use std::fmt::Write;

/// JSON fit to stand in a `<script>`: no letter that could end it or begin a tag, none that old scripts take for a line
/// end, and none that a reader of the file would not see or that turns the direction of what follows.
pub(super) fn script_data(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + json.len() / 16);
    for character in json.chars() {
        if !is_hidden(character) && !matches!(character, '<' | '>' | '&') {
            safe.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(safe, "\\u{unit:04x}");
        }
    }
    safe
}

/// Text fit to stand between tags and in quoted attributes.
pub(super) fn markup(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // In a heading or a label they only do harm.
            hidden if is_hidden(hidden) || hidden.is_control() => safe.push(' '),
            shown => safe.push(shown),
        }
    }
    safe
}

/// Controls, marks of direction, letters without width and code points that are no characters.
fn is_hidden(character: char) -> bool {
    let code = u32::from(character);
    matches!(code, 0x7f..=0x9f | 0x61c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfdd0..=0xfdef | 0xfeff)
        || code & 0xfffe == 0xfffe
}

/// Base64 with padding, as fingerprints in a policy are written.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_of_markup_is_left_and_the_data_is_the_same() {
        let text = "</script><!--&\u{2028}\u{202e}\u{feff}\u{0}\u{85}\u{1fffe}\"'\\𠀀";
        let json = serde_json::to_string(text).unwrap();
        let safe = script_data(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{202e}', '\u{feff}', '\u{85}', '\u{1fffe}']));
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        assert_eq!(markup("<a b=\"'&\u{202e}\n"), "&lt;a b=&quot;&#39;&amp;  ");
    }

    #[test]
    fn base64_pads() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("fooba", "Zm9vYmE="),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
