//! Decimal numbers (`1.1`, `1.1.1`, `1．1`): items only where the document counts in them, since a figure begins a line
//! as well (1.5亿元, 3.5公里).

use super::bare_number::bare_number;
use super::lines::Line;
use super::marker::{Marker, MarkerStyle};
use super::table::Table;
use crate::source::Span;

/// A number has no more parts.
const DEEPEST: usize = 4;

/// Signs that may stand before a number.
const SIGNS: &[char] = &['★', '☆', '▲', '△', '●', '※', '*'];

/// A line that begins with a decimal number.
struct Candidate {
    line: usize,
    parts: Vec<u32>,
    marker: Marker,
}

/// Gives such lines their markers, and the lines of a bare number above their first item (`1 产业发展` / `1.1 工业提质`).
/// `tables` are the places of lines that stand for tables.
pub(super) fn find(text: &str, lines: &mut [Line], tables: &[(usize, Table)]) {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.span.of(text);
        // ★1.1.2: a sign marks the item.
        let signs = words.len() - words.strip_prefix(SIGNS).unwrap_or(words).len();
        if words[signs..].starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            && tables.binary_search_by_key(&at, |(place, _)| *place).is_err()
            && let Some((parts, len)) = decimal(&words[signs..])
        {
            let marker = marker(&parts, Span::new(line.span.start, line.span.start + signs + len));
            found.push(Candidate {
                line: at,
                parts,
                marker,
            });
        }
    }
    let goes_on = |pair: &[Candidate]| follows(&pair[0].parts, &pair[1].parts);
    let steps = found.windows(2).filter(|pair| goes_on(pair)).count();
    // Figures stand in no order.
    if steps == 0 || (found.len() - 1 - steps) * 3 > found.len() {
        return;
    }
    for candidate in found {
        lines[candidate.line].marker = Some(candidate.marker);
        let first = candidate.parts.len() == 2 && candidate.parts[1] == 1;
        if let Some(above) = candidate.line.checked_sub(1).filter(|_| first)
            && lines[above].marker.is_none()
            && let Some(marker) = bare_number(lines[above].span.of(text), lines[above].span.start)
            && marker.value == candidate.parts[0]
        {
            lines[above].marker = Some(marker);
        }
    }
}

fn marker(parts: &[u32], span: Span) -> Marker {
    let style = match parts.len() {
        2 => MarkerStyle::Decimal,
        3 => MarkerStyle::DecimalThird,
        _ => MarkerStyle::DecimalFourth,
    };
    Marker {
        style,
        value: parts.last().copied().unwrap_or_default(),
        span,
    }
}

/// The style of a decimal number that is all of `form`.
pub fn style(form: &str) -> Option<MarkerStyle> {
    let (parts, len) = decimal(&format!("{form} 一"))?;
    (len == form.len()).then(|| marker(&parts, Span::new(0, len)).style)
}

/// Whether `next` can come after `last`: one more in some place (and that place or a new one below it begins at 1).
fn follows(last: &[u32], next: &[u32]) -> bool {
    let same = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    let rest = |parts: &[u32]| parts.iter().skip(same + 1).all(|part| *part == 1);
    match (last.get(same), next.get(same)) {
        (Some(a), Some(b)) => *b == a + 1 && rest(next),
        (None, Some(b)) => *b == 1 && rest(next),
        _ => false,
    }
}

/// The parts of the decimal number `words` begin with, and its length; a word must follow that no figure counts.
fn decimal(words: &str) -> Option<(Vec<u32>, usize)> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let rest = &words[at..];
        let (value, len) = number(rest)?;
        parts.push(value);
        at += len;
        let point = words[at..].chars().next().filter(|c| matches!(c, '.' | '．' | '﹒'));
        let Some(point) = point else { break };
        at += point.len_utf8();
        if number(&words[at..]).is_none() {
            break;
        }
    }
    if !(2..=DEEPEST).contains(&parts.len()) {
        return None;
    }
    if let Some(mark) = words[at..].chars().next().filter(|c| matches!(c, '、')) {
        at += mark.len_utf8();
    }
    let behind = words[at..].trim_start_matches([' ', '\u{3000}', '\t']);
    let blank = behind.len() < words.len() - at;
    let word = behind.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || "“《【（".contains(c));
    (word && (blank || parts.len() > 2 || !is_counted(behind))).then_some((parts, at))
}

/// One part: one or two digits without a zero before them.
fn number(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut digits) = (0u32, 0, 0);
    for c in text.chars().take(3) {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        value = value * 10 + digit;
        digits += 1;
        len += c.len_utf8();
    }
    (value > 0 && digits < 3 && !text.starts_with(['0', '０'])).then_some((value, len))
}

/// Whether words begin with what a decimal figure counts.
fn is_counted(words: &str) -> bool {
    words.starts_with([
        '万', '亿', '千', '百', '倍', '米', '吨', '公', '平', '元', '个', '兆', '升', '克', '分', '厘', '毫', '以',
        '左', '至', '到', '版', '度', '级',
    ])
}

#[cfg(test)]
mod tests {
    use super::{decimal, follows};

    #[test]
    fn decimal_numbers_are_told_from_figures() {
        let parts = |words: &str| decimal(words).map(|(parts, len)| (parts, words[..len].to_string()));
        assert_eq!(parts("1.1推行一网通办"), Some((vec![1, 1], "1.1".into())));
        assert_eq!(parts("2．10 清理"), Some((vec![2, 10], "2．10".into())));
        assert_eq!(parts("1.2.3.新建"), Some((vec![1, 2, 3], "1.2.3.".into())));
        for words in ["1.5亿元", "2.0版本", "3.5公里", "2023.5.1", "1.推行", "1.1", "1.25"] {
            assert_eq!(parts(words), None, "{words}");
        }
    }

    #[test]
    fn what_counts_on() {
        assert!(follows(&[1, 1], &[1, 2]) && follows(&[1, 1], &[1, 1, 1]) && follows(&[1, 2, 3], &[2, 1]));
        assert!(!follows(&[1, 1], &[3, 5]) && !follows(&[1, 2], &[1, 1]));
    }
}
