//! Bytes of a page to its elements.

use encoding_rs::{Encoding, GB18030};
use scraper::Html;

use crate::Error;
use crate::read::decode;
use crate::read::limits::{Limits, too_large};
use crate::read::xml::{Xml, XmlBuilder};

/// The characters of a page: what is UTF-8 beyond doubt is, whatever it says of itself; else what it says; else what
/// any text is told by.
pub(super) fn decoded(name: &str, bytes: Vec<u8>, told: Option<&str>) -> Result<(&'static str, String), Error> {
    let sure = decode::wide(&bytes).is_some() || simdutf8::basic::from_utf8(&bytes).is_ok();
    let told = told.map(str::to_string).or_else(|| charset(&bytes)).filter(|_| !sure);
    if let Some(encoding) = told.and_then(|label| Encoding::for_label(label.as_bytes())) {
        let encoding = if encoding == encoding_rs::GBK {
            GB18030
        } else {
            encoding
        };
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
            let name = if encoding == GB18030 {
                "GB18030"
            } else {
                encoding.name()
            };
            return Ok((name, text.into_owned()));
        }
    }
    let decoded = decode::decode(name, bytes)?;
    Ok((decoded.encoding, decoded.text))
}

/// `charset=` of a `<meta>`: nowhere else, since 仿宋_GB2312 is a font.
fn charset(bytes: &[u8]) -> Option<String> {
    let sample = &bytes[..bytes.len().min(super::SAMPLE)];
    let sample = String::from_utf8_lossy(sample).to_ascii_lowercase();
    let mut metas = sample.split("<meta").skip(1);
    metas.find_map(|meta| {
        let meta = meta.split('>').next()?;
        let value = meta.split("charset").nth(1)?.trim_start().strip_prefix('=')?;
        let value = value.trim_start_matches([' ', '"', '\'']);
        let label: String = value
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        (!label.is_empty()).then_some(label)
    })
}

/// Elements inside each other are followed this many times the limit before the page is refused: the parser's work
/// grows with them.
const LENIENT: usize = 8;

/// The elements of a page; those nested deeper than the limit lose their marks, not their text.
pub(super) fn parse(name: &str, text: &str, limits: &Limits) -> Result<Xml, Error> {
    if nesting(text) > limits.depth.saturating_mul(LENIENT) {
        return Err(too_large(name, "depth"));
    }
    let page = Html::parse_document(text);
    let mut builder = XmlBuilder::new();
    let mut open = vec![(page.tree.root(), false)];
    let mut depth = 0usize;
    while let Some((node, entered)) = open.pop() {
        let element = node.value().as_element();
        if entered {
            depth -= 1;
            if depth < limits.depth {
                builder.close();
            }
            continue;
        }
        if let Some(words) = node.value().as_text() {
            builder.words(words);
        }
        if let Some(element) = element {
            if depth < limits.depth {
                builder.open(element.name(), element.attrs());
            }
            depth += 1;
            open.push((node, true));
        }
        // Children in order: the last is pushed first.
        let mut child = node.last_child();
        while let Some(inner) = child {
            open.push((inner, false));
            child = inner.prev_sibling();
        }
        if builder.is_full() {
            return Err(too_large(name, "inflated"));
        }
    }
    Ok(builder.finish())
}

/// How deep tags stand inside each other at most, ends that nobody writes not counted.
fn nesting(text: &str) -> usize {
    const OPEN_ENDED: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "hr", "img", "input", "meta", "link", "col", "area",
        "base", "embed", "param", "source", "wbr", "tbody", "thead",
    ];
    let (mut depth, mut most) = (0usize, 0usize);
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                let end = rest
                    .iter()
                    .take(12)
                    .position(|byte| !byte.is_ascii_alphanumeric())
                    .unwrap_or(rest.len().min(12));
                let tag = String::from_utf8_lossy(&rest[..end]).to_ascii_lowercase();
                if !OPEN_ENDED.contains(&tag.as_str()) {
                    depth += 1;
                    most = most.max(depth);
                }
            }
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_no_charset() {
        let page =
            "<style>p{font-family:仿宋_GB2312; charset:x}</style><meta http-equiv=a content='text/html; charset=GBK'>";
        assert_eq!(charset(page.as_bytes()).as_deref(), Some("gbk"));
        assert_eq!(decoded("甲", page.as_bytes().to_vec(), None).unwrap().0, "UTF-8");
        let (bytes, ..) = GB18030.encode("<meta charset=gb2312><p>健康");
        let (encoding, text) = decoded("甲", bytes.into_owned(), None).unwrap();
        assert_eq!((encoding, text.ends_with("健康")), ("GB18030", true));
    }

    #[test]
    fn deep_pages_keep_their_text_or_are_refused() {
        let limits = Limits::default();
        let page = format!("{}甲{}乙", "<div>".repeat(400), "</div>".repeat(400));
        assert_eq!(parse("甲", &page, &limits).unwrap().root().all_words(), "甲乙");
        assert!(parse("甲", &"<div>".repeat(100_000), &limits).is_err());
    }
}
