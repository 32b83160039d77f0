//! Where the foot of a page cuts a table: a heading that comes again is left out, a row that is cut is made whole, and
//! cells that go on over several rows are known on both sides.
//!
//! Some programs leave a cut row open at the foot of the page, most draw a line there as under any other. Then a row
//! is taken for the rest of one only where it says so itself: it has no number of its own though rows have, and its
//! words go on in the middle of a sentence or stand beside no others.

use super::paragraphs::joined;
use super::tables::PageRow;

/// What a whole sentence ends with.
pub(super) const ENDS: [char; 6] = ['。', '；', '！', '？', ';', '）'];

/// Columns whose cells can be told merged.
const COLUMNS: usize = 32;

/// Adds `more`, the rows of the next page's part, to `rows`; `open` tells the columns that the page left open.
pub(super) fn append(rows: &mut Vec<PageRow>, open: &[bool], mut more: Vec<PageRow>) {
    let head = rows
        .iter()
        .zip(&more)
        .take_while(|(a, b)| !is_empty(a) && a.row.cells == b.row.cells)
        .count();
    more.drain(..head);
    let columns = Columns::of(rows, &more, open);
    let (Some(last), Some(first)) = (rows.len().checked_sub(1), more.first()) else {
        return;
    };
    if rows[last].row.cells.len() == first.row.cells.len() && !is_empty(first) {
        if columns.is_rest(&rows[..=last], first) {
            let first = more.remove(0);
            unite(&mut rows[last], first);
        } else {
            columns.go_on(rows, &mut more);
        }
    }
    rows.append(&mut more);
}

/// Adds what the page's end left of a row.
fn unite(row: &mut PageRow, rest: PageRow) {
    let edges = rest.edges.into_iter().zip(&mut row.edges);
    for ((cell, words), (rest, edges)) in row.row.cells.iter_mut().zip(rest.row.cells).zip(edges) {
        if words.is_empty() {
            continue;
        }
        if cell.ends_with(ENDS) && edges.left >= rest.needs {
            cell.push('\n');
        }
        joined(cell, &words);
        edges.left = rest.left;
    }
}

/// What the rows of a table tell of its columns.
struct Columns<'a> {
    open: &'a [bool],
    /// The one that numbers the rows.
    number: Option<usize>,
    /// The one with most to read.
    text: usize,
    /// Those that every row fills, merged cells aside.
    filled: Vec<bool>,
    /// Those with merged cells.
    merged: Vec<bool>,
}

impl<'a> Columns<'a> {
    fn of(rows: &[PageRow], more: &[PageRow], open: &'a [bool]) -> Self {
        let width = rows.first().map_or(0, |row| row.row.cells.len());
        let all = || rows.iter().chain(more);
        // A heading of a group fills one cell alone.
        let is_whole = |row: &&PageRow| row.row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2;
        let whole: Vec<&PageRow> = all().filter(is_whole).collect();
        let own = |column: usize| whole.iter().filter(move |row| !is_spanned(row, column));
        // What is empty beside the page's end is what is asked about.
        let at_end = |row: &PageRow| {
            let ends = [rows.last(), more.first()];
            ends.into_iter().flatten().any(|end| std::ptr::eq(end, row))
        };
        let is_filled = |column: usize| {
            let told = own(column).filter(|row| !(cell(row, column).is_empty() && at_end(row)));
            let (held, all) = told.fold((0, 0), |(held, all), row| {
                (held + usize::from(!cell(row, column).is_empty()), all + 1)
            });
            held >= 2 && held * 10 >= all * 9
        };
        let numbers = |column: usize| {
            let (held, all) = own(column).skip(1).fold((0, 0), |(held, all), row| {
                (held + usize::from(is_number(cell(row, column))), all + 1)
            });
            let headed = rows.iter().take(3).any(|row| is_heading_of_numbers(cell(row, column)));
            held >= 1 && headed || held >= 2 && held * 10 >= all * 8
        };
        let length = |column: usize| all().map(|row| cell(row, column).len()).sum::<usize>();
        Columns {
            open,
            number: (0..width).find(|column| numbers(*column)),
            text: (0..width).rev().max_by_key(|column| length(*column)).unwrap_or(0),
            filled: (0..width).map(is_filled).collect(),
            merged: (0..width)
                .map(|column| all().any(|row| is_spanned(row, column)))
                .collect(),
        }
    }

