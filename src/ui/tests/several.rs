//! Deeds that several models are part of: merging, marking, one decision for all.

use super::super::testing::Session;
use super::deeds::last;
use crate::domain::{Level, Period, RecordId, RecordKind, Status};
use crate::i18n::{Lang, Phrase};
use crate::service::request::merge::MergeRequest;
use crate::service::{Refusal, Request};
use crate::text;

#[test]
fn two_that_are_one_are_merged_with_the_values_that_people_choose() {
    let mut session = Session::usual();
    session.press("2 m");
    assert!(
        session
            .line_with("Mô hình nào là một với “Bếp ăn")
            .is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    assert!(session.line_with("Chủ thể: giữ bên nào?").is_some());
    session.press("down enter");
    assert!(
        session
            .line_with("Gộp “Đổi rác nhựa lấy gạo” vào")
            .is_some()
    );
    session.press("enter");
    let merged = last(&session, |request| match request {
        Request::Merge(MergeRequest::Merge { take, .. }) => Some(take.clone()),
        _ => None,
    });
    assert_eq!(merged, Some(vec!["owner".to_owned()]));
    assert!(session.line_with("Đã lưu: gộp mô hình “Đổi rác").is_some());
}

#[test]
fn two_models_marked_in_the_list_are_merged_into_the_one_that_is_chosen_to_stay() {
    let mut session = Session::usual();
    session.press("2 x m");
    assert!(
        session.line_with("đánh dấu đúng hai").is_some(),
        "{}",
        session.screen()
    );
    assert!(
        session.line_with("+ 1 đã đánh dấu").is_some(),
        "{}",
        session.screen()
    );
    session.press("f3").type_text("rac nhua").press("enter x");
    assert!(
        session.line_with("+ ! Đổi rác nhựa").is_some(),
        "{}",
        session.screen()
    );
    session.press("m");
    assert!(
        session.line_with("tên nào ở lại").is_some(),
        "{}",
        session.screen()
    );
    session.press("down enter");
    let planned = last(&session, |request| match request {
        Request::Merge(MergeRequest::Plan { kept, merged }) => Some((*kept, *merged)),
        _ => None,
    });
    let names = ["Đổi rác nhựa lấy gạo", "Bếp ăn tình thương chợ Thứ Ba"];
    let ids = names.map(|name| RecordId::derived(RecordKind::Model, &[name]));
    assert_eq!(planned, Some((ids[0], ids[1])));
    session.press("enter enter");
    let merged = last(&session, |request| match request {
        Request::Merge(MergeRequest::Merge { .. }) => Some(()),
        _ => None,
    });
    assert!(merged.is_some(), "{}", session.screen());
    assert!(session.line_with("đã đánh dấu").is_none());
}

#[test]
fn a_mark_is_taken_away_by_the_key_that_made_it() {
    let mut session = Session::usual();
    session.press("2 ctrl-x ctrl-x");
    assert!(
        session.line_with("đã đánh dấu").is_none(),
        "{}",
        session.screen()
    );
    session.press("m");
    assert!(
        session.line_with("là một với").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn all_marked_models_are_recognized_by_one_decision() {
    let mut session = Session::usual();
    session.press("2 c");
    assert!(session.line_with("Đánh dấu các mô hình trước").is_some());
    session.press("ctrl-x");
    let said = session.line_with("Đã đánh dấu 1: ").unwrap_or_default();
    assert!(
        said.contains("gộp") && said.contains("quyết định"),
        "{said}"
    );
    session.press("down ctrl-x ctrl-d");
    assert!(
        session.line_with("Một quyết định cho 2 mô hình").is_some(),
        "{}",
        session.screen()
    );
    let marked: Vec<RecordId> = session
        .state
        .models
        .marked
        .iter()
        .map(|(id, _)| *id)
        .collect();
    session.press("right down").type_text("2022").press("down");
    session
        .type_text("duoc cong nhan")
        .press("enter down")
        .type_text("1432/QĐ-UBND");
    session
        .press("down")
        .type_text("20/3/2023")
        .press("down")
        .type_text("UBND xã");
    session.press("down").type_text("0087").press("f2");
    let steps = last(&session, |request| match request {
        Request::AdvanceAll(steps) => Some(steps.clone()),
        _ => None,
    });
    let steps = steps.unwrap_or_else(|| panic!("{}", session.screen()));
    assert_eq!((steps.models, steps.level), (marked, Level::Base));
    assert_eq!(
        (steps.period, steps.to),
        (Period::Year(2022), Status::Recognized)
    );
    assert_eq!(steps.decision.number.as_deref(), Some("1432/QĐ-UBND"));
    assert_eq!(steps.first_certificate.as_deref(), Some("0087"));
    assert!(session.state.models.marked.is_empty(), "it is done");
}

#[test]
fn a_refusal_that_is_longer_than_the_line_is_read_to_its_end() {
    let mut session = Session::usual();
    let model = "Tổ nhân dân tự quản bảo vệ đường biên, cột mốc và an ninh trật tự xóm ấp";
    let refusal = Refusal::OfModel {
        model: model.into(),
        why: Box::new(Refusal::NotRegistered {
            model: model.into(),
        }),
    };
    let whole = refusal.text(Lang::Vi);
    assert!(text::cells(&whole) > 160, "{whole}");
    session.book.refusal = Some(refusal);
    session.press("2 x ctrl-u");
    let below = |session: &Session| {
        let screen = session.screen();
        let lines = screen.lines().skip_while(|line| !line.contains("! "));
        let lines = lines.map(|line| line.trim_matches(['|', ' ']).to_owned());
        lines.collect::<Vec<_>>().join(" ")
    };
    assert!(below(&session).contains(&whole), "{}", session.screen());
    assert!(session.line_with("Enter mở").is_some(), "the keys stay");
    session.press("down");
    assert!(!session.screen().contains("xóm ấp"));
}

#[test]
fn the_whole_list_is_marked_and_unmarked() {
    let mut session = Session::usual();
    session.press("2 ctrl-v");
    assert!(
        session.line_with("nhiều nhất 1.000").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.state.models.marked.is_empty());
    session
        .press("f3")
        .type_text("hien dat")
        .press("enter ctrl-v");
    assert_eq!(session.state.models.marked.len(), 1, "{}", session.screen());
    session.press("ctrl-v");
    assert!(session.state.models.marked.is_empty());
}
