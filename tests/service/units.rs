//! Units through time: a name or a code is always asked together with a time.

use jiff::civil::{Date, date};
use kheo::domain::list::{CellFault, SuccessorRow, UnitList, UnitRow};
use kheo::domain::records::Extent;
use kheo::domain::{Period, UnitType};
use kheo::service::request::{Glance, ModelQuery, ModelSort, NewUnits, OverviewQuery};
use kheo::service::views::UnitView;
use kheo::service::{Refusal, Request};

use crate::answer;
use crate::desk::{Desk, list, row, span, units};

fn find(desk: &Desk, typed: &str, during: Option<Period>) -> UnitView {
    let typed = typed.to_owned();
    answer!(desk, Unit, Request::FindUnit { typed, during })
}

#[test]
fn a_code_means_the_unit_of_its_time() {
    let desk = Desk::with_units("Bà Út");
    let name = |typed: &str, during| find(&desk, typed, during).full_name;
    assert_eq!(name("30790", Some(Period::Year(2020))), "xã Kiên Bình");
    assert_eq!(name("30790", Some(Period::Year(2026))), "xã Hòa Điền");
    assert_eq!(name("30790@2020-05-29", None), "xã Kiên Bình");
    assert_eq!(name("30790@2026-01-01", None), "xã Hòa Điền");
}

#[test]
fn a_name_means_the_unit_of_its_time() {
    let desk = Desk::with_units("Bà Út");
    let code = |typed: &str, year| find(&desk, typed, Some(Period::Year(year))).code.unwrap();
    let old = find(&desk, "Tây Yên", Some(span()));
    let new = find(&desk, "tay yen", Some(Period::Year(2026)));
    assert_eq!(old.parent.unwrap().name, "An Biên");
    assert_eq!(new.parent.unwrap().name, "An Giang");
    assert_eq!(code("Hòa Điền", 2020), "30802");
    assert_eq!(code("xã Hoà Điền", 2026), "30790");
    assert_eq!(code("Bình An", 2020), "30808");
    assert_eq!(code("Bình An", 2026), "30898");
    assert_eq!(code("TT. Kiên Lương", 2020), "30787");
    assert_eq!(code("huyện Kiên Lương", 2020), "kl");
}

#[test]
fn namesakes_are_refused_with_all_of_them() {
    let desk = Desk::with_units("Bà Út");
    let refused = desk.refused(Request::FindUnit {
        typed: "Vĩnh Phú".into(),
        during: Some(span()),
    });
    let Refusal::SeveralUnits { candidates, .. } = refused else {
        panic!("{refused:?}")
    };
    let mut names: Vec<_> = candidates.into_iter().map(|(_, name)| name).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "xã Vĩnh Phú (Giang Thành), đến 30/06/2025",
            "xã Vĩnh Phú (Thoại Sơn), đến 30/06/2025"
        ]
    );
    let one = find(&desk, "Vĩnh Phú, Thoại Sơn", Some(span()));
    assert_eq!(one.code.as_deref(), Some("30700"));
    assert!(matches!(
        desk.refused(Request::FindUnit { typed: "Xã Không Có".into(), during: None }),
        Refusal::NoUnit { typed, .. } if typed == "Xã Không Có"
    ));
}

#[test]
fn the_list_of_units_is_that_of_its_day() {
    let desk = Desk::with_units("Bà Út");
    let on = |day| {
        let units = answer!(desk, Units, Request::Units { on: Some(day) });
        units
            .into_iter()
            .map(|unit| unit.full_name)
            .collect::<Vec<_>>()
    };
    let (before, after) = (on(date(2020, 5, 29)), on(date(2026, 1, 1)));
    assert!(before.contains(&"huyện An Biên".into()) && !after.contains(&"huyện An Biên".into()));
    assert!(after.contains(&"xã An Biên".into()) && !before.contains(&"xã An Biên".into()));
    let all = answer!(desk, Units, Request::Units { on: None });
    assert_eq!(all.len(), units().rows.len());
}

#[test]
fn the_same_units_twice_change_nothing_in_any_order() {
    let desk = Desk::with_units("Bà Út");
    let mut again = units();
    again.rows.reverse();
    let plan = answer!(desk, UnitPlan, Request::ApplyUnits { list: again });
    assert_eq!(plan.units_same, units().rows.len());
    assert_eq!((plan.units_new, plan.units_changed), (0, 0));
    desk.undo();
    let all = answer!(desk, Units, Request::Units { on: None });
    assert_eq!(all, vec![]);
}