    fn is_open(&self, column: usize) -> bool {
        self.open.get(column).copied().unwrap_or(false)
    }

    /// Whether no column is closed: a row goes on, or no row of the table has a line below it.
    fn is_frameless(&self) -> bool {
        !self.open.is_empty() && self.open.iter().all(|open| *open)
    }

    /// Whether `row` is what the page's end left of the last of `rows`.
    fn is_rest(&self, rows: &[PageRow], row: &PageRow) -> bool {
        let Some(before) = rows.last() else { return false };
        if let Some(number) = self.number {
            let (above, own) = (cell(before, number), cell(row, number));
            if !own.is_empty() && (!above.is_empty() || is_spanned(before, number)) {
                return false;
            }
            // A number in the middle of its cell's height stands where most of the row is.
            if !own.is_empty() {
                return !cell(before, self.text).is_empty() && cell(row, self.text).len() > own.len();
            }
        }
        if self.is_frameless() {
            return true;
        }
        if is_group(row) && !cell(row, 0).is_empty() {
            return false;
        }
        let (above, own) = (cell(before, self.text), cell(row, self.text));
        if own.is_empty() {
            // Names that go on, beside a task that does not.
            return self.number.is_some() || cell(row, 0).is_empty() || breaks_off(cell(before, 0));
        }
        if above.is_empty() {
            return false;
        }
        if breaks_off(above) {
            return self.number.is_some() || cell(row, 0).is_empty() || breaks_off(cell(before, 0));
        }
        // A whole sentence above: another one of the row, or a row below the same merged cells.
        let lacks = |column: usize| column != self.text && self.filled[column] && cell(row, column).is_empty();
        match self.number {
            Some(number) => !self.merged[number],
            None => {
                let lacking: Vec<usize> = (0..self.filled.len()).filter(|column| lacks(*column)).collect();
                !lacking.is_empty() && cell(row, 0).is_empty() && lacking.iter().any(|column| !self.merged[*column])
            }
        }
    }

    /// Makes cells that the page cuts one with those above them: `more` begins with a row of its own.
    fn go_on(&self, rows: &mut [PageRow], more: &mut [PageRow]) {
        let width = self.filled.len().min(COLUMNS);
        let goes: Vec<bool> = (0..width).map(|column| self.goes_on(rows, more, column)).collect();
        for column in 0..width {
            let with = !self.filled[column]
                && more[0].row.cells[column].is_empty()
                && [column.wrapping_sub(1), column + 1].into_iter().any(|beside| {
                    let goes = goes.get(beside).copied().unwrap_or(false);
                    goes && (self.is_cut(rows, more, column) || go_together(rows, more, column, beside))
                });
            if !(goes[column] || with) || Some(column) == self.number && !self.merged[column] {
                continue;
            }
            let Some(first) = rows.iter().rposition(|row| !is_spanned(row, column)) else {
                continue;
            };
            let words = std::mem::take(&mut more[0].row.cells[column]);
            if rows[first].row.cells[column].is_empty() {
                rows[first].row.cells[column] = words;
            } else if !words.is_empty() {
                joined(&mut rows[first].row.cells[column], &words);
            }
            more[0].row.spanned |= 1 << column;
            more[0].cut = true;
        }
    }

    /// Whether a cell is merged on either side of the page's end.
    fn is_cut(&self, rows: &[PageRow], more: &[PageRow], column: usize) -> bool {
        rows.last().is_some_and(|row| is_spanned(row, column)) || more.get(1).is_some_and(|row| is_spanned(row, column))
    }

