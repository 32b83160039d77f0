//! Tags inside a paragraph or closing it: brackets, and labels with their lists.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::bracket::{self, Bracket};
use super::label::{self, Label, LabelKind};
use super::sentence::{self, Reading};
use super::{Found, FoundTag, Marked, NoTag, TagReader, contact, plausible, rule};
use crate::directory::{Likeness, is_definition};
use crate::source::{CLOSING, OPENING};

/// A paragraph that states a rule for other tags is never longer, in bytes.
const LONGEST_RULE: usize = 3_000;

/// Brackets that name owners: (甲局、乙局), 〔牵头单位：甲；责任单位：乙〕.
pub(super) fn find_brackets(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    let mut brackets = bracket::brackets(text, paragraph.signs);
    brackets
        .closed
        .sort_by_key(|bracket| (bracket.whole.start, usize::MAX - bracket.whole.end));
    let mut covered = 0;
    for bracket in &brackets.closed {
        if bracket.whole.start < covered {
            continue;
        }
        match judge(reader, text, bracket) {
            Ok(reading) => {
                covered = bracket.whole.end;
                found.tags.push(FoundTag {
                    range: bracket.whole.clone(),
                    content: bracket.content.start,
                    reading,
                    grammar: "bracket",
                });
            }
            Err(reason) => {
                found.no_tags.push(NoTag {
                    range: bracket.whole.clone(),
                    reason,
                });
                let before = found.rules.len();
                rules_of(&text[bracket.content.clone()], bracket.content.start, found);
                // （甲局、乙局）（排名第一的为牵头单位）: the rule is part of what the tag says.
                if found.rules.len() > before
                    && let Some(tag) = found.tags.last_mut()
                    && text[tag.range.end..bracket.whole.start].trim().is_empty()
                {
                    tag.range.end = bracket.whole.end;
                    let rules = found.rules.drain(before..);
                    let rules = rules.map(|rule| rule.counted_from(tag.content));
                    std::rc::Rc::make_mut(&mut tag.reading).rules.extend(rules);
                }
            }
        }
    }
    // Only the last ones can be what a cut left of a tag.
    found.unclosed = brackets
        .open
        .into_iter()
        .rev()
        .take(3)
        .filter(|open| is_cut_tag(reader, &text[*open..]))
        .min();
}

/// Whether a bracket is a tag, or why not.
fn judge(reader: &mut TagReader<'_>, text: &str, bracket: &Bracket) -> Result<std::rc::Rc<Reading>, &'static str> {
    let content = &text[bracket.content.clone()];
    if let Some(reason) = plainly_none(text, content, bracket) {
        return Err(reason);
    }
    let before = text[..bracket.whole.start].trim_end();
    let stopped = before.ends_with(['。', '；', '！', '”', '？', '.', ';']) || before.is_empty();
    if !stopped && contact::begins(content) {
        return Err("括号内是联系人、联系电话，不是责任单位");
    }
    // ……。（财务科）: behind the stop that ends a task nothing but an office can stand by itself.
    let lone = (before.is_empty() || before.ends_with('。')) && text[bracket.whole.end..].trim().is_empty();
    let office = || Ok(sentence::read(content, reader.roles, reader.directory).into());
    if lone && plausible::is_listed_centre(content, reader.directory) {
        return office();
    }
    let Some(reading) = reader.read(content) else {
        if lone && plausible::is_inner_office(content, reader.directory) {
            return office();
        }
        return Err("括号内没有单位名称，视为说明文字");
    };
    if reading.labelled || reading.worded {
        return Ok(reading);
    }
    let after = text[bracket.whole.end..].trim_start();
    let rest = after.trim_start_matches(['。', '；', '.', ';', '，']);
    let closes = rest.is_empty()
        || rest.len() < after.len() && closes_item(text, rest)
        || after.starts_with(['，', '；', ',', ';']) && parts_sentence(reader, text, before, content, &reading);
    if !(closes || stopped && !after.starts_with(['、', '，'])) {
        return Err("括号在句子中间，又没有牵头、负责等字样，视为正文");
    }
    if !stopped && follows_unit_name(reader, before) {
        return Err("括号紧跟在单位名称后面，视为名称的一部分");
    }
    Ok(reading)
}

/// Whether a bracket before `rest` closes an item of a list inside a paragraph: ①……（甲局）；②……（乙局）。
fn closes_item(text: &str, rest: &str) -> bool {
    let listed = rest.starts_with(|c: char| ('②'..='⑳').contains(&c) || c.is_ascii_digit())
        || ["二是", "三是", "四是", "五是", "六是", "（2）", "(2)", "（二）", "(二)"]
            .iter()
            .any(|number| rest.starts_with(number));
    listed && text.trim_end_matches(['。', '；', ' ']).ends_with(CLOSING)
}

/// Whether a bracket of names parts a sentence as its last bracket closes it: 新建公园3个（甲局），改造公园5个（乙局）。
fn parts_sentence(reader: &TagReader<'_>, text: &str, before: &str, content: &str, reading: &Reading) -> bool {
    const BODIES: &[&str] = &["部门", "单位", "机构", "机关", "主体", "企业", "成员", "等", "方"];
    let known = |group: &super::Group| {
        let words = &content[group.list.clone()];
        let mut names = group.names.names.iter();
        names.all(|name| reader.directory.likeness(&words[name.range.clone()]) == Likeness::Known)
    };
    let body = text.trim_end_matches(['。', '；', ' ']);
    let Some(last) = body
        .strip_suffix(['）', ')'])
        .filter(|_| reading.groups.iter().all(known))
    else {
        return false;
    };
    let mut from = last.len().saturating_sub(LONGEST_LAST);
    while !last.is_char_boundary(from) {
        from += 1;
    }
    let last = &last[from..];
    // （各区政府（管委会））: the bracket that closes the text may hold others.
    let closing = last.rfind(['（', '(']).map_or("", |open| &last[open..]);
    let name = closing
        .trim_start_matches(['（', '('])
        .split(['、', '，'])
        .next()
        .unwrap_or_default();
    !BODIES.iter().any(|body| before.ends_with(body)) && reader.directory.likeness(name) == Likeness::Known
}

/// The last bracket of a paragraph is looked for in so many bytes.
const LONGEST_LAST: usize = 300;

/// Cheap reasons why a bracket is no tag.
fn plainly_none(text: &str, content: &str, bracket: &Bracket) -> Option<&'static str> {
    let content = content.trim();
    if content.is_empty() {
        return Some("括号内没有文字");
    }
    if !content.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return Some("括号内只有字母或数字");
    }
    if is_definition(content) {
        return Some("括号内是简称的定义");
    }
    if content.chars().count() == 1 {
        return Some("括号内只有一个字");
    }
    let digits = content.chars().filter(char::is_ascii_digit).count();
    let date = content.ends_with(['年', '号', '月', '日']) && !content.contains(['：', ':', '，', ',', '；', ';']);
    if digits >= 4 && date {
        return Some("括号内是年份、日期或文号");
    }
    // 《…（2023-2025年）》: inside the title of another document. Nothing closes behind the last bracket of a text.
    let after = window(&text[bracket.whole.end..], 300);
    if after.len() > 6 && after.contains('》') {
        let mut from = bracket.whole.start.saturating_sub(300);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = &text[from..bracket.whole.start];
        if before.rfind('《') > before.rfind('》') {
            return Some("括号在书名号内，是文件名的一部分");
        }
    }
    None
}

