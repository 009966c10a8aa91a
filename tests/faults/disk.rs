//! A disk that fills up and one that takes no changes. They are small file
//! systems in memory, which only root may mount; elsewhere these tests say so
//! and pass.

use std::process::Command;

use kheo::service::request::Draft;
use kheo::service::views::Health;
use kheo::service::{Refusal, Reply, Request};

use crate::book::{Book, list, note};
use crate::small_disk::SmallDisk;

/// Words of a long note: some 20 KB.
const LONG: usize = 4_000;

/// Writes notes of so many words until one is refused; answers those that were
/// taken.
fn notes_until_refused(book: &Book, name: &str, words: usize) -> (Vec<String>, Refusal) {
    let model = book.first_model();
    let mut taken = Vec::new();
    for number in 0..100_000 {
        let text = format!("{name} {number} {}", "dài ".repeat(words));
        match book.client.ask(Request::AddNote(note(model, &text))) {
            Ok(_) => taken.push(text.trim_end().to_owned()),
            Err(refusal) => {
                println!("{name}: {number} notes, then {refusal:?}");
                return (taken, refusal);
            }
        }
    }
    panic!("the disk never filled up");
}

fn holds(book: &Book, notes: &[String]) {
    let there: Vec<String> = book.notes().into_iter().map(|note| note.text).collect();
    let lost: Vec<_> = notes.iter().filter(|text| !there.contains(text)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} are lost",
        lost.len(),
        notes.len()
    );
}

#[test]
fn a_full_disk_refuses_writing_keeps_everything_and_recovers() {
    let Some(disk) = SmallDisk::mounted("24m") else {
        return;
    };
    let book = Book::begin(&disk.path().join("kheo.redb"), "Bà Út");
    let model = book.first_model();
    let filler = disk.fill();
    let (mut taken, refusal) = notes_until_refused(&book, "Một", LONG);
    assert_eq!(refusal, Refusal::DiskFull);
    for _ in 0..3 {
        holds(&book, &taken);
        assert!(matches!(book.view().health, Health::NoWriting { .. }));
        assert_eq!(book.models().len(), 1);
        let names: Vec<String> = (0..200).map(|number| format!("Mô hình {number}")).collect();
        let long = Request::ApplyList {
            list: list(&names),
            new_units: None,
        };
        let refused = book.client.ask(long);
        assert!(matches!(refused, Err(Refusal::DiskFull)), "{refused:?}");
        assert_eq!(book.models().len(), 1, "all or nothing");
    }
    std::fs::remove_file(filler).unwrap();
    let text = "Có chỗ rồi".to_owned();
    let written = book.client.ask(Request::AddNote(note(model, &text)));
    assert!(matches!(written, Ok(Reply::Changed(_))), "{written:?}");
    taken.push(text);
    assert_eq!(book.view().health, Health::Well);
    holds(&book, &taken);
    assert_eq!(book.faults(), Vec::<String>::new());

    let path = disk.path().join("kheo.redb");
    drop(book);
    holds(&Book::at(&path), &taken);
}

#[test]
fn on_a_disk_full_to_the_last_byte_a_draft_can_still_be_dropped() {
    let Some(disk) = SmallDisk::mounted("24m") else {
        return;
    };
    let book = Book::begin(&disk.path().join("kheo.redb"), "Bà Út");
    let draft = |text: &str| {
        Request::SaveDraft(Draft {
            key: "note/1".into(),
            record: book.first_model(),
            text: text.into(),
            place: String::new(),
        })
    };
    book.client.ask(draft("Đang ghi")).unwrap();
    disk.fill();
    let (taken, refusal) = notes_until_refused(&book, "Một", LONG);
    assert_eq!(refusal, Refusal::DiskFull);
    let (short, refusal) = notes_until_refused(&book, "Hai", 1);
    assert_eq!(refusal, Refusal::DiskFull);
    holds(&book, &short);
    let dropped = book.client.ask(Request::DropDraft {
        key: "note/1".into(),
    });
    assert!(matches!(dropped, Ok(Reply::DraftSaved)), "{dropped:?}");
    assert_eq!(book.drafts(), vec![]);
    holds(&book, &taken);
}

/// Saves drafts of a few letters until not one more is taken; their keys.
fn drafts_until_refused(book: &Book) -> Vec<String> {
    let record = book.first_model();
    let mut keys = Vec::new();
    loop {
        let key = format!("note/nhỏ {} {}", keys.len(), std::process::id());
        let draft = Draft {
            key: key.clone(),
            record,
            text: "ghi".into(),
            place: String::new(),
        };
        match book.client.ask(Request::SaveDraft(draft)) {
            Ok(_) => keys.push(key),
            Err(refusal) => {
                println!("{} small drafts, then {refusal:?}", keys.len());
                assert_eq!(refusal, Refusal::DiskFull);
                return keys;
            }
        }
    }
}

