//! A whole document on one line, as copies from the web and from chats leave it: a line begins where its numbers stand,
//! told from figures by their sequence, so that the rules for lines serve here too.
//!
//! ```text
//! 某市2031年工作要点为做好……如下。一、优化服务1.新建……。责任单位：市教育局2.改造……。二、……
//! ```

use super::lines::Line;
use super::marker::{self, Marker, MarkerStyle};
use super::{furniture, table, title};
use crate::source::{CLOSING, Document, OPENING, Span};

/// A line shorter than this, in bytes, is a paragraph.
const LEAST: usize = 300;
/// A line as long as this holds a document even beside others.
const LONG: usize = 4_500;
/// Numbers that make a list.
const SURE: usize = 3;
/// The second number of a list stands within so many bytes of the first.
const AHEAD: usize = 6_000;
/// Bytes before a number in which an open bracket is looked for.
const BACK: usize = 240;
/// The place of digits among the styles of numbers.
const DIGIT: usize = 4;
/// Titles are no longer than this, in characters.
const TITLE: usize = 70;

/// Parts lines that hold a document.
pub(super) fn part(document: &Document, lines: Vec<Line>) -> Vec<Line> {
    let text = &document.text;
    let holds = |line: &Line| {
        let len = line.span.len();
        let long = len >= LEAST && (len >= LONG || 2 * len >= text.len());
        long && line.row.is_none() && !table::has_bars(line.span.of(text))
    };
    if !lines.iter().any(holds) {
        return lines;
    }
    let mut parted = Vec::with_capacity(lines.len());
    for line in lines {
        let cuts = match holds(&line) && !table::may_be_flat(line.span.of(text)) {
            true => cuts(line.span.of(text)),
            false => Vec::new(),
        };
        split(text, line, &cuts, &mut parted);
    }
    parted
}

fn split(text: &str, line: Line, cuts: &[usize], parted: &mut Vec<Line>) {
    let ends = cuts.iter().map(|cut| line.span.start + cut).chain([line.span.end]);
    let mut start = line.span.start;
    for end in ends {
        let span = Span::new(start, end).trimmed(text);
        let first = start == line.span.start;
        start = end;
        if span.is_empty() {
            continue;
        }
        parted.push(match first && cuts.is_empty() {
            true => line,
            false => Line {
                span,
                marker: marker::parse(span.of(text), span.start),
                after_gap: first && line.after_gap,
                begins_file: first && line.begins_file,
                after_page: first && line.after_page,
                row: None,
            },
        });
    }
}

/// Where lines begin inside `words`; none where they hold no list.
fn cuts(words: &str) -> Vec<usize> {
    let numbers = numbers(words);
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Vec::new();
    };
    if numbers.len() < SURE {
        return Vec::new();
    }
    let mut cuts = head(&words[..*first]);
    cuts.extend(&numbers);
    cuts.extend(tail(&words[*last..]).map(|at| last + at));
    cuts.retain(|cut| *cut > 0);
    cuts
}

/// Where what stands before the first number is parted: at blanks, and behind a title.
fn head(words: &str) -> Vec<usize> {
    let mut cuts: Vec<usize> = words
        .match_indices(char::is_whitespace)
        .map(|(at, blank)| at + blank.len())
        .collect();
    let begin = cuts.last().copied().unwrap_or(0);
    const OPENERS: &[&str] = &["为", "根据", "按照", "围绕", "依据", "结合", "今年", "现将", "各"];
    let rest = &words[begin..];
    let end = rest.char_indices().take(TITLE).map(|(at, _)| at).find(|at| {
        let (title, text) = rest.split_at(*at);
        OPENERS.iter().any(|opener| text.starts_with(opener)) && title::shape(title) != title::TitleShape::No
    });
    cuts.extend(end.map(|end| begin + end));
    cuts
}

/// Where the page's furniture and the list of annexes begin behind the last number.
fn tail(words: &str) -> impl Iterator<Item = usize> + '_ {
    let begins = |rest: &str| furniture::is_furniture(rest) || is_annex_list(rest);
    let places = words.char_indices().filter_map(|(at, c)| {
        let stop = c.is_whitespace() || c == '。';
        stop.then_some(at + c.len_utf8())
    });
    let from = places.clone().find(|at| begins(&words[*at..]));
    places.filter(move |at| from.is_some_and(|from| from <= *at) && begins(&words[*at..]))
}

