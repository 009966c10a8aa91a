//! S3: Kiên Hải, 29/05/2020.

use jiff::civil::date;
use kheo::domain::{Level, RecordKind, Status};
use kheo::i18n::Lang;
use kheo::report::{CellValue, ReportId, ReportQuery, Table, paragraph};
use kheo::service::{Reply, Request};
use serde_json::json;

use crate::office::{Batch, Office, ask, kien_giang, period, row, said, total};

fn book() -> Office {
    let office = Office::new(kien_giang());
    let registered = |levels: &[Level]| -> Vec<(Level, &'static str, Status)> {
        levels
            .iter()
            .map(|level| (*level, "2020", Status::Registered))
            .collect()
    };
    use Level::{Base, District, Province};
    for (unit, collective, individual, levels) in [
        ("Hòn Tre", 93, 6, &[Base][..]),
        ("Lại Sơn", 50, 3, &[Base, District][..]),
        ("An Sơn", 8, 0, &[Base, District, Province][..]),
        ("Nam Du", 12, 0, &[District][..]),
        ("Nam Du", 2, 0, &[District, Province][..]),
    ] {
        office.add(&Batch {
            unit: office.unit(unit, "2020"),
            collective,
            individual,
            registrations: &registered(levels),
            ..Batch::default()
        });
    }
    let district = office.unit("huyện Kiên Hải", "2020");
    for (level, value, change) in [("district", 75, 25), ("province", 10, 5)] {
        office.record(
            RecordKind::Figure,
            &[
                ("indicator", json!("registered")),
                ("value", json!(value)),
                ("unit", json!(district.to_string())),
                ("level", json!(level)),
                ("period", json!("2020")),
                ("change", json!(change)),
                ("compare", json!("2015")),
                ("source", json!("bài 29/5/2020")),
            ],
        );
    }
    office
}

#[test]
fn registrations_of_2020_are_counted_level_by_level() {
    let office = book();
    let district = office.unit("huyện Kiên Hải", "2020");
    let table = office.report(ask(ReportId::B01, district, "2020"));
    let figures =
        ["collective", "individual", "total"].map(|kind| total(&table, &format!("base.{kind}")));
    assert_eq!(figures, [151, 9, 160].map(CellValue::Count));
    assert_eq!(total(&table, "district.total"), CellValue::Count(75));
    assert_eq!(total(&table, "province.total"), CellValue::Count(10));
    let names: Vec<_> = table.rows.iter().map(|row| row.label.vi.as_str()).collect();
    assert_eq!(
        names,
        ["xã An Sơn", "xã Hòn Tre", "xã Lại Sơn", "xã Nam Du"]
    );
}

/// Trap 9: 75 − 25 = 50 is derived, and printed so.
#[test]
fn the_figures_of_2015_follow_from_what_was_published() {
    let office = book();
    let district = office.unit("huyện Kiên Hải", "2020");
    let table = office.report(ReportQuery {
        compare: Some(period("2015")),
        ..ask(ReportId::B13, district, "2020")
    });
    let of_district = row(&table, "Cấp huyện", &[]);
    let cells = ["previous", "current", "change", "change_percent"];
    let words = cells.map(|column| said(&table, of_district, column));
    assert_eq!(words, ["50 (suy ra)", "75", "+25", "+50%"]);
    let of_province = row(&table, "Cấp tỉnh", &[]);
    let words = cells.map(|column| said(&table, of_province, column));
    assert_eq!(words, ["5 (suy ra)", "10", "+5", "+100%"]);
    let courses = office.client.ask(Request::Courses(ReportQuery {
        compare: Some(period("2015")),
        ..ask(ReportId::B13, district, "2020")
    }));
    let Ok(Reply::Courses(Some(courses))) = courses else {
        panic!("{courses:?}");
    };
    let at = table
        .rows
        .iter()
        .position(|row| row == of_district)
        .unwrap();
    let course = courses.along(&table, &table.columns[0])[at]
        .clone()
        .unwrap();
    let [from, to] = course.ends().unwrap();
    assert_eq!((from.period, to.period), (period("2015"), period("2020")));
    assert_eq!(
        [from, to].map(|step| step.value.words(Lang::Vi)),
        ["50 (suy ra)", "75"]
    );
    assert!(table.notes.iter().any(|note| note.vi.contains("29/5/2020")));
    assert_eq!(
        paragraph(&table).vi,
        "Đăng ký, huyện Kiên Hải, năm 2020: cấp cơ sở 160 mô hình; \
         cấp huyện 75 mô hình, tăng 25 so với năm 2015 là 50 (suy ra); \
         cấp tỉnh 10 mô hình, tăng 5 so với năm 2015 là 5 (suy ra)."
    );
    let table = office.report(ask(ReportId::B01, district, "2020"));
    let words = paragraph(&table).vi;
    assert!(
        words.contains("cấp cơ sở 160 mô hình, trong đó 151 tập thể, 9 cá nhân"),
        "{words}"
    );
    office.add(&Batch {
        unit: office.unit("Hòn Tre", "2015"),
        collective: 55,
        registrations: &[(Level::District, "2015", Status::Registered)],
        ..Batch::default()
    });
    let compared = office.report(ReportQuery {
        compare: Some(period("2015")),
        ..ask(ReportId::B01, district, "2020")
    });
    let words = paragraph(&compared).vi;
    let sum = "; cộng các cấp 245, tăng 190 so với năm 2015 là 55.";
    assert!(words.ends_with(sum), "{words}");
    let note = "kỳ này cộng các cấp là 245";
    assert!(compared.notes.iter().any(|of| of.vi.contains(note)));
}

