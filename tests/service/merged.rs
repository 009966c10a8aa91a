//! Two records of one model become one, and two again.

use kheo::domain::{Level, Period, RecordId};
use kheo::service::request::merge::{MergePlanView, MergeReply, MergeRequest};
use kheo::service::request::{Advance, ModelQuery, NewRegistration, OverviewQuery};
use kheo::service::views::ModelLine;
use kheo::service::{Refusal, Reply, Request};

use crate::answer;
use crate::desk::{Desk, list, row};

fn merge(desk: &Desk, kept: RecordId, merged: RecordId, take: &[&str]) {
    let take = take.iter().map(|field| (*field).to_owned()).collect();
    let request = MergeRequest::Merge { kept, merged, take };
    let reply = desk.client.ask(Request::Merge(request));
    assert!(
        matches!(reply, Ok(Reply::Merge(MergeReply::Merged(_)))),
        "{reply:?}"
    );
}

fn plan(desk: &Desk, kept: RecordId, merged: RecordId) -> MergePlanView {
    match answer!(
        desk,
        Merge,
        Request::Merge(MergeRequest::Plan { kept, merged })
    ) {
        MergeReply::Plan(plan) => plan,
        other => panic!("{other:?}"),
    }
}

fn alike(desk: &Desk, model: RecordId) -> Vec<String> {
    match answer!(desk, Merge, Request::Merge(MergeRequest::Alike { model })) {
        MergeReply::Alike(alike) => alike.into_iter().map(|one| one.name).collect(),
        other => panic!("{other:?}"),
    }
}

fn register(desk: &Desk, model: RecordId, level: Level, year: i16) {
    let registration = NewRegistration {
        model,
        level,
        period: Period::Year(year),
        kind: None,
        status: kheo::domain::Status::Registered,
        draft: None,
    };
    let reply = desk.client.ask(Request::AddRegistration(registration));
    assert!(matches!(reply, Ok(Reply::Changed(_))), "{reply:?}");
}

/// Two models of one thing, written down twice.
fn twice(desk: &Desk) -> (RecordId, RecordId) {
    let kept = desk.add("Hũ gạo tình thương", "Tây Yên");
    let merged = desk.add("Hủ gạo tình thương", "Tây Yên");
    desk.add("Đổi rác lấy gạo", "Tây Yên");
    desk.set(kept, "owner", "Hội LHPN xã");
    desk.set(merged, "owner", "Hội Phụ nữ");
    desk.set(merged, "content", "Mỗi tháng một lon gạo");
    desk.note(kept, "Đếm được 36 hộ");
    desk.note(merged, "Có 12 hộ mới");
    register(desk, kept, Level::Base, 2022);
    register(desk, merged, Level::Base, 2022);
    register(desk, merged, Level::District, 2022);
    (kept, merged)
}

#[test]
fn what_looks_alike_is_found_and_where_the_two_differ_is_told() {
    let desk = Desk::with_units("Bà Út");
    let (kept, merged) = twice(&desk);
    assert_eq!(alike(&desk, kept), ["Hủ gạo tình thương"]);
    let plan = plan(&desk, kept, merged);
    let differing: Vec<_> = plan
        .differing
        .iter()
        .map(|one| (one.field.as_str(), one.kept.as_str(), one.merged.as_str()))
        .collect();
    assert_eq!(
        differing,
        [
            ("name", "Hũ gạo tình thương", "Hủ gạo tình thương"),
            ("owner", "Hội LHPN xã", "Hội Phụ nữ"),
        ]
    );
}

