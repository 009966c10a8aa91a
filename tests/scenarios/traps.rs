//! DOMAIN Part 6. Cases 5 to 7, 9 and 10 stand with their articles.

use jiff::civil::date;
use kheo::domain::{Decision, Level, RecordKind, Status, UnitType};
use kheo::i18n::Lang;
use kheo::report::{Basis, CellValue, ReportId, ReportQuery};
use kheo::service::request::Advance;
use kheo::service::request::batch::AdvanceAll;
use kheo::service::{Refusal, Reply, Request};
use kheo::text;
use serde_json::json;

use crate::office::{
    Batch, Office, ask, kien_giang, new, old, period, registration, row, said, total,
};

/// Cases 1 to 3: code and name mean other units at other times.
#[test]
fn the_same_code_and_the_same_name_are_other_units_at_another_time() {
    use UnitType::{Commune, District};
    let mut units = kien_giang();
    units.push(new("30898", "Bình An", Commune, "89"));
    for (code, district, commune) in [
        ("gt", "Giang Thành", "1"),
        ("ts", "Thoại Sơn", "2"),
        ("ct", "Châu Thành", "3"),
    ] {
        units.push(old(code, district, District, "91", ""));
        units.push(old(commune, "Vĩnh Phú", Commune, code, ""));
    }
    let office = Office::new(units);
    assert_eq!(
        office.unit("30790", "2020"),
        office.unit("Kiên Bình", "2020")
    );
    assert_eq!(
        office.unit("30790", "2026"),
        office.unit("Hòa Điền", "2026")
    );
    assert_ne!(
        office.unit("Hòa Điền", "2020"),
        office.unit("Hòa Điền", "2026")
    );
    assert_ne!(
        office.unit("Bình An", "2020"),
        office.unit("Bình An", "2026")
    );
    match office.find_unit("Vĩnh Phú", "2020") {
        Err(Refusal::SeveralUnits { candidates, .. }) => assert_eq!(candidates.len(), 3),
        other => panic!("{other:?}"),
    }
    let one = office.unit("Vĩnh Phú (Thoại Sơn)", "2020");
    assert_eq!(one, office.unit("2@2020-01-01", "2020"));
}

/// Case 4: the page says An Biên, everything on it is Kiên Hải; a source is
/// only a source.
#[test]
fn what_a_source_is_called_does_not_say_whose_figure_it_is() {
    let office = Office::new(kien_giang());
    let district = office.unit("huyện Kiên Hải", "2020");
    office.record(
        RecordKind::Figure,
        &[
            ("indicator", json!("registered")),
            ("value", json!(160)),
            ("unit", json!(district.to_string())),
            ("level", json!("base")),
            ("period", json!("2020")),
            ("source", json!("Cổng thông tin điện tử huyện An Biên")),
        ],
    );
    let table = office.report(ask(ReportId::B01, district, "2020"));
    assert_eq!(total(&table, "base.total"), CellValue::Count(160));
}

/// Case 8.
#[test]
fn shares_are_rounded_as_officials_write_them() {
    let office = Office::new(kien_giang());
    let commune = office.unit("Sơn Hải", "2020");
    for (collective, individual, status) in
        [(224, 39, Status::Certified), (21, 11, Status::Rejected)]
    {
        office.add(&Batch {
            unit: commune,
            collective,
            individual,
            registrations: &[(Level::Base, "2016-2020", status)],
            ..Batch::default()
        });
    }
    let district = office.unit("huyện Kiên Lương", "2020");
    let table = office.report(ask(ReportId::B03, district, "2016-2020"));
    let base = row(&table, "Cấp cơ sở", &[]);
    assert_eq!(said(&table, base, "registered"), "295");
    assert_eq!(said(&table, base, "recognized"), "263");
    assert_eq!(said(&table, base, "recognized.percent"), "89,2%");
    let whole = total(&table, "recognized.percent");
    assert_eq!(whole.words(Lang::Vi), "89,2%");
    assert_eq!(whole.to_json(Lang::Vi), json!(89.2));
}

/// Case 11.
#[test]
fn spellings_of_one_word_are_found_alike_and_kept_as_typed() {
    let office = Office::new(kien_giang());
    let unit = office.unit("Sơn Hải", "2020");
    let decomposed = "Cấp u\u{309}y xã hòa giải";
    let typed = ["Cấp uỷ xã hoà giải", "Cấp ủy xã hòa giải"];
    assert_eq!(text::fold(typed[0]), text::fold(typed[1]));
    assert_eq!(text::fold(decomposed), text::fold(typed[1]));
    let model = office.record(
        RecordKind::Model,
        &[("name", json!(typed[0])), ("unit", json!(unit.to_string()))],
    );
    match office.client.ask(Request::Record(model)) {
        Ok(Reply::Record(view)) => assert_eq!(view.title, typed[0]),
        other => panic!("{other:?}"),
    }
}

