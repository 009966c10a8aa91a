//! Forms of a survey that are being filled in when the battery goes flat.

use super::super::testing::{ScriptedBook, Session};
use super::super::theme::Theme;
use crate::i18n::Lang;
use crate::service::Request;
use crate::service::request::SurveyRequest;
use crate::service::views::SealView;

/// A book without drafts, whose visit is not signed.
fn bare() -> ScriptedBook {
    let mut book = ScriptedBook::of_an_bien();
    book.drafts.clear();
    book.view.drafts = 0;
    book.visits.seal = SealView::Draft;
    book
}

/// The power is gone a second after `words` were typed into the form that
/// `keys` open; the program begins anew on the same book.
fn killed_in(keys: &str, words: &str) -> Session {
    let mut session = Session::open(bare(), Lang::Vi, Theme::Mono, 80, 24);
    session.press(keys).type_text(words).wait(800);
    assert_eq!(session.book.drafts.len(), 1, "{}", session.screen());
    assert!(session.line_with("bản nháp đã lưu lúc").is_some());
    Session::open(session.book, Lang::Vi, Theme::Mono, 80, 24)
}

fn has_asked(session: &Session, of: impl Fn(&SurveyRequest) -> bool) -> bool {
    session.asked.iter().any(|request| match request {
        Request::Survey(request) => of(request),
        _ => false,
    })
}

#[test]
fn what_was_done_about_a_recommendation_is_gone_on_with_and_goes_when_it_is_written() {
    let mut session = killed_in("4 f5", "Đã lắp đủ");
    session.press("4 f5");
    assert!(
        session.line_with("Viết tiếp bản nháp").is_some(),
        "{}",
        session.screen()
    );
    session.press("end").type_text(" 2 thùng").press("f2");
    let is_whole = |request: &SurveyRequest| match request {
        SurveyRequest::AddFollowUp(done) => done.text == "Đã lắp đủ 2 thùng",
        _ => false,
    };
    assert!(has_asked(&session, is_whole), "{}", session.screen());
    assert!(session.book.drafts.is_empty(), "it is in the book");
}

#[test]
fn a_draft_in_the_list_opens_its_form_again() {
    let mut session = killed_in("4 f5", "Đã lắp đủ");
    session.press("7");
    let line = session.line_with("khắc phục mới").unwrap_or_default();
    assert!(line.contains('▌'), "{}", session.screen());
    session.press("enter");
    assert!(session.line_with("Khắc phục KN01").is_some());
    assert!(session.line_with("Đã lắp đủ").is_some());
    session.press("f8 enter");
    assert!(session.book.drafts.is_empty(), "dropped");
}

#[test]
fn a_finding_half_written_is_found_in_its_visit() {
    let open = "3 enter down enter f8 end enter";
    let mut session = killed_in(open, "Chưa công khai");
    session.press("7 enter");
    let screen = session.screen();
    assert!(session.line_with("Chưa công khai").is_some(), "{screen}");
    session.press("esc");
    assert!(session.line_with("▌").is_some());
    assert_eq!(session.book.drafts.len(), 1, "left, not lost");
    session.press("esc 7 enter end").type_text(" sổ thu - chi");
    session.press("tab right f2");
    let is_whole = |request: &SurveyRequest| match request {
        SurveyRequest::AddFinding(found) => found.text == "Chưa công khai sổ thu - chi",
        _ => false,
    };
    assert!(has_asked(&session, is_whole), "{}", session.screen());
    assert!(session.book.drafts.is_empty(), "it is in the book");
}

#[test]
fn what_a_visit_concludes_is_gone_on_with_on_its_page() {
    let mut session = killed_in("3 enter down enter f2 down down end", " (ghi thêm)");
    session.press("7 enter");
    let screen = session.screen();
    assert!(session.line_with("(ghi thêm)").is_some(), "{screen}");
    assert!(session.line_with("Thông tin cuộc khảo sát").is_some());
    session.press("f2");
    assert!(session.book.drafts.is_empty(), "{}", session.screen());
}

#[test]
fn a_note_on_a_question_is_gone_on_with_at_that_question() {
    let at_question = "3 enter down enter home down down";
    let mut session = killed_in(&format!("{at_question} f6 end"), " Hỏi lại");
    session.press("7 enter");
    let screen = session.screen();
    assert!(session.line_with("Hỏi lại").is_some(), "{screen}");
    session.press("f2");
    assert!(session.book.drafts.is_empty(), "{}", session.screen());
    let written = session
        .asked
        .iter()
        .any(|request| matches!(request, Request::Write { .. }));
    assert!(written, "{}", session.screen());
}
