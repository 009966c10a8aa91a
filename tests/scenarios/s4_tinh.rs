//! S4: the province, 23/3/2023: movements of every organisation, figures
//! without records, awards of the Red Cross among those of all.

use kheo::domain::list::UnitRow;
use kheo::domain::{RecordId, RecordKind, UnitType};
use kheo::report::behind::Movements;
use kheo::report::{CellValue, ReportId, ReportQuery};
use serde_json::json;

use crate::office::{Office, ask, old, row, said, total};

const SPAN: &str = "2016-2021";

fn units() -> Vec<UnitRow> {
    vec![
        old("91", "Kiên Giang", UnitType::Province, "", ""),
        UnitRow {
            organization: Some("91".into()),
            ..old(
                "ctd",
                "Hội Chữ thập đỏ tỉnh",
                UnitType::Association,
                "91",
                "",
            )
        },
    ]
}

fn book() -> (Office, RecordId, RecordId) {
    let office = Office::new(units());
    let province = office.unit("Kiên Giang", SPAN);
    let red_cross = office.unit("Hội Chữ thập đỏ tỉnh", SPAN);
    // “Dân vận khéo” itself is the twentieth.
    for (sort, count) in [("movement", 19), ("campaign", 7)] {
        for number in 0..count {
            office.movement(
                &format!("{sort} {number}"),
                &[
                    ("sort", json!(sort)),
                    ("unit", json!(province.to_string())),
                    ("period", json!(SPAN)),
                ],
            );
        }
    }
    for (indicator, value, qualifier, unit) in [
        ("registered", 19_200, "more_than", province),
        ("typical", 1679, "exactly", province),
        ("recognized", 521, "exactly", red_cross),
    ] {
        office.record(
            RecordKind::Figure,
            &[
                ("indicator", json!(indicator)),
                ("value", json!(value)),
                ("qualifier", json!(qualifier)),
                ("unit", json!(unit.to_string())),
                ("period", json!(SPAN)),
                ("source", json!("hội nghị 23/3/2023")),
            ],
        );
    }
    for (kind, count, unit) in [
        ("individual", 41, province),
        ("collective", 48, province),
        ("individual", 3, red_cross),
        ("collective", 3, red_cross),
    ] {
        office.records(
            RecordKind::Award,
            count,
            &[
                ("form", json!("commendation")),
                ("body", json!("Ban Thường vụ Tỉnh ủy")),
                ("kind", json!(kind)),
                ("unit", json!(unit.to_string())),
                ("period", json!(SPAN)),
            ],
        );
    }
    (office, province, red_cross)
}

#[test]
fn movements_and_campaigns_are_counted_apart() {
    let (office, province, _) = book();
    let table = office.report(ReportQuery {
        movements: Movements::All,
        ..ask(ReportId::B07, province, SPAN)
    });
    let of = |label| said(&table, row(&table, label, &[]), "movements");
    assert_eq!(of("Phong trào"), "20");
    assert_eq!(of("Cuộc vận động"), "7");
    assert_eq!(kheo::text::padded(7), "07");
}

#[test]
fn figures_that_nobody_will_type_again_stand_beside_the_book() {
    let (office, province, _) = book();
    let table = office.report(ask(ReportId::B14, province, SPAN));
    let published = |label| said(&table, row(&table, label, &[]), "published");
    assert_eq!(published("Đăng ký"), "hơn 19.200");
    assert_eq!(published("Tiêu biểu"), "1.679");
    assert_eq!(published("Công nhận"), "521");
}

#[test]
fn the_awards_of_the_red_cross_lie_within_those_of_the_province() {
    let (office, province, red_cross) = book();
    let all = office.report(ask(ReportId::B05, province, SPAN));
    assert_eq!(total(&all, "individual"), CellValue::Count(44));
    assert_eq!(total(&all, "collective"), CellValue::Count(51));
    let of_red_cross = office.report(ask(ReportId::B05, red_cross, SPAN));
    assert_eq!(total(&of_red_cross, "individual"), CellValue::Count(3));
    assert_eq!(total(&of_red_cross, "collective"), CellValue::Count(3));
}
