//! The cells of one row to columns, when some cells are missing or lie on several lines: the assignment from left
//! to right in which what the cells hold agrees best with what the columns are for.

use super::content::Content;
use super::habits::Habits;
use super::{Column, ColumnKind};

/// One cell, as the fit sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub content: Content,
    /// Whether it begins with a number of its own.
    pub item: bool,
    /// Characters.
    pub len: usize,
    /// Whether it ends a sentence.
    pub stopped: bool,
    /// Whether it begins like a report of what has been done: 截至8月底，…
    pub report: bool,
    /// Whether it names no unit that is on a list: 建成区老年活动中心 ends like one as well.
    pub weak: bool,
}

/// The column of each of `pieces`, and how well they agree; columns never go back.
pub(super) fn fit(pieces: &[Piece], columns: &[Column]) -> (i32, Vec<usize>) {
    fit_as(pieces, columns, &Habits::none())
}

/// The same, where other rows have shown what the columns hold.
pub(super) fn fit_as(pieces: &[Piece], columns: &[Column], habits: &Habits) -> (i32, Vec<usize>) {
    let worth = |piece: Piece, column: usize| worth(piece, columns[column].kind) + habits.bonus(piece, column);
    let width = columns.len();
    if pieces.is_empty() || width == 0 {
        return (0, Vec::new());
    }
    let skipped: Vec<i32> = std::iter::once(0)
        .chain(columns.iter().scan(0, |sum, column| {
            *sum += skip_cost(column.kind);
            Some(*sum)
        }))
        .collect();
    let mut best: Vec<i32> = (0..width)
        .map(|column| worth(pieces[0], column) - skipped[column])
        .collect();
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(pieces.len());
    for pair in pieces.windows(2) {
        let mut next = vec![i32::MIN / 2; width];
        let mut origin = vec![0; width];
        for column in 0..width {
            let gain = worth(pair[1], column);
            for before in 0..=column {
                let score = if before == column {
                    best[before] + more(pair[0], pair[1], columns[column].kind)
                } else {
                    best[before] + gain - (skipped[column] - skipped[before + 1])
                };
                if score > next[column] {
                    next[column] = score;
                    origin[column] = before;
                }
            }
        }
        best = next;
        from.push(origin);
    }
    let ending = |column: usize| best[column] - (skipped[width] - skipped[column + 1]) / 2;
    let mut column = (0..width).rev().max_by_key(|column| ending(*column)).unwrap_or(0);
    let score = ending(column);
    let mut places = vec![column];
    for origin in from.iter().rev() {
        column = origin[column];
        places.push(column);
    }
    places.reverse();
    (score, places)
}

/// How well `pieces` agree with the columns `places`.
pub(super) fn agreement(pieces: &[Piece], places: &[usize], columns: &[Column]) -> i32 {
    let pairs = pieces.iter().zip(places);
    pairs.map(|(piece, place)| worth(*piece, columns[*place].kind)).sum()
}

/// Whether every cell of `pieces` suits its column, so that their order alone may be trusted.
pub(super) fn suits(pieces: &[Piece], places: &[usize], columns: &[Column]) -> bool {
    let mut pairs = pieces
        .iter()
        .zip(places)
        .map(|(piece, place)| (piece, columns[*place].kind));
    pairs.all(|(piece, kind)| may_hold(*piece, kind) && worth(*piece, kind) >= -1)
}

/// Whether a cell can stand in a column at all.
pub(super) fn may_hold(piece: Piece, kind: ColumnKind) -> bool {
    match piece.content {
        Content::Number => !matches!(kind, ColumnKind::Units(_) | ColumnKind::People | ColumnKind::Deadline),
        Content::Deadline | Content::Status => {
            !matches!(kind, ColumnKind::Units(_) | ColumnKind::People | ColumnKind::Number)
        }
        Content::Units => !matches!(kind, ColumnKind::Deadline | ColumnKind::Number),
        _ => kind != ColumnKind::Number,
    }
}

fn skip_cost(kind: ColumnKind) -> i32 {
    match kind {
        ColumnKind::Task => 10,
        ColumnKind::Number => 3,
        ColumnKind::Units(_) => 2,
        ColumnKind::People | ColumnKind::Deadline | ColumnKind::Other | ColumnKind::Heading => 1,
    }
}

/// What a cell is worth in a column.
fn worth(piece: Piece, kind: ColumnKind) -> i32 {
    match (piece.content, kind) {
        (Content::Number, ColumnKind::Number) => 14,
        (_, ColumnKind::Number) => -14,
        (Content::Number, ColumnKind::Other) => 1,
        (Content::Number, _) => -8,
        (Content::Nothing, ColumnKind::Task) => -6,
        (Content::Nothing, _) => 0,
        (Content::Units, ColumnKind::Units(_)) => 9,
        (Content::Units, ColumnKind::Task) if piece.item => 2,
        (Content::Units, ColumnKind::Task) if piece.weak => 0,
        (Content::Units, ColumnKind::Task) => -3,
        (Content::Units, ColumnKind::Deadline) => -10,
        (Content::Units, ColumnKind::People) => -6,
        (Content::Units, ColumnKind::Heading | ColumnKind::Other) => 0,
        (Content::Deadline, ColumnKind::Deadline) => 9,
        (Content::Deadline, ColumnKind::Units(_) | ColumnKind::People) => -12,
        (Content::Deadline, ColumnKind::Task) => -3,
        (Content::Deadline, _) => 0,
        (Content::Name, ColumnKind::People) => 9,
        (Content::Name, ColumnKind::Units(_)) => 1,
        (Content::Name, ColumnKind::Heading) => 3,
        (Content::Name, ColumnKind::Task) => -1,
        (Content::Name, ColumnKind::Deadline) => -5,
        (Content::Name, ColumnKind::Other) => 1,
        (Content::Status, ColumnKind::Other) => 5,
        (Content::Status, ColumnKind::Deadline) => -2,
        (Content::Status, _) => -12,
        (Content::Text, ColumnKind::Task) if piece.item => 8,
        (Content::Text, ColumnKind::Task) if piece.report => 2,
        (Content::Text, ColumnKind::Task) => 6,
        (Content::Text, ColumnKind::Heading) if piece.len <= 20 && !piece.stopped => 3,
        (Content::Text, ColumnKind::Heading) => -1,
        (Content::Text, ColumnKind::Other) => 2,
        (Content::Text, ColumnKind::Deadline) if piece.len <= 20 => -2,
        (Content::Text, ColumnKind::Units(_)) if piece.len <= 10 => -1,
        (Content::Text, ColumnKind::Units(_) | ColumnKind::People | ColumnKind::Deadline) => -12,
    }
}

/// What a further piece of the same cell is worth.
fn more(before: Piece, piece: Piece, kind: ColumnKind) -> i32 {
    // A sign for an empty cell is a cell of its own, whatever stands before or behind it.
    if [before.content, piece.content].contains(&Content::Nothing) {
        return -8;
    }
    match kind {
        ColumnKind::Number => -14,
        ColumnKind::Units(_) => worth(piece, kind).min(4),
        ColumnKind::Task if piece.content == Content::Text && before.content == Content::Text => 1,
        ColumnKind::Task => worth(piece, kind).min(-2),
        ColumnKind::Deadline => worth(piece, kind).min(1),
        ColumnKind::People => worth(piece, kind).min(2),
        ColumnKind::Heading => -4,
        ColumnKind::Other => worth(piece, kind).min(0) - 1,
    }
}
