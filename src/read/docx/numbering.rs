//! Numbers that Word counts and does not store: definitions of lists, counters, and the characters a reader sees.

use std::collections::HashMap;

use super::symbol;
use crate::read::xml::Node;

/// Levels of a list.
const LEVELS: usize = 9;

/// Lists and their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, [Level; LEVELS]>,
    nums: HashMap<String, Num>,
    /// For each abstract list what each level counted last.
    counters: HashMap<String, [Option<i64>; LEVELS]>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    font: String,
    style: Option<String>,
    /// Levels above this one begin it anew; `Some(0)`: none does.
    restart: Option<usize>,
    plain_digits: bool,
}

#[derive(Debug, Default)]
struct Num {
    list: String,
    levels: HashMap<usize, Level>,
    /// Levels that begin anew when this list is met first.
    starts: HashMap<usize, i64>,
}

impl Numbering {
    pub fn of(root: Node<'_>) -> Self {
        let mut found = Numbering::default();
        let Some(numbering) = root.child("numbering") else {
            return found;
        };
        let (mut links, mut styles) = (Vec::new(), HashMap::new());
        for node in numbering.children().filter(|node| node.name() == "abstractNum") {
            let Some(id) = node.attribute("abstractNumId") else {
                continue;
            };
            if let Some(style) = node.value("styleLink") {
                styles.insert(style.to_string(), id.to_string());
            }
            if let Some(style) = node.value("numStyleLink") {
                links.push((id.to_string(), style.to_string()));
            }
            let mut levels: [Level; LEVELS] = Default::default();
            for (at, level) in levels_of(node) {
                levels[at] = level;
            }
            found.lists.insert(id.to_string(), levels);
        }
        for node in numbering.children().filter(|node| node.name() == "num") {
            let (Some(id), Some(list)) = (node.attribute("numId"), node.value("abstractNumId")) else {
                continue;
            };
            // A list that only names a style is the list of that style.
            let link = links.iter().find(|(from, _)| from == list);
            let list = link
                .and_then(|(_, style)| styles.get(style))
                .map_or(list, String::as_str);
            let mut num = Num {
                list: list.to_string(),
                ..Num::default()
            };
            for over in node.children().filter(|node| node.name() == "lvlOverride") {
                let Some(at) = level_at(over) else { continue };
                if let Some(start) = over.value("startOverride").and_then(|start| start.parse().ok()) {
                    num.starts.insert(at, start);
                }
                num.levels.extend(levels_of(over));
            }
            found.nums.insert(id.to_string(), num);
        }
        found
    }

