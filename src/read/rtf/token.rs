//! RTF as a stream of tokens.

/// What stands next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\word`, with its number.
    Word(&'a str, Option<i32>),
    /// `\'b5`, or a byte of text.
    Byte(u8),
    /// `\~` and other signs.
    Sign(u8),
}

/// Reads tokens; `\bin` data is passed over.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Longest control word that exists has 32 letters.
const LONGEST: usize = 40;

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Tokens { bytes, at: 0 }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let sign = self.byte(0)?;
        if sign == b'\'' {
            let digits = self
                .bytes
                .get(self.at + 1..self.at + 3)
                .and_then(|pair| std::str::from_utf8(pair).ok());
            let value = digits.and_then(|pair| u8::from_str_radix(pair, 16).ok());
            self.at += if value.is_some() { 3 } else { 1 };
            return value.map(Token::Byte).or(Some(Token::Sign(b'\'')));
        }
        if !sign.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::Sign(sign));
        }
        let start = self.at;
        while self.byte(0).is_some_and(|byte| byte.is_ascii_alphabetic()) && self.at - start < LONGEST {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let number = self.number();
        if self.byte(0) == Some(b' ') {
            self.at += 1;
        }
        if word == "bin" {
            self.at = self
                .at
                .saturating_add(number.unwrap_or(0).max(0) as usize)
                .min(self.bytes.len());
        }
        Some(Token::Word(word, number))
    }

    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        let digits = usize::from(self.byte(0) == Some(b'-'));
        let mut end = start + digits;
        while self.bytes.get(end).is_some_and(u8::is_ascii_digit) && end - start < 12 {
            end += 1;
        }
        if end == start + digits {
            return None;
        }
        self.at = end;
        let number: i64 = std::str::from_utf8(&self.bytes[start..end]).ok()?.parse().ok()?;
        Some(number.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.byte(0)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_binary_data() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\u-123 ?\\bin3 \\}{\\'b5\\par}").collect();
        let expected = [
            Token::Open,
            Token::Word("u", Some(-123)),
            Token::Byte(b'?'),
            Token::Word("bin", Some(3)),
            Token::Byte(0xb5),
            Token::Word("par", None),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
