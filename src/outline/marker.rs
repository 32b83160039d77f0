//! Numbers and bullets at the start of a paragraph (层次序数, GB/T 9704-2012 7.3.3, and what real plans write
//! instead).
//!
//! ```text
//! marker   = part | article | cn-comma | cn-paren | digit | digit-paren | circled | bullet
//! part     = "第" number ("部分" | "篇" | "章" | "节") [ "：" | ":" | "、" ]
//! article  = "第" number ("条" | "件" | "项" | "场") and a mark or a blank
//! cn-comma = cn-number ("、" | "．" | "." | "，")
//! cn-paren = "（" cn-number "）" [ "、" ]
//! digit    = digits ("." | "．" | "﹒" | "、")
//! digit-paren = [ "（" ] digits "）"
//! circled  = ① … ⑳ | ❶ … ❿; ㈠ is a cn-paren, ⒈ a digit, ⑴ a digit-paren
//! bullet   = "——" | "▲" | "△" | "★" | "●" | …
//! ```

use crate::source::{Span, numeral};

/// Shape of a marker; the order of the variants is the usual order of depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkerStyle {
    /// 第一部分, 第一篇.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    CnComma,
    /// 第一条
    Article,
    /// A title without a number above items of the form （一）; decided by the tree, never by the parser.
    LineHeading,
    /// （一）
    CnParen,
    /// —— or another bullet, or a title without a number, that heads items of the form 1.; decided by the tree, never by the parser.
    BulletHeading,
    /// 1. or 1、
    Digit,
    /// 1.1 below 1; told from figures by the document as a whole, never by the parser.
    Decimal,
    /// 1.1.1
    DecimalThird,
    /// 1.1.1.1
    DecimalFourth,
    /// （1） or 1）
    DigitParen,
    /// ①
    Circled,
    /// ——, ▲, ●
    Bullet,
    /// A cell that heads the rows of a table below it.
    RowGroup,
    /// One that heads some of the rows below another: 做强工业 beside 产业强县.
    RowSubgroup,
    /// A row of a table.
    Row,
}

/// How many shapes there are.
pub const STYLES: usize = MarkerStyle::Row as usize + 1;

/// A marker with its value and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its shape.
    pub style: MarkerStyle,
    /// The number; 0 for bullets.
    pub value: u32,
    /// Its place, punctuation included, white space after it not.
    pub span: Span,
}

/// Reads the marker at the very start of `text`, whose first byte lies at `offset` of the document.
pub fn parse(text: &str, offset: usize) -> Option<Marker> {
    let first = text.chars().next()?;
    let (style, value, len) = match first {
        '第' => ordinal(text)?,
        '（' | '(' | '﹙' => parenthesised(text, first)?,
        '0'..='9' | '０'..='９' => digits(text)?,
        c if cn_digit(c).is_some() || c == '十' || c == '百' => cn_comma(text)?,
        c if one_sign(c).is_some() => {
            let (style, value) = one_sign(c)?;
            (style, value, c.len_utf8())
        }
        '\u{4e00}'..='\u{9fff}' => return None,
        _ => {
            let found = bullet(text)?;
            // ★1.完成……: the sign marks the item, the number is its number.
            let rest = &text[found.2..];
            let signed = BULLETS.contains(&first) && !rest.starts_with(BULLETS);
            if let Some(number) = signed
                .then(|| parse(rest, offset + found.2))
                .flatten()
                .filter(|number| number.value > 0)
            {
                return Some(Marker {
                    span: Span::new(offset, number.span.end),
                    ..number
                });
            }
            found
        }
    };
    Some(Marker {
        style,
        value,
        span: Span::new(offset, offset + len),
    })
}

/// Whether `byte` can begin a marker that [`parse`] accepts; a cheap test before it.
pub fn may_start(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'(' || byte >= 0xE2 || byte == 0xC2
}

