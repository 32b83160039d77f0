//! Whether a line goes on with the sentence of the line above it.

use super::Segment;
use super::lines::Line;
use super::marker::{Marker, MarkerStyle};
use super::segment::{After, Cutter, Sequence, says_owner};
use super::wrap::ends_sentence;
use crate::source::{CLOSING, OPENING, Span};
use crate::tags::{LabelKind, Roles, is_deadline, label_kind};

/// How far back the number before an inline one is looked for, in bytes.
const INLINE: usize = 1_500;

impl Cutter<'_> {
    /// Whether the line `span` goes on with the last segment. `marker` is the number it begins with, which is taken
    /// away where it is a figure of the sentence.
    pub(super) fn joins(&self, line: &Line, span: Span, marker: &mut Option<Marker>, after: After) -> bool {
        if !self.open {
            return false;
        }
        let flows = self.flows(line, span, after);
        if let Some(number) = marker
            && flows == Some(true)
            && self.is_figure(*number, span)
        {
            *marker = None;
        }
        marker.is_none()
            && match flows {
                Some(true) => true,
                _ if after.aside => false,
                flows => self.continues(line, span, after.page, flows.is_none()),
            }
    }

    /// Whether the line goes on by the width of the line above; `None` where widths say nothing.
    fn flows(&self, line: &Line, span: Span, after: After) -> Option<bool> {
        let above = self.above.filter(|_| self.wrapping.is_even())?;
        if line.begins_file || line.after_gap && !after.paged || after.aside && !after.paged {
            return None;
        }
        let before = above.of(self.text);
        let ends = ends_sentence(before);
        let begins_paragraph = self.is_indented(span) && !self.is_indented(above);
        // A label after a full sentence is a line of its own, as all labels of such a plan are.
        let label = says_owner_at_start(span.of(self.text)) && !span.of(self.text).starts_with(OPENING);
        let own_line = ends && (begins_paragraph || label);
        Some(self.wrapping.fills(self.text, above) && !own_line)
    }

    /// Whether blanks stand before a line.
    fn is_indented(&self, line: Span) -> bool {
        self.text[..line.start].ends_with(['\u{3000}', ' ', '\t'])
    }

    /// Whether the number that a line begins with stands in the middle of a sentence: 新增学位⏎1.3万个, 12345⏎、12355.
    fn is_figure(&self, marker: Marker, span: Span) -> bool {
        let Some(above) = self.above else { return false };
        let before = above.of(self.text);
        if self.is_inline(marker) {
            return true;
        }
        let figure = |c: char| c.is_ascii_digit();
        let split = before.ends_with(figure) && span.of(self.text).starts_with(figure);
        // 3⏎—12个月, 探索期⏎—成长期: no stop stands before the dash.
        let mid = split || marker.style == MarkerStyle::Bullet;
        if ends_sentence(before) || mid || !Sequence::counts(marker.style) {
            return mid && !ends_sentence(before);
        }
        let decimal =
            self.text[marker.span.end..span.end].starts_with(figure) && marker.span.of(self.text).ends_with('.');
        // A sentence has begun and has no end yet; a title has none.
        let sentence = before.contains(['，', '。', '；', ',']);
        // A list of owners behind its label is none: a number out of turn below it follows one that was left out.
        let owners = says_owner_at_start(before) && !sentence_in_list(before);
        decimal || !owners && !self.sequence.expects(marker) || marker.value == 1 && sentence
    }

    /// Whether the number before it stands in the middle of the last segment: （1）……；（2）……；⏎（3）…….
    fn is_inline(&self, marker: Marker) -> bool {
        let (Some(last), true) = (self.outline.segments.last(), marker.value > 1) else {
            return false;
        };
        let listed = matches!(marker.style, MarkerStyle::DigitParen | MarkerStyle::Circled);
        let deeper = last.marker.is_none_or(|above| above.style < marker.style);
        if !listed || !deeper {
            return false;
        }
        let written = marker.span.of(self.text);
        let number = if marker.style == MarkerStyle::Circled {
            let first = written.chars().next().and_then(|c| char::from_u32(c as u32 - 1));
            first.map_or_else(String::new, String::from)
        } else {
            written.replace(&marker.value.to_string(), &(marker.value - 1).to_string())
        };
        let body = last.body.hull().of(self.text);
        let mut from = body.len().saturating_sub(INLINE);
        while !body.is_char_boundary(from) {
            from += 1;
        }
        // The line end may stand inside that number.
        let body: String = body[from..].split(['\n', '\r']).collect();
        number != written && !number.is_empty() && body.contains(&number)
    }

    /// Whether the line `span` continues the last segment's sentence; `by_wrap` where lines are wrapped, to no width
    /// that tells which of them end a paragraph.
    fn continues(&self, line: &Line, span: Span, after_page: bool, by_wrap: bool) -> bool {
        let Some(last) = self.outline.segments.last() else {
            return false;
        };
        let before = last.body.hull().of(self.text);
        let here = span.of(self.text);
        // 责任⏎单位：市教育局, 按职责⏎分工负责, 2025年6⏎月底前: a word that a line end breaks.
        if !line.after_gap && !line.begins_file && is_cut_word(before, here, self.roles) {
            return true;
        }
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
        if !line.after_gap && !line.begins_file && is_parted_from_tag(before, here) {
            return true;
        }
        if before.is_empty() || ends_sentence(before) || begins_tag(here) {
            return false;
        }
        // A list of owners that a line end broke: 责任单位：甲局、乙局、⏎丙局.
        let broken_list = before.ends_with('、') && (says_owner(before) || begins_with_label(before, self.roles));
        after_page || (by_wrap && self.wrapping.wrapped && !line.after_gap) || broken_list
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
}

