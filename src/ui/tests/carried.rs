//! Bundles that are closed with words, and attached files.

use std::path::PathBuf;

use super::super::effect::{Paper, PaperWork};
use super::super::testing::Session;
use super::super::words::NoticeWords;
use crate::exchange::Closing;

fn nothing_in_the_folder() -> Paper {
    Paper::Folder {
        folder: String::new(),
        entries: vec![],
    }
}

#[test]
fn a_bundle_is_closed_with_words_or_left_open() {
    for (typed, is_closed) in [("cây gạo", true), ("", false)] {
        let mut session = Session::usual();
        session.papers.push_back(Ok(nothing_in_the_folder()));
        session.press("6 f5").type_text("a.kheo").press("enter");
        // That it would be open is said before it is written.
        assert!(session.line_with("ai nhặt được cũng đọc được").is_some());
        session.type_text(typed).press("f2");
        let Some(PaperWork::ExportBundle(_, closing)) = session.works.last() else {
            panic!("{:?}", session.works);
        };
        assert_eq!(matches!(closing, Closing::Passphrase(_)), is_closed);
    }
}

#[test]
fn a_closed_bundle_asks_for_the_words_of_its_sender() {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    let path = PathBuf::from("a.kheo");
    session
        .papers
        .push_back(Ok(Paper::NeedsPassphrase { path }));
    session.papers.push_back(Ok(Paper::Stopped));
    session.press("6 f7").type_text("a.kheo").press("enter");
    assert!(session.line_with("mật khẩu của người gửi").is_some());
    session.type_text("cây gạo").press("f2");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::PlanBundle(_, Some(_)))
    ));
}

#[test]
fn a_picture_is_attached_to_the_model_at_hand() {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session.papers.push_back(Ok(Paper::Attached {
        name: "anh.jpg".into(),
    }));
    session
        .press("2 enter f7")
        .type_text("anh.jpg")
        .press("enter");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::Attach { .. })
    ));
    assert!(session.line_with("Đã đính kèm “anh.jpg”").is_some());
    session.press("ctrl-f");
    assert!(session.line_with("chưa có tệp đính kèm").is_some());
}

#[test]
fn an_attachment_that_nothing_can_show_is_told_of() {
    use crate::domain::{FileHash, RecordId, RecordKind};
    use crate::service::views::{AttachmentView, Presence};
    let mut session = Session::usual();
    session.press("2 enter");
    let detail = session.state.detail.as_mut().unwrap();
    let record = detail.record.as_mut().unwrap();
    let one = AttachmentView {
        id: RecordId::fresh(RecordKind::Attachment),
        record: Some(record.id),
        about: record.title.clone(),
        name: "anh \u{1b}[2J.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: 3 << 20,
        file: FileHash::of(b"x"),
        by: "Trần Thị Bình".into(),
        device: crate::ledger::DeviceId([7; 16]),
        at: "2026-11-10T01:00:00Z".parse().unwrap(),
        presence: Presence::Elsewhere,
    };
    record.attachments.push(one);
    session
        .papers
        .push_back(Ok(Paper::AttachmentOpened(NoticeWords::FileShown {
            name: "anh.jpg".into(),
        })));
    session.press("ctrl-f");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::OpenAttachment(_))
    ));
    assert!(session.line_with("Đang mở “anh.jpg”").is_some());
    session.press("end");
    assert!(!session.screen().contains('\u{1b}'));
}
