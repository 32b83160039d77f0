//! A cell a line: which rows are sure, since they have a cell for each column or blank lines for the empty ones.

use super::blocks::Builder;
use super::content::Content;
use super::fit::{self, Piece};
use super::gaps::Gaps;
use super::grid::Cell;
use super::{Column, ColumnKind};

impl Builder<'_> {
    /// The columns of `blocks[at]` where they are sure.
    pub(super) fn certain(&self, blocks: &[&[Cell]], at: usize, place: usize, gaps: &Gaps) -> Option<Vec<usize>> {
        let (block, width) = (blocks[at], self.head.columns.len());
        if self.is_exact(block, place) {
            return Some((place..place + block.len()).collect());
        }
        let next = blocks.get(at + 1).and_then(|next| next.first());
        let (places, inner) = gaps.places(block, place, width, next)?;
        let pieces: Vec<Piece> = block.iter().map(|cell| self.piece(cell.span)).collect();
        let folded: Vec<usize> = places.iter().map(|place| place % width).collect();
        let columns = &self.head.columns;
        let holds = pieces
            .iter()
            .zip(&folded)
            .all(|(piece, place)| fit::may_hold(*piece, columns[*place].kind));
        // Blank lines behind a row may part rows as well: what the cells hold must agree.
        let slack = if inner { 12 } else { 0 };
        let agrees = fit::agreement(&pieces, &folded, columns) + slack >= fit::fit(&pieces, columns).0;
        (holds && agrees).then_some(places)
    }

    /// The columns of a row and of further ones that lack its number and what else is merged on the left, cell for cell:
    /// 1⏎改造管网⏎新建5公里。⏎市住建局⏎已完成⏎修复3公里。⏎市水务局⏎在建.
    pub(super) fn even_sub_rows(&self, block: &[Cell], place: usize) -> Option<Vec<usize>> {
        let columns = &self.head.columns;
        let width = columns.len();
        let (first, rest) = block.split_at_checked(width - place)?;
        let task = columns.iter().rposition(|column| column.kind == ColumnKind::Task)?;
        if rest.is_empty() || !self.is_exact(first, place) || !self.is_whole(first, place) {
            return None;
        }
        let from = (place + 1..=task).find(|from| {
            let size = width - from;
            rest.len().is_multiple_of(size) && rest.chunks(size).all(|row| self.is_whole(row, *from))
        })?;
        let further = rest.iter().enumerate().map(|(at, _)| {
            let size = width - from;
            (at / size + 1) * width + from + at % size
        });
        Some((place..width).chain(further).collect())
    }

    /// Whether cells fill the columns from `from` on as those ask, a task and units among them.
    fn is_whole(&self, row: &[Cell], from: usize) -> bool {
        let columns = &self.head.columns[from..];
        let pieces: Vec<Piece> = row.iter().map(|cell| self.piece(cell.span)).collect();
        let places: Vec<usize> = (0..row.len()).collect();
        let holds = |content: Content, kind: fn(ColumnKind) -> bool| {
            let mut pairs = pieces.iter().zip(columns);
            pairs.any(|(piece, column)| piece.content == content && kind(column.kind))
        };
        let named = |(piece, column): (&Piece, &Column)| {
            !matches!(column.kind, ColumnKind::Units(_)) || matches!(piece.content, Content::Units | Content::Nothing)
        };
        fit::suits(&pieces, &places, columns)
            && pieces.iter().zip(columns).all(named)
            && holds(Content::Text, |kind| kind == ColumnKind::Task)
            && holds(Content::Units, |kind| matches!(kind, ColumnKind::Units(_)))
    }

    /// A unit in a column that holds none in other rows, right behind one of units (县林业局⏎县财政局, 已完成 missing), may be
    /// the rest of that one's cell: such rows are not sure.
    pub(super) fn doubt_strays(&self, blocks: &[&[Cell]], certain: &mut [Option<Vec<usize>>]) {
        let columns = &self.head.columns;
        let beside = |column: usize| {
            column > 0
                && columns[column].kind == ColumnKind::Other
                && matches!(columns[column - 1].kind, ColumnKind::Units(_))
        };
        for column in (0..columns.len()).filter(|column| beside(*column)) {
            let holds = |(block, places): (&&[Cell], &Option<Vec<usize>>)| {
                let at = places.as_ref()?.iter().position(|place| *place == column)?;
                Some(self.piece(block[at].span).content == Content::Units)
            };
            let units: Vec<Option<bool>> = blocks.iter().zip(certain.iter()).map(holds).collect();
            let strays = units.iter().filter(|units| **units == Some(true)).count();
            if strays * 3 <= units.len() {
                let doubted = certain.iter_mut().zip(units).filter(|(_, units)| *units == Some(true));
                doubted.for_each(|(places, _)| *places = None);
            }
        }
    }

    /// Whether `block` fills the columns from `place` on one by one.
    pub(super) fn is_exact(&self, block: &[Cell], place: usize) -> bool {
        let columns = &self.head.columns;
        if place + block.len() != columns.len() {
            return false;
        }
        let pieces: Vec<Piece> = block.iter().map(|cell| self.piece(cell.span)).collect();
        if self.lacks_category(&pieces, &columns[place..]) || self.lacks_person(&pieces, &columns[place..]) {
            return false;
        }
        let identity: Vec<usize> = (place..place + block.len()).collect();
        pieces
            .iter()
            .zip(&columns[place..])
            .all(|(piece, column)| fit::may_hold(*piece, column.kind))
            && fit::agreement(&pieces, &identity, columns) + 24 >= fit::fit(&pieces, columns).0
    }

    /// Whether the task's place holds units and the merged cell left of it the task (实施公厕改造。⏎市住建局⏎市教育局): one cell
    /// of the row is missing and another lies on two lines.
    pub(super) fn lacks_category(&self, pieces: &[Piece], columns: &[Column]) -> bool {
        let task = columns.iter().rposition(|column| column.kind == ColumnKind::Task);
        let Some((before, task)) = task.and_then(|task| Some((pieces.get(task.checked_sub(1)?)?, pieces.get(task)?)))
        else {
            return false;
        };
        let holds_task = before.content == Content::Text && (before.stopped || before.item || before.len > 14);
        match task.content {
            Content::Units => !task.item && (!task.weak || holds_task),
            Content::Deadline | Content::Status | Content::Number => true,
            _ => false,
        }
    }

    /// Whether a unit stands in the place of persons, or a person in that of units: the cell before it is missing.
    pub(super) fn lacks_person(&self, pieces: &[Piece], columns: &[Column]) -> bool {
        let stands = |wanted: Content| {
            let people =
                |(piece, column): (&Piece, &Column)| column.kind == ColumnKind::People && piece.content == wanted;
            pieces.iter().zip(columns).any(people)
        };
        let owned_by_person = pieces
            .iter()
            .zip(columns)
            .any(|(piece, column)| matches!(column.kind, ColumnKind::Units(_)) && piece.content == Content::Name);
        let has_people = columns.iter().any(|column| column.kind == ColumnKind::People);
        stands(Content::Units) || has_people && owned_by_person && !stands(Content::Name)
    }
}
