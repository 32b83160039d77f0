//! Tags (责任标注): the words that name a task's owners, and where they stand.
//!
//! A grammar says what is written, no more: which names, behind which words. What follows from it (an owner taken
//! over from a heading, the first-named as lead) is added in [`crate::assemble`] and marked so. To add a form, write
//! one file, one row of [`GRAMMARS`], and cases in `tests/cases/tags/`.

mod bracket;
mod cell;
mod clause;
mod contact;
mod deadline;
mod dense;
mod fold;
mod inline;
mod joint;
mod label;
mod label_word;
mod listed;
mod owner_line;
mod plausible;
mod quota;
mod roles;
mod rule;
mod sentence;
mod sign;
mod signs_of_cells;

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use foldhash::fast::RandomState;
use smallvec::SmallVec;

use crate::directory::Directory;

pub(crate) use deadline::begins_with_time;
pub use deadline::is_deadline;
pub(crate) use dense::without_sounds;
pub use joint::joint;
pub use label::{LabelKind, kind as label_kind};
pub(crate) use plausible::may_be_unlisted;
pub(crate) use quota::are_shares;
pub use roles::{BaseRole, Roles, settle_roles};
pub use rule::{Rule, RuleKind};
pub(crate) use sentence::is_undecided;
pub use sentence::{Group, Reading};
pub(crate) use signs_of_cells::bare as without_signs;

/// One form of tag.
pub struct Grammar {
    /// Its name, as `explain` and the cases show it.
    pub name: &'static str,
    /// What it looks like.
    pub example: &'static str,
    find: fn(&mut TagReader<'_>, Marked<'_>, &mut Found),
}

/// Every form that a paragraph shows by itself, in the order tried; what one has found the next do not look at. Forms
/// that only the document shows (a paragraph a unit, lines of names alone) are decided in [`crate::assemble`].
pub const GRAMMARS: &[Grammar] = &[
    Grammar {
        name: "bracket",
        example: "……健康生活方式。（区卫健委牵头，区教育局配合）",
        find: inline::find_brackets,
    },
    Grammar {
        name: "label",
        example: "牵头单位：市教育局；责任单位：市体育局",
        find: inline::find_labels,
    },
    Grammar {
        name: "label-word",
        example: "责任单位 ⏎ 市教育局、市体育局",
        find: label_word::find,
    },
    Grammar {
        name: "owner-line",
        example: "省农业农村厅牵头，省商务厅按职责分工负责",
        find: owner_line::find,
    },
    Grammar {
        name: "last-sentence",
        example: "……建设公园三处。由市园林局、市水务局负责落实。",
        find: owner_line::find_last_sentence,
    },
    Grammar {
        name: owner_line::FIRST,
        example: "区城建局负责，各街道办事处配合，清除卫生死角。",
        find: owner_line::find_first_clauses,
    },
    Grammar {
        name: "inner-sentence",
        example: "新建学校3所，由市教育局负责，市财政局配合。同时加强师资引进。",
        find: owner_line::find_inner_sentences,
    },
];

/// The text a grammar looks at.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph<'a> {
    /// Its text without the number.
    pub text: &'a str,
    /// Whether it begins a line and has no number: only such a paragraph can be a tag as a whole.
    pub alone: bool,
}

/// A paragraph as the grammars see it.
#[derive(Clone, Copy)]
struct Marked<'a> {
    text: &'a str,
    alone: bool,
    signs: &'a sign::Signs,
}

/// A tag found in a paragraph; ranges are relative to the paragraph's text.
#[derive(Debug, Clone)]
pub struct FoundTag {
    /// The whole tag, brackets and label included.
    pub range: Range<usize>,
    /// Where its content begins: the ranges of `reading` count from there.
    pub content: usize,
    /// What it says.
    pub reading: Rc<Reading>,
    /// The grammar that found it.
    pub grammar: &'static str,
}

impl FoundTag {
    /// Whether it stands before the text it is about.
    pub fn leads_text(&self) -> bool {
        self.grammar == owner_line::FIRST
    }
}

/// A bracket that is no tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTag {
    /// With its brackets.
    pub range: Range<usize>,
    /// Why, in Chinese.
    pub reason: &'static str,
}

/// Everything found in one paragraph.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Tags in text order.
    pub tags: SmallVec<[FoundTag; 1]>,
    /// Brackets left in the text.
    pub no_tags: Vec<NoTag>,
    /// A bracket with owners in it that is never closed.
    pub unclosed: Option<usize>,
    /// A rule sentence outside any tag.
    pub rules: Vec<Rule>,
}

