//! S0: Kiên Lương, conference of 30/10/2023.

use jiff::civil::date;
use kheo::domain::{Level, RecordKind, Status};
use kheo::report::{CellValue, Rates, ReportId, ReportQuery, paragraph};
use kheo::text;
use serde_json::json;

use crate::office::{Batch, Office, ask, kien_giang, period, row, said, total};

const SPAN: &str = "2021-2023";

fn book() -> Office {
    let office = Office::new(kien_giang());
    let at = |name| office.unit(name, SPAN);
    let recognized: &[_] = &[
        (Level::Base, SPAN, Status::Underway),
        (Level::District, SPAN, Status::Certified),
    ];
    let base: &[_] = &[(Level::Base, SPAN, Status::Underway)];
    for (unit, collective, individual, registrations) in [
        ("thị trấn Kiên Lương", 40, 8, recognized),
        ("Sơn Hải", 20, 4, recognized),
        ("Hòn Nghệ", 151, 25, base),
    ] {
        office.add(&Batch {
            unit: at(unit),
            collective,
            individual,
            registrations,
            ..Batch::default()
        });
    }
    let district = office.unit("huyện Kiên Lương", SPAN);
    for (body, kind, count) in [
        ("Ban Thường vụ Huyện ủy Kiên Lương", "collective", 2),
        ("Ban Thường vụ Huyện ủy Kiên Lương", "individual", 2),
        ("Chủ tịch UBND huyện Kiên Lương", "collective", 14),
        ("Chủ tịch UBND huyện Kiên Lương", "individual", 2),
    ] {
        office.records(
            RecordKind::Award,
            count,
            &[
                ("form", json!("merit")),
                ("body", json!(body)),
                ("kind", json!(kind)),
                ("unit", json!(district.to_string())),
                ("period", json!(SPAN)),
            ],
        );
    }
    office
}

#[test]
fn the_figures_of_kien_luong_come_out_of_the_records() {
    let office = book();
    let district = office.unit("huyện Kiên Lương", SPAN);
    let funnel = office.report(ask(ReportId::B03, district, SPAN));
    assert_eq!(total(&funnel, "registered"), CellValue::Count(248));
    let of_district = row(&funnel, "Cấp huyện", &[]);
    assert_eq!(said(&funnel, of_district, "recognized"), "72");

    let recognized = office.report(ask(ReportId::B04, district, SPAN));
    let of_district = row(&recognized, "Cấp huyện", &[]);
    let kinds = ["collective", "individual", "total"];
    assert_eq!(
        kinds.map(|kind| said(&recognized, of_district, kind)),
        ["60", "12", "72"]
    );

    let awards = office.report(ask(ReportId::B05, district, SPAN));
    let from = |body| row(&awards, "Giấy khen", &[("body", body)]);
    let counts = |body| ["collective", "individual"].map(|kind| said(&awards, from(body), kind));
    assert_eq!(counts("Ban Thường vụ Huyện ủy Kiên Lương"), ["2", "2"]);
    assert_eq!(counts("Chủ tịch UBND huyện Kiên Lương"), ["14", "2"]);
    assert_eq!(total(&awards, "total"), CellValue::Count(20));
    let words = paragraph(&awards).vi;
    let of_chairman = "giấy khen, Chủ tịch UBND huyện Kiên Lương";
    assert!(words.contains(of_chairman), "{words}");
    assert!(words.contains(": 14 tập thể, 2 cá nhân"), "{words}");
}

/// Trap 10: 248 and 72 are of different levels.
#[test]
fn a_rate_between_levels_is_given_only_when_it_is_asked_for() {
    let office = book();
    let district = office.unit("huyện Kiên Lương", SPAN);
    let asked = ask(ReportId::B03, district, SPAN);
    let refused = office.report(asked.clone());
    assert_eq!(total(&refused, "recognized"), CellValue::Count(72));
    assert_eq!(total(&refused, "recognized.percent"), CellValue::Unknown);
    assert!(
        refused
            .notes
            .iter()
            .any(|note| note.vi.contains("nhiều cấp"))
    );
    let confirmed = office.report(ReportQuery {
        rates: Rates::AcrossLevels,
        ..asked
    });
    let rate = CellValue::Percent {
        part: 72,
        whole: 248,
    };
    assert_eq!(total(&confirmed, "recognized.percent"), rate);
}

#[test]
fn more_than_two_years_lie_between_the_beginning_and_the_conference() {
    let began = period(SPAN).first_day();
    let span = began.until((jiff::Unit::Year, date(2023, 10, 30))).unwrap();
    assert_eq!(text::padded(i64::from(span.get_years())), "02");
    assert!(span.get_months() > 0);
}
