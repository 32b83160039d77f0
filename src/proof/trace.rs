//! Words of a cell back to the places they were taken from.

use std::collections::{HashMap, HashSet};

use super::part::{Part, Why};
use crate::plan::CharSpan;
use crate::source::CharIndex;

/// The text of a plan by places in characters.
#[derive(Debug)]
pub struct Slices<'t> {
    text: &'t str,
    index: CharIndex,
}

impl<'t> Slices<'t> {
    /// Those of `text`.
    pub fn new(text: &'t str) -> Self {
        let index = CharIndex::new(text);
        Slices { text, index }
    }

    /// The words at `span`; `None` outside the text.
    pub fn get(&self, span: CharSpan) -> Option<&'t str> {
        if span.start > span.end || span.end > self.index.len() {
            return None;
        }
        let (start, end) = (
            self.index.byte(self.text, span.start),
            self.index.byte(self.text, span.end),
        );
        self.text.get(start..end)
    }

    /// The place of the bytes `start..end`.
    pub fn place(&self, start: usize, end: usize) -> CharSpan {
        CharSpan::new(self.index.at(self.text, start), self.index.at(self.text, end))
    }

    /// `words` as the slices at `pieces` (at `span` when there are none), with line feeds between paragraphs; `None`
    /// when that is not what stands there.
    pub fn exact(&self, words: &str, span: CharSpan, pieces: &[CharSpan]) -> Option<Vec<Part>> {
        let whole = [span];
        let pieces = if pieces.is_empty() { &whole } else { pieces };
        let mut parts = Vec::with_capacity(pieces.len());
        let mut rest = words;
        for piece in pieces {
            let slice = self.get(*piece)?;
            rest = match rest.strip_prefix(slice) {
                Some(behind) => behind,
                None => {
                    parts.push(Part::Words("\n".to_string()));
                    rest.strip_prefix('\n')?.strip_prefix(slice)?
                }
            };
            parts.push(Part::Slice(*piece));
        }
        rest.is_empty().then_some(parts)
    }
}

/// Words that cells may hold, and what they are made of.
#[derive(Debug, Clone)]
pub struct Atom {
    /// The words.
    pub words: String,
    /// What they are made of.
    pub parts: Vec<Part>,
}

impl Atom {
    /// `words`, which stand at `span` or say in other words what stands there.
    pub fn new(slices: &Slices, words: &str, span: CharSpan, pieces: &[CharSpan], why: Why) -> Self {
        let parts = slices.exact(words, span, pieces).unwrap_or_else(|| {
            let at = if pieces.is_empty() { vec![span] } else { pieces.to_vec() };
            let words = words.to_string();
            vec![Part::Shown { words, at, why }]
        });
        Atom {
            words: words.to_string(),
            parts,
        }
    }

    /// `words` that stand nowhere.
    pub fn placeless(words: &str, why: Why) -> Self {
        let (words, at) = (words.to_string(), Vec::new());
        Atom {
            parts: vec![Part::Shown {
                words: words.clone(),
                at,
                why,
            }],
            words,
        }
    }

    /// Whether the words stand anywhere in the text.
    pub fn is_placed(&self) -> bool {
        !matches!(&self.parts[..], [Part::Shown { at, .. }] if at.is_empty())
    }

    /// The parts of `excerpt`, when it is the beginning of the words, marked `…` where they go on.
    pub fn beginning(&self, excerpt: &str) -> Option<Vec<Part>> {
        if excerpt == self.words {
            return Some(self.parts.clone());
        }
        let begins = excerpt.strip_suffix('…')?;
        let start = self.words.len() - self.words.trim_start().len();
        let kept = self.words[start..].starts_with(begins);
        let end = self.words[..start].chars().count() + begins.chars().count();
        let start = self.words[..start].chars().count();
        kept.then(|| {
            let mut parts = cut(&self.parts, start, end);
            parts.push(Part::Words("…".to_string()));
            parts
        })
    }
}

