//! A paragraph as a person reads it: without the blanks of letter-spaced words (责 任 单 位 ： 市 教 育 局) and without the
//! sounds that copies of some sites write behind a character (責(zé)任單位). Tags are looked for in the dense copy; what is
//! found is told in places of the text as it stands.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::sign::Signs;
use super::{Found, FoundTag, Group, Reading, Rule};

/// Thin words in a row that are letter-spaced, at least.
const SPACED: usize = 3;
/// A sound is never longer, in bytes.
const SOUND: usize = 14;

/// A text without some of its stretches.
pub(super) struct Dense {
    pub text: String,
    /// Where each kept stretch begins, in the copy and in the text.
    kept: Vec<(usize, usize)>,
    /// Sounds left out.
    sounds: Vec<Range<usize>>,
}

/// The dense copy of `text`, whose signs are known, where it differs.
pub(super) fn dense(text: &str, signs: &Signs) -> Option<Dense> {
    let mut sounds = sounds(text, signs.places());
    let mut left_out = if signs.has_blank() { blanks(text) } else { Vec::new() };
    left_out.extend(sounds.iter().cloned());
    if left_out.is_empty() {
        return None;
    }
    left_out.sort_by_key(|range| range.start);
    sounds.sort_by_key(|range| range.start);
    let mut dense = Dense {
        text: String::with_capacity(text.len()),
        kept: Vec::with_capacity(left_out.len() + 1),
        sounds,
    };
    let mut from = 0;
    let end = text.len()..text.len();
    for range in left_out.into_iter().chain(std::iter::once(end)) {
        if range.start > from {
            dense.kept.push((dense.text.len(), from));
            dense.text.push_str(&text[from..range.start]);
        }
        from = from.max(range.end);
    }
    Some(dense)
}

/// `words` without the sounds written behind their characters.
pub(crate) fn without_sounds(words: &str) -> Cow<'_, str> {
    let sounds = sounds(words, memchr::memchr_iter(b'(', words.as_bytes()));
    if sounds.is_empty() {
        return Cow::Borrowed(words);
    }
    let mut plain = String::with_capacity(words.len());
    let mut from = 0;
    for sound in sounds {
        plain.push_str(&words[from..sound.start.max(from)]);
        from = sound.end;
    }
    plain.push_str(&words[from..]);
    Cow::Owned(plain)
}

impl Dense {
    /// Where the character at `at` of the copy begins in the text.
    fn start(&self, at: usize) -> usize {
        let behind = self.kept.partition_point(|(copy, _)| *copy <= at);
        let (copy, text) = self.kept.get(behind.saturating_sub(1)).copied().unwrap_or_default();
        text + (at - copy)
    }

    /// Where what ends at `at` of the copy ends in the text, the sound of its last character included.
    fn end(&self, at: usize) -> usize {
        let behind = self.kept.partition_point(|(copy, _)| *copy < at);
        let (copy, text) = self.kept.get(behind.saturating_sub(1)).copied().unwrap_or_default();
        let end = text + (at - copy);
        let sound = self.sounds.binary_search_by_key(&end, |sound| sound.start);
        sound.map_or(end, |sound| self.sounds[sound].end)
    }

    fn range(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.end(range.end);
        if range.is_empty() {
            return end..end;
        }
        self.start(range.start)..end
    }

    /// What was found in the copy, in places of the text.
    pub fn in_text(&self, found: Found) -> Found {
        Found {
            tags: found.tags.into_iter().map(|tag| self.tag(tag)).collect(),
            no_tags: found
                .no_tags
                .into_iter()
                .map(|none| super::NoTag {
                    range: self.range(&none.range),
                    ..none
                })
                .collect(),
            unclosed: found.unclosed.map(|open| self.start(open)),
            rules: found.rules.iter().map(|rule| self.rule(rule, 0, 0)).collect(),
        }
    }

    fn tag(&self, tag: FoundTag) -> FoundTag {
        let content = if tag.content < self.text.len() {
            self.start(tag.content)
        } else {
            self.end(tag.content)
        };
        FoundTag {
            range: self.range(&tag.range),
            content,
            reading: Rc::new(self.reading(&tag.reading, tag.content, content)),
            grammar: tag.grammar,
        }
    }

    /// A reading counted from `copy` in the copy, counted from `text` in the text.
    fn reading(&self, reading: &Reading, copy: usize, text: usize) -> Reading {
        let place = |range: &Range<usize>| self.counted(range, copy, text);
        Reading {
            groups: reading
                .groups
                .iter()
                .map(|group| self.group(group, copy, text))
                .collect(),
            people: reading
                .people
                .iter()
                .map(|(name, word)| (place(name), place(word)))
                .collect(),
            deadlines: reading.deadlines.iter().map(place).collect(),
            rules: reading.rules.iter().map(|rule| self.rule(rule, copy, text)).collect(),
            ..reading.clone()
        }
    }