/// Case 12.
#[test]
fn names_stand_in_vietnamese_order() {
    let ordered = [
        "An Biên",
        "An Sơn",
        "Bình An",
        "Bình Trị",
        "Dương Hòa",
        "Định Mỹ",
        "Đông Thái",
        "Hòa Điền",
        "Hòn Nghệ",
        "Óc Eo",
        "Phú Hòa",
        "Vọng Thê",
    ];
    let mut shuffled = ordered;
    shuffled.reverse();
    shuffled.sort_by_cached_key(|name| text::collation_key(name));
    assert_eq!(shuffled, ordered);
}

/// Case 13: refused without its decision; what is known may be kept as a draft.
#[test]
fn recognition_needs_its_decision() {
    let office = Office::new(kien_giang());
    let models = office.add(&Batch {
        unit: office.unit("Sơn Hải", "2020"),
        collective: 1,
        registrations: &[(Level::Base, "2020", Status::Submitted)],
        ..Batch::default()
    });
    let advance = |to, decision: Decision| {
        office.client.ask(Request::Advance(Advance {
            model: models[0],
            level: Level::Base,
            period: period("2020"),
            to,
            decision,
            certificate: None,
        }))
    };
    let draft = Decision {
        body: Some("Ban Chỉ đạo xã".into()),
        ..Decision::default()
    };
    assert!(matches!(
        advance(Status::Recognized, draft.clone()),
        Err(Refusal::Status(_))
    ));
    let kept = advance(Status::Surveyed, draft);
    assert!(kept.is_ok(), "{kept:?}");
    let rest = Decision {
        number: Some("12-QĐ/BCĐ".into()),
        date: Some(date(2020, 6, 15)),
        body: None,
    };
    assert!(advance(Status::Recognized, rest).is_ok());
}

/// Case 14.
#[test]
fn days_and_months_are_padded_as_papers_pad_them() {
    let long = |year, month, day| text::long_date(date(year, month, day));
    assert_eq!(long(2026, 2, 5), "ngày 05 tháng 02 năm 2026");
    assert_eq!(long(2026, 5, 27), "ngày 27 tháng 5 năm 2026");
}

/// Case 15: Dương Hòa went to phường Tô Châu, which took in others.
#[test]
fn kien_luong_does_not_match_its_ground_of_today() {
    let office = Office::new(kien_giang());
    for (unit, count) in [("Dương Hòa", 3), ("Kiên Bình", 4), ("Thuận Yên", 5)] {
        office.add(&Batch {
            unit: office.unit(unit, "2023"),
            collective: count,
            registrations: &[(Level::Base, "2023", Status::Registered)],
            ..Batch::default()
        });
    }
    office.add(&Batch {
        unit: office.unit("phường Tô Châu", "2026"),
        collective: 7,
        registrations: &[(Level::Base, "2026", Status::Registered)],
        ..Batch::default()
    });
    let district = office.unit("huyện Kiên Lương", "2023");
    let on = |basis| {
        office.report(ReportQuery {
            basis,
            compare: Some(period("2026")),
            ..ask(ReportId::B13, district, "2023")
        })
    };
    let mismatch = |table: &kheo::report::Table| {
        let notes = table.notes.iter();
        notes
            .filter(|note| note.vi.contains("Không khớp địa giới"))
            .count()
    };
    let then = on(Basis::Then);
    assert_eq!(mismatch(&then), 1);
    assert_eq!(said(&then, row(&then, "Cấp cơ sở", &[]), "current"), "7");
    let block = on(Basis::Block);
    assert_eq!(mismatch(&block), 1);
    let base = row(&block, "Cấp cơ sở", &[]);
    assert_eq!(said(&block, base, "current"), "12");
    assert_eq!(said(&block, base, "previous"), "7");
    let island = office.unit("huyện Kiên Hải", "2023");
    let clean = office.report(ReportQuery {
        basis: Basis::Block,
        ..ask(ReportId::B01, island, "2023")
    });
    assert_eq!(mismatch(&clean), 0);
    assert_eq!(
        clean.rows[0].label.vi,
        "xã An Sơn, xã Hòn Tre, xã Lại Sơn, xã Nam Du ↔ đặc khu Kiên Hải"
    );
}

#[test]
fn present_boundaries_take_a_model_with_its_place() {
    let office = Office::new(kien_giang());
    for (unit, count) in [("Dương Hòa", 3), ("Kiên Bình", 4), ("xã Hòa Điền", 2)] {
        office.add(&Batch {
            unit: office.unit(unit, "2023"),
            collective: count,
            registrations: &[(Level::Base, "2023", Status::Registered)],
            ..Batch::default()
        });
    }
    let now = |unit| {
        office.report(ReportQuery {
            basis: Basis::Now,
            ..ask(ReportId::B01, unit, "2023")
        })
    };
    let table = now(office.unit("huyện Kiên Lương", "2023"));
    let counts = |name| said(&table, row(&table, name, &[]), "base.total");
    assert_eq!(counts("xã Hòa Điền"), "6");
    assert_eq!(counts("phường Tô Châu"), "3");
    let ward = now(office.unit("Tô Châu", "2026"));
    assert_eq!(total(&ward, "base.total"), CellValue::Count(3));
}

