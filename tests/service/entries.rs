//! Records of registers written by hand: added once, corrected beside what
//! others wrote, taken out and brought back.

use kheo::domain::value::ValueFault;
use kheo::domain::{RecordId, RecordKind};
use kheo::ledger::OpId;
use kheo::service::request::entry::{CorrectedEntry, EntryRequest, NewEntry};
use kheo::service::request::{Deed, Draft, FieldWrite, RecordWrite};
use kheo::service::{Refusal, Request};
use serde_json::{Value, json};

use crate::answer;
use crate::desk::Desk;
use crate::found::{all, enter, ids};

fn writes(fields: &[(&str, Value)]) -> Vec<FieldWrite> {
    let write = |(field, value): &(&str, Value)| FieldWrite {
        field: (*field).to_owned(),
        value: value.clone(),
        over: Vec::new(),
    };
    fields.iter().map(write).collect()
}

fn new(kind: RecordKind, fields: &[(&str, Value)]) -> Request {
    Request::Entry(EntryRequest::Add(NewEntry {
        kind,
        fields: writes(fields),
        draft: None,
    }))
}

fn add(desk: &Desk, kind: RecordKind, fields: &[(&str, Value)]) -> RecordId {
    answer!(desk, Changed, new(kind, fields)).record
}

fn correct(record: RecordId, field: &str, value: Value, over: Vec<OpId>) -> Request {
    let mut fields = writes(&[(field, value)]);
    fields[0].over = over;
    Request::Entry(EntryRequest::Correct(CorrectedEntry {
        write: RecordWrite { record, fields },
        draft: None,
    }))
}

fn take_out(record: RecordId) -> Request {
    Request::Entry(EntryRequest::TakeOut { record })
}

fn seen(desk: &Desk, record: RecordId, field: &str) -> Vec<OpId> {
    let view = desk.record(record);
    let field = view.fields.iter().find(|view| view.name == field);
    field.map(|field| field.seen()).unwrap_or_default()
}

#[test]
fn what_is_typed_by_hand_is_the_record_of_a_list_that_says_the_same() {
    let desk = Desk::with_units("Trần Thị Bình");
    let typed = add(
        &desk,
        RecordKind::Award,
        &[
            ("name", json!("Hội LHPN xã")),
            ("form", json!("merit")),
            ("decision_date", json!("2023-10-30")),
            ("reason", Value::Null),
        ],
    );
    let listed = enter(
        &desk,
        RecordKind::Award,
        &[
            ("name", "Hội LHPN xã"),
            ("form", "Giấy khen"),
            ("decision_date", "30/10/2023"),
        ],
    );
    assert_eq!(typed, listed);
    let twice = new(
        RecordKind::Award,
        &[
            ("name", json!("Hội LHPN xã")),
            ("form", json!("Giấy khen")),
            ("decision_date", json!("30/10/2023")),
        ],
    );
    assert!(matches!(
        desk.refused(twice),
        Refusal::ThereAlready { kind: RecordKind::Award, name } if name == "Hội LHPN xã"
    ));
}

#[test]
fn what_is_missing_wrong_or_of_another_kind_is_refused_and_nothing_is_there() {
    let desk = Desk::with_units("Trần Thị Bình");
    let without_form = new(RecordKind::Award, &[("name", json!("Bà Út"))]);
    assert!(matches!(
        desk.refused(without_form),
        Refusal::Value { field, fault: ValueFault::Empty } if field == "form"
    ));
    let wrong_day = new(
        RecordKind::Document,
        &[("name", json!("Kế hoạch")), ("date", json!("31/02/2023"))],
    );
    assert!(matches!(
        desk.refused(wrong_day),
        Refusal::Value { field, fault: ValueFault::NoSuchDay { .. } } if field == "date"
    ));
    let misleading = new(
        RecordKind::Period,
        &[
            ("label", json!("nhiệm kỳ 2020-2025")),
            ("span", json!("2021-2025")),
        ],
    );
    assert!(matches!(
        desk.refused(misleading),
        Refusal::Value { field, .. } if field == "label"
    ));
    let backward = new(
        RecordKind::AreaTitle,
        &[
            ("unit", json!(desk.commune("Tây Yên"))),
            ("title", json!("Xã đạt chuẩn nông thôn mới")),
            ("valid_from", json!("2023-01-01")),
            ("valid_to", json!("2022-01-01")),
        ],
    );
    assert!(matches!(
        desk.refused(backward),
        Refusal::Value { field, .. } if field == "valid_to"
    ));
    assert!(matches!(
        desk.refused(new(RecordKind::Officer, &[("name", json!("Ai đó"))])),
        Refusal::NotAllowed { .. } | Refusal::NotEntered { .. }
    ));
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    assert!(matches!(
        desk.refused(take_out(model)),
        Refusal::NotEntered {
            kind: RecordKind::Model
        }
    ));
    assert_eq!(all(&desk, "ba ut"), []);
    assert_eq!(all(&desk, "ke hoach"), []);
}

#[test]
fn a_draft_goes_with_what_was_typed_in_it() {
    let desk = Desk::with_units("Trần Thị Bình");
    let draft = Draft {
        key: "entry/new/document".into(),
        record: RecordId::fresh(RecordKind::Document),
        text: "Trích yếu: Kế hoạch".into(),
        place: "{}".into(),
    };
    answer!(
        desk,
        Changed,
        new(RecordKind::Document, &[("name", json!("Khác"))])
    );
    assert!(matches!(
        desk.client.ask(Request::SaveDraft(draft.clone())),
        Ok(kheo::service::Reply::DraftSaved)
    ));
    assert_eq!(answer!(desk, Drafts, Request::Drafts).len(), 1);
    let added = Request::Entry(EntryRequest::Add(NewEntry {
        kind: RecordKind::Document,
        fields: writes(&[("name", json!("Kế hoạch"))]),
        draft: Some(draft.key.clone()),
    }));
    answer!(desk, Changed, added);
    assert_eq!(answer!(desk, Drafts, Request::Drafts), vec![]);
}