#[test]
fn faulty_units_are_refused_whole() {
    let desk = Desk::new("Bà Út");
    let mut rows = units().rows;
    rows[1].parent = Some("không có".into());
    rows[2].parent = Some("30985@2000-01-01".into());
    rows[5].parent = Some("kl".into());
    let faulty = UnitList {
        rows,
        ..UnitList::default()
    };
    let plan = answer!(desk, UnitPlan, Request::ApplyUnits { list: faulty });
    let cycle = plan
        .faults
        .iter()
        .any(|fault| matches!(fault.fault, CellFault::Cycle { .. }));
    let unknown = plan.faults.iter().any(
        |fault| matches!(&fault.fault, CellFault::UnknownParent { typed } if typed == "không có"),
    );
    assert!(cycle && unknown, "{:?}", plan.faults);
    let all = answer!(desk, Units, Request::Units { on: None });
    assert_eq!(all, vec![]);
}

#[test]
fn unknown_and_unclear_units_are_faults_of_their_row() {
    let desk = Desk::with_units("Bà Út");
    let faulty = list(vec![
        row(4, "Hũ gạo", "Tây Yên"),
        row(5, "Đường hoa", "Không Có"),
        row(6, "Ghe về bến", "Vĩnh Phú"),
        row(7, "Bếp ăn", "Không Có"),
    ]);
    let request = Request::ApplyList {
        list: faulty,
        new_units: None,
    };
    let plan = answer!(desk, ListPlan, request);
    let rows: Vec<_> = plan.faults.iter().map(|fault| fault.row).collect();
    assert_eq!(rows, [5, 6, 7]);
    assert!(plan.faults.iter().all(|fault| fault.column == "Xã"));
    assert!(matches!(
        &plan.faults[0].fault,
        CellFault::UnknownUnit { typed, .. } if typed == "Không Có"
    ));
    assert!(matches!(
        &plan.faults[1].fault,
        CellFault::UnclearUnit { candidates, .. } if candidates.len() == 2
    ));
    assert_eq!(desk.names(), Vec::<String>::new(), "all or nothing");
}

#[test]
fn names_become_communes_where_the_officer_says() {
    let desk = Desk::with_units("Bà Út");
    let parent = find(&desk, "huyện An Biên", Some(span())).id;
    let rows = vec![
        row(4, "Hũ gạo", "Đông Thái"),
        row(5, "Đường hoa", "xã Đông Thái"),
        row(6, "Ghe về bến", "TT. Thứ Mười Một"),
        row(7, "Bếp ăn", "Tây Yên"),
    ];
    let request = || Request::ApplyList {
        list: list(rows.clone()),
        new_units: Some(NewUnits::Under(parent)),
    };
    let plan = answer!(desk, ListPlan, request());
    assert_eq!(plan.faults, vec![]);
    assert_eq!(plan.units_new, ["Đông Thái", "Thứ Mười Một"]);
    let again = answer!(desk, ListPlan, request());
    assert_eq!((again.models_same, again.units_new.len()), (4, 0));
    let new = find(&desk, "Thứ Mười Một", None);
    assert_eq!(new.full_name, "thị trấn Thứ Mười Một");
    assert_eq!(new.parent.unwrap().id, parent);
    desk.undo();
    assert_eq!(desk.names(), Vec::<String>::new());
    let all = answer!(desk, Units, Request::Units { on: None });
    assert_eq!(all.len(), units().rows.len());
}

#[test]
fn the_first_list_of_a_book_without_units_brings_its_district() {
    let desk = Desk::new("Bà Út");
    let first = NewUnits::UnderFirst("huyện An Biên".into());
    let request = |commune: &str| Request::ApplyList {
        list: list(vec![row(4, "Hũ gạo", commune)]),
        new_units: Some(first.clone()),
    };
    let plan = answer!(desk, ListPlan, request("Tây Yên"));
    assert_eq!(plan.units_new, ["An Biên", "Tây Yên"]);
    let commune = find(&desk, "Tây Yên", None);
    assert_eq!(commune.parent.unwrap().name, "An Biên");
    // Now a name that nobody bears is a mistake.
    assert!(matches!(
        desk.refused(request("Nam Yên")),
        Refusal::NoUnit { .. }
    ));
}

