//! The figures of the matrices, from the tasks and their owners.

use std::collections::{HashMap, HashSet};

use crate::plan::{Basis, Role};
use crate::proof::{Expected, Proof, RowProof, SheetProof};
use crate::view::Live;

/// Sums over the tasks of a workbook.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// By unit and action.
    pairs: HashMap<(usize, usize), usize>,
    of_unit: HashMap<usize, usize>,
    in_role: HashMap<(usize, Role), usize>,
    of_basis: HashMap<(usize, Basis), usize>,
    tasks: HashMap<usize, usize>,
    /// Tasks without an owner, by action.
    open: HashMap<usize, usize>,
    /// Number of owners by task.
    owners: Vec<usize>,
}

impl Sums {
    pub(super) fn of(proof: &Proof) -> Self {
        let mut sums = Sums::default();
        for task in &proof.tasks {
            *sums.tasks.entry(task.action).or_default() += 1;
            let mut seen = HashSet::new();
            for owner in task.owners.iter().filter(|owner| seen.insert(owner.unit)) {
                *sums.pairs.entry((owner.unit, task.action)).or_default() += 1;
                *sums.of_unit.entry(owner.unit).or_default() += 1;
                *sums.in_role.entry((owner.unit, owner.role)).or_default() += 1;
                *sums.of_basis.entry((owner.unit, owner.basis)).or_default() += 1;
            }
            *sums.open.entry(task.action).or_default() += usize::from(seen.is_empty());
            sums.owners.push(seen.len());
        }
        sums
    }

    /// The numbers of a sheet's cells: those of tasks first, then sums of rows, then sums of columns.
    pub(super) fn numbers(&self, sheet: &SheetProof) -> Vec<Vec<Option<usize>>> {
        let mut numbers: Vec<Vec<Option<usize>>> = sheet.rows.iter().map(|row| self.row(sheet, row)).collect();
        let of_units = |column: usize, numbers: &[Vec<Option<usize>>]| {
            let rows = sheet.rows.iter().zip(numbers).filter(|(row, _)| row.unit.is_some());
            rows.filter_map(|(_, numbers)| numbers[column]).sum()
        };
        let columns: Vec<usize> = (0..sheet.columns.len())
            .filter(|column| {
                let is_sum = |row: &RowProof| matches!(row.cells[*column], Expected::Count(Live::ColumnSum));
                sheet.rows.iter().any(is_sum)
            })
            .collect();
        for column in columns {
            let sum: usize = of_units(column, &numbers);
            for (row, numbers) in sheet.rows.iter().zip(&mut numbers) {
                if matches!(row.cells[column], Expected::Count(Live::ColumnSum)) {
                    numbers[column] = Some(sum);
                }
            }
        }
        numbers
    }

    fn row(&self, sheet: &SheetProof, row: &RowProof) -> Vec<Option<usize>> {
        let cells = || row.cells.iter().zip(&sheet.columns);
        let base: Vec<Option<usize>> = cells()
            .map(|(cell, column)| match cell {
                Expected::Count(live) => self.base(*live, row, column.unit),
                _ => None,
            })
            .collect();
        let counted: Vec<usize> = cells()
            .zip(&base)
            .filter(|((_, column), _)| matches!(column.key.as_str(), "action" | "unit"))
            .filter_map(|(_, number)| *number)
            .collect();
        let derived = row.cells.iter().zip(&base).map(|(cell, base)| match cell {
            Expected::Count(Live::RowSum) => Some(counted.iter().sum()),
            Expected::Count(Live::RowUsed) => Some(counted.iter().filter(|count| **count > 0).count()),
            _ => *base,
        });
        derived.collect()
    }

    fn base(&self, live: Live, row: &RowProof, column: Option<usize>) -> Option<usize> {
        let of = |map: &HashMap<usize, usize>, key: usize| map.get(&key).copied().unwrap_or(0);
        let in_role = |unit, role| self.in_role.get(&(unit, role)).copied().unwrap_or(0);
        match (live, row.unit) {
            (Live::Pairs(action), Some(unit)) => Some(self.pairs.get(&(unit, action)).copied().unwrap_or(0)),
            (Live::Pairs(action), None) => Some(of(&self.open, action)),
            (Live::Actions(first, last), Some(unit)) => {
                let of = |action| self.pairs.get(&(unit, action)).copied().unwrap_or(0);
                Some((first..=last).map(of).sum())
            }
            (Live::Led, Some(unit)) => Some(in_role(unit, Role::Lead)),
            (Live::Supported, Some(unit)) => Some(in_role(unit, Role::Support)),
            (Live::Owned, Some(unit)) => Some(in_role(unit, Role::Owner)),
            (Live::OfBasis(basis), Some(unit)) => Some(self.of_basis.get(&(unit, basis)).copied().unwrap_or(0)),
            (Live::Tasks(action), _) => Some(of(&self.tasks, action)),
            (Live::Marks, _) => row.task.and_then(|task| self.owners.get(task).copied()),
            (Live::ColumnMarks, _) => Some(of(&self.of_unit, column?)),
            (Live::Uncaught, _) => Some(0),
            _ => None,
        }
    }
}