/// The characters `start..end` of what `parts` make.
fn cut(parts: &[Part], start: usize, end: usize) -> Vec<Part> {
    let mut kept = Vec::new();
    let mut at = 0;
    for part in parts {
        let length = match part {
            Part::Slice(span) => span.len(),
            Part::Words(words) | Part::Shown { words, .. } => words.chars().count(),
        };
        let (from, to) = (start.max(at), end.min(at + length));
        if from < to {
            let (from, to) = (from - at, to - at);
            let some = |words: &str| words.chars().skip(from).take(to - from).collect();
            kept.push(match part {
                Part::Slice(span) => Part::Slice(CharSpan::new(span.start + from, span.start + to)),
                Part::Words(words) => Part::Words(some(words)),
                Part::Shown { words, at, why } => Part::Shown {
                    words: some(words),
                    at: at.clone(),
                    why: *why,
                },
            });
        }
        at += length;
    }
    kept
}

/// The words a cell may hold, looked up by their beginning.
#[derive(Debug, Default)]
pub struct Lexicon {
    atoms: HashMap<String, Vec<Part>>,
    first: HashSet<char>,
    /// Lengths that occur, in bytes, longest first.
    lengths: Vec<usize>,
}

impl Lexicon {
    /// Of several atoms with the same words the first counts.
    pub fn new(atoms: impl IntoIterator<Item = Atom>) -> Self {
        let mut lexicon = Lexicon::default();
        for atom in atoms {
            let Some(first) = atom.words.chars().next() else {
                continue;
            };
            lexicon.first.insert(first);
            lexicon.lengths.push(atom.words.len());
            lexicon.atoms.entry(atom.words).or_insert(atom.parts);
        }
        lexicon.lengths.sort_unstable_by(|a, b| b.cmp(a));
        lexicon.lengths.dedup();
        lexicon
    }

    /// What `text` is made of: the longest words known at each place, the rest words of the template.
    pub fn trace(&self, text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let (mut at, mut loose) = (0, 0);
        while let Some(letter) = text[at..].chars().next() {
            let known = self
                .first
                .contains(&letter)
                .then(|| self.longest(&text[at..]))
                .flatten();
            let Some((length, found)) = known else {
                at += letter.len_utf8();
                continue;
            };
            push_words(&mut parts, &text[loose..at]);
            parts.extend_from_slice(found);
            at += length;
            loose = at;
        }
        push_words(&mut parts, &text[loose..]);
        parts
    }

    fn longest(&self, rest: &str) -> Option<(usize, &[Part])> {
        self.lengths.iter().find_map(|length| {
            let (words, parts) = self.atoms.get_key_value(rest.get(..*length)?)?;
            Some((words.len(), parts.as_slice()))
        })
    }
}

fn push_words(parts: &mut Vec<Part>, words: &str) {
    if !words.is_empty() {
        parts.push(Part::Words(words.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::compose;
    use super::*;

    #[test]
    fn the_longest_name_counts_and_the_rest_is_words() {
        let slices = Slices::new("省科技厅、工信厅");
        let span = CharSpan::new;
        let lexicon = Lexicon::new([
            Atom::new(&slices, "省科技厅", span(0, 4), &[], Why::Name),
            Atom::new(&slices, "省工信厅", span(5, 8), &[], Why::Prefix),
            Atom::new(&slices, "省", span(0, 1), &[], Why::Name),
        ]);
        let parts = lexicon.trace("省科技厅\n省工信厅（承上）");
        assert_eq!(parts[0], Part::Slice(span(0, 4)));
        assert!(matches!(&parts[2], Part::Shown { why: Why::Prefix, at, .. } if at == &[span(5, 8)]));
        assert_eq!(parts[3], Part::Words("（承上）".to_string()));
        let words = compose(&parts, |span| slices.get(span));
        assert_eq!(words.as_deref(), Some("省科技厅\n省工信厅（承上）"));
        assert_eq!(compose(&[Part::Slice(span(5, 9))], |span| slices.get(span)), None);
    }

    #[test]
    fn an_excerpt_is_the_beginning_of_its_pieces() {
        let slices = Slices::new("改造公园。（甲）建设步道。");
        let span = CharSpan::new;
        let pieces = [span(0, 5), span(8, 13)];
        let atom = Atom::new(&slices, "改造公园。\n建设步道。", span(0, 13), &pieces, Why::Name);
        let parts = atom.beginning("改造公园。\n建设…").unwrap();
        assert_eq!(parts[2], Part::Slice(span(8, 10)));
        assert_eq!(compose(&parts, |span| slices.get(span)).unwrap(), "改造公园。\n建设…");
        assert!(atom.beginning("别的…").is_none());
    }
}
