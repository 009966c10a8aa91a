//! A book that others work in too: what they do is seen, and disturbs nothing.

use crate::domain::RecordId;
use crate::service::request::Glance;
use crate::service::{Progress, Push, Request};
use crate::ui::effect::Effect;
use crate::ui::msg::Event;
use crate::ui::testing::Session;
use crate::ui::update;
use jiff::SignedDuration;

pub fn pushed(session: &mut Session, push: Push) {
    session.happen(Event::Pushed(push));
}

fn asked_for_models(session: &Session) -> usize {
    let models = |request: &&Request| matches!(request, Request::Glance(Glance::Models(_)));
    session.asked.iter().filter(models).count()
}

fn attended(session: &Session) -> Vec<Option<RecordId>> {
    let told = |request: &Request| match request {
        Request::Attend { record } => Some(*record),
        _ => None,
    };
    session.asked.iter().filter_map(told).collect()
}

#[test]
fn news_is_looked_at_once_a_moment_and_the_marker_stays() {
    let mut session = Session::usual();
    session.press("2 down down");
    let (before, screen) = (asked_for_models(&session), session.screen());
    for _ in 0..50 {
        pushed(&mut session, Push::Changed);
    }
    assert_eq!(asked_for_models(&session), before);
    session.wait(300);
    assert_eq!(asked_for_models(&session), before + 1);
    assert_eq!(session.screen(), screen);
    session.wait(5_000);
    assert_eq!(asked_for_models(&session), before + 1, "no more news came");
}

#[test]
fn news_leaves_what_is_being_typed_alone() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Đang ghi dở");
    pushed(&mut session, Push::Changed);
    session.wait(300);
    assert!(session.line_with("Đang ghi dở").is_some());
    session.type_text(" thì");
    assert!(session.line_with("Đang ghi dở thì").is_some());
}

#[test]
fn a_book_of_an_earlier_program_is_waited_for_with_open_eyes() {
    let mut session = Session::usual();
    // As when it has just begun: nobody has answered whose book this is.
    (session.state.book, session.state.notice) = (None, None);
    let asked = update::begin(&mut session.state);
    let [Effect::Ask { ticket, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    let (ticket, total) = (ticket.clone(), 200_000);
    for done in [16_384, 98_304] {
        session.at += SignedDuration::from_secs(5);
        session.happen(Event::Progress {
            ticket: ticket.clone(),
            measure: Progress { done, total }.into(),
        });
    }
    let line = session.line_with("Đang sắp lại sổ");
    assert!(
        line.as_ref().is_some_and(|line| line.contains("49%")),
        "{line:?}"
    );
    let answer = session.book.answer(&Request::Book);
    session.happen(Event::Reply { ticket, answer });
    assert_eq!(session.line_with("Đang sắp lại sổ"), None);
}

#[test]
fn whoever_has_the_same_record_open_is_named_until_they_leave() {
    let mut session = Session::usual();
    session.press("2 enter");
    let told = attended(&session);
    let Some(Some(record)) = told.last().copied() else {
        panic!("nobody was told: {told:?}");
    };
    let company = |names: &[&str]| Push::Company {
        record,
        others: names.iter().map(ToString::to_string).collect(),
    };
    pushed(&mut session, company(&["Trần Văn Bình", "Lê\u{1b}[2J Hoa"]));
    let line = session.line_with("cũng đang mở mục này").unwrap();
    assert!(line.contains("Trần Văn Bình"), "{line}");
    assert!(!line.contains('\u{1b}'), "an escape is obeyed");
    pushed(&mut session, company(&[]));
    assert!(session.line_with("cũng đang mở mục này").is_none());
    session.press("esc");
    assert_eq!(
        attended(&session).last(),
        Some(&None),
        "still said to be there"
    );
}

#[test]
fn a_line_that_drops_is_said_calmly_and_what_is_shown_is_asked_again_after_it() {
    let mut session = Session::usual();
    session.press("2 enter");
    let told = attended(&session).len();
    pushed(&mut session, Push::OtherLine);
    assert!(session.line_with("nối lại").is_none(), "nobody need notice");
    let again = attended(&session).len();
    assert!(again > told, "the new owner knows nothing of us");
    pushed(&mut session, Push::LineLost);
    assert!(session.line_with("đang nối lại").is_some());
    pushed(&mut session, Push::LineBack);
    assert!(session.line_with("Đã nối lại với sổ").is_some());
    assert!(
        attended(&session).len() > again,
        "the new owner knows nothing of us"
    );
}

#[test]
fn what_is_not_read_yet_is_said_and_asked_for_when_more_is_there() {
    let mut session = Session::usual();
    session.book.preparing = Some(Progress {
        done: 340,
        total: 1_000,
    });
    pushed(&mut session, Push::Prepared);
    assert!(session.line_with("Đang đếm").unwrap().contains("34 %"));
    session.press("2");
    assert!(session.line_with("đang đọc sổ: 34 %").is_some());
    session.press("f3");
    session.type_text("không có gì như vậy");
    assert!(session.line_with("Đang đọc sổ để tìm").is_some());
    assert!(session.line_with("Không có mô hình nào khớp").is_none());
    session.book.preparing = None;
    pushed(&mut session, Push::Prepared);
    assert!(session.line_with("đang đọc sổ").is_none());
    assert!(session.line_with("Không có mô hình nào khớp").is_some());
    session.press("esc esc 1");
    assert!(session.line_with("Đang đếm").is_none());
}
