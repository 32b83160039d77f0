//! Levels as a clerk writes them (`一、` `（一）` `1.` `段`), and what a user may decide about them.

use super::Options;
use super::draft::{Draft, Heading};
use super::tree::{Item, Tree};
use crate::Error;
use crate::outline::{MarkerStyle, decimal, marker};
use crate::plan::{LevelCount, Levels, TaskKind};
use crate::source::Slices;

/// A level of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Items numbered in one style.
    Numbered(MarkerStyle),
    /// Paragraphs that begin with 一是, 二是 …
    Ordinal,
    /// Paragraphs without any number.
    Paragraph,
}

impl Level {
    /// Whether the unnumbered paragraph `segment` stands at this level.
    pub fn is_of_paragraph(self, tree: &Tree<'_>, segment: usize) -> bool {
        match self {
            Level::Numbered(_) => false,
            Level::Ordinal => begins_with_ordinal(tree.passage(segment).as_str()),
            Level::Paragraph => true,
        }
    }
}

/// What the user decided, in terms of this document.
#[derive(Debug, Clone, Default)]
pub(super) struct Wishes {
    /// The level of the tasks.
    pub task_level: Option<Level>,
    /// The level of the headings that make the actions.
    pub action_level: Option<MarkerStyle>,
}

impl Wishes {
    /// Reads what was typed against the levels of the document `name`.
    ///
    /// # Errors
    /// [`Error::Choice`] for a level that is none or does not occur.
    pub fn read(tree: &Tree<'_>, options: &Options, name: &str) -> Result<Self, Error> {
        let task_level = options.task_level.as_deref().map(|typed| {
            let level = parse(typed).filter(|level| occurs(tree, *level));
            level.ok_or_else(|| wrong("--task-level", typed, name, &occurring(tree)))
        });
        let action_level = options.action_level.as_deref().map(|typed| {
            // —— before numbered items heads them, and is the same to whoever reads it.
            let level = parse(typed).map(|level| match level {
                Level::Numbered(MarkerStyle::Bullet | MarkerStyle::LineHeading)
                    if occurs(tree, Level::Numbered(MarkerStyle::BulletHeading)) =>
                {
                    Level::Numbered(MarkerStyle::BulletHeading)
                }
                level => level,
            });
            match level {
                Some(Level::Numbered(style)) if occurs(tree, Level::Numbered(style)) => Ok(style),
                _ => Err(wrong("--action-level", typed, name, &occurring(tree))),
            }
        });
        Ok(Wishes {
            task_level: task_level.transpose()?,
            action_level: action_level.transpose()?,
        })
    }

    /// Whether the headings found have the level chosen for the actions.
    ///
    /// # Errors
    /// [`Error::Choice`] when items of that level are tasks.
    pub fn check_headings(
        &self,
        tree: &Tree<'_>,
        headings: &[Heading],
        options: &Options,
        name: &str,
    ) -> Result<(), Error> {
        let (Some(style), Some(typed)) = (self.action_level, options.action_level.as_deref()) else {
            return Ok(());
        };
        if headings.iter().any(|heading| heading.style == style) {
            return Ok(());
        }
        let counts = counted(tree, headings.iter().map(|heading| Level::Numbered(heading.style)));
        let headings = match counts.is_empty() {
            true => "这份文件里没有下面列有任务的标题".to_string(),
            false => format!("可作行动的标题有：{}", shown(&counts)),
        };
        Err(Error::Choice {
            option: "--action-level",
            typed: typed.to_string(),
            problem: format!("“{name}”里这一级是任务，不是标题"),
            advice: headings,
        })
    }
}

fn wrong(option: &'static str, typed: &str, name: &str, levels: &[LevelCount]) -> Error {
    let problem = match parse(typed) {
        None => "不是层级的写法".to_string(),
        Some(Level::Ordinal | Level::Paragraph) if option == "--action-level" => "行动须是有序号的标题".to_string(),
        Some(_) => format!("“{name}”里没有这个层级"),
    };
    let advice = match levels {
        [] => "这份文件里没有分层的文字".to_string(),
        levels => format!("“{name}”里的层级：{}", shown(levels)),
    };
    Error::Choice {
        option,
        typed: typed.to_string(),
        problem,
        advice,
    }
}