    /// The level at which paragraphs of `style` stand in the list `num`.
    pub fn level_of(&self, num: &str, style: &str) -> Option<usize> {
        let levels = self.lists.get(&self.nums.get(num)?.list)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph at `level` of the list `num`, and gives the characters before its text.
    pub fn next(&mut self, num: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let entry = self.nums.get_mut(num)?;
        let list = self.lists.get(&entry.list)?;
        let of = |at: usize| entry.levels.get(&at).unwrap_or(&list[at]);
        let counters = self.counters.entry(entry.list.clone()).or_default();
        // The whole list begins where its number is first met.
        let begins: Vec<usize> = entry.starts.keys().copied().filter(|at| *at == level).collect();
        let value = match begins.first().and_then(|at| entry.starts.get(at)) {
            Some(start) => *start,
            None => counters[level].map_or(of(level).start, |last| last.saturating_add(1)),
        };
        counters[level] = Some(value);
        for (below, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let anew = match of(below).restart {
                Some(0) => false,
                Some(above) => level < above,
                None => true,
            };
            if anew {
                *counter = None;
            }
        }
        let label = label(
            of(level),
            |at| counters[at].unwrap_or(of(at).start),
            |at| of(at).format.clone(),
        );
        entry.starts.retain(|at, _| !begins.contains(at));
        label
    }
}

fn level_at(node: Node<'_>) -> Option<usize> {
    node.attribute("ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

fn levels_of(node: Node<'_>) -> impl Iterator<Item = (usize, Level)> {
    node.children().filter(|node| node.name() == "lvl").filter_map(|node| {
        // Newer formats stand in a choice with an older one beside it.
        let format = node
            .child("numFmt")
            .or_else(|| node.down(&["AlternateContent", "Choice", "numFmt"]));
        let custom = format.and_then(|format| format.attribute("format"));
        let format = format.and_then(|format| format.attribute("val")).unwrap_or("decimal");
        let level = Level {
            start: node.value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
            format: match custom {
                Some(custom) if custom.starts_with("0") => "decimalZero".to_string(),
                _ => format.to_string(),
            },
            text: node
                .value("lvlText")
                .unwrap_or_default()
                .chars()
                .take(LONGEST)
                .collect(),
            font: node
                .down(&["rPr", "rFonts"])
                .and_then(|fonts| fonts.attribute("ascii"))
                .unwrap_or_default()
                .to_string(),
            style: node.value("pStyle").map(String::from),
            restart: node.value("lvlRestart").and_then(|above| above.parse().ok()),
            plain_digits: node.child("isLgl").is_some_and(super::styles::is_on),
        };
        Some((level_at(node)?, level))
    })
}

/// Characters of a level's pattern: no list has as many, and every paragraph of it repeats them.
pub(in crate::read) const LONGEST: usize = 100;

/// `%1.%2` with the counters in it; a blank behind it where nothing else would part it from the text.
fn label(level: &Level, value: impl Fn(usize) -> i64, format: impl Fn(usize) -> String) -> Option<String> {
    if level.format == "bullet" {
        let sign = level.text.chars().next()?;
        return Some(symbol::bullet(sign, &level.font).to_string());
    }
    let mut label = String::new();
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let at = letters
            .peek()
            .and_then(|digit| digit.to_digit(10))
            .filter(|_| letter == '%');
        match at.and_then(|at| (at as usize).checked_sub(1)) {
            Some(at) => {
                letters.next();
                let format = match level.plain_digits {
                    true => "decimal".to_string(),
                    false => format(at),
                };
                label.push_str(&number(value(at), &format));
            }
            None => label.push(letter),
        }
    }
    let label = label.trim().to_string();
    match label_ends_open(&label) {
        true => Some(label + " "),
        false => Some(label).filter(|label| !label.is_empty()),
    }
}

/// Whether nothing but a blank would part a number from its text.
pub(in crate::read) fn label_ends_open(label: &str) -> bool {
    label.ends_with(|c: char| c.is_alphanumeric() && !('①'..='⓿').contains(&c))
}

/// A number as a format of Word writes it; formats of other languages as digits.
pub(in crate::read) fn number(value: i64, format: &str) -> String {
    let at = |list: &str| {
        usize::try_from(value - 1)
            .ok()
            .and_then(|at| list.chars().nth(at))
            .map(String::from)
    };
    let ring = |first: char, last: i64| {
        let code = (1..=last).contains(&value).then(|| first as u32 + (value as u32 - 1));
        code.and_then(char::from_u32).map(String::from)
    };
    let written = match format {
        "none" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographDigitalCounting" => chinese(value, "零一二三四五六七八九", ["十", "百", "千", "万"]),
        "chineseLegalSimplified" => chinese_full(value, "零壹贰叁肆伍陆柒捌玖", ["拾", "佰", "仟", "万"]),
        "ideographLegalTraditional" => chinese_full(value, "零壹貳參肆伍陸柒捌玖", ["拾", "佰", "仟", "萬"]),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Some(by_digit(value, "〇一二三四五六七八九"))
        }
        "decimalFullWidth" | "decimalFullWidth2" => Some(by_digit(value, "０１２３４５６７８９")),
        "ideographTraditional" => at("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => at("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => ring('①', 20)
            .or_else(|| at_from(value, 21, '㉑', 35))
            .or_else(|| at_from(value, 36, '㊱', 50)),
        "decimalEnclosedParen" => ring('⑴', 20),
        "decimalEnclosedFullstop" => ring('⒈', 20),
        "ideographEnclosedCircle" => ring('㊀', 10),
        "decimalZero" => Some(format!("{value:02}")),
        "numberInDash" => Some(format!("- {value} -")),
        "upperLetter" => letters(value, b'A'),
        "lowerLetter" => letters(value, b'a'),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).map(|roman| roman.to_lowercase()),
        _ => None,
    };
    written.unwrap_or_else(|| value.to_string())
}

fn at_from(value: i64, from: i64, first: char, last: i64) -> Option<String> {
    let code = (from..=last)
        .contains(&value)
        .then(|| first as u32 + (value - from) as u32);
    code.and_then(char::from_u32).map(String::from)
}

fn by_digit(value: i64, digits: &str) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|at| digits.chars().nth(at as usize))
            .unwrap_or(c)
    };
    value.to_string().chars().map(digit).collect()
}

