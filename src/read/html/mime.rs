//! The page inside an .mht file: a mail of several parts, of which one is the page and the others its pictures.

use crate::Error;
use crate::read::limits::damaged;

/// A page with what the file says of its characters.
pub(super) struct Part {
    pub bytes: Vec<u8>,
    pub charset: Option<String>,
}

/// Bytes of a file looked at.
const SAMPLE: usize = 4 * 1024;

pub(super) fn recognises(bytes: &[u8]) -> bool {
    let sample = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).to_ascii_lowercase();
    let headed =
        sample.starts_with("mime-version:") || sample.starts_with("from:") || sample.contains("\nmime-version:");
    headed && sample.contains("content-type:") && (sample.contains("multipart/") || sample.contains("text/html"))
}

/// The page.
pub(super) fn page(name: &str, bytes: &[u8]) -> Result<Part, Error> {
    find(bytes, 0).ok_or_else(|| damaged(name, "网页归档（.mht）", "里面没有网页"))
}

/// Parts inside parts no deeper than this.
const NESTED: usize = 4;

fn find(bytes: &[u8], depth: usize) -> Option<Part> {
    let (headers, body) = head(bytes);
    let kind = header(&headers, "content-type").unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("multipart/") && depth < NESTED {
        let boundary = format!("--{}", parameter(&kind, "boundary")?);
        return parts(body, boundary.as_bytes())
            .into_iter()
            .find_map(|part| find(part, depth + 1));
    }
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let coding = header(&headers, "content-transfer-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let bytes = match coding.trim() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Some(Part {
        bytes,
        charset: parameter(&kind, "charset"),
    })
}

/// Headers, folded lines joined, and what stands below the empty line.
fn head(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut headers: Vec<String> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = String::from_utf8_lossy(&rest[..end]);
        let words = line.trim_end();
        rest = &rest[end..];
        // White lines above the first header are none of the body's.
        if words.is_empty() && headers.is_empty() {
            continue;
        }
        if words.is_empty() {
            break;
        }
        match headers.last_mut().filter(|_| words.starts_with([' ', '\t'])) {
            Some(last) => last.push_str(words),
            None => headers.push(words.to_string()),
        }
    }
    (headers, rest)
}

fn header(headers: &[String], name: &str) -> Option<String> {
    headers.iter().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_string())
    })
}

/// `boundary="x"` of a header.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().trim_matches('"').to_string())
    })
}

/// What stands between lines that begin with `boundary`.
fn parts<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for at in memchr::memmem::find_iter(body, boundary) {
        if at == 0 || body[at - 1] == b'\n' {
            let end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |end| at + end + 1);
            starts.push((at, end));
        }
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([body.len()]);
    starts
        .iter()
        .zip(ends)
        .filter(|((_, from), to)| from <= to)
        .map(|((_, from), to)| &body[*from..to])
        .collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let (mut decoded, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let rest = &bytes[at..];
        match (rest[0], digit(rest.get(1)), digit(rest.get(2))) {
            (b'=', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            // The line goes on.
            (b'=', ..) if rest.starts_with(b"=\r\n") => at += 3,
            (b'=', ..) if rest.starts_with(b"=\n") => at += 2,
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let value = |byte: u8| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    };
    let (mut decoded, mut bits, mut count) = (Vec::with_capacity(bytes.len() / 4 * 3), 0u32, 0);
    for six in bytes
        .iter()
        .take_while(|byte| **byte != b'=')
        .filter_map(|byte| value(*byte))
    {
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_among_the_parts() {
        let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n\
            --b\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=BD=A1=\r\n=BF=B5</p>\r\n--b--\r\n";
        assert!(recognises(mail.as_bytes()));
        let part = page("甲", mail.as_bytes()).unwrap();
        assert_eq!(part.charset.as_deref(), Some("gb2312"));
        assert_eq!(part.bytes, b"<p>\xbd\xa1\xbf\xb5</p>\r\n");
        assert_eq!(base64(b"5YGl\r\n5bq3"), "健康".as_bytes());
    }
}
