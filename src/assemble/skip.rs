//! Sections left out by the user's wish (`--skip-section`).

use super::draft::{Decision, Shape, is_title};
use super::tree::Tree;
use crate::Error;
use crate::directory::fold_char;
use crate::outline::marker;
use crate::source::Slices;

/// Headings named in an error at most.
const MANY: usize = 40;

/// Marks every heading that `typed` asks for, with all below it.
///
/// # Errors
/// [`Error::Choice`] when a text fits no heading.
pub(super) fn skip(tree: &Tree<'_>, typed: &[String], name: &str, decision: &mut Decision) -> Result<(), Error> {
    if typed.is_empty() {
        return Ok(());
    }
    let sections = sections(tree, decision);
    for text in typed {
        let fitting: Vec<usize> = sections
            .iter()
            .copied()
            .filter(|node| fits(tree, *node, text))
            .collect();
        if fitting.is_empty() {
            return Err(none(tree, &sections, text, name));
        }
        fitting
            .into_iter()
            .for_each(|node| decision.shapes[node] = Shape::Skipped);
    }
    // Parents stand before their kids.
    for node in 0..tree.nodes.len() {
        if decision.shapes[node] == Shape::Skipped {
            tree.nodes[node]
                .kids()
                .for_each(|kid| decision.shapes[kid] = Shape::Skipped);
        }
    }
    Ok(())
}

/// Headings above tasks, and titles right below the document or a part of it that have text below.
fn sections(tree: &Tree<'_>, decision: &Decision) -> Vec<usize> {
    let mut top = vec![false; tree.nodes.len()];
    for (node, this) in tree.nodes.iter().enumerate() {
        let holds_sections = node == 0 || this.style < crate::outline::MarkerStyle::CnComma;
        this.kids().for_each(|kid| top[kid] = holds_sections);
    }
    let is_section = |node: &usize| {
        let this = &tree.nodes[*node];
        let titled = this.segment.is_some_and(|segment| is_title(tree, segment));
        let heads = decision.shapes[*node] == Shape::Heading || this.kids().any(|kid| tree.nodes[kid].tagged);
        heads || top[*node] && titled && !this.items.is_empty()
    };
    (1..tree.nodes.len()).filter(is_section).collect()
}

/// The number and the title of a section; the title is its first sentence.
pub(super) fn heading(tree: &Tree<'_>, node: usize) -> Slices {
    let mut slices = tree
        .marker(node)
        .map_or_else(Slices::default, |marker| marker.span.into());
    if let Some(segment) = tree.nodes[node].segment {
        let passage = tree.passage(segment);
        let words = passage.as_str();
        let end = words.find(['。', '：', '\n']).unwrap_or(words.len());
        slices.extend(&tree.locate(segment, 0..end));
    }
    slices
}

fn fits(tree: &Tree<'_>, node: usize, typed: &str) -> bool {
    let number = tree.marker(node).map_or("", |marker| marker.span.of(tree.text));
    let (typed, number, whole) = (fold(typed), fold(number), fold(&heading(tree, node).join(tree.text)));
    let title = whole.strip_prefix(&number).unwrap_or(&whole);
    !typed.is_empty() && (title.contains(&typed) || whole.starts_with(&typed) && typed.starts_with(&number))
        || same_number(&typed, &number)
}

/// 三、 and 三, （1） and (1): two numbers of one style and value.
fn same_number(typed: &str, number: &str) -> bool {
    let read = |text: &str| marker::parse(text, 0).filter(|found| found.span.len() == text.len());
    let wanted = read(typed).or_else(|| read(&format!("{typed}、")));
    wanted.filter(|found| found.value > 0).is_some_and(|wanted| {
        read(number).is_some_and(|found| (found.style, found.value) == (wanted.style, wanted.value))
    })
}

/// For comparison: no white space, traditional and full-width characters as their plain ones.
fn fold(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect()
}

fn none(tree: &Tree<'_>, sections: &[usize], typed: &str, name: &str) -> Error {
    let headings: Vec<String> = sections
        .iter()
        .take(MANY)
        .map(|node| format!("\n    {}", heading(tree, *node).join(tree.text).replace('\n', "")))
        .collect();
    let more = sections.len().saturating_sub(MANY);
    let advice = match (headings.is_empty(), more) {
        (true, _) => "这份文件里没有标题".to_string(),
        (false, 0) => format!("标题有：{}", headings.concat()),
        (false, more) => format!("标题有（另有 {more} 个未列出）：{}", headings.concat()),
    };
    Error::Choice {
        option: "--skip-section",
        typed: typed.to_string(),
        problem: format!("“{name}”里没有含这几个字的标题，也没有这个序号的标题"),
        advice,
    }
}
