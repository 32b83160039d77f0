//! Measures listed inside a paragraph: 一是…；二是…, ①…②…, （1）…（2）….

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::assemble::level::ordinal;
use crate::outline::{MarkerStyle, marker};
use crate::source::{Passage, Slices, Span};

/// One measure: its number and its text.
type Measure = (Range<usize>, Range<usize>);

/// How measures are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 一是
    Ordinal,
    /// ①
    Circled,
    /// （1）
    Paren,
}

/// The measures listed in `words`, in the first of the forms that counts from one to two or further.
pub(super) fn inside(words: &str) -> Vec<Measure> {
    // Most paragraphs hold none.
    if !has_second(words) {
        return Vec::new();
    }
    // For each kind the numbers found so far, each the one after the last.
    let mut found: [Vec<Range<usize>>; 3] = Default::default();
    let mut before = None;
    for (at, c) in words.char_indices() {
        if let Some((kind, value, len)) = number(&words[at..], c)
            && may_stand_behind(kind, before)
            && value as usize == found[kind as usize].len() + 1
        {
            found[kind as usize].push(at..at + len);
        }
        before = Some(c);
    }
    let lists = found.into_iter().filter(|numbers| numbers.len() >= 2);
    let Some(numbers) = lists.min_by_key(|numbers| numbers[0].start) else {
        return Vec::new();
    };
    let ends = numbers.iter().skip(1).map(|next| next.start).chain([words.len()]);
    let measure = |(number, end): (&Range<usize>, usize)| {
        let text = &words[number.end..end];
        let start = end - text.trim_start().len();
        (number.clone(), start..start + text.trim().len())
    };
    numbers.iter().zip(ends).map(measure).collect()
}

/// Whether a second number of any kind may stand in `words`: 二是, 二要, ②, 2）.
fn has_second(words: &str) -> bool {
    static SECONDS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["二", "②"].map(Finder::new));
    let bytes = words.as_bytes();
    let [ordinal, circled] = &*SECONDS;
    let behind = |at: usize, marks: [char; 2]| words[at..].starts_with(marks);
    let mut ordinals = ordinal.find_iter(bytes);
    ordinals.any(|at| behind(at + "二".len(), ['是', '要']))
        || memchr::memchr_iter(b'2', bytes).any(|at| behind(at + 1, ['）', ')']))
        || circled.find(bytes).is_some()
}

/// The measures listed in the paragraphs of a task, read as one: each may begin a paragraph of its own. The last ends
/// with its paragraph, unless that ends in the middle of a sentence.
pub(super) fn across(text: &str, paragraphs: &[Slices]) -> Vec<(Span, Slices)> {
    let mut words = String::new();
    let mut passages = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let passage = Passage::new(text, paragraph);
        let start = words.len();
        words.push_str(passage.as_str());
        words.push('\n');
        passages.push((start, passage));
    }
    let mut listed = inside(&words);
    if let Some((_, last)) = listed.last_mut() {
        let mut ends = words[last.clone()].match_indices('\n').map(|(at, _)| last.start + at);
        let stopped = |at: &usize| words[..*at].ends_with(['。', '；', '！', ';', '.']);
        last.end = ends.find(stopped).unwrap_or(last.end);
    }
    let locate = |range: Range<usize>| {
        let mut found = Slices::default();
        let first = passages
            .partition_point(|(start, _)| *start <= range.start)
            .saturating_sub(1);
        for (start, passage) in passages[first..].iter().take_while(|(start, _)| *start < range.end) {
            let (from, to) = (range.start.max(*start), range.end.min(start + passage.as_str().len()));
            if from < to {
                found.extend(&passage.locate(from - start..to - start));
            }
        }
        found
    };
    let listed = listed.into_iter().map(|(number, text)| (locate(number), locate(text)));
    listed
        .filter(|(number, text)| number.is_single() && !text.is_empty())
        .map(|(number, text)| (number.hull(), text))
        .collect()
}

fn number(text: &str, first: char) -> Option<(Kind, u32, usize)> {
    match first {
        '①'..='⑳' | '（' | '(' => {
            let marker = marker::parse(text, 0)?;
            let kind = match marker.style {
                MarkerStyle::Circled => Kind::Circled,
                MarkerStyle::DigitParen => Kind::Paren,
                _ => return None,
            };
            Some((kind, marker.value, marker.span.len()))
        }
        '一'..='龥' => ordinal(text).map(|(value, len)| (Kind::Ordinal, value, len)),
        _ => None,
    }
}

/// A number begins a paragraph or stands behind a stop; ① stands where it likes. 统一是…, 第（2）项 are no measures.
fn may_stand_behind(kind: Kind, before: Option<char>) -> bool {
    kind == Kind::Circled || before.is_none_or(|c| c.is_whitespace() || "。；：，;:,".contains(c))
}

#[cfg(test)]
mod tests {
    use super::inside;

    fn shown(words: &str) -> Vec<(&str, &str)> {
        let pieces = inside(words).into_iter();
        pieces.map(|(number, text)| (&words[number], &words[text])).collect()
    }

    #[test]
    fn measures_inside_a_paragraph() {
        assert_eq!(
            shown("建设步道。一是选址；二是施工。三是验收。"),
            [("一是", "选址；"), ("二是", "施工。"), ("三是", "验收。")]
        );
        assert_eq!(shown("清洁：①死角②市场"), [("①", "死角"), ("②", "市场")]);
        assert_eq!(
            shown("做到：（1）选址；(2)施工。"),
            [("（1）", "选址；"), ("(2)", "施工。")]
        );
    }

    #[test]
    fn one_number_alone_is_no_list() {
        assert!(shown("统一是原则，二是方法").is_empty());
        assert!(shown("按第（1）项和第（2）项执行").is_empty());
        assert!(shown("一是选址。").is_empty());
    }
}
