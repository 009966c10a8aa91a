//! Signed minutes freeze their visit.

use jiff::Timestamp;
use jiff::civil::date;
use kheo::domain::survey::RecommendationStep;
use kheo::domain::{RecordId, Status};
use kheo::service::Refusal;
use kheo::service::refusal::SurveyRefusal;
use kheo::service::request::{
    Deed, FieldWrite, NewAddendum, NewConclusion, RecommendationMove, RecordWrite, SurveyRequest,
};
use kheo::service::views::SealView;
use kheo::service::{Reply, Request};

use super::{
    FIRST, SECOND, asking, fill, finding, open, recommend, refused, registration, round, visit,
};
use crate::desk::{Desk, write};
use crate::surveyed;

fn at() -> Timestamp {
    "2022-05-12T04:00:00Z".parse().unwrap()
}

fn sign(desk: &Desk, visit: RecordId) {
    surveyed!(desk, Changed, SurveyRequest::Sign { visit, at: at() });
}

fn is_frozen(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Survey(SurveyRefusal::Frozen { .. }))
}

fn addendum(visit: RecordId) -> NewAddendum {
    NewAddendum {
        visit,
        date: date(2022, 5, 20),
        reason: Some("Ghi sót".into()),
        text: "Số hộ tham gia là 38, không phải 36.".into(),
    }
}

#[test]
fn what_is_signed_takes_no_changes_but_an_addendum() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    fill(&desk, id, "answer./a/a1", "met");
    let asked = recommend(&desk, id, "Bổ sung biên bản", Some(date(2022, 6, 30)));
    let found = surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddFinding(finding(id, "Thiếu"))
    );
    let early = refused(&desk, SurveyRequest::AddAddendum(addendum(id)));
    assert!(matches!(
        early,
        Refusal::Survey(SurveyRefusal::NotSigned { .. })
    ));
    sign(&desk, id);
    let SealView::Signed { by, seal, .. } = visit(&desk, id).seal else {
        panic!("{:?}", visit(&desk, id).seal)
    };
    assert_eq!(by, "Bà Út");
    assert_eq!(seal.len(), 64);

    let before = desk.record(id);
    for (record, field) in [
        (id, "place"),
        (id, "answer./a/a1"),
        (id, "deleted"),
        (found.record, "text"),
        (asked, "due"),
        (asked, "deleted"),
    ] {
        let value = match field {
            "deleted" => true.into(),
            "due" => "2023-01-01".into(),
            _ => "khác".into(),
        };
        let refusal = desk.refused(write(record, field, value, Vec::new()));
        assert!(is_frozen(&refusal), "{field}: {refusal:?}");
    }
    let conclusion = NewConclusion {
        visit: id,
        registration: registration(&desk, model),
        to: Status::Surveyed,
        reason: None,
        due: None,
    };
    for request in [
        SurveyRequest::AddFinding(finding(id, "Thêm")),
        SurveyRequest::AddRecommendation(asking(id, "Thêm", None)),
        SurveyRequest::Conclude(conclusion),
    ] {
        assert!(is_frozen(&refused(&desk, request)));
    }
    assert!(matches!(
        refused(
            &desk,
            SurveyRequest::Sign {
                visit: id,
                at: at()
            }
        ),
        Refusal::Survey(SurveyRefusal::AlreadySigned { .. })
    ));
    assert_eq!(desk.record(id), before);

    // A kiến nghị is followed on, and the minutes say what they said.
    let step = RecommendationMove {
        recommendation: asked,
        to: RecommendationStep::Underway,
        reason: None,
        at_visit: None,
    };
    surveyed!(&desk, Changed, SurveyRequest::StepRecommendation(step));
    surveyed!(&desk, Changed, SurveyRequest::AddAddendum(addendum(id)));
    let view = visit(&desk, id);
    assert_eq!(view.seal.seal(), Some(seal.as_str()));
    assert!(matches!(view.seal, SealView::Signed { .. }));
    assert_eq!(view.addenda.len(), 1);
    assert_eq!(view.addenda[0].1.author.as_deref(), Some("Bà Út"));
}

#[test]
fn a_wrong_key_is_taken_back() {
    let desk = Desk::with_units("Bà Út");
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    sign(&desk, id);
    desk.undo();
    assert_eq!(visit(&desk, id).seal, SealView::Draft);
    fill(&desk, id, "place", "Nhà văn hóa");
}

