//! *Tồn tại*, *kiến nghị*, what is done about them, and what is late.

use jiff::civil::date;
use kheo::domain::survey::{
    Direction, RecommendationGuard, RecommendationStatus, RecommendationStep,
};
use kheo::domain::{RecordId, RecordKind};
use kheo::service::Refusal;
use kheo::service::refusal::SurveyRefusal;
use kheo::service::request::{
    NewFollowUp, NewRecommendation, RecommendationFilter, RecommendationMove, RecommendationScope,
    SurveyRequest,
};
use kheo::service::views::RecommendationView;

use super::{
    FIRST, SECOND, asking, finding, open, recommend, recommendations, refused, round, visit,
};
use crate::desk::{Desk, write};
use crate::surveyed;

fn step(asked: RecordId, to: RecommendationStep) -> RecommendationMove {
    RecommendationMove {
        recommendation: asked,
        to,
        reason: None,
        at_visit: None,
    }
}

fn moved(desk: &Desk, step: RecommendationMove) {
    surveyed!(desk, Changed, SurveyRequest::StepRecommendation(step));
}

fn all(desk: &Desk) -> Vec<kheo::service::views::RecommendationView> {
    recommendations(desk, RecommendationFilter::on(SECOND))
}

#[test]
fn findings_become_numbered_recommendations_to_somebody_until_when() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let found = surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddFinding(kheo::service::request::NewFinding {
            model: Some(model),
            ..finding(id, "Thiếu biên bản họp dân")
        })
    );
    let asked = NewRecommendation {
        finding: Some(found.record),
        model: Some(model),
        ..asking(id, "Bổ sung biên bản họp dân", Some(date(2022, 6, 30)))
    };
    surveyed!(&desk, Changed, SurveyRequest::AddRecommendation(asked));
    let upward = NewRecommendation {
        direction: Direction::ToSuperior,
        to: Some("UBND huyện".into()),
        ..asking(id, "Hỗ trợ kinh phí", None)
    };
    surveyed!(&desk, Changed, SurveyRequest::AddRecommendation(upward));
    let view = visit(&desk, id);
    assert_eq!(
        view.findings[0].model.as_deref(),
        Some("Hũ gạo tình thương")
    );
    assert_eq!(
        view.findings[0].finding.subjective_cause.as_deref(),
        Some("Chưa phân công")
    );
    let [first, second] = view.recommendations.as_slice() else {
        panic!("{:?}", view.recommendations)
    };
    assert_eq!(
        (first.number.as_str(), first.to.as_deref()),
        ("KN01", Some("xã Tây Yên"))
    );
    assert_eq!(
        (second.number.as_str(), second.to.as_deref()),
        ("KN02", Some("UBND huyện"))
    );
    assert_eq!(first.model.as_deref(), Some("Hũ gạo tình thương"));

    let blank = SurveyRequest::AddFinding(finding(id, "  "));
    assert!(matches!(refused(&desk, blank), Refusal::Value { .. }));
    desk.undo();
    desk.undo();
    desk.undo();
    let view = visit(&desk, id);
    assert_eq!((view.findings.len(), view.recommendations.len()), (0, 0));
}

