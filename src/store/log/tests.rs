//! The log holds what was put into it, however its rows lie.

use std::collections::BTreeMap;

use proptest::prelude::*;
use redb::{Database, ReadableDatabase, ReadableTable, backends::InMemoryBackend};

use super::block::{Block, FULL};
use super::{FindLine, LogLine, LogTable, read_log};
use crate::ledger::{BookId, ChainHash, DeviceId};
use crate::store::fault::StoreFault;
use crate::store::lines::Around;
use crate::store::tables::{LOG, PlaceKey, place_key};

const BOOK: BookId = BookId(uuid::Uuid::from_u128(7));

fn place(device: u8, seq: u64) -> PlaceKey {
    place_key(BOOK, DeviceId([device; 16]), seq)
}

fn log() -> Database {
    Database::builder()
        .create_with_backend(InMemoryBackend::new())
        .unwrap()
}

/// A chain's line: what it says depends on its place alone.
fn line(device: u8, seq: u64) -> Vec<u8> {
    let words = "Tổ phụ nữ thu gom rác ".repeat(seq as usize % 40);
    format!("{device} {seq} {words}").into_bytes()
}

fn hash_before(device: u8, seq: u64) -> ChainHash {
    (1..seq).fold(ChainHash::default(), |hash, seq| {
        hash.then(&line(device, seq))
    })
}

/// Puts lines in one transaction.
fn put(db: &Database, device: u8, seqs: impl Iterator<Item = u64>) {
    let write = db.begin_write().unwrap();
    let mut log = LogTable::open(&write).unwrap();
    for seq in seqs {
        let (before, bytes) = (hash_before(device, seq), line(device, seq));
        let after = before.then(&bytes);
        let place = place(device, seq);
        log.put(&place, Around { before, after }, &bytes).unwrap();
        assert_eq!(log.line(&place).unwrap(), Some(line(device, seq)));
        assert_eq!(
            log.hash_at((BOOK, DeviceId([device; 16])), seq).unwrap(),
            Some(after)
        );
    }
    log.write_out().unwrap();
    drop(log);
    write.commit().unwrap();
}

fn take(db: &Database, device: u8, seq: u64) {
    let write = db.begin_write().unwrap();
    LogTable::open(&write)
        .unwrap()
        .remove(&place(device, seq))
        .unwrap();
    write.commit().unwrap();
}

/// Holds every way to read against what must be there.
fn same(db: &Database, expected: &BTreeMap<(u8, u64), ()>) {
    let log = read_log(&db.begin_read().unwrap()).unwrap();
    let all: Vec<LogLine> = log
        .lines_from([0; 40])
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let places: Vec<PlaceKey> = all.iter().map(|line| line.place).collect();
    let wanted: Vec<PlaceKey> = expected
        .keys()
        .map(|(device, seq)| place(*device, *seq))
        .collect();
    assert_eq!(places, wanted);
    assert_eq!(log.count().unwrap(), expected.len() as u64);
    for device in 1..=3 {
        for seq in 1..=120 {
            let is_there = expected.contains_key(&(device, seq));
            let place = place(device, seq);
            let after = hash_before(device, seq + 1);
            assert_eq!(log.has(&place).unwrap(), is_there);
            assert_eq!(
                log.line(&place).unwrap(),
                is_there.then(|| line(device, seq))
            );
            assert_eq!(log.hash_after(&place).unwrap(), is_there.then_some(after));
        }
    }
}