    fn counted(&self, range: &Range<usize>, copy: usize, text: usize) -> Range<usize> {
        let place = self.range(&(range.start + copy..range.end + copy));
        place.start.saturating_sub(text)..place.end.saturating_sub(text)
    }

    fn group(&self, group: &Group, copy: usize, text: usize) -> Group {
        let list = self.counted(&group.list, copy, text);
        let mut names = group.names.clone();
        for name in &mut names.names {
            name.range = self.counted(&name.range, copy + group.list.start, text + list.start);
        }
        Group {
            word: self.counted(&group.word, copy, text),
            names,
            list,
            ..group.clone()
        }
    }

    fn rule(&self, rule: &Rule, copy: usize, text: usize) -> Rule {
        Rule {
            kind: rule.kind,
            range: self.counted(&rule.range, copy, text),
            names: self.counted(&rule.names, copy, text),
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\t' | '\u{a0}')
}

/// Sounds behind characters, where a bracket opens at one of `places`: (zé), (yè). Some of them must have a sign for the tone, as no abbreviation has.
fn sounds(text: &str, places: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut toned = false;
    let may_sound = |c: char| c < '\u{2e80}' && c.is_lowercase() && c.is_alphabetic();
    for open in places {
        // Nearly every bracket holds Chinese characters.
        let Some(inner) = text[open..]
            .strip_prefix('(')
            .filter(|inner| inner.starts_with(may_sound))
        else {
            continue;
        };
        let mut end = SOUND.min(inner.len());
        while !inner.is_char_boundary(end) {
            end -= 1;
        }
        let Some(close) = inner[..end].find(')') else { continue };
        let sound = &inner[..close];
        let letters = !sound.is_empty() && sound.chars().all(may_sound);
        if letters && text[..open].ends_with(is_han) {
            toned |= !sound.is_ascii();
            found.push(open..open + 1 + close + 1);
        }
    }
    if toned { found } else { Vec::new() }
}

/// The blanks between the characters of letter-spaced words.
fn blanks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Blanks of the row so far, and its thin words.
    let (mut row, mut thin): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    let mut close = |row: &mut Vec<Range<usize>>, thin: &mut usize| {
        if *thin >= SPACED {
            found.append(row);
        }
        row.clear();
        *thin = 0;
    };
    let mut at = 0;
    // A blank behind a thin word waits for the next one.
    let mut waiting: Option<Range<usize>> = None;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_blank(c) {
            let len = rest.len() - rest.trim_start_matches(is_blank).len();
            waiting = Some(at..at + len);
            at += len;
            continue;
        }
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let len = word.max(c.len_utf8());
        let single = word == c.len_utf8() && is_han(c);
        let figure = word > 0 && rest[..word].bytes().all(|byte| byte.is_ascii_digit());
        if single || figure || word == 0 {
            row.extend(waiting.take());
            thin += usize::from(single);
        } else {
            waiting = None;
            close(&mut row, &mut thin);
        }
        at += len;
    }
    close(&mut row, &mut thin);
    found
}

#[cfg(test)]
mod tests {
    use super::{Signs, dense};

    #[test]
    fn spaced_words_and_sounds_are_read_through() {
        let shown = |text: &str| dense(text, &Signs::of(text)).map(|dense| dense.text);
        assert_eq!(shown("（ 市 教 育 局 牵 头 ）").as_deref(), Some("（市教育局牵头）"));
        assert_eq!(
            shown("责 任 单 位 ：市教育局 市财政局").as_deref(),
            Some("责任单位：市教育局 市财政局")
        );
        assert_eq!(shown("2023 年 12 月 底 前").as_deref(), Some("2023年12月底前"));
        assert_eq!(
            shown("責(zé)任單位：市稅務(wù)局").as_deref(),
            Some("責任單位：市稅務局")
        );
        assert_eq!(shown("市教育局 市财政局 张 三"), None);
        assert_eq!(shown("质量管理(iso)认证"), None);
    }

    #[test]
    fn places_of_the_copy_are_places_of_the_text() {
        let text = "責(zé)任單位：市稅務(wù)局";
        let dense = dense(text, &Signs::of(text)).unwrap();
        let name = dense.text.find("市稅").unwrap()..dense.text.len();
        assert_eq!(&text[dense.range(&name)], "市稅務(wù)局");
        assert_eq!(&text[dense.range(&(0..3))], "責(zé)");
    }
}
