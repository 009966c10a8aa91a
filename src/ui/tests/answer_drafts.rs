//! An answer that is being typed when the battery goes flat.

use super::super::testing::{ScriptedBook, Session};
use super::super::theme::Theme;
use crate::i18n::Lang;
use crate::service::Refusal;
use crate::service::request::Request;

/// The page of a visit, the marker on a question that words answer.
const AT_WORDS: &str = "3 enter down enter home down down";

/// Half a sentence, typed a second ago.
fn typing() -> Session {
    let mut session = Session::open(bare(), Lang::Vi, Theme::Mono, 80, 24);
    session.press(AT_WORDS).press("enter end");
    session.type_text(" dở dang").wait(800);
    session
}

/// A book without drafts.
fn bare() -> ScriptedBook {
    let mut book = ScriptedBook::of_an_bien();
    book.drafts.clear();
    book.view.drafts = 0;
    book
}

/// The power is gone; the program begins anew on the same book.
fn begun_again(killed: Session) -> Session {
    Session::open(killed.book, Lang::Vi, Theme::Mono, 80, 24)
}

fn drafts(session: &Session) -> Vec<&str> {
    let drafts = session.book.drafts.iter();
    drafts.map(|one| one.draft.text.as_str()).collect()
}

fn answers_written(session: &Session) -> usize {
    let asked = session.asked.iter();
    asked
        .filter(|request| matches!(request, Request::Write { .. }))
        .count()
}

#[test]
fn what_is_typed_is_kept_within_a_second_and_is_no_answer_yet() {
    let session = typing();
    assert_eq!(drafts(&session).len(), 1);
    assert!(
        drafts(&session)[0].ends_with(" dở dang"),
        "{:?}",
        drafts(&session)
    );
    assert_eq!(answers_written(&session), 0);
    let screen = session.screen();
    assert!(session.line_with("✓ đã giữ bản nháp").is_some(), "{screen}");
}

#[test]
fn the_visit_opens_where_the_battery_went_flat() {
    let mut session = begun_again(typing());
    session.press("3 enter down enter");
    let screen = session.screen();
    assert!(session.line_with("dở dang").is_some(), "{screen}");
    assert!(
        session.line_with("Viết tiếp chữ đang gõ dở").is_some(),
        "{screen}"
    );
    session.type_text(", gõ xong").press("enter");
    assert_eq!(answers_written(&session), 1);
    assert_eq!(drafts(&session), [""; 0], "the answer is on disk");
    let kept = session.book.survey.fields.values();
    let mut kept = kept.filter_map(|value| value.as_str());
    assert!(kept.any(|text| text.ends_with("dở dang, gõ xong")));
}

#[test]
fn the_draft_is_dropped_only_when_its_answer_is_on_disk() {
    let mut session = typing();
    session.hold();
    session.press("enter");
    assert_eq!(drafts(&session).len(), 1, "the answer is on its way");
    let held = session.release();
    session.carry_out(held.into());
    assert_eq!(drafts(&session).len(), 0);
}

#[test]
fn a_draft_in_the_list_leads_to_its_question() {
    let mut session = begun_again(typing());
    session.press("7 enter");
    assert!(
        session.line_with("dở dang").is_some(),
        "{}",
        session.screen()
    );
    session.type_text("!").press("enter");
    assert_eq!(answers_written(&session), 1, "{}", session.screen());
}

#[test]
fn a_draft_that_says_what_the_answer_says_is_dropped_unseen() {
    let mut session = typing();
    let left = session.book.drafts.clone();
    session.press("enter");
    session.book.drafts = left;
    let mut session = begun_again(session);
    session.press("3 enter down enter");
    assert!(
        session.line_with("Viết tiếp").is_none(),
        "{}",
        session.screen()
    );
    assert_eq!(drafts(&session).len(), 0);
}

#[test]
fn a_draft_without_its_question_is_told_and_kept() {
    let mut session = typing();
    for draft in &mut session.book.drafts {
        draft.draft.key.push_str("_cũ");
    }
    let mut session = begun_again(session);
    session.press("3 enter down enter");
    let screen = session.screen();
    assert!(session.line_with("không còn câu này").is_some(), "{screen}");
    assert_eq!(drafts(&session).len(), 1);
}

#[test]
fn a_draft_that_cannot_be_kept_is_told_and_tried_again() {
    let mut session = Session::open(bare(), Lang::Vi, Theme::Mono, 80, 24);
    session.press(AT_WORDS).press("enter end");
    session.book.refusal = Some(Refusal::DiskFull);
    session.type_text(" dở").wait(800);
    assert!(
        session.line_with("CHƯA ghi").is_some(),
        "{}",
        session.screen()
    );
    session.book.refusal = None;
    session.type_text(" dang").wait(800);
    assert!(session.line_with("✓ đã giữ bản nháp").is_some());
    assert_eq!(drafts(&session).len(), 1);
}
