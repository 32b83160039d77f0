//! Text with tabs, commas or semicolons between cells, as Excel and WPS save it.
//!
//! ```text
//! row  = cell { separator cell } line-end
//! cell = '"' { any | '""' } '"'  |  { any but separator and line-end }
//! ```
//!
//! Read here and not by the csv crate for two things a clerk needs: the row number Excel shows (empty rows count,
//! line ends inside a cell do not), and a message for a quotation mark that never closes.

use super::{CellFrom, Collector, Sheet, problem, too_large};
use crate::Error;

/// In the order preferred when lines hold several: a tab is never typed by accident.
const SEPARATORS: [char; 3] = ['\t', ',', ';'];

/// Lines looked at to decide the separator.
const SAMPLE: usize = 50;

/// Reads the whole text.
pub(super) fn sheet(file: &str, text: &str) -> Result<Sheet, Error> {
    let (text, separator) = match separator_line(text) {
        Some(found) => found,
        None => (text, separator(text)),
    };
    let mut rows = Rows { rest: text, separator };
    let mut cells = Collector::default();
    for row in 0.. {
        if rows.rest.is_empty() {
            break;
        }
        let mut column = 0;
        loop {
            let unclosed = || {
                problem(
                    file,
                    Some(row + 1),
                    "有一个英文引号没有配对。\n  请补上或删去这个引号。",
                )
            };
            let (cell, more) = rows.cell().ok_or_else(unclosed)?;
            if !cells.add(row, column, &cell, CellFrom::Own) {
                return Err(too_large(file));
            }
            if !more {
                break;
            }
            column += 1;
        }
    }
    Ok(cells.sheet(""))
}

/// Excel's own way to say it: a first line `sep=;`.
fn separator_line(text: &str) -> Option<(&str, char)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = rest.chars().next()?;
    let rest = &rest[separator.len_utf8()..];
    // The line stays, empty, so that rows keep their numbers.
    rest.starts_with(['\r', '\n']).then_some((rest, separator))
}

/// The separator that most lines hold outside quotation marks.
fn separator(text: &str) -> char {
    let mut lines = [0usize; 3];
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE) {
        let mut quoted = false;
        let mut seen = [false; 3];
        for c in line.chars().take(2000) {
            quoted ^= c == '"';
            if let Some(at) = SEPARATORS
                .iter()
                .position(|separator| *separator == c)
                .filter(|_| !quoted)
            {
                seen[at] = true;
            }
        }
        lines
            .iter_mut()
            .zip(seen)
            .for_each(|(count, seen)| *count += usize::from(seen));
    }
    let most = lines.iter().copied().max().unwrap_or(0);
    let at = lines.iter().position(|count| *count == most).unwrap_or(1);
    if most == 0 { ',' } else { SEPARATORS[at] }
}

struct Rows<'t> {
    rest: &'t str,
    separator: char,
}

impl Rows<'_> {
    /// The next cell and whether another follows in its row; `None` where a quotation mark never closes.
    fn cell(&mut self) -> Option<(String, bool)> {
        match self.rest.strip_prefix('"') {
            Some(quoted) => self.quoted(quoted),
            None => {
                let separator = self.separator;
                let end = self.rest.find([separator, '\r', '\n']);
                let (cell, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
                let cell = cell.to_string();
                self.rest = rest;
                Some((cell, self.end()))
            }
        }
    }

    fn quoted(&mut self, mut rest: &str) -> Option<(String, bool)> {
        let mut cell = String::new();
        loop {
            let (text, after) = rest.split_once('"')?;
            cell.push_str(text);
            match after.strip_prefix('"') {
                Some(more) => {
                    cell.push('"');
                    rest = more;
                }
                None => {
                    let offset = self.rest.len() - after.len();
                    self.rest = &self.rest[offset..];
                    break;
                }
            }
        }
        // "健康"办: what stands behind the closing mark belongs to the cell.
        if !self.rest.is_empty() && !self.rest.starts_with([self.separator, '\r', '\n']) {
            let separator = self.separator;
            let end = self.rest.find([separator, '\r', '\n']);
            let (tail, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            cell.push_str(tail);
            self.rest = rest;
        }
        Some((cell, self.end()))
    }

    /// Steps over the separator (`true`) or the line end.
    fn end(&mut self) -> bool {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return true;
        }
        let rest = self.rest.strip_prefix('\r').unwrap_or(self.rest);
        self.rest = rest.strip_prefix('\n').unwrap_or(rest);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = sheet("t", text).unwrap();
        let row = |row: super::super::TableRow| (row.number, row.cells.into_iter().map(|cell| cell.text).collect());
        sheet.rows.into_iter().map(row).collect()
    }

    #[test]
    fn row_numbers_are_those_excel_shows() {
        let rows = cells("单位,电话\r\n\r\n\"区\r\n教育局\",1\r\n区体育局,\"2,\"\"3\"\r\n");
        let numbers: Vec<usize> = rows.iter().map(|row| row.0).collect();
        assert_eq!(numbers, [1, 3, 4]);
        assert_eq!(rows[1].1, ["区\r\n教育局", "1"]);
        assert_eq!(rows[2].1, ["区体育局", "2,\"3"]);
    }

    #[test]
    fn the_separator_is_the_one_most_lines_hold() {
        assert_eq!(
            cells("单位\t别名\n区教育局\t教育,体育\n")[1].1,
            ["区教育局", "教育,体育"]
        );
        assert_eq!(cells("单位;电话\n区教育局;1\n")[0].1, ["单位", "电话"]);
        assert_eq!(cells("单位,别名\n甲,乙;丙\n丁,戊;己\n")[1].1, ["甲", "乙;丙"]);
        assert_eq!(
            cells("sep=;\n单位;别名\n甲;a,b\n乙;c,d\n")[0],
            (2, vec!["单位".into(), "别名".into()])
        );
        assert_eq!(cells("单位\n区教育局\n")[1].1, ["区教育局"]);
    }

    #[test]
    fn a_quotation_mark_that_never_closes_is_said() {
        let error = sheet("名册.csv", "单位,电话\n\"区教育局,1\n区体育局,2\n").unwrap_err();
        assert!(error.to_string().contains("第 2 行"), "{error}");
        assert_eq!(cells("单位\n\"健康\"办\n")[1].1, ["健康办"]);
    }
}
