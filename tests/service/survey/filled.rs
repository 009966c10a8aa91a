//! Rounds, the itinerary, and filling a visit in.

use kheo::domain::RecordKind;
use kheo::domain::survey::PartyRole;
use kheo::service::request::{CopyWhat, SurveyRequest, VisitFilter};
use kheo::service::views::{SealView, Stop};
use kheo::service::{Client, Refusal, Reply, Request};

use super::{FIRST, SECOND, fill, new_visit, open, recommend, refused, round, visit, visits};
use crate::desk::{Desk, write};
use crate::surveyed;

fn stops(desk: &Desk, round: kheo::domain::RecordId) -> Vec<Stop> {
    surveyed!(
        desk,
        Itinerary,
        SurveyRequest::Itinerary {
            round,
            today: FIRST
        }
    )
    .stops
}

#[test]
fn a_visit_takes_from_its_round_what_the_round_knows() {
    let desk = Desk::with_units("Bà Út");
    let here = desk.add("Hũ gạo tình thương", "Tây Yên");
    desk.add("Đường hoa", "Tây Yên");
    let there = desk.add("Bếp ăn", "Thứ Ba");
    let round = round(&desk, &[here, there]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let view = visit(&desk, id);
    assert_eq!(
        view.visit.basis.as_deref(),
        Some("Kế hoạch số 19-KH/BDV ngày 05 tháng 02 năm 2022")
    );
    assert_eq!(view.visit.lead().unwrap().name, "Trần Thị Bình");
    let secretary = view.visit.delegation.last().unwrap();
    assert_eq!(secretary.role, Some(PartyRole::Secretary));
    assert_eq!(secretary.title.as_deref(), Some("Cán bộ"));
    let seen: Vec<_> = view.visit.models.iter().map(|model| model.id).collect();
    assert_eq!(seen, [here], "models of the round that lie in the unit");
    assert_eq!(view.visit.models[0].place.as_deref(), Some("xã Tây Yên"));
    assert_eq!(view.line.title, "Khảo sát xã Tây Yên, 12/05/2022");
    assert_eq!(view.line.round_name.as_deref(), Some("Khảo sát giữa kỳ"));
    assert_eq!(view.seal, SealView::Draft);

    let again = SurveyRequest::OpenVisit(new_visit(&desk, Some(round), "Tây Yên", FIRST));
    assert!(matches!(refused(&desk, again), Refusal::Survey(_)));
    desk.undo();
    assert_eq!(visits(&desk, VisitFilter::default()), vec![]);
    open(&desk, Some(round), "Tây Yên", FIRST);
    assert_eq!(visits(&desk, VisitFilter::default()).len(), 1);
}

#[test]
fn the_itinerary_tells_what_is_seen_and_what_is_left() {
    let desk = Desk::with_units("Bà Út");
    let here = desk.add("Hũ gạo tình thương", "Tây Yên");
    let there = desk.add("Bếp ăn", "Thứ Ba");
    let round = round(&desk, &[here, there]);
    let all = stops(&desk, round);
    let names: Vec<_> = all.iter().map(|stop| stop.unit.name.as_str()).collect();
    assert_eq!(names, ["Tây Yên", "Thứ Ba"]);
    assert!(all.iter().all(|stop| stop.models[0].seen.is_none()));

    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    recommend(&desk, id, "Bổ sung biên bản họp dân", None);
    let all = stops(&desk, round);
    assert_eq!(all[0].models[0].seen, Some(id));
    assert_eq!(all[0].open_recommendations.len(), 1);
    assert_eq!(all[0].visits.len(), 1);
    assert_eq!(all[1].models[0].seen, None);
    assert_eq!(all[1].visits.len(), 0);

    let of_model = VisitFilter {
        model: Some(here),
        ..VisitFilter::default()
    };
    assert_eq!(visits(&desk, of_model)[0].id, id);
    let of_district = VisitFilter {
        unit: Some(desk.commune("An Biên")),
        ..VisitFilter::default()
    };
    assert_eq!(visits(&desk, of_district).len(), 1);
    let elsewhere = VisitFilter {
        unit: Some(desk.commune("Thứ Ba")),
        ..VisitFilter::default()
    };
    assert_eq!(visits(&desk, elsewhere), vec![]);
}

#[test]
fn what_was_left_is_on_disk_and_what_was_not_answered_is_not_there() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&desk, &[model]);
    let id = open(&desk, Some(round), "Tây Yên", FIRST);
    let path = format!("answer./mo_hinh[{}]/c10", model.id);
    fill(&desk, id, &path, "met");
    fill(&desk, id, "remark./a/a1", "Kế hoạch ký trễ");
    fill(&desk, id, "start", "7g45");
    fill(&desk, id, "target.t1.name", "Số hộ tham gia");
    fill(&desk, id, "target.t1.registered", "38");

    // A copy of the file, as it is after every reply, is a whole book.
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy.redb");
    std::fs::copy(&desk.path, &copy).unwrap();
    let Ok(Reply::Record(kept)) = Client::start(copy).ask(Request::Record(id)) else {
        panic!("the visit is gone")
    };
    let value = |name: &str| {
        let field = kept.fields.iter().find(|field| field.name == name);
        field.map(|field| field.words.clone())
    };
    assert_eq!(value(&path).as_deref(), Some("met"));
    assert_eq!(value("start").as_deref(), Some("07:45"));
    assert_eq!(value("answer./a/a1"), None);

    let view = visit(&desk, id);
    assert_eq!(view.visit.answers.len(), 1);
    assert_eq!(
        view.visit.targets[0].counted, None,
        "not counted is not zero"
    );
    fill(&desk, id, &path, "");
    assert_eq!(visit(&desk, id).visit.answers.len(), 0);
    desk.undo();
    assert_eq!(visit(&desk, id).visit.answers.len(), 1);
}

