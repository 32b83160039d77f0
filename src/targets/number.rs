//! Numbers as plans write them: 80, 6.5, ６０, 1,100, 两, 十五, 百分之九十, 三分之二, 数十.

use std::ops::Range;

use crate::source::numeral;

/// A number and what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its place, without factor and unit.
    pub range: Range<usize>,
    /// Decimal, with the digits written: 4.0 stays 4.0. What is no decimal stays as written: 三分之二, 数十.
    pub value: String,
    /// Whether it is written with Chinese numerals.
    pub chinese: bool,
    /// What follows from its words.
    pub form: Form,
}

/// How a number is written, where that says more than its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 80, 十五.
    Plain,
    /// 百分之九十: the words hold the sign `%` or `‰`; 三分之二 and 半数 have none.
    Share(&'static str),
    /// 百 without 一: a number only where 近, 上 or 余 stands beside it (百姓, 千家万户).
    Round,
    /// 数十, 几百: about so many.
    Several,
}

/// Written before a share in Chinese numerals.
const SHARES: &[(&str, &str)] = &[("百分之", "%"), ("千分之", "‰")];

/// The number that begins at `at`.
pub(super) fn parse(words: &str, at: usize) -> Option<Number> {
    let rest = &words[at..];
    match rest.chars().next()? {
        '百' | '千' => share(words, at).or_else(|| round(words, at)),
        '万' | '亿' => round(words, at),
        '数' | '几' => several(words, at),
        '半' => half(words, at),
        c if numeral::figure(c).is_some() => figures(words, at),
        _ if rest.starts_with("一半") => as_written(words, at..at + "一半".len(), Form::Share("")),
        _ => {
            let number = numerals(words, at)?;
            Some(fraction(words, &number).unwrap_or(number))
        }
    }
}

fn as_written(words: &str, range: Range<usize>, form: Form) -> Option<Number> {
    Some(Number {
        value: words[range.clone()].to_string(),
        range,
        chinese: true,
        form,
    })
}

/// 百分之九十.
fn share(words: &str, at: usize) -> Option<Number> {
    let (word, share) = SHARES.iter().find(|(word, _)| words[at..].starts_with(word))?;
    let number = parse(words, at + word.len())?;
    Some(Number {
        range: at..number.range.end,
        form: Form::Share(share),
        ..number
    })
}

/// 三分之二: no decimal says the same.
fn fraction(words: &str, below: &Number) -> Option<Number> {
    let rest = words[below.range.end..].strip_prefix("分之")?;
    let above = numerals(words, words.len() - rest.len())?;
    as_written(words, below.range.start..above.range.end, Form::Share(""))
}

/// 百, 千 and 万 that 一 does not stand before.
fn round(words: &str, at: usize) -> Option<Number> {
    if words[..at].ends_with(['家', '百', '千', '万', '若', '成']) {
        return None;
    }
    let first = words[at..].chars().next()?;
    // 万 and 亿 are read again as factors.
    let (value, len) = numeral::scale(first).map_or((1, 0), |value| (value, first.len_utf8()));
    Some(Number {
        range: at..at + len,
        value: value.to_string(),
        chinese: true,
        form: Form::Round,
    })
}

/// 数十, 几百, 数万.
fn several(words: &str, at: usize) -> Option<Number> {
    let counts = |c: char| matches!(c, '十' | '百' | '千' | '万' | '亿');
    let behind = &words[at + '数'.len_utf8()..];
    let len = behind.find(|c| !counts(c)).unwrap_or(behind.len());
    // 人数十万: the noun's last character.
    let noun = words[..at].ends_with([
        '人', '户', '次', '个', '件', '基', '指', '总', '分', '少', '多', '系', '倍', '量',
    ]);
    (len > 0 && !noun)
        .then(|| as_written(words, at..at + '数'.len_utf8() + len, Form::Several))
        .flatten()
}

/// 半数以上, 过半.
fn half(words: &str, at: usize) -> Option<Number> {
    let (before, behind) = (&words[..at], &words[at + '半'.len_utf8()..]);
    let len = match behind.chars().next() {
        Some('数') => "半数".len(),
        None => '半'.len_utf8(),
        Some(c) if before.ends_with('过') && !before.ends_with("时间过") && !c.is_alphabetic() => '半'.len_utf8(),
        _ => return None,
    };
    (len > 3 || before.ends_with('过'))
        .then(|| as_written(words, at..at + len, Form::Share("")))
        .flatten()
}

