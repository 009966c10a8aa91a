use serde_json::{Value, json};

use super::super::testing::{drawn, look};
use super::*;
use crate::domain::schema::{MODEL, REGISTRATION};
use crate::domain::value::ValueFault;
use crate::domain::{RecordId, UnitType, Word};

const ROOM: Size = Size {
    width: 76,
    height: 20,
};

fn view(name: &str, value: Value, words: &str) -> FieldView {
    FieldView {
        name: name.into(),
        value,
        words: words.into(),
        live: Vec::new(),
    }
}

fn unit(name: &str) -> Choice<Pick> {
    Choice::new(Pick::Record(unit_id(name)), name)
}

fn unit_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Unit, &[name])
}

fn sources() -> Sources {
    Sources {
        units: ["Xã Hòn Nghệ", "Xã Đông Yên"].map(unit).into(),
        ..Sources::default()
    }
}

fn model() -> Form {
    let views = [
        view(
            "name",
            json!("Ghe về bến, rác về bờ"),
            "Ghe về bến, rác về bờ",
        ),
        view(
            "unit",
            json!(unit_id("Xã Hòn Nghệ").to_string()),
            "Xã Hòn Nghệ",
        ),
        view("kind", json!("collective"), "Tập thể"),
        view("field", json!("Đô thị văn minh"), "Đô thị văn minh"),
        view("content", json!("Dòng một\nDòng hai"), "Dòng một\nDòng hai"),
        view("started", json!("2023-10-30"), "30/10/2023"),
    ];
    Form::of_record(MODEL, &views, &sources())
}

fn typed(form: &mut Form, text: &str) {
    for character in text.chars() {
        form.apply(Press::Edit(Edit::Insert(character)), ROOM);
    }
}

#[test]
fn nothing_changed_writes_nothing() {
    let mut form = model();
    assert!(!form.is_changed());
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Written(Vec::new()));
}

#[test]
fn only_what_changed_is_written() {
    let mut form = model().starting_at("name");
    typed(&mut form, " sạch");
    let mut form = form.starting_at("kind");
    form.apply(Press::NextChoice, ROOM);
    assert!(form.is_changed());
    let Filled::Written(writes) = form.apply(Press::Accept, ROOM) else {
        panic!("not saved");
    };
    let written: Vec<_> = writes
        .iter()
        .map(|write| (write.field.as_str(), &write.value))
        .collect();
    assert_eq!(
        written,
        [
            ("name", &json!("Ghe về bến, rác về bờ sạch")),
            ("kind", &json!("individual"))
        ]
    );
}

#[test]
fn a_fault_keeps_the_form_open_and_says_what_would_be_right() {
    let mut form = Form::new(REGISTRATION, &sources()).starting_at("decision_date");
    typed(&mut form, "31/02/2023");
    form.apply(Press::NextField, ROOM);
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Stay);
    let field = form
        .fields
        .iter()
        .find(|field| field.spec.name == "decision_date")
        .unwrap();
    assert!(matches!(field.fault, Some(ValueFault::NoSuchDay { .. })));
    for (lang, words) in [(Lang::Vi, "31/02/2023"), (Lang::En, "no such day")] {
        assert!(drawn(76, 20, |frame, area| form.view(frame, area, &look(lang))).contains(words));
    }
}

#[test]
fn a_required_field_asks_to_be_filled() {
    let mut form = Form::new(MODEL, &sources()).require(&["name", "unit"]);
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Stay);
    typed(&mut form, "Hũ gạo");
    form.apply(Press::NextField, ROOM);
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Stay);
    assert_eq!(form.taking(), Taking::Choice, "the unit is still missing");
}

#[test]
fn letters_on_a_reference_open_its_list() {
    let mut form = model().starting_at("unit");
    typed(&mut form, "dong");
    assert_eq!(form.taking(), Taking::Picker);
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Changed);
    let Filled::Written(writes) = form.apply(Press::Accept, ROOM) else {
        panic!("not saved");
    };
    assert_eq!(writes[0].value, json!(unit_id("Xã Đông Yên").to_string()));
}

#[test]
fn a_field_of_work_may_be_in_own_words() {
    let mut form = Form::new(MODEL, &sources()).starting_at("field");
    typed(&mut form, "Môi trường biển");
    form.apply(Press::Accept, ROOM);
    let Filled::Written(writes) = form.apply(Press::Accept, ROOM) else {
        panic!("not saved");
    };
    assert_eq!(writes[0].value, json!("Môi trường biển"));
}

#[test]
fn a_value_of_a_later_version_is_left_as_it_is() {
    let views = [
        view("status", json!("celebrated"), "celebrated"),
        view("date", json!("sometime"), "sometime"),
    ];
    let mut form = Form::of_record(REGISTRATION, &views, &sources());
    assert_eq!(form.apply(Press::Accept, ROOM), Filled::Written(Vec::new()));
}

#[test]
fn every_closed_word_can_be_reached_by_arrows() {
    let mut form = Form::new(crate::domain::schema::UNIT, &sources()).starting_at("type");
    for _ in UnitType::ALL {
        form.apply(Press::NextChoice, ROOM);
    }
    let Filled::Written(writes) = form.apply(Press::Accept, ROOM) else {
        panic!("not saved");
    };
    assert_eq!(writes[0].value, json!(UnitType::ALL.last().unwrap().code()));
}

#[test]
fn a_text_grows_while_it_is_typed() {
    let form = model().starting_at("content");
    let rows = drawn(60, 20, |frame, area| {
        form.view(frame, area, &look(Lang::Vi))
    });
    assert!(
        rows.contains("Dòng một") && rows.contains("Dòng hai"),
        "{rows}"
    );
    let folded = model();
    let rows = drawn(60, 20, |frame, area| {
        folded.view(frame, area, &look(Lang::Vi))
    });
    assert!(
        rows.contains("Dòng một…") && !rows.contains("Dòng hai"),
        "{rows}"
    );
}

#[test]
fn a_form_is_drawn_at_any_size() {
    for (columns, rows) in [(1, 1), (10, 3), (40, 8), (200, 60)] {
        for spec in MODEL {
            let form = model().starting_at(spec.name);
            drawn(columns, rows, |frame, area| {
                form.view(frame, area, &look(Lang::Vi))
            });
        }
    }
}
