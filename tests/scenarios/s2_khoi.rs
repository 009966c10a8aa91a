//! S2: Đảng bộ Khối, conference of 31/10/2023.

use kheo::domain::list::UnitRow;
use kheo::domain::{Level, RecordKind, Status, UnitType};
use kheo::i18n::Lang;
use kheo::report::{CellValue, ReportId, ReportQuery};
use serde_json::json;

use crate::office::{Batch, Office, ask, both, old, row, said, total};

const SPAN: &str = "2021-2023";
const HO_CHI_MINH: &str = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh";

fn units() -> Vec<UnitRow> {
    vec![
        old("91", "Kiên Giang", UnitType::Province, "", ""),
        old("khoi", "Đảng bộ Khối", UnitType::Bloc, "91", ""),
        UnitRow {
            organization: Some("khoi".into()),
            ..old("khoi-01", "Đảng bộ Sở Y tế", UnitType::PartyOrg, "91", "")
        },
    ]
}

fn book() -> Office {
    let office = Office::new(units());
    office.movement(HO_CHI_MINH, &[]);
    let member = office.unit("Đảng bộ Sở Y tế", SPAN);
    let bloc = office.unit("Đảng bộ Khối", SPAN);
    let certified = |level| (level, SPAN, Status::Certified);
    for (collective, individual, levels) in [
        (60, 16, &[Level::Bloc, Level::Province][..]),
        (2, 0, &[Level::Bloc][..]),
    ] {
        let registrations: Vec<_> = levels.iter().copied().map(certified).collect();
        office.add(&Batch {
            unit: member,
            collective,
            individual,
            registrations: &registrations,
            ..Batch::default()
        });
    }
    let figure = |indicator: &str, value: i64, qualifier: &str| {
        office.record(
            RecordKind::Figure,
            &[
                ("indicator", json!(indicator)),
                ("value", json!(value)),
                ("qualifier", json!(qualifier)),
                ("unit", json!(bloc.to_string())),
                ("level", json!("base")),
                ("period", json!(SPAN)),
                ("source", json!("tin 03/11/2023")),
            ],
        );
    };
    figure("recognized", 500, "over");
    figure("registered", 500, "over");
    figure("awarded", 322, "exactly");
    let award = |kind: &str, count, reason: &str, movement: Option<&str>, of: &str| {
        let mut fields = vec![
            ("form", json!("merit")),
            ("body", json!("Đảng ủy Khối")),
            ("kind", json!(kind)),
            ("unit", json!(bloc.to_string())),
            ("reason", json!(reason)),
            ("period", json!(of)),
        ];
        let movement = movement.map(kheo::domain::Movement::identity);
        fields.extend(movement.map(|movement| ("movement", json!(movement.to_string()))));
        office.records(RecordKind::Award, count, &fields);
    };
    award("collective", 7, "movement", None, SPAN);
    award("individual", 6, "movement", None, SPAN);
    award("collective", 19, "model", None, SPAN);
    award("individual", 2, "model", None, SPAN);
    award("collective", 3, "other", Some(HO_CHI_MINH), "2023-Q3");
    award("individual", 8, "other", Some(HO_CHI_MINH), "2023-Q3");
    office
}

/// Trap 7: “trên 500” never prints as “500”, in no form.
#[test]
fn a_published_figure_keeps_its_qualifier_where_the_book_has_no_records() {
    let office = book();
    let bloc = office.unit("Đảng bộ Khối", SPAN);
    let table = office.report(ask(ReportId::B01, bloc, SPAN));
    assert_eq!(total(&table, "base.total").words(Lang::Vi), "trên 500");
    let json = table.to_json(Lang::Vi);
    let at = table
        .columns
        .iter()
        .position(|column| column.id == "base.total");
    assert_eq!(
        json["total"][at.unwrap()],
        json!({"value": 500, "qualifier": "over"})
    );
    assert!(
        table
            .notes
            .iter()
            .any(|note| note.vi.contains("tin 03/11/2023"))
    );
    let against = office.report(ask(ReportId::B14, bloc, SPAN));
    let published = row(&against, "Công nhận", &[]);
    assert_eq!(said(&against, published, "published"), "trên 500");
    assert_eq!(said(&against, published, "difference"), "");
    let awarded = row(&against, "Khen thưởng", &[]);
    assert_eq!(said(&against, awarded, "published"), "322");
    assert!(said(&against, awarded, "reason").contains("chưa có"));
}

#[test]
fn recognitions_of_the_bloc_and_the_province_are_counted_apart() {
    let office = book();
    let bloc = office.unit("Đảng bộ Khối", SPAN);
    let table = office.report(ask(ReportId::B04, bloc, SPAN));
    assert_eq!(said(&table, row(&table, "Cấp khối", &[]), "total"), "78");
    assert_eq!(said(&table, row(&table, "Cấp tỉnh", &[]), "total"), "76");
}

/// Trap 5: 3 + 8 of another movement never enter “Dân vận khéo”.
#[test]
fn awards_of_another_movement_do_not_enter() {
    let office = book();
    let bloc = office.unit("Đảng bộ Khối", SPAN);
    let table = office.report(ask(ReportId::B05, bloc, SPAN));
    let kinds = |reason| {
        let of = row(&table, "Giấy khen", &[("reason", reason)]);
        ["collective", "individual"].map(|kind| said(&table, of, kind))
    };
    assert_eq!(kinds("Chỉ đạo, thực hiện phong trào"), ["7", "6"]);
    assert_eq!(kinds("Mô hình, điển hình xuất sắc"), ["19", "2"]);
    assert_eq!(total(&table, "collective"), CellValue::Count(26));
    assert_eq!(total(&table, "individual"), CellValue::Count(8));
    let other = office.report(ReportQuery {
        movements: both(&[HO_CHI_MINH]),
        ..ask(ReportId::B05, bloc, "2023-Q3")
    });
    assert_eq!(total(&other, "collective"), CellValue::Count(3));
    assert_eq!(total(&other, "individual"), CellValue::Count(8));
}
