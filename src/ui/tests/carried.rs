//! Bundles that are closed with words, and attached files.

use std::path::PathBuf;

use super::super::effect::{Closers, Effect, Kept, LockedBundle, Paper, PaperWork};
use super::super::msg::Event;
#[cfg(feature = "encrypt")]
use super::super::term::TermEvent;
use super::super::testing::Session;
#[cfg(feature = "encrypt")]
use crate::exchange::Recipient;
use crate::exchange::{Closing, Measure, Passphrase, Unit};

pub fn nothing_in_the_folder() -> Paper {
    Paper::Folder {
        folder: String::new(),
        entries: vec![],
    }
}

/// A session that was asked where to write a bundle and named a file.
fn exporting() -> Session {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session.press("6 f5").type_text("a.kheo").press("enter");
    session
}

/// Who may open what was written.
fn closers(session: &Session) -> Closers {
    match session.works.last() {
        Some(PaperWork::ExportBundle(_, closers)) => closers.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn that_a_bundle_is_open_to_all_is_said_before_it_is_written() {
    let mut session = exporting();
    assert!(session.line_with("Ai được mở gói này?").is_some());
    session.press("down down down");
    let chosen = session.line_with("ai nhặt được cũng đọc được").unwrap();
    assert!(chosen.contains('▌'), "{chosen}");
    session.press("enter");
    assert_eq!(closers(&session), Closers::Known(Closing::Open));
}

#[cfg(feature = "encrypt")]
#[test]
fn a_passphrase_is_typed_twice_and_unseen() {
    let mut session = exporting();
    session.press("enter").type_text("cây gạo");
    assert!(session.line_with("Mật khẩu").unwrap().contains("•••••••"));
    assert!(!session.screen().contains("cây gạo"));
    session.press("f4");
    assert!(session.line_with("Mật khẩu").unwrap().contains("cây gạo"));
    session.press("f4 down").type_text("cây đa").press("f2");
    assert!(session.line_with("không giống nhau").is_some());
    assert!(!session.screen().contains("cây đa"));
    session
        .press("backspace backspace")
        .type_text("gạo")
        .press("f2");
    let words = Passphrase::new("cây gạo").unwrap();
    assert_eq!(
        closers(&session),
        Closers::Known(Closing::Passphrase(words))
    );
}

#[cfg(feature = "encrypt")]
#[test]
fn a_bundle_is_closed_for_keys_that_are_pasted_or_stand_in_a_file() {
    const KEY: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    let mut session = exporting();
    session.press("down enter").type_text("age1xyz").press("f2");
    assert!(session.line_with("“age1xyz” không phải").is_some());
    session.press("ctrl-w");
    session.happen(TermEvent::Paste(format!("{KEY}\r\n{KEY}\r\n")).into());
    session.press("f2");
    let Closers::Known(Closing::Recipients(keys)) = closers(&session) else {
        panic!("{:?}", session.works);
    };
    assert_eq!(keys, vec![Recipient::parse(KEY).unwrap(); 2]);

    let mut session = exporting();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session.press("down down enter");
    session.type_text("doan.txt").press("enter");
    assert_eq!(closers(&session), Closers::InFile("doan.txt".into()));
}

#[test]
fn a_closed_bundle_asks_for_the_words_of_its_sender() {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    let path = PathBuf::from("a.kheo");
    session
        .papers
        .push_back(Ok(Paper::NeedsPassphrase { path: path.clone() }));
    session.papers.push_back(Ok(Paper::Stopped {
        kept: Kept::Nothing,
    }));
    session.press("6 f7").type_text("a.kheo").press("enter");
    assert!(session.line_with("mật khẩu của người gửi").is_some());
    session.type_text("cây gạo");
    assert!(!session.screen().contains("cây gạo"));
    session.press("f2");
    let opened = LockedBundle {
        passphrase: Passphrase::new("cây gạo"),
        ..LockedBundle::new(path)
    };
    assert_eq!(session.works.last(), Some(&PaperWork::PlanBundle(opened)));
}

#[test]
fn a_bundle_closed_for_a_key_asks_for_the_file_of_keys() {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    let path = PathBuf::from("a.kheo");
    session
        .papers
        .push_back(Ok(Paper::NeedsIdentity { path: path.clone() }));
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session.press("6 f7").type_text("a.kheo").press("enter");
    assert!(session.line_with("tệp chìa khóa của mình").is_some());
    session.type_text("khoa.txt").press("enter");
    let opened = LockedBundle {
        identity: Some("khoa.txt".into()),
        ..LockedBundle::new(path)
    };
    assert_eq!(session.works.last(), Some(&PaperWork::PlanBundle(opened)));
}

#[test]
fn what_is_under_way_tells_its_pace_and_stops_on_esc() {
    let mut session = Session::usual();
    session.papers.push_back(Ok(nothing_in_the_folder()));
    session
        .press("6 f4")
        .type_text("kheo")
        .hold()
        .press("enter");
    let Some(Effect::Work { ticket, .. }) = session.release().pop_back() else {
        panic!("no work");
    };
    let unit = Unit::Lines;
    for (after, done) in [(0, 0), (2_000, 4_000)] {
        session.wait(after);
        let ticket = ticket.clone();
        let total = 10_000;
        let measure = Measure { done, total, unit };
        session.happen(Event::Progress { ticket, measure });
    }
    let line = session.line_with("Đang trao đổi với kheo").unwrap();
    assert!(line.contains("40% · 2.000 dòng/s · còn 0:03"), "{line}");
    assert!(line.contains("Esc dừng"), "{line}");
    session.hold().press("esc");
    assert!(matches!(
        session.release().front(),
        Some(Effect::Stop { .. })
    ));
    session.happen(Event::Paper {
        ticket,
        outcome: Ok(Paper::Stopped {
            kept: Kept::Exchanged,
        }),
    });
    assert!(session.line_with("những gì đã trao đổi vẫn còn").is_some());
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
    record.attachments.push(one.clone());
    session.papers.push_back(Ok(Paper::AttachmentWritten {
        attachment: Box::new(one),
        file: "/tmp/kheo/anh.jpg".into(),
    }));
    session.press("ctrl-f");
    assert!(matches!(
        session.works.last(),
        Some(PaperWork::OpenAttachment(_))
    ));
    assert!(session.line_with("ảnh JPEG · 3,0 MiB").is_some());
    assert!(session.line_with("/tmp/kheo/anh.jpg").is_some());
    session.press("esc end");
    assert!(!session.screen().contains('\u{1b}'));
}
