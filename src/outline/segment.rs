//! Lines to segments: a new one begins where a number begins, at the start of a line or glued behind what ends the
//! text before it (`……〕 二、压实责任……`, `……负责）2．……`).

use super::lines::Line;
use super::marker::{self, Marker, MarkerStyle};
use super::{Aside, Outline, Segment, furniture, table};
use crate::plan::LedgerKind;
use crate::source::{Document, Span, find_mark};
use crate::tags::{LabelKind, Roles, is_deadline, label_kind};

/// A line this long holds a whole flattened document, numbers and all.
const FLAT: usize = 4_500;

/// Cuts the plan's lines into segments; lines that `kinds` explains are set aside, lines that stand for a table are
/// what `tables` says.
pub(super) fn segments(
    document: &Document,
    lines: &[Line],
    kinds: &[Option<LedgerKind>],
    tables: Vec<(usize, table::Table)>,
    roles: &Roles,
    outline: &mut Outline,
) {
    let mut cutter = Cutter {
        text: &document.text,
        roles,
        wrapped: is_wrapped(&document.text, lines, kinds),
        sequence: Sequence::default(),
        outline,
        open: false,
        resets: false,
    };
    cutter.outline.segments.reserve(lines.len());
    let mut furnished = false;
    let mut tables = tables.into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        if line.begins_file {
            cutter.resets = true;
            cutter.open = false;
        }
        if let Some((_, table)) = tables.next_if(|(place, _)| *place == at) {
            cutter.table(table);
        } else if let Some(kind) = kinds[at] {
            cutter.outline.set_aside.push(Aside { span: line.span, kind });
            cutter.resets |= kind == LedgerKind::Title;
            furnished = true;
        } else {
            cutter.line(line, furnished);
            furnished = false;
        }
    }
}

struct Cutter<'a> {
    text: &'a str,
    roles: &'a Roles,
    /// Lines are wrapped at a fixed width, so a line's end says nothing.
    wrapped: bool,
    sequence: Sequence,
    outline: &'a mut Outline,
    /// Whether the last segment may be continued by the next line.
    open: bool,
    /// Whether a title stood since the last segment.
    resets: bool,
}

