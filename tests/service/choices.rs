//! What two officers wrote without knowing of each other.

use kheo::domain::RecordId;
use kheo::service::Request;
use serde_json::{Value, json};

use crate::answer;
use crate::desk::{Desk, write};

/// Two books that hold the same model.
fn two() -> (Desk, Desk, RecordId) {
    let (one, other) = (Desk::with_units("Bà Út"), Desk::with_units("Ông Bền"));
    let model = one.add("Hũ gạo", "Tây Yên");
    other.hear(&one);
    (one, other, model)
}

fn exchange(one: &Desk, other: &Desk) {
    other.hear(one);
    one.hear(other);
    assert_eq!(one.models(), other.models());
}

#[test]
fn two_values_are_both_kept_and_listed_until_someone_chooses() {
    let (one, other, model) = two();
    one.set(model, "owner", "Đoàn xã");
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    for desk in [&one, &other] {
        let conflicts = desk.conflicts();
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].id, format!("{model}/owner"));
        assert_eq!(conflicts[0].name, "Hũ gạo");
        let mut values: Vec<_> = conflicts[0]
            .values
            .iter()
            .map(|live| (live.value.clone(), live.by.as_str()))
            .collect();
        values.sort_by_key(|(value, _)| value.to_string());
        assert_eq!(
            values,
            [(json!("Chi bộ ấp"), "Ông Bền"), (json!("Đoàn xã"), "Bà Út")]
        );
        assert_eq!(desk.book().conflicts, 1);
        assert_eq!(desk.model("Hũ gạo").conflicts, 1);
    }
    one.set(model, "owner", "Chi bộ ấp");
    assert_eq!(one.conflicts(), vec![]);
    exchange(&one, &other);
    assert_eq!(other.conflicts(), vec![]);
    assert_eq!(other.value(model, "owner"), "Chi bộ ấp");
}

#[test]
fn taking_a_choice_back_leaves_both_values_to_choose_from() {
    let (one, other, model) = two();
    one.set(model, "owner", "Đoàn xã");
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    let values = |desk: &Desk| {
        let mut values: Vec<Value> = desk.conflicts()[0]
            .values
            .iter()
            .map(|live| live.value.clone())
            .collect();
        values.sort_by_key(ToString::to_string);
        values
    };
    let before = values(&one);
    one.set(model, "owner", "Hội CCB");
    one.undo();
    assert_eq!(values(&one), before);
    one.redo();
    assert_eq!(one.conflicts(), vec![]);
    assert_eq!(one.value(model, "owner"), "Hội CCB");
}

#[test]
fn taking_ones_own_value_back_leaves_the_colleagues() {
    let (one, other, model) = two();
    one.set(model, "owner", "Đoàn xã");
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    one.undo();
    assert_eq!(one.conflicts(), vec![]);
    assert_eq!(one.value(model, "owner"), "Chi bộ ấp");
}

#[test]
fn the_same_value_from_two_is_agreement() {
    let (one, other, model) = two();
    one.set(model, "owner", "Đoàn xã");
    other.set(model, "owner", "Đoàn xã");
    exchange(&one, &other);
    assert_eq!(one.conflicts(), vec![]);
    assert_eq!(one.value(model, "owner"), "Đoàn xã");
}

#[test]
fn different_fields_never_meet() {
    let (one, other, model) = two();
    one.set(model, "owner", "Đoàn xã");
    other.set(model, "content", "Mỗi nhà một nắm gạo");
    exchange(&one, &other);
    assert_eq!(one.conflicts(), vec![]);
    assert_eq!(one.value(model, "content"), "Mỗi nhà một nắm gạo");
    assert_eq!(other.value(model, "owner"), "Đoàn xã");
}

#[test]
fn taking_out_against_correcting_is_for_people_to_choose() {
    let (one, other, model) = two();
    one.set(model, "deleted", true);
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    for desk in [&one, &other] {
        let conflicts = desk.conflicts();
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert_eq!(conflicts[0].field, "deleted");
        let values: Vec<_> = conflicts[0]
            .values
            .iter()
            .map(|live| live.value == json!(true))
            .collect();
        assert!(values.contains(&true) && values.contains(&false));
        assert_eq!(desk.value(model, "owner"), "Chi bộ ấp");
    }
    // Someone decides that it stands, and it does in both books.
    let seen = one.conflicts()[0]
        .values
        .iter()
        .map(|live| live.op)
        .collect();
    answer!(one, Changed, write(model, "deleted", Value::Null, seen));
    exchange(&one, &other);
    assert_eq!(other.conflicts(), vec![]);
    assert_eq!(other.names(), ["Hũ gạo"]);
}

#[test]
fn a_record_stands_while_people_must_choose() {
    let (one, other, model) = two();
    other.set(model, "owner", "Chi bộ ấp");
    one.set(model, "deleted", true);
    exchange(&one, &other);
    assert_eq!(one.names(), ["Hũ gạo"]);
    assert_eq!(one.model("Hũ gạo").conflicts, 1);
}

#[test]
fn taking_back_what_a_colleague_built_on_leaves_it() {
    let (one, other, model) = two();
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    let undone = answer!(one, Undone, Request::Undo);
    assert!(!undone.left.is_empty());
    assert_eq!(one.value(model, "name"), "Hũ gạo");
    assert_eq!(one.value(model, "owner"), "Chi bộ ấp");
    assert_eq!(one.conflicts(), vec![]);
}

#[test]
fn taking_out_what_one_has_seen_is_no_conflict() {
    let (one, other, model) = two();
    other.set(model, "owner", "Chi bộ ấp");
    exchange(&one, &other);
    one.set(model, "deleted", true);
    exchange(&one, &other);
    assert_eq!(other.conflicts(), vec![]);
    assert_eq!(other.names(), Vec::<String>::new());
    one.undo();
    exchange(&one, &other);
    assert_eq!(other.names(), ["Hũ gạo"]);
}

#[test]
fn corrections_leave_no_trace_of_standing_in_what_people_read() {
    let (one, _, model) = two();
    one.set(model, "owner", "Đoàn xã");
    one.set(model, "owner", "Chi bộ ấp");
    let view = one.record(model);
    assert_eq!(one.value(model, "deleted"), Value::Null);
    assert!(view.history.iter().all(|line| line.field != "deleted"));
    one.undo();
    let record = answer!(one, Record, Request::Record(model));
    assert_eq!(record.history.len(), view.history.len() + 1);
}
