//! A visit's conclusion moves the registration, within the lifecycle's guards.

use jiff::civil::date;
use kheo::domain::survey::ConclusionGuard;
use kheo::domain::{Decision, RecordId, Status, StatusGuard};
use kheo::service::refusal::SurveyRefusal;
use kheo::service::request::{Advance, NewConclusion, SurveyRequest};
use kheo::service::{Refusal, Reply, Request};

use super::{BASE, FIRST, open, refused, registration, round, visit};
use crate::desk::Desk;
use crate::surveyed;

fn conclusion(visit: RecordId, registration: RecordId, to: Status) -> NewConclusion {
    NewConclusion {
        visit,
        registration,
        to,
        reason: None,
        due: None,
    }
}

fn conclude(desk: &Desk, conclusion: NewConclusion) {
    surveyed!(desk, Changed, SurveyRequest::Conclude(conclusion));
}

fn advance(model: RecordId, to: Status, decision: Decision) -> Request {
    let (level, period) = BASE;
    Request::Advance(Advance {
        model,
        level,
        period,
        to,
        decision,
        certificate: None,
    })
}

#[test]
fn eligibility_rests_on_a_visit_or_a_review() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let record = registration(&desk, model);
    let eligible = || advance(model, Status::Eligible, Decision::default());
    assert_eq!(
        desk.refused(eligible()),
        Refusal::Status(StatusGuard::NotConcluded)
    );
    assert_eq!(desk.value(record, "status"), "registered");

    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    conclude(&desk, conclusion(id, record, Status::Eligible));
    assert_eq!(desk.value(record, "status"), "eligible");
    let said = &visit(&desk, id).line.conclusions[0];
    assert_eq!(
        (said.status, said.model, said.level),
        (Status::Eligible, Some(model), Some(BASE.0))
    );
    desk.undo();
    assert_eq!(desk.value(record, "status"), "registered");

    let review = Decision {
        number: Some("02/BB-BCĐ".into()),
        date: Some(date(2022, 11, 2)),
        body: Some("Ban Chỉ đạo xã Tây Yên".into()),
    };
    let reviewed = desk.client.ask(advance(model, Status::Eligible, review));
    assert!(matches!(reviewed, Ok(Reply::Changed(_))), "{reviewed:?}");
    assert_eq!(desk.value(record, "review_no"), "02/BB-BCĐ");
    // The record of a review is no decision.
    assert!(matches!(
        desk.refused(advance(model, Status::Recognized, Decision::default())),
        Refusal::Status(StatusGuard::DecisionIncomplete { .. })
    ));
}

#[test]
fn a_conclusion_says_what_it_must_about_models_that_were_seen() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let other = desk.add("Bếp ăn", "Thứ Ba");
    let record = registration(&desk, model);
    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let guard = |conclusion| match refused(&desk, SurveyRequest::Conclude(conclusion)) {
        Refusal::Survey(SurveyRefusal::Conclusion(guard)) => guard,
        other => panic!("{other:?}"),
    };
    let of = |to| conclusion(id, record, to);
    assert_eq!(guard(of(Status::Rejected)), ConclusionGuard::NoReason);
    assert_eq!(guard(of(Status::Incomplete)), ConclusionGuard::NoDeadline);
    assert!(matches!(
        guard(of(Status::Recognized)),
        ConclusionGuard::NotAConclusion { .. }
    ));
    let unseen = conclusion(id, registration(&desk, other), Status::Surveyed);
    assert!(matches!(
        refused(&desk, SurveyRequest::Conclude(unseen)),
        Refusal::Survey(SurveyRefusal::NotSeen { .. })
    ));
    conclude(
        &desk,
        NewConclusion {
            due: Some(date(2022, 6, 30)),
            reason: Some("Thiếu biên bản họp dân".into()),
            ..of(Status::Incomplete)
        },
    );
    assert_eq!(desk.value(record, "status"), "incomplete");
    assert_eq!(
        visit(&desk, id).line.conclusions[0].due,
        Some(date(2022, 6, 30))
    );
}

#[test]
fn the_head_of_the_delegation_may_think_again_until_it_is_signed() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let record = registration(&desk, model);
    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    conclude(&desk, conclusion(id, record, Status::Eligible));
    // There is no step from eligible to rejected, but from where this visit began there is.
    conclude(
        &desk,
        NewConclusion {
            reason: Some("Đếm lại thiếu 10 hộ".into()),
            ..conclusion(id, record, Status::Rejected)
        },
    );
    assert_eq!(desk.value(record, "status"), "rejected");
    assert_eq!(visit(&desk, id).line.conclusions.len(), 1);
    // Another visit meets the lifecycle as it stands.
    let later = open(&desk, Some(round), "Tây Yên", date(2022, 9, 1));
    let stands = conclusion(later, record, Status::Eligible);
    assert!(matches!(
        refused(&desk, SurveyRequest::Conclude(stands)),
        Refusal::Status(StatusGuard::NoStep { .. })
    ));
}