fn ordinal(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let rest = &text['第'.len_utf8()..];
    let (value, len) = cn_number(rest).or_else(|| ascii_number(rest))?;
    let after = &rest[len..];
    let styles = [
        ("部分", MarkerStyle::Part),
        ("篇", MarkerStyle::Part),
        ("章", MarkerStyle::Chapter),
        ("节", MarkerStyle::Section),
        ("条", MarkerStyle::Article),
        // 第一件：新建公园10个。
        ("件", MarkerStyle::Article),
        ("项", MarkerStyle::Article),
        ("场", MarkerStyle::Article),
    ];
    let (word, style) = styles.into_iter().find(|(word, _)| after.starts_with(word))?;
    // 第一件实事：……, 第一项任务：……
    let rest = &after[word.len()..];
    let noun = ["实事", "任务", "工作", "行动"]
        .iter()
        .find(|noun| rest.starts_with(**noun));
    let noun = noun.filter(|noun| matches!(word, "件" | "项") && rest[noun.len()..].starts_with(['：', ':']));
    let mut end = '第'.len_utf8() + len + word.len() + noun.map_or(0, |noun| noun.len());
    let next = text[end..].chars().next();
    match next {
        Some(c @ ('：' | ':' | '、' | '，' | '．')) => end += c.len_utf8(),
        Some(c) if c.is_whitespace() => {}
        None => {}
        // 第一部分健康… without any mark is a heading too; 第一条规定 in running text is not.
        Some('【' | '（') => {}
        Some(_) if style == MarkerStyle::Part || style == MarkerStyle::Chapter => {}
        Some(_) => return None,
    }
    Some((style, value, end))
}

fn parenthesised(text: &str, open: char) -> Option<(MarkerStyle, u32, usize)> {
    let inner = text[open.len_utf8()..].trim_start_matches(' ');
    let blanks = text.len() - open.len_utf8() - inner.len();
    let (style, value, len) = match cn_number(inner) {
        Some((value, len)) => (MarkerStyle::CnParen, value, len),
        None => {
            let (value, len) = ascii_number(inner)?;
            (MarkerStyle::DigitParen, value, len)
        }
    };
    let rest = inner[len..].trim_start_matches(' ');
    let blanks = blanks + (inner.len() - len - rest.len());
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')' | '﹚'))?;
    let mut end = open.len_utf8() + blanks + len + close.len_utf8();
    if let Some(c @ ('、' | '．')) = text[end..].chars().next() {
        end += c.len_utf8();
    }
    (value < 1000).then_some((style, value, end))
}

fn digits(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let (value, len) = ascii_number(text)?;
    if value >= 10_000 {
        return None;
    }
    let rest = text[len..].trim_start_matches(BLANKS);
    let blanks = text.len() - len - rest.len();
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    let style = match mark {
        '.' | '．' | '﹒' | '、' => MarkerStyle::Digit,
        ')' | '）' => MarkerStyle::DigitParen,
        _ => return None,
    };
    // 2.0版本, 1.5万, 2023.5.1 are no numbers of items; 11.121人才项目 is, which the sequence decides.
    if matches!(mark, '.' | '﹒') && after.starts_with('0') {
        return None;
    }
    // 1 . 开 展: letter-spaced text; 10 .5 is a figure.
    if blanks > 0 && after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((style, value, len + blanks + mark.len_utf8()))
}

/// What may stand between a number and its mark in letter-spaced text.
const BLANKS: &[char] = &[' ', '\u{3000}'];

fn cn_comma(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    let (value, len) = cn_number(text)?;
    let rest = text[len..].trim_start_matches(BLANKS);
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '．' | '.' | '﹒'))?;
    Some((MarkerStyle::CnComma, value, text.len() - rest.len() + mark.len_utf8()))
}

const BULLETS: &[char] = &[
    '▲', '△', '★', '☆', '●', '○', '◆', '◇', '■', '□', '•', '·', '►', '▶', '※', '√',
];

fn bullet(text: &str) -> Option<(MarkerStyle, u32, usize)> {
    for dash in ["——", "──", "――", "—", "--"] {
        if text.starts_with(dash) {
            return Some((MarkerStyle::Bullet, 0, dash.len()));
        }
    }
    let first = text.chars().next()?;
    BULLETS
        .contains(&first)
        .then_some((MarkerStyle::Bullet, 0, first.len_utf8()))
}

