//! 密级: a document that carries a security marking is not processed unless the user allows it.

use std::sync::LazyLock;

use regex::Regex;

use super::page::fold;
use crate::Error;
use crate::outline::lines::Line;
use crate::source::{Document, Location, Span};

/// Lines at the head of a file that may be a marking without ★.
const HEAD: usize = 60;
/// The longest line that may be a marking, in bytes.
const LONGEST: usize = 90;

/// A security marking and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking {
    /// The line.
    pub span: Span,
    /// The marking without white space.
    pub words: String,
}

/// The first security marking: 绝密, 机密, 秘密, alone, behind 密级, or with ★ and a period (机密★1年), a copy number
/// before it or a grade of urgency behind it. With ★ it counts wherever it stands: an annex may carry its own. In a
/// file of its own an annex has a head of its own.
pub(in crate::outline) fn find_marking(document: &Document, lines: &[Line]) -> Option<Marking> {
    let mut head = 0;
    for line in lines {
        head = if line.begins_file { 1 } else { head + 1 };
        let slice = line.span.of(&document.text);
        if slice.len() > LONGEST || head > HEAD && !has_star(slice) {
            continue;
        }
        if let Some(words) = marking(slice) {
            return Some(Marking { span: line.span, words });
        }
    }
    None
}

/// What stops the work at `marking`.
pub(in crate::outline) fn refused(document: &Document, marking: Marking) -> Error {
    let file = document.file_at(marking.span.start);
    Error::Classified {
        name: file.map(|file| file.name.clone()).unwrap_or_default(),
        place: match document.locate(marking.span.start) {
            Location::Line(line) => format!("第 {line} 行"),
            place => place.to_string(),
        },
        marking: marking.words,
    }
}

fn has_star(line: &str) -> bool {
    line.contains(['★', '☆'])
}

/// The marking a line is, without white space.
fn marking(line: &str) -> Option<String> {
    static MARKING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:份?号?:?\d{1,8})?(?:(?:绝密|机密|秘密)(?:[★☆*＊]?(?:\d+|[一二三四五六七八九十]+)(?:年|个月|日)|[★☆*＊]?长期|[★☆*＊].{0,6}|\(.{0,8}\))?(?:特急|特提|加急|平急|急件)?|\(?密级\)?:?\(?(?:绝密|机密|秘密).*)$",
        )
        .ok()
    });
    if !line.contains('密') {
        return None;
    }
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    MARKING.as_ref()?.is_match(&fold(&bare)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markings_are_seen_in_every_form() {
        for line in [
            "机密",
            "秘 密",
            "機密★1年",
            "000123 秘密★5年  特急",
            "密级：秘密  保密期限：5年",
            "绝密★长期",
            "秘密（内部使用）",
        ] {
            assert!(marking(line).is_some(), "{line}");
        }
        for line in ["密级：无", "机密文件管理办法", "秘密战线工作", "严守国家秘密", "1.机密"]
        {
            assert!(marking(line).is_none(), "{line}");
        }
    }
}
