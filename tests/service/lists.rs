//! Lists imported, imported again, and after people worked on.

use kheo::domain::list::{CellFault, ListFault, ListRow};
use kheo::domain::{Decision, Level, Period, Status};
use kheo::service::request::{Advance, Deed};
use kheo::service::{Refusal, Request};

use crate::answer;
use crate::desk::{Desk, list, row, span};

fn three() -> Vec<ListRow> {
    vec![
        row(4, "Hũ gạo tình thương", "Tây Yên"),
        row(5, "Tuyến đường hoa phụ nữ tự quản", "Tây Yên A"),
        row(6, "Ghe về bến, rác về bờ", "Thứ Ba"),
    ]
}

#[test]
fn a_list_twice_changes_nothing() {
    let desk = Desk::with_units("Bà Út");
    let planned = desk.plan(&list(three()));
    assert_eq!(desk.names(), Vec::<String>::new(), "a plan changes nothing");
    let first = desk.import(&list(three()));
    assert_eq!(planned, first);
    assert_eq!((first.models_new, first.registrations_new), (3, 3));
    let before = desk.segments();
    let mut rows = three();
    rows.reverse();
    rows[0].name = "  Ghe về bến,  RÁC về bờ".into();
    let again = desk.import(&list(rows));
    assert_eq!(
        (again.models_same, again.models_new, again.models_changed),
        (3, 0, 0)
    );
    assert_eq!(again.registrations_new + again.registrations_changed, 0);
    assert_eq!(desk.segments(), before, "nothing was written");
}

#[test]
fn a_list_says_more_later() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let mut rows = three();
    rows[0].content = Some("Mỗi nhà một nắm gạo".into());
    rows[1].levels = vec![Level::Base, Level::Province];
    rows[2].status = Some(Status::Surveyed);
    let plan = desk.import(&list(rows));
    assert_eq!((plan.models_new, plan.models_changed), (0, 3));
    assert_eq!((plan.registrations_new, plan.registrations_changed), (1, 1));
    let model = desk.model("Hũ gạo tình thương").id;
    assert_eq!(desk.value(model, "content"), "Mỗi nhà một nắm gạo");
    assert_eq!(
        desk.model("Tuyến đường hoa phụ nữ tự quản")
            .registrations
            .len(),
        2
    );
}

#[test]
fn a_list_with_a_fault_is_refused_whole() {
    let desk = Desk::with_units("Bà Út");
    let mut faulty = list(three());
    faulty.faults.push(ListFault {
        row: 9,
        column: "Cấp".into(),
        fault: CellFault::HalfRegistration,
    });
    let request = Request::ApplyList {
        list: faulty,
        new_units: None,
    };
    let plan = answer!(desk, ListPlan, request);
    assert_eq!(plan.faults.len(), 1);
    assert_eq!(desk.names(), Vec::<String>::new());
    assert!(!matches!(desk.book().undo, Some(Deed::ImportList { .. })));
}

#[test]
fn one_model_in_two_rows_has_two_registrations() {
    let desk = Desk::with_units("Bà Út");
    let first = row(4, "Hũ gạo", "Tây Yên");
    let second = ListRow {
        row: 5,
        levels: vec![Level::Province],
        period: Some(Period::Year(2023)),
        ..first.clone()
    };
    let rows = vec![first, second];
    let plan = desk.import(&list(rows.clone()));
    assert_eq!((plan.models_new, plan.registrations_new), (1, 2));
    assert_eq!(desk.model("Hũ gạo").registrations.len(), 2);
    let again = desk.import(&list(rows));
    assert_eq!((again.models_same, again.registrations_new), (1, 0));
}

#[test]
fn a_name_corrected_by_hand_stays_and_is_not_doubled() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let model = desk.model("Hũ gạo tình thương").id;
    desk.set(model, "name", "Hũ gạo nghĩa tình");
    desk.set(model, "owner", "Hội Phụ nữ");
    let again = desk.import(&list(three()));
    assert_eq!((again.models_same, again.models_new), (3, 0));
    assert_eq!(desk.names().len(), 3);
    assert_eq!(desk.model("Hũ gạo nghĩa tình").id, model);
}

