//! Searching all records, key by key.

use super::super::testing::{Session, found_id};
use crate::domain::{RecordKind, RecordStatus};
use crate::service::Request;
use crate::service::request::find::FindQuery;

/// The last list that was asked for, or counted.
fn last(session: &Session) -> FindQuery {
    let mut asked = session.asked.iter().rev();
    let found = asked.find_map(|request| match request {
        Request::Find(query) => Some(query.clone()),
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
    session.press("left f2");
    session.type_text("qua han").press("enter");
    assert_eq!(last(&session).filter.status, Some(RecordStatus::Overdue));
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
