//! Which of several columns of units a name stands in, where the row does not show it: it has fewer or more lines than
//! there are columns. What is decided here is marked, so that a person hears of it.

use std::collections::HashMap;

use super::{Cells, Column, ColumnKind};

/// What the rows show whose columns are sure.
pub(super) struct Evidence {
    /// By column, how often it was filled and how often empty.
    filled: Vec<(usize, usize)>,
    /// How often each name stood in each column.
    names: HashMap<String, Vec<u32>>,
}

/// Names remembered at most.
const NAMES: usize = 20_000;

impl Evidence {
    pub fn new(columns: &[Column]) -> Self {
        Evidence {
            filled: vec![(0, 0); columns.len()],
            names: HashMap::new(),
        }
    }

    /// Learns a row given as column and words of each cell.
    pub fn learn<'w>(&mut self, columns: &[Column], cells: impl Iterator<Item = (usize, &'w str)>) {
        let width = columns.len();
        let mut seen = vec![false; width];
        for (place, words) in cells {
            let column = place % width;
            seen[column] = true;
            if !is_units(columns[column].kind) {
                continue;
            }
            for name in names(words) {
                if self.names.len() >= NAMES {
                    break;
                }
                let counts = self.names.entry(name.to_string()).or_insert_with(|| vec![0; width]);
                counts[column] += 1;
            }
        }
        for (count, seen) in self.filled.iter_mut().zip(seen) {
            if seen {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
    }

    fn empty(&self, column: usize) -> usize {
        self.filled[column].1
    }

    /// How much oftener the names of `words` stood in column `this` than in `other`.
    fn leans(&self, words: &str, this: usize, other: usize) -> i64 {
        let known = names(words).filter_map(|name| self.names.get(name));
        known
            .map(|counts| i64::from(counts[this]) - i64::from(counts[other]))
            .sum()
    }
}

fn is_units(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Units(_))
}

fn names(words: &str) -> impl Iterator<Item = &str> {
    let parts = words.split(|c: char| matches!(c, '、' | '，' | '；' | ',' | ';') || c.is_whitespace());
    parts.filter(|name| !name.is_empty())
}

/// Settles which names of `row` stand in which of the unit columns that nothing parts, and marks what is assumed.
pub(super) fn settle(text: &str, columns: &[Column], row: &mut Cells, evidence: &Evidence) {
    let mut group: Vec<usize> = Vec::new();
    for column in 0..=columns.len() {
        match columns.get(column) {
            Some(this) if is_units(this.kind) => group.push(column),
            Some(_) if row.is_empty(column) => {}
            _ => {
                settle_group(text, columns, row, &group, evidence);
                group.clear();
            }
        }
    }
}

/// Marks the units of `row` as assumed, where they stand in columns of different roles side by side.
pub(super) fn doubt(columns: &[Column], row: &mut Cells) {
    for column in 1..columns.len() {
        let (left, this) = (columns[column - 1].kind, columns[column].kind);
        if is_units(left) && is_units(this) && left != this {
            let filled = (column - 1..=column).filter(|column| !row.is_empty(*column));
            row.assumed |= filled.fold(0, |bits, column| bits | 1 << column);
        }
    }
}

fn settle_group(text: &str, columns: &[Column], row: &mut Cells, group: &[usize], evidence: &Evidence) {
    let roles_differ = group
        .windows(2)
        .any(|pair| columns[pair[0]].kind != columns[pair[1]].kind);
    let count: usize = group.iter().map(|column| row.cells[*column].len()).sum();
    let one_each = group.iter().all(|column| row.cells[*column].len() == 1);
    if !roles_differ || count == 0 || one_each {
        return;
    }
    if let [left, right] = *group {
        let parts: Vec<_> = [left, right]
            .into_iter()
            .flat_map(|column| std::mem::take(&mut row.cells[column]))
            .collect();
        let words: Vec<String> = parts.iter().map(|part| part.join(text)).collect();
        let leads = match count {
            // The left column is the one of those who lead: it is empty only where other rows show that it may be.
            1 => usize::from(evidence.empty(left) <= evidence.empty(right)),
            _ => {
                // Once is no habit: a unit leads one task and supports another.
                let habit = |words: &String| Some(evidence.leans(words, left, right)).filter(|lean| lean.abs() >= 2);
                let lean: Vec<i64> = words.iter().map(|words| habit(words).unwrap_or(0)).collect();
                let worth = |leads: usize| lean[..leads].iter().sum::<i64>() - lean[leads..].iter().sum::<i64>();
                let best = (1..count.min(60)).max_by_key(|leads| (worth(*leads), std::cmp::Reverse(*leads)));
                best.unwrap_or(1)
            }
        };
        let mut parts = parts.into_iter();
        row.cells[left] = parts.by_ref().take(leads).collect();
        row.cells[right] = parts.collect();
    }
    for column in group.iter().filter(|column| !row.cells[**column].is_empty()) {
        row.assumed |= 1 << column;
    }
}
