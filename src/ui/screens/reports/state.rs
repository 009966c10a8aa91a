//! *Báo cáo*: which report, of what, and how deep the officer has gone.

use super::behind::BehindList;
use super::grid::Grid;
use crate::domain::{Period, RecordId, Word};
use crate::report::{Basis, Courses, ReportId, ReportQuery, Table};
use crate::ui::widgets::list::Viewport;

/// Reports, from the list of them down to the records behind a cell.
#[derive(Debug)]
pub struct Reports {
    pub floor: Floor,
    pub query: ReportQuery,
    /// Whether the query has been taken over from *Tổng quan*.
    begun: Begun,
    pub list: Viewport,
    /// The last table; shown until a new one is here.
    pub grid: Option<Grid>,
    pub behind: Option<BehindList>,
    /// How the figures of the table went through time, once that is counted.
    pub courses: Option<Courses>,
}

/// How deep the officer has gone. Esc leads one up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Floor {
    /// The list of reports.
    #[default]
    Choosing,
    Table,
    /// The list behind a cell.
    Behind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begun {
    NotYet,
    Yes,
}

/// Lines of a list that are looked at in one table; nobody pages further.
const MOST: usize = 5000;

impl Default for Reports {
    fn default() -> Self {
        Self {
            floor: Floor::default(),
            query: ReportQuery {
                most_rows: Some(MOST),
                ..ReportQuery::new(ReportId::B01)
            },
            begun: Begun::NotYet,
            list: Viewport::new(ReportId::ALL.len()),
            grid: None,
            behind: None,
            courses: None,
        }
    }
}

impl Reports {
    /// The first time: what *Tổng quan* looked at is what reports are about.
    pub fn begin(
        &mut self,
        unit: Option<RecordId>,
        period: Option<Period>,
        compare: Option<Period>,
    ) {
        if self.begun == Begun::NotYet {
            self.begun = Begun::Yes;
            self.query.unit = unit;
            self.query.period = period;
            self.query.compare = compare;
        }
    }

    /// The report under the marker.
    pub fn chosen(&self) -> Option<ReportId> {
        ReportId::ALL.get(self.list.selected()?).copied()
    }

    /// Takes a table in; the marker keeps its place in the same report.
    pub fn take(&mut self, table: Table) {
        let is_of_another = |known: &Table| {
            (known.report, known.unit.as_ref(), known.period, known.basis)
                != (table.report, table.unit.as_ref(), table.period, table.basis)
        };
        if self.table().is_none_or(is_of_another) {
            self.courses = None;
        }
        match &mut self.grid {
            Some(grid) if grid.table().report == table.report => grid.renew(table),
            _ => self.grid = Some(Grid::new(table)),
        }
    }

    /// Takes in how the figures of a table went through time, when it is still
    /// the one that is asked for.
    pub fn take_courses(&mut self, query: &ReportQuery, courses: Option<Courses>) {
        if *query == self.query {
            self.courses = courses;
        }
    }

    /// The table, when it is the one that was asked for.
    pub fn table(&self) -> Option<&Table> {
        let table = self.grid.as_ref().map(Grid::table)?;
        (table.report == self.query.report).then_some(table)
    }

    /// Compares with nothing, then with each other period, latest first.
    pub fn compare_next(&mut self, periods: &[Period]) -> bool {
        let here = self
            .query
            .period
            .or_else(|| self.table().and_then(|table| table.period));
        let others: Vec<Period> = periods
            .iter()
            .rev()
            .copied()
            .filter(|period| Some(*period) != here)
            .collect();
        let next = match self.query.compare {
            None => others.first().copied(),
            Some(now) => others
                .iter()
                .position(|period| *period == now)
                .and_then(|at| others.get(at + 1))
                .copied(),
        };
        let changes = next != self.query.compare;
        self.query.compare = next;
        changes
    }

    /// The next boundaries to count in, in turn.
    pub fn basis_next(&mut self) {
        let here = Basis::ALL
            .iter()
            .position(|basis| *basis == self.query.basis);
        let next = here.map_or(0, |here| (here + 1) % Basis::ALL.len());
        self.query.basis = Basis::ALL.get(next).copied().unwrap_or(Basis::Then);
    }

    /// One floor up; `false` when there is none.
    pub fn up(&mut self) -> bool {
        self.floor = match self.floor {
            Floor::Behind => Floor::Table,
            Floor::Table => Floor::Choosing,
            Floor::Choosing => return false,
        };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_compared_with_nothing_and_then_with_each_other() {
        let periods = [2015, 2019, 2020].map(Period::Year);
        let mut reports = Reports::default();
        reports.begin(None, Some(Period::Year(2020)), None);
        let mut seen = Vec::new();
        for _ in 0..3 {
            reports.compare_next(&periods);
            seen.push(reports.query.compare);
        }
        let [first, second] = [2019, 2015].map(Period::Year);
        assert_eq!(seen, [Some(first), Some(second), None]);
        assert!(!Reports::default().compare_next(&[]));
    }

    #[test]
    fn what_was_chosen_here_is_not_taken_over_again() {
        let mut reports = Reports::default();
        reports.begin(None, Some(Period::Year(2020)), None);
        reports.query.period = Some(Period::Year(2015));
        reports.begin(None, Some(Period::Year(2020)), None);
        assert_eq!(reports.query.period, Some(Period::Year(2015)));
    }
}
