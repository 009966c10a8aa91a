//! How figures went through time, step by step, against the plain count.

use kheo::domain::Period;
use kheo::report::table::{Column, ColumnKind};
use kheo::report::{CellValue, Course, Courses, ReportId, Table};

use super::count::Plain;

/// Compares the course of each of a table's totals; how many steps there were.
pub fn check(plain: &Plain<'_>, table: &Table, courses: &Courses, said: &str) -> usize {
    let compared = |column: &Column| {
        let course = courses.along(table, column).pop().flatten();
        course.map_or(0, |course| {
            compare(plain, (table, &column.id), &course, said)
        })
    };
    let columns = table.columns.iter();
    let columns = columns.filter(|column| column.kind == ColumnKind::Count);
    // B01 has no course of all levels added up.
    columns
        .filter(|column| table.report != ReportId::B01 || column.id.contains('.'))
        .map(compared)
        .sum()
}

fn compare(
    plain: &Plain<'_>,
    (table, column): (&Table, &str),
    course: &Course,
    said: &str,
) -> usize {
    let mut before: Option<Period> = None;
    let mut compared = 0;
    for step in course.steps() {
        let follows = before.is_none_or(|before| before.last_day() < step.period.first_day());
        assert!(follows, "{said} {column} {course:?}");
        before = Some(step.period);
        // A published figure stands in where the book has nothing.
        let CellValue::Count(shown) = step.value else {
            continue;
        };
        let of_step = Plain {
            unit: plain.unit.clone(),
            of: step.period,
            ..*plain
        };
        let Some(counted) = of_step.total(table.report, column) else {
            continue;
        };
        assert_eq!(shown, counted, "{said} {column} {}", step.period);
        compared += 1;
    }
    compared
}
