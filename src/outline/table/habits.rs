//! What the columns of one table hold: what their headings promise, and what the rows show whose columns are sure.

use super::content::Content;
use super::fit::Piece;
use super::{Column, ColumnKind};

/// What is known of the columns of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits {
    columns: Vec<Habit>,
}

/// What is known of one column.
#[derive(Debug, Clone, Default)]
struct Habit {
    promise: Promise,
    number: bool,
    task: bool,
    /// Cells seen in rows that are sure, and what they were.
    seen: i32,
    kinds: [i32; KINDS],
    stopped: i32,
    longest: usize,
}

/// What a heading says that a column beside the task and the units holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Promise {
    #[default]
    Nothing,
    /// 进展情况: sentences and states.
    Report,
    /// 是否完成, 完成率: a word or a figure.
    State,
}

const KINDS: usize = 7;

/// Ends of headings of columns that tell how far things are.
const REPORTS: &[&str] = &["情况", "进展", "进度", "成效", "问题", "措施", "打算"];
const STATES: &[&str] = &["是否", "完成率", "%", "％", "比例", "状态"];

impl Habits {
    /// Nothing known.
    pub fn none() -> Self {
        Habits::default()
    }

    /// What the headings promise.
    pub fn new(text: &str, columns: &[Column]) -> Self {
        let of = |column: &Column| {
            let words: String = column.heading.of(text).chars().filter(|c| !c.is_whitespace()).collect();
            let promise = match column.kind {
                ColumnKind::Other if STATES.iter().any(|word| words.contains(word)) => Promise::State,
                // 进展情况（一季度）
                ColumnKind::Other if REPORTS.iter().any(|word| words.contains(word)) => Promise::Report,
                _ => Promise::Nothing,
            };
            Habit {
                promise,
                number: column.kind == ColumnKind::Number,
                task: column.kind == ColumnKind::Task,
                ..Habit::default()
            }
        };
        Habits {
            columns: columns.iter().map(of).collect(),
        }
    }

    /// Learns that `piece` stood in `column`.
    pub fn learn(&mut self, piece: Piece, column: usize) {
        if let Some(habit) = self.columns.get_mut(column) {
            habit.seen += 1;
            habit.kinds[kind(piece.content)] += 1;
            habit.stopped += i32::from(piece.stopped);
            habit.longest = habit.longest.max(piece.len);
        }
    }

    /// Whether any column tells how far things are.
    pub fn reports(&self) -> bool {
        self.columns.iter().any(|habit| habit.promise == Promise::Report)
    }

    /// How much better or worse than its kind says `piece` stands in `column`.
    pub fn bonus(&self, piece: Piece, column: usize) -> i32 {
        let Some(habit) = self.columns.get(column).filter(|habit| !habit.number) else {
            return 0;
        };
        let promised = match (habit.promise, piece.content) {
            (Promise::Report, Content::Text) if piece.report => 5,
            (Promise::Report, Content::Text) => 2,
            (Promise::State, Content::Status) => 1,
            (Promise::State, Content::Text) => -3,
            // 建成区老年活动中心 is a task before it is an owner: a numbered row has a text.
            (_, Content::Units) if habit.task && piece.weak && !piece.item => 4,
            _ => 0,
        };
        promised + habit.shown(piece)
    }
}

impl Habit {
    /// What the rows that are sure say for `piece`.
    fn shown(&self, piece: Piece) -> i32 {
        if self.seen < 2 || piece.content == Content::Nothing {
            return 0;
        }
        let same = self.kinds[kind(piece.content)];
        let share = if same > 0 {
            4 * same / self.seen
        } else {
            -i32::from(self.seen > 2) * 4
        };
        let stop = if self.seen < 3 || piece.content != Content::Text {
            0
        } else if piece.stopped && self.stopped == 0 || !piece.stopped && self.stopped == self.seen {
            -2
        } else {
            0
        };
        let long = piece.content == Content::Text && piece.len > 12 && piece.len > 3 * self.longest;
        share + stop - if long { 4 } else { 0 }
    }
}

fn kind(content: Content) -> usize {
    match content {
        Content::Number => 0,
        Content::Units => 1,
        Content::Deadline => 2,
        Content::Name => 3,
        Content::Status => 4,
        Content::Nothing => 5,
        Content::Text => 6,
    }
}
