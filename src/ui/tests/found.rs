//! Searching all records, key by key.

use super::super::testing::{ScriptedFound, Session, found_id};
use super::shared::pushed;
use crate::domain::{RecordKind, RecordStatus, Status};
use crate::service::request::Glance;
use crate::service::request::find::{Breadth, FindQuery, FoundStatus, Reach};
use crate::service::{Push, Request};
use crate::ui::state::Room;

/// The last list that was asked for, or counted.
fn last(session: &Session) -> FindQuery {
    let mut asked = session.asked.iter().rev();
    let found = asked.find_map(|request| match request {
        Request::Glance(Glance::Found(query)) => Some(query.clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn one_key_goes_from_the_models_that_say_words_to_all_that_says_them_and_back() {
    let mut session = Session::usual();
    session.press("f3").type_text("rac");
    let below = session.line_with("còn 3 mục khác");
    assert!(below.unwrap().contains("F3"), "{}", session.screen());
    session.press("f3");
    assert!(session.line_with("Tìm mọi mục: rac").is_some());
    assert!(session.line_with("Rác dạt vào bãi sau").is_some());
    assert!(session.line_with("Hội nghị tổng kết").is_none());
    session.type_text(" gom");
    assert_eq!(last(&session).search, "rac gom");
    session.press("f3");
    assert_eq!(session.state.models.search.value(), "rac gom");
    assert!(
        session.line_with("còn 2 mục khác").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(
        session.line_with("mục khác").is_none(),
        "{}",
        session.screen()
    );
}

#[test]
fn kinds_units_and_statuses_narrow_and_enter_opens() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right");
    assert_eq!(last(&session).filter.kind, Some(RecordKind::Award));
    session.press("left ctrl-e");
    session.type_text("qua han").press("enter");
    assert_eq!(
        last(&session).filter.status,
        Some(FoundStatus::OnDay(RecordStatus::Overdue))
    );
    let line = session.line_with("Rác dạt vào bãi sau").unwrap();
    assert!(line.contains("! hạn 30/10/2026"), "{line}");
    session.press("f4 down enter");
    assert!(last(&session).filter.unit.is_some());
    assert!(
        session.line_with("quá hạn · nơi:").is_some(),
        "{}",
        session.screen()
    );
    session.press("f8");
    assert_eq!(last(&session).filter.status, None);
    session.press("home down enter");
    let opened = found_id(RecordKind::Opinion, "Rác dạt vào bãi sau, chưa ai gom");
    assert_eq!(session.state.open_detail().unwrap().id, opened);
    assert!(
        session.line_with("Ý kiến · Rác dạt").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(
        session.line_with("Tìm mọi mục").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(session.line_with("Bếp ăn tình thương").is_some());
}

#[test]
fn a_note_is_written_on_the_record_under_the_marker() {
    let mut session = Session::usual();
    session.press("ctrl-f enter down f6");
    session.type_text("Đã hỏi Phòng").press("f2");
    let noted = session.asked.iter().find_map(|request| match request {
        Request::AddNote(note) => Some(note.record),
        _ => None,
    });
    assert_eq!(noted.map(|id| id.kind), Some(RecordKind::Opinion));
}

/// A book where the registrations of the shrimp model are found too.
fn with_registrations() -> Session {
    let mut session = Session::usual();
    let models = session.book.models.clone();
    let model = models
        .iter()
        .find(|model| model.name.starts_with("Tôm - lúa"));
    let found = ScriptedFound::of_an_bien().with_registrations_of(model.unwrap());
    session.book.found = found;
    session
}

#[test]
fn a_registration_is_looked_at_on_the_page_of_its_model() {
    let mut session = with_registrations();
    session
        .press("ctrl-f")
        .type_text("104-qd")
        .press("enter down");
    let line = session.line_with("▌").unwrap();
    assert!(line.contains("Đăng ký") && line.contains("✓"), "{line}");
    session.press("enter");
    assert!(session.line_with("Tôm - lúa thuận thiên").is_some());
    let line = session.line_with("▌ Huyện").unwrap();
    assert!(line.contains("Được công nhận"), "{line}");
    session.press("esc down enter");
    let line = session.line_with("▌ Tỉnh").unwrap();
    assert!(line.contains("Đủ điều kiện"), "{line}");
}

#[test]
fn registrations_are_held_to_the_statuses_of_registrations() {
    let mut session = with_registrations();
    session.press("ctrl-f enter left ctrl-e");
    assert!(
        session.line_with("Đã khảo sát").is_some(),
        "{}",
        session.screen()
    );
    session.type_text("duoc cong nhan").press("enter");
    let status = last(&session).filter.status;
    assert_eq!(status, Some(FoundStatus::Step(Status::Recognized)));
    session.press("left");
    assert_eq!(last(&session).filter.status, None, "no visit is recognized");
}

#[test]
fn a_kind_without_a_status_says_so() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right");
    assert_eq!(last(&session).filter.kind, Some(RecordKind::Document));
    session.press("ctrl-e");
    let said = session.line_with("Văn bản không có tình trạng");
    assert!(said.is_some(), "{}", session.screen());
}

#[test]
fn a_visit_is_opened_where_visits_are_and_closing_it_comes_back() {
    let mut session = Session::usual();
    session
        .press("ctrl-f")
        .type_text("khao sat")
        .press("enter enter");
    assert_eq!(session.state.room, Room::Survey);
    session.press("esc");
    let line = session.line_with("▌").unwrap();
    assert!(line.contains("Khảo sát xã Đông Yên"), "{line}");
    assert!(session.line_with("Tìm mọi mục: khao sat").is_some());
}

#[test]
fn while_the_book_is_read_the_list_says_so_and_then_shows_it() {
    let mut session = Session::usual();
    session.book.found.reach = Reach::Unread;
    session.book.found.lines.clear();
    session.press("ctrl-f");
    assert!(
        session.line_with("Đang đọc sổ").is_some(),
        "{}",
        session.screen()
    );
    session.book.found = ScriptedFound::of_an_bien();
    pushed(&mut session, Push::Prepared);
    assert!(session.line_with("Hội nghị tổng kết").is_some());
}

#[test]
fn registrations_are_looked_through_for_numbers_and_where_no_model_is_found() {
    let mut session = Session::usual();
    session.press("f3").type_text("rac");
    assert_eq!(last(&session).breadth, Breadth::ButRegistrations);
    session.type_text(" 104");
    assert_eq!(last(&session).breadth, Breadth::Everything);
    let mut session = Session::usual();
    session.press("f3").type_text("huyen uy");
    assert_eq!(session.state.models.window.matching, Some(0));
    assert_eq!(last(&session).breadth, Breadth::Everything);
}
