//! Rows and columns that a sheet does not show. Those somebody hid are not read, those a filter leaves out are: they
//! come back with the next filter.

use crate::read::builder::Builder;
use crate::source::column_letters;

/// So many rows or columns are named.
const NAMED: usize = 6;

/// What a sheet does not show; rows and columns from 0.
#[derive(Debug, Default)]
pub(in crate::read) struct Hidden {
    /// First and last.
    rows: Vec<(usize, usize)>,
    columns: Vec<(usize, usize)>,
    /// Rows that a filter leaves out.
    filtered: Vec<(usize, usize)>,
    met_rows: Vec<usize>,
    met_columns: Vec<usize>,
    met_filtered: Vec<usize>,
}

impl Hidden {
    pub fn row(&mut self, first: usize, last: usize) {
        push(&mut self.rows, first, last);
    }

    pub fn column(&mut self, first: usize, last: usize) {
        push(&mut self.columns, first, last);
    }

    pub fn filter(&mut self, first: usize, last: usize) {
        push(&mut self.filtered, first, last);
    }

    /// A filter is on, and what it leaves out cannot be told from what was hidden.
    pub fn all_by_filter(&mut self) {
        self.filtered.append(&mut self.rows);
    }

    /// Puts ranges in order, once all are known.
    pub fn done(mut self) -> Self {
        for ranges in [&mut self.rows, &mut self.columns, &mut self.filtered] {
            ranges.sort_unstable();
        }
        self
    }

    /// Whether a cell that holds something is not read.
    pub fn holds(&mut self, row: usize, column: usize) -> bool {
        if holds(&self.columns, column) {
            note(&mut self.met_columns, column);
            return true;
        }
        if holds(&self.rows, row) {
            note(&mut self.met_rows, row);
            return true;
        }
        if holds(&self.filtered, row) {
            note(&mut self.met_filtered, row);
        }
        false
    }

    /// Says what of `sheet` was met.
    pub fn tell(mut self, sheet: &str, builder: &mut Builder) {
        self.met_columns.sort_unstable();
        self.met_columns.dedup();
        for (met, what, by_number) in [(&self.met_rows, "行", true), (&self.met_columns, "列", false)] {
            if met.is_empty() {
                continue;
            }
            let mut names: Vec<String> = met
                .iter()
                .take(NAMED)
                .map(|at| {
                    if by_number {
                        (at + 1).to_string()
                    } else {
                        column_letters(at + 1)
                    }
                })
                .collect();
            if met.len() > NAMED {
                names.push(format!("等 {} {what}", met.len()));
            }
            builder.remark(format!(
                "工作表“{sheet}”隐藏的{what}（{}）没有读入；要用的，请取消隐藏、保存后再读",
                names.join("、")
            ));
        }
        if !self.met_filtered.is_empty() {
            builder.remark(format!(
                "工作表“{sheet}”筛选后没有显示的 {} 行照样读入",
                self.met_filtered.len()
            ));
        }
    }
}

fn push(ranges: &mut Vec<(usize, usize)>, first: usize, last: usize) {
    match ranges.last_mut() {
        Some(range) if range.1 + 1 == first => range.1 = last,
        _ => ranges.push((first, last)),
    }
}

fn holds(ranges: &[(usize, usize)], at: usize) -> bool {
    let behind = ranges.partition_point(|range| range.0 <= at);
    behind > 0 && ranges[behind - 1].1 >= at
}

fn note(met: &mut Vec<usize>, at: usize) {
    if met.last() != Some(&at) && met.len() < 100_000 {
        met.push(at);
    }
}