#[test]
fn a_cell_corrected_by_hand_stays_when_the_same_list_comes_again() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let line = desk.model("Hũ gạo tình thương");
    desk.set(line.id, "field", "economy");
    let again = desk.import(&list(three()));
    assert_eq!((again.models_same, again.models_changed), (3, 0));
    assert_eq!(desk.value(line.id, "field"), "economy");
}

#[test]
fn a_list_whose_cell_changed_since_corrects_the_book() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let mut rows = three();
    rows[0].field = Some("economy".into());
    let again = desk.import(&list(rows));
    assert_eq!((again.models_same, again.models_changed), (2, 1));
    let model = desk.model("Hũ gạo tình thương").id;
    assert_eq!(desk.value(model, "field"), "economy");
    assert_eq!(desk.conflicts(), vec![]);
}

#[test]
fn a_list_taken_back_says_the_same_when_it_comes_again() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let mut rows = three();
    rows[0].field = Some("economy".into());
    rows[1].content = Some("Mỗi nhà một luống hoa".into());
    desk.import(&list(rows.clone()));
    let after = desk.models();
    desk.undo();
    let again = desk.import(&list(rows));
    assert_eq!((again.models_same, again.models_changed), (1, 2));
    assert_eq!(desk.models().len(), after.len());
    let model = desk.model("Hũ gạo tình thương").id;
    assert_eq!(desk.value(model, "field"), "economy");
}

#[test]
fn a_model_taken_out_comes_back_with_its_list() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let model = desk.model("Hũ gạo tình thương").id;
    desk.set(model, "deleted", true);
    assert_eq!(desk.names().len(), 2);
    let again = desk.import(&list(three()));
    assert_eq!((again.models_same, again.models_new), (2, 1));
    let back = desk.model("Hũ gạo tình thương");
    assert_eq!((back.id, back.registrations.len()), (model, 1));
    desk.undo();
    assert_eq!(desk.names().len(), 2);
    desk.undo();
    assert_eq!(desk.names().len(), 3);
}

#[test]
fn an_old_list_moves_no_status_back() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(three()));
    let model = desk.model("Hũ gạo tình thương").id;
    let step = Request::Advance(Advance {
        model,
        level: Level::Base,
        period: span(),
        to: Status::Surveyed,
        decision: Decision::default(),
        certificate: None,
    });
    answer!(desk, Changed, step);
    desk.import(&list(three()));
    let status = desk.model("Hũ gạo tình thương").registrations[0].status;
    assert_eq!(status, Status::Surveyed);
}

#[test]
fn a_list_is_taken_back_and_done_again_as_one_deed() {
    let desk = Desk::with_units("Bà Út");
    desk.add("Bếp ăn tình thương", "Thứ Ba");
    desk.import(&list(three()));
    let after = desk.models();
    assert!(matches!(desk.undo(), Deed::ImportList { file } if file == "danh-sach.xlsx"));
    assert_eq!(desk.names(), ["Bếp ăn tình thương"]);
    assert!(matches!(desk.undo(), Deed::AddModel { .. }));
    assert_eq!(desk.names(), Vec::<String>::new());
    desk.redo();
    assert!(matches!(desk.redo(), Deed::ImportList { .. }));
    assert_eq!(desk.models(), after);
    assert_eq!(desk.refused(Request::Redo), Refusal::NothingToUndo);
}

#[test]
fn two_laptops_that_import_the_same_list_make_the_same_models() {
    let (one, other) = (Desk::with_units("Bà Út"), Desk::with_units("Ông Bền"));
    one.import(&list(three()));
    other.import(&list(three()));
    let absorbed = other.hear(&one);
    assert_eq!(absorbed.conflicts_new, 0);
    assert_eq!(other.models().len(), 3);
    assert_eq!(other.conflicts(), vec![]);
    one.hear(&other);
    assert_eq!(one.models(), other.models());
}
