//! Numbers as plans write them: 80, 6.5, ６０, 1,100, 两, 十五, 百分之九十, 15至20.

use std::ops::Range;

/// A number and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its place, without factor and unit.
    pub range: Range<usize>,
    /// What Chinese numerals are worth; figures say it themselves.
    numeral: Option<u64>,
    /// `%` or `‰` where the words themselves are a share: 百分之九十.
    pub share: &'static str,
}

impl Number {
    /// Whether it is written with Chinese numerals.
    pub fn chinese(&self) -> bool {
        self.numeral.is_some()
    }

    /// Decimal, with the digits written in `words`: 4.0 stays 4.0.
    pub fn value(&self, words: &str) -> String {
        if let Some(numeral) = self.numeral {
            return numeral.to_string();
        }
        let figures = words[self.range.clone()].chars();
        figures
            .filter_map(|c| if matches!(c, '.' | '．') { Some('.') } else { digit(c) })
            .collect()
    }
}

/// Written before a share in Chinese numerals.
const SHARES: &[(&str, &str)] = &[("百分之", "%"), ("千分之", "‰")];

/// The number that begins at `at`.
pub(super) fn parse(words: &str, at: usize) -> Option<Number> {
    let rest = &words[at..];
    if rest.starts_with(['百', '千'])
        && let Some((word, share)) = SHARES.iter().find(|(word, _)| rest.starts_with(word))
    {
        let number = parse(words, at + word.len())?;
        return Some(Number {
            range: at..number.range.end,
            share,
            ..number
        });
    }
    match rest.starts_with(|c| digit(c).is_some()) {
        true => figures(words, at),
        false => numerals(words, at),
    }
}

/// A digit of either width.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

fn figures(words: &str, at: usize) -> Option<Number> {
    // Figures so far, whether with a point.
    let (mut count, mut point) = (0, false);
    let (mut end, mut grouped) = (at, false);
    let mut chars = words[at..].char_indices();
    while let Some((offset, c)) = chars.next() {
        let rest = chars.as_str();
        match c {
            '.' | '．' if count > 0 && !point && rest.starts_with(|c| digit(c).is_some()) => point = true,
            ',' if (grouped || (1..=3).contains(&count)) && !point && begins_thousand(rest) => grouped = true,
            _ if digit(c).is_none() => break,
            _ => {
                count += 1;
                end = at + offset + c.len_utf8();
            }
        }
    }
    (count > 0).then_some(Number {
        range: at..end,
        numeral: None,
        share: "",
    })
}

/// 1,100: three digits behind the comma and no more.
fn begins_thousand(rest: &str) -> bool {
    rest.chars().take(4).take_while(|c| digit(*c).is_some()).count() == 3
}

fn ones(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn tens(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// 两, 十五, 一百二十, 三千五百. 二〇二三 is a year, 百 alone a word (百姓), 三四 a guess: none of them a number here.
fn numerals(words: &str, at: usize) -> Option<Number> {
    let (mut total, mut one, mut end) = (0u64, None, at);
    let mut scale = u64::MAX;
    for (offset, c) in words[at..].char_indices().take(12) {
        if let Some(value) = ones(c) {
            // 一百零五: the nought only parts.
            match (one, value) {
                (None, 0) if total > 0 => {}
                (None, 1..) => one = Some(value),
                _ => return None,
            }
        } else if let Some(ten) = tens(c) {
            if ten >= scale || one.is_none() && (ten != 10 || total > 0) {
                // 百姓, 千家万户.
                return None;
            }
            total += one.take().unwrap_or(1) * ten;
            scale = ten;
        } else {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    let value = total + one.unwrap_or(0);
    (value > 0).then_some(Number {
        range: at..end,
        numeral: Some(value),
        share: "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind() {
        let value = |words: &str| parse(words, 0).map(|number| (number.value(words), number.range.end, number.share));
        assert_eq!(value("4.0个"), Some(("4.0".into(), 3, "")));
        assert_eq!(value("1,100家"), Some(("1100".into(), 5, "")));
        assert_eq!(value("12,5个"), Some(("12".into(), 2, "")));
        assert_eq!(value("６０％"), Some(("60".into(), 6, "")));
        assert_eq!(value("3.加强"), Some(("3".into(), 1, "")));
        assert_eq!(value("两家"), Some(("2".into(), 3, "")));
        assert_eq!(value("十五个"), Some(("15".into(), 6, "")));
        assert_eq!(value("一百二十亩"), Some(("120".into(), 12, "")));
        assert_eq!(value("一百零五亩"), Some(("105".into(), 12, "")));
        assert_eq!(value("百分之九十以上"), Some(("90".into(), 15, "%")));
        assert_eq!(value("百姓"), None);
        assert_eq!(value("二〇二三年"), None);
        assert_eq!(value("千家万户"), None);
    }
}
