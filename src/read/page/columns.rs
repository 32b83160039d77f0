//! Reading order: pages set in two columns are read down the left one, then down the right one, between the lines and
//! tables that go across.

use super::lines::Line;
use super::tables::Table;
use super::{Frame, Item};

/// So many lines must stand on each side of a gutter.
const LINES: usize = 5;
/// A gutter is at least so wide, in sizes of a character.
const GUTTER: f32 = 0.9;
/// Of the lines of a page at most this share crosses the gutter.
const ACROSS: f32 = 0.35;
/// Lines beside a gutter are filled to this share, or they are labels and values.
const FILLED: f32 = 0.6;
/// Steps across the page when looking for a gutter.
const STEPS: usize = 200;

/// Lines and tables of a page in reading order.
pub(super) fn ordered(lines: Vec<Line>, tables: Vec<Table>, width: f32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(lines.len() + tables.len());
    match gutter(&lines, width) {
        Some(gutter) => in_columns(lines, &tables, gutter, &mut items),
        None => items.extend(lines.into_iter().map(|line| Item::Line(line, Frame::Whole))),
    }
    for table in tables {
        let at = items
            .iter()
            .position(|item| top(item) > table.top)
            .unwrap_or(items.len());
        items.insert(at, Item::Table(table));
    }
    items
}

fn top(item: &Item) -> f32 {
    match item {
        Item::Line(line, _) => line.y,
        Item::Table(table) => table.top,
    }
}

/// Bands of lines between those that go across: left column first.
fn in_columns(lines: Vec<Line>, tables: &[Table], gutter: f32, items: &mut Vec<Item>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut last = f32::MIN;
    for line in lines {
        let parted = tables.iter().any(|table| last < table.top && table.top < line.y);
        let across = crosses(&line, gutter);
        last = line.y;
        if parted || across {
            items.append(&mut left);
            items.append(&mut right);
        }
        if across {
            items.push(Item::Line(line, Frame::Whole));
            continue;
        }
        left.extend(
            line.cut(|glyph| glyph.x < gutter)
                .map(|line| Item::Line(line, Frame::Left)),
        );
        right.extend(
            line.cut(|glyph| glyph.x >= gutter)
                .map(|line| Item::Line(line, Frame::Right)),
        );
    }
    items.append(&mut left);
    items.append(&mut right);
}

fn crosses(line: &Line, gutter: f32) -> bool {
    let room = line.size * GUTTER / 2.0;
    line.glyphs
        .iter()
        .any(|glyph| !glyph.is_blank() && glyph.x < gutter + room * 0.8 && glyph.end() > gutter - room * 0.8)
}

/// Where the page is parted in two columns.
fn gutter(lines: &[Line], width: f32) -> Option<f32> {
    if lines.len() < LINES || width.is_nan() || width <= 0.0 {
        return None;
    }
    // How many lines cross each place near the middle of the page.
    let place = |x: f32| ((x / width * STEPS as f32).max(0.0) as usize).min(STEPS);
    let mut crossed = vec![0usize; STEPS + 1];
    for line in lines {
        let mut marked = vec![false; STEPS + 1];
        for glyph in line.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            marked[place(glyph.x)..=place(glyph.end())].fill(true);
        }
        crossed
            .iter_mut()
            .zip(&marked)
            .for_each(|(count, marked)| *count += usize::from(*marked));
    }
    let middle = STEPS * 3 / 10..=STEPS * 7 / 10;
    let least = middle.clone().map(|at| crossed[at]).min()?;
    let mut clear = middle.filter(|at| crossed[*at] == least);
    let first = clear.next()?;
    let last = clear
        .take_while(|at| crossed[first..=*at].iter().all(|count| *count == least))
        .last()
        .unwrap_or(first);
    let gutter = (first + last) as f32 / 2.0 / STEPS as f32 * width + width / STEPS as f32 / 2.0;
    let beside: Vec<&Line> = lines.iter().filter(|line| !crosses(line, gutter)).collect();
    let across = lines.len() - beside.len();
    let few = (across as f32) < ACROSS * lines.len() as f32;
    (few && is_filled(&beside, gutter, |glyph, gutter| glyph.x < gutter)
        && is_filled(&beside, gutter, |glyph, gutter| glyph.x >= gutter))
    .then_some(gutter)
}

/// Whether one side of a gutter holds running text.
fn is_filled(lines: &[&Line], gutter: f32, side: fn(&super::Glyph, f32) -> bool) -> bool {
    let side: Vec<Line> = lines
        .iter()
        .filter_map(|line| line.cut(|glyph| side(glyph, gutter)))
        .collect();
    let start = side.iter().map(Line::start).fold(f32::MAX, f32::min);
    let end = side.iter().map(Line::end).fold(f32::MIN, f32::max);
    let filled: f32 = side.iter().map(|line| line.end() - line.start()).sum();
    side.len() >= LINES && filled > FILLED * (end - start) * side.len() as f32
}