#[test]
fn what_is_late_is_found_across_rounds_and_no_longer_when_reported() {
    let desk = Desk::with_units("Bà Út");
    let first = open(&desk, None, "Tây Yên", FIRST);
    let second = open(&desk, None, "Thứ Ba", SECOND);
    let late = recommend(&desk, first, "Bổ sung biên bản", Some(date(2022, 6, 30)));
    recommend(
        &desk,
        second,
        "Công khai thu - chi",
        Some(date(2023, 5, 20)),
    );
    recommend(&desk, second, "Nhân rộng", Some(date(2024, 1, 1)));
    let lines = all(&desk);
    let statuses: Vec<_> = lines
        .iter()
        .map(|line| (line.text.as_str(), line.status))
        .collect();
    assert_eq!(
        statuses,
        [
            ("Bổ sung biên bản", RecommendationStatus::Overdue),
            ("Công khai thu - chi", RecommendationStatus::Open),
            ("Nhân rộng", RecommendationStatus::Open),
        ]
    );
    let pressing = surveyed!(&desk, Deadlines, SurveyRequest::Deadlines { today: SECOND });
    assert_eq!((pressing.overdue, pressing.within_week), (1, 1));
    let overdue = RecommendationFilter {
        status: Some(RecommendationStatus::Overdue),
        ..RecommendationFilter::on(SECOND)
    };
    assert_eq!(recommendations(&desk, overdue.clone()).len(), 1);

    let report = NewFollowUp {
        recommendation: late,
        date: date(2023, 5, 15),
        text: "Đã họp dân, có biên bản".into(),
        by: Some("Bí thư chi bộ".into()),
        step: Some(RecommendationStep::Reported),
    };
    surveyed!(&desk, Changed, SurveyRequest::AddFollowUp(report));
    assert_eq!(recommendations(&desk, overdue).len(), 0);
    let line = all(&desk).into_iter().find(|line| line.id == late).unwrap();
    assert_eq!(line.status, RecommendationStatus::Reported);
    assert_eq!(line.follow_ups[0].by.as_deref(), Some("Bí thư chi bộ"));
    desk.undo();
    let line = all(&desk).into_iter().find(|line| line.id == late).unwrap();
    assert_eq!(
        (line.status, line.follow_ups.len()),
        (RecommendationStatus::Overdue, 0)
    );
}

#[test]
fn only_the_delegation_confirms() {
    let desk = Desk::with_units("Bà Út");
    let outsider = Desk::with_units("Người Khác");
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let asked = recommend(&desk, id, "Bổ sung biên bản", None);
    outsider.hear(&desk);
    let confirm = || SurveyRequest::StepRecommendation(step(asked, RecommendationStep::Confirmed));
    let guard = SurveyRefusal::Recommendation(RecommendationGuard::NotTheDelegation);
    assert_eq!(
        refused(&outsider, confirm()),
        Refusal::Survey(guard.clone())
    );
    // Nor by going round the guard.
    let by_hand = outsider.refused(write(asked, "status", "confirmed".into(), Vec::new()));
    assert!(matches!(
        by_hand,
        Refusal::Survey(SurveyRefusal::OnlyByItsStep { .. })
    ));

    // The outsider's own visit elsewhere, or before, confirms nothing; a later one here does.
    let elsewhere = open(&outsider, None, "Thứ Ba", SECOND);
    let at = |visit| {
        SurveyRequest::StepRecommendation(RecommendationMove {
            at_visit: Some(visit),
            ..step(asked, RecommendationStep::Confirmed)
        })
    };
    assert_eq!(
        refused(&outsider, at(elsewhere)),
        Refusal::Survey(guard.clone())
    );
    let before = open(&outsider, None, "Tây Yên", date(2021, 1, 5));
    assert_eq!(refused(&outsider, at(before)), Refusal::Survey(guard));
    let later = open(&outsider, None, "Tây Yên", SECOND);
    surveyed!(&outsider, Changed, at(later));
    let view = visit(&outsider, later);
    assert_eq!(view.earlier[0].recommendation.confirmed_at, Some(later));
    let judged = view.earlier[0].judged.as_ref().unwrap();
    assert_eq!(judged.step, Some(RecommendationStep::Confirmed));

    // A member of the delegation confirms without a visit.
    surveyed!(&desk, Changed, confirm());
    assert!(matches!(
        refused(&desk, confirm()),
        Refusal::Survey(SurveyRefusal::Recommendation(
            RecommendationGuard::NoStep { .. }
        ))
    ));
}

#[test]
fn what_is_no_longer_applicable_says_why() {
    let desk = Desk::with_units("Bà Út");
    let id = open(&desk, None, "Tây Yên", FIRST);
    let asked = recommend(&desk, id, "Bổ sung biên bản", Some(FIRST));
    let moot = |reason: Option<&str>| RecommendationMove {
        reason: reason.map(str::to_owned),
        ..step(asked, RecommendationStep::Moot)
    };
    let refusal = refused(&desk, SurveyRequest::StepRecommendation(moot(None)));
    assert!(matches!(
        refusal,
        Refusal::Survey(SurveyRefusal::Recommendation(RecommendationGuard::NoReason))
    ));
    moved(&desk, moot(Some("Tổ đã giải thể")));
    let line = all(&desk).remove(0);
    assert_eq!(line.status, RecommendationStatus::Moot, "and not overdue");
    assert_eq!(line.reason.as_deref(), Some("Tổ đã giải thể"));
}

