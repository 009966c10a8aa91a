//! How a figure went through time: step by step, the last one where the table
//! is. Each step is what the same report says of that period.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::cell::CellValue;
use super::figures::comparable;
use super::id::ReportId;
use super::table::{Column, ColumnKind, Row, Table};
use crate::domain::Period;

/// Periods that a course goes back at most.
const MOST: usize = 12;
/// A longer span goes by years, a shorter one by quarters: four years make 16.
const QUARTERS_UP_TO: i16 = 4;

/// What the steps of a report's courses are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Through {
    /// The period and those of its length before it, in which models registered.
    Periods,
    /// The quarters or years of the period itself: what happens on a day.
    Parts,
}

impl Through {
    /// How the figures of a report go through time; none for a list, for what
    /// stands on one day, and for rows that are different in each period.
    pub fn of(report: ReportId) -> Option<Self> {
        match report {
            ReportId::B01 | ReportId::B02 | ReportId::B03 | ReportId::B07 | ReportId::B13 => {
                Some(Self::Periods)
            }
            ReportId::B09 | ReportId::B10 | ReportId::B11 => Some(Self::Parts),
            ReportId::B04
            | ReportId::B05
            | ReportId::B06
            | ReportId::B08
            | ReportId::B12
            | ReportId::B14 => None,
        }
    }

    /// The steps up to `period`, or within it; `registered` are the periods in
    /// which models registered. Fewer than two are no course.
    pub fn steps(self, period: Period, registered: &BTreeSet<Period>) -> Vec<Period> {
        match self {
            Self::Periods => up_to(period, registered),
            Self::Parts => match period {
                Period::Quarter { .. } => vec![period],
                Period::Year(year) => quarters(year..=year),
                Period::Span { from, to } if to - from < QUARTERS_UP_TO => quarters(from..=to),
                Period::Span { from, to } => (from..=to).map(Period::Year).collect(),
            },
        }
    }
}

/// The period, and before it the latest of its length, and so on.
pub fn up_to(period: Period, registered: &BTreeSet<Period>) -> Vec<Period> {
    let earlier = |period: &Period| comparable(registered, *period);
    let mut steps: Vec<Period> = std::iter::successors(Some(period), earlier)
        .take(MOST)
        .collect();
    steps.reverse();
    steps
}

fn quarters(years: impl Iterator<Item = i16>) -> Vec<Period> {
    let of = |year| (1..=4).map(move |quarter| Period::Quarter { year, quarter });
    years.flat_map(of).collect()
}

/// A figure at each step, from the first that is known to the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course(Vec<Step>);

/// What a figure was in a period; unknown where the book does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub period: Period,
    pub value: CellValue,
}

impl Step {
    /// Its exact number: “trên 500” has none.
    pub fn number(&self) -> Option<i64> {
        self.value.number()
    }
}

impl Course {
    /// A course of these steps, earliest first. `None` where fewer than two
    /// numbers are known, or nothing but zeros: there is nothing to see.
    pub fn new(mut steps: Vec<Step>) -> Option<Self> {
        let is_known = |step: &Step| step.number().is_some();
        let first = steps.iter().position(is_known)?;
        let last = steps.iter().rposition(is_known)?;
        steps.truncate(last + 1);
        steps.drain(..first);
        let moves = steps.iter().any(|step| step.number().unwrap_or(0) != 0);
        (steps.len() > 1 && moves).then_some(Self(steps))
    }

    /// All steps.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The first step and the last.
    pub fn ends(&self) -> Option<[&Step; 2]> {
        Some([self.0.first()?, self.0.last()?])
    }

    /// The last `most` steps, where that is still a course.
    pub fn latest(&self, most: usize) -> Option<Self> {
        let from = self.0.len().saturating_sub(most);
        Self::new(self.0.get(from..)?.to_vec())
    }
}

/// The courses of a table's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Courses {
    pub through: Through,
    report: ReportId,
    periods: Vec<Period>,
    /// What stands in each of the periods, by row and by column.
    figures: BTreeMap<String, BTreeMap<String, Vec<CellValue>>>,
}

impl Courses {
    /// From the same report on each of its steps, earliest first.
    pub fn new(report: ReportId, through: Through, tables: &[(Period, Table)]) -> Self {
        let mut courses = Self {
            through,
            report,
            periods: tables.iter().map(|(period, _)| *period).collect(),
            figures: BTreeMap::new(),
        };
        for (step, (_, table)) in tables.iter().enumerate() {
            for (row, key) in table.rows.iter().zip(keys(&table.rows)) {
                courses.put(step, key, table, &row.cells);
            }
            if let Some(total) = &table.total {
                courses.put(step, TOTAL.to_owned(), table, &total.cells);
            }
        }
        courses
    }

    fn put(&mut self, step: usize, key: String, table: &Table, cells: &[super::Cell]) {
        let row = self.figures.entry(key).or_default();
        let counts = table.columns.iter().zip(cells);
        for (column, cell) in counts.filter(|(column, _)| column.kind == ColumnKind::Count) {
            let values = row.entry(column.id.clone());
            let values = values.or_insert_with(|| vec![CellValue::Unknown; self.periods.len()]);
            if let Some(value) = values.get_mut(step) {
                value.clone_from(&cell.value);
            }
        }
    }

    /// The course of each row of `table` in a column, and of its total last.
    pub fn along(&self, table: &Table, column: &Column) -> Vec<Option<Course>> {
        let column = self.column(column);
        let rows = keys(&table.rows).chain([TOTAL.to_owned()]);
        rows.map(|key| {
            let of_report = Some(self).filter(|_| table.report == self.report);
            let values = of_report?.figures.get(&key)?.get(column)?;
            let steps = self.periods.iter().zip(values).map(|(period, value)| Step {
                period: *period,
                value: value.clone(),
            });
            Course::new(steps.collect())
        })
        .collect()
    }

    /// The column whose course is looked at.
    fn column<'a>(&self, column: &'a Column) -> &'a str {
        match goes_by_row(self.report) {
            true => "current",
            false => &column.id,
        }
    }
}

/// Whether a report has one figure a row: the two periods of B13 are steps of it.
pub fn goes_by_row(report: ReportId) -> bool {
    report == ReportId::B13
}

/// Stands for the total among the rows.
const TOTAL: &str = "";

/// What makes each row the same one in another period's table: what it is about
/// and whose part it is.
fn keys(rows: &[Row]) -> impl Iterator<Item = String> + '_ {
    let mut above: Vec<String> = Vec::new();
    rows.iter().map(move |row| {
        let own = match row.record {
            Some(record) => record.to_string(),
            None => format!("={}", row.label.vi),
        };
        above.truncate(usize::from(row.depth));
        above.push(own);
        above.join("/")
    })
}

#[cfg(test)]
mod tests;