/// Finds tags; remembers what it has read, since a plan repeats its tags.
pub struct TagReader<'a> {
    roles: &'a Roles,
    directory: &'a Directory,
    /// Content of a bracket → its reading, where that is a tag.
    known: HashMap<String, Option<Rc<Reading>>, RandomState>,
}

/// Tags remembered at most; a document that never repeats one must not fill the memory.
const REMEMBERED: usize = 20_000;

impl<'a> TagReader<'a> {
    /// A reader with the words and names of the templates.
    pub fn new(roles: &'a Roles, directory: &'a Directory) -> Self {
        TagReader {
            roles,
            directory,
            known: HashMap::default(),
        }
    }

    /// The names it knows.
    pub fn directory(&self) -> &'a Directory {
        self.directory
    }

    /// Every tag of a paragraph, letter-spaced or not.
    pub fn find(&mut self, paragraph: Paragraph<'_>) -> Found {
        let signs = sign::Signs::of(paragraph.text);
        match dense::dense(paragraph.text, &signs) {
            Some(dense) => {
                let text = &dense.text[..];
                dense.in_text(self.find_in(Paragraph { text, ..paragraph }, &sign::Signs::of(text)))
            }
            None => self.find_in(paragraph, &signs),
        }
    }

    fn find_in(&mut self, paragraph: Paragraph<'_>, signs: &sign::Signs) -> Found {
        let mut found = Found::default();
        let Paragraph { text, alone } = paragraph;
        let marked = Marked { text, alone, signs };
        for grammar in GRAMMARS {
            (grammar.find)(self, marked, &mut found);
        }
        found.tags.sort_by_key(|tag| tag.range.start);
        // What a label has taken in since (【责任单位】, a rule in brackets) is no bracket or rule of its own.
        let tags = &found.tags;
        let taken = |at: usize| {
            let before = tags.partition_point(|tag| tag.range.start <= at);
            before > 0 && tags[before - 1].range.end > at
        };
        found.no_tags.retain(|none| !taken(none.range.start));
        found.rules.retain(|rule| !taken(rule.range.start));
        if found.tags.is_empty() {
            inline::find_rules(text, &mut found);
        }
        found
    }

    /// Reads the content of a possible tag; `None` when it names nobody.
    pub(crate) fn read(&mut self, content: &str) -> Option<Rc<Reading>> {
        if let Some(known) = self.known.get(content) {
            return known.clone();
        }
        let reading = sentence::read(content, self.roles, self.directory);
        let tag =
            (!reading.is_empty() && plausible::plausible(&reading, content, self.directory)).then(|| Rc::new(reading));
        if self.known.len() < REMEMBERED {
            self.known.insert(content.to_string(), tag.clone());
        }
        tag
    }
}

/// The persons of a cell for persons. Blanks part names (王建国 李卫东), but neither a name from its post nor the
/// characters of one name (张　伟).
pub fn persons(cell: &str) -> Vec<Range<usize>> {
    let short = |part: &str| (1..=4).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
    let single = |part: &str| part.chars().count() == 1;
    // 耿 峰 彭开国: two characters by themselves are one name.
    let singles = cell.split_whitespace().filter(|part| single(part)).count();
    let words = cell.split_whitespace().count();
    let blanks = words > 1 && words > singles && singles % 2 == 0 && cell.split_whitespace().all(short);
    let inside = |at: usize| {
        let (before, after) = (&cell[..at], cell[at..].trim_start());
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let next = after.split_whitespace().next().unwrap_or_default();
        let earlier = before.split_whitespace().filter(|part| single(part)).count();
        single(last) && single(next) && earlier % 2 == 1
    };
    let mut depth = 0usize;
    let (mut found, mut start) = (Vec::new(), 0);
    let ends = cell.char_indices().filter(|(at, c)| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
            && (matches!(c, '、' | '，' | '；' | ',' | ';' | '\n') || blanks && c.is_whitespace() && !inside(*at))
    });
    for (at, len) in ends.map(|(at, c)| (at, c.len_utf8())).chain([(cell.len(), 0)]) {
        let part = &cell[start..at];
        let name = part.trim();
        if !name.is_empty() {
            let begin = start + part.len() - part.trim_start().len();
            found.push(begin..begin + name.len());
        }
        start = at + len;
    }
    found
}

/// A heading of names is never longer, in bytes.
const LONGEST_NAMES: usize = 150;