/// How many lines the rows of the log hold, one after the other.
fn rows(db: &Database) -> Vec<u64> {
    let read = db.begin_read().unwrap();
    let table = read.open_table(LOG).unwrap();
    let rows = table.iter().unwrap().map(|row| {
        let (key, value) = row.unwrap();
        let block = Block::read(key.value(), value.value()).unwrap();
        block.map_or(1, |block| block.count())
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_put_and_taken_is_found_or_gone(
        deeds in prop::collection::vec((1..=3_u8, 1..=120_u64, 1..=60_u64, any::<bool>()), 1..24)
    ) {
        let db = log();
        let mut expected = BTreeMap::new();
        put(&db, 1, std::iter::empty());
        for (device, from, count, is_put) in deeds {
            let seqs: Vec<u64> = (from..from + count).filter(|seq| *seq <= 120).collect();
            if is_put {
                let new = seqs.iter().copied().filter(|seq| !expected.contains_key(&(device, *seq)));
                let new: Vec<u64> = new.collect();
                put(&db, device, new.iter().copied());
                expected.extend(new.into_iter().map(|seq| ((device, seq), ())));
            } else if expected.remove(&(device, from)).is_some() {
                take(&db, device, from);
            }
        }
        same(&db, &expected);
        let log = read_log(&db.begin_read().unwrap()).unwrap();
        let part = log.lines((BOOK, DeviceId([2; 16])), 30, 70).unwrap();
        let part: Vec<u64> = part.map(|line| line.unwrap().seq()).collect();
        let wanted = expected.keys().filter(|(device, seq)| *device == 2 && (30..=70).contains(seq));
        prop_assert_eq!(part, wanted.map(|(_, seq)| *seq).collect::<Vec<_>>());
    }
}

#[test]
fn many_lines_share_a_row_and_few_do_not() {
    let db = log();
    put(&db, 1, 1..=100);
    put(&db, 2, 1..=3);
    assert!(
        rows(&db).first().is_some_and(|lines| *lines > 8),
        "{:?}",
        rows(&db)
    );
    assert!(rows(&db).ends_with(&[1, 1, 1]));
    take(&db, 1, 50);
    assert_eq!(rows(&db).iter().sum::<u64>(), 102);
}

#[test]
fn a_block_that_was_changed_is_named_and_the_rows_after_it_are_read() {
    let db = log();
    put(&db, 1, 1..=20);
    put(&db, 2, 1..=20);
    let (key, value) = {
        let read = db.begin_read().unwrap();
        let table = read.open_table(LOG).unwrap();
        let (key, value) = table.first().unwrap().unwrap();
        (key.value().to_vec(), value.value().to_vec())
    };
    let mut noticed = 0;
    for at in 0..value.len() {
        for changed in [value[at] ^ 1, value[at] ^ 0x80, !value[at]] {
            let mut value = value.clone();
            value[at] = changed;
            let write = db.begin_write().unwrap();
            write
                .open_table(LOG)
                .unwrap()
                .insert(key.as_slice(), value.as_slice())
                .unwrap();
            write.commit().unwrap();
            let log = read_log(&db.begin_read().unwrap()).unwrap();
            let mut lines = log.lines_from([0; 40]).unwrap();
            match lines.next() {
                Some(Err(StoreFault::Damaged(why))) => {
                    assert!(why.contains("lines 1–20"), "{why}");
                    noticed += 1;
                    assert_eq!(lines.map(Result::unwrap).count(), 20);
                }
                // Other bytes may be unpacked to the same lines.
                first => {
                    let lines = first.into_iter().chain(lines);
                    let bytes = lines.take(20).map(|line| line.unwrap().bytes);
                    assert!(bytes.eq((1..=20).map(|seq| line(1, seq))), "byte {at}");
                }
            }
            // One line alone is held against its own id by who asks for it.
            let _ = log.line(&place(1, 10));
            let _ = log.hash_after(&place(1, 10));
        }
    }
    assert!(noticed > value.len(), "{noticed}");
}

#[test]
fn a_line_longer_than_a_block_has_its_row() {
    let db = log();
    let write = db.begin_write().unwrap();
    let mut log = LogTable::open(&write).unwrap();
    let mut before = ChainHash::default();
    let long = |seq: u64| vec![b'a'; if seq == 12 { 3 * FULL } else { 100 }];
    for seq in 1..=24 {
        let bytes = long(seq);
        let after = before.then(&bytes);
        let place = place(1, seq);
        log.put(&place, Around { before, after }, &bytes).unwrap();
        before = after;
    }
    log.write_out().unwrap();
    drop(log);
    write.commit().unwrap();
    assert_eq!(rows(&db), [11, 1, 12]);
    let log = read_log(&db.begin_read().unwrap()).unwrap();
    for seq in 1..=24 {
        assert_eq!(log.line(&place(1, seq)).unwrap(), Some(long(seq)));
    }
}

#[test]
fn the_last_place_that_a_chain_can_have_has_none_after_it() {
    for count in [2, 20] {
        let db = log();
        let write = db.begin_write().unwrap();
        let mut log = LogTable::open(&write).unwrap();
        let mut before = ChainHash::default();
        for seq in (u64::MAX - count + 1)..=u64::MAX {
            let bytes = line(1, seq);
            let after = before.then(&bytes);
            log.put(&place(1, seq), Around { before, after }, &bytes)
                .unwrap();
            before = after;
        }
        log.write_out().unwrap();
        drop(log);
        write.commit().unwrap();
        let log = read_log(&db.begin_read().unwrap()).unwrap();
        let lines = log.lines_from([0; 40]).unwrap().map(Result::unwrap);
        assert_eq!(lines.last().map(|last| last.seq()), Some(u64::MAX));
        assert_eq!(log.count().unwrap(), count);
        take(&db, 1, u64::MAX);
        let log = read_log(&db.begin_read().unwrap()).unwrap();
        assert_eq!(log.count().unwrap(), count - 1);
    }
}