impl Cutter<'_> {
    fn table(&mut self, table: table::Table) {
        let begins = self.outline.segments.len();
        self.outline.segments.extend(table.segments);
        self.outline.set_aside.extend(table.asides);
        if let Some(first) = self.outline.segments.get_mut(begins) {
            first.resets = std::mem::take(&mut self.resets);
        }
        self.open = false;
    }
    fn line(&mut self, line: &Line, after_aside: bool) {
        let mut span = line.span;
        let mut marker = line.marker;
        let slice = span.of(self.text);
        if slice.len() < 80 && furniture::is_navigation(slice) {
            self.outline.set_aside.push(Aside {
                span,
                kind: LedgerKind::Noise,
            });
            return;
        }
        let mark = furniture::page_mark(slice);
        let mut after_page = line.after_page;
        if mark > 0 {
            self.outline.set_aside.push(Aside {
                span: Span::new(span.start, span.start + mark),
                kind: LedgerKind::Noise,
            });
            span = Span::new(span.start + mark, span.end).trimmed(self.text);
            if span.is_empty() {
                return;
            }
            marker = marker::parse(span.of(self.text), span.start);
            after_page = true;
        }
        let joins = marker.is_none() && !after_aside && self.open && self.continues(line, span, after_page);
        self.text_of_line(span, marker, joins);
    }

    /// Whether the line `span` continues the last segment's sentence.
    fn continues(&self, line: &Line, span: Span, after_page: bool) -> bool {
        let Some(last) = self.outline.segments.last() else {
            return false;
        };
        let before = last.body.hull().of(self.text);
        let here = span.of(self.text);
        // A number alone on its line takes the next one.
        if before.is_empty() && last.marker.is_some_and(|marker| marker.value > 0) && last.cell.is_none() {
            return !begins_tag(here);
        }
        if !line.after_gap && has_open_bracket(before, here) {
            return true;
        }
        // 责任单位：⏎市教育局: a label alone takes the next line.
        if ends_with_label(before, self.roles) {
            return !says_owner_at_start(here);
        }
        // 责任单位⏎文广旅局: the same, where the colon is lost.
        if let Some(kind) = self.bare_label(last) {
            return is_value(here, kind, self.roles);
        }
        if !line.after_gap && is_cut_group(before, here) {
            return true;
        }
        if before.is_empty() || ends_sentence(before) || begins_tag(here) {
            return false;
        }
        // A list of owners that a line end broke: 责任单位：甲局、乙局、⏎丙局.
        let broken_list = before.ends_with('、') && (says_owner(before) || begins_with_label(before, self.roles));
        after_page || (self.wrapped && !line.after_gap) || broken_list
    }

    /// The label that a segment is, the whole of it and nothing more.
    fn bare_label(&self, segment: &Segment) -> Option<LabelKind> {
        let alone =
            segment.marker.is_none() && segment.begins_line && segment.cell.is_none() && segment.body.is_single();
        let words = segment.body.hull().of(self.text);
        (alone && words.len() <= 45 && words.chars().count() >= 4)
            .then(|| label_kind(words, self.roles))
            .flatten()
    }

    /// Cuts one line's text at glued numbers and adds the parts.
    fn text_of_line(&mut self, span: Span, marker: Option<Marker>, joins: bool) {
        if let Some(marker) = marker {
            self.sequence.note(marker);
        }
        let mut start = marker.map_or(span.start, |marker| marker.span.end);
        let mut marker = marker;
        let mut first = true;
        for glued in self.glued(Span::new(start, span.end), marker) {
            self.add(marker, Span::new(start, glued.span.start), first, first && joins);
            start = glued.span.end;
            marker = Some(glued);
            first = false;
        }
        self.add(marker, Span::new(start, span.end), first, first && joins);
        self.open = true;
    }

    fn add(&mut self, marker: Option<Marker>, body: Span, begins_line: bool, joins: bool) {
        let body = body.trimmed(self.text);
        if joins && let Some(last) = self.outline.segments.last_mut() {
            last.body.push(body);
            return;
        }
        if marker.is_none() && body.is_empty() {
            return;
        }
        let resets = std::mem::take(&mut self.resets);
        self.outline.segments.push(Segment {
            marker,
            body: body.into(),
            begins_line,
            cell: None,
            resets,
        });
    }

    /// Numbers inside a line that begin a new item.
    fn glued(&mut self, span: Span, first: Option<Marker>) -> Vec<Marker> {
        let slice = span.of(self.text);
        let flat = slice.len() >= FLAT;
        let mut found: Vec<Marker> = Vec::new();
        let mut floor = 0;
        let mut search = 0;
        while let Some(at) = next_candidate(slice.as_bytes(), search) {
            search = at + 1;
            if at < floor || !slice.is_char_boundary(at) || at == 0 {
                continue;
            }
            let Some(marker) = marker::parse(&slice[at..], span.start + at) else {
                continue;
            };
            let head = found.last().map_or(first, |last| Some(*last));
            let before = &slice[floor..at];
            let after = &slice[marker.span.end - span.start..];
            if self.accepts(marker, before, head, flat, after, span.start) {
                self.sequence.note(marker);
                floor = marker.span.end - span.start;
                found.push(marker);
            }
        }
        found
    }

    /// Whether a number in the middle of a line begins an item. `before` is the text between it and the number
    /// before it, `head` that number, `after` the text behind it, `line` where the line's text begins.
    fn accepts(
        &self,
        marker: Marker,
        before: &str,
        head: Option<Marker>,
        flat: bool,
        after: &str,
        line: usize,
    ) -> bool {
        let trimmed = before.trim_end();
        let blank = trimmed.len() < before.len();
        let Some(last) = trimmed.chars().next_back() else {
            return false;
        };
        let closed = ends_with_bracket(trimmed);
        let stop = matches!(last, '。' | '；' | '：' | ':');
        let follows = self.sequence.expects(marker);
        // Heading and first item on one line: 一、持续推进学习…… 1.推动学习……
        let short_heading = head.is_some_and(|head| head.style < marker.style)
            && before.len() <= 70 * 4
            && !before.contains(['。', '；'])
            && before.chars().count() <= 70;
        match marker.style {
            MarkerStyle::CnComma | MarkerStyle::Part | MarkerStyle::Chapter => {
                follows && (closed || last == '。' || blank)
            }
            MarkerStyle::CnParen => {
                let cited = trimmed.ends_with(['第', '至', '、', '和', '及', '到'])
                    || after.starts_with(['项', '款', '条', '点']);
                !cited && (closed || stop || blank && follows || short_heading)
            }
            MarkerStyle::Digit => {
                // Once items are glued on this line, a stop before the next number is enough.
                let listed =
                    stop && head.is_some_and(|head| head.style == MarkerStyle::Digit && head.span.start > line);
                let number_goes_on = after.starts_with(|c: char| c.is_ascii_digit())
                    && !marker.span.of(self.text).ends_with(['．', '、']);
                follows
                    && !number_goes_on
                    && (closed
                        || flat && stop
                        || blank && short_heading
                        || stop && says_owner(trimmed)
                        || last == '。' && listed
                        || self.begins_list(marker, trimmed, after, short_heading))
            }
            _ => false,
        }
    }

    /// Whether a number begins a list on its line: a heading's words stand right before it (一、加强党的建设1.……。2.……),
    /// or an introduction (具体措施：1.……（某局）2.……). The next item must follow, behind a tag or a stop.
    fn begins_list(&self, marker: Marker, before: &str, after: &str, short_heading: bool) -> bool {
        let introduced = marker.value == 1 && before.ends_with(['：', ':']);
        let heading = short_heading && !before.contains(['，', ',', '：', ':', '、', '“', '第']);
        if !introduced && !heading {
            return false;
        }
        let mark = marker
            .span
            .of(self.text)
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let mut end = after.len().min(AHEAD);
        while !after.is_char_boundary(end) {
            end -= 1;
        }
        let second = format!("{}{mark}", marker.value + 1);
        // One tag at the end is for all of them.
        let one_tag = ends_with_bracket(after);
        after[..end].match_indices(&second).any(|(at, _)| {
            let item = after[..at].trim_end();
            ends_with_bracket(item) || heading && !one_tag && item.ends_with('。')
        })
    }
}

