use std::collections::BTreeSet;

use redb::TableHandle;
use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::ledger::BookId;
use crate::store::tables::{
    ANSWERED, CONFLICTS, HISTORY, LINKS, RANGES, RECORDS, SUMMARIES, for_each_derived,
};
use crate::store::{Doer, FieldChange, RecordChange, StoredDraft};

/// A store with something in it, and the backup of it.
fn written(folder: &TempDir) -> (Store, Vec<u8>) {
    let mut store = Store::create(&folder.path().join("one.redb"), [7; 32]).unwrap();
    let doer = Doer {
        book: BookId(uuid::Uuid::from_u128(1)),
        by: "officer:x",
        now: 1_700_000_000_000,
    };
    let change = RecordChange {
        record: "model:01980000-0000-7000-8000-000000000001".into(),
        fields: vec![FieldChange {
            field: "name".into(),
            value: json!("Ghe về bến"),
            over: Vec::new(),
        }],
    };
    store
        .do_deed(doer, json!("x"), &[change], None, &|_, _| {})
        .unwrap();
    let draft = StoredDraft {
        saved: 1,
        draft: json!("Đang ghi"),
    };
    store.save_draft("note/1", &draft).unwrap();
    let bytes = bytes_of(&store);
    (store, bytes)
}

fn bytes_of(store: &Store) -> Vec<u8> {
    let mut backup = store.begin_backup(1_700_000_000_000).unwrap();
    std::iter::from_fn(|| backup.piece().unwrap())
        .flatten()
        .collect()
}

/// Restores `bytes`, handed in `step` at a time, in place of the store at `path`.
fn restored(path: &std::path::Path, bytes: &[u8], step: usize) -> Result<Restored, RestoreFault> {
    let mut restoring = Restoring::begin(path)?;
    for piece in bytes.chunks(step) {
        restoring.take(piece)?;
    }
    restoring.finish(path, "then", &|_, _| {})
}

#[test]
fn each_store_that_was_replaced_is_kept_and_nothing_unfinished_is() {
    let folder = TempDir::new().unwrap();
    let (store, bytes) = written(&folder);
    drop(store);
    let path = folder.path().join("one.redb");
    let left = folder.path().join("one.77.restoring");
    let others = folder.path().join("two.77.restoring");
    for unfinished in [&left, &others] {
        std::fs::write(unfinished, b"killed").unwrap();
    }
    let kept: BTreeSet<_> = (0..3)
        .map(|_| restored(&path, &bytes, 1 << 16).unwrap().kept.unwrap())
        .collect();
    assert_eq!(kept.len(), 3, "all of one moment");
    assert!(kept.iter().all(|old| Store::open(old).is_ok()));
    assert!(!left.exists() && others.exists());
}

#[test]
fn every_table_is_either_kept_or_derived() {
    let folder = TempDir::new().unwrap();
    let (store, _) = written(&folder);
    let read = store.read().unwrap();
    let there: BTreeSet<String> = read
        .list_tables()
        .unwrap()
        .map(|table| table.name().to_owned())
        .collect();
    let mut named = BTreeSet::new();
    for_each_kept!(table => { named.insert(table.name().to_owned()); });
    for_each_derived!(table => { named.insert(table.name().to_owned()); });
    // Nobody asks a restored store again what they asked the one before it.
    named.insert(ANSWERED.name().to_owned());
    assert_eq!(there, named, "a backup would lose a table");
    assert_eq!(read.list_multimap_tables().unwrap().count(), 0);
}

#[test]
fn a_restored_store_is_the_one_that_was_backed_up() {
    let folder = TempDir::new().unwrap();
    let (store, bytes) = written(&folder);
    for step in [1, 1000, usize::MAX] {
        let path = folder.path().join(format!("{step}.redb"));
        let done = restored(&path, &bytes, step).unwrap();
        assert_eq!((done.ops, done.kept), (1, None));
        let again = Store::open(&path).unwrap();
        assert_eq!(again.device(), store.device());
        assert_eq!(again.drafts("").unwrap(), store.drafts("").unwrap());
        assert_eq!(again.conflicts().unwrap(), store.conflicts().unwrap());
        assert!(again.setting(restore::RESTORED).unwrap().is_some());
    }
}

/// Whether the frames read to their end.
fn reads(bytes: &[u8]) -> bool {
    let mut reader = frames::Reader::default();
    reader.take(bytes);
    let mut last = None;
    while let Ok(Some((sort, _))) = reader.next() {
        last = Some(sort);
    }
    last == Some(Sort::End) && reader.is_empty()
}

#[test]
fn no_changed_byte_and_no_missing_end_goes_unseen() {
    let folder = TempDir::new().unwrap();
    let (_, bytes) = written(&folder);
    assert!(reads(&bytes));
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(!reads(&changed), "byte {at}");
        assert!(!reads(&bytes[..at]), "cut at {at}");
    }
}

/// A head that says it is of this version of the store, and nothing more.
fn of_version(store: u32) -> Vec<u8> {
    let head = BackupHead {
        store,
        made_at: 0,
        device: crate::ledger::DeviceId([7; 16]),
        rows: 0,
    };
    let mut writer = frames::Writer::default();
    let head = writer.frame(Sort::Head, &serde_json::to_vec(&head).unwrap());
    let end = writer.frame(Sort::End, &0_u64.to_be_bytes());
    [frames::MAGIC, &head, &end].concat()
}

#[test]
fn a_backup_of_another_version_says_which_it_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("one.redb");
    let restored = |store| restored(&path, &of_version(store), 64);
    let known = super::STORE_VERSION;
    let found = super::super::open::OLDEST_VERSION - 1;
    assert_eq!(restored(found), Err(RestoreFault::Older { found, known }));
    let found = known + 1;
    assert_eq!(restored(found), Err(RestoreFault::Newer { found, known }));
    assert!(!path.exists());
}

#[test]
fn a_refused_backup_leaves_the_store_as_it_was() {
    let folder = TempDir::new().unwrap();
    let (store, bytes) = written(&folder);
    drop(store);
    let path = folder.path().join("one.redb");
    let before = std::fs::read(&path).unwrap();
    let flipped = |at: usize| {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        changed
    };
    let longer = [bytes.as_slice(), b"x"].concat();
    let last = bytes.len() - 1;
    for (wrong, why) in [
        (flipped(3), RestoreFault::NotABackup),
        (flipped(20), RestoreFault::Broken),
        (flipped(bytes.len() / 2), RestoreFault::Broken),
        (flipped(last), RestoreFault::Broken),
        (bytes[..last].to_vec(), RestoreFault::CutShort),
        (longer, RestoreFault::Broken),
        (bytes.repeat(2), RestoreFault::Broken),
    ] {
        assert_eq!(restored(&path, &wrong, 512), Err(why));
        assert!(std::fs::read(&path).unwrap() == before);
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "something half done was left");
    }
}

#[test]
fn what_was_there_is_kept() {
    let folder = TempDir::new().unwrap();
    let (mut store, bytes) = written(&folder);
    store.keep_setting("since", "then").unwrap();
    drop(store);
    let path = folder.path().join("one.redb");
    let kept = restored(&path, &bytes, 4096).unwrap().kept.unwrap();
    assert_eq!(Store::open(&path).unwrap().setting("since").unwrap(), None);
    let since = Store::open(&kept).unwrap().setting("since").unwrap();
    assert_eq!(since.as_deref(), Some("then"));
}
