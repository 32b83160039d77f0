//! Tables without lines: a row of headings set apart, and below it rows whose cells stand under each other, with clear
//! space between the columns all the way down. Only what counts its rows, or fills every cell of them, is taken for
//! one: lists of names and blocks of signatures stand apart as well.

use super::breaks::{ENDS, is_heading_of_numbers, is_number};
use super::lines::{Line, usual};
use super::tables::{self, PageRow, Table};
use crate::read::builder::Row;

/// A gap that may part two headings, in sizes of a character, and one that does: letters of one are spaced as well.
const GAP: f32 = 0.45;
const WIDE: f32 = 1.0;
/// What must stay clear between two columns.
const CLEAR: f32 = 0.4;
/// Fewest columns and rows.
const COLUMNS: usize = 3;
const ROWS: usize = 3;
/// Longest heading.
const HEADING: usize = 14;
/// Rows stand apart by more than their lines do.
const APART: f32 = 1.2;
/// Lines further apart than so many sizes are not of one table.
const FAR: f32 = 6.0;
/// Rows of headings tried on a page.
const TRIES: usize = 24;

/// A space between two columns that nothing stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Space {
    from: f32,
    to: f32,
    /// Whether it may be one between letters.
    weak: bool,
}

/// A table that may go on on the next page.
#[derive(Debug)]
pub(super) struct Known {
    spaces: Vec<Space>,
    /// The edges of its columns, by which its parts know each other.
    edges: Vec<f32>,
    /// The column that counts its rows.
    number: Option<usize>,
    heading: String,
}

/// The tables of a page, the other lines, and what is known of the last table.
type Found = (Vec<Table>, Vec<Line>, Option<Known>);

/// Takes the tables out of the lines of page `page`. `before` is the last table of the page before; `ruled` are the heights
/// of the ruled tables, which nothing goes across.
pub(super) fn of(lines: Vec<Line>, page: usize, ruled: &[f32], before: Option<Known>) -> Found {
    let (mut tables, mut rest, mut last) = (Vec::new(), Vec::new(), None);
    let mut lines = lines;
    if let Some(before) = before
        && let Some((table, used, known)) = goes_on(&lines, page, ruled, before)
    {
        tables.push(table);
        last = Some(known);
        lines.drain(..used);
    }
    let (mut tries, mut at) = (0, 0);
    while at < lines.len() {
        let headings = segments(&lines[at]);
        if tries < TRIES && headings.len() >= COLUMNS && headings.iter().all(|part| part.letters <= HEADING) {
            tries += 1;
            if let Some((table, used, known)) = begins(&lines[at..], page, ruled, &headings) {
                tables.push(table);
                last = Some(known);
                at += used;
                continue;
            }
        }
        rest.push(lines[at].clone());
        at += 1;
    }
    (tables, rest, last)
}

/// A part of a line between two gaps.
struct Segment {
    start: f32,
    end: f32,
    letters: usize,
}

fn segments(line: &Line) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    for glyph in line.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
        match found.last_mut() {
            Some(last) if glyph.x - last.end < GAP * line.size => {
                last.end = last.end.max(glyph.end());
                last.letters += 1;
            }
            _ => found.push(Segment {
                start: glyph.x,
                end: glyph.end(),
                letters: 1,
            }),
        }
    }
    found
}

/// The lines from the first on that leave the spaces clear: how many, and what stays of the spaces.
fn band(lines: &[Line], ruled: &[f32], mut spaces: Vec<Space>) -> (usize, Vec<Space>) {
    let mut count = 0;
    for (at, line) in lines.iter().enumerate() {
        if at > 0 && parted(&lines[at - 1], line, ruled) {
            break;
        }
        let Some(narrower) = narrowed(&spaces, line) else { break };
        spaces = narrower;
        count += 1;
    }
    (count, spaces)
}

/// The middle of each space.
fn edges(spaces: &[Space]) -> Vec<f32> {
    spaces.iter().map(|space| (space.from + space.to) / 2.0).collect()
}

/// Whether two lines are too far apart, or a ruled table stands between them.
fn parted(before: &Line, line: &Line, ruled: &[f32]) -> bool {
    line.y - before.y > FAR * line.size || ruled.iter().any(|top| before.y < *top && *top < line.y)
}

/// What a line leaves clear of each space; nothing where it goes across one.
fn narrowed(spaces: &[Space], line: &Line) -> Option<Vec<Space>> {
    let parts = segments(line);
    let mut left = Vec::with_capacity(spaces.len());
    for space in spaces {
        // The widest piece of the space that nothing covers.
        let (mut best, mut free) = ((space.from, space.from), space.from);
        for part in parts
            .iter()
            .filter(|part| part.end > space.from && part.start < space.to)
        {
            if part.start - free > best.1 - best.0 {
                best = (free, part.start);
            }
            free = free.max(part.end);
        }
        if space.to - free > best.1 - best.0 {
            best = (free, space.to);
        }
        if best.1 - best.0 >= CLEAR * line.size {
            left.push(Space {
                from: best.0,
                to: best.1,
                weak: space.weak,
            });
        } else if !space.weak {
            return None;
        }
    }
    (left.len() + 1 >= COLUMNS).then_some(left)
}

