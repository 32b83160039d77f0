//! Whom to call, in a bracket behind a unit: 团市委办公室（联系人：张三，3260710）. It is no part of the name and no tag.

use super::sign::Signs;
use crate::source::{CLOSING, OPENING};

/// What such a bracket begins with.
const WORDS: &[&str] = &[
    "联系人",
    "联系电话",
    "联系方式",
    "联络人",
    "联络员",
    "咨询电话",
    "电话",
    "聯繫人",
    "聯繫電話",
    "聯絡人",
    "電話",
];

/// An unclosed one ends with its number; what is longer is none, in bytes.
const LONGEST: usize = 120;

/// Whether the content of a bracket begins with whom to call.
pub(super) fn begins(content: &str) -> bool {
    let content = content.trim_start();
    let said = WORDS.iter().find_map(|word| content.strip_prefix(word));
    said.map_or_else(
        || is_numbered(content),
        |rest| rest.trim_start().starts_with([':', '：']) || rest.trim_start().starts_with(is_digit),
    )
}

/// 张三 3260710: a short name and a number, nothing else.
fn is_numbered(content: &str) -> bool {
    let content = content.split([')', '）']).next().unwrap_or_default();
    let name = content.trim_end_matches(|c: char| is_digit(c) || c == '-');
    let number = content.len() - name.len();
    let name = name.trim_end_matches([' ', '\u{3000}', ',', '，', ':', '：']);
    number >= 7 && (2..=4).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic)
}

/// The content of a tag with blanks where such brackets stand, if it has any; every place stays where it is.
pub(super) fn without(content: &str) -> Option<String> {
    let mut bare: Option<String> = None;
    let mut from = 0;
    for at in Signs::of(content)
        .places()
        .filter(|at| content[*at..].starts_with(OPENING))
    {
        let open = content[at..].chars().next().map_or(0, char::len_utf8);
        if at < from || !begins(&content[at + open..]) {
            continue;
        }
        let range = at..at + extent(&content[at..]);
        from = range.end;
        let kept = bare.get_or_insert_with(|| content.to_string());
        kept.replace_range(range.clone(), &" ".repeat(range.len()));
    }
    bare
}

/// How far the bracket at the start of `text` goes; one that is never closed ends with the number in it.
fn extent(text: &str) -> usize {
    let mut end = 0;
    let (mut depth, mut digits) = (0usize, 0);
    for (at, c) in text.char_indices() {
        if at > LONGEST {
            break;
        }
        if OPENING.contains(&c) {
            // （联系人：张三，3260710、乙局（丙办）: the next bracket is another one's.
            if depth == 1 && end > 0 {
                break;
            }
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + c.len_utf8();
            }
        }
        if is_digit(c) {
            digits += 1;
            if digits >= 5 {
                end = at + c.len_utf8();
            }
        } else if !matches!(c, '-' | '—' | ' ') {
            digits = 0;
        }
    }
    end
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bracket_of_the_contact_is_blanked() {
        let bare = |text: &str| without(text).map(|bare| bare.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(
            bare("甲局（联系人：张三，3260710）、乙局").as_deref(),
            Some("甲局 、乙局")
        );
        assert_eq!(
            bare("甲局（联系人：张三，3260710、乙局").as_deref(),
            Some("甲局 、乙局")
        );
        assert_eq!(bare("甲局(电话:0911-3260710)").as_deref(), Some("甲局"));
        assert_eq!(bare("甲局（张三 3260710）、乙局").as_deref(), Some("甲局 、乙局"));
        assert_eq!(bare("甲局（乙局）、丙局"), None);
        assert_eq!(bare("甲局（联系人由乙局指定）"), None);
    }
}
