//! The words of a title on its line, without what sites and files put around them.

use std::ops::Range;

use super::{number, shapes};
use crate::outline::furniture;
use crate::outline::title::{self, TitleShape};

/// The title in what a document-sharing site says of a document: 《某某方案.docx》由会员分享，…….
pub(super) fn shared_title(line: &str) -> Option<Range<usize>> {
    let end = line.find("》由会员分享").or_else(|| line.find("》,可在线阅读"))?;
    let start = line.find('《')? + '《'.len_utf8();
    let inner = line.get(start..end)?;
    let core = FILE_ENDINGS
        .iter()
        .find_map(|ending| inner.strip_suffix(ending))
        .unwrap_or(inner);
    (title::shape(core) != TitleShape::No).then_some(start..start + core.len())
}

/// What the names of files end with.
const FILE_ENDINGS: &[&str] = &[".docx", ".doc", ".pdf", ".wps", ".xlsx", ".xls"];

/// The words of a title on its line, and the number beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// The title itself.
    pub range: Range<usize>,
    /// 发文字号.
    pub number: Option<Range<usize>>,
}

/// Takes off what stands around a title on its line: page mark, 附件1：, the site's 【…】, ornaments, the number.
pub(super) fn words(line: &str) -> Words {
    let mut start = furniture::page_mark(line).min(line.len());
    if start == line.len() {
        start = 0;
    }
    start = line.len() - line[start..].trim_start().len();
    let mut number = None;
    if let Some((found, behind)) = number::before_title(&line[start..]) {
        number = Some(start + found.start..start + found.end);
        start += behind;
    } else if let Some(at) = shapes::annex_with_name(&line[start..]) {
        start += at;
    } else if let Some(at) = site_prefix(&line[start..]) {
        start += at;
    }
    let mut end = line.len();
    if let Some((found, before)) = number::after_title(&line[start..end]) {
        number = number.or(Some(start + found.start..start + found.end));
        end = start + before;
    }
    for ending in FILE_ENDINGS {
        end = start + line[start..end].strip_suffix(ending).map_or(end - start, str::len);
    }
    let ornament = |c: char| matches!(c, '·' | '•' | '*' | '★') || c.is_whitespace();
    let slice = &line[start..end];
    let kept = slice.trim_matches(ornament);
    if kept.is_empty() {
        return Words {
            range: 0..line.len(),
            number: None,
        };
    }
    start += slice.len() - slice.trim_start_matches(ornament).len();
    end = start + kept.len();
    // 《…》 around the whole title; 《a》和《b》 stays.
    let inner = kept.strip_prefix('《').and_then(|rest| rest.strip_suffix('》'));
    if inner.is_some_and(|inner| !inner.contains('》')) {
        start += '《'.len_utf8();
        end -= '》'.len_utf8();
    }
    Words {
        range: start..end,
        number,
    }
}

/// The length of (某省) or 【某栏目】 in front of a title; round and square brackets are folded alike.
fn site_prefix(line: &str) -> Option<usize> {
    let close = line.strip_prefix('(')?.find(')')? + 1;
    let inner = &line[1..close];
    let rest = &line[close + 1..];
    let short = inner.chars().count() <= 16 && !inner.contains(|c: char| c.is_ascii_digit());
    (short && title::shape(rest) != TitleShape::No).then_some(close + 1)
}