    /// Whether the cell at the end of `rows` goes on in `more`.
    fn goes_on(&self, rows: &[PageRow], more: &[PageRow], column: usize) -> bool {
        let Some(first) = rows.iter().rposition(|row| !is_spanned(row, column)) else {
            return false;
        };
        let (above, below) = (cell(&rows[first], column), cell(&more[0], column));
        if column == self.text || (is_group(&rows[rows.len() - 1]) || is_group(&more[0])) {
            return false;
        }
        if self.is_open(column) && !self.is_frameless() {
            return true;
        }
        match (above.is_empty(), below.is_empty()) {
            // Only what every row has is missed.
            (false, true) => self.filled[column],
            (true, false) => self.filled[column] && self.is_cut(rows, more, column),
            // Part of the words on either page.
            (false, false) => Some(column) != self.number && self.is_cut(rows, more, column) && goes_over(above, below),
            (true, true) => false,
        }
    }
}

/// Whether what belongs to the cells of `beside` goes as far as they do, in all merged cells of the table.
fn go_together(rows: &[PageRow], more: &[PageRow], column: usize, beside: usize) -> bool {
    let mut merged = rows
        .iter()
        .chain(more)
        .filter(|row| !row.cut && is_spanned(row, beside))
        .peekable();
    merged.peek().is_some() && merged.all(|row| is_spanned(row, column))
}

/// Whether the words of a merged cell stand on both pages: a list that has not ended.
fn goes_over(above: &str, below: &str) -> bool {
    above.ends_with(['、', '，']) || below.starts_with(['、', '，'])
}

fn cell(row: &PageRow, column: usize) -> &str {
    row.row.cells.get(column).map_or("", String::as_str)
}

fn is_spanned(row: &PageRow, column: usize) -> bool {
    column < COLUMNS && row.row.spanned & (1 << column) != 0
}

fn is_empty(row: &PageRow) -> bool {
    row.row.cells.iter().all(String::is_empty)
}

/// Whether a row only names those below it.
fn is_group(row: &PageRow) -> bool {
    row.row.spanned == 0 && row.row.cells.len() > 2 && row.row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1
}

/// Whether words end in the middle of a sentence.
fn breaks_off(words: &str) -> bool {
    !words.is_empty() && !words.ends_with(ENDS)
}

pub(super) fn is_heading_of_numbers(words: &str) -> bool {
    let dense: String = words.chars().filter(|letter| !letter.is_whitespace()).collect();
    dense.ends_with("序号") || dense.ends_with("编号") || matches!(dense.as_str(), "序" | "号" | "项" | "No." | "NO.")
}

