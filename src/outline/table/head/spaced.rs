//! Headings on one line between blanks, some of them broken where their cell was too narrow: the page then has a run of
//! blanks inside a heading and one blank between two.
//!
//! ```text
//! 序号 工作任务 牵头  领导 牵头         责任单位 配合  责任单位 完成  时限
//! ```

use super::super::cells::by_blanks;
use super::super::columns::listed_kind;
use crate::source::Span;
use crate::tags::Roles;

/// The words of a line of headings, those joined that are one heading; `None` where none is broken.
pub(super) fn words(text: &str, span: Span, roles: &Roles) -> Option<Vec<Span>> {
    let parts = by_blanks(text, span);
    let gap = |before: &Span, next: &Span| text[before.end..next.start].chars().count();
    // Runs of blanks between all headings part them, and are inside none.
    if parts.windows(2).all(|pair| gap(&pair[0], &pair[1]) > 1) {
        return None;
    }
    let listed = |span: Span| listed_kind(span.of(text), roles).is_some();
    let mut words: Vec<Span> = Vec::with_capacity(parts.len());
    for part in &parts {
        match words.last_mut() {
            Some(last) if gap(last, part) > 1 && listed(Span::new(last.start, part.end)) => {
                last.end = part.end;
            }
            _ => words.push(*part),
        }
    }
    // Of several columns 责任单位 each has its own word before it: 主体 责任单位 配合 责任单位.
    let mut whole: Vec<Span> = Vec::with_capacity(words.len());
    for word in &words {
        let again = words.iter().filter(|other| other.of(text) == word.of(text)).count() > 1;
        let joins =
            |last: &Span| again && last.of(text).chars().count() <= 3 && listed(Span::new(last.start, word.end));
        match whole.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = word.end,
            None => whole.push(*word),
        }
    }
    (whole.len() < parts.len()).then_some(whole)
}
