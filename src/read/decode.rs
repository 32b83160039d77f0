//! Which encoding bytes are in. The order, with its reasons:
//! a byte order mark says so itself; zero bytes on one side are UTF-16 without a mark (no detector says that);
//! strictly valid UTF-8 is UTF-8; what GB18030 decodes without an error is GB18030 (GBK and GB2312 are parts of
//! it); anything else goes to a detector, and what it cannot decode is replaced and reported.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::Error;
use crate::source::Span;

/// Decoded text.
pub(crate) struct Decoded {
    pub encoding: &'static str,
    pub text: String,
    pub replaced: Vec<Span>,
}

/// Bytes looked at when guessing what a file is.
const SAMPLE: usize = 64 * 1024;

pub(crate) fn decode(name: &str, bytes: Vec<u8>) -> Result<Decoded, Error> {
    // Its mark begins with that of UTF-16.
    if let Some(order) = utf32(&bytes) {
        return Ok(of_utf32(&bytes, order));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(with(encoding, bytes, mark));
    }
    if let Some(encoding) = wide(&bytes) {
        return Ok(with(encoding, bytes, 0));
    }
    // A copy costs a tenth of what the standard library's check does.
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        return Ok(Decoded {
            encoding: "UTF-8",
            text: text.to_string(),
            replaced: Vec::new(),
        });
    }
    if mostly_utf8(&bytes) {
        return Ok(with(UTF_8, bytes, 0));
    }
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(&bytes) {
        if is_strange(&text)
            && let Some(text) = BIG5.decode_without_bom_handling_and_without_replacement(&bytes)
            && !is_strange(&text)
        {
            return Ok(Decoded {
                encoding: "Big5",
                text: text.into_owned(),
                replaced: Vec::new(),
            });
        }
        return Ok(Decoded {
            encoding: "GB18030",
            text: text.into_owned(),
            replaced: Vec::new(),
        });
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    let decoded = with(encoding, bytes, 0);
    if decoded.replaced.len() * 20 > decoded.text.chars().count() {
        return Err(Error::Unreadable {
            name: name.to_string(),
            reason: "文字编码无法识别".to_string(),
            advice: "请在记事本或 WPS 中打开，另存为“UTF-8”或“ANSI”编码的文本文件后再试。".to_string(),
        });
    }
    Ok(decoded)
}

/// Whether a text has what no Chinese text has: kana among the characters, or characters that no standard knows. The
/// bytes of Big5 are all right in GB18030 too, and its commonest characters are kana there.
fn is_strange(text: &str) -> bool {
    let (mut wide, mut strange) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()).take(SAMPLE) {
        wide += 1;
        strange += usize::from(matches!(c, '\u{3041}'..='\u{30ff}' | '\u{e000}'..='\u{f8ff}'));
    }
    strange * 50 > wide
}

/// A file in UTF-8 with a few damaged bytes is still UTF-8: GB18030 would turn all of it into other characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut faults, mut wide) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        faults += usize::from(!chunk.invalid().is_empty());
        wide += chunk
            .valid()
            .chars()
            .filter(|c| ('\u{2e80}'..='\u{ffef}').contains(c))
            .count();
    }
    wide > faults * 4
}

fn with(encoding: &'static Encoding, bytes: Vec<u8>, mark: usize) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let text = text.into_owned();
    let replaced = if had_errors { replacements(&text) } else { Vec::new() };
    let name = if encoding == encoding_rs::GBK {
        "GB18030"
    } else {
        encoding.name()
    };
    Decoded {
        encoding: name,
        text,
        replaced,
    }
}

fn replacements(text: &str) -> Vec<Span> {
    text.match_indices('\u{fffd}')
        .map(|(at, found)| Span::new(at, at + found.len()))
        .collect()
}

/// UTF-16 without a mark: bytes of which one order of the two gives readable Chinese text. Zero bytes alone do not
/// tell the order, since 一 is U+4E00.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if !sample.contains(&0) || bytes.len() % 2 == 1 {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let (mut chars, mut readable) = (0usize, 0usize);
        for c in text.chars() {
            chars += 1;
            let usual = matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '·' | '\u{2010}'..='\u{203b}' | '\u{2460}'..='\u{24ff}'
                | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
            readable += usize::from(usual);
        }
        chars > 0 && readable * 10 >= chars * 9
    })
}

/// The order of the bytes of a character in UTF-32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The lowest first.
    Little,
    /// The highest first.
    Big,
}

impl Order {
    fn value(self, bytes: [u8; 4]) -> u32 {
        match self {
            Order::Little => u32::from_le_bytes(bytes),
            Order::Big => u32::from_be_bytes(bytes),
        }
    }
}

/// UTF-32, with a mark or without: no other text has two zero bytes in every four.
pub(crate) fn utf32(bytes: &[u8]) -> Option<Order> {
    let (quads, rest) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<4>();
    if quads.is_empty() || !rest.is_empty() || !bytes.len().is_multiple_of(4) {
        return None;
    }
    [Order::Little, Order::Big].into_iter().find(|order| {
        let letter = |quad: &&[u8; 4]| {
            let value = order.value(**quad);
            value != 0 && char::from_u32(value).is_some_and(|c| c == '\u{feff}' || value >= 32 || c.is_whitespace())
        };
        quads.iter().filter(letter).count() * 100 >= quads.len() * 99
    })
}

fn of_utf32(bytes: &[u8], order: Order) -> Decoded {
    let (quads, _) = bytes.as_chunks::<4>();
    let letters = quads
        .iter()
        .map(|quad| char::from_u32(order.value(*quad)).unwrap_or('\u{fffd}'));
    let text: String = letters.skip_while(|c| *c == '\u{feff}').collect();
    let replaced = replacements(&text);
    let encoding = match order {
        Order::Little => "UTF-32LE",
        Order::Big => "UTF-32BE",
    };
    Decoded {
        encoding,
        text,
        replaced,
    }
}

/// Whether bytes hold what no text file holds: zero bytes, or many control characters.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let odd = sample
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
        .count();
    sample.contains(&0) || odd * 50 > sample.len()
}

/// The name of a file format by its first bytes, for formats this build does not read.
pub(crate) fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "Word、WPS、Excel、OFD 等压缩格式的文件"),
        (b"\xd0\xcf\x11\xe0", "旧版 Word、WPS 或 Excel 文件（.doc/.wps/.xls）"),
        (b"%PDF", "PDF 文件"),
        (b"{\\rtf", "RTF 文件"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", "压缩包"),
        (b"7z\xbc\xaf", "压缩包"),
    ];
    SIGNATURES
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, name)| *name)
}

/// The error for bytes that no reader recognises.
pub(super) fn unreadable(name: &str, bytes: &[u8]) -> Error {
    let reason = match signature(bytes) {
        Some(format) => format!("看起来是{format}"),
        None => "看起来是二进制文件".to_string(),
    };
    let advice = "请在 Word 或 WPS 中打开，另存为“.docx”或“纯文本（.txt）”后再试。".to_string();
    Error::Unreadable {
        name: name.to_string(),
        reason,
        advice,
    }
}
