//! Deeds of more than one step, key by key.

use super::super::effect::{LockedBundle, Paper, PaperWork};
use super::super::overlay::BundleFacts;
use super::super::term::TermEvent;
use super::super::testing::{ScriptedBook, Session};
use super::super::words::{Bilingual, FrameWords};
use crate::domain::list::{CellFault, ListFault, ListRow, ModelList};
use crate::domain::{Level, Period, Status};
use crate::service::request::entry::EntryRequest;
use crate::service::request::{Deed, Glance, NewUnits};
use crate::service::views::AbsorbView;
use crate::service::{Refusal, Request};

/// The last request of its kind.
pub fn last<T>(session: &Session, of: impl Fn(&Request) -> Option<T>) -> Option<T> {
    session.asked.iter().rev().find_map(of)
}

fn saved_drafts(session: &Session) -> Vec<String> {
    let text = |request: &Request| match request {
        Request::SaveDraft(draft) => Some(draft.text.clone()),
        _ => None,
    };
    session.asked.iter().filter_map(text).collect()
}

#[test]
fn a_note_is_saved_with_its_place_and_its_draft_goes() {
    let mut session = Session::usual();
    session
        .press("2 f6")
        .type_text("Đã dựng cột cờ.\nCòn hàng rào.")
        .press("tab")
        .type_text("ấp 3")
        .press("f2");
    let note = last(&session, |request| match request {
        Request::AddNote(note) => Some(note.clone()),
        _ => None,
    })
    .unwrap();
    assert_eq!(note.text, "Đã dựng cột cờ.\nCòn hàng rào.");
    assert_eq!(note.place.as_deref(), Some("ấp 3"));
    assert!(note.draft.is_some());
    assert!(session.state.layers.is_empty());
    assert!(session.line_with("Đã lưu: ghi chép về “Bếp ăn").is_some());
}

#[test]
fn what_is_typed_is_committed_within_a_second() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Một");
    assert!(saved_drafts(&session).is_empty());
    session.wait(600);
    assert!(saved_drafts(&session).is_empty());
    session.wait(200);
    assert_eq!(saved_drafts(&session), ["Một"]);
    session.wait(5_000);
    assert_eq!(saved_drafts(&session).len(), 1, "nothing new was typed");
    assert!(session.line_with("bản nháp đã lưu lúc").is_some());
}

#[test]
fn nothing_is_said_to_be_saved_before_the_book_has_answered() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Một");
    session.hold().wait(800);
    assert!(session.line_with("bản nháp đã lưu").is_none());
    session.press("f2");
    assert!(session.line_with("Đã lưu").is_none());
    let held = session.release();
    session.carry_out(held.into());
    assert!(session.line_with("Đã lưu: ghi chép").is_some());
}

#[test]
fn a_refused_note_stays_open_with_every_word() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Không được mất");
    session.book.refusal = Some(Refusal::DiskFull);
    session.press("f2");
    assert!(session.line_with("Đĩa đã đầy").is_some());
    assert!(session.line_with("Không được mất").is_some());
    session.book.refusal = None;
    session.press("f2");
    assert!(session.line_with("Đã lưu: ghi chép").is_some());
}

#[test]
fn a_terminal_that_goes_away_keeps_the_draft() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Vừa gõ xong");
    session.happen(TermEvent::Gone.into());
    assert_eq!(saved_drafts(&session), ["Vừa gõ xong"]);
    assert!(session.has_left);
}

#[test]
fn leaving_the_editor_keeps_the_draft_and_f6_goes_on_with_it() {
    let mut session = Session::usual();
    session.press("2 f6").type_text("Nửa chừng").press("esc");
    assert!(session.line_with("Đã giữ bản nháp").is_some());
    session.press("f6").type_text(" thì về").press("f2");
    let text = last(&session, |request| match request {
        Request::AddNote(note) => Some(note.text.clone()),
        _ => None,
    });
    assert_eq!(text.as_deref(), Some("Nửa chừng thì về"));
}

