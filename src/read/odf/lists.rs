//! Numbers that are counted and not stored: list styles, and how far each list has counted.

use std::collections::HashMap;

use crate::read::docx::number;
use crate::read::docx::numbering::LONGEST;
use crate::read::xml::Node;

/// Levels of a list.
const LEVELS: usize = 10;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    prefix: String,
    suffix: String,
    /// `%1%、`: where newer files say prefix and suffix.
    pattern: Option<String>,
    bullet: Option<String>,
    start: i64,
    /// How many levels' numbers are shown.
    shown: usize,
}

/// Styles of lists, and the lists met.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: HashMap<String, HashMap<usize, Level>>,
    /// Headings are numbered by a style of their own.
    outline: HashMap<usize, Level>,
    /// The list style that a style of paragraphs names.
    of_paragraphs: HashMap<String, String>,
    counters: Vec<[Option<i64>; LEVELS]>,
    by_id: HashMap<String, usize>,
    last: HashMap<String, usize>,
    headings: [Option<i64>; LEVELS],
}

impl Lists {
    /// Reads the styles of a part.
    pub fn add(&mut self, root: Node<'_>) {
        let Some(document) = root.children().find(|node| !node.name().is_empty()) else {
            return;
        };
        for styles in document
            .children()
            .filter(|node| matches!(node.name(), "styles" | "automatic-styles"))
        {
            for node in styles.children() {
                match (node.name(), node.attribute("name")) {
                    ("list-style", Some(name)) => {
                        self.styles.insert(name.to_string(), levels(node));
                    }
                    ("outline-style", _) => self.outline = levels(node),
                    ("style", Some(name)) => {
                        if let Some(list) = node.attribute("list-style-name").filter(|list| !list.is_empty()) {
                            self.of_paragraphs.insert(name.to_string(), list.to_string());
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// The list style of a style of paragraphs.
    pub fn style_of(&self, paragraph: &str) -> Option<String> {
        self.of_paragraphs.get(paragraph).cloned()
    }

    /// Begins the outermost list `node` of `style`; gives where it counts.
    pub fn begin(&mut self, node: Node<'_>, style: &str) -> usize {
        let goes_on = node.attribute("continue-list").and_then(|id| self.by_id.get(id));
        let goes_on = goes_on.or_else(|| {
            let on = node.attribute("continue-numbering") == Some("true");
            self.last.get(style).filter(|_| on)
        });
        let list = goes_on.copied().unwrap_or_else(|| {
            self.counters.push(Default::default());
            self.counters.len() - 1
        });
        if let Some(id) = node.attribute("id") {
            self.by_id.insert(id.to_string(), list);
        }
        self.last.insert(style.to_string(), list);
        list
    }

    /// Counts an item at `level` (from 0) of the list, which begins anew at `start` where that is given; gives the
    /// characters before its text.
    pub fn next(&mut self, list: usize, style: &str, level: usize, start: Option<i64>) -> Option<String> {
        let levels = self.styles.get(style)?;
        label(levels, self.counters.get_mut(list)?, level.min(LEVELS - 1), start)
    }

    /// Takes back what was counted last at `level`.
    pub fn back(&mut self, list: usize, level: usize) {
        if let Some(Some(count)) = self
            .counters
            .get_mut(list)
            .and_then(|levels| levels.get_mut(level.min(LEVELS - 1)))
        {
            *count -= 1;
        }
    }

    /// The same for a heading outside any list.
    pub fn heading(&mut self, level: usize) -> Option<String> {
        label(&self.outline, &mut self.headings, level.min(LEVELS - 1), None)
    }
}

fn levels(style: Node<'_>) -> HashMap<usize, Level> {
    let levels = style.children().filter_map(|node| {
        let level: usize = node.attribute("level")?.parse().ok()?;
        let words = |name: &str| -> Option<String> { Some(node.attribute(name)?.chars().take(LONGEST).collect()) };
        let text = |name: &str| words(name).unwrap_or_default();
        let found = Level {
            format: text("num-format"),
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            pattern: words("num-list-format"),
            bullet: words("bullet-char"),
            start: node
                .attribute("start-value")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1),
            shown: node
                .attribute("display-levels")
                .and_then(|shown| shown.parse().ok())
                .unwrap_or(1),
        };
        Some((level.checked_sub(1).filter(|level| *level < LEVELS)?, found))
    });
    levels.collect()
}

fn label(
    levels: &HashMap<usize, Level>,
    counters: &mut [Option<i64>; LEVELS],
    at: usize,
    start: Option<i64>,
) -> Option<String> {
    let level = levels.get(&at)?;
    let next = counters[at].map_or(level.start, |last| last.saturating_add(1));
    counters[at] = Some(start.unwrap_or(next));
    counters[at + 1..].fill(None);
    if let Some(bullet) = &level.bullet {
        // Signs of symbol fonts lie where Unicode has none.
        let private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
        return Some(if bullet.contains(private) {
            "●".to_string()
        } else {
            bullet.clone()
        });
    }
    if level.format.is_empty() {
        return None;
    }
    let of = |at: usize| {
        let value = counters[at].unwrap_or(1);
        levels
            .get(&at)
            .map_or_else(String::new, |level| number(value, format(&level.format)))
    };
    let written = match &level.pattern {
        Some(pattern) => patterned(pattern, of),
        None => {
            let first = (at + 1).saturating_sub(level.shown.max(1));
            let numbers: Vec<String> = (first..=at).map(of).filter(|number| !number.is_empty()).collect();
            format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
        }
    };
    let written = written.trim().to_string();
    let touches = |c: char| c.is_alphanumeric() && !('①'..='⓿').contains(&c);
    match written.ends_with(touches) {
        true => Some(written + " "),
        false => Some(written).filter(|written| !written.is_empty()),
    }
}

/// `（%1%）` with the numbers in it.
fn patterned(pattern: &str, of: impl Fn(usize) -> String) -> String {
    let mut written = String::new();
    for (place, part) in pattern.split('%').enumerate() {
        match part.parse::<usize>() {
            Ok(level) if place % 2 == 1 && (1..=LEVELS).contains(&level) => written.push_str(&of(level - 1)),
            _ => written.push_str(part),
        }
    }
    written
}

/// The names Word has for the same formats.
fn format(odf: &str) -> &'static str {
    const FORMATS: &[(&str, &str)] = &[
        ("一, 二", "chineseCountingThousand"),
        ("一, 十", "chineseCountingThousand"),
        ("壹, 贰", "chineseLegalSimplified"),
        ("壹, 貳", "ideographLegalTraditional"),
        ("①", "decimalEnclosedCircle"),
        ("甲", "ideographTraditional"),
        ("子", "ideographZodiac"),
        ("１", "decimalFullWidth"),
        ("a", "lowerLetter"),
        ("A", "upperLetter"),
        ("i", "lowerRoman"),
        ("I", "upperRoman"),
    ];
    FORMATS
        .iter()
        .find(|(begin, _)| odf.starts_with(begin))
        .map_or("decimal", |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_patterns() {
        let of = |level: usize| ["一", "2"][level].to_string();
        assert_eq!(
            (patterned("（%1%）", of), patterned("%1%.%2%", of)),
            ("（一）".into(), "一.2".into())
        );
    }
}