/// `3`, `1.2`, `（三）`, `十二、`: what a cell that counts rows holds.
pub(super) fn is_number(words: &str) -> bool {
    let words = words.trim();
    let counts = |letter: char| letter.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(letter);
    words.chars().count() <= 8
        && words.contains(counts)
        && words
            .chars()
            .all(|letter| counts(letter) || "（）()、.．-—第项条".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::super::tables::Edges;
    use super::*;
    use crate::read::builder::Row;

    /// Rows of cells between bars; `^` is a cell that goes on from above.
    fn rows(page: usize, lines: &[&str]) -> Vec<PageRow> {
        let row = |(at, line): (usize, &&str)| {
            let cells: Vec<&str> = line.split('|').collect();
            let spanned = cells
                .iter()
                .enumerate()
                .map(|(at, cell)| u32::from(*cell == "^") << at)
                .sum();
            PageRow {
                edges: vec![Edges { left: 0.0, needs: 1.0 }; cells.len()],
                row: Row {
                    cells: cells.iter().map(|cell| cell.replace('^', "")).collect(),
                    spanned,
                },
                page,
                number: at + 1,
                cut: false,
            }
        };
        lines.iter().enumerate().map(row).collect()
    }

    /// What is read of a table on two pages.
    fn read(first: &[&str], second: &[&str], open: bool) -> Vec<String> {
        let mut above = rows(1, first);
        let open = vec![open; above[0].row.cells.len()];
        append(&mut above, &open, rows(2, second));
        let words = |row: &PageRow| {
            let cells = row.row.cells.iter().enumerate();
            let cells: Vec<String> = cells
                .map(|(at, cell)| {
                    if is_spanned(row, at) {
                        "^".to_string()
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            cells.join("|")
        };
        above.iter().map(words).collect()
    }

    const HEAD: &str = "行动|序号|任务|牵头单位|时限";

    #[test]
    fn a_row_with_a_number_is_a_row_of_its_own() {
        let above = [HEAD, "甲行动|1|建设健康步道。|教育局|6月", "^|2|改造公厕。|体育局|9月"];
        assert_eq!(
            read(&above, &["|3|更新设备。|^|12月", "^|4|开展培训。|水务局|12月"], false)[3..],
            ["^|3|更新设备。|^|12月", "^|4|开展培训。|水务局|12月"]
        );
        assert_eq!(
            read(
                &above,
                &[HEAD, "|3|更新设备。||12月", "^|4|开展培训。|水务局|12月"],
                false
            )[3],
            "^|3|更新设备。|^|12月"
        );
    }

    #[test]
    fn a_row_that_the_page_cuts_is_whole_again() {
        let above = [
            HEAD,
            "甲行动|1|建设健康步道。|教育局|6月",
            "^|2|改造公厕，配备|体育局、|9月",
        ];
        assert_eq!(
            read(&above, &["||设备。|财政局|", "^|3|开展培训。|水务局|12月"], false)[2],
            "^|2|改造公厕，配备设备。|体育局、财政局|9月"
        );
        // The number stands in the middle of the row's height.
        let above = [HEAD, "甲行动|1|建设健康步道。|教育局|6月", "^||改造公厕，|体育局|"];
        assert_eq!(
            read(
                &above,
                &["|2|配备设备，保持洁净。||9月", "^|3|开展培训。|水务局|12月"],
                false
            )[2],
            "^|2|改造公厕，配备设备，保持洁净。|体育局|9月"
        );
    }

    #[test]
    fn what_the_page_leaves_open_goes_on() {
        let above = [HEAD, "甲行动|1|建设健康步道。|教育局|6月", "^|2|改造公厕；|体育局|9月"];
        assert_eq!(
            read(&above, &["||配备设备。||", "^|3|开展培训。|水务局|12月"], true)[2],
            "^|2|改造公厕；配备设备。|体育局|9月"
        );
        // A table without a frame is open at every page's foot.
        assert_eq!(
            read(
                &above,
                &["|3|开展培训。|水务局|12月", "^|4|更新设备。|教育局|12月"],
                true
            )[3],
            "^|3|开展培训。|水务局|12月"
        );
    }

    #[test]
    fn rows_below_one_number_stay_apart() {
        let above = [
            "序号|任务|措施|单位",
            "1|健康校园|建校医室。|教育局",
            "^|^|配保健教师。|人社局",
            "2|健康社区|设健康小屋。|卫健委",
        ];
        assert_eq!(
            read(
                &above,
                &["||设健康步道。|体育局", "3|健康机关|做工间操。|总工会"],
                false
            )[4],
            "^|^|设健康步道。|体育局"
        );
    }

    #[test]
    fn the_owner_in_the_middle_of_a_merged_cell_owns_both_sides() {
        let above = [HEAD, "甲行动|1|建设健康步道。|教育局|6月", "^|2|改造公厕。||9月"];
        assert_eq!(
            read(&above, &["|3|配备设备。|体育局|9月", "^|4|开展培训。|^|12月"], false)[2..],
            [
                "^|2|改造公厕。|体育局|9月",
                "^|3|配备设备。|^|9月",
                "^|4|开展培训。|^|12月"
            ]
        );
    }

    #[test]
    fn an_empty_cell_of_a_column_that_is_often_empty_stays_empty() {
        let head = "序号|任务|牵头单位|配合单位";
        let above = [head, "1|建设健康步道。|教育局|", "2|改造公厕。|体育局|财政局"];
        assert_eq!(
            read(&above, &["3|配备设备。|水务局|", "4|开展培训。|民政局|妇联"], false)[3],
            "3|配备设备。|水务局|"
        );
    }

    #[test]
    fn a_heading_of_a_group_is_no_rest() {
        let above = [
            "序号|任务|单位",
            "1|建设健康步道，改造公厕|教育局",
            "2|改造公厕，更新设备|体育局",
        ];
        assert_eq!(
            read(&above, &["二、健康环境行动||", "3|配备设备|水务局"], false)[3],
            "二、健康环境行动||"
        );
    }
}
