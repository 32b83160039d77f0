//! A place in a text that moves on as words are read.

use super::Read;
use crate::deadline::find::Form;
use crate::deadline::value::Value;

/// A place in a text; it is small, so that a reading that fails is forgotten by taking a copy.
#[derive(Debug, Clone, Copy)]
pub(in crate::deadline) struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
    /// Whether what only a cell of times may hold is read.
    pub loose: bool,
}

/// Blanks between the parts of a date, at most.
const BLANKS: usize = 3;

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, at: usize, loose: bool) -> Self {
        Cursor { text, at, loose }
    }

    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What follows, without blanks.
    fn bare(&self) -> &'t str {
        let mut rest = self.rest();
        // Nearly always there are none.
        if rest.starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9')) {
            return rest;
        }
        for _ in 0..BLANKS {
            match rest.strip_prefix([' ', '\u{3000}', '\n', '\u{a0}']) {
                Some(behind) => rest = behind,
                None => break,
            }
        }
        rest
    }

    pub fn peek(&self) -> Option<char> {
        self.bare().chars().next()
    }

    /// Whether `word` follows.
    pub fn sees(&self, word: &str) -> bool {
        self.bare().starts_with(word)
    }

    /// Whether one of `chars` follows.
    pub fn sees_any(&self, chars: &str) -> bool {
        self.peek().is_some_and(|c| chars.chars().any(|one| one == c))
    }

    /// Takes `word` where it follows.
    pub fn eat(&mut self, word: &str) -> bool {
        match self.bare().strip_prefix(word) {
            Some(behind) => {
                self.at = self.text.len() - behind.len();
                true
            }
            None => false,
        }
    }

    /// Takes the first of `words` that follows, unless one of `others` follows it.
    pub fn eat_word(&mut self, words: &[&'static str], others: &str) -> Option<&'static str> {
        let before = *self;
        let word = words.iter().find(|word| self.eat(word))?;
        if self.rest().starts_with(|c| others.contains(c)) {
            *self = before;
            return None;
        }
        Some(word)
    }

    /// Takes one of `chars`.
    pub fn eat_char(&mut self, chars: &str) -> Option<char> {
        let c = self.peek().filter(|c| chars.chars().any(|one| one == *c))?;
        self.at = self.text.len() - self.bare().len() + c.len_utf8();
        Some(c)
    }

    /// A dash or 至 between the ends of a period.
    pub fn dash(&mut self) -> bool {
        let Some(first) = self.eat_char("-—–－~～至到") else {
            return false;
        };
        if !matches!(first, '至' | '到') {
            self.eat_char("-—–－~～");
        }
        true
    }

    /// A number with the count of its figures: 12, １２, 十二, 二〇三一.
    pub fn number(&mut self) -> Option<(i32, usize)> {
        let (mut value, mut figures) = (0, 0);
        let bare = self.bare();
        let mut end = 0;
        for c in bare.chars() {
            let Some(figure) = figure(c) else { break };
            if figures == 8 {
                return None;
            }
            (value, figures, end) = (value * 10 + figure, figures + 1, end + c.len_utf8());
        }
        if figures == 0 {
            (value, figures, end) = numerals(bare)?;
        }
        self.at = self.text.len() - bare.len() + end;
        Some((value, figures))
    }

    pub fn read(self, form: Form, value: Value) -> Read {
        Read {
            form,
            value,
            end: self.at,
        }
    }
}

/// The value of a figure of either width.
fn figure(c: char) -> Option<i32> {
    match c {
        '0'..='9' => Some(c as i32 - '0' as i32),
        '０'..='９' => Some(c as i32 - '０' as i32),
        _ => None,
    }
}

/// The value of a numeral.
pub(in crate::deadline) fn numeral(c: char) -> Option<i32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// Whether a character may stand in a number.
pub(in crate::deadline) fn is_numeral(c: char) -> bool {
    figure(c).or_else(|| numeral(c)).is_some()
}

/// 十二 → 12, 二〇三一 → 2031; the longest run is read or nothing.
fn numerals(words: &str) -> Option<(i32, usize, usize)> {
    let mut run = [0; 4];
    let (mut len, mut end) = (0, 0);
    for c in words.chars() {
        let Some(value) = numeral(c) else { break };
        *run.get_mut(len)? = value;
        (len, end) = (len + 1, end + c.len_utf8());
    }
    let value = match run[..len] {
        [one] => (one, 1),
        [10, ones] => (10 + ones, 2),
        [tens, 10] => (tens * 10, 2),
        [tens, 10, ones] => (tens * 10 + ones, 2),
        [a, b, c, d] if !run.contains(&10) => (a * 1000 + b * 100 + c * 10 + d, 4),
        _ => return None,
    };
    Some((value.0, value.1, end))
}