/// Whether a line with a label holds a sentence, or a list that has no end yet.
fn sentence_in_list(line: &str) -> bool {
    line.contains(['，', '。', ',']) || line.ends_with('、')
}

/// A line that begins with a bracket or a label is a tag of its own, never the rest of a sentence.
fn begins_tag(line: &str) -> bool {
    line.starts_with(['（', '(', '〔', '【', '[']) || says_owner_at_start(line)
}

/// Whether a line end parts a sentence from its tag where the sentence before it or behind it has its own:
/// ……面积。⏎（市国土局牵头）污染物减少10%。（市环保局牵头）, 推进房改。（市住建局）推进林改。⏎（市林业局）.
fn is_parted_from_tag(before: &str, here: &str) -> bool {
    let Some((first, rest)) = leading_bracket(here).filter(|_| before.ends_with(['。', '；', '！'])) else {
        return false;
    };
    let goes_on = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_alphanumeric());
    let behind = || {
        let mut brackets = rest.match_indices(OPENING).take(8);
        goes_on(rest) && brackets.any(|(at, _)| leading_bracket(&rest[at..]).is_some_and(|it| names_owners(it.0)))
    };
    let above = || {
        let last = last_bytes(before, 900);
        let mut brackets = last.rmatch_indices(OPENING).take(4);
        brackets.any(|(at, _)| {
            let closes = last[..at].trim_end().ends_with(['。', '；', '！']);
            closes && leading_bracket(&last[at..]).is_some_and(|(inner, rest)| names_owners(inner) && goes_on(rest))
        })
    };
    names_owners(first) && (behind() || above())
}

/// At most the last `len` bytes of `text`, cut between characters.
fn last_bytes(text: &str, len: usize) -> &str {
    let mut from = text.len().saturating_sub(len);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The content of the bracket that `text` begins with, and what stands behind it.
fn leading_bracket(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next().filter(|c| OPENING.contains(c))?;
    let mut depth = 0usize;
    let window = text.char_indices().take(300);
    for (at, c) in window {
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth -= 1;
            if depth == 0 {
                return Some((&text[open.len_utf8()..at], &text[at + c.len_utf8()..]));
            }
        }
    }
    None
}

/// Whether the content of a bracket says who does something: a role word at its end, a label, nothing but offices.
fn names_owners(content: &str) -> bool {
    const ROLES: &[&str] = &["牵头", "负责", "落实", "配合", "参与", "参加", "承办", "牽頭", "負責"];
    let content = content.trim();
    let office = |name: &str| {
        name.chars().count() >= 3
            && name
                .trim_end()
                .ends_with(['局', '委', '办', '厅', '部', '会', '院', '府'])
    };
    ROLES.iter().any(|word| content.ends_with(word))
        || says_owner_at_start(content)
        || content.split(['、', '，', ',']).all(office)
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
        c if CLOSING.contains(c) => {
            closed += 1;
            false
        }
        c if OPENING.contains(c) && closed > 0 => {
            closed -= 1;
            false
        }
        c => OPENING.contains(c),
    });
    let Some((open, _)) = open else { return false };
    // The line end may stand inside the first name: （市教育⏎局牵头）.
    let rest = up_to_close(next);
    // Without an end of its own the next line must be short, as wrapped lines are, and go on with the name.
    if rest.len() == next.len() && (next.len() > 150 || next.contains(['。', '；'])) {
        return says_unit(&tail[open..]);
    }
    says_unit(&tail[open..]) || says_unit(rest)
}

/// `text` up to the bracket that closes one opened before it: brackets of its own nest.
fn up_to_close(text: &str) -> &str {
    let mut depth = 0usize;
    let close = text.char_indices().find(|(_, c)| {
        if OPENING.contains(c) {
            depth += 1;
        } else if CLOSING.contains(c) {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            }
        }
        false
    });
    close.map_or(text, |(at, _)| &text[..at])
}

/// Characters of a word that may stand on either side of a line end.
const CUT: usize = 10;

/// Whether a line end stands inside a label, a role word or a date.
fn is_cut_word(before: &str, here: &str, roles: &Roles) -> bool {
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    let Some(first) = here.chars().next() else {
        return false;
    };
    if last.is_ascii_digit() && "年月日号个周天%％".contains(first) {
        return true;
    }
    if !last.is_alphanumeric() || !first.is_alphanumeric() {
        return false;
    }
    let start = before.char_indices().rev().nth(CUT - 1).map_or(0, |(at, _)| at);
    let tail = &before[start..];
    let tail = tail.rfind(|c: char| !c.is_alphanumeric()).map_or(tail, |at| {
        &tail[at + tail[at..].chars().next().map_or(0, char::len_utf8)..]
    });
    let end = here.char_indices().nth(CUT).map_or(here.len(), |(at, _)| at);
    let head = &here[..end];
    let stop = head.find(|c: char| !c.is_alphanumeric()).unwrap_or(head.len());
    let (head, mark) = (&head[..stop], here[stop..].chars().next());
    let word = format!("{tail}{head}");
    if matches!(mark, Some('：' | ':')) {
        let mut starts = tail.char_indices().map(|(at, _)| at);
        return label_kind(head, roles).is_none() && starts.any(|at| label_kind(&word[at..], roles).is_some());
    }
    let ends = mark.is_none_or(|mark| CLOSING.contains(&mark) || "。，；,;".contains(mark));
    // 按职责⏎分工负责: nothing but role words is no line of its own.
    let rest = roles.verb_at_end(head).is_some_and(|(at, _)| at == 0);
    let cut = |(at, _): (usize, _)| at < tail.len() && (rest || roles.verb_at_end(tail).is_none());
    ends && roles.verb_at_end(&word).is_some_and(cut)
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
        LabelKind::Other => false,
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
