//! 以下简称…, 以下统称…: where a text defines a short name, and which words it is short for.
//!
//! ```text
//! definition = full [ "，" ] keyword [ "：" | "为" ] short { ("、" | "或") short }
//!            | full "（" [ full "，" | "含" … "，" ] keyword … "）"
//! keyword    = "以下简称" | "以下统称" | "以下分别简称" | "下称" | "简称" …
//! short      = "“" name "”" | name
//! ```
//!
//! Only places are found here; whether the words name a unit is for `glossary` to say.

use std::ops::Range;

use super::key::fold_char;

/// A definition, by bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Site {
    /// What the short name stands for; begins where a sentence, clause or bracket begins, so perhaps too early.
    pub(super) full: Range<usize>,
    /// The short names, without quotes.
    pub(super) shorts: Vec<Range<usize>>,
    /// Whether the words behind all the keyword are one list: 统称, 合称.
    pub(super) together: bool,
    /// Whether each of several names gets a short name of its own: 分别简称.
    pub(super) apart: bool,
    /// Whether quotes or a bracket show where the short name ends.
    pub(super) marked: bool,
}

/// The words that define, longer ones first where one ends with another.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "以下分别简称", "以下统一简称", "以下均简称", "以下统一称", "以下简称", "以下统称", "以下合称", "以下总称",
    "以下通称", "以下均称", "以下称", "下文简称", "下文统称", "下文称", "后文简称", "后文统称", "文中简称",
    "文中统称", "分别简称", "下统称", "下简称", "后简称", "下称", "简称", "统称", "合称",
];

/// Longest stretch looked at before a definition, in characters: a list of a dozen names.
const BEFORE: usize = 200;
/// Longest short name, in characters.
const SHORT: usize = 24;

/// Whether the content of a bracket is a definition, so that it names nobody.
pub fn is_definition(content: &str) -> bool {
    if !content.contains(['称', '稱']) {
        return false;
    }
    let folded: String = content.trim_start().chars().take(8).map(fold_char).collect();
    KEYWORDS.iter().any(|word| folded.starts_with(word))
}

/// Every place of `text` that looks like a definition, at most `most`.
pub(super) fn sites(text: &str, most: usize) -> Vec<Site> {
    let said = memchr::memmem::find_iter(text.as_bytes(), "称".as_bytes());
    let mut places: Vec<usize> = said.take(most * 4).collect();
    places.extend(memchr::memmem::find_iter(text.as_bytes(), "稱".as_bytes()).take(most * 4));
    places.sort_unstable();
    places.into_iter().filter_map(|at| site(text, at)).take(most).collect()
}

/// The definition whose keyword ends with the character at `at`.
fn site(text: &str, at: usize) -> Option<Site> {
    let end = at + '称'.len_utf8();
    let (start, word) = keyword(&text[..end])?;
    let (full, bracketed) = full(text, start, word)?;
    let apart = word.contains("分别");
    let together = ["统称", "合称", "总称", "通称"].iter().any(|kind| word.ends_with(kind));
    let (shorts, quoted) = shorts(text, end, apart);
    (!shorts.is_empty()).then_some(Site {
        full,
        shorts,
        together,
        apart,
        marked: quoted || bracketed,
    })
}

/// The keyword that `text` ends with, and where it begins.
fn keyword(text: &str) -> Option<(usize, &'static str)> {
    let tail: Vec<(usize, char)> = text.char_indices().rev().take(6).collect();
    let folded: String = tail.iter().rev().map(|(_, c)| fold_char(*c)).collect();
    let word = KEYWORDS.iter().find(|word| folded.ends_with(**word))?;
    let (start, _) = tail.get(word.chars().count() - 1)?;
    Some((*start, word))
}

/// What is defined, and whether the definition stands in a bracket.
fn full(text: &str, keyword: usize, word: &str) -> Option<(Range<usize>, bool)> {
    let head = text[..keyword].trim_end();
    let Some(open) = enclosing(head) else {
        // Without a bracket, 简称 alone is a word like any other.
        let plain = word.starts_with("以下") || word.starts_with("下文") || word.starts_with("文中");
        let end = trimmed(head);
        return plain.then(|| (stretch(text, 0, end), false));
    };
    let content = open + head[open..].chars().next().map_or(0, char::len_utf8);
    let inside = head[content..].trim();
    let remark = ["含", "包括", "包含", "不含"]
        .iter()
        .any(|lead| inside.starts_with(lead));
    let (least, end) = if inside.is_empty() || remark {
        (0, trimmed(&text[..open]))
    } else {
        (content, trimmed(head))
    };
    Some((stretch(text, least, end), true))
}