/// Whether a heading is nothing but names of units: 凤台县政府, over what the plan gives it to do.
fn is_names(heading: &str, directory: &Directory) -> bool {
    let list = directory.read_list(heading);
    let named = |name: &crate::directory::ListedName| {
        let words = &heading[name.range.clone()];
        let whole = words.chars().count() >= 3 && directory.likeness(words) == crate::directory::Likeness::Known;
        // 学校 heads what is done at schools; 各学校 has to do it.
        whole && !name.resolved.generic && (!name.resolved.collective || words.starts_with('各'))
    };
    let length: usize = list.names.iter().map(|name| name.range.len()).sum();
    let marks = heading.chars().filter(|c| matches!(c, '、' | '，' | ' ' | '\u{3000}'));
    !list.names.is_empty()
        && !list.open_ended
        && list.names.iter().all(named)
        && length + marks.map(char::len_utf8).sum::<usize>() >= heading.len()
}

/// Whether a line is nothing but names of units and offices, not all of which must be known: 城建办、街道综合执法队.
fn is_offices(line: &str, directory: &Directory) -> bool {
    let list = directory.read_list(line);
    let likely = |name: &crate::directory::ListedName| {
        let words = &line[name.range.clone()];
        let group = name.resolved.collective && !words.starts_with('各');
        words.chars().count() >= 3 && !group && directory.likeness(words) != crate::directory::Likeness::None
    };
    let length: usize = list.names.iter().map(|name| name.range.len()).sum();
    let marks = line.chars().filter(|c| matches!(c, '、' | '，')).map(char::len_utf8);
    !list.names.is_empty() && list.names.iter().all(likely) && length + marks.sum::<usize>() >= line.len()
}

/// What a line of nothing but names says: ——市教育局、市财政局. Where others of its kind stand below other items, offices that
/// nobody has listed count as well (`likely`).
pub fn names_alone(line: &str, likely: bool, directory: &Directory) -> Option<FoundTag> {
    let core = line.trim_end_matches(['。', '；', ' ']);
    let names = || is_names(core, directory) || likely && is_offices(core, directory);
    if core.len() > LONGEST_NAMES || !names() {
        return None;
    }
    let group = Group {
        base: BaseRole::Owner,
        word: core.len()..core.len(),
        label: None,
        list: 0..core.len(),
        names: directory.read_list(core),
        marked: Vec::new(),
    };
    let reading = Reading {
        groups: vec![group],
        ..Reading::default()
    };
    Some(FoundTag {
        range: 0..line.len(),
        content: 0,
        reading: reading.into(),
        grammar: "names-line",
    })
}

/// 一、甲管委会牵头工作（8项）: a heading that names who does everything below. Gives the name and the role.
pub fn heading_owner(heading: &str, directory: &Directory) -> Option<(Range<usize>, BaseRole, Range<usize>)> {
    let core = heading.trim_end_matches(['。', '：', ':']);
    let core = match core.rfind(['（', '(']) {
        Some(open) if core.ends_with(['）', ')']) => &core[..open],
        _ => core,
    };
    if core.len() <= LONGEST_NAMES && Directory::may_end_name(core) && is_names(core, directory) {
        return Some((0..core.len(), BaseRole::Owner, core.len()..core.len()));
    }
    // 市公安局工作职责: over what it has to do.
    if let Some(unit) = core.strip_suffix("职责") {
        let bare = ["主要", "工作", "的"].iter().find_map(|word| unit.strip_suffix(word));
        let unit = bare.unwrap_or(unit);
        // 各成员单位工作职责: the items below say whose they are.
        let members = unit.ends_with("单位") || unit.ends_with("部门");
        if unit.len() <= LONGEST_NAMES && !members && is_names(unit, directory) {
            return Some((0..unit.len(), BaseRole::Owner, unit.len()..core.len()));
        }
    }
    let rest = ["工作任务", "工作", "任务", "事项", "项目"]
        .iter()
        .find_map(|noun| core.strip_suffix(noun))?;
    let rest = rest.trim_end_matches(['的', '重', '点']);
    let (stem, role) = [
        ("牵头", BaseRole::Lead),
        ("主办", BaseRole::Lead),
        ("配合", BaseRole::Support),
        ("负责", BaseRole::Owner),
    ]
    .into_iter()
    .find_map(|(word, role)| rest.strip_suffix(word).map(|stem| (stem, role)))?;
    // 县公安局、县安全监管局牵头工作
    let several = || {
        let names = directory.read_list(stem).names;
        names.len() > 1
            && stem.len() <= LONGEST_NAMES
            && names
                .iter()
                .all(|name| directory.likeness(&stem[name.range.clone()]) != crate::directory::Likeness::None)
    };
    let unit = directory.likeness(stem) != crate::directory::Likeness::None
        || several()
        || stem.ends_with(['委', '局', '办', '会', '厅', '部', '府', '院']) && stem.chars().count() <= 14;
    unit.then_some((0..stem.len(), role, stem.len()..rest.len()))
}
