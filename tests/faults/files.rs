//! Files that are no book, are damaged, are newer, or are in use.

use std::path::{Path, PathBuf};

use kheo::service::{Client, Refusal, Reply, Request};
use tempfile::TempDir;

use crate::book::Book;
use crate::chance::Chance;
use crate::worker::hold;

fn ask(path: &Path) -> Result<Reply, Refusal> {
    Client::start(path.to_owned()).ask(Request::Book)
}

/// A closed book.
fn book(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("kheo.redb");
    drop(Book::begin(&path, "Bà Út"));
    is_closed(&path);
    path
}

/// Waits until nobody has the file open: a worker closes it a moment after its
/// last client is gone.
fn is_closed(path: &Path) {
    while let Err(redb::DatabaseError::DatabaseAlreadyOpen) = redb::Database::open(path) {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn a_file_that_is_no_book_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let mut chance = Chance::new(3);
    let random: Vec<u8> = (0..200_000).map(|_| chance.below(256) as u8).collect();
    let path = folder.path().join("danh-sach.xlsx");
    for bytes in [&b"x"[..], b"PK\x03\x04 a workbook", &random, &[0; 8192]] {
        std::fs::write(&path, bytes).unwrap();
        let refused = ask(&path);
        assert!(
            matches!(refused, Err(Refusal::Damaged { .. })),
            "{refused:?}"
        );
        let wish = kheo::service::request::OpenBook {
            officer: "Bà Út".into(),
            committee: "Ban Chỉ đạo".into(),
            ..Default::default()
        };
        let refused = Client::start(path.clone()).ask(Request::OpenBook(wish));
        assert!(
            matches!(refused, Err(Refusal::Damaged { .. })),
            "{refused:?}"
        );
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "it was changed");
    }
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("other.redb");
    let table: redb::TableDefinition<u64, u64> = redb::TableDefinition::new("theirs");
    {
        let database = redb::Database::create(&path).unwrap();
        let write = database.begin_write().unwrap();
        write.open_table(table).unwrap().insert(1, 2).unwrap();
        write.commit().unwrap();
    }
    assert!(matches!(ask(&path), Err(Refusal::Damaged { .. })));
    let wish = kheo::service::request::OpenBook {
        officer: "Bà Út".into(),
        committee: "Ban Chỉ đạo".into(),
        ..Default::default()
    };
    let refused = Client::start(path.clone()).ask(Request::OpenBook(wish));
    assert!(
        matches!(refused, Err(Refusal::Damaged { .. })),
        "{refused:?}"
    );
    is_closed(&path);
    let database = redb::Database::open(&path).unwrap();
    let read = redb::ReadableDatabase::begin_read(&database).unwrap();
    assert_eq!(read.list_tables().unwrap().count(), 1, "it was written to");
}

#[test]
fn a_folder_is_no_book() {
    let folder = TempDir::new().unwrap();
    let refused = ask(folder.path());
    assert!(
        matches!(
            refused,
            Err(Refusal::Storage { .. } | Refusal::Damaged { .. })
        ),
        "{refused:?}"
    );
}

#[test]
fn a_truncated_book_is_damaged_and_never_a_panic() {
    let folder = TempDir::new().unwrap();
    let path = book(&folder);
    let whole = std::fs::read(&path).unwrap();
    let cut = folder.path().join("cut.redb");
    for tenths in 1..10 {
        let length = whole.len() * tenths / 10;
        std::fs::write(&cut, &whole[..length]).unwrap();
        let refused = ask(&cut);
        assert!(
            matches!(refused, Err(Refusal::Damaged { .. })),
            "{length} bytes: {refused:?}"
        );
    }
}

/// Bytes that a bad disk changed: the book is refused, or it opens and every
/// answer is an answer; the worker never dies.
#[test]
fn a_scratched_book_never_ends_the_worker() {
    let folder = TempDir::new().unwrap();
    let path = book(&folder);
    let whole = std::fs::read(&path).unwrap();
    let scratched = folder.path().join("scratched.redb");
    let mut chance = Chance::new(5);
    let written: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] != 0).collect();
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..1 + chance.below(20) {
            bytes[written[chance.below(written.len())]] = chance.below(256) as u8;
        }
        std::fs::write(&scratched, bytes).unwrap();
        let client = Client::start(scratched.clone());
        for request in [
            Request::Book,
            Request::Models(Default::default()),
            Request::Check {
                tables: kheo::service::request::CheckTables::Compare,
            },
            Request::Ranges,
        ] {
            let reply = client.ask(request);
            assert!(!matches!(reply, Err(Refusal::Gone)), "{reply:?}");
        }
    }
}

#[test]
fn a_book_of_a_newer_version_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = book(&folder);
    {
        let local: redb::TableDefinition<&[u8], &[u8]> = redb::TableDefinition::new("local");
        let database = redb::Database::open(&path).unwrap();
        let write = database.begin_write().unwrap();
        let mut table = write.open_table(local).unwrap();
        table.insert(&b"version"[..], &b"7"[..]).unwrap();
        drop(table);
        write.commit().unwrap();
    }
    let refused = ask(&path).unwrap_err();
    assert_eq!(refused, Refusal::NewerStore { found: 7, known: 3 });
    assert_eq!(refused.exit_code(), 5);
}

#[test]
fn a_book_that_another_process_has_open_is_in_use() {
    let folder = TempDir::new().unwrap();
    let path = book(&folder);
    let pieces = folder.path().join("pieces");
    let colleague = Book::begin(&folder.path().join("colleague.redb"), "Ông Bền");
    std::fs::write(&pieces, serde_json::to_vec(&colleague.pieces(9)).unwrap()).unwrap();
    let mut other = hold(&path, &pieces);
    let mut line = String::new();
    let mut out = std::io::BufReader::new(other.stdout.take().unwrap());
    while !line.contains("Ready") {
        line.clear();
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    }
    let refused = ask(&path).unwrap_err();
    other.kill().unwrap();
    other.wait().unwrap();
    assert_eq!(refused, Refusal::InUse);
    assert_eq!(refused.exit_code(), 5);
    assert!(ask(&path).is_ok(), "it is free when the other is gone");
}
