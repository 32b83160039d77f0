//! Signs in a cell of units that are no part of their names: marks of those who lead (★市园林局, **市园林局**) and numbers
//! of a list (1.市教育局 2.市财政局). They are put out with characters of the same length, so that every place stays.

use std::borrow::Cow;

/// Signs that plans put at the name of a lead.
pub(super) const MARKS: &[char] = &['*', '＊', '▲', '△', '★', '☆', '●', '※'];

/// A cell without its marks, and without numbers where they part names: one number may as well begin a task.
pub(crate) fn bare(cell: &str) -> Cow<'_, str> {
    match unnumbered(cell) {
        Cow::Owned(plain) if plain.contains(';') => Cow::Owned(unmarked(&plain).into_owned()),
        _ => unmarked(cell),
    }
}

/// A cell with blanks for its marks.
pub(super) fn unmarked(cell: &str) -> Cow<'_, str> {
    if !cell.contains(MARKS) {
        return Cow::Borrowed(cell);
    }
    let mut plain = String::with_capacity(cell.len());
    for c in cell.chars() {
        match MARKS.contains(&c) {
            true => plain.extend(std::iter::repeat_n(' ', c.len_utf8())),
            false => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// A cell with a stop for each number that begins one of its lines or follows one of its names.
pub(super) fn unnumbered(cell: &str) -> Cow<'_, str> {
    let mut plain: Option<String> = None;
    let mut copied = 0;
    // Names may stand right behind each other's numbers; those of one cell count up.
    let mut expected = 1;
    for (at, _) in cell.char_indices() {
        if at < copied {
            continue;
        }
        let begins = cell[..at].trim().is_empty();
        let counts = |value: u32| {
            if begins {
                value <= 20
            } else {
                expected > 1 && value == expected
            }
        };
        let Some((value, len)) = number_at(&cell[at..]).filter(|(value, _)| counts(*value)) else {
            continue;
        };
        if cell[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        expected = value + 1;
        let plain = plain.get_or_insert_with(|| String::with_capacity(cell.len()));
        plain.push_str(&cell[copied..at]);
        plain.push(if at == 0 { ' ' } else { ';' });
        plain.extend(std::iter::repeat_n(' ', len - 1));
        copied = at + len;
    }
    match plain {
        Some(mut plain) => {
            plain.push_str(&cell[copied..]);
            Cow::Owned(plain)
        }
        None => Cow::Borrowed(cell),
    }
}

/// The number of a list that `words` begin with, and its length: `2.`, `（2）`, `②`.
fn number_at(words: &str) -> Option<(u32, usize)> {
    let first = words.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((u32::from(first) - u32::from('①') + 1, first.len_utf8()));
    }
    let open = matches!(first, '（' | '(');
    let digits = if open { &words[first.len_utf8()..] } else { words };
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let value = digits[..count].parse().ok().filter(|_| count <= 2)?;
    let behind = &digits[count..];
    let close = behind.chars().next()?;
    let closes = if open {
        matches!(close, '）' | ')')
    } else {
        matches!(close, '.' | '．' | '、' | '）' | ')')
    };
    let rest = &behind[close.len_utf8()..];
    (closes && !rest.starts_with(|c: char| c.is_ascii_digit())).then(|| (value, words.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_put_out_and_nothing_moves() {
        for (cell, plain) in [
            ("1.甲局 2.乙局、丙局", "  甲局 ; 乙局、丙局"),
            ("①甲局②乙局", "   甲局;  乙局"),
            ("★甲局、乙局*", "   甲局、乙局 "),
            ("12345热线、110.5中心", "12345热线、110.5中心"),
            ("市第1.2中学", "市第1.2中学"),
        ] {
            assert_eq!(bare(cell), plain);
            assert_eq!(bare(cell).len(), cell.len());
        }
        assert_eq!(bare("2.乙局"), "2.乙局");
        assert_eq!(unnumbered("2.乙局"), "  乙局");
    }
}
