//! Rules in a note below a table (注：责任单位中排在首位的为牵头单位): they hold for the rows above.

use crate::outline::{Aside, Segment, is_table_note};
use crate::plan::LedgerKind;

use super::tree::Tree;

/// A note has no more lines than this before the one that states the rule.
const LINES: usize = 8;

/// Where the tables of a document begin.
pub(super) struct TableNotes<'t, 'a> {
    tree: &'t Tree<'a>,
    /// For each segment that is a cell, where the first cell stands of those it stands together with.
    begins: Vec<Option<usize>>,
}

impl<'t, 'a> TableNotes<'t, 'a> {
    /// Looks over the cells of `tree`.
    pub fn new(tree: &'t Tree<'a>) -> Self {
        let mut open = None;
        let begin = |segment: &Segment| {
            let start = segment.body.hull().start;
            open = segment.cell.as_ref().map(|_| open.unwrap_or(start));
            open
        };
        TableNotes {
            tree,
            begins: tree.segments.iter().map(begin).collect(),
        }
    }

    /// Where the table begins below which the paragraph `segment` is a note.
    pub fn above_segment(&self, segment: usize) -> Option<usize> {
        if self.begins[segment].is_some() {
            return None;
        }
        let first = segment.saturating_sub(LINES);
        let last_cell = (first..segment).rev().find(|at| self.begins[*at].is_some())?;
        let marked = |at: usize| {
            let Segment { body, marker, .. } = &self.tree.segments[at];
            let hull = body.hull();
            let start = marker.map_or(hull.start, |marker| marker.span.start);
            is_table_note(&self.tree.text[start.min(hull.end)..hull.end])
        };
        (last_cell + 1..=segment)
            .any(marked)
            .then_some(self.begins[last_cell])?
    }

    /// Where the table begins that `aside`, words between its own lines, is a note of.
    pub fn above_aside(&self, aside: &Aside) -> Option<usize> {
        if aside.kind != LedgerKind::Table || !is_table_note(aside.span.of(self.tree.text)) {
            return None;
        }
        let stands_before = |segment: &Segment| segment.body.hull().start < aside.span.start;
        let before = self.tree.segments.partition_point(stands_before);
        self.begins[before.checked_sub(1)?]
    }
}
