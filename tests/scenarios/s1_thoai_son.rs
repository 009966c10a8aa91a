//! S1: Thoại Sơn, 07/12/2023: two movements, “Hướng về cơ sở”, 1.240 models.

use jiff::civil::Date;
use kheo::domain::list::UnitRow;
use kheo::domain::{Level, Movement, RecordKind, Status, UnitType};
use kheo::i18n::Lang;
use kheo::report::{CellValue, Counting, ReportId, ReportQuery};
use serde_json::json;

use crate::office::{Batch, Office, ask, both, old, row, said, total};

const RURAL: &str = "Dân vận khéo trong xây dựng nông thôn mới nâng cao, đô thị văn minh";
const SPAN: &str = "2021-2023";

fn units() -> Vec<UnitRow> {
    vec![
        old("89", "An Giang", UnitType::Province, "", ""),
        old("ts", "Thoại Sơn", UnitType::District, "89", ""),
        old("30682", "Núi Sập", UnitType::Township, "ts", ""),
        old("30694", "Vĩnh Phú", UnitType::Commune, "ts", ""),
    ]
}

fn book() -> Office {
    let office = Office::new(units());
    office.movement(RURAL, &[]);
    let batch = |unit, field, movement| Batch {
        unit: office.unit(unit, SPAN),
        field,
        movement,
        ..Batch::default()
    };
    let turns: &[_] = &[
        (Level::Base, "2021", Status::Underway),
        (Level::Base, "2022", Status::Underway),
    ];
    let once: &[_] = &[(Level::Base, SPAN, Status::Certified)];
    office.add(&Batch {
        collective: 700,
        individual: 100,
        registrations: once,
        ..batch("Núi Sập", "economy", Movement::DAN_VAN_KHEO)
    });
    office.add(&Batch {
        collective: 240,
        registrations: once,
        ..batch("Vĩnh Phú", "society", RURAL)
    });
    office.add(&Batch {
        collective: 128,
        individual: 72,
        registrations: turns,
        ..batch("Vĩnh Phú", "security", Movement::DAN_VAN_KHEO)
    });
    office
}

/// 1.240 are models of both movements; “lượt” would be another figure.
#[test]
fn models_of_both_movements_are_counted_in_the_unit_that_is_chosen() {
    let office = book();
    let district = office.unit("Thoại Sơn", SPAN);
    let asked = ReportQuery {
        movements: both(&[Movement::DAN_VAN_KHEO, RURAL]),
        ..ask(ReportId::B03, district, SPAN)
    };
    let models = office.report(asked.clone());
    assert_eq!(total(&models, "underway").words(Lang::Vi), "1.240");
    let alone = office.report(ask(ReportId::B03, district, SPAN));
    assert_eq!(total(&alone, "underway"), CellValue::Count(1000));
    let fields = office.report(ReportQuery {
        report: ReportId::B02,
        ..asked
    });
    assert_eq!(fields.rows.len(), 3);
    let turns = office
        .client
        .ask(kheo::service::Request::Report(ReportQuery {
            counting: Counting::Registrations,
            ..ask(ReportId::B01, district, SPAN)
        }));
    let Ok(kheo::service::Reply::Report(turns)) = turns else {
        panic!("{turns:?}")
    };
    assert_eq!(total(&turns, "base.total"), CellValue::Count(1200));
}

#[test]
fn forums_are_counted_by_what_came_of_the_opinions() {
    let office = book();
    let town = office.unit("Núi Sập", SPAN);
    let forum = |day: &str, attendance: i64| {
        office.record(
            RecordKind::Forum,
            &[
                ("name", json!("Hướng về cơ sở")),
                ("unit", json!(town.to_string())),
                ("date", json!(day)),
                ("attendance", json!(attendance)),
            ],
        )
    };
    let before = forum("2021-11-05", 30);
    let since = forum("2022-03-04", 120);
    forum("2023-05-06", 80);
    let opinion = |forum: kheo::domain::RecordId, fields: &[(&str, serde_json::Value)]| {
        let mut all = vec![
            ("forum", json!(forum.to_string())),
            ("text", json!("Đường lầy")),
        ];
        all.extend(fields.iter().cloned());
        office.record(RecordKind::Opinion, &all);
    };
    opinion(before, &[("on_spot", json!(true))]);
    opinion(since, &[("on_spot", json!(true))]);
    opinion(
        since,
        &[
            ("forwarded_to", json!("UBND huyện")),
            ("due", json!("2022-04-01")),
        ],
    );
    opinion(
        since,
        &[
            ("forwarded_to", json!("Điện lực")),
            ("due", json!("2022-04-01")),
            ("answered", json!("2022-05-01")),
            ("told", json!("2022-05-03")),
        ],
    );
    let district = office.unit("Thoại Sơn", SPAN);
    let table = office.report(ask(ReportId::B11, district, "2022-2023"));
    let figures = [
        ("forums", 2),
        ("attendance", 200),
        ("opinions", 3),
        ("on_spot", 1),
        ("forwarded", 2),
        ("settled", 2),
        ("told", 1),
        ("overdue", 1),
    ];
    for (column, figure) in figures {
        assert_eq!(total(&table, column), CellValue::Count(figure), "{column}");
    }
}

/// Trap 6: 19 + 7 belong to the year 2023, and say so.
#[test]
fn awards_of_one_year_keep_their_year() {
    let office = book();
    let district = office.unit("Thoại Sơn", SPAN);
    let award = |form: &str, kind: &str, count, day: Option<Date>| {
        let mut fields = vec![
            ("form", json!(form)),
            ("kind", json!(kind)),
            ("unit", json!(district.to_string())),
            ("body", json!("UBND huyện Thoại Sơn")),
        ];
        match day {
            Some(day) => fields.push(("decision_date", json!(day.to_string()))),
            None => fields.push(("period", json!("2023"))),
        }
        office.records(RecordKind::Award, count, &fields);
    };
    award("merit", "collective", 19, None);
    award("merit", "individual", 7, None);
    award(
        "medal",
        "individual",
        3,
        Some(jiff::civil::date(2023, 12, 7)),
    );
    let table = office.report(ask(ReportId::B05, district, SPAN));
    let merit = row(&table, "Giấy khen", &[("period", "2023")]);
    assert_eq!(said(&table, merit, "collective"), "19");
    assert_eq!(said(&table, merit, "individual"), "7");
    let medals = row(&table, "Kỷ niệm chương", &[]);
    assert_eq!(said(&table, medals, "total"), "3");
    let year_before = office.report(ask(ReportId::B05, district, "2021-2022"));
    assert_eq!(total(&year_before, "total"), CellValue::Count(0));
}
