//! Opening a book, models by hand, the lifecycle and its guards, taking back.

use jiff::civil::date;
use kheo::domain::lifecycle::DecisionPart;
use kheo::domain::value::ValueFault;
use kheo::domain::{Decision, Level, Period, RecordId, RecordKind, Status, StatusGuard};
use kheo::service::request::{Advance, Deed, NewRegistration, OpenBook};
use kheo::service::{Client, Refusal, Reply, Request};
use serde_json::{Value, json};

use crate::answer;
use crate::desk::{Desk, new_model, span, write};

#[test]
fn a_book_is_opened_once_and_is_there_after_closing() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("deep").join("kheo.redb");
    let wish = OpenBook {
        officer: "  Ông  Tỷ ".into(),
        title: "Trưởng ban".into(),
        committee: "Ban Chỉ đạo huyện Kiên Lương".into(),
        book: String::new(),
    };
    let client = Client::start(path.clone());
    let before = client.ask(Request::Book);
    assert!(matches!(before, Ok(Reply::Book(book)) if book.open.is_none()));
    assert_eq!(
        client.ask(Request::Models(Default::default())).unwrap_err(),
        Refusal::NoBook
    );
    let nobody = OpenBook {
        officer: " ".into(),
        ..wish.clone()
    };
    let refused = client.ask(Request::OpenBook(nobody));
    assert!(matches!(refused, Err(Refusal::Value { field, .. }) if field == "officer"));
    assert!(!path.exists(), "a refused wish leaves no file");
    client.ask(Request::OpenBook(wish.clone())).unwrap();
    let book = "Ban Chỉ đạo huyện Kiên Lương".to_owned();
    assert_eq!(
        client.ask(Request::OpenBook(wish)).unwrap_err(),
        Refusal::BookExists { book: book.clone() }
    );
    drop(client);
    let again = loop {
        match Client::start(path.clone()).ask(Request::Book) {
            // The first worker closes the file a moment after its last client.
            Err(Refusal::InUse) => std::thread::yield_now(),
            Ok(Reply::Book(view)) => break view.open.unwrap(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((again.officer.as_str(), again.book), ("Ông Tỷ", book));
}

#[test]
fn a_model_by_hand_is_kept_as_typed() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("  Hũ  gạo tình thương ", "Tây Yên");
    let line = desk.model("Hũ gạo tình thương");
    assert_eq!(line.id, model);
    assert_eq!(line.unit.unwrap().name, "Tây Yên");
    assert_eq!(line.movement.as_deref(), Some("Dân vận khéo"));
    assert_eq!(line.registrations.len(), 1);
    assert_eq!(line.registrations[0].status, Status::Registered);

    let nameless = Request::AddModel(new_model(" ", desk.commune("Tây Yên")));
    assert!(matches!(
        desk.refused(nameless),
        Refusal::Value { field, fault: ValueFault::Empty } if field == "name"
    ));
    let nowhere = RecordId::fresh(RecordKind::Unit);
    assert!(matches!(
        desk.refused(Request::AddModel(new_model("Đường hoa", nowhere))),
        Refusal::NoRecord { .. }
    ));
    assert_eq!(desk.names(), ["Hũ gạo tình thương"]);
}

#[test]
fn a_correction_fits_its_field_or_is_refused() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    desk.set(model, "kind", "Cá nhân");
    assert_eq!(desk.value(model, "kind"), "individual");
    desk.set(model, "started", "05/02/2022");
    assert_eq!(desk.value(model, "started"), "2022-02-05");
    desk.set(model, "started", "");
    assert_eq!(desk.value(model, "started"), Value::Null);
    for (field, value) in [
        ("kind", json!("nhóm")),
        ("started", json!("31/02/2022")),
        ("name", json!(" ")),
        ("name", Value::Null),
        ("kind", json!(true)),
        ("started", json!(7)),
        ("unit", json!(["Tây Yên"])),
    ] {
        let refused = desk.client.ask(write(model, field, value.clone(), vec![]));
        assert!(
            matches!(refused, Err(Refusal::Value { .. })),
            "{field} = {value}: {refused:?}"
        );
    }
    let refused = desk.refused(write(model, "colour", json!("đỏ"), vec![]));
    assert!(matches!(refused, Refusal::NoField { known, .. } if known.contains(&"name".into())));
    assert_eq!(desk.names(), ["Hũ gạo"]);
}

fn step(model: RecordId, to: Status, decision: Decision) -> Request {
    Request::Advance(Advance {
        model,
        level: Level::Base,
        period: span(),
        to,
        decision,
        certificate: None,
    })
}

