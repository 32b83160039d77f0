//! Sections that hold no tasks of their own, told by their titles.

use crate::assemble::tree::Tree;
use crate::directory::fold_char;
use crate::plan::LedgerKind;
use crate::source::CharSet;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::assemble) enum Section {
    /// Tasks.
    Plan,
    /// 总体要求 and the like: only what is tagged is a task.
    Preamble,
    /// 保障措施 and the like: only what is tagged is a task.
    Safeguards,
}

/// Titles of such sections are never longer, in bytes.
const LONGEST: usize = 90;
/// Nor longer than so many characters without white space.
const LONGEST_TITLE: usize = 14;

impl Section {
    /// The section that node `node` begins.
    pub fn of(tree: &Tree<'_>, node: usize) -> Section {
        let Some(segment) = tree.nodes[node].segment else {
            return Section::Plan;
        };
        let passage = tree.passage(segment);
        let words = passage.as_str();
        if !may_begin_title(words) {
            return Section::Plan;
        }
        // Letter-spaced titles are longer than they look.
        let mut end = words.len().min(LONGEST);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let title = match words[..end].find(['。', '：', ':', '\n']) {
            Some(stop) => &words[..stop],
            None if end < words.len() => return Section::Plan,
            None => words,
        };
        if title
            .chars()
            .filter(|c| !c.is_whitespace())
            .nth(LONGEST_TITLE)
            .is_some()
        {
            return Section::Plan;
        }
        let mut folded = String::with_capacity(title.len());
        folded.extend(title.chars().filter(|c| !c.is_whitespace()).map(fold_char));
        section_of(&folded)
    }

    /// What its text outside tasks is.
    pub fn ledger_kind(self) -> LedgerKind {
        match self {
            Section::Safeguards => LedgerKind::Safeguards,
            _ => LedgerKind::Preamble,
        }
    }
}

/// A quick look: whether `words` begin as the title of such a section does.
fn may_begin_title(words: &str) -> bool {
    static FIRST: CharSet = CharSet::EMPTY.and_nth(PREAMBLE, 0).and_nth(SAFEGUARDS, 0);
    let first = words.chars().find(|c| !c.is_whitespace()).map(fold_char);
    first.is_some_and(|first| FIRST.contains(first))
}

/// Sections that state purposes.
const PREAMBLE: &[&str] = &[
    "总体要求",
    "总则",
    "指导思想",
    "基本原则",
    "工作原则",
    "总体目标",
    "工作目标",
    "主要目标",
    "发展目标",
    "行动目标",
    "目标要求",
    "总体思路",
    "基本思路",
    "工作思路",
    "重要意义",
    "工作背景",
    "适用范围",
    "编制依据",
    "名词解释",
    "附则",
    "行动计划目标",
    "总体目标和要求",
    "目标任务和要求",
    "重大意义",
    "基本情况",
    "现状",
];
/// Sections that state how work is secured.
const SAFEGUARDS: &[&str] = &[
    "保障措施",
    "组织保障",
    "组织实施",
    "工作要求",
    "有关要求",
    "工作保障",
    "实施保障",
    "组织领导",
    "相关要求",
    "几点要求",
    "落实保障",
    "保障机制",
    "强化保障",
    "加强组织保障",
    "加强组织实施",
    "工作机制和要求",
];

/// The section of a title.
fn section_of(title: &str) -> Section {
    if PREAMBLE.contains(&title) {
        Section::Preamble
    } else if SAFEGUARDS.contains(&title) {
        Section::Safeguards
    } else {
        Section::Plan
    }
}
