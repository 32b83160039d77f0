//! What a node is: a heading, a task, or part of a section that holds no tasks.

use super::super::tree::{Item, Tree};
use super::{Drafter, Section, Shape};
use crate::directory::fold_char;
use crate::outline::MarkerStyle;

impl Drafter<'_, '_> {
    pub(super) fn shape(&self, node: usize) -> Shape {
        let tree = self.tree;
        let this = &tree.nodes[node];
        let Some(segment) = this.segment else {
            return Shape::Heading;
        };
        match this.style {
            _ if this.labelled => return Shape::Task,
            MarkerStyle::Row => return Shape::Task,
            MarkerStyle::RowGroup => return Shape::Heading,
            _ => {}
        }
        let own = tree.tagged[segment].has_tags();
        let lines = this.items.iter().any(|item| matches!(item, Item::TagLine(_)));
        let kids: Vec<usize> = this.kids().collect();
        let tagged_texts = this
            .items
            .iter()
            .filter(|item| matches!(item, Item::Text(text) if tree.tagged[*text].has_tags()))
            .count();
        if own || lines {
            let closing = matches!(this.items.last(), Some(Item::TagLine(_)));
            let tagged_kids = kids.iter().filter(|kid| tree.nodes[**kid].tagged).count();
            // 1、加强经济运行分析。（牵头单位：发改委） ▲增加值增长14%。: what bullets list below a tagged item is how far
            // it must get.
            let listed = this.style >= MarkerStyle::Digit
                && kids
                    .iter()
                    .all(|kid| tree.nodes[*kid].style == MarkerStyle::Bullet && !tree.nodes[*kid].tagged);
            // A heading's tag is for the items below that have none; where all have one, it closes the node itself.
            let hands_down = !listed && self.is_title(segment) && tagged_kids < kids.len();
            return match () {
                _ if kids.is_empty() || closing && tagged_kids == 0 || !hands_down => Shape::Task,
                _ => Shape::Heading,
            };
        }
        if tagged_texts > 1 {
            return Shape::Heading;
        }
        if !kids.is_empty() {
            let measures = kids
                .iter()
                .all(|kid| is_measure(tree.nodes[*kid].style) && !tree.nodes[*kid].tagged);
            return if measures && this.style >= MarkerStyle::CnParen {
                Shape::Task
            } else {
                Shape::Heading
            };
        }
        let has_text = this.items.iter().any(|item| matches!(item, Item::Text(_)));
        let above_items = self.has_kids[this.style as usize] && self.is_title(segment);
        if above_items && (has_text || this.style <= MarkerStyle::CnComma) {
            Shape::Heading
        } else {
            Shape::Task
        }
    }

    /// Whether a paragraph reads like a title: short, one sentence at most.
    pub(super) fn is_title(&self, segment: usize) -> bool {
        let passage = self.tree.passage(segment);
        let part = self.tree.tagged[segment].parts.first();
        let words = part.map_or("", |part| &passage.as_str()[part.text.clone()]);
        let words = words.trim_end_matches(['。', '：', ':']);
        words.chars().count() <= 60 && !words.contains(['。', '；'])
    }

    /// Whether a paragraph introduces what follows.
    pub(super) fn is_intro(&self, segment: usize) -> bool {
        self.tree.segments[segment]
            .body
            .hull()
            .of(self.tree.text)
            .ends_with(['：', ':'])
    }

    pub(super) fn section(&self, node: usize) -> Section {
        let Some(segment) = self.tree.nodes[node].segment else {
            return Section::Plan;
        };
        let passage = self.tree.passage(segment);
        let words = passage.as_str();
        let title = &words[..words.find(['。', '：', ':', '\n']).unwrap_or(words.len())];
        let folded: String = title.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect();
        section_of(&folded)
    }
}

/// Sections that state purposes or how work is secured, by their titles.
fn section_of(title: &str) -> Section {
    const PREAMBLE: &[&str] = &[
        "总体要求",
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
    if title.chars().count() > 14 {
        return Section::Plan;
    }
    if PREAMBLE.contains(&title) {
        Section::Preamble
    } else if SAFEGUARDS.contains(&title) {
        Section::Safeguards
    } else {
        Section::Plan
    }
}

fn is_measure(style: MarkerStyle) -> bool {
    matches!(
        style,
        MarkerStyle::DigitParen | MarkerStyle::Circled | MarkerStyle::Bullet
    )
}

pub(super) fn styles_with_kids(tree: &Tree<'_>) -> [bool; 16] {
    let mut has_kids = [false; 16];
    for node in tree.nodes.iter().skip(1) {
        if !node.labelled
            && node
                .kids()
                .any(|kid| !is_measure(tree.nodes[kid].style) || tree.nodes[kid].tagged)
        {
            has_kids[node.style as usize] = true;
        }
    }
    has_kids
}
