//! What blank lines between cells say. Text copied from a table gives an empty cell a line of its own, so a row that
//! is one cell short has a blank line where the cell is missing:
//!
//! ```text
//! 2
//! 开展关爱行动
//!                  (no 牵头单位)
//! 县民政局、县妇联
//! ```
//!
//! In other copies a blank line stands behind every cell, and says nothing.

use super::grid::Cell;

/// How far apart the cells of one table stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gaps {
    /// Lines between two cells of a row, none of them empty.
    usual: usize,
    /// Lines between a full row and the next.
    rows: Option<usize>,
    /// Whether full rows are without further blank lines, so that these say something elsewhere.
    speak: bool,
    /// Whether most full rows have blank lines, so that these say nothing.
    noise: bool,
}

impl Gaps {
    /// Learns from `blocks`, the cells from each row's number to before the next one's, of which full ones have `base`.
    pub fn learn(blocks: &[&[Cell]], base: usize) -> Self {
        let full = |block: &&&[Cell]| block.len() == base;
        let some_full = blocks.iter().any(|block| full(&block));
        let mut counts = [0usize; 16];
        for block in blocks.iter().filter(|block| !some_full || full(block)) {
            for cell in block.iter().skip(1) {
                counts[cell.gap.min(15)] += 1;
            }
        }
        let usual = (0..16).rev().max_by_key(|gap| counts[*gap]).unwrap_or(0);
        let mut gaps = Gaps {
            usual,
            rows: None,
            speak: true,
            noise: false,
        };
        let (mut even, mut uneven) = (0usize, 0usize);
        for (at, block) in blocks.iter().enumerate().filter(|(_, block)| full(block)) {
            match block.iter().skip(1).all(|cell| gaps.empty_before(cell) == 0) {
                true => even += 1,
                false => uneven += 1,
            }
            if let Some(next) = blocks.get(at + 1).and_then(|next| next.first()) {
                gaps.rows = Some(gaps.rows.map_or(next.gap, |known| known.min(next.gap)));
            }
        }
        gaps.speak = uneven * 4 <= even;
        gaps.noise = uneven > even + 1;
        gaps
    }

    /// Empty cells that the lines before `cell` stand for.
    fn empty_before(&self, cell: &Cell) -> usize {
        cell.gap.saturating_sub(self.usual).div_ceil(self.usual + 1)
    }

    /// Whether a blank line stands inside `block`.
    pub fn inside(&self, block: &[Cell]) -> bool {
        !self.noise && block.iter().skip(1).any(|cell| self.empty_before(cell) > 0)
    }

    /// The place of each cell of a row of `width` columns, counted from the first cell's column `place`, when cells and
    /// blank lines fill the row, and whether blank lines stand between cells rather than behind them only; `next` is the
    /// cell that begins the next row. Several rows where further ones lack their number: places then go on behind
    /// `width`.
    pub fn places(
        &self,
        block: &[Cell],
        place: usize,
        width: usize,
        next: Option<&Cell>,
    ) -> Option<(Vec<usize>, bool)> {
        if !self.speak || block.is_empty() {
            return None;
        }
        let places: Vec<usize> = self.run(block).into_iter().map(|at| at + place).collect();
        let at = *places.last()?;
        let inner = at + 1 - place > block.len();
        let end = at + 1;
        let rows = end.div_ceil(width);
        let missing = rows * width - end;
        if rows > 1 && (!inner || missing > 0) {
            return None;
        }
        let fills = match next {
            _ if missing == 0 => inner,
            Some(next) => {
                let behind = |row: usize| next.gap.saturating_sub(row).div_ceil(self.usual + 1);
                match self.rows {
                    Some(row) => behind(row) == missing,
                    None => behind(self.usual) >= missing,
                }
            }
            None => inner,
        };
        fills.then_some((places, inner))
    }

    /// The place of each cell when the first stands at 0 and blank lines are empty cells.
    pub fn run(&self, cells: &[Cell]) -> Vec<usize> {
        let mut at = 0;
        let mut places = Vec::with_capacity(cells.len());
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                at += 1 + if self.speak { self.empty_before(cell) } else { 0 };
            }
            places.push(at);
        }
        places
    }
}