#[test]
fn everything_of_both_stands_under_one_and_one_undo_makes_two() {
    let desk = Desk::with_units("Bà Út");
    let (kept, merged) = twice(&desk);
    let before = (
        desk.models(),
        desk.record(kept).fields,
        desk.record(merged).fields,
    );
    merge(&desk, kept, merged, &["owner"]);

    assert_eq!(desk.names(), ["Đổi rác lấy gạo", "Hũ gạo tình thương"]);
    let line = desk.model("Hũ gạo tình thương");
    assert_eq!((line.id, line.notes), (kept, 2));
    let page = desk.record(kept);
    let levels = |year| {
        let lines = line.registrations.iter();
        let of_year = lines.filter(move |one| one.period == Period::Year(year));
        of_year.map(|one| one.level).collect::<Vec<_>>()
    };
    assert_eq!(levels(2022), [Level::Base, Level::District], "counted once");
    assert_eq!(page.notes.len(), 2);
    assert_eq!(desk.notes(kept).len(), 2);
    assert_eq!(desk.value(kept, "owner"), "Hội Phụ nữ", "chosen");
    assert_eq!(
        desk.value(kept, "content"),
        "Mỗi tháng một lon gạo",
        "was blank"
    );
    assert_eq!(desk.value(kept, "name"), "Hũ gạo tình thương");
    let history = page.history.iter();
    let mut merges = history.filter(|line| line.field == "merged_into");
    assert_eq!(
        merges.next().map(|line| line.to.as_str()),
        Some("Hũ gạo tình thương")
    );
    let query = OverviewQuery {
        period: Some(Period::Year(2022)),
        ..OverviewQuery::default()
    };
    let funnel = answer!(desk, Overview, Request::Overview(query)).funnel;
    assert_eq!(funnel.registered, 1);

    desk.undo();
    let after = (
        desk.models(),
        desk.record(kept).fields,
        desk.record(merged).fields,
    );
    let values = |fields: &[kheo::service::views::FieldView]| {
        let stated = fields.iter().filter(|field| !field.value.is_null());
        stated
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect::<Vec<_>>()
    };
    let counts = |models: &[kheo::service::views::ModelLine]| {
        let lines = models.iter();
        lines
            .map(|line| (line.id, line.notes, line.registrations.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(counts(&after.0), counts(&before.0));
    assert_eq!(values(&after.1), values(&before.1));
    assert_eq!(values(&after.2), values(&before.2));
}

#[test]
fn a_step_and_a_list_mean_the_model_that_stands_for_both() {
    let desk = Desk::with_units("Bà Út");
    let first = list(vec![row(5, "Hũ gạo tình thương", "Tây Yên")]);
    let second = list(vec![row(5, "Tủ gạo nghĩa tình", "Tây Yên")]);
    desk.import(&first);
    desk.import(&second);
    let (kept, merged) = (
        desk.model("Hũ gạo tình thương").id,
        desk.model("Tủ gạo nghĩa tình").id,
    );
    register(&desk, merged, Level::District, 2022);
    merge(&desk, kept, merged, &[]);
    let step = Advance {
        model: kept,
        level: Level::District,
        period: Period::Year(2022),
        to: kheo::domain::Status::Underway,
        decision: kheo::domain::Decision::default(),
        certificate: None,
    };
    let reply = desk.client.ask(Request::Advance(step));
    assert!(matches!(reply, Ok(Reply::Changed(_))), "{reply:?}");
    let again = desk.plan(&second);
    assert_eq!(
        (again.models_new, again.registrations_new),
        (0, 0),
        "{again:?}"
    );
    let refused = desk.refused(Request::Merge(MergeRequest::Merge {
        kept: merged,
        merged: kept,
        take: vec![],
    }));
    assert!(
        matches!(refused, Refusal::MergedAlready { .. }),
        "{refused:?}"
    );
}

#[test]
fn two_laptops_that_merge_the_same_two_agree_also_the_other_way_round() {
    let one = Desk::with_units("Bà Út");
    let (first, second) = twice(&one);
    let other = Desk::with_units("Nguyễn Văn An");
    other.hear(&one);
    merge(&one, first, second, &[]);
    merge(&other, second, first, &[]);
    // A colleague still writes about the one that was merged elsewhere.
    other.note(first, "Thêm 2 hộ");
    one.note(second, "Thêm 3 hộ");
    one.hear(&other);
    other.hear(&one);
    let stands = first.min(second);
    for desk in [&one, &other] {
        let conflicts = desk.conflicts();
        assert!(
            conflicts
                .iter()
                .all(|conflict| conflict.field != "merged_into"),
            "{conflicts:?}"
        );
        let lines: Vec<_> = desk
            .models()
            .into_iter()
            .map(|line| (line.id, line.notes))
            .collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.contains(&(stands, 4)), "{lines:?}");
    }
}

#[test]
fn an_old_name_finds_the_model_that_stands_for_it_and_says_so() {
    let desk = Desk::with_units("Bà Út");
    let kept = desk.add("Hũ gạo tình thương", "Tây Yên");
    let merged = desk.add("Ống tiết kiệm lúa", "Tây Yên");
    let find = |search: &str| {
        let query = ModelQuery {
            search: search.into(),
            limit: 10,
            ..ModelQuery::default()
        };
        let page = answer!(desk, Models, Request::Models(query));
        let line = |line: ModelLine| (line.id, line.formerly);
        page.lines.into_iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(find("ong tiet kiem"), [(merged, None)]);
    merge(&desk, kept, merged, &[]);
    let old = Some("Ống tiết kiệm lúa".to_owned());
    assert_eq!(find("ong tiet kiem"), [(kept, old.clone())]);
    assert_eq!(find("hu gao"), [(kept, None)]);
    assert_eq!(find(""), [(kept, None)]);
    desk.set(kept, "former_name", "Bát cơm nghĩa tình");
    let own = Some("Bát cơm nghĩa tình".to_owned());
    assert_eq!(find("bat com"), [(kept, own)]);
    desk.undo();
    desk.undo();
    assert_eq!(find("ong tiet kiem"), [(merged, None)]);
    assert_eq!(find("bat com nghia"), []);
}