/// 十一, 一百零五: as people count.
fn chinese(value: i64, digits: &str, powers: [&str; 4]) -> Option<String> {
    let written = chinese_full(value, digits, powers)?;
    let one = format!("{}{}", digits.chars().nth(1)?, powers[0]);
    Some(match written.strip_prefix(&one) {
        Some(rest) => format!("{}{rest}", powers[0]),
        None => written,
    })
}

fn chinese_full(value: i64, digits: &str, powers: [&str; 4]) -> Option<String> {
    let digit = |at: i64| usize::try_from(at).ok().and_then(|at| digits.chars().nth(at));
    if value == 0 {
        return digit(0).map(String::from);
    }
    if !(1..10_000).contains(&value) {
        return None;
    }
    let (mut written, mut gap) = (String::new(), false);
    for (power, name) in [(1000, powers[2]), (100, powers[1]), (10, powers[0]), (1, "")] {
        match value / power % 10 {
            0 => gap = !written.is_empty(),
            count => {
                if std::mem::take(&mut gap) {
                    written.extend(digit(0));
                }
                written.extend(digit(count));
                written.push_str(name);
            }
        }
    }
    Some(written)
}

/// A … Z, AA, BB: Word repeats the letter.
fn letters(value: i64, first: u8) -> Option<String> {
    let at = u32::try_from(value.checked_sub(1)?).ok().filter(|at| *at < 780)?;
    let letter = char::from(first + (at % 26) as u8);
    Some(std::iter::repeat_n(letter, (at / 26 + 1) as usize).collect())
}

fn roman(value: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = value;
    let mut written = String::new();
    for (worth, sign) in SIGNS.iter().filter(|_| (1..4000).contains(&value)) {
        while rest >= *worth {
            written.push_str(sign);
            rest -= worth;
        }
    }
    (!written.is_empty()).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;
    use crate::read::xml::Xml;

    #[test]
    fn numbers_as_word_writes_them() {
        let written = |value, formats: &[&str]| formats.iter().map(|format| number(value, format)).collect::<Vec<_>>();
        assert_eq!(
            written(
                12,
                &[
                    "chineseCountingThousand",
                    "ideographDigital",
                    "decimalEnclosedCircle",
                    "upperRoman",
                    "lowerLetter"
                ]
            ),
            ["十二", "一二", "⑫", "XII", "l"]
        );
        assert_eq!(
            written(105, &["chineseCounting", "chineseLegalSimplified"]),
            ["一百零五", "壹佰零伍"]
        );
        assert_eq!(
            written(
                28,
                &["upperLetter", "decimalEnclosedCircle", "decimalZero", "thaiCounting"]
            ),
            ["BB", "㉘", "28", "28"]
        );
        assert_eq!(
            written(-3, &["chineseCounting", "decimal", "upperLetter"]),
            ["-3", "-3", "-3"]
        );
    }

    #[test]
    fn levels_restart_and_lists_begin_anew() {
        let level = |at: usize, format: &str, text: &str| {
            format!(r#"<lvl ilvl="{at}"><start val="1"/><numFmt val="{format}"/><lvlText val="{text}"/></lvl>"#)
        };
        let xml = format!(
            r#"<numbering><abstractNum abstractNumId="0">{}{}{}</abstractNum><num numId="1"><abstractNumId val="0"/></num>
            <num numId="2"><abstractNumId val="0"/><lvlOverride ilvl="1"><startOverride val="5"/></lvlOverride></num></numbering>"#,
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%1.%2"),
            level(2, "decimalEnclosedCircle", "%3")
        );
        let xml = Xml::parse("甲", xml.as_bytes(), &Limits::default()).unwrap();
        let mut numbering = Numbering::of(xml.root());
        let mut labels = Vec::new();
        for (num, level) in [
            ("1", 0),
            ("1", 1),
            ("1", 2),
            ("1", 2),
            ("1", 1),
            ("1", 0),
            ("1", 1),
            ("2", 1),
            ("2", 1),
        ] {
            labels.extend(numbering.next(num, level));
        }
        assert_eq!(
            labels,
            ["一、", "一.1 ", "①", "②", "一.2 ", "二、", "二.1 ", "二.5 ", "二.6 "]
        );
        assert_eq!(numbering.next("9", 0), None);
    }
}
