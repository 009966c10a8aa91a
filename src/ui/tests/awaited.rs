//! Enter before the list that was asked for is here: it means a line of that
//! list, not of the one still shown.

use super::super::testing::{Session, found_id};
use crate::domain::RecordKind;
use crate::service::Refusal;
use crate::ui::effect::Effect;
use crate::ui::msg::Event;
use crate::ui::ticket::{Errand, Ticket};

/// Answers what was kept back, in order.
fn answer(session: &mut Session) {
    let kept = session.release();
    session.carry_out(kept.into());
}

/// Types on the list of models before any answer comes; gives the questions
/// for its pages.
fn types_ahead(session: &mut Session) -> Vec<Ticket> {
    session.press("2 f3");
    session.hold().type_text("rac lay gao").press("enter enter");
    assert!(session.state.open_detail().is_none(), "the old list's line");
    let asked = session.held.iter().flatten();
    let pages = asked.filter_map(|effect| match effect {
        Effect::Ask { ticket, .. } if matches!(ticket.errand, Errand::Models { .. }) => {
            Some(ticket.clone())
        }
        _ => None,
    });
    pages.collect()
}

fn refuse(session: &mut Session, ticket: Ticket) {
    let answer = Err(Refusal::Storage {
        why: "ổ đĩa lỗi".into(),
    });
    session.happen(Event::Reply { ticket, answer });
}

#[test]
fn a_model_is_opened_of_the_list_that_was_typed_for() {
    let mut session = Session::usual();
    types_ahead(&mut session);
    answer(&mut session);
    let page = session.state.open_detail().map(|page| page.id);
    let meant = session.state.models.selected().map(|line| line.id);
    assert!(page.is_some(), "{}", session.screen());
    assert_eq!(page, meant);
    assert!(session.line_with("Đổi rác nhựa lấy gạo").is_some());
}

#[test]
fn any_record_is_opened_of_the_list_that_was_typed_for() {
    let mut session = Session::usual();
    session.press("ctrl-f");
    session.hold().type_text("rac dat").press("enter enter");
    assert!(session.state.open_detail().is_none());
    answer(&mut session);
    let opened = session.state.open_detail().map(|page| page.id);
    let meant = found_id(RecordKind::Opinion, "Rác dạt vào bãi sau, chưa ai gom");
    assert_eq!(opened, Some(meant), "{}", session.screen());
}

#[test]
fn a_recommendation_is_opened_of_the_list_that_was_typed_for() {
    let mut session = Session::usual();
    session.press("4 f3");
    session.hold().type_text("hop dan").press("enter enter");
    assert!(session.state.recommendations.open_page().is_none());
    answer(&mut session);
    let page = session.line_with("KN02 · ");
    assert!(page.is_some(), "{}", session.screen());
}

#[test]
fn what_a_cell_counts_is_opened_before_the_list_is_seen() {
    let mut session = Session::usual();
    session.press("5 down down enter down right");
    session.hold().press("enter enter");
    assert!(session.state.open_detail().is_none());
    answer(&mut session);
    assert!(
        session.state.open_detail().is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(session.line_with("Cá nhân: 2").is_some());
}

#[test]
fn the_first_draft_or_note_is_opened_before_the_list_is_seen() {
    let mut session = Session::usual();
    session.hold().press("7 enter");
    answer(&mut session);
    let is_open = !session.state.layers.is_empty() || session.state.open_detail().is_some();
    assert!(is_open, "{}", session.screen());
}

#[test]
fn enter_is_taken_where_the_list_still_shown_holds_nothing() {
    let mut session = Session::usual();
    session.press("2 f3").type_text("khong co gi");
    assert_eq!(session.state.models.window.matching, Some(0));
    session.hold();
    session
        .press("ctrl-w ctrl-w ctrl-w")
        .type_text("rac lay gao");
    session.press("enter enter");
    answer(&mut session);
    assert!(
        session.state.open_detail().is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn a_refusal_of_an_earlier_page_does_not_open_the_old_line() {
    let mut session = Session::usual();
    let mut pages = types_ahead(&mut session);
    pages.pop();
    assert!(!pages.is_empty());
    for earlier in pages {
        refuse(&mut session, earlier);
        session.press("enter");
        assert!(session.state.open_detail().is_none());
    }
    answer(&mut session);
    assert!(session.line_with("Đổi rác nhựa lấy gạo").is_some());
    assert!(session.state.open_detail().is_some());
}

#[test]
fn a_list_that_is_refused_opens_nothing_later() {
    let mut session = Session::usual();
    let newest = types_ahead(&mut session).pop().unwrap();
    refuse(&mut session, newest);
    answer(&mut session);
    assert!(session.state.open_detail().is_none());
    session.press("enter");
    assert!(session.state.open_detail().is_some());
}

#[test]
fn a_deed_does_not_take_the_line_still_shown_for_its_own() {
    let mut session = Session::usual();
    types_ahead(&mut session);
    session.press("f6");
    assert!(session.state.layers.is_empty(), "a note on another model");
    assert!(session.line_with("chưa tới").is_some());
    session.press("x");
    assert!(session.state.models.marked.is_empty());
    answer(&mut session);
    session.press("esc f6");
    assert!(
        session.line_with("Ghi chép · Đổi rác").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn whoever_leaves_the_list_opens_nothing_of_it() {
    let mut session = Session::usual();
    types_ahead(&mut session);
    session.press("1 2");
    answer(&mut session);
    assert!(session.state.open_detail().is_none());
}