/// The table that begins with the headings of the first line, and how many lines it takes.
fn begins(lines: &[Line], page: usize, ruled: &[f32], headings: &[Segment]) -> Option<(Table, usize, Known)> {
    let size = lines.first()?.size;
    let spaces = headings.windows(2).map(|pair| Space {
        from: pair[0].end,
        to: pair[1].start,
        weak: pair[1].start - pair[0].end < WIDE * size,
    });
    let (count, spaces) = band(lines, ruled, spaces.collect());
    let edges = edges(&spaces);
    let cells = cells(&lines[..count], &edges);
    let number = number_column(&cells);
    let body = match number {
        Some(column) => cells
            .iter()
            .position(|cells| cells[column].as_ref().is_some_and(|cell| is_number(&cell.words())))?,
        None => 1,
    };
    let rows = match number {
        Some(column) => {
            let rows = counted(&lines[..count], &cells, body.min(first_of_row(&cells, body)), column)?;
            (rows.len() > ROWS - 1).then_some(rows)?
        }
        None => filled(&cells, edges.len() + 1)?,
    };
    let begins = rows.first().map_or(1, |row| row.first().copied().unwrap_or(1));
    let mut all = vec![(0..begins).collect::<Vec<usize>>()];
    all.extend(rows);
    let table = table(lines, &cells, &edges, &all, page);
    let known = Known {
        spaces,
        edges,
        number,
        heading: lines[0].words(),
    };
    Some((table, count, known))
}

/// Where the first row begins: behind the headings, though its number stands in the middle of it.
fn first_of_row(cells: &[Vec<Option<Line>>], numbered: usize) -> usize {
    let text = text_column(cells);
    // Headings are whole lines of short words; a line with text alone belongs to the row below.
    let alone = |at: &usize| cells[*at].iter().flatten().count() == 1 && cells[*at][text].is_some();
    let above = (1..numbered).rev().take_while(alone).count();
    numbered - above
}

/// A table that began on the page before: its headings come again, or its rows are counted on.
fn goes_on(lines: &[Line], page: usize, ruled: &[f32], before: Known) -> Option<(Table, usize, Known)> {
    let (first, number) = (lines.first()?, before.number?);
    if ruled.iter().any(|top| *top < first.y) {
        return None;
    }
    let (count, spaces) = band(lines, ruled, before.spaces.clone());
    if count == 0 || spaces.len() != before.spaces.len() {
        return None;
    }
    let cells = cells(&lines[..count], &edges(&spaces));
    let headed = first.words() == before.heading;
    let body = usize::from(headed);
    let mut numbers = cells[body..]
        .iter()
        .filter_map(|cells| cells[number].as_ref())
        .peekable();
    let counts = numbers.peek().is_some();
    if !numbers.all(|cell| is_number(&cell.words())) || !headed && !counts {
        return None;
    }
    // Running text that happens to be short stands in one column.
    if !headed && !cells.iter().any(|cells| cells.iter().flatten().count() >= COLUMNS - 1) {
        return None;
    }
    let mut rows: Vec<Vec<usize>> = (0..body).map(|at| vec![at]).collect();
    match counts {
        true => rows.extend(counted(&lines[..count], &cells, body, number)?),
        // The rest of one row.
        false => rows.extend((body < count).then(|| (body..count).collect())),
    }
    let table = table(lines, &cells, &before.edges, &rows, page);
    Some((table, count, Known { spaces, ..before }))
}

/// For each line its part in each column.
fn cells(lines: &[Line], edges: &[f32]) -> Vec<Vec<Option<Line>>> {
    let cells = |line: &Line| {
        (0..=edges.len())
            .map(|column| {
                let from = column.checked_sub(1).map_or(f32::MIN, |before| edges[before]);
                let to = edges.get(column).copied().unwrap_or(f32::MAX);
                line.cut(|glyph| (from..to).contains(&(glyph.x + glyph.width / 2.0)))
            })
            .collect()
    };
    lines.iter().map(cells).collect()
}

/// The column that counts the rows: one of the first two.
fn number_column(cells: &[Vec<Option<Line>>]) -> Option<usize> {
    (0..2).find(|column| {
        let words: Vec<String> = cells
            .iter()
            .filter_map(|cells| cells.get(*column)?.as_ref())
            .map(Line::words)
            .collect();
        let numbers = words.iter().filter(|words| is_number(words)).count();
        let headed = words.first().is_some_and(|words| is_heading_of_numbers(words));
        numbers + usize::from(headed) == words.len() && numbers >= 1 && (headed || numbers >= ROWS - 1)
            || headed && numbers >= ROWS - 1 && numbers * 2 > words.len()
    })
}