/// `“一、”22 处、“1、”82 处、无编号段（写作“段”）5 处`.
fn shown(levels: &[LevelCount]) -> String {
    let words = levels.iter().map(|level| match level.level.as_str() {
        PARAGRAPH => format!("{PARAGRAPH}（写作“段”）{} 处", level.count),
        name if NAMES.iter().any(|(known, _)| *known == name) => format!("{name} {} 处", level.count),
        form => format!("“{form}”{} 处", level.count),
    });
    words.collect::<Vec<_>>().join("、")
}

const PARAGRAPH: &str = LevelCount::PARAGRAPH;

/// Levels without a number, by name.
const NAMES: &[(&str, Level)] = &[
    (PARAGRAPH, Level::Paragraph),
    ("段", Level::Paragraph),
    ("段落", Level::Paragraph),
    ("自然段", Level::Paragraph),
    (LevelCount::TITLE, Level::Numbered(MarkerStyle::LineHeading)),
    (LevelCount::ROW, Level::Numbered(MarkerStyle::Row)),
    (LevelCount::GROUP, Level::Numbered(MarkerStyle::RowGroup)),
    (LevelCount::SUBGROUP, Level::Numbered(MarkerStyle::RowSubgroup)),
];

/// A level as typed: the form of any of its numbers, half or full width, quotation marks and 级 left out or not.
pub(super) fn parse(typed: &str) -> Option<Level> {
    const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '\'', '「', '」', '『', '』', '《', '》'];
    let form: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !QUOTES.contains(c))
        .collect();
    let form = form.strip_suffix('级').unwrap_or(&form);
    if let Some((_, level)) = NAMES.iter().find(|(name, _)| *name == form) {
        return Some(*level);
    }
    if ordinal(form).is_some_and(|(_, len)| len == form.len()) {
        return Some(Level::Ordinal);
    }
    let whole = |form: &str| {
        let found = marker::parse(form, 0)?;
        (found.span.len() == form.len()).then_some(Level::Numbered(found.style))
    };
    if let Some(style) = decimal::style(form) {
        return Some(Level::Numbered(style));
    }
    // A number alone stands for the number with its usual mark.
    whole(form).or_else(|| whole(&format!("{form}、")).filter(|_| !form.is_empty()))
}

/// 一是, 二要: its value and length.
pub(super) fn ordinal(text: &str) -> Option<(u32, usize)> {
    let (value, len) = marker::cn_number(text)?;
    let word = text[len..].chars().next().filter(|c| matches!(c, '是' | '要'))?;
    (value <= 20).then_some((value, len + word.len_utf8()))
}

fn begins_with_ordinal(text: &str) -> bool {
    ordinal(text).is_some()
}

fn occurs(tree: &Tree<'_>, level: Level) -> bool {
    levels_of(tree).any(|other| other == level)
        // 一是 paragraphs are paragraphs too.
        || level == Level::Paragraph && levels_of(tree).any(|other| other == Level::Ordinal)
}

/// The level of everything in the tree.
fn levels_of<'t>(tree: &'t Tree<'_>) -> impl Iterator<Item = Level> + 't {
    tree.nodes.iter().enumerate().flat_map(move |(node, this)| {
        let own = (node > 0).then_some(Level::Numbered(this.style));
        let texts = this.items.iter().filter_map(move |item| match item {
            Item::Text(text) if begins_with_ordinal(tree.passage(*text).as_str()) => Some(Level::Ordinal),
            Item::Text(_) => Some(Level::Paragraph),
            _ => None,
        });
        own.into_iter().chain(texts)
    })
}

fn occurring(tree: &Tree<'_>) -> Vec<LevelCount> {
    counted(tree, levels_of(tree))
}

/// Counts by level, highest level first, each under the form of its first number.
fn counted(tree: &Tree<'_>, levels: impl Iterator<Item = Level>) -> Vec<LevelCount> {
    let mut counts: Vec<(Level, usize)> = Vec::new();
    for level in levels {
        match counts.iter_mut().find(|(known, _)| *known == level) {
            Some((_, count)) => *count += 1,
            None => counts.push((level, 1)),
        }
    }
    counts.sort();
    counts
        .into_iter()
        .map(|(level, count)| LevelCount {
            level: form(tree, level),
            count,
        })
        .collect()
}

