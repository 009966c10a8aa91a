//! Registrations are found by what their recognition says, and follow their
//! model.

use jiff::civil::date;
use kheo::domain::{
    Decision, Level, Period, RecordId, RecordKind, RecordStatus, Registration, Status,
};
use kheo::service::request::find::{Breadth, FindFilter, FindQuery, FoundLine, FoundStatus, Reach};
use kheo::service::request::merge::MergeRequest;
use kheo::service::request::{Advance, Glance};
use kheo::service::{Reply, Request};

use crate::answer;
use crate::desk::{Desk, list, row, span, write};
use crate::found::{TODAY, all, enter, find, ids};

/// Recognizes a model at the base level for 2021-2023; the registration.
fn recognize(desk: &Desk, model: RecordId, decision: &str, certificate: &str) -> RecordId {
    let step = |to, decision: Decision, certificate| {
        let (level, period) = (Level::Base, span());
        let step = Advance {
            model,
            level,
            period,
            to,
            decision,
            certificate,
        };
        answer!(desk, Changed, Request::Advance(step)).record
    };
    let decided = Decision {
        number: Some(decision.into()),
        date: Some(date(2023, 3, 20)),
        body: Some("Chủ tịch UBND xã Tây Yên".into()),
    };
    step(Status::Underway, Decision::default(), None);
    step(Status::Recognized, decided, Some(certificate.into()));
    Registration::identity(model, Level::Base, span())
}

#[test]
fn a_registration_is_found_by_what_its_recognition_says() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let other = desk.add("Bếp ăn chợ Thứ Ba", "Thứ Ba");
    let registration = Registration::identity(model, Level::Base, span());
    let others = Registration::identity(other, Level::Base, span());
    assert_eq!(all(&desk, "1432"), [], "read before it was recognized");
    assert_eq!(
        recognize(&desk, model, "1432/QĐ-UBND", "GCN 0087"),
        registration
    );
    for words in [
        "1432/QĐ-UBND",
        "1432 qd ubnd",
        "gcn 0087",
        "chu tich ubnd tay yen",
        "co so 2023 cong nhan",
        "1432 hu gao",
    ] {
        assert_eq!(all(&desk, words), [registration], "{words}");
    }
    let narrow = FindQuery {
        search: "1432".into(),
        breadth: Breadth::ButRegistrations,
        limit: 100,
        ..FindQuery::on(TODAY)
    };
    assert_eq!(answer!(desk, Found, Request::Find(narrow)).matching, 0);
    let line = find(&desk, "1432", FindFilter::default()).lines.remove(0);
    assert_eq!(line.title, "Hũ gạo tình thương");
    assert_eq!(
        line.about.vi,
        "Cơ sở · 1432/QĐ-UBND · Chủ tịch UBND xã Tây Yên"
    );
    assert_eq!(line.page(), (model, Some(registration)));
    assert_eq!(line.status, Some(FoundStatus::Step(Status::Recognized)));

    let only = |filter: FindFilter| {
        let kind = Some(RecordKind::Registration);
        let mut ids = ids(&desk, "", FindFilter { kind, ..filter });
        ids.sort();
        ids
    };
    let mut both = vec![registration, others];
    both.sort();
    let none = FindFilter::default();
    assert_eq!(only(none), both);
    let recognized = Some(FoundStatus::Step(Status::Recognized));
    assert_eq!(
        only(FindFilter {
            status: recognized,
            ..none
        }),
        [registration]
    );
    let open = Some(FoundStatus::OnDay(RecordStatus::Open));
    assert_eq!(
        only(FindFilter {
            status: open,
            ..none
        }),
        [others]
    );
    let unit = Some(desk.commune("Thứ Ba"));
    assert_eq!(only(FindFilter { unit, ..none }), [others]);
    let period = Some(span());
    assert_eq!(only(FindFilter { period, ..none }), both);
    let period = Some(Period::Year(2022));
    assert_eq!(only(FindFilter { period, ..none }), []);
}

#[test]
fn registrations_follow_their_model_through_a_new_name_a_merge_and_its_end() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let twin = desk.add("Hũ gạo nghĩa tình", "Tây Yên");
    let registration = recognize(&desk, model, "1432/QĐ-UBND", "0087");
    assert_eq!(all(&desk, "1432"), [registration]);
    desk.set(model, "name", "Bếp ăn tình thương");
    assert_eq!(all(&desk, "1432 bep an"), [registration]);
    let line = find(&desk, "1432", FindFilter::default()).lines.remove(0);
    assert_eq!(line.title, "Bếp ăn tình thương");
    let merge = MergeRequest::Merge {
        kept: twin,
        merged: model,
        take: Vec::new(),
    };
    answer!(desk, Merge, Request::Merge(merge));
    let page = find(&desk, "1432", FindFilter::default());
    let pages: Vec<_> = page.lines.iter().map(FoundLine::page).collect();
    assert_eq!(pages, [(twin, Some(registration))]);
    desk.undo();
    assert_eq!(all(&desk, "1432 bep an"), [registration]);
    answer!(desk, Changed, write(model, "deleted", true.into(), vec![]));
    assert_eq!(all(&desk, "1432"), []);
}

#[test]
fn what_is_written_while_the_book_is_first_read_is_found() {
    let desk = Desk::with_units("Bà Út");
    let rows = (2..800).map(|number| row(number, &format!("Mô hình số {number}"), "Tây Yên"));
    desk.import(&list(rows.collect()));
    let first = Request::Glance(Glance::Found(FindQuery::on(TODAY)));
    let Ok(Reply::Found(page)) = desk.client.ask(first) else {
        panic!("no page");
    };
    let paper = enter(
        &desk,
        RecordKind::Document,
        &[("name", "Kế hoạch khảo sát")],
    );
    assert_eq!(all(&desk, "ke hoach khao sat"), [paper]);
    // On a machine that is quick all had been read before.
    if page.reach == Reach::Whole {
        assert_eq!(page.total, 799);
    }
    let registrations = FindFilter {
        kind: Some(RecordKind::Registration),
        ..FindFilter::default()
    };
    assert_eq!(find(&desk, "", registrations).matching, 798);
}