/// What gives room back must not need room: drafts are dropped and a bundle is
/// taken out though not a page can be written more.
#[test]
fn on_a_disk_full_to_the_last_byte_every_draft_is_dropped_and_a_bundle_taken_out() {
    let Some(disk) = SmallDisk::mounted("48m") else {
        return;
    };
    let colleague = Book::begin(&disk.path().join("colleague.redb"), "Ông Bền");
    let model = colleague.first_model();
    for number in 0..200 {
        let text = format!("Của Ông Bền {number} {}", "dài ".repeat(400));
        let request = Request::AddNote(note(model, &text));
        colleague.client.ask(request).unwrap();
    }
    let segments = colleague.pieces(1_000);
    drop(colleague);
    std::fs::remove_file(disk.path().join("colleague.redb")).unwrap();
    let path = disk.path().join("kheo.redb");
    let book = Book::begin(&path, "Bà Út");
    book.meet(segments.clone());
    let file = "bền.kheo".to_owned();
    book.client.ask(Request::Absorb { file, segments }).unwrap();
    let all = book.notes().len();
    let mut keys: Vec<String> = (0..60).map(|number| format!("note/{number}")).collect();
    for key in &keys {
        let draft = Draft {
            key: key.clone(),
            record: book.first_model(),
            text: "đang gõ ".repeat(800),
            place: String::new(),
        };
        book.client.ask(Request::SaveDraft(draft)).unwrap();
    }
    disk.fill();
    for words in [LONG, 1] {
        let (_, refusal) = notes_until_refused(&book, "Một", words);
        assert_eq!(refusal, Refusal::DiskFull);
    }
    disk.fill_up();
    keys.extend(drafts_until_refused(&book));
    drop(book);
    let book = Book::at(&path);
    keys.extend(drafts_until_refused(&book));
    for key in keys {
        let dropped = book.client.ask(Request::DropDraft { key });
        assert!(matches!(dropped, Ok(Reply::DraftSaved)), "{dropped:?}");
    }
    let undone = book.client.ask(Request::UndoAbsorb);
    assert!(matches!(undone, Ok(Reply::Undone(_))), "{undone:?}");
    assert!(book.notes().len() < all);
    assert_eq!(book.faults(), Vec::<String>::new());
}

#[test]
fn a_book_on_a_full_disk_opens_and_can_be_read() {
    let Some(disk) = SmallDisk::mounted("24m") else {
        return;
    };
    let path = disk.path().join("kheo.redb");
    let book = Book::begin(&path, "Bà Út");
    disk.fill();
    let (taken, refusal) = notes_until_refused(&book, "Một", LONG);
    assert_eq!(refusal, Refusal::DiskFull);
    drop(book);
    let again = Book::at(&path);
    holds(&again, &taken);
    let (_, refusal) = notes_until_refused(&again, "Hai", LONG);
    assert_eq!(refusal, Refusal::DiskFull);
    holds(&again, &taken);
}

#[test]
fn a_full_disk_takes_no_new_book_and_leaves_room_for_one_later() {
    let Some(disk) = SmallDisk::mounted("1m") else {
        return;
    };
    let filler = disk.fill_up();
    let path = disk.path().join("kheo.redb");
    let client = kheo::service::Client::start(path.clone());
    let open = || {
        client.ask(Request::OpenBook(kheo::service::request::OpenBook {
            officer: "Bà Út".into(),
            committee: "Ban Chỉ đạo".into(),
            ..Default::default()
        }))
    };
    let refused = open();
    assert!(matches!(refused, Err(Refusal::DiskFull)), "{refused:?}");
    let left: Vec<_> = std::fs::read_dir(disk.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing but the filler: {left:?}");
    std::fs::remove_file(filler).unwrap();
    disk.remount("size=24m");
    let opened = open();
    assert!(matches!(opened, Ok(Reply::Book(_))), "{opened:?}");
}

#[test]
fn a_read_only_disk_says_so() {
    let Some(disk) = SmallDisk::mounted("24m") else {
        return;
    };
    let path = disk.path().join("kheo.redb");
    let book = Book::begin(&path, "Bà Út");
    let names: Vec<_> = book.models();
    drop(book);
    drop(Book::at(&path));
    while disk_is_busy(&disk) {}
    let client = kheo::service::Client::start(path.clone());
    let refused = client.ask(Request::Book);
    assert!(
        matches!(refused, Err(Refusal::ReadOnly { .. })),
        "{refused:?}"
    );
    disk.remount("rw");
    let Ok(Reply::Book(view)) = client.ask(Request::Book) else {
        panic!("the same worker opens it once it can")
    };
    assert!(view.open.is_some());
    assert_eq!(Book { client }.models(), names);
}

/// Whether the disk still cannot be made read-only: the last worker closes its
/// file a moment after its client is gone.
fn disk_is_busy(disk: &SmallDisk) -> bool {
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.path())
        .output();
    !remounted.unwrap().status.success()
}