/// One decision for many: certificates run on, one undo takes all back, and
/// one that may not take the step stops all.
#[test]
fn many_are_recognised_by_one_decision_or_none() {
    let office = Office::new(kien_giang());
    let models = office.add(&Batch {
        unit: office.unit("Sơn Hải", "2020"),
        collective: 3,
        registrations: &[(Level::Base, "2020", Status::Eligible)],
        ..Batch::default()
    });
    let advance = |models: &[kheo::domain::RecordId]| {
        office.client.ask(Request::AdvanceAll(AdvanceAll {
            models: models.to_vec(),
            level: Level::Base,
            period: period("2020"),
            to: Status::Certified,
            decision: Decision {
                number: Some("12-QĐ/BCĐ".into()),
                date: Some(date(2020, 6, 15)),
                body: Some("Ban Chỉ đạo".into()),
            },
            first_certificate: Some("009/GCN".into()),
        }))
    };
    let district = office.unit("huyện Kiên Lương", "2020");
    let listed = || office.report(ask(ReportId::B06, district, "2020"));
    let certificates = || -> Vec<String> {
        let table = listed();
        let rows = table.rows.iter();
        rows.map(|row| said(&table, row, "certificate")).collect()
    };
    let rejected = office.add(&Batch {
        unit: office.unit("Sơn Hải", "2020"),
        individual: 1,
        registrations: &[(Level::Base, "2020", Status::Rejected)],
        ..Batch::default()
    });
    let refused = advance(&[models[0], models[1], rejected[0]]);
    assert!(
        matches!(&refused, Err(Refusal::OfModel { model, .. }) if model == "Mô hình Cá nhân 0"),
        "{refused:?}"
    );
    assert_eq!(certificates().concat(), "");
    assert!(advance(&models).is_ok());
    let mut numbers = certificates();
    numbers.sort();
    assert_eq!(numbers, ["", "009/GCN", "010/GCN", "011/GCN"]);
    assert!(office.client.ask(Request::Undo).is_ok());
    assert_eq!(certificates().concat(), "");
}

/// 72 ≠ 60 + 13, a decision without its number, a higher level without a lower
/// one, one name in two hamlets: said, and nothing is blocked.
#[test]
fn what_does_not_fit_is_said_and_blocks_nothing() {
    use kheo::report::checks::WarningSort;
    let office = Office::new(kien_giang());
    let district = office.unit("huyện Kiên Lương", "2023");
    for (kind, value) in [
        (None, 72),
        (Some("collective"), 60),
        (Some("individual"), 13),
    ] {
        let mut fields = vec![
            ("indicator", json!("recognized")),
            ("value", json!(value)),
            ("unit", json!(district.to_string())),
            ("level", json!("district")),
            ("period", json!("2021-2023")),
        ];
        fields.extend(kind.map(|kind| ("kind", json!(kind))));
        office.record(RecordKind::Figure, &fields);
    }
    for unit in ["Sơn Hải", "Hòn Nghệ"] {
        let models = office.add(&Batch {
            unit: office.unit(unit, "2023"),
            collective: 1,
            registrations: &[(Level::District, "2023", Status::Registered)],
            ..Batch::default()
        });
        let recognized = registration(models[0], Level::Province, "2023", Status::Recognized);
        let mut bare = recognized.clone();
        bare.fields.retain(|field| field.field != "decision_no");
        office.write(vec![if unit == "Sơn Hải" {
            bare
        } else {
            recognized
        }]);
    }
    let query = ask(ReportId::B01, district, "2021-2023");
    let warnings = match office.client.ask(Request::Checks(query)) {
        Ok(Reply::Checks(warnings)) => warnings,
        other => panic!("{other:?}"),
    };
    let words = |sort| -> Vec<&str> {
        let of_sort = warnings.iter().filter(|warning| warning.sort == sort);
        of_sort.map(|warning| warning.words.vi.as_str()).collect()
    };
    assert_eq!(
        words(WarningSort::Sum),
        ["Công nhận, cấp huyện, huyện Kiên Lương, 2021-2023: 72 ≠ 60 + 13"]
    );
    assert_eq!(words(WarningSort::Decision).len(), 1);
    assert!(words(WarningSort::Decision)[0].starts_with("1 công nhận cấp tỉnh"));
    assert_eq!(
        words(WarningSort::LowerLevel),
        ["2 mô hình đăng ký cấp huyện, kỳ 2023, chưa có đăng ký ở cấp dưới"]
    );
    assert_eq!(words(WarningSort::SameName).len(), 1);
}
