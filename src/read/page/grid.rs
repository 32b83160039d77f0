//! Ruled lines to grids of cells: lines that touch belong to one grid, and two neighbours with no line between them are
//! one merged cell.

use super::Rule;

/// Lines that differ by less, in units of the page (points; ofd is brought to them), are one.
const SAME: f32 = 2.5;
/// Lines looked at on one page at most; a page with more is a drawing.
const MOST: usize = 6_000;
/// Rows and columns of a grid at most.
const CELLS: usize = 50_000;

/// A straight line on one axis: where it stands on the other, and from where to where it goes.
#[derive(Debug, Clone, Copy)]
struct Bar {
    at: f32,
    from: f32,
    to: f32,
}

/// A ruled grid.
#[derive(Debug)]
pub(super) struct Grid {
    /// Edges of the columns, one more than columns.
    pub xs: Vec<f32>,
    /// Edges of the rows.
    pub ys: Vec<f32>,
    /// For each cell, row by row, the cell it is a part of: itself, or the first of a merged one.
    pub owner: Vec<usize>,
    /// For each column, whether no line closes it at the foot of the page: what stands there goes on.
    pub open: Vec<bool>,
}

impl Grid {
    pub fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell in which a point lies.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        (column < self.columns() && row < self.rows()).then(|| self.owner[row * self.columns() + column])
    }
}

/// Every grid of at least two columns on a page, from top to bottom.
pub(super) fn of(rules: &[Rule]) -> Vec<Grid> {
    if rules.len() > MOST {
        return Vec::new();
    }
    let bars = |level: bool| {
        let found = rules.iter().filter_map(|rule| {
            let (level_length, upright_length) = ((rule.x1 - rule.x0).abs(), (rule.y1 - rule.y0).abs());
            let fits = match level {
                true => upright_length <= SAME && level_length > SAME,
                false => level_length <= SAME && upright_length > SAME,
            };
            let (at, from, to) = match level {
                true => ((rule.y0 + rule.y1) / 2.0, rule.x0.min(rule.x1), rule.x0.max(rule.x1)),
                false => ((rule.x0 + rule.x1) / 2.0, rule.y0.min(rule.y1), rule.y0.max(rule.y1)),
            };
            (fits && at.is_finite() && from.is_finite() && to.is_finite()).then_some(Bar { at, from, to })
        });
        joined(found.collect())
    };
    let (level, upright) = (bars(true), bars(false));
    let mut grids: Vec<Grid> = groups(&level, &upright)
        .into_iter()
        .filter_map(|(level, upright)| grid(&level, &upright))
        .collect();
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]));
    grids
}

/// Bars of one line that touch are one: programs draw a border cell by cell.
fn joined(mut bars: Vec<Bar>) -> Vec<Bar> {
    bars.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut lines: Vec<Bar> = Vec::new();
    for same in bars.chunk_by_mut(|a, b| b.at - a.at <= SAME / 2.0) {
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = lines.len();
        for bar in same {
            match lines[first..].last_mut() {
                Some(last) if bar.from <= last.to + SAME => last.to = last.to.max(bar.to),
                _ => lines.push(*bar),
            }
        }
    }
    lines
}

