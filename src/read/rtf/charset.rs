//! Which encoding the bytes of a font are in.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// The encoding of a code page.
pub(in crate::read) fn of_page(page: i32) -> &'static Encoding {
    match page {
        936 | 10008 | 20936 | 52936 | 54936 => GB18030,
        950 | 10002 => BIG5,
        932 | 10001 => SHIFT_JIS,
        949 | 10003 => EUC_KR,
        65001 => UTF_8,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        _ => WINDOWS_1252,
    }
}

/// The encoding of a font's character set; `None` for sets that say nothing, which are in the document's own.
pub(super) fn of_font(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        134 => GB18030,
        136 => BIG5,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        204 => encoding_rs::WINDOWS_1251,
        161 => encoding_rs::WINDOWS_1253,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}