/// Whether the text before a bracket ends with the name of a unit, to which the bracket then belongs.
fn follows_unit_name(reader: &TagReader<'_>, before: &str) -> bool {
    before
        .char_indices()
        .rev()
        .take(12)
        .skip(2)
        .any(|(start, _)| reader.directory.likeness(&before[start..]) == Likeness::Known)
}

/// An opening bracket whose end was cut off with the document: 责任单位： or a list of units behind it.
fn is_cut_tag(reader: &TagReader<'_>, rest: &str) -> bool {
    let inner: String = rest.chars().skip(1).take(200).collect();
    if contact::begins(&inner) {
        return false;
    }
    if label::labels(&inner, reader.roles)
        .first()
        .is_some_and(|label| label.start == 0)
    {
        return true;
    }
    // （甲局、乙局; （甲局牵头，乙局配合; （甲局, nothing behind it.
    let first = inner
        .split(['、', '，', ',', '；'])
        .next()
        .unwrap_or_default()
        .trim_end();
    let word = ["牵头负责", "牵头", "負責", "负责", "主办"]
        .iter()
        .find_map(|word| first.strip_suffix(word));
    let name = word.unwrap_or(first);
    // （甲局，乙局: a second name.
    let second = inner
        .split(['、', '，', ',', '；'])
        .nth(1)
        .map(|name| name.trim_end_matches(['。', ' ']));
    let second = second.is_some_and(|name| reader.directory.likeness(name) == Likeness::Known);
    let says =
        word.is_some() || second || inner.contains('、') || name.chars().count() >= 3 && inner.trim_end() == name;
    says && reader.directory.likeness(name) == Likeness::Known
}