#[test]
fn earlier_recommendations_come_along_through_a_reorganisation() {
    let desk = Desk::with_units("Bà Út");
    let first = open(&desk, None, "Tây Yên A", FIRST);
    let asked = recommend(&desk, first, "Bổ sung biên bản", None);
    let done = recommend(&desk, first, "Treo bảng công khai", None);
    moved(
        &desk,
        RecommendationMove {
            reason: Some("Đã thay bằng thông báo".into()),
            ..step(done, RecommendationStep::Moot)
        },
    );
    // Tây Yên A went into the new commune Tây Yên on 01/07/2025.
    let new_commune = match desk.client.ask(kheo::service::Request::FindUnit {
        typed: "30988@2025-07-01".into(),
        during: None,
    }) {
        Ok(kheo::service::Reply::Unit(unit)) => unit.id,
        other => panic!("{other:?}"),
    };
    let later = kheo::service::request::NewVisit {
        unit: new_commune,
        ..super::new_visit(&desk, None, "Tây Yên", date(2026, 5, 1))
    };
    let later = surveyed!(&desk, Changed, SurveyRequest::OpenVisit(later)).record;
    let view = visit(&desk, later);
    let open: Vec<_> = view
        .earlier
        .iter()
        .map(|earlier| earlier.recommendation.id)
        .collect();
    assert_eq!(open, [asked], "what is closed does not come along");
    assert_eq!(view.last.unwrap().id, first);
    assert_eq!(visit(&desk, first).earlier, vec![]);
    assert_eq!(asked.kind, RecordKind::Recommendation);
}

#[test]
fn the_list_knows_groups_and_finds_by_letters_without_diacritics() {
    let desk = Desk::with_units("Bà Út");
    let id = open(&desk, None, "Tây Yên", FIRST);
    for (text, due) in [
        ("Lắp thêm thùng rác ở cầu cảng", Some(date(2023, 5, 15))),
        ("Họp dân lấy ý kiến", Some(date(2023, 5, 23))),
        ("Gửi báo cáo", Some(date(2023, 5, 24))),
        ("Giữ sổ theo dõi", None),
    ] {
        recommend(&desk, id, text, due);
    }
    let page = |scope, search: &str| {
        let filter = RecommendationFilter {
            scope,
            search: search.into(),
            ..RecommendationFilter::on(SECOND)
        };
        surveyed!(
            &desk,
            Recommendations,
            SurveyRequest::Recommendations(filter)
        )
    };
    let first = all(&desk)[0].id;
    moved(
        &desk,
        RecommendationMove {
            reason: Some("Cầu cảng đã dời".into()),
            ..step(all(&desk)[3].id, RecommendationStep::Moot)
        },
    );
    let open = page(RecommendationScope::Open, "");
    let counts = open.counts;
    assert_eq!(open.lines[0].id, first, "what is late comes first");
    assert_eq!(
        (counts.open, counts.overdue, counts.within_week, counts.all),
        (3, 1, 1, 4)
    );
    assert_eq!(page(RecommendationScope::Overdue, "").matching, 1);
    let week = page(RecommendationScope::Week, "");
    assert_eq!(week.lines[0].text, "Họp dân lấy ý kiến");
    let found = page(RecommendationScope::Open, "cau thung");
    assert_eq!((found.matching, found.counts.all), (1, 1));
    assert_eq!(page(RecommendationScope::All, "tay yen").matching, 4);
    assert_eq!(page(RecommendationScope::All, "khong co").matching, 0);
}