/// How far ahead the second item of a list is looked for, in bytes.
const AHEAD: usize = 900;

/// The last value of each numbering style, to tell a number that goes on from a figure in the text.
#[derive(Debug, Default)]
struct Sequence {
    last: [u32; 4],
}

impl Sequence {
    fn slot(style: MarkerStyle) -> Option<usize> {
        match style {
            MarkerStyle::Part | MarkerStyle::Chapter => Some(0),
            MarkerStyle::CnComma => Some(1),
            MarkerStyle::CnParen => Some(2),
            MarkerStyle::Digit => Some(3),
            _ => None,
        }
    }

    fn note(&mut self, marker: Marker) {
        if let Some(slot) = Self::slot(marker.style) {
            self.last[slot] = marker.value;
        }
    }

    fn expects(&self, marker: Marker) -> bool {
        Self::slot(marker.style).is_some_and(|slot| marker.value == 1 || marker.value == self.last[slot] + 1)
    }
}

/// The next byte from `from` on at which a glued number could begin: behind a bracket, a stop, a blank, or an
/// opening bracket of its own.
fn next_candidate(bytes: &[u8], from: usize) -> Option<usize> {
    let is_behind_words = |at: usize| at > 0 && bytes[at - 1] >= 0x80;
    let behind = |rest: &[u8]| {
        let len = match rest {
            [b'(', ..] => 0,
            [b')' | b' ', ..] => 1,
            // 一、加强党的建设1.落实……: the first item glued to a heading's words.
            [b'1'..=b'9', ..] if is_behind_words(bytes.len() - rest.len()) && is_number(rest) => 0,
            // （ begins a number itself
            [0xEF, 0xBC, 0x88, ..] => 0,
            // ） ： ；
            [0xEF, 0xBC, 0x89 | 0x9A | 0x9B, ..] => 3,
            // 。 〕 】 and the ideographic space
            [0xE3, 0x80, 0x82 | 0x95 | 0x91 | 0x80, ..] => 3,
            _ => return None,
        };
        rest.get(len)
            .is_some_and(|byte| marker::may_start(*byte))
            .then_some(len)
    };
    find_mark(bytes, from, behind).map(|(at, len)| at + len)
}

/// Whether one or two digits and a mark begin `bytes`.
fn is_number(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).take(3).count();
    digits < 3 && matches!(bytes.get(digits), Some(b'.' | 0xEF | 0xE3))
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '。', '；', '！', '？', '：', ':', ';', '）', ')', '〕', '】', ']', '|', '│',
    ])
}

/// A line that begins with a bracket or a label is a tag of its own, never the rest of a sentence.
fn begins_tag(line: &str) -> bool {
    line.starts_with(['（', '(', '〔', '【', '[']) || says_owner_at_start(line)
}

/// Whether a line end stands inside the name of a group: 配合单位：各县⏎（区）人民政府.
fn is_cut_group(before: &str, here: &str) -> bool {
    let inner = here
        .strip_prefix(['（', '('])
        .and_then(|rest| Some(&rest[..rest.find(['）', ')'])?]));
    before.ends_with(['县', '市', '区', '旗', '镇', '乡', '府'])
        && inner.is_some_and(|inner| {
            inner.chars().count() <= 6 && inner.chars().all(|c| "市县区旗镇乡街道、管委会".contains(c))
        })
        && (says_owner(before) || before.ends_with("各县") || before.ends_with("各市"))
}