/// Bars that touch each other, straight or crosswise.
fn groups(level: &[Bar], upright: &[Bar]) -> Vec<(Vec<Bar>, Vec<Bar>)> {
    let mut parent: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (a, bar) in level.iter().enumerate() {
        for (b, other) in upright.iter().enumerate() {
            let meet = bar.from - SAME <= other.at
                && other.at <= bar.to + SAME
                && other.from - SAME <= bar.at
                && bar.at <= other.to + SAME;
            if meet {
                let (a, b) = (root(&mut parent, a), root(&mut parent, level.len() + b));
                parent[a] = b;
            }
        }
    }
    // The side of a column that is one cell from the head of the page to its foot touches no level line.
    let mut alike: Vec<usize> = (0..upright.len()).collect();
    alike.sort_by(|a, b| {
        upright[*a]
            .from
            .total_cmp(&upright[*b].from)
            .then(upright[*a].to.total_cmp(&upright[*b].to))
    });
    for pair in alike.windows(2) {
        let (a, b) = (&upright[pair[0]], &upright[pair[1]]);
        if b.from - a.from <= SAME / 2.0 && (b.to - a.to).abs() <= SAME / 2.0 {
            let (a, b) = (
                root(&mut parent, level.len() + pair[0]),
                root(&mut parent, level.len() + pair[1]),
            );
            parent[a] = b;
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Bar>, Vec<Bar>)> = std::collections::BTreeMap::new();
    for (at, bar) in level.iter().enumerate() {
        groups.entry(root(&mut parent, at)).or_default().0.push(*bar);
    }
    for (at, bar) in upright.iter().enumerate() {
        groups
            .entry(root(&mut parent, level.len() + at))
            .or_default()
            .1
            .push(*bar);
    }
    groups.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// The grid that bars of one group make.
fn grid(level: &[Bar], upright: &[Bar]) -> Option<Grid> {
    if level.is_empty() || upright.is_empty() {
        return None;
    }
    let mut xs = edges(upright.iter().map(|bar| bar.at));
    let ys = with_open_ends(edges(level.iter().map(|bar| bar.at)), upright);
    // Tables open at their sides end where their level lines do.
    let start = level.iter().map(|bar| bar.from).fold(f32::MAX, f32::min);
    let end = level.iter().map(|bar| bar.to).fold(f32::MIN, f32::max);
    if xs.first().is_some_and(|first| first - start > SAME * 3.0) {
        xs.insert(0, start);
    }
    if xs.last().is_some_and(|last| end - last > SAME * 3.0) {
        xs.push(end);
    }
    if xs.len() < 3 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > CELLS {
        return None;
    }
    let owner = owners(&xs, &ys, level, upright)?;
    let open = drawn(level, &ys, &xs)
        .split_off((ys.len() - 1) * (xs.len() - 1))
        .iter()
        .map(|drawn| !drawn)
        .collect();
    Some(Grid { xs, ys, owner, open })
}

/// Programs that break a row between two pages may leave it open there: the upright lines run out beyond the last
/// level one, as far as the row goes.
fn with_open_ends(mut ys: Vec<f32>, upright: &[Bar]) -> Vec<f32> {
    let (Some(first), Some(last)) = (ys.first().copied(), ys.last().copied()) else {
        return ys;
    };
    // One upright alone may be a line in the margin.
    let shared = |mut ends: Vec<f32>| {
        ends.sort_by(f32::total_cmp);
        let same = ends.chunk_by(|a, b| b - a <= SAME).max_by_key(|same| same.len())?;
        (same.len() >= 2).then(|| same[0])
    };
    let above = upright
        .iter()
        .filter(|bar| bar.from < first - SAME * 2.0)
        .map(|bar| bar.from);
    let below = upright
        .iter()
        .filter(|bar| bar.to > last + SAME * 2.0)
        .map(|bar| bar.to);
    if let Some(top) = shared(above.collect()) {
        ys.insert(0, top);
    }
    ys.extend(shared(below.collect()));
    ys
}

/// Places of lines, those a hair apart as one.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sorted: Vec<f32> = places.collect();
    sorted.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = Vec::new();
    for place in sorted {
        if edges.last().is_none_or(|last| place - last > SAME * 1.2) {
            edges.push(place);
        }
    }
    edges
}

/// Which edges of the grid are drawn: for each place of a bar, the cells along it.
fn drawn(bars: &[Bar], places: &[f32], along: &[f32]) -> Vec<bool> {
    let cells = along.len() - 1;
    let mut drawn = vec![false; places.len() * cells];
    for bar in bars {
        let Some(place) = places.iter().position(|place| (place - bar.at).abs() <= SAME * 1.3) else {
            continue;
        };
        for cell in 0..cells {
            let middle = (along[cell] + along[cell + 1]) / 2.0;
            drawn[place * cells + cell] |= bar.from <= middle && middle <= bar.to;
        }
    }
    drawn
}

/// Joins cells with no line between them; `None` where no line parts two columns anywhere.
fn owners(xs: &[f32], ys: &[f32], level: &[Bar], upright: &[Bar]) -> Option<Vec<usize>> {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let (across, down) = (drawn(level, ys, xs), drawn(upright, xs, ys));
    let mut parent: Vec<usize> = (0..columns * rows).collect();
    let mut join = |a: usize, b: usize| {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b)] = a.min(b);
    };
    for row in 0..rows {
        for column in 0..columns {
            let at = row * columns + column;
            if column + 1 < columns && !down[(column + 1) * rows + row] {
                join(at, at + 1);
            }
            if row + 1 < rows && !across[(row + 1) * columns + column] {
                join(at, at + columns);
            }
        }
    }
    let owner: Vec<usize> = (0..columns * rows).map(|at| root(&mut parent, at)).collect();
    let parted = (0..rows).any(|row| owner[row * columns] != owner[row * columns + columns - 1]);
    parted.then_some(owner)
}