#[test]
fn a_unit_is_found_by_what_it_is_called_now() {
    let desk = Desk::with_units("Bà Út");
    desk.add("Đường hoa", "Kiên Bình");
    let found = |search: &str| {
        let query = ModelQuery {
            search: search.into(),
            limit: 10,
            ..ModelQuery::default()
        };
        answer!(desk, Models, Request::Models(query)).matching
    };
    assert_eq!((found("kien binh"), found("kien luong")), (1, 1));
    desk.set(desk.commune("Kiên Bình"), "name", "Vàm Răng");
    assert_eq!((found("vam rang"), found("kien binh")), (1, 0));
    let district = find(&desk, "huyện Kiên Lương", Some(span())).id;
    desk.set(district, "name", "Ba Hòn");
    assert_eq!((found("ba hon"), found("kien luong")), (1, 0));
}

#[test]
fn models_by_unit_stand_in_the_official_order_of_units() {
    let desk = Desk::with_units("Bà Út");
    let names = |sort| {
        let query = ModelQuery {
            sort,
            limit: 10,
            ..ModelQuery::default()
        };
        let lines = answer!(desk, Models, Request::Models(query)).lines;
        lines.into_iter().map(|line| line.name).collect::<Vec<_>>()
    };
    for (name, unit) in [
        ("Đường hoa", "Tây Yên"),
        ("Hũ gạo", "Kiên Bình"),
        ("Bếp ăn", "TT. Kiên Lương"),
        ("Ánh sáng", "Tây Yên"),
        ("Cờ đỏ", "Bình An"),
    ] {
        desk.add(name, unit);
    }
    let ordered = answer!(desk, Units, Request::Units { on: None });
    let place = |typed: &str| {
        let unit = find(&desk, typed, Some(span())).id;
        ordered.iter().position(|view| view.id == unit).unwrap()
    };
    let mut expected = [
        (place("Tây Yên"), vec!["Ánh sáng", "Đường hoa"]),
        (place("Kiên Bình"), vec!["Hũ gạo"]),
        (place("TT. Kiên Lương"), vec!["Bếp ăn"]),
        (place("Bình An"), vec!["Cờ đỏ"]),
    ];
    expected.sort();
    let expected: Vec<&str> = expected.into_iter().flat_map(|(_, names)| names).collect();
    assert_eq!(names(ModelSort::Unit), expected);
    // The first of its district from now on, and that is seen at once.
    desk.set(desk.commune("Bình An"), "order", 0);
    let at = names(ModelSort::Unit);
    let at = |name: &str| at.iter().position(|other| other == name).unwrap();
    assert!(at("Cờ đỏ") < at("Hũ gạo") && at("Cờ đỏ") < at("Bếp ăn"));
}

#[test]
fn a_glance_at_a_small_book_is_the_whole_of_it() {
    let desk = Desk::with_units("Bà Út");
    desk.add("Hũ gạo tình thương", "Kiên Bình");
    let query = ModelQuery {
        search: "gao".into(),
        limit: 10,
        ..ModelQuery::default()
    };
    let whole = answer!(desk, Models, Request::Models(query.clone()));
    let glance = loop {
        // A slow machine may be asked again, as a screen asks when it is told.
        let page = answer!(desk, Models, Request::Glance(Glance::Models(query.clone())));
        if page.preparing.is_none() {
            break page;
        }
    };
    assert_eq!(glance, whole);
    assert_eq!(glance.matching, 1);
    let query = OverviewQuery::default();
    let figures = answer!(
        desk,
        Overview,
        Request::Glance(Glance::Overview(query.clone()))
    );
    assert_eq!(figures, answer!(desk, Overview, Request::Overview(query)));
}