/// Whether the last bracket in the last few hundred bytes of `text` is not closed.
fn has_open_bracket(text: &str, next: &str) -> bool {
    let mut from = text.len().saturating_sub(900);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    // Brackets nest: （各市（州）⏎人民政府负责）.
    let mut closed = 0usize;
    let open = tail.char_indices().rev().find(|(_, c)| match c {
        '）' | ')' | '〕' | '】' | ']' | '］' => {
            closed += 1;
            false
        }
        '（' | '(' | '〔' | '【' | '[' | '［' if closed > 0 => {
            closed -= 1;
            false
        }
        c => matches!(c, '（' | '(' | '〔' | '【' | '[' | '［'),
    });
    let Some((open, _)) = open else { return false };
    // The line end may stand inside the first name: （市教育⏎局牵头）.
    let rest = next
        .find(['）', ')', '〕', '】', ']', '］'])
        .map_or(next, |end| &next[..end]);
    // Without an end of its own the next line must be short, as wrapped lines are, and go on with the name.
    if rest.len() == next.len() && (next.len() > 150 || next.contains(['。', '；'])) {
        return says_unit(&tail[open..]);
    }
    says_unit(&tail[open..]) || !rest.contains(['（', '(', '〔']) && says_unit(rest)
}

/// Whether `text` ends with a label and its colon, and nothing behind: 责任单位：.
fn ends_with_label(text: &str, roles: &Roles) -> bool {
    let Some(head) = text.strip_suffix(['：', ':']).map(str::trim_end) else {
        return false;
    };
    let start = head
        .rfind(['。', '；', '，', '\n', '）', ')', '、'])
        .map_or(0, |at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    label_kind(head[start..].trim(), roles).is_some()
}

/// Whether a line can be what a label without a colon asks for; 责任单位 may head a paragraph about such units too.
fn is_value(line: &str, kind: LabelKind, roles: &Roles) -> bool {
    let chars = line.chars().count();
    if label_kind(line, roles).is_some() || line.trim_end_matches('。').contains(['。', '：', ':', '|']) {
        return false;
    }
    match kind {
        LabelKind::Units(_) => {
            let prose = ["要", "须", "應", "应当", "确保", "加强"];
            chars <= 200 && says_unit(line) && !prose.iter().any(|word| line.contains(word))
        }
        LabelKind::Deadline => is_deadline(line),
        LabelKind::People => chars <= 30 && !line.contains(['，', ',']),
    }
}

/// Whether `text` begins with a label's words and goes on: 配合单位区财政局、.
fn begins_with_label(text: &str, roles: &Roles) -> bool {
    let ends = text.char_indices().map(|(at, _)| at).take(12).skip(4);
    text.len() <= 600 && ends.into_iter().any(|end| label_kind(&text[..end], roles).is_some())
}

fn says_unit(text: &str) -> bool {
    text.chars().any(|c| "局委办厅部署府院会".contains(c)) || text.contains("单位") || text.contains("牵头")
}

fn ends_with_bracket(text: &str) -> bool {
    text.trim_end_matches(['。', '；', ' ', '，'])
        .ends_with(['）', ')', '〕', '】', ']', '］'])
}

/// Whether the last sentence of `text` names owners behind a label (……牵头部门：市科技局。).
fn says_owner(text: &str) -> bool {
    let body = text.trim_end_matches('。');
    let sentence = body.rfind('。').map_or(body, |at| &body[at..]);
    ["单位：", "单位:", "部门：", "部门:", "责任人：", "负责"]
        .iter()
        .any(|label| sentence.contains(label))
}

fn says_owner_at_start(line: &str) -> bool {
    let head: String = line.chars().take(12).collect();
    head.find(['：', ':'])
        .filter(|at| !head[..*at].contains(['；', '，', '。', '、']))
        .is_some_and(|at| {
            [
                "单位",
                "部门",
                "科室",
                "领导",
                "时限",
                "时间",
                "负责人",
                "责任人",
                "目标",
            ]
            .iter()
            .any(|noun| head[..at].ends_with(noun))
        })
}

/// Whether lines are wrapped at a fixed width: most long lines end in the middle of a sentence, and few are longer
/// than the rest.
fn is_wrapped(text: &str, lines: &[Line], kinds: &[Option<LedgerKind>]) -> bool {
    let is_text = |(line, kind): &(&Line, &Option<LedgerKind>)| {
        let table = line.marker.is_some_and(|marker| marker.style == MarkerStyle::Row);
        kind.is_none() && !table
    };
    let body = lines.iter().zip(kinds).filter(is_text).take(400);
    let long: Vec<&str> = body
        .map(|(line, _)| line.span.of(text))
        .filter(|line| line.len() >= 60)
        .collect();
    if long.len() < 4 {
        return false;
    }
    let widest = long.iter().map(|line| line.len()).max().unwrap_or(0);
    let broken = long
        .iter()
        .filter(|line| !ends_sentence(line) && !line.ends_with(['，', '、']))
        .count();
    let even = long.iter().filter(|line| line.len() * 10 >= widest * 8).count();
    widest < 400 && broken * 10 >= long.len() * 5 && even * 10 >= long.len() * 5
}