#[test]
fn recognition_needs_its_decision_and_nothing_goes_back() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    let none = Decision::default();
    answer!(desk, Changed, step(model, Status::Surveyed, none.clone()));
    let refused = desk.refused(step(model, Status::Recognized, none.clone()));
    let missing = vec![DecisionPart::Number, DecisionPart::Date, DecisionPart::Body];
    assert_eq!(
        refused,
        Refusal::Status(StatusGuard::DecisionIncomplete { missing })
    );
    let decision = Decision {
        number: Some("104-QĐ/HU".into()),
        date: Some(date(2022, 7, 5)),
        body: Some("Huyện ủy An Biên".into()),
    };
    answer!(desk, Changed, step(model, Status::Recognized, decision));
    // The decision is there already: the certificate needs no second one.
    answer!(desk, Changed, step(model, Status::Certified, none.clone()));
    for back in [Status::Registered, Status::Recognized, Status::Certified] {
        let refused = desk.refused(step(model, back, none.clone()));
        assert!(matches!(
            refused,
            Refusal::Status(StatusGuard::NoStep { .. })
        ));
    }
    let line = desk.model("Hũ gạo");
    assert_eq!(line.registrations[0].status, Status::Certified);
    let elsewhere = Request::Advance(Advance {
        model,
        level: Level::Province,
        period: span(),
        to: Status::Surveyed,
        decision: none,
        certificate: None,
    });
    assert!(matches!(
        desk.refused(elsewhere),
        Refusal::NotRegistered { .. }
    ));
}

fn registration(model: RecordId, status: Status) -> Request {
    Request::AddRegistration(NewRegistration {
        model,
        level: Level::Province,
        period: Period::Year(2023),
        kind: None,
        status,
        draft: None,
    })
}

#[test]
fn a_model_registers_once_at_a_level_for_a_period() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    assert!(matches!(
        desk.refused(registration(model, Status::Recognized)),
        Refusal::Status(StatusGuard::DecisionIncomplete { .. })
    ));
    let first = answer!(desk, Changed, registration(model, Status::Planned)).record;
    assert!(matches!(
        desk.refused(registration(model, Status::Planned)),
        Refusal::AlreadyRegistered { .. }
    ));
    desk.set(first, "deleted", true);
    assert_eq!(desk.model("Hũ gạo").registrations.len(), 1);
    let again = answer!(desk, Changed, registration(model, Status::Registered)).record;
    assert_eq!(again, first);
    assert_eq!(desk.model("Hũ gạo").registrations.len(), 2);
    assert_eq!(desk.conflicts(), vec![]);
}

#[test]
fn deeds_are_taken_back_and_done_again_in_order() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    desk.set(model, "owner", "Đoàn xã");
    answer!(desk, Changed, registration(model, Status::Planned));
    desk.note(model, "Đã xem sổ thu chi");
    let full = desk.model("Hũ gạo");

    assert!(matches!(desk.undo(), Deed::WriteNote { .. }));
    assert_eq!(desk.model("Hũ gạo").notes, 0);
    assert!(matches!(desk.undo(), Deed::AddRegistration { .. }));
    assert_eq!(desk.model("Hũ gạo").registrations.len(), 1);
    assert!(matches!(desk.undo(), Deed::Correct { .. }));
    assert_eq!(desk.value(model, "owner"), "Hội LHPN xã");
    assert!(matches!(desk.undo(), Deed::AddModel { .. }));
    assert_eq!(desk.names(), Vec::<String>::new());
    assert!(matches!(desk.book().redo, Some(Deed::AddModel { .. })));

    for _ in 0..4 {
        desk.redo();
    }
    assert_eq!(desk.refused(Request::Redo), Refusal::NothingToUndo);
    assert_eq!(desk.model("Hũ gạo"), full);
    desk.undo();
    desk.undo();
    desk.set(model, "owner", "Chi bộ ấp");
    assert_eq!(desk.refused(Request::Redo), Refusal::NothingToUndo);
    assert!(matches!(desk.undo(), Deed::Correct { .. }));
    assert_eq!(desk.value(model, "owner"), "Đoàn xã");
    assert_eq!(desk.conflicts(), vec![]);
}

#[test]
fn corrections_of_one_field_are_taken_back_one_by_one() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    let owners = ["Hội LHPN xã", "Đoàn xã", "Chi bộ ấp", "Đoàn xã", "Hội CCB"];
    for owner in &owners[1..] {
        desk.set(model, "owner", *owner);
    }
    for _ in 0..2 {
        for owner in owners[..4].iter().rev() {
            desk.undo();
            assert_eq!(desk.value(model, "owner"), *owner);
        }
        for owner in &owners[1..] {
            desk.redo();
            assert_eq!(desk.value(model, "owner"), *owner);
        }
    }
    assert_eq!(desk.conflicts(), vec![]);
}

#[test]
fn a_model_taken_out_comes_back_by_undo() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    desk.set(model, "deleted", true);
    assert_eq!(desk.names(), Vec::<String>::new());
    let refused = desk.refused(registration(model, Status::Planned));
    assert!(matches!(refused, Refusal::NoRecord { .. }));
    desk.undo();
    assert_eq!(desk.names(), ["Hũ gạo"]);
    desk.redo();
    assert_eq!(desk.names(), Vec::<String>::new());
    desk.undo();
}