#[test]
fn one_is_told_with_its_finding_its_steps_and_why_not() {
    let desk = Desk::with_units("Ông Tư");
    let round = round(&desk, &[]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let found = surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddFinding(finding(id, "Thiếu biên bản họp dân"))
    );
    let asked = NewRecommendation {
        finding: Some(found.record),
        ..asking(id, "Bổ sung biên bản", Some(date(2022, 6, 30)))
    };
    let asked = surveyed!(&desk, Changed, SurveyRequest::AddRecommendation(asked)).record;
    let told = |day| {
        let request = SurveyRequest::Recommendation {
            id: asked,
            today: day,
        };
        *surveyed!(&desk, Recommendation, request)
    };
    let view = told(SECOND);
    assert_eq!(view.recommendation.status, RecommendationStatus::Overdue);
    assert_eq!(view.visit.as_ref().map(|visit| visit.id), Some(id));
    assert_eq!(view.finding.unwrap().finding.text, "Thiếu biên bản họp dân");
    let confirm = |steps: &[kheo::service::views::StepView]| {
        let confirming = steps.iter();
        confirming
            .filter(|step| step.to == RecommendationStep::Confirmed)
            .map(|step| {
                (
                    step.at_visit.as_ref().map(|visit| visit.id),
                    step.guard.clone(),
                )
            })
            .collect::<Vec<_>>()
    };
    let not_he = (None, Some(RecommendationGuard::NotTheDelegation));
    assert_eq!(confirm(&view.steps), vec![not_he.clone()]);

    // A delegation that came again may.
    let later = open(&desk, Some(round), "Tây Yên", SECOND);
    let view = told(SECOND);
    assert_eq!(confirm(&view.steps), vec![not_he, (Some(later), None)]);
    moved(
        &desk,
        RecommendationMove {
            at_visit: Some(later),
            ..step(asked, RecommendationStep::Confirmed)
        },
    );
    let view = told(SECOND);
    assert_eq!(view.confirmed_at.map(|visit| visit.id), Some(later));
    assert!(view.steps.is_empty());
    assert!(view.history.iter().any(|line| line.field == "status"));
}

#[test]
fn the_list_follows_whatever_is_written() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let first = open(&desk, None, "Tây Yên", FIRST);
    let about = NewRecommendation {
        model: Some(model),
        ..asking(first, "Lập sổ thu chi", Some(date(2022, 6, 30)))
    };
    let about = surveyed!(&desk, Changed, SurveyRequest::AddRecommendation(about)).record;
    let found = |search: &str| {
        let all = recommendations(
            &desk,
            RecommendationFilter {
                search: search.into(),
                limit: 100,
                ..RecommendationFilter::on(SECOND)
            },
        );
        let of = |one: RecommendationView| (one.id, one.number);
        all.into_iter().map(of).collect::<Vec<_>>()
    };
    let numbered = |id: RecordId, number: &str| (id, number.to_owned());
    assert_eq!(found("hu gao"), [numbered(about, "KN01")]);
    let other = recommend(&desk, first, "Lắp thùng rác", None);
    assert_eq!(found("thung rac kn02"), [numbered(other, "KN02")]);
    desk.set(model, "name", "Bếp ăn chợ");
    assert_eq!(found("hu gao"), []);
    assert_eq!(found("bep an"), [numbered(about, "KN01")]);
    desk.set(other, "text", "Trồng cây ven bờ");
    assert_eq!(found("thung rac"), []);
    assert_eq!(found("trong cay"), [numbered(other, "KN02")]);
    desk.set(desk.commune("Tây Yên"), "name", "Đông Thái");
    assert_eq!(found("dong thai").len(), 2);
    let today = SECOND;
    let pressing = surveyed!(&desk, Deadlines, SurveyRequest::Deadlines { today });
    assert_eq!((pressing.overdue, pressing.within_week), (1, 0));
    desk.set(about, "deleted", true);
    assert_eq!(found(""), [numbered(other, "KN02")]);
    let pressing = surveyed!(&desk, Deadlines, SurveyRequest::Deadlines { today });
    assert_eq!(pressing.overdue, 0);
    desk.undo();
    assert_eq!(found("").len(), 2);
    let later = open(&desk, None, "Thứ Ba", SECOND);
    desk.set(other, "visit", later.to_string());
    assert_eq!(found("thu ba kn02"), [numbered(other, "KN02")]);
}