/// How this document writes the first number of a level.
fn form(tree: &Tree<'_>, level: Level) -> String {
    let style = match level {
        Level::Ordinal => return "一是".to_string(),
        Level::Paragraph => return PARAGRAPH.to_string(),
        Level::Numbered(style) => style,
    };
    if let Some((name, _)) = NAMES.iter().find(|(_, known)| *known == level) {
        return (*name).to_string();
    }
    let mut nodes = tree.nodes.iter().filter(|node| node.style == style);
    let marker = nodes.find_map(|node| tree.segments[node.segment?].marker);
    if style == MarkerStyle::BulletHeading && marker.is_none() {
        return form(tree, Level::Numbered(MarkerStyle::LineHeading));
    }
    let written = marker.map_or("", |marker| marker.span.of(tree.text));
    if marker.is_some_and(|marker| marker.value <= 1) {
        return written.split_whitespace().collect();
    }
    first_of(written)
}

/// A number with 1 in the place of its value: `（三）` → `（一）`, `204.` → `1.`.
fn first_of(written: &str) -> String {
    let mut form = String::new();
    let mut put = false;
    for c in written.chars().filter(|c| !c.is_whitespace()) {
        let one = match c {
            '0'..='9' => '1',
            '０'..='９' => '１',
            '①'..='⑳' => '①',
            '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' => {
                '一'
            }
            _ => {
                form.push(c);
                continue;
            }
        };
        if !put {
            form.push(one);
        }
        put = true;
    }
    form
}

/// The level a task stands at.
fn level_of(draft: &Draft, text: &str) -> Level {
    match (draft.kind, draft.number) {
        (TaskKind::Row, _) => Level::Numbered(MarkerStyle::Row),
        (_, Some(marker)) => Level::Numbered(marker.style),
        (_, None) => {
            let words = draft.text.first().map_or("", |slices| slices.hull().of(text));
            if begins_with_ordinal(words) {
                Level::Ordinal
            } else {
                Level::Paragraph
            }
        }
    }
}

/// The levels as they came out. `actions` are the headings that hold tasks, one `None` for tasks under no heading.
pub(super) fn levels<'h>(
    tree: &Tree<'_>,
    options: &Options,
    drafted: &[Draft],
    actions: impl Iterator<Item = &'h Heading>,
    without_action: usize,
    skipped: &[Slices],
) -> Levels {
    Levels {
        actions: counted(tree, actions.map(|heading| Level::Numbered(heading.style))),
        tasks: counted(tree, drafted.iter().map(|draft| level_of(draft, tree.text))),
        without_action,
        actions_chosen: options.action_level.is_some(),
        tasks_chosen: options.task_level.is_some(),
        skipped: skipped.iter().map(|slices| slices.join(tree.text)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_as_a_clerk_writes_it() {
        let forms = [
            ("一、", MarkerStyle::CnComma),
            ("“一、”级", MarkerStyle::CnComma),
            ("三", MarkerStyle::CnComma),
            ("(一)", MarkerStyle::CnParen),
            ("（一）", MarkerStyle::CnParen),
            ("1.", MarkerStyle::Digit),
            ("1、", MarkerStyle::Digit),
            ("1.1", MarkerStyle::Decimal),
            ("1．1．1", MarkerStyle::DecimalThird),
            ("１．", MarkerStyle::Digit),
            ("2", MarkerStyle::Digit),
            ("（1）", MarkerStyle::DigitParen),
            ("1)", MarkerStyle::DigitParen),
            ("①", MarkerStyle::Circled),
            ("第一条", MarkerStyle::Article),
            ("第一部分", MarkerStyle::Part),
            ("第一章", MarkerStyle::Chapter),
            ("▲", MarkerStyle::Bullet),
            ("——", MarkerStyle::Bullet),
            ("表格行", MarkerStyle::Row),
        ];
        for (typed, style) in forms {
            assert_eq!(parse(typed), Some(Level::Numbered(style)), "{typed}");
        }
        assert_eq!(parse("段"), Some(Level::Paragraph));
        assert_eq!(parse("一是"), Some(Level::Ordinal));
        for typed in ["", "任务", "一、产业", "2023年", "“”"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_form_of_a_level_is_its_first_number() {
        assert_eq!(first_of("（十三）"), "（一）");
        assert_eq!(first_of("204."), "1.");
        assert_eq!(first_of("第十二条"), "第一条");
    }
}