/// The column with most to read.
fn text_column(cells: &[Vec<Option<Line>>]) -> usize {
    let width = cells.first().map_or(0, Vec::len);
    let letters = |column: usize| -> usize {
        cells
            .iter()
            .filter_map(|cells| cells[column].as_ref())
            .map(|line| line.glyphs.len())
            .sum()
    };
    (0..width).rev().max_by_key(|column| letters(*column)).unwrap_or(0)
}

/// The lines of each row of a table that counts them: rows that stand apart, or else begin with their number.
fn counted(lines: &[Line], cells: &[Vec<Option<Line>>], first: usize, number: usize) -> Option<Vec<Vec<usize>>> {
    let has_number = |at: usize| cells[at][number].as_ref().is_some_and(|cell| is_number(&cell.words()));
    let numbers: Vec<usize> = (first..cells.len()).filter(|at| has_number(*at)).collect();
    let text = text_column(cells);
    let texts: Vec<usize> = (first..cells.len()).filter(|at| cells[*at][text].is_some()).collect();
    let step = texts
        .windows(2)
        .map(|pair| lines[pair[1]].y - lines[pair[0]].y)
        .fold(f32::MAX, f32::min);
    let groups: Vec<&[usize]> = texts
        .chunk_by(|a, b| lines[*b].y - lines[*a].y <= step * APART)
        .collect();
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    // What stands beside the text belongs to the row at its height; cells longer than the text go beyond it on both
    // sides, or below it where all begin at the same height.
    let at_head = groups
        .iter()
        .all(|group| group.first().is_some_and(|first| has_number(*first)));
    let end = |row: usize| {
        let last = groups[row].last().map_or(f32::MIN, |last| lines[*last].y);
        let next = groups
            .get(row + 1)
            .and_then(|next| next.first())
            .map_or(f32::MAX, |next| lines[*next].y);
        if at_head {
            next - step / 2.0
        } else {
            (last + next) / 2.0
        }
    };
    let mut row = 0;
    for at in first..cells.len() {
        while row + 1 < groups.len() && lines[at].y > end(row) {
            row += 1;
        }
        rows.get_mut(row)?.push(at);
    }
    let holds = |row: &Vec<usize>| row.iter().filter(|at| has_number(**at)).count();
    let one_each = rows.iter().skip(1).all(|row| holds(row) == 1) && rows.first().is_some_and(|row| holds(row) <= 1);
    if one_each && rows.len() > 1 {
        return Some(rows);
    }
    // Rows whose number stands at their head: no text above goes on in the line of a number.
    let letters = |at: usize| cells[at][text].as_ref().map_or(0, |line| line.glyphs.len());
    let full = texts.iter().map(|at| letters(*at)).max().unwrap_or(0) * 4 / 5;
    let amid = |at: &usize| {
        let above = texts
            .iter()
            .rev()
            .find(|above| **above < *at)
            .filter(|above| !has_number(**above));
        let goes_on = |above: &usize| {
            let last = cells[*above][text].as_ref().map(Line::last);
            last.is_some_and(|last| !ENDS.contains(&last)) && letters(*above) >= full
        };
        cells[*at][text].is_none() || above.is_some_and(goes_on)
    };
    if numbers.is_empty() || numbers.iter().skip(1).any(amid) || first > 0 && numbers[0] != first {
        return None;
    }
    let mut starts = numbers;
    if starts[0] != first {
        starts.insert(0, first);
    }
    let ends = starts.iter().skip(1).copied().chain([cells.len()]);
    Some(
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| (*start..end).collect())
            .collect(),
    )
}

/// The rows of a table that fills every cell, a line each.
fn filled(cells: &[Vec<Option<Line>>], width: usize) -> Option<Vec<Vec<usize>>> {
    let whole = cells
        .iter()
        .filter(|cells| cells.iter().flatten().count() == width)
        .count();
    (width > COLUMNS && whole > ROWS && whole == cells.len()).then(|| (1..cells.len()).map(|at| vec![at]).collect())
}

fn table(lines: &[Line], cells: &[Vec<Option<Line>>], edges: &[f32], rows: &[Vec<usize>], page: usize) -> Table {
    let width = edges.len() + 1;
    let rights: Vec<f32> = (0..width)
        .map(|column| {
            let ends = cells.iter().filter_map(|cells| cells[column].as_ref()).map(Line::end);
            ends.fold(f32::MIN, f32::max)
        })
        .collect();
    let row = |(at, row): (usize, &Vec<usize>)| {
        let mut found = PageRow {
            page,
            number: at + 1,
            row: Row::default(),
            ..PageRow::default()
        };
        for (column, right) in rights.iter().enumerate() {
            let lines: Vec<Line> = row.iter().filter_map(|at| cells[*at][column].clone()).collect();
            let (words, edges) = tables::cell(&lines, *right);
            found.row.cells.push(words);
            found.edges.push(edges);
        }
        found
    };
    let size = usual(lines.iter().take(1).map(|line| line.size)).unwrap_or(0.0);
    Table {
        top: lines.first().map_or(0.0, |line| line.y - size),
        xs: edges.to_vec(),
        rows: rows.iter().enumerate().map(row).collect(),
        open: Vec::new(),
    }
}