/// Numbers written as one sign.
fn one_sign(c: char) -> Option<(MarkerStyle, u32)> {
    let (style, first) = match c {
        '①'..='⑳' => (MarkerStyle::Circled, '①'),
        '❶'..='❿' => (MarkerStyle::Circled, '❶'),
        '⑴'..='⒇' => (MarkerStyle::DigitParen, '⑴'),
        '⒈'..='⒛' => (MarkerStyle::Digit, '⒈'),
        '㈠'..='㈩' => (MarkerStyle::CnParen, '㈠'),
        _ => return None,
    };
    Some((style, c as u32 - first as u32 + 1))
}

/// 一 … 九 and 〇; 零 and 两 begin no number of an item.
fn cn_digit(c: char) -> Option<u32> {
    numeral::digit(c).filter(|_| !matches!(c, '零' | '两'))
}

/// A Chinese number below 1,000 at the start of `text`, with its length in bytes.
pub fn cn_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut len, mut seen) = (0, 0, 0, false);
    for c in text.chars().take(7) {
        match c {
            '零' | '〇' if seen => {}
            '十' => {
                total += if digit == 0 && total % 100 == 0 { 10 } else { digit * 10 };
                digit = 0;
            }
            '百' if digit > 0 => {
                total += digit * 100;
                digit = 0;
            }
            _ => match cn_digit(c) {
                Some(value) if digit == 0 && value > 0 => digit = value,
                _ => break,
            },
        }
        seen = true;
        len += c.len_utf8();
    }
    let value = total + digit;
    (value > 0).then_some((value, len))
}

fn ascii_number(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len) = (0u32, 0);
    for c in text.chars() {
        let Some(digit) = numeral::figure(c) else { break };
        value = value.checked_mul(10)?.checked_add(digit)?;
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(MarkerStyle, u32, &str)> {
        parse(text, 0).map(|marker| (marker.style, marker.value, marker.span.of(text)))
    }

    #[test]
    fn every_shape_is_read_with_its_value() {
        assert_eq!(shown("第二部分:各专项"), Some((MarkerStyle::Part, 2, "第二部分:")));
        assert_eq!(shown("二十一、健康"), Some((MarkerStyle::CnComma, 21, "二十一、")));
        assert_eq!(shown("（十）鼓励"), Some((MarkerStyle::CnParen, 10, "（十）")));
        assert_eq!(shown("(二十)持续"), Some((MarkerStyle::CnParen, 20, "(二十)")));
        assert_eq!(shown("204.推进"), Some((MarkerStyle::Digit, 204, "204.")));
        assert_eq!(shown("3．2020年底前"), Some((MarkerStyle::Digit, 3, "3．")));
        assert_eq!(shown("(1)加强"), Some((MarkerStyle::DigitParen, 1, "(1)")));
        assert_eq!(shown("③完善"), Some((MarkerStyle::Circled, 3, "③")));
        assert_eq!(shown("——推进"), Some((MarkerStyle::Bullet, 0, "——")));
        assert_eq!(shown("㈡健"), Some((MarkerStyle::CnParen, 2, "㈡")));
        assert_eq!(shown("⒊健"), Some((MarkerStyle::Digit, 3, "⒊")));
        assert_eq!(shown("⑷健"), Some((MarkerStyle::DigitParen, 4, "⑷")));
        assert_eq!(shown("1 . 健 康"), Some((MarkerStyle::Digit, 1, "1 .")));
        assert_eq!(shown("★3.健康"), Some((MarkerStyle::Digit, 3, "★3.")));
        assert_eq!(shown("▲（2）健康"), Some((MarkerStyle::DigitParen, 2, "▲（2）")));
        assert_eq!(shown("★健康"), Some((MarkerStyle::Bullet, 0, "★")));
        assert_eq!(shown("一 、健 康"), Some((MarkerStyle::CnComma, 1, "一 、")));
        assert_eq!(shown("第一件：健"), Some((MarkerStyle::Article, 1, "第一件：")));
        assert_eq!(shown("第3场:健"), Some((MarkerStyle::Article, 3, "第3场:")));
        assert_eq!(shown("一百零三、健"), Some((MarkerStyle::CnComma, 103, "一百零三、")));
    }

    #[test]
    fn words_and_measures_are_no_markers() {
        for text in [
            "十家社区",
            "2.0版本",
            "2023年",
            "10 .5万元",
            "一是以",
            "第一责任人",
            "（市、区）",
            "（2023）号",
            "第五条例",
            "第一项议程：听取汇报",
            "第十场报告会",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
