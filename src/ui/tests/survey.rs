//! *Khảo sát*: looked at in every size, and filled in key by key.

use super::super::effect::{Paper, PaperWork};
use super::super::testing::{ScriptedBook, Session};
use super::super::theme::Theme;
use super::carried::nothing_in_the_folder;
use crate::i18n::Lang;
use crate::service::request::{RecordWrite, Request, SurveyRequest};
use crate::service::views::SealView;
use crate::service::{Refusal, request::CopyWhat};

fn look_at(name: &str, keys: &str, book: fn() -> ScriptedBook) {
    for (columns, rows) in [(80, 24), (120, 40), (40, 24)] {
        let mut session = Session::open(book(), Lang::Vi, Theme::Mono, columns, rows);
        session.press(keys);
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
            insta::assert_snapshot!(format!("{name}_vi_{columns}x{rows}"), session.screen());
        });
    }
    let mut session = Session::open(book(), Lang::En, Theme::Mono, 80, 24);
    session.press(keys);
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!(format!("{name}_en_80x24"), session.screen());
    });
}

#[test]
fn rounds_stand_in_a_list_and_an_empty_one_says_how_to_begin() {
    look_at("survey_rounds", "3", ScriptedBook::of_an_bien);
    look_at("survey_rounds_empty", "3", ScriptedBook::empty);
}

#[test]
fn the_itinerary_tells_what_is_seen_what_is_left_and_what_was_asked_for() {
    look_at("survey_itinerary", "3 enter down", ScriptedBook::of_an_bien);
}