#[test]
fn minutes_are_not_signed_while_people_must_choose_or_nobody_leads() {
    let desk = Desk::with_units("Bà Út");
    let lonely = open(&desk, None, "Thứ Ba", FIRST);
    assert!(matches!(
        refused(
            &desk,
            SurveyRequest::Sign {
                visit: lonely,
                at: at()
            }
        ),
        Refusal::Survey(SurveyRefusal::NoLead { .. })
    ));
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&desk);
    fill(&desk, id, "answer./a/a1", "met");
    fill(&other, id, "answer./a/a1", "unmet");
    desk.hear(&other);
    assert!(matches!(
        refused(
            &desk,
            SurveyRequest::Sign {
                visit: id,
                at: at()
            }
        ),
        Refusal::Survey(SurveyRefusal::Unsettled { fields: 1, .. })
    ));
}

#[test]
fn what_arrives_after_the_signing_does_not_pass_for_signed() {
    let desk = Desk::with_units("Bà Út");
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&desk);
    fill(&desk, id, "place", "Hội trường");
    fill(&other, id, "place", "Nhà văn hóa");
    sign(&desk, id);
    desk.hear(&other);
    // The other's value stands beside the signed one, and is chosen away.
    let conflict = desk.conflicts().remove(0);
    let choose = |words: &str| {
        let value = conflict
            .values
            .iter()
            .find(|live| live.words == words)
            .unwrap();
        let records = vec![RecordWrite {
            record: id,
            fields: vec![FieldWrite {
                field: conflict.field.clone(),
                value: value.value.clone(),
                over: conflict.values.iter().map(|live| live.op).collect(),
            }],
        }];
        let deed = Deed::Settle { name: "x".into() };
        let settled = desk.client.ask(Request::Write { deed, records });
        assert!(matches!(settled, Ok(Reply::Changed(_))), "{settled:?}");
    };
    choose("Nhà văn hóa");
    assert!(matches!(visit(&desk, id).seal, SealView::Altered { .. }));
    desk.undo();
    choose("Hội trường");
    assert!(matches!(visit(&desk, id).seal, SealView::Signed { .. }));

    // Choosing is no way round the freeze.
    let records = vec![RecordWrite {
        record: id,
        fields: vec![FieldWrite {
            field: "place".into(),
            value: "Nơi khác".into(),
            over: Vec::new(),
        }],
    }];
    let deed = Deed::Settle { name: "x".into() };
    assert!(is_frozen(&desk.refused(Request::Write { deed, records })));
}

#[test]
fn what_was_signed_can_be_brought_back() {
    let desk = Desk::with_units("Bà Út");
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    fill(&desk, id, "place", "Hội trường");
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&desk);
    // Written over what was seen there, before anybody signed.
    fill(&other, id, "place", "Nhà văn hóa");
    sign(&desk, id);
    desk.hear(&other);
    assert_eq!(desk.conflicts(), vec![]);
    assert!(matches!(visit(&desk, id).seal, SealView::Altered { .. }));
    let over = desk
        .record(id)
        .fields
        .iter()
        .find(|f| f.name == "place")
        .unwrap()
        .seen();
    let elsewhere = write(id, "place", "Nơi khác".into(), over);
    assert!(is_frozen(&desk.refused(elsewhere)));
    fill(&desk, id, "place", "Hội trường");
    assert!(matches!(visit(&desk, id).seal, SealView::Signed { .. }));
}

#[test]
fn numbers_and_earlier_states_are_fixed_by_the_signature() {
    let desk = Desk::with_units("Bà Út");
    let round = round(&desk, &[]);
    let first = open(&desk, Some(round), "Tây Yên", FIRST);
    let asked = recommend(&desk, first, "Bổ sung biên bản", None);
    let later = open(&desk, Some(round), "Tây Yên", SECOND);
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&desk);
    recommend(&desk, later, "Một", None);
    recommend(&other, later, "Hai", None);
    desk.hear(&other);
    sign(&desk, later);
    let view = visit(&desk, later);
    assert!(
        matches!(view.seal, SealView::Signed { .. }),
        "{:?}",
        view.seal
    );
    let judged = view.earlier[0].judged.as_ref().unwrap();
    assert_eq!(judged.step, Some(RecommendationStep::Open));
    for line in &view.recommendations {
        assert_eq!(desk.value(line.id, "number"), line.number.as_str());
    }
    let confirm = RecommendationMove {
        recommendation: asked,
        to: RecommendationStep::Confirmed,
        reason: None,
        at_visit: None,
    };
    surveyed!(&desk, Changed, SurveyRequest::StepRecommendation(confirm));
    let after = visit(&desk, later);
    assert_eq!(after.earlier.len(), 1);
    assert_eq!(
        after.earlier[0].judged.as_ref().unwrap().step,
        Some(RecommendationStep::Open)
    );
    assert!(matches!(after.seal, SealView::Signed { .. }));
}