#[test]
fn taking_out_is_undone_and_writing_it_again_brings_it_back() {
    let desk = Desk::with_units("Trần Thị Bình");
    let forum = [
        ("name", json!("Hướng về cơ sở quý III")),
        ("date", json!("2023-08-15")),
    ];
    let id = add(&desk, RecordKind::Forum, &forum);
    assert_eq!(all(&desk, "huong ve"), [id]);
    answer!(desk, Changed, take_out(id));
    assert_eq!(all(&desk, "huong ve"), []);
    assert!(matches!(
        desk.refused(take_out(id)),
        Refusal::NoRecord { .. }
    ));
    let deed = desk.undo();
    assert!(matches!(
        deed,
        Deed::TakeOut {
            kind: RecordKind::Forum,
            ..
        }
    ));
    assert_eq!(all(&desk, "huong ve"), [id]);
    answer!(desk, Changed, take_out(id));
    assert_eq!(add(&desk, RecordKind::Forum, &forum), id);
    assert_eq!(all(&desk, "huong ve"), [id]);
    let deed = desk.undo();
    assert!(matches!(
        deed,
        Deed::AddRecord {
            kind: RecordKind::Forum,
            ..
        }
    ));
    assert_eq!(all(&desk, "huong ve"), []);
}

#[test]
fn a_correction_over_what_a_colleague_wrote_meanwhile_stays_beside_it() {
    let district = Desk::with_units("Nguyễn Văn An");
    let boat = Desk::new("Trần Thị Bình");
    let paper = add(
        &district,
        RecordKind::Document,
        &[("name", json!("Kế hoạch")), ("number", json!("19"))],
    );
    boat.hear(&district);
    let over = seen(&boat, paper, "number");
    let there = correct(paper, "number", json!("19-KH/BDV"), over.clone());
    answer!(boat, Changed, there);
    let here = correct(paper, "number", json!("19-KH/HU"), over);
    answer!(district, Changed, here);
    district.hear(&boat);
    let conflicts = district.conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(
        (conflicts[0].record, conflicts[0].field.as_str()),
        (paper, "number")
    );
    let mut values: Vec<Value> = conflicts[0]
        .values
        .iter()
        .map(|one| one.value.clone())
        .collect();
    values.sort_by_key(Value::to_string);
    assert_eq!(values, [json!("19-KH/BDV"), json!("19-KH/HU")]);
}

#[test]
fn what_a_record_cannot_do_without_is_not_taken_away() {
    let desk = Desk::with_units("Trần Thị Bình");
    let award = add(
        &desk,
        RecordKind::Award,
        &[("name", json!("Bà Út")), ("form", json!("merit"))],
    );
    let over = seen(&desk, award, "form");
    assert!(matches!(
        desk.refused(correct(award, "form", Value::Null, over)),
        Refusal::Value { field, fault: ValueFault::Empty } if field == "form"
    ));
}

#[test]
fn the_pages_of_models_and_forums_tell_what_is_about_them() {
    let desk = Desk::with_units("Trần Thị Bình");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let award = add(
        &desk,
        RecordKind::Award,
        &[
            ("name", json!("Hội LHPN xã")),
            ("form", json!("merit")),
            ("model", json!(model)),
        ],
    );
    let rice = add(
        &desk,
        RecordKind::Contribution,
        &[
            ("model", json!(model)),
            ("resource", json!("labour")),
            ("amount", json!(120)),
        ],
    );
    let related = desk.record(model).related;
    let said: Vec<_> = related.iter().map(|one| one.id).collect();
    assert_eq!(said, [award, rice]);
    assert_eq!(related[0].about.vi, "Giấy khen");
    let forum = add(
        &desk,
        RecordKind::Forum,
        &[
            ("name", json!("Hướng về cơ sở")),
            ("date", json!("2023-08-15")),
        ],
    );
    let opinion = add(
        &desk,
        RecordKind::Opinion,
        &[("forum", json!(forum)), ("text", json!("Cầu ấp 3 mục"))],
    );
    let related = desk.record(forum).related;
    assert_eq!(related.len(), 1);
    assert_eq!(
        (related[0].id, related[0].title.as_str()),
        (opinion, "Cầu ấp 3 mục")
    );
    answer!(desk, Changed, take_out(opinion));
    assert_eq!(desk.record(forum).related, vec![]);
}

#[test]
fn a_movement_and_a_label_are_written_by_hand_and_found() {
    let desk = Desk::with_units("Trần Thị Bình");
    let movement = add(
        &desk,
        RecordKind::Movement,
        &[("name", json!("Tết Nhân ái")), ("sort", json!("campaign"))],
    );
    assert_eq!(all(&desk, "tet nhan ai"), [movement]);
    let label = add(
        &desk,
        RecordKind::Period,
        &[
            ("label", json!("Nhiệm kỳ huyện")),
            ("span", json!("2020-2025")),
        ],
    );
    assert_eq!(all(&desk, "nhiem ky huyen"), [label]);
    let only_periods = kheo::service::request::find::FindFilter {
        kind: Some(RecordKind::Period),
        ..Default::default()
    };
    assert_eq!(ids(&desk, "", only_periods), [label]);
}