/// “2/4 xã đạt chuẩn nông thôn mới” on the day of the article.
#[test]
fn titles_are_counted_over_the_units_that_stood_on_the_day() {
    let office = book();
    let title = |unit: &str, from: &str, to: Option<&str>| {
        let unit = office.unit(unit, "2020");
        let mut fields = vec![
            ("unit", json!(unit.to_string())),
            ("title", json!("rural")),
            ("valid_from", json!(from)),
        ];
        fields.extend(to.map(|to| ("valid_to", json!(to))));
        office.record(RecordKind::AreaTitle, &fields);
    };
    title("Hòn Tre", "2018-01-01", None);
    title("Lại Sơn", "2019-06-01", None);
    title("An Sơn", "2021-01-01", None);
    title("Nam Du", "2015-01-01", Some("2020-05-28"));
    let district = office.unit("huyện Kiên Hải", "2020");
    let table = office.report(ReportQuery {
        on: Some(date(2020, 5, 29)),
        ..ask(ReportId::B12, district, "2020")
    });
    let rural = row(&table, "Xã đạt chuẩn nông thôn mới", &[]);
    assert_eq!(said(&table, rural, "achieved"), "2");
    assert_eq!(said(&table, rural, "units"), "4");
    assert_eq!(
        table
            .cell(&rural.cells, "percent")
            .unwrap()
            .value
            .words(Lang::Vi),
        "50%"
    );
    let words = paragraph(&table).vi;
    assert!(
        words.starts_with(
            "Danh hiệu địa bàn, huyện Kiên Hải, tính đến ngày 29/05/2020: \
             xã đạt chuẩn nông thôn mới 2/4 (50%);"
        ),
        "{words}"
    );
}

/// What is looked at of a long list are its first lines, as the whole has them.
#[test]
fn the_first_lines_of_a_list_are_those_of_the_whole() {
    let office = book();
    let district = office.unit("huyện Kiên Hải", "2020");
    let whole = office.report(ask(ReportId::B06, district, "2020"));
    assert_eq!((whole.rows.len(), whole.left_out), (245, 0));
    let part = office.report(ReportQuery {
        most_rows: Some(10),
        ..ask(ReportId::B06, district, "2020")
    });
    assert!((10..13).contains(&part.rows.len()), "whole models");
    assert_eq!(part.left_out, 245 - part.rows.len());
    let lines = |table: &Table| -> Vec<_> {
        let rows = table.rows.iter().take(part.rows.len());
        rows.map(|row| (row.record, said(table, row, "level")))
            .collect()
    };
    assert_eq!(lines(&part), lines(&whole));
    assert!(part.notes[0].vi.contains("trong 245"), "{:?}", part.notes);
    assert_eq!(paragraph(&part), paragraph(&whole));
}