#[test]
fn a_visit_has_one_question_a_line() {
    look_at(
        "survey_visit",
        "3 enter down enter home down down",
        ScriptedBook::of_an_bien,
    );
    look_at(
        "survey_visit_end",
        "3 enter down enter end",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn a_target_stands_in_three_columns() {
    let keys = "3 enter down enter home ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f ctrl-f down";
    look_at("survey_target", keys, ScriptedBook::of_an_bien);
}

#[test]
fn a_question_is_answered_in_its_place() {
    look_at(
        "survey_choices",
        "3 enter down enter home down enter",
        ScriptedBook::of_an_bien,
    );
    look_at(
        "survey_words",
        "3 enter down enter home down down enter",
        ScriptedBook::of_an_bien,
    );
}

/// The page of the visit, the marker on its first line.
fn page() -> Session {
    let mut session = Session::usual();
    session.press("3 enter down enter home");
    session
}

fn writes(session: &Session) -> Vec<RecordWrite> {
    let write = |request: &Request| match request {
        Request::Write { records, .. } => records.first().cloned(),
        _ => None,
    };
    session.asked.iter().filter_map(write).collect()
}

/// Field and value of every write, in order.
fn written(session: &Session) -> Vec<(String, serde_json::Value)> {
    let fields = writes(session).into_iter().flat_map(|write| write.fields);
    fields.map(|one| (one.field, one.value)).collect()
}

#[test]
fn a_choice_is_on_disk_when_it_is_made_and_the_marker_goes_on() {
    let mut session = page();
    session
        .press("down down down enter")
        .type_text("mot phan")
        .press("enter");
    assert_eq!(
        written(&session),
        [("answer./a/a2".to_owned(), "partly".into())],
        "{}",
        session.screen()
    );
    assert!(session.line_with("✓ đã ghi 07:40").is_some());
    session
        .press("up enter")
        .type_text("chua dat")
        .press("enter");
    let second = &writes(&session)[1].fields[0];
    assert_eq!(second.over.len(), 1, "over what was seen: {second:?}");
}

#[test]
fn nothing_is_said_to_be_saved_before_the_book_has_answered() {
    let mut session = page();
    session.press("down down down");
    session.hold();
    session.press("enter").type_text("chua dat").press("enter");
    assert!(session.line_with("đã ghi").is_none());
    assert!(session.line_with("đang ghi").is_some());
    // A second answer waits until the first is on disk.
    session.press("enter").type_text("abc").press("enter");
    let held = session.release();
    assert_eq!(held.len(), 1, "{held:?}");
    session.carry_out(held.into());
    assert_eq!(writes(&session).len(), 2);
    assert!(session.line_with("✓ đã ghi").is_some());
}

#[test]
fn what_the_disk_refused_stays_and_is_sent_again() {
    let mut session = page();
    session.book.refusal = Some(Refusal::DiskFull);
    session
        .press("down down down enter")
        .type_text("chua dat")
        .press("enter");
    assert!(
        session.line_with("CHƯA ghi").is_some(),
        "{}",
        session.screen()
    );
    session.book.refusal = None;
    session.press("down");
    assert!(session.line_with("✓ đã ghi").is_some());
    assert_eq!(session.book.survey.fields["answer./a/a2"], "unmet");
}

#[test]
fn skip_logic_works_at_once() {
    let mut session = page();
    // Số cuộc họp: 0 hides what asks for its minutes.
    assert!(
        session
            .line_with("Có biên bản, thông báo kết luận")
            .is_none()
    );
    session.press("down down down down down down");
    assert!(
        session.line_with("▌   Số cuộc họp").is_some(),
        "{}",
        session.screen()
    );
    session.type_text("3").press("enter");
    assert!(
        session
            .line_with("Có biên bản, thông báo kết luận")
            .is_some()
    );
    session.press("up delete");
    assert!(
        session
            .line_with("Có biên bản, thông báo kết luận")
            .is_none()
    );
}

#[test]
fn a_wrong_figure_says_why_and_keeps_what_stood_there() {
    let mut session = page();
    session
        .press("down down down down down down")
        .type_text("nam")
        .press("enter");
    assert!(
        session.line_with("không phải số nguyên").is_some(),
        "{}",
        session.screen()
    );
    assert!(written(&session).is_empty());
    session.press("esc");
    assert!(
        session.line_with("không phải số nguyên").is_some(),
        "it is told until a better one comes"
    );
    session.type_text("-2").press("enter");
    assert!(session.line_with("Số không được âm").is_some());
    session.press("esc").type_text("2").press("enter");
    assert_eq!(
        written(&session),
        [("answer./a/a3_so_cuoc".to_owned(), "2".into())]
    );
}

#[test]
fn words_are_typed_with_an_input_method_and_kept_by_leaving() {
    let mut session = page();
    session.press("down down down down").type_text("Ke");
    // An input method takes letters back and sends them again with their marks.
    session.press("backspace").type_text("ế hoạch").press("esc");
    assert_eq!(
        written(&session),
        [("answer./a/a2_ghi".to_owned(), "Kế hoạch".into())]
    );
    session.press("enter").type_text(" năm").press("down");
    assert_eq!(
        session.book.survey.fields["answer./a/a2_ghi"],
        "Kế hoạch năm"
    );
}

#[test]
fn several_are_ticked_with_a_blank() {
    let mut session = page();
    session.press("end");
    while session.line_with("▌     Tiêu chí").is_none() {
        session.press("up");
    }
    session.press("space down space enter");
    let (field, value) = written(&session).pop().unwrap();
    assert!(field.ends_with("/d17_tieu_chi"));
    assert_eq!(value, "ntm do_thi moi_truong");
}

#[test]
fn a_target_is_counted_in_its_column() {
    let mut session = page();
    session.press("end");
    while session.line_with("▌     Diện tích").is_none() {
        session.press("up");
    }
    session.type_text("131,5").press("enter");
    let values = written(&session);
    assert!(values[0].0.ends_with(".counted"), "{values:?}");
    assert_eq!(values[0].1, "131,5");
    session.press("up left").type_text("x").press("enter");
    assert!(session.line_with("không phải số").is_some());
    session
        .press("esc down enter")
        .type_text("Lợi nhuận bình quân")
        .press("enter");
    let values = written(&session);
    assert!(
        values
            .iter()
            .any(|(field, _)| field.starts_with("instance./mo_hinh["))
    );
    let name = values.iter().find(|(field, _)| field.ends_with(".name"));
    assert_eq!(
        name.map(|(_, value)| value.clone()),
        Some("Lợi nhuận bình quân".into())
    );
}

#[test]
fn groups_fold_and_the_next_open_question_is_found_in_them() {
    let mut session = page();
    session.press("enter");
    assert!(session.line_with("▸ A. Công tác chỉ đạo").is_some());
    assert!(session.line_with("A1. Văn bản").is_none());
    session.press("ctrl-f ctrl-f");
    session.press("home right").press("ctrl-f");
    assert!(
        session.line_with("▌   A4. Tuyên truyền").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn a_note_on_a_question_and_the_answer_of_the_last_visit() {
    let mut session = page();
    session
        .press("down f6")
        .type_text("Bản sao, chưa thấy bản chính")
        .press("f2");
    assert_eq!(
        written(&session),
        [(
            "remark./a/a1".to_owned(),
            "Bản sao, chưa thấy bản chính".into()
        )]
    );
    assert!(session.line_with("ghi: Bản sao").is_some());
    session.press("f5");
    let asked = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Survey(SurveyRequest::CopyLast { what, .. }) => Some(what.clone()),
            _ => None,
        });
    assert_eq!(
        asked,
        Some(CopyWhat::One {
            path: "/a/a1".into()
        })
    );
}

#[test]
fn a_picture_on_a_question_is_named_in_its_note() {
    let mut session = page();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session.papers.push_back(Ok(Paper::Attached {
        name: "ben-ghe.jpg".into(),
    }));
    session
        .press("down f7")
        .type_text("ben-ghe.jpg")
        .press("enter");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::Attach { .. })
    ));
    assert_eq!(
        written(&session),
        [("remark./a/a1".to_owned(), "tệp ben-ghe.jpg".into())]
    );
    assert!(session.line_with("ghi: tệp ben-ghe.jpg").is_some());
}

