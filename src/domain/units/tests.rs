use super::*;
use crate::domain::identity::RecordKind;
use jiff::civil::date;

fn unit(
    name: &str,
    sort: UnitType,
    code: &str,
    years: (i16, Option<i16>),
    parent: Option<RecordId>,
) -> (RecordId, Unit) {
    let from = date(years.0, 7, 1);
    let id = Unit::identity(Some(code), Some(from), name, None);
    let unit = Unit {
        name: name.into(),
        sort: Some(sort),
        code: Some(code.into()),
        parent,
        organization: None,
        valid_from: Some(from),
        valid_to: years.1.map(|year| date(year, 6, 30)),
        order: None,
        successors: Vec::new(),
    };
    (id, unit)
}

fn book() -> (Units, HashMap<&'static str, RecordId>) {
    let district = unit(
        "Kiên Lương",
        UnitType::District,
        "kl",
        (1976, Some(2025)),
        None,
    );
    let other = unit(
        "Châu Thành",
        UnitType::District,
        "ct",
        (1976, Some(2025)),
        None,
    );
    let rows = [
        (
            "thị trấn",
            unit(
                "Kiên Lương",
                UnitType::Township,
                "30787",
                (1976, Some(2025)),
                Some(district.0),
            ),
        ),
        (
            "kiên bình",
            unit(
                "Kiên Bình",
                UnitType::Commune,
                "30790",
                (1976, Some(2025)),
                Some(district.0),
            ),
        ),
        (
            "hòa điền mới",
            unit("Hòa Điền", UnitType::Commune, "30790", (2025, None), None),
        ),
        (
            "hòa điền cũ",
            unit(
                "Hòa Điền",
                UnitType::Commune,
                "30802",
                (1976, Some(2025)),
                Some(district.0),
            ),
        ),
        (
            "vĩnh phú 1",
            unit(
                "Vĩnh Phú",
                UnitType::Commune,
                "1",
                (1976, None),
                Some(district.0),
            ),
        ),
        (
            "vĩnh phú 2",
            unit(
                "Vĩnh Phú",
                UnitType::Commune,
                "2",
                (1976, None),
                Some(other.0),
            ),
        ),
        ("huyện", district),
        ("châu thành", other),
    ];
    let names = rows.iter().map(|(name, (id, _))| (*name, *id)).collect();
    (rows.into_iter().map(|(_, row)| row).collect(), names)
}

fn during(typed: &str) -> When {
    When::During(Period::parse(typed).unwrap())
}

#[test]
fn the_same_code_is_another_unit_at_another_time() {
    let (units, ids) = book();
    assert_eq!(
        units.find("30790@2020-01-01", When::Any, Seeking::AnyUnit),
        Found::One(ids["kiên bình"])
    );
    assert_eq!(
        units.find("30790@2026-01-01", When::Any, Seeking::AnyUnit),
        Found::One(ids["hòa điền mới"])
    );
    assert_eq!(
        units.find("30790", during("2021-2023"), Seeking::AnyUnit),
        Found::One(ids["kiên bình"])
    );
}

#[test]
fn the_same_name_is_another_unit_at_another_time() {
    let (units, ids) = book();
    assert_eq!(
        units.find("xã Hòa Điền", during("2020"), Seeking::Place),
        Found::One(ids["hòa điền cũ"])
    );
    assert_eq!(
        units.find("X. Hoà Điền", during("2026"), Seeking::Place),
        Found::One(ids["hòa điền mới"])
    );
    assert!(
        matches!(units.find("hoa dien", When::Any, Seeking::Place), Found::Several(both) if both.len() == 2)
    );
}

#[test]
fn a_place_is_a_commune_before_it_is_a_district() {
    let (units, ids) = book();
    assert_eq!(
        units.find("Kiên Lương", during("2020"), Seeking::Place),
        Found::One(ids["thị trấn"])
    );
    assert_eq!(
        units.find("TT. Kiên Lương", during("2020"), Seeking::AnyUnit),
        Found::One(ids["thị trấn"])
    );
    assert_eq!(
        units.find("huyện Kiên Lương", When::Any, Seeking::AnyUnit),
        Found::One(ids["huyện"])
    );
    assert!(matches!(
        units.find("Kiên Lương", during("2020"), Seeking::AnyUnit),
        Found::Several(_)
    ));
    assert_eq!(
        units.find("xã Kiên Lương", during("2020"), Seeking::Place),
        Found::One(ids["thị trấn"])
    );
}

#[test]
fn namesakes_are_told_apart_by_their_parent_or_listed() {
    let (units, ids) = book();
    assert!(
        matches!(units.find("Vĩnh Phú", When::Any, Seeking::Place), Found::Several(both) if both.len() == 2)
    );
    assert_eq!(
        units.find("Vĩnh Phú, huyện Châu Thành", When::Any, Seeking::Place),
        Found::One(ids["vĩnh phú 2"])
    );
    for typed in ["xã Vĩnh Phú (Kiên Lương)", "xã Vĩnh Phú - huyện Kiên Lương"] {
        assert_eq!(
            units.find(typed, When::Any, Seeking::Place),
            Found::One(ids["vĩnh phú 1"])
        );
    }
    assert_eq!(
        units.find("Vĩnh Phúc", When::Any, Seeking::Place),
        Found::Nothing
    );
}

#[test]
fn a_type_may_be_shortened_letter_by_letter() {
    for typed in ["TT. Thứ Ba", "TT Thứ Ba", "T.T Thứ Ba", "t.t. Thứ Ba"] {
        assert_eq!(split_type(typed), (Some(UnitType::Township), "Thứ Ba"));
    }
    assert_eq!(split_type("X. A Lưới"), (Some(UnitType::Commune), "A Lưới"));
}

#[test]
fn a_tree_with_a_cycle_ends() {
    let mut units = Units::default();
    let a = Unit::identity(Some("a"), None, "", None);
    let b = Unit::identity(Some("b"), None, "", None);
    for (id, parent) in [(a, b), (b, a)] {
        let (_, mut circular) = unit("Vòng", UnitType::Commune, "x", (2000, None), Some(parent));
        circular.parent = Some(parent);
        units.insert(id, circular);
    }
    assert_eq!(units.tree(a).len(), 2);
    assert_eq!(units.ancestors(a), vec![b]);
    assert_eq!(a.kind, RecordKind::Unit);
}

#[test]
fn a_name_may_say_its_day_or_what_it_lies_in_without_a_comma() {
    let (units, ids) = book();
    let find = |typed| units.find(typed, When::Any, Seeking::AnyUnit);
    assert_eq!(find("Hòa Điền@2020-01-01"), Found::One(ids["hòa điền cũ"]));
    assert_eq!(
        find("xã Hoà Điền@01/07/2026"),
        Found::One(ids["hòa điền mới"])
    );
    let Found::One(vinh_phu) = find("Vĩnh Phú, huyện Châu Thành") else {
        panic!("Vĩnh Phú lies in Châu Thành")
    };
    for typed in ["xã Vĩnh Phú huyện Châu Thành", "vinh phu H. Chau Thanh"] {
        assert_eq!(find(typed), Found::One(vinh_phu), "{typed}");
    }
    for typed in [
        "Vĩnh Phú huyện Kiên Hải",
        "Vĩnh Phú Châu Thành",
        "xyz@2020-01-01",
    ] {
        assert_eq!(find(typed), Found::Nothing, "{typed}");
    }
}
