//! A backup is of one moment, whatever others write meanwhile.

use kheo::service::request::CheckTables;
use kheo::service::request::keeping::{KeepingReply, KeepingRequest};
use kheo::service::{Client, Refusal, Reply, Request};

use crate::answer;
use crate::desk::Desk;

fn ask(client: &Client, request: KeepingRequest) -> Result<KeepingReply, Refusal> {
    client
        .ask(Request::Keeping(request))
        .map(|reply| match reply {
            Reply::Keeping(reply) => reply,
            other => panic!("{other:?}"),
        })
}

fn begun(client: &Client, request: KeepingRequest) -> u64 {
    match ask(client, request) {
        Ok(KeepingReply::Begun(number)) => number,
        other => panic!("{other:?}"),
    }
}

/// The next piece; empty after the last.
fn piece(client: &Client, backup: u64) -> Vec<u8> {
    match ask(client, KeepingRequest::BackupPiece { backup }) {
        Ok(KeepingReply::Piece(piece)) => piece.bytes,
        other => panic!("{other:?}"),
    }
}

fn restore(client: &Client, bytes: &[u8]) {
    let restore = begun(client, KeepingRequest::BeginRestore);
    let bytes = bytes.to_vec();
    ask(client, KeepingRequest::RestorePiece { restore, bytes }).unwrap();
    ask(client, KeepingRequest::FinishRestore { restore }).unwrap();
}

#[test]
fn what_is_written_after_a_backup_began_is_not_in_it() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Ghe về bến", "Tây Yên");
    desk.note(model, "Trước");
    let backup = begun(&desk.client, KeepingRequest::BeginBackup);
    let mut bytes = Vec::new();
    for number in 0.. {
        let piece = piece(&desk.client, backup);
        if piece.is_empty() {
            break;
        }
        bytes.extend(piece);
        desk.note(model, &format!("Trong khi lưu {number}"));
    }
    let texts = |desk: &Desk| -> Vec<String> {
        let notes = desk.notes(model);
        notes.into_iter().map(|note| note.text).collect()
    };
    assert!(texts(&desk).len() > 5, "nothing was written meanwhile");
    let gone = ask(&desk.client, KeepingRequest::BackupPiece { backup });
    assert_eq!(gone.unwrap_err(), Refusal::Gone);

    restore(&desk.client, &bytes);
    assert_eq!(texts(&desk), ["Trước"]);
    desk.note(model, "Sau");
    assert_eq!(texts(&desk).len(), 2);
    let tables = CheckTables::Compare;
    let checked = answer!(desk, Check, Request::Check { tables });
    assert_eq!(checked.faults, Vec::<String>::new());
}

#[test]
fn the_book_is_checked_and_rebuilt_while_a_backup_is_read() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Ghe về bến", "Tây Yên");
    desk.note(model, "Trước");
    let backup = begun(&desk.client, KeepingRequest::BeginBackup);
    let mut bytes = Vec::new();
    let mut checks = [CheckTables::Compare, CheckTables::Rebuild]
        .into_iter()
        .cycle();
    loop {
        let piece = piece(&desk.client, backup);
        if piece.is_empty() {
            break;
        }
        bytes.extend(piece);
        for tables in checks.by_ref().take(2) {
            let checked = answer!(desk, Check, Request::Check { tables });
            assert_eq!(checked.faults, Vec::<String>::new());
        }
        desk.note(model, "Trong khi lưu");
    }
    restore(&desk.client, &bytes);
    let notes = desk.notes(model);
    let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["Trước"]);
}

#[test]
fn a_restore_that_is_given_up_leaves_nothing() {
    let desk = Desk::with_units("Bà Út");
    let there = || {
        std::fs::read_dir(desk.path.parent().unwrap())
            .unwrap()
            .count()
    };
    let before = there();
    let restore = begun(&desk.client, KeepingRequest::BeginRestore);
    assert_eq!(there(), before + 1);
    ask(&desk.client, KeepingRequest::DropRestore { restore }).unwrap();
    assert_eq!(there(), before);
    let unfinished = begun(&desk.client, KeepingRequest::BeginRestore);
    let refused = ask(
        &desk.client,
        KeepingRequest::FinishRestore {
            restore: unfinished,
        },
    );
    assert!(matches!(refused, Err(Refusal::Backup(_))), "{refused:?}");
    assert_eq!(there(), before);
    assert!(desk.book().open.is_some());
}
