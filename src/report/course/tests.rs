use super::*;
use crate::report::sample;

fn years(years: &[i16]) -> BTreeSet<Period> {
    years.iter().copied().map(Period::Year).collect()
}

fn said(steps: &[Period]) -> Vec<String> {
    steps.iter().map(Period::to_string).collect()
}

#[test]
fn a_course_goes_back_by_periods_of_one_length_that_do_not_overlap() {
    let mut known = years(&[2015, 2019, 2020, 2021]);
    known.extend(["2016-2020", "2018-2020", "2021-2023"].map(|span| Period::parse(span).unwrap()));
    let steps = |period: &str| {
        let period = Period::parse(period).unwrap();
        said(&Through::Periods.steps(period, &known))
    };
    assert_eq!(steps("2020"), ["2015", "2019", "2020"]);
    assert_eq!(steps("2021-2023"), ["2018-2020", "2021-2023"]);
    assert_eq!(steps("2016-2020"), ["2016-2020"]);
    let century: Vec<i16> = (1931..=2030).collect();
    let long = Through::Periods.steps(Period::Year(2030), &years(&century));
    assert_eq!(long.len(), MOST);
    assert_eq!(long.first(), Some(&Period::Year(2019)));
}

#[test]
fn what_happens_on_a_day_goes_by_the_parts_of_the_period() {
    let steps = |period: &str| {
        let period = Period::parse(period).unwrap();
        said(&Through::Parts.steps(period, &BTreeSet::new()))
    };
    assert_eq!(steps("2023"), ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]);
    assert_eq!(steps("2021-2023").len(), 12);
    assert_eq!(steps("2021-2025"), ["2021", "2022", "2023", "2024", "2025"]);
    assert_eq!(steps("2023-Q3"), ["2023-Q3"]);
}

fn course(values: &[CellValue]) -> Option<Course> {
    let steps = (2011..).zip(values).map(|(year, value)| Step {
        period: Period::Year(year),
        value: value.clone(),
    });
    Course::new(steps.collect())
}

#[test]
fn it_begins_and_ends_where_a_number_is_known() {
    use CellValue::{Count, Derived, Unknown};
    let known = course(&[Unknown, Derived(50), Unknown, Count(75), Unknown]).unwrap();
    let numbers: Vec<_> = known.steps().iter().map(Step::number).collect();
    assert_eq!(numbers, [Some(50), None, Some(75)]);
    assert_eq!(known.steps()[0].period, Period::Year(2012));
    assert_eq!(known.latest(2), None, "one number alone");
    assert_eq!(course(&[Unknown, Count(5), Unknown]), None);
    assert_eq!(course(&[Count(0), Count(0)]), None, "nothing to see");
    assert_eq!(course(&[]), None);
    let over = CellValue::Qualified {
        value: 500,
        qualifier: crate::domain::vocabulary::Qualifier::Over,
    };
    assert_eq!(course(&[over, Count(3)]), None, "“trên 500” is not 500");
}

/// A table of one column: rows with their depth and count, and no total.
fn table(report: ReportId, rows: &[(&str, u8, i64)]) -> Table {
    let row = |(label, depth, count): &(&str, u8, i64)| {
        sample::row(label, *depth, vec![CellValue::Count(*count)])
    };
    Table {
        report,
        ..sample::table(
            vec![sample::column("registered")],
            rows.iter().map(row).collect(),
        )
    }
}

#[test]
fn a_row_is_the_same_one_where_it_is_part_of_the_same() {
    let of = |rows: &[(&str, u8, i64)]| table(ReportId::B03, rows);
    let before = of(&[
        ("Cấp huyện", 0, 7),
        ("xã Hòn Tre", 1, 7),
        ("Cấp tỉnh", 0, 2),
    ]);
    let now = of(&[
        ("Cấp cơ sở", 0, 30),
        ("xã Hòn Tre", 1, 30),
        ("Cấp huyện", 0, 9),
        ("xã Hòn Tre", 1, 9),
    ]);
    let tables = [
        (Period::Year(2015), before),
        (Period::Year(2020), now.clone()),
    ];
    let courses = Courses::new(ReportId::B03, Through::Periods, &tables);
    let along = courses.along(&now, &now.columns[0]);
    let numbers: Vec<Vec<Option<i64>>> = along
        .iter()
        .map(|course| {
            let steps = course.iter().flat_map(|course| course.steps());
            steps.map(Step::number).collect()
        })
        .collect();
    let known = vec![Some(7), Some(9)];
    assert_eq!(numbers, [vec![], vec![], known.clone(), known, vec![]]);
    let other = table(ReportId::B01, &[("Cấp huyện", 0, 9)]);
    let other = courses.along(&other, &other.columns[0]);
    assert!(other.iter().all(Option::is_none), "another report's");
}