#[test]
fn drafts_are_offered_again_at_the_start() {
    let mut session = Session::usual();
    assert!(session.line_with("Còn 1 bản nháp chưa xong").is_some());
    session.press("f5");
    assert!(
        session
            .line_with("Chị Sáu nói tháng này gom ít hơn")
            .is_some()
    );
}

#[test]
fn a_model_is_added_with_its_registration() {
    let mut session = Session::usual();
    session
        .press("2 f5")
        .type_text("Hũ gạo tình thương")
        .press("tab")
        .type_text("dong yen")
        .press("enter tab");
    session
        .type_text("Hội LHPN xã")
        .press("tab right tab right tab right tab")
        .type_text("2023")
        .press("f2");
    let model = last(&session, |request| match request {
        Request::AddModel(model) => Some(model.clone()),
        _ => None,
    })
    .unwrap_or_else(|| panic!("{}", session.screen()));
    assert_eq!(model.name, "Hũ gạo tình thương");
    assert_eq!(model.owner.as_deref(), Some("Hội LHPN xã"));
    assert_eq!(model.registration, Some((Level::Base, Period::Year(2023))));
    assert_eq!(model.draft.as_deref(), Some("entry/new/model"));
    assert!(
        session
            .line_with("Đã lưu: thêm mô hình “Hũ gạo tình thương”")
            .is_some()
    );
}