#[test]
fn a_wrong_part_or_value_is_refused_by_name() {
    let desk = Desk::with_units("Bà Út");
    let id = open(&desk, None, "Tây Yên", FIRST);
    for (field, value) in [
        ("delegate.k.role", "người lạ"),
        ("start", "sáng"),
        ("delegate.k.colour", "xanh"),
        ("answers./a", "met"),
    ] {
        let refused = desk.refused(write(id, field, value.into(), Vec::new()));
        let named = match &refused {
            Refusal::Value { field, .. } | Refusal::NoField { field, .. } => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(named, field);
    }
    for field in ["seal", "signed_at", "conclusion.x.status"] {
        let refused = desk.refused(write(id, field, "2023-01-01T00:00:00Z".into(), vec![]));
        assert!(
            matches!(refused, Refusal::Survey(_) | Refusal::Value { .. }),
            "{field}"
        );
    }
}

#[test]
fn two_laptops_fill_different_parts_of_one_visit_and_join_without_a_conflict() {
    let one = Desk::with_units("Bà Út");
    let model = one.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&one, &[model]);
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&one);

    // Both open the visit by themselves: it is the same one.
    let id = open(&one, Some(round), "Tây Yên", FIRST);
    assert_eq!(open(&other, Some(round), "Tây Yên", FIRST), id);
    fill(&one, id, "answer./a/a1", "met");
    fill(&one, id, "remark./a/a1", "Có kế hoạch");
    fill(&one, id, "host.h1.name", "Lê Văn Chín");
    fill(&other, id, "answer./a/a2", "unmet");
    fill(
        &other,
        id,
        &format!("answer./mo_hinh[{}]/d15", model.id),
        "partly",
    );
    fill(&other, id, "document.d1", "Sổ thu - chi");
    recommend(&one, id, "Bổ sung biên bản họp dân", None);
    recommend(&other, id, "Công khai sổ thu - chi", None);
    one.hear(&other);
    other.hear(&one);
    for desk in [&one, &other] {
        assert_eq!(desk.conflicts(), vec![]);
        let view = visit(desk, id);
        assert_eq!(view.visit.answers.len(), 3);
        assert_eq!(view.visit.hosts.len(), 1);
        assert_eq!(view.visit.documents, ["Sổ thu - chi"]);
        let numbers: Vec<_> = view
            .recommendations
            .iter()
            .map(|asked| asked.number.clone())
            .collect();
        assert_eq!(numbers, ["KN01", "KN02"], "both had written KN01");
    }
    let texts = |desk| {
        let view = visit(desk, id);
        let asked = view.recommendations.into_iter();
        asked
            .map(|asked| (asked.number, asked.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&one), texts(&other));

    // The same question answered differently is shown, not decided.
    fill(&one, id, "answer./b/b6", "met");
    fill(&other, id, "answer./b/b6", "unmet");
    one.hear(&other);
    assert_eq!(one.conflicts().len(), 1);
    assert_eq!(one.conflicts()[0].name, "Khảo sát xã Tây Yên, 12/05/2022");
    assert_eq!(visit(&one, id).line.conflicts, 1);
}

#[test]
fn last_times_answers_are_copied_on_request_and_what_is_answered_stays() {
    let desk = Desk::with_units("Bà Út");
    let first = open(&desk, None, "Tây Yên", FIRST);
    let copy = |visit, what| SurveyRequest::CopyLast { visit, what };
    let nothing = refused(&desk, copy(first, CopyWhat::Unanswered));
    assert!(matches!(nothing, Refusal::Survey(_)));
    fill(&desk, first, "answer./a/a1", "met");
    fill(&desk, first, "answer./a/a2", "unmet");
    fill(&desk, first, "remark./a/a2", "Chưa phân công");
    let second = open(&desk, None, "Tây Yên", SECOND);
    fill(&desk, second, "answer./a/a1", "partly");
    surveyed!(&desk, Changed, copy(second, CopyWhat::Unanswered));
    let view = visit(&desk, second);
    assert_eq!(view.visit.answers["/a/a1"], "partly");
    assert_eq!(view.visit.answers["/a/a2"], "unmet");
    assert_eq!(view.visit.remarks["/a/a2"], "Chưa phân công");
    assert_eq!(view.last.unwrap().id, first);

    let one = CopyWhat::One {
        path: "/a/a1".into(),
    };
    surveyed!(&desk, Changed, copy(second, one));
    assert_eq!(visit(&desk, second).visit.answers["/a/a1"], "met");
    desk.undo();
    assert_eq!(visit(&desk, second).visit.answers["/a/a1"], "partly");
    assert_eq!(second.kind, RecordKind::Visit);
}