/// The bracket that is open at the end of `head`.
fn enclosing(head: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in head.char_indices().rev().take(BEFORE) {
        match fold_char(c) {
            ')' => depth += 1,
            '(' if depth == 0 => return Some(at),
            '(' => depth -= 1,
            '。' | ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The end of `head` without quotes, commas and white space.
fn trimmed(head: &str) -> usize {
    head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '，' | ',' | '、' | '”' | '"' | '’' | '」'))
        .len()
}

/// From where the sentence begins, or an open bracket or quote, up to `end`.
fn stretch(text: &str, least: usize, end: usize) -> Range<usize> {
    let mut start = end;
    let mut depth = 0usize;
    for (at, c) in text[least..end].char_indices().rev().take(BEFORE) {
        match fold_char(c) {
            ')' => depth += 1,
            '(' if depth == 0 => break,
            '(' => depth -= 1,
            '。' | ';' | ':' | '!' | '?' | '“' | '”' | '"' | '《' | '》' | '「' | '」' if depth == 0 => break,
            _ => {}
        }
        start = least + at;
    }
    start..end
}

/// The short names behind the keyword, and whether quotes mark them.
fn shorts(text: &str, from: usize, apart: bool) -> (Vec<Range<usize>>, bool) {
    let skip = |at: usize, chars: &[char]| at + (text[at..].len() - text[at..].trim_start_matches(chars).len());
    let mut at = skip(from, &['为', '作', '：', ':', '，', ' ', '\u{3000}', '爲', '為']);
    let mut found = Vec::new();
    while let Some(range) = quoted(text, at) {
        let close = text[range.end..].chars().next().map_or(0, char::len_utf8);
        at = skip(range.end + close, &['、', '或', '和', '及', '与', '，', ',', ' ', '者']);
        found.push(range);
    }
    if !found.is_empty() {
        return (found, true);
    }
    loop {
        let name = bare(text, at);
        let end = name.end;
        if name.is_empty() {
            break;
        }
        found.push(name);
        if !apart || !text[end..].starts_with(['、', '，', ',']) {
            break;
        }
        at = skip(end, &['、', '，', ',']);
    }
    (found, false)
}

/// What stands in the quotes that open at `at`.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let open = text[at..].chars().next()?;
    let closes: &[char] = match open {
        '“' | '”' | '"' | '＂' | '〝' | '„' => &['”', '"', '＂', '〞', '“', '‟'],
        '‘' | '\'' => &['’', '\''],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    let start = at + open.len_utf8();
    let (close, _) = text[start..]
        .char_indices()
        .take(SHORT + 1)
        .find(|(_, c)| closes.contains(c))?;
    (close > 0).then_some(start..start + close)
}

/// A short name without quotes: up to a stop or the end of the bracket; nothing when it runs on.
fn bare(text: &str, at: usize) -> Range<usize> {
    for (index, (offset, c)) in text[at..].char_indices().enumerate() {
        let stop = c.is_whitespace() || "）)】〕］]，,。；;、：:《“\"".contains(c);
        if stop {
            return at..at + offset;
        }
        if index >= SHORT {
            return at..at;
        }
    }
    at..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, Vec<&str>, bool)> {
        sites(text, 10)
            .into_iter()
            .map(|site| {
                let shorts = site.shorts.into_iter().map(|short| &text[short]).collect();
                (&text[site.full], shorts, site.together)
            })
            .collect()
    }

    #[test]
    fn every_way_to_define() {
        let cases: &[(&str, &str, &[&str], bool)] = &[
            (
                "成立县爱卫会办公室（以下简称“县爱卫办”）。",
                "成立县爱卫会办公室",
                &["县爱卫办"],
                false,
            ),
            ("市市场监管局(以下简称:市局)负责", "市市场监管局", &["市局"], false),
            ("各区、县级市（以下统称各区）", "各区、县级市", &["各区"], true),
            (
                "县爱卫会（县爱国卫生运动委员会，下称爱卫会）",
                "县爱国卫生运动委员会",
                &["爱卫会"],
                false,
            ),
            ("各镇（含街道，以下统称各镇）", "各镇", &["各镇"], true),
            (
                "县爱卫会办公室，以下简称县爱卫办，",
                "县爱卫会办公室",
                &["县爱卫办"],
                false,
            ),
            ("甲局、乙局（以下分别简称“甲”“乙”）", "甲局、乙局", &["甲", "乙"], false),
            ("縣衛生局（以下簡稱「衛生局」）", "縣衛生局", &["衛生局"], false),
        ];
        for (text, full, shorts, together) in cases {
            assert_eq!(shown(text), [(*full, shorts.to_vec(), *together)], "{text}");
        }
    }

    #[test]
    fn words_of_a_sentence_define_nothing() {
        for text in ["职称评定", "规范机构简称的使用", "以下简称", "（以下简称）"] {
            assert_eq!(shown(text), [], "{text}");
        }
    }
}