#[test]
fn a_model_half_filled_in_is_offered_again() {
    let mut session = Session::usual();
    session.book.drafts.clear();
    session.press("2 f5").type_text("Hũ gạo").press("esc");
    assert!(session.state.layers.is_empty());
    assert_eq!(session.book.drafts.len(), 1, "{}", session.screen());
    session.press("f5");
    assert!(session.line_with("Viết tiếp bản nháp").is_some());
    assert!(session.line_with("Hũ gạo").is_some());
    session.press("esc 7");
    assert!(
        session.line_with("mô hình mới").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    assert!(
        session.line_with("Thêm mô hình").is_some(),
        "{}",
        session.screen()
    );
    session.press("f8 enter");
    assert!(session.book.drafts.is_empty());
}

#[test]
fn a_registration_and_a_correction_keep_drafts_of_their_own() {
    let mut session = Session::usual();
    session.book.drafts.clear();
    session.press("2 enter f5 right esc");
    let key = |session: &Session| session.book.drafts[0].draft.key.clone();
    assert!(key(&session).starts_with("entry/new/registration/model:"));
    session.press("f5");
    assert!(session.line_with("Viết tiếp bản nháp").is_some());
    session.press("f8 enter f2 end");
    session.type_text(", sửa dở").press("esc");
    assert!(
        key(&session).starts_with("entry/model:"),
        "{}",
        key(&session)
    );
    session.press("f2");
    assert!(
        session.line_with(", sửa dở").is_some(),
        "{}",
        session.screen()
    );
    session.press("f2");
    let entry = last(&session, |request| match request {
        Request::Entry(EntryRequest::Correct(entry)) => Some(entry.clone()),
        _ => None,
    });
    let entry = entry.unwrap();
    assert_eq!(entry.write.fields.len(), 1);
    assert_eq!(entry.write.fields[0].field, "name");
    assert!(session.book.drafts.is_empty());
}

/// The form of a decision, which keeps no draft, with something in it.
fn half_a_decision() -> Session {
    let mut session = Session::usual();
    session.press("2 down down down enter f8");
    session.type_text("duoc cong nhan").press("enter");
    session.type_text("12-QĐ");
    session
}

#[test]
fn a_form_with_something_in_it_is_not_closed_without_asking() {
    let mut session = half_a_decision();
    session.press("esc");
    assert!(session.line_with("Bỏ những gì vừa nhập?").is_some());
    session.press("esc");
    assert!(
        session.line_with("12-QĐ").is_some(),
        "no goes back to the form"
    );
    session.press("esc enter");
    assert!(session.state.layers.is_empty());
}

#[test]
fn ctrl_c_leaves_at_once_where_nothing_is_lost_and_asks_where_something_is() {
    let mut session = half_a_decision();
    session.press("ctrl-c");
    assert!(!session.has_left);
    session.press("enter");
    assert!(session.has_left);
    let mut session = Session::usual();
    session.press("ctrl-c");
    assert!(session.has_left);
}

#[test]
fn recognition_asks_for_its_decision_and_other_steps_do_not() {
    let mut session = Session::usual();
    session
        .press("2 down down down enter f8")
        .type_text("du dieu kien")
        .press("enter");
    let step = |request: &Request| match request {
        Request::Advance(advance) => Some(advance.clone()),
        _ => None,
    };
    assert_eq!(last(&session, step).unwrap().to, Status::Eligible);
    session
        .press("f8")
        .type_text("duoc cong nhan")
        .press("enter");
    assert!(
        session.line_with("Số quyết định").is_some(),
        "{}",
        session.screen()
    );
    session
        .type_text("12-QĐ/HU")
        .press("tab")
        .type_text("05/02/2026")
        .press("tab")
        .type_text("Huyện ủy")
        .press("f2");
    let advance = last(&session, step).unwrap();
    assert_eq!(advance.to, Status::Recognized);
    assert_eq!(advance.decision.number.as_deref(), Some("12-QĐ/HU"));
    assert_eq!(advance.decision.date, Some(jiff::civil::date(2026, 2, 5)));
}

#[test]
fn a_third_value_goes_over_both() {
    let mut session = Session::usual();
    session.press("8 f2").type_text("37 hộ").press("f2");
    let (deed, records) = last(&session, |request| match request {
        Request::Write { deed, records } => Some((deed.clone(), records.clone())),
        _ => None,
    })
    .unwrap_or_else(|| panic!("{}", session.screen()));
    assert!(matches!(deed, Deed::Settle { .. }));
    assert_eq!(records[0].fields[0].value, "37 hộ");
    assert_eq!(records[0].fields[0].over.len(), 2);
}

#[test]
fn the_filter_works_while_it_is_set() {
    let mut session = Session::usual();
    session.press("2 f4 down right right");
    let level = last(&session, |request| match request {
        Request::Glance(Glance::Models(query)) => Some(query.filter.level),
        _ => None,
    });
    assert_eq!(level, Some(Some(Level::District)));
    session.press("esc");
    assert!(session.line_with("cấp: Huyện").is_some());
    session.press("f8");
    assert!(session.line_with("cấp: Huyện").is_none());
}

fn list(rows: usize) -> ModelList {
    let row = |row: usize| ListRow {
        row: row as u32 + 5,
        name: format!("Mô hình {row}"),
        ..ListRow::default()
    };
    ModelList {
        file: "an-bien.xlsx".into(),
        rows: (0..rows).map(row).collect(),
        ..ModelList::default()
    }
}

/// A session that finds `paper` in the file it will name, in an empty folder.
fn offered(paper: Result<Paper, Bilingual>) -> Session {
    let mut session = Session::usual();
    session.papers.push_back(Ok(Paper::Folder {
        folder: String::new(),
        entries: vec![],
    }));
    session.papers.push_back(paper);
    session
}

#[test]
fn a_list_is_looked_through_before_it_enters_the_book() {
    let mut session = offered(Ok(Paper::Models(Box::new(list(63)))));
    session.press("f7").type_text("an-bien.xlsx").press("enter");
    assert!(
        matches!(session.works.last(), Some(PaperWork::ReadModels(path)) if path.ends_with("an-bien.xlsx"))
    );
    assert!(
        session.line_with("Nhập danh sách · an-bien.xlsx").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.line_with("63").is_some());
    session.press("enter");
    assert!(
        session
            .line_with("Đã nhập danh sách an-bien.xlsx; Ctrl+U hoàn tác")
            .is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn unknown_units_can_become_communes_of_a_district() {
    let mut session = offered(Ok(Paper::Models(Box::new(list(2)))));
    let unknown = CellFault::UnknownUnit {
        typed: "Đông Hòa".into(),
        nearest: vec![],
    };
    session.book.list_faults = vec![ListFault {
        row: 7,
        column: "Xã".into(),
        fault: unknown,
    }];
    session.press("f7").type_text("a.csv").press("enter enter");
    assert!(
        last(&session, |request| matches!(
            request,
            Request::ApplyList { .. }
        )
        .then_some(()))
        .is_none()
    );
    session.press("tab").type_text("an bien");
    session.book.list_faults.clear();
    session.press("enter enter");
    let new_units = last(&session, |request| match request {
        Request::ApplyList { new_units, .. } => new_units.clone(),
        _ => None,
    });
    assert!(
        matches!(new_units, Some(NewUnits::Under(_))),
        "{}",
        session.screen()
    );
}

/// A colleague took the unit out of the book between the preview and Enter.
#[test]
fn a_list_that_the_book_refuses_after_all_is_not_called_imported() {
    let mut session = offered(Ok(Paper::Models(Box::new(list(2)))));
    session.press("f7").type_text("an-bien.xlsx").press("enter");
    session.book.list_faults = vec![ListFault {
        row: 7,
        column: "Xã".into(),
        fault: CellFault::Missing,
    }];
    session.press("enter");
    let screen = session.screen();
    assert!(session.line_with("Đã nhập").is_none(), "{screen}");
    assert!(session.line_with("Dòng 7").is_some(), "{screen}");
}

#[test]
fn a_file_that_cannot_be_taken_says_why() {
    let mut session = offered(Err(Bilingual::of(&FrameWords::TooSmall)));
    session.press("f7").type_text("a.pdf").press("enter");
    assert!(session.line_with("Không làm được với tệp này").is_some());
    session.press("esc");
    assert!(session.state.layers.is_empty());
}

#[test]
fn a_bundle_is_looked_through_and_taken_in() {
    let plan = AbsorbView {
        ops_new: 120,
        conflicts_new: 3,
        ..AbsorbView::default()
    };
    let facts = BundleFacts {
        file: "nam-du.kheo".into(),
        made_by: "Trần Thị Bình".into(),
        ..BundleFacts::default()
    };
    let mut session = offered(Ok(Paper::BundlePlan {
        bundle: LockedBundle::new("nam-du.kheo".into()),
        facts,
        plan: plan.clone(),
    }));
    session.papers.push_back(Ok(Paper::Absorbed { plan }));
    session
        .press("6 f7")
        .type_text("nam-du.kheo")
        .press("enter");
    assert!(session.line_with("Trần Thị Bình").is_some());
    session.press("enter");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::AbsorbBundle(_))
    ));
    assert!(
        session
            .line_with("Đã gộp 120 thay đổi; 3 chỗ chưa khớp")
            .is_some()
    );
}

#[test]
fn the_palette_does_by_a_few_letters_what_a_key_does() {
    let mut session = Session::usual();
    session
        .press("ctrl-k")
        .type_text("ghi chep moi")
        .press("enter");
    assert!(
        session.line_with("Chọn một mô hình rồi bấm F6").is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn help_lists_the_keys_that_work_here() {
    let mut session = Session::usual();
    session.press("2 f1");
    assert!(session.line_with("Danh sách mô hình").is_some());
    session.press("esc");
    assert!(session.state.layers.is_empty());
}

#[test]
fn a_book_that_takes_no_changes_says_so_and_why() {
    let mut book = ScriptedBook::of_an_bien();
    book.view.health = crate::service::views::Health::NoWriting {
        why: "đĩa đầy".into(),
    };
    book.view.drafts = 0;
    let mut session = Session::open(
        book,
        crate::i18n::Lang::Vi,
        super::super::theme::Theme::Mono,
        80,
        24,
    );
    assert!(session.line_with("không ghi được").is_some());
    assert!(session.line_with("Sổ đang chỉ xem được: đĩa đầy").is_some());
    session.press("2 f6");
    assert!(session.state.layers.is_empty());
}
