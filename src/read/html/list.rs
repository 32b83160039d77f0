//! Numbers of lists: they are not in the markup, a browser counts them.

use crate::read::docx::number;
use crate::read::xml::Node;

/// How the items of a list are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    /// 1. 2. 3.; inside a list like it the levels are only told by how far they stand in.
    Decimal,
    /// A format of numbers, and what stands behind one.
    Format(&'static str, &'static str),
    /// The same words before every item.
    Words(String),
    /// Nothing.
    None,
}

/// What style sheets inside the page say of lists.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Class or id, with its `.` or `#`.
    named: Vec<(String, Style)>,
    /// For `ol`, `ol ol`, `ol ol ol`.
    nested: Vec<(usize, Style)>,
}

/// Rules looked at; pages made by office programs have hundreds.
const RULES: usize = 5_000;

impl Sheet {
    /// Reads the `<style>` elements below `root`.
    pub fn of(root: Node<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match node.name() {
                "style" => sheet.read(&node.all_words()),
                _ => open.extend(node.children()),
            }
        }
        sheet
    }

    fn read(&mut self, css: &str) {
        for rule in css.split('}').take(RULES) {
            let Some((selectors, declarations)) = rule.split_once('{') else {
                continue;
            };
            let Some(style) = declared(declarations) else { continue };
            for selector in selectors.split(',') {
                let steps: Vec<&str> = selector.split([' ', '>']).filter(|step| !step.is_empty()).collect();
                let Some(last) = steps.last() else { continue };
                match last.find(['.', '#']) {
                    Some(at) if matches!(&last[..at], "" | "ol" | "li") => {
                        self.named.push((last[at..].to_string(), style.clone()));
                    }
                    None if matches!(*last, "ol" | "li") => {
                        let depth = steps.iter().filter(|step| **step == "ol").count().max(1);
                        self.nested.push((depth, style.clone()));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The style of `list`, which stands `depth` lists deep.
    pub fn style(&self, list: Node<'_>, depth: usize) -> Style {
        let item = list.children().find(|node| node.name() == "li");
        let own = |node: Node<'_>| {
            node.attribute("style")
                .and_then(declared)
                .or_else(|| node.attribute("type").and_then(typed))
                .or_else(|| self.by_name(node))
        };
        let nested = || {
            let fitting = self.nested.iter().filter(|(least, _)| *least <= depth);
            let deepest = fitting.max_by_key(|(least, _)| *least)?;
            Some(deepest.1.clone())
        };
        item.and_then(own)
            .or_else(|| own(list))
            .or_else(nested)
            .unwrap_or(Style::Decimal)
    }

    fn by_name(&self, node: Node<'_>) -> Option<Style> {
        let classes = node.attribute("class").unwrap_or_default().split_ascii_whitespace();
        let mut names = classes.map(|class| format!(".{class}")).collect::<Vec<_>>();
        names.extend(node.attribute("id").map(|id| format!("#{id}")));
        let found = self.named.iter().rev().find(|(name, _)| names.contains(name))?;
        Some(found.1.clone())
    }
}

/// `list-style-type` among declarations.
fn declared(declarations: &str) -> Option<Style> {
    let (_, value) = declarations
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .filter(|(name, _)| {
            matches!(
                name.trim().to_ascii_lowercase().as_str(),
                "list-style-type" | "list-style"
            )
        })
        .last()?;
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((words, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return Some(Style::Words(words.to_string()));
        }
    }
    value.split_ascii_whitespace().find_map(|word| {
        Some(match word.to_ascii_lowercase().as_str() {
            "decimal" => Style::Decimal,
            "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "japanese-informal" => {
                Style::Format("chineseCounting", "、")
            }
            "simp-chinese-formal" | "trad-chinese-formal" => Style::Format("chineseLegalSimplified", "、"),
            "cjk-decimal" => Style::Format("ideographDigital", "、"),
            "decimal-leading-zero" => Style::Format("decimalZero", "."),
            "lower-alpha" | "lower-latin" => Style::Format("lowerLetter", "."),
            "upper-alpha" | "upper-latin" => Style::Format("upperLetter", "."),
            "lower-roman" => Style::Format("lowerRoman", "."),
            "upper-roman" => Style::Format("upperRoman", "."),
            "circled-decimal" => Style::Format("decimalEnclosedCircle", ""),
            "none" | "disc" | "circle" | "square" => Style::None,
            _ => return None,
        })
    })
}

/// The attribute of old.
fn typed(kind: &str) -> Option<Style> {
    Some(match kind.trim() {
        "1" => Style::Decimal,
        "a" => Style::Format("lowerLetter", "."),
        "A" => Style::Format("upperLetter", "."),
        "i" => Style::Format("lowerRoman", "."),
        "I" => Style::Format("upperRoman", "."),
        _ => return None,
    })
}

/// A list being read.
#[derive(Debug)]
pub(super) struct Counter {
    style: Style,
    next: i64,
    step: i64,
}

impl Counter {
    pub fn of(list: Node<'_>, style: Style) -> Counter {
        let count = || list.children().filter(|node| node.name() == "li").count() as i64;
        let back = list.attribute("reversed").is_some();
        Counter {
            style,
            next: whole(list.attribute("start")).unwrap_or_else(|| if back { count() } else { 1 }),
            step: if back { -1 } else { 1 },
        }
    }

    /// Counts an item.
    pub fn count(&mut self, item: Node<'_>) {
        self.next = whole(item.attribute("value"))
            .unwrap_or(self.next)
            .saturating_add(self.step);
    }

    /// The number of the item counted last.
    fn last(&self) -> i64 {
        self.next.saturating_sub(self.step)
    }
}

fn whole(value: Option<&str>) -> Option<i64> {
    value?.trim().parse().ok()
}

/// What stands before the item counted last in the innermost of the lists that are open.
pub(super) fn label(open: &[Counter]) -> String {
    let Some(list) = open.last() else { return String::new() };
    match &list.style {
        Style::None => String::new(),
        Style::Words(words) => words.clone(),
        Style::Format(format, mark) => format!("{}{mark}", number(list.last(), format)),
        Style::Decimal => {
            // 1. inside 1. is told by its place on the page, which a line of text has not: 1.1.
            let alike = open.iter().rev().take_while(|list| list.style == Style::Decimal);
            let mut numbers: Vec<String> = alike
                .filter(|above| above.last() > 0 || std::ptr::eq(*above, list))
                .map(|list| list.last().to_string())
                .collect();
            numbers.reverse();
            match &numbers[..] {
                [number] => format!("{number}."),
                numbers => format!("{} ", numbers.join(".")),
            }
        }
    }
}

/// Whether an item says a number itself: those of a list whose style is told elsewhere.
pub(super) fn says_itself(words: &str) -> bool {
    let words = words.trim_start();
    let inner = words.trim_start_matches(['（', '(']);
    let counts = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十百".contains(letter);
    let rest = inner.trim_start_matches(counts);
    let mut behind = rest.chars();
    rest.len() < inner.len()
        && match behind.next() {
            Some('、' | '）' | ')') => true,
            Some('.' | '．') => !behind.next().is_some_and(|letter| letter.is_ascii_digit()),
            _ => false,
        }
        || words.starts_with(|letter| matches!(letter, '\u{2460}'..='\u{249b}'))
}