/// Rule sentences in a bracket that is no tag, or in running text: （排在第一位的部门为牵头部门，下同）.
fn rules_of(content: &str, offset: usize, found: &mut Found) {
    if !content.contains(['牵', '牽', '均']) {
        return;
    }
    let mut start = 0;
    for clause in content.split(['，', ',', '；', '。']) {
        found.rules.extend(rule::read(clause, offset + start));
        start += clause.len() + content[start + clause.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

/// Rule sentences of a paragraph without any tag: 列第一位者为牵头单位，其他为配合单位。
pub(super) fn find_rules(text: &str, found: &mut Found) {
    // Few paragraphs hold a word that every such sentence has.
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("牵头|牽頭|均需|均由|不再列出").ok());
    if !WORDS.as_ref().is_some_and(|words| words.is_match(text)) {
        return;
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.len() < LONGEST_RULE
        && (says(&["牵头", "牽頭"])
            && says(&[
                "第一",
                "首位",
                "无牵头",
                "没有牵头",
                "未明确牵头",
                "首个",
                "列前",
                "排首",
                "在前",
                "最前",
                "加粗",
                "粗体",
                "黑体",
                "下划线",
                "逗号",
                "★",
                "▲",
                "△",
                "☆",
                "●",
                "※",
                "*",
                "星号",
            ])
            || says(&["均需", "均由", "不再列出"]))
    {
        rules_of(text, 0, found);
    }
}

/// Labelled lists of a paragraph that are tried and name nobody, at most; then the rest is left alone.
const FAILURES: usize = 8;

/// Labels with their lists, as a line of their own or behind the task's text.
pub(super) fn find_labels(reader: &mut TagReader<'_>, paragraph: Marked<'_>, found: &mut Found) {
    let text = paragraph.text;
    let labels = label::labels_at(text, paragraph.signs, reader.roles);
    if labels.is_empty() {
        return;
    }
    let brackets = Taken::new(found);
    let (mut from, mut failures) = (0, 0);
    for (at, label) in labels.iter().enumerate() {
        if label.start < from || label.kind == LabelKind::Other || brackets.hold(label, found) {
            continue;
        }
        let before = text[..label.start].trim_end_matches(['【', '[']);
        let start = before.strip_suffix("——").unwrap_or(before).len();
        // 责任人：张三 in running text; right before the label of the units it belongs to the tag.
        let beside_units = || {
            labels.get(at + 1).is_some_and(|next| {
                let names = &text[label.value..next.start];
                matches!(next.kind, LabelKind::Units(_)) && names.chars().count() <= 24 && !names.contains('。')
            })
        };
        if label.kind == LabelKind::People && !text[..start].trim().is_empty() && !beside_units() {
            continue;
        }
        // A bracket behind the label that is a tag by itself ends the list.
        let end = label_end(text, label, &labels).min(brackets.next_tag(label.value).unwrap_or(text.len()));
        match reader.read(&text[start..end]) {
            Some(reading) => {
                found.tags.push(FoundTag {
                    range: start..end,
                    content: start,
                    reading,
                    grammar: "label",
                });
                from = end;
            }
            None => failures += 1,
        }
        if failures > FAILURES {
            break;
        }
    }
}

/// The brackets of a paragraph, for questions about places between and in them.
struct Taken {
    /// Tags, by their place.
    tags: Vec<Range<usize>>,
    /// Brackets that are no tags, by their beginning, each with the furthest end of all up to it.
    others: Vec<(usize, usize)>,
}

impl Taken {
    fn new(found: &Found) -> Self {
        let mut tags: Vec<Range<usize>> = found.tags.iter().map(|tag| tag.range.clone()).collect();
        tags.sort_by_key(|range| range.start);
        let mut others: Vec<(usize, usize)> = found
            .no_tags
            .iter()
            .map(|none| (none.range.start, none.range.end))
            .collect();
        others.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut others {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Taken { tags, others }
    }

    /// Whether a label stands in a tag, in a bracket that is no tag, or behind one that is never closed.
    fn hold(&self, label: &Label, found: &Found) -> bool {
        let tag = self.tags.partition_point(|tag| tag.start <= label.start);
        let other = self.others.partition_point(|(start, _)| *start <= label.start);
        tag.checked_sub(1)
            .is_some_and(|at| self.tags[at].contains(&label.start))
            || other
                .checked_sub(1)
                .is_some_and(|at| self.others[at].1 > label.value + 3)
            || found.unclosed.is_some_and(|open| open < label.start)
    }

    /// Where the first tag at or behind `at` begins.
    fn next_tag(&self, at: usize) -> Option<usize> {
        self.tags
            .get(self.tags.partition_point(|tag| tag.start < at))
            .map(|tag| tag.start)
    }
}

/// Where a labelled list ends: at the end of its sentence, or of the last one that a label or a rule begins.
fn label_end(text: &str, first: &Label, labels: &[Label]) -> usize {
    let mut end = first.value;
    loop {
        end += sentence_len(&text[end..]);
        let rest = &text[end..];
        let next = end + (rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\n', '【', '[']).len());
        if next >= text.len() {
            return end;
        }
        let label = labels.binary_search_by_key(&next, |label| label.start);
        let begins_label = label.is_ok_and(|at| labels[at].kind != LabelKind::Other);
        if !begins_label && !rule::is_trailer(window(&text[next..], 60)) {
            return end;
        }
        end = next;
    }
}

/// At most the first `len` bytes of `text`, cut between characters.
pub(super) fn window(text: &str, len: usize) -> &str {
    let mut end = len.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The length of the first sentence of `text`, its 。 included; stops in brackets do not count.
fn sentence_len(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            c if OPENING.contains(&c) => depth += 1,
            c if CLOSING.contains(&c) => depth = depth.saturating_sub(1),
            '。' if depth == 0 => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
