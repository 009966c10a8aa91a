//! The control of every check above: a store that was changed behind the
//! program's back does not check clean.

use redb::{Database, Key, ReadableTable, TableDefinition, Value};
use tempfile::TempDir;

use crate::chance::Chance;
use crate::workshop::{Desk, desks};

/// A desk with a fork, a conflict, and something in every table.
fn desk(folder: &TempDir) -> Desk {
    let chance = &mut Chance::new(11);
    let mut all = desks(folder, 1, chance);
    let first = all.remove(0);
    let [mut one, mut other] = first.copied(folder);
    for _ in 0..12 {
        one.write(chance);
        other.write(chance);
    }
    let absorbed = one.absorb(&other.segments());
    assert!(absorbed.ops_forked > 0);
    assert!(!one.store.conflicts().unwrap().is_empty());
    assert_eq!(one.faults(), Vec::<String>::new());
    one
}

/// Takes the first entry of a table away.
fn robbed<K: Key + 'static, V: Value + 'static>(name: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let definition: TableDefinition<K, V> = TableDefinition::new(name);
    let desk = desk(&folder).changed(|database: &Database| {
        let write = database.begin_write().unwrap();
        let mut table = write.open_table(definition).unwrap();
        assert!(table.first().unwrap().is_some(), "{name} is empty");
        table.pop_first().unwrap();
        drop(table);
        write.commit().unwrap();
    });
    desk.faults()
}

#[test]
fn the_check_misses_nothing_that_is_gone() {
    type Bytes = &'static [u8];
    for name in ["log", "ranges", "forks"] {
        assert!(!robbed::<Bytes, Bytes>(name).is_empty(), "{name}");
    }
    for name in ["histories", "records", "summaries"] {
        assert!(!robbed::<&'static str, Bytes>(name).is_empty(), "{name}");
    }
    for name in ["links", "conflicts"] {
        assert!(!robbed::<&'static str, ()>(name).is_empty(), "{name}");
    }
}

#[test]
fn the_check_sees_one_changed_letter_of_history() {
    for name in ["log", "forks"] {
        let folder = TempDir::new().unwrap();
        let definition: TableDefinition<&[u8], &[u8]> = TableDefinition::new(name);
        let desk = desk(&folder).changed(|database: &Database| {
            let write = database.begin_write().unwrap();
            let mut table = write.open_table(definition).unwrap();
            let (key, mut line) = {
                let (key, line) = table.first().unwrap().unwrap();
                (key.value().to_vec(), line.value().to_vec())
            };
            let at = line.len() - 8;
            line[at] ^= 1;
            table.insert(key.as_slice(), line.as_slice()).unwrap();
            drop(table);
            write.commit().unwrap();
        });
        assert!(!desk.faults().is_empty(), "{name}");
    }
}
