//! Text that may lie in several slices of the document (a sentence wrapped over lines), read as one.

use std::borrow::Cow;
use std::ops::Range;

use super::Span;

/// One or more slices of a document, in text order; a plain span costs no allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices(Kept);

/// As small as a vector: a document has as many slices as paragraphs, nearly all of them one span.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    One(Span),
    /// Two or more.
    Several(Vec<Span>),
}

impl Default for Slices {
    fn default() -> Self {
        Span::default().into()
    }
}

impl From<Span> for Slices {
    fn from(span: Span) -> Self {
        Slices(Kept::One(span))
    }
}

impl Slices {
    /// Adds a slice behind the others; one that touches the last is joined to it.
    pub fn push(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        match &mut self.0 {
            Kept::One(first) if first.is_empty() => *first = span,
            Kept::One(first) if first.end == span.start => first.end = span.end,
            Kept::One(first) => self.0 = Kept::Several(vec![*first, span]),
            Kept::Several(spans) => match spans.last_mut() {
                Some(last) if last.end == span.start => last.end = span.end,
                _ => spans.push(span),
            },
        }
    }

    fn spans(&self) -> &[Span] {
        match &self.0 {
            Kept::One(span) => std::slice::from_ref(span),
            Kept::Several(spans) => spans,
        }
    }

    /// Adds all slices of `other`.
    pub fn extend(&mut self, other: &Slices) {
        other.iter().for_each(|span| self.push(span));
    }

    /// The slices in order.
    pub fn iter(&self) -> impl Iterator<Item = Span> + '_ {
        self.spans().iter().copied().filter(|span| !span.is_empty())
    }

    /// From the first to the last character.
    pub fn hull(&self) -> Span {
        match &self.0 {
            Kept::One(span) => *span,
            Kept::Several(spans) => Span {
                start: spans.first().map_or(0, |first| first.start),
                end: spans.last().map_or(0, |last| last.end),
            },
        }
    }

    /// Whether it is one slice.
    pub fn is_single(&self) -> bool {
        matches!(self.0, Kept::One(_))
    }

    /// Whether no character is in it.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Kept::One(span) if span.is_empty())
    }

    /// The slices' text, joined without anything between.
    pub fn join(&self, text: &str) -> String {
        if let Kept::One(span) = &self.0 {
            return span.of(text).to_string();
        }
        self.iter().map(|span| span.of(text)).collect()
    }
}

/// The text of [`Slices`] as one string, with the way back to the document.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    text: Cow<'a, str>,
    /// Where each slice begins in `text`, and its span in the document.
    slices: Vec<(usize, Span)>,
    first: Span,
}

impl<'a> Passage<'a> {
    /// Reads `slices` of `text` as one.
    pub fn new(text: &'a str, slices: &Slices) -> Self {
        if let Kept::One(span) = slices.0 {
            return Passage {
                text: Cow::Borrowed(span.of(text)),
                slices: Vec::new(),
                first: span,
            };
        }
        let (mut joined, mut starts) = (String::new(), Vec::new());
        for span in slices.iter() {
            starts.push((joined.len(), span));
            joined.push_str(span.of(text));
        }
        Passage {
            text: Cow::Owned(joined),
            slices: starts,
            first: slices.hull(),
        }
    }

    /// The text read as one.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where `range` of the joined text lies in the document.
    pub fn locate(&self, range: Range<usize>) -> Slices {
        if self.slices.is_empty() {
            return Span::new(self.first.start + range.start, self.first.start + range.end).into();
        }
        let mut found = Slices::default();
        let from = self
            .slices
            .partition_point(|(start, _)| *start <= range.start)
            .saturating_sub(1);
        for (start, span) in &self.slices[from..] {
            if *start >= range.end {
                break;
            }
            let begin = range.start.max(*start) - start;
            let end = (range.end - start).min(span.len());
            if begin < end {
                found.push(Span::new(span.start + begin, span.start + end));
            }
        }
        found
    }

    /// Where `range` lies, without white space inside or at its ends: the slices of a name broken by a line end.
    pub fn locate_dense(&self, range: Range<usize>) -> Slices {
        let slice = &self.text[range.clone()];
        // Most names hold no white space.
        if self.slices.is_empty() && !slice.contains(char::is_whitespace) {
            return self.locate(range);
        }
        let mut found = Slices::default();
        let mut at = range.start;
        for word in slice.split_inclusive(char::is_whitespace) {
            let end = at + word.trim_end().len();
            if end > at {
                self.locate(at..end).iter().for_each(|span| found.push(span));
            }
            at += word.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_broken_by_a_line_end_is_found_in_two_slices() {
        let text = "（教育\n部、财 政部）";
        let mut slices = Slices::from(Span::new(0, 9));
        slices.push(Span::new(10, text.len()));
        let passage = Passage::new(text, &slices);
        assert_eq!(passage.as_str(), "（教育部、财 政部）");
        assert_eq!(passage.locate(3..12).join(text), "教育部");
        assert_eq!(passage.locate(3..12).iter().count(), 2);
        let name = passage.as_str().find('财').unwrap();
        assert_eq!(passage.locate_dense(name..name + 10).join(text), "财政部");
    }
}