/// A digit of either width.
fn digit(c: char) -> Option<char> {
    numeral::figure(c).and_then(|value| char::from_digit(value, 10))
}

fn figures(words: &str, at: usize) -> Option<Number> {
    let (mut value, mut end, mut grouped) = (String::new(), at, false);
    let mut chars = words[at..].char_indices();
    while let Some((offset, c)) = chars.next() {
        let rest = chars.as_str();
        match c {
            '.' | '．' if !value.is_empty() && !value.contains('.') && rest.starts_with(|c| digit(c).is_some()) => {
                value.push('.');
            }
            ',' if (grouped || (1..=3).contains(&value.len())) && !value.contains('.') && begins_thousand(rest) => {
                grouped = true;
            }
            _ => match digit(c) {
                Some(digit) => {
                    value.push(digit);
                    end = at + offset + c.len_utf8();
                }
                None => break,
            },
        }
    }
    if value.is_empty() {
        return None;
    }
    Some(Number {
        range: at..end,
        value,
        chinese: false,
        form: Form::Plain,
    })
}

/// 1,100: three digits behind the comma and no more.
fn begins_thousand(rest: &str) -> bool {
    rest.chars().take(4).take_while(|c| digit(*c).is_some()).count() == 3
}

/// 两, 十五, 一百二十, 一万二千. 二〇二三 is a year, 三四 a guess: none of them a number here.
fn numerals(words: &str, at: usize) -> Option<Number> {
    let (mut value, mut end) = below_myriad(words, at)?;
    // 一万二千; 两万 alone has a factor.
    if let Some(rest) = words[end..].strip_prefix('万')
        && rest.starts_with(|c| numeral::digit(c).is_some())
        && let Some((more, to)) = below_myriad(words, words.len() - rest.len())
        && words[end..to].contains(['百', '千', '零'])
    {
        (value, end) = (value * 10_000 + more, to);
    }
    Some(Number {
        range: at..end,
        value: value.to_string(),
        chinese: true,
        form: Form::Plain,
    })
}

fn below_myriad(words: &str, at: usize) -> Option<(u32, usize)> {
    let (mut total, mut one, mut end) = (0u32, None, at);
    let mut scale = u32::MAX;
    for (offset, c) in words[at..].char_indices().take(12) {
        if let Some(value) = numeral::digit(c) {
            // 一百零五: the nought only parts.
            match (one, value) {
                (None, 0) if total > 0 || offset == 0 && words[..at].ends_with('万') => {}
                (None, 1..) => one = Some(value),
                _ => return None,
            }
        } else if let Some(ten) = numeral::scale(c) {
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
    (value > 0).then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind() {
        let value = |words: &str| parse(words, 0).map(|number| (number.value, number.range.end, number.form));
        assert_eq!(value("4.0个"), Some(("4.0".into(), 3, Form::Plain)));
        assert_eq!(value("1,100家"), Some(("1100".into(), 5, Form::Plain)));
        assert_eq!(value("12,5个"), Some(("12".into(), 2, Form::Plain)));
        assert_eq!(value("６０％"), Some(("60".into(), 6, Form::Plain)));
        assert_eq!(value("3.加强"), Some(("3".into(), 1, Form::Plain)));
        assert_eq!(value("两家"), Some(("2".into(), 3, Form::Plain)));
        assert_eq!(value("十五个"), Some(("15".into(), 6, Form::Plain)));
        assert_eq!(value("一百二十亩"), Some(("120".into(), 12, Form::Plain)));
        assert_eq!(value("一百零五亩"), Some(("105".into(), 12, Form::Plain)));
        assert_eq!(value("百分之九十以上"), Some(("90".into(), 15, Form::Share("%"))));
        assert_eq!(value("一万二千户"), Some(("12000".into(), 12, Form::Plain)));
        assert_eq!(value("一万户"), Some(("1".into(), 3, Form::Plain)));
        assert_eq!(value("三分之二的"), Some(("三分之二".into(), 12, Form::Share(""))));
        assert_eq!(value("数十名"), Some(("数十".into(), 6, Form::Several)));
        assert_eq!(value("百场"), Some(("100".into(), 3, Form::Round)));
        assert_eq!(value("半数以上"), Some(("半数".into(), 6, Form::Share(""))));
        assert_eq!(value("数据"), None);
        assert_eq!(value("半年"), None);
        assert_eq!(value("二〇二三年"), None);
    }
}
