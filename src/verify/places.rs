//! Places of the plan as a person finds them.

use super::report::Place;
use crate::plan::CharSpan;
use crate::proof::{Part, Slices};
use crate::source::Document;

/// The text of a plan with its lines.
#[derive(Debug)]
pub(super) struct Places<'d> {
    document: &'d Document,
    pub(super) slices: Slices<'d>,
    /// First character of each line.
    lines: Vec<usize>,
    /// First character of each file.
    files: Vec<usize>,
}

impl<'d> Places<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let slices = Slices::new(&document.text);
        let line_ends = document.text.chars().enumerate().filter(|(_, letter)| *letter == '\n');
        Places {
            lines: std::iter::once(0).chain(line_ends.map(|(at, _)| at + 1)).collect(),
            files: document
                .files
                .iter()
                .map(|file| slices.place(file.span.start, file.span.start).start)
                .collect(),
            slices,
            document,
        }
    }

    /// Where the words of a cell begin and end in the plan.
    pub(super) fn of_parts(&self, parts: &[Part]) -> Option<Place> {
        let mut spans = parts.iter().flat_map(|part| match part {
            Part::Slice(span) => std::slice::from_ref(span),
            Part::Shown { at, .. } => at,
            Part::Words(_) => &[],
        });
        let first = *spans.next()?;
        let last = spans.fold(first, |last, span| if span.end > last.end { *span } else { last });
        Some(self.of(CharSpan {
            start: first.start,
            end: last.end.max(first.start),
        }))
    }

    /// The place of `span`.
    pub(super) fn of(&self, span: CharSpan) -> Place {
        let line = |at: usize| self.lines.partition_point(|start| *start <= at);
        let file = self
            .files
            .partition_point(|start| *start <= span.start)
            .saturating_sub(1);
        let several = self.files.len() > 1;
        let before = if several { line(self.files[file]) - 1 } else { 0 };
        Place {
            file: several.then(|| self.document.files[file].name.clone()),
            line: line(span.start) - before,
            span,
        }
    }
}