#[test]
fn a_code_has_one_unit_at_a_time() {
    let desk = Desk::new("Bà Út");
    let planned = |days: [(Option<Date>, Option<Date>); 2]| {
        let rows = ["Kiên Bình", "Hòa Điền"].into_iter().zip(days).zip(2..);
        let rows = rows.map(|((name, (valid_from, valid_to)), row)| UnitRow {
            code: Some("30790".into()),
            valid_from,
            valid_to,
            ..UnitRow::new(row, name, UnitType::Commune)
        });
        let list = UnitList {
            rows: rows.collect(),
            ..UnitList::default()
        };
        let plan = answer!(desk, UnitPlan, Request::PlanUnits { list });
        let faults = plan.faults.into_iter();
        faults
            .map(|fault| (fault.row, fault.column, fault.fault))
            .collect::<Vec<_>>()
    };
    let change = Some(date(2025, 7, 1));
    let last = Some(date(2025, 6, 30));
    let begun = Some(date(1976, 1, 1));
    let overlap = vec![(
        3,
        "valid_from".to_owned(),
        CellFault::OverlapsInTime { row: 2 },
    )];
    assert_eq!(planned([(begun, None), (change, None)]), overlap);
    assert_eq!(planned([(None, None), (begun, last)]), overlap);
    assert_eq!(planned([(begun, change), (last, None)]), overlap);
    assert_eq!(planned([(begun, last), (change, None)]), []);
    assert_eq!(planned([(begun, change), (change, None)]), []);
    assert_eq!(planned([(change, None), (begun, last)]), []);
}

/// The faults of a list with these rows in the book of `desk`.
fn faults(desk: &Desk, rows: Vec<UnitRow>) -> Vec<(u32, String, CellFault)> {
    let list = UnitList {
        rows,
        ..UnitList::default()
    };
    let plan = answer!(desk, UnitPlan, Request::PlanUnits { list });
    let faults = plan.faults.into_iter();
    let faults = faults.map(|fault| (fault.row, fault.column, fault.fault));
    faults.collect()
}

fn coded(row: u32, code: &str, name: &str) -> UnitRow {
    UnitRow {
        code: Some(code.into()),
        ..UnitRow::new(row, name, UnitType::Commune)
    }
}

#[test]
fn a_code_of_the_book_is_not_given_to_another_unit_of_its_time() {
    let desk = Desk::with_units("Bà Út");
    let anew = |code, name, valid_from| UnitRow {
        valid_from: Some(valid_from),
        ..coded(2, code, name)
    };
    // 30808 was Bình An until 30/06/2025.
    let unit = "xã Bình An (Kiên Lương), đến 30/06/2025".to_owned();
    assert_eq!(
        faults(&desk, vec![anew("30808", "Ba Hòn", date(2025, 1, 1))]),
        [(2, "code".to_owned(), CellFault::CodeInBook { unit })]
    );
    assert_eq!(
        faults(&desk, vec![anew("30808", "Ba Hòn", date(2025, 7, 1))]),
        []
    );
}

#[test]
fn a_unit_that_ends_in_the_list_leaves_its_code_to_the_next() {
    let desk = Desk::new("Bà Út");
    let open = coded(2, "7", "Hòn Tre");
    let list = UnitList {
        rows: vec![open.clone()],
        ..UnitList::default()
    };
    answer!(desk, UnitPlan, Request::ApplyUnits { list });
    let change = date(2025, 7, 1);
    let next = UnitRow {
        valid_from: Some(change),
        ..coded(3, "7", "Kiên Hải")
    };
    let found = faults(&desk, vec![next.clone()]);
    assert!(
        matches!(&found[..], [(3, _, CellFault::CodeInBook { .. })]),
        "{found:?}"
    );
    let ended = UnitRow {
        valid_to: Some(change.yesterday().unwrap()),
        ..open
    };
    assert_eq!(faults(&desk, vec![ended, next]), []);
}

#[test]
fn a_unit_does_not_come_of_itself() {
    let desk = Desk::new("Bà Út");
    let went = |row, code: &str, name, to: &[&str]| UnitRow {
        successors: to.iter().map(|code| successor(code)).collect(),
        ..coded(row, code, name)
    };
    let found = faults(
        &desk,
        vec![
            went(2, "1", "An Sơn", &["2", "3"]),
            went(3, "2", "Nam Du", &[]),
            went(4, "3", "Lại Sơn", &["1"]),
            went(5, "4", "Hòn Tre", &["4"]),
        ],
    );
    let loops = |path: &[&str]| CellFault::SucceedsItself {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
    };
    let column = || "successors".to_owned();
    assert_eq!(
        found,
        [
            (2, column(), loops(&["An Sơn", "Lại Sơn"])),
            (4, column(), loops(&["Lại Sơn", "An Sơn"])),
            (5, column(), loops(&["Hòn Tre"])),
        ]
    );
}

fn successor(code: &str) -> SuccessorRow {
    SuccessorRow {
        code: code.into(),
        on: None,
        extent: Extent::Whole,
    }
}
