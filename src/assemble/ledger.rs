//! The ledger: places claimed by tasks, headings and the rest become entries that tile the text.

use std::sync::Arc;

use crate::plan::{CharSpan, LedgerEntry, LedgerKind};
use crate::source::{CharIndex, Slices, Span};

/// Places claimed so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    claims: Vec<(Span, LedgerKind, Option<usize>)>,
}

impl Claims {
    /// No claims yet, with room for about `count`.
    pub fn with_room_for(count: usize) -> Self {
        Claims {
            claims: Vec::with_capacity(count),
        }
    }
    /// Claims every slice of `slices` for `kind`, of the task number `task`.
    pub fn claim(&mut self, slices: &Slices, kind: LedgerKind, task: Option<usize>) {
        self.claims.extend(slices.iter().map(|span| (span, kind, task)));
    }

    /// Claims one span.
    pub fn claim_span(&mut self, span: Span, kind: LedgerKind, task: Option<usize>) {
        if !span.is_empty() {
            self.claims.push((span, kind, task));
        }
    }

    /// Entries that touch each other from 0 to the end of `text`. White space between claims is blank; a stop left
    /// between them (the 。 behind a tag) goes with what stands before it. Where two claims overlap, the first keeps
    /// what both want.
    pub fn entries(mut self, text: &str, index: &CharIndex, ids: &[Arc<str>]) -> Vec<LedgerEntry> {
        self.claims.sort_by_key(|(span, ..)| (span.start, span.end));
        let room = self.claims.len() * 7 / 4;
        let mut writer = Writer {
            text,
            index,
            ids,
            entries: Vec::with_capacity(room),
            at: 0,
            chars: 0,
        };
        for (span, kind, task) in &self.claims {
            let span = Span {
                start: span.start.max(writer.at),
                end: span.end.max(writer.at),
            };
            writer.gap(span.start);
            writer.entry(span.end, *kind, *task);
        }
        writer.gap(text.len());
        writer.entries
    }
}

struct Writer<'a> {
    text: &'a str,
    index: &'a CharIndex,
    ids: &'a [Arc<str>],
    entries: Vec<LedgerEntry>,
    at: usize,
    chars: usize,
}

impl Writer<'_> {
    /// What nobody claimed, up to byte `end`.
    fn gap(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.text[self.at..end];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.entry(self.at + blank, LedgerKind::Blank, None);
                continue;
            }
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            // The entry before, white space between not counted, knows best what an unclaimed stop belongs to.
            let before = self.entries.iter().rev().find(|entry| entry.kind != LedgerKind::Blank);
            let (kind, task) = before.map_or((LedgerKind::Noise, None), |entry| (entry.kind, entry.task.clone()));
            self.push(self.at + word, kind, task);
        }
    }

    fn entry(&mut self, end: usize, kind: LedgerKind, task: Option<usize>) {
        if end > self.at {
            self.push(end, kind, task.map(|task| Arc::clone(&self.ids[task])));
        }
    }

    fn push(&mut self, end: usize, kind: LedgerKind, task: Option<Arc<str>>) {
        let chars = self.index.at(self.text, end);
        self.entries.push(LedgerEntry {
            span: CharSpan::new(self.chars, chars),
            kind,
            task,
        });
        self.at = end;
        self.chars = chars;
    }
}
