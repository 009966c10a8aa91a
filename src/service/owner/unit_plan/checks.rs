//! What must hold of units in a list, among themselves and beside the book.

use jiff::civil::Date;

use super::loops::way_back;
use super::{UnitPlanner, identity};
use crate::domain::list::{CellFault, UnitRow};
use crate::domain::{RecordId, Unit};

/// What goes round in a circle.
#[derive(Clone, Copy)]
pub enum Loop {
    /// What a unit lies in or answers to.
    Above,
    /// What came of a unit.
    After,
}

impl UnitPlanner<'_> {
    /// A unit ends after it begins.
    pub(super) fn check_validity(&mut self, row: &UnitRow) {
        if let (Some(from), Some(to)) = (row.valid_from, row.valid_to)
            && to < from
        {
            self.fault(row, "valid_to", CellFault::EndsBeforeItBegins { from });
        }
    }

    /// A row says the same of a unit as the `first` one of that unit.
    pub(super) fn check_agreement(&mut self, row: &UnitRow, first: &UnitRow) {
        let as_first = UnitRow {
            row: first.row,
            ..row.clone()
        };
        if as_first != *first {
            self.fault(row, "code", CellFault::Contradicts { row: first.row });
        }
    }

    /// A code is that of one unit at a time. `above` are earlier rows of it.
    pub(super) fn check_code(
        &mut self,
        row: &UnitRow,
        id: RecordId,
        above: &[(&UnitRow, RecordId)],
    ) {
        let days = |row: &UnitRow| (row.valid_from, row.valid_to);
        let mut above = above.iter().filter(|(_, other)| *other != id);
        let other = above.find(|(earlier, _)| overlap(days(earlier), days(row)));
        if let Some((earlier, _)) = other {
            let fault = CellFault::OverlapsInTime { row: earlier.row };
            self.fault(row, "valid_from", fault);
        }
    }

    /// The same against the units of the book that the list does not name. A
    /// last day that the list leaves out stays as the book has it.
    pub(super) fn check_code_in_book(&mut self, row: &UnitRow, code: &str) {
        let book = &self.open.names.units;
        let kept = book.get(identity(row)).and_then(|unit| unit.valid_to);
        let days = (row.valid_from, row.valid_to.or(kept));
        let beside = self.beside.get(code).into_iter().flatten();
        let stands = |id: &RecordId| {
            let other = book.get(*id);
            other.is_some_and(|other| overlap((other.valid_from, other.valid_to), days))
        };
        if let Some(other) = beside.copied().find(stands) {
            let unit = book.describe(other);
            self.fault(row, "code", CellFault::CodeInBook { unit });
        }
    }

    /// Names every unit of the list that a relation leads back to. `next` has
    /// the id of a unit and what the book knows of it.
    pub(super) fn find_loops(
        &mut self,
        column: &str,
        sort: Loop,
        next: impl Fn(RecordId, Option<&Unit>) -> Vec<RecordId>,
    ) {
        let list = self.list;
        let book = &self.open.names.units;
        for (row, id) in list.rows.iter().zip(self.ids.clone()) {
            let Some(way) = way_back(id, |id| next(id, book.get(id))) else {
                continue;
            };
            let name = |id: &RecordId| self.units.get(*id).map(|unit| unit.name.clone());
            let path = way.iter().map(|id| name(id).unwrap_or_default()).collect();
            let fault = match sort {
                Loop::Above => CellFault::Cycle { path },
                Loop::After => CellFault::SucceedsItself { path },
            };
            self.fault(row, column, fault);
        }
    }
}

/// First and last day, where they are known.
type Days = (Option<Date>, Option<Date>);

/// Whether two units stood at the same time. Many give the day of a change to
/// both: a single day may be shared.
fn overlap(one: Days, other: Days) -> bool {
    let from = |days: Days| days.0.unwrap_or(Date::MIN);
    let to = |days: Days| days.1.unwrap_or(Date::MAX);
    from(one) < to(other) && from(other) < to(one)
}