/// 附件：…
fn is_annex_list(words: &str) -> bool {
    words
        .strip_prefix("附件")
        .is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// The places of numbers that go on.
fn numbers(words: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last: [u32; 5] = [0; 5];
    // Lists begun, in Chinese numbers and in digits.
    let mut begun = [0; 2];
    let mut before = ' ';
    for (at, c) in words.char_indices() {
        let previous = std::mem::replace(&mut before, c);
        if !marker::may_start(words.as_bytes()[at]) || !may_stand_behind(previous) {
            continue;
        }
        let Some(marker) = marker::parse(&words[at..], 0) else {
            continue;
        };
        let Some(slot) = slot(marker.style) else { continue };
        let behind = &words[at + marker.span.end..];
        let goes_on = marker.value == last[slot] + 1 || marker.value == 1;
        if !goes_on || !begins_item(behind, marker, &words[at..]) || is_inside_brackets(&words[..at]) {
            continue;
        }
        if marker.value == 1 && !is_followed(&words[at..], marker) && !(slot <= 2 && is_behind_end(&words[..at])) {
            continue;
        }
        last[slot] = marker.value;
        begun[usize::from(slot == DIGIT)] += usize::from(marker.value == 1);
        found.push(at);
        if slot <= 2 {
            found.extend(title_end(&words[at + marker.span.end..]).map(|end| at + marker.span.end + end));
        }
    }
    // Digits alone that begin again and again number what the cells of a row hold.
    if begun[0] > 0 || begun[1] == 1 {
        found
    } else {
        Vec::new()
    }
}

/// Where a heading's title ends that a blank parts from its text: 四、工作要求 各单位要…….
fn title_end(behind: &str) -> Option<usize> {
    let title = behind.trim_start();
    let blank = title.find(char::is_whitespace)?;
    let (words, text) = title.split_at(blank);
    let plain = (4..=30).contains(&words.chars().count()) && !words.contains(['。', '，', '；', '：', ',', ':']);
    let sentence = text.split('。').next().is_some_and(|first| first.chars().count() > 20);
    (plain && sentence).then_some(behind.len() - text.len())
}

fn slot(style: MarkerStyle) -> Option<usize> {
    match style {
        MarkerStyle::Part => Some(0),
        MarkerStyle::Chapter => Some(1),
        MarkerStyle::CnComma => Some(2),
        MarkerStyle::CnParen => Some(3),
        MarkerStyle::Digit => Some(DIGIT),
        _ => None,
    }
}

/// Whether a number may stand behind `c`: not in the middle of a figure or of other numbers.
fn may_stand_behind(c: char) -> bool {
    !c.is_ascii_digit() && !"第至、和及到.．-—~～周期每约近〔[【“《/一二三四五六七八九十百".contains(c)
}

/// Whether what stands behind a number may be an item: no figure, no further number, no word that refers to one.
fn begins_item(behind: &str, marker: Marker, whole: &str) -> bool {
    let first = behind.chars().next();
    let figure = first.is_some_and(|c| c.is_ascii_digit()) && !whole[..marker.span.end].ends_with(['、', '．']);
    let refers = marker.style == MarkerStyle::CnParen && behind.starts_with(['项', '款', '条', '点', '、', '和', '至']);
    let counts = marker.style == MarkerStyle::CnComma
        && marker::cn_number(behind).is_some_and(|(_, len)| {
            !behind[len..].starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !"类级产是".contains(c))
        });
    first.is_some() && !figure && !refers && !counts
}

/// Whether the last bracket before a number is open: numbers in a tag or a remark begin no line.
fn is_inside_brackets(before: &str) -> bool {
    let mut from = before.len().saturating_sub(BACK);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let tail = &before[from..];
    let open = tail.rfind(OPENING);
    open.is_some_and(|open| tail.rfind(CLOSING).is_none_or(|close| close < open))
}

/// Whether the only chapter of a plan may begin behind `before`: its title, or a stop.
fn is_behind_end(before: &str) -> bool {
    let title = before.split_whitespace().next_back().unwrap_or_default();
    before.ends_with(['。', '：', ':']) || title::shape(title) != title::TitleShape::No
}

/// Whether the second number of a list stands behind the first, in the same hand.
fn is_followed(words: &str, first: Marker) -> bool {
    let mark = first.span.of(words);
    let mut end = words.len().min(AHEAD);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let second: String = mark
        .chars()
        .map(|c| match c {
            '一' => '二',
            '1' => '2',
            '１' => '２',
            c => c,
        })
        .collect();
    second != mark && words[..end].contains(&second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_go_on_begin_lines_and_figures_do_not() {
        let words = "某市2031年重点工作要点为做好工作，制定如下。一、优化服务1.新建学校1.5万平方米。责任单位：市教育局2.按第（一）项改造。\
            （甲局牵头；1.乙局；2.丙局）二、扶持一、二类地区（一）提升。（二）统筹一、二、三产业。三、保障";
        let parts: Vec<&str> = cuts(words).windows(2).map(|pair| &words[pair[0]..pair[1]]).collect();
        assert_eq!(
            parts,
            [
                "为做好工作，制定如下。",
                "一、优化服务",
                "1.新建学校1.5万平方米。责任单位：市教育局",
                "2.按第（一）项改造。（甲局牵头；1.乙局；2.丙局）",
                "二、扶持一、二类地区",
                "（一）提升。",
                "（二）统筹一、二、三产业。",
            ]
        );
    }
}
