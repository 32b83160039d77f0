//! Which row of a sheet is which row that was written: rows may be sorted, deleted, inserted and edited since.

use std::collections::{HashMap, VecDeque};

use super::table::{ActualRow, bare};
use crate::proof::{Expected, SheetProof};

/// Comparisons of rows in one search for the likest; beyond, rows are taken in order.
const SEARCH: usize = 200_000;

/// Rows that belong together.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Index of a row that was written, and of the one it is now.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Rows that were written and are gone.
    pub(super) missing: Vec<usize>,
    /// Rows that were not written.
    pub(super) added: Vec<usize>,
}

/// What the rows of a sheet were to say: `None` for cells that anybody may fill in and for counts.
pub(super) type Words<'w> = Vec<Vec<Option<&'w str>>>;

/// Matches the rows `written`, whose cells were to say `words`, with the rows `now` there.
pub(super) fn matched(sheet: &SheetProof, words: &Words, now: &[ActualRow]) -> Matched {
    let mut search = Search {
        words,
        now,
        free: vec![true; now.len()],
        left: (0..words.len()).collect(),
        pairs: Vec::with_capacity(words.len()),
    };
    search.exact(sheet);
    if let Some(id) = sheet.columns.iter().position(|column| column.key == "id") {
        search.by_id(id);
    }
    let all: Vec<usize> = (0..now.len()).collect();
    search.likest(&search.left.clone(), &all, 1, 2);
    search.in_order();
    let mut pairs = search.pairs;
    pairs.sort_unstable();
    let added = (0..now.len()).filter(|at| search.free[*at] && !now[*at].is_remark);
    Matched {
        pairs,
        missing: search.left,
        added: added.collect(),
    }
}

struct Search<'s> {
    words: &'s Words<'s>,
    now: &'s [ActualRow],
    /// Rows there that are not matched yet.
    free: Vec<bool>,
    /// Rows written that are not matched yet.
    left: Vec<usize>,
    pairs: Vec<(usize, usize)>,
}

impl Search<'_> {
    fn pair(&mut self, written: usize, now: usize) {
        self.free[now] = false;
        self.pairs.push((written, now));
    }

    fn forget_paired(&mut self) {
        let mut paired = vec![false; self.words.len()];
        self.pairs.iter().for_each(|(written, _)| paired[*written] = true);
        self.left.retain(|written| !paired[*written]);
    }

    /// Rows that say what they said, wherever they stand now; the same row several times in order.
    fn exact(&mut self, sheet: &SheetProof) {
        let fixed: Vec<usize> = (0..sheet.columns.len())
            .filter(|column| {
                let fixed = |row: &crate::proof::RowProof| matches!(row.cells[*column], Expected::Value(_));
                sheet.rows.iter().all(fixed)
            })
            .collect();
        let mut there: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, row) in self.now.iter().enumerate() {
            let key: Vec<String> = fixed.iter().map(|column| bare(&row.whole(*column))).collect();
            there.entry(key.join("\u{1}")).or_default().push_back(at);
        }
        for written in self.left.clone() {
            let cells = fixed
                .iter()
                .map(|column| bare(self.words[written][*column].unwrap_or_default()));
            let key = cells.collect::<Vec<_>>().join("\u{1}");
            // A row of nothing but counts says nothing that would tell it apart.
            if key.chars().all(|letter| letter == '\u{1}') {
                continue;
            }
            if let Some(at) = there.get_mut(&key).and_then(VecDeque::pop_front) {
                self.pair(written, at);
            }
        }
        self.forget_paired();
    }

    /// Rows of the same task: the likest first.
    fn by_id(&mut self, id: usize) {
        let mut written: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut order: Vec<&str> = Vec::new();
        for row in &self.left {
            let task = self.words[*row][id].unwrap_or_default();
            if task.is_empty() {
                continue;
            }
            let rows = written.entry(task).or_default();
            if rows.is_empty() {
                order.push(task);
            }
            rows.push(*row);
        }
        let mut there: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, row) in self.now.iter().enumerate().filter(|(at, _)| self.free[*at]) {
            there.entry(row.cells[id].as_str()).or_default().push(at);
        }
        for task in order {
            if let (Some(written), Some(now)) = (written.get(task), there.get(task)) {
                self.likest(written, now, 0, 1);
            }
        }
    }

    /// Pairs each of `written` with the likest of `now`, if more than the share `above`/`of` of its words is there.
    fn likest(&mut self, written: &[usize], now: &[usize], above: usize, of: usize) {
        let now: Vec<usize> = now.iter().copied().filter(|at| self.free[*at]).collect();
        if written.len().saturating_mul(now.len()) > SEARCH {
            return;
        }
        for row in written {
            let wanted = self.words[*row]
                .iter()
                .flatten()
                .filter(|words| !words.is_empty())
                .count();
            let like = now
                .iter()
                .filter(|at| self.free[**at])
                .map(|at| (self.likeness(*row, *at), *at));
            // Of equals the first.
            let best = like.max_by_key(|(like, at)| (*like, std::cmp::Reverse(*at)));
            if let Some((_, at)) = best.filter(|(like, _)| like * of >= wanted * above && *like > 0) {
                self.pair(*row, at);
            }
        }
        self.forget_paired();
    }

    /// How many of the words of a row that was written stand in a row there.
    fn likeness(&self, written: usize, now: usize) -> usize {
        let row = &self.now[now];
        let cells = self.words[written].iter().enumerate();
        let same =
            cells.filter(|(column, words)| words.is_some_and(|words| !words.is_empty() && row.says(*column, words)));
        same.count()
    }

    /// When as many rows are left on both sides, they are the same rows with other words. Rows of one cell (the bands
    /// of the matrix) are apart from the lines under the table, which nobody looks for.
    fn in_order(&mut self) {
        let last = self.pairs.iter().map(|(_, now)| *now).max().unwrap_or(0);
        for wide in [true, false] {
            let left: Vec<usize> = self
                .left
                .iter()
                .copied()
                .filter(|row| is_wide(&self.words[*row]) == wide)
                .collect();
            let fits = |at: &usize| self.free[*at] && self.now[*at].is_remark != wide && (wide || *at < last);
            let free: Vec<usize> = (0..self.now.len()).filter(fits).collect();
            if free.len() == left.len() {
                for (written, now) in left.into_iter().zip(free) {
                    // A row deleted here and another inserted there are no edit.
                    if !wide || self.likeness(written, now) > 0 {
                        self.pair(written, now);
                    }
                }
            }
        }
        self.forget_paired();
    }
}

/// Whether a row was to say more than one thing.
fn is_wide(row: &[Option<&str>]) -> bool {
    row.iter().flatten().filter(|words| !words.is_empty()).count() > 1
}