#[test]
fn signed_minutes_are_looked_at_and_not_answered() {
    let mut session = Session::usual();
    session.book.survey.seal = SealView::Signed {
        at: "2026-11-20T04:00:00Z".parse().unwrap(),
        by: "Nguyễn Văn An".into(),
        seal: "x".into(),
    };
    session.press("3 enter down enter home down enter");
    assert!(session.line_with("chỉ ghi thêm được phụ lục").is_some());
    session.press("f2");
    assert!(session.state.layers.is_empty());
}

#[test]
fn a_visit_is_left_and_found_again_at_its_place() {
    let mut session = page();
    session.press("down down down esc");
    assert!(session.line_with("Nam Yên").is_some());
    session.press("enter");
    assert!(
        session.line_with("▌   A2. Quyết định").is_some(),
        "{}",
        session.screen()
    );
    // Where filling goes on, when nobody was here in this sitting.
    let mut session = Session::usual();
    session.press("3 enter down enter");
    assert!(
        session.line_with("▌     C11. Đã họp dân").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn leaving_the_program_keeps_what_is_in_the_field() {
    let mut session = page();
    session
        .press("down down down down")
        .type_text("Quyết định 12");
    session.happen(super::super::term::TermEvent::Gone.into());
    assert!(session.has_left);
    assert_eq!(
        written(&session),
        [("answer./a/a2_ghi".to_owned(), "Quyết định 12".into())]
    );
}

#[test]
fn moving_to_another_outline_is_shown_first_and_drops_nothing() {
    let mut session = page();
    session.press("f4 up enter");
    assert!(
        session.line_with("Chuyển theo câu hỏi       1").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.line_with("A2. Quyết định").is_some());
    assert!(
        written(&session).is_empty(),
        "nothing is written before it is agreed to"
    );
    session.press("enter");
    let values = written(&session);
    let of = |field: &str| {
        let found = values.iter().find(|(name, _)| name == field);
        found.map(|(_, value)| value.clone())
    };
    let newer = crate::ui::testing::newer_outline_id().to_string();
    assert_eq!(of("outline"), Some(newer.into()));
    assert!(of("answer./a/a1_van_ban").is_some_and(|value| value.is_string()));
    assert_eq!(of("answer./a/a1_ghi"), Some(serde_json::Value::Null));
    assert_eq!(of("answer./a/a2"), None, "it stays where it was");
    session.press("end");
    assert!(
        session.line_with("/a/a2: partly").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn a_visit_is_begun_where_nobody_was_and_its_page_opens() {
    let mut session = Session::usual();
    session.press("3 enter end enter");
    assert!(
        session.line_with("Bắt đầu khảo sát Hưng Yên").is_some(),
        "{}",
        session.screen()
    );
    session
        .press("tab tab")
        .type_text("Trụ sở ấp 3")
        .press("f2");
    let new = session.asked.iter().find_map(|request| match request {
        Request::Survey(SurveyRequest::OpenVisit(new)) => Some(new.clone()),
        _ => None,
    });
    let new = new.unwrap();
    assert_eq!(new.place.as_deref(), Some("Trụ sở ấp 3"));
    assert_eq!(new.date, jiff::civil::date(2026, 11, 20));
    assert!(session.state.layers.is_empty());
    assert!(session.line_with("Khảo sát xã Nam Thái A").is_some());
}

#[test]
fn a_round_is_made_with_its_delegation() {
    let mut session = Session::open(ScriptedBook::empty(), Lang::Vi, Theme::Mono, 80, 24);
    session
        .press("3 f5")
        .type_text("Khảo sát 2026")
        .press("tab tab tab");
    session
        .type_text("Phạm Thị Hoa; Phó Trưởng Ban\nLê Minh Khảo; Chuyên viên; thư ký")
        .press("f2");
    let round = session.asked.iter().find_map(|request| match request {
        Request::Survey(SurveyRequest::MakeRound(round)) => Some(round.clone()),
        _ => None,
    });
    let round = round.unwrap_or_else(|| panic!("{}", session.screen()));
    assert_eq!(round.delegation.len(), 2);
    // The newest version of the outline is proposed.
    let newest = crate::ui::testing::newer_outline_id().to_string();
    assert_eq!(round.outline, Some(newest));
}
