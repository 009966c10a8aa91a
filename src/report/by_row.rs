//! Sums by the rows of the ground, each with the records behind it.

use std::collections::HashSet;

use super::behind::Behind;
use super::cell::{Cell, CellValue};
use super::ground::Ground;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use crate::domain::RecordId;

/// A column of whole numbers.
pub(super) fn count_column(id: &str, label: Words) -> Column {
    Column {
        id: id.to_owned(),
        label,
        group: None,
        kind: ColumnKind::Count,
    }
}

/// Sums and the records that they were summed from, a column each.
#[derive(Clone)]
pub(super) struct Sums(Vec<Sum>);

#[derive(Clone, Default)]
struct Sum {
    amount: i64,
    /// As they came, each once.
    from: Vec<RecordId>,
    met: HashSet<RecordId>,
}

impl Sums {
    pub(super) fn new(columns: usize) -> Self {
        Self(vec![Sum::default(); columns])
    }

    pub(super) fn add(&mut self, column: usize, amount: i64, from: RecordId) {
        if let Some(sum) = self.0.get_mut(column) {
            sum.amount = sum.amount.saturating_add(amount);
            if sum.met.insert(from) {
                sum.from.push(from);
            }
        }
    }

    pub(super) fn cells(&self) -> Vec<Cell> {
        let cell = |sum: &Sum| Cell {
            value: CellValue::Count(sum.amount),
            behind: (!sum.from.is_empty()).then(|| Behind::Records(sum.from.clone())),
        };
        self.0.iter().map(cell).collect()
    }
}

/// One sum row for each row of the ground, and one for all.
pub(super) struct ByRow {
    rows: Vec<Sums>,
    all: Sums,
}

impl ByRow {
    pub(super) fn new(ground: &Ground, columns: usize) -> Self {
        Self {
            rows: vec![Sums::new(columns); ground.rows.len()],
            all: Sums::new(columns),
        }
    }

    /// Adds `amount` of a record to a row and to all.
    pub(super) fn add(&mut self, row: usize, column: usize, amount: i64, from: RecordId) {
        if let Some(sums) = self.rows.get_mut(row) {
            sums.add(column, amount, from);
            self.all.add(column, amount, from);
        }
    }

    /// Counts a record once in a row and once in all.
    pub(super) fn add_once(&mut self, row: usize, column: usize, record: RecordId) {
        let met = |sums: &Sums| {
            let sum = sums.0.get(column);
            sum.is_none_or(|sum| sum.met.contains(&record))
        };
        if let Some(sums) = self.rows.get_mut(row)
            && !met(sums)
        {
            sums.add(column, 1, record);
        }
        if !met(&self.all) {
            self.all.add(column, 1, record);
        }
    }

    /// Lays the sums out, a row for each unit that stood or has something.
    pub(super) fn into_table(self, ground: Ground, table: &mut Table) {
        let nothing = std::iter::repeat_with(More::default);
        self.with_more(ground, table, None, nothing);
    }

    /// The same with one more cell at the end of the total, and with more of
    /// each row of the ground.
    pub(super) fn with_more(
        self,
        ground: Ground,
        table: &mut Table,
        total: Option<Cell>,
        more: impl IntoIterator<Item = More>,
    ) {
        let rows = ground.rows.into_iter().zip(&self.rows).zip(more);
        for ((of, sums), More { last, parts }) in rows {
            let is_empty = sums.0.iter().all(|sum| sum.from.is_empty());
            let says_more = last.as_ref().is_some_and(|cell| cell.behind.is_some());
            if of.stood || !is_empty || says_more {
                table.rows.push(Row {
                    label: of.label,
                    record: of.record,
                    depth: 0,
                    cells: sums.cells().into_iter().chain(last).collect(),
                });
                table.rows.extend(parts);
            }
        }
        table.total = Some(Total {
            is: TotalIs::Sum,
            cells: self.all.cells().into_iter().chain(total).collect(),
        });
        table.notes = ground.notes;
    }
}

/// What a row has besides its sums.
#[derive(Default)]
pub(super) struct More {
    /// A cell behind them.
    pub(super) last: Option<Cell>,
    /// The rows that are parts of it.
    pub(super) parts: Vec<Row>,
}

/// The row of a unit; what names none stands in the row of no unit.
pub(super) fn row_of(ground: &Ground, unit: Option<RecordId>) -> Option<usize> {
    match unit {
        Some(unit) => ground.row_of(unit),
        None => ground.nowhere(),
    }
}
