//! Lines to segments: a new one begins where a number begins, at the start of a line or glued behind what ends the
//! text before it (`……〕 二、压实责任……`, `……负责）2．……`).

use super::lines::Line;
use super::marker::{self, Marker, MarkerStyle};
use super::wrap::Wrapping;
use super::{Aside, Closes, Outline, Segment, furniture, table};
use crate::plan::LedgerKind;
use crate::source::{CLOSING, Document, Span, find_mark};
use crate::tags::Roles;

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
        wrapping: Wrapping::of(&document.text, lines, kinds),
        sequence: Sequence::default(),
        outline,
        above: None,
        paged: false,
        open: false,
        resets: false,
    };
    cutter.outline.segments.reserve(lines.len());
    let (mut furnished, mut below_table) = (false, false);
    let mut tables = tables.into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        if line.begins_file {
            cutter.resets = true;
            cutter.open = false;
        }
        if let Some((_, table)) = tables.next_if(|(place, _)| *place == at) {
            cutter.table(table);
            below_table = true;
        } else if below_table && kinds[at].is_none() && table::is_remark(line.span.of(&document.text)) {
            // 注：…（联系人：…）: neither a row nor a task, and whom it names leads nothing.
            cutter.outline.set_aside.push(Aside {
                span: line.span,
                kind: LedgerKind::Preamble,
            });
        } else if let Some(kind) = kinds[at] {
            cutter.outline.set_aside.push(Aside { span: line.span, kind });
            cutter.resets |= kind == LedgerKind::Title;
            cutter.paged = kind == LedgerKind::Noise && (cutter.paged || !furnished);
            furnished = true;
        } else {
            cutter.line(line, furnished);
            (furnished, below_table) = (false, false);
        }
    }
}

/// What stands between a line and the one above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct After {
    /// A page mark before its words, on the line itself.
    pub page: bool,
    /// A page mark or a running head, and nothing else.
    pub paged: bool,
    /// Lines that are no part of the plan.
    pub aside: bool,
}

pub(super) struct Cutter<'a> {
    pub(super) text: &'a str,
    pub(super) roles: &'a Roles,
    /// Whether lines are wrapped at a fixed width, so that a line's end says nothing.
    pub(super) wrapping: Wrapping,
    /// The line above.
    pub(super) above: Option<Span>,
    /// Whether a page mark on a line of its own stands behind it.
    paged: bool,
    pub(super) sequence: Sequence,
    pub(super) outline: &'a mut Outline,
    /// Whether the last segment may be continued by the next line.
    pub(super) open: bool,
    /// Whether a title stood since the last segment.
    resets: bool,
}

impl Cutter<'_> {
    fn table(&mut self, table: table::Table) {
        let begins = self.outline.segments.len();
        self.outline.segments.extend(table.segments);
        self.outline.set_aside.extend(table.asides);
        if let Some(first) = self.outline.segments.get_mut(begins)
            && std::mem::take(&mut self.resets)
        {
            first.closes = Closes::All;
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
                self.paged = true;
                return;
            }
            marker = marker::parse(span.of(self.text), span.start);
            after_page = true;
        }
        let after = After {
            page: after_page,
            paged: std::mem::take(&mut self.paged) || after_page,
            aside: after_aside,
        };
        let joins = self.joins(line, span, &mut marker, after);
        self.text_of_line(span, marker, joins);
        self.above = Some(span);
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
        let closes = match std::mem::take(&mut self.resets) {
            true => Closes::All,
            false => Closes::Nothing,
        };
        self.outline.segments.push(Segment {
            marker,
            body: body.into(),
            begins_line,
            cell: None,
            closes,
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
        // 责任部门：建工科、安全站（二）…: the line end behind a list of owners is lost.
        if follows && marker.value > 1 && Sequence::counts(marker.style) && ends_with_owners(trimmed) {
            return true;
        }
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
                let begins = || marker.value == 1 && is_followed_by_owners(after);
                !cited && (closed || stop || blank && follows || short_heading || begins())
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
pub(super) struct Sequence {
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

    /// Whether numbers of a style are counted at all.
    pub(super) fn counts(style: MarkerStyle) -> bool {
        Self::slot(style).is_some()
    }

    fn note(&mut self, marker: Marker) {
        if let Some(slot) = Self::slot(marker.style) {
            self.last[slot] = marker.value;
        }
    }

    /// Whether a number is the next of its style, or begins again.
    pub(super) fn expects(&self, marker: Marker) -> bool {
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

fn ends_with_bracket(text: &str) -> bool {
    text.trim_end_matches(['。', '；', ' ', '，']).ends_with(CLOSING)
}

/// Whether `text` ends with a list of owners behind its label that no stop closes.
fn ends_with_owners(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "单位：",
        "单位:",
        "部门：",
        "部门:",
        "科室：",
        "科室:",
        "處室：",
        "單位：",
        "單位:",
        "部門：",
        "部門:",
    ];
    if !text.ends_with(|c: char| {
        "局委办厅部会院府心队道镇乡所社站等署处室科股司馆辦廳會隊處鄉区县市州位门团协联行校区門".contains(c)
    }) {
        return false;
    }
    let mut from = text.len().saturating_sub(LONGEST_LIST);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    let lists = LABELS.iter().filter_map(|label| Some(tail.rfind(label)? + label.len()));
    lists
        .max()
        .is_some_and(|start| !tail[start..].contains(['。', '：', ':']) && start < tail.len())
}

/// Whether the item that `after` begins with ends with a list of owners before the next one: ……责任部门：建工科（二）…….
fn is_followed_by_owners(after: &str) -> bool {
    let mut end = after.len().min(AHEAD);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let seconds = ["（二）", "(二)"].iter().filter_map(|second| after[..end].find(second));
    seconds
        .min()
        .is_some_and(|second| ends_with_owners(after[..second].trim_end()))
}

/// A list of owners at the end of an item is looked for in so many bytes.
const LONGEST_LIST: usize = 500;

/// Whether the last sentence of `text` names owners behind a label (……牵头部门：市科技局。).
pub(super) fn says_owner(text: &str) -> bool {
    let body = text.trim_end_matches('。');
    let sentence = body.rfind('。').map_or(body, |at| &body[at..]);
    ["单位：", "单位:", "部门：", "部门:", "责任人：", "负责"]
        .iter()
        .any(|label| sentence.contains(label))
}
