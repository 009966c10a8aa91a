//! The ops of each record in order of time: a row a record, which holds of
//! every op that is shown its stamp, its id and the place of its line.

use std::collections::HashMap;

use redb::{ReadableTable, Table, WriteTransaction};

use super::fault::StoreFault;
use super::tables::{Bytes, HISTORY, PlaceKey};
use crate::ledger::{OpId, Stamp};

/// An op of a record, earliest stamp first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Applied {
    pub at: Stamp,
    pub id: OpId,
    /// Of its line.
    pub place: PlaceKey,
}

/// Bytes of a chain's name at the beginning of a row.
const CHAIN: usize = 32;
/// Bytes of an op after the names: milliseconds, counter, id, number of its
/// chain among the names, position.
const OP: usize = 8 + 2 + 16 + 2 + 8;

/// A row as it is stored: how many chains there are, their names, and the ops,
/// earliest stamp first.
struct Row<'a> {
    chains: &'a [[u8; CHAIN]],
    ops: &'a [[u8; OP]],
}

impl<'a> Row<'a> {
    fn read(row: &'a [u8]) -> Result<Self, StoreFault> {
        let damaged = || StoreFault::Damaged("a history is cut short".into());
        let (count, rest) = row.split_first_chunk().ok_or_else(damaged)?;
        let names = usize::from(u16::from_be_bytes(*count)) * CHAIN;
        let (names, ops) = rest.split_at_checked(names).ok_or_else(damaged)?;
        match (names.as_chunks(), ops.as_chunks()) {
            ((chains, []), (ops, [])) => Ok(Self { chains, ops }),
            _ => Err(damaged()),
        }
    }

    fn latest_first(&self) -> impl Iterator<Item = Applied> + '_ {
        self.ops.iter().rev().filter_map(|op| self.unpack(op))
    }

    fn unpack(&self, op: &[u8; OP]) -> Option<Applied> {
        let (millis, rest) = op.split_first_chunk()?;
        let (counter, rest) = rest.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (chain, seq) = rest.split_first_chunk()?;
        let seq: &[u8; 8] = seq.try_into().ok()?;
        let chain = self.chains.get(usize::from(u16::from_be_bytes(*chain)))?;
        let mut place = [0; 40];
        place[..CHAIN].copy_from_slice(chain);
        place[CHAIN..].copy_from_slice(seq);
        Some(Applied {
            at: Stamp {
                millis: i64::from_be_bytes(*millis),
                counter: u16::from_be_bytes(*counter),
            },
            id: OpId(*id),
            place,
        })
    }
}

/// The row of ops in order of time.
fn pack(ops: &[Applied]) -> Vec<u8> {
    let mut chains: Vec<&[u8]> = Vec::new();
    let mut packed = Vec::with_capacity(ops.len() * OP);
    for Applied { at, id, place } in ops {
        let (chain, seq) = place.split_at(CHAIN);
        let known = chains.iter().position(|known| *known == chain);
        let number = known.unwrap_or_else(|| {
            chains.push(chain);
            chains.len() - 1
        });
        packed.extend_from_slice(&at.millis.to_be_bytes());
        packed.extend_from_slice(&at.counter.to_be_bytes());
        packed.extend_from_slice(&id.0);
        packed.extend_from_slice(&short(number));
        packed.extend_from_slice(seq);
    }
    [short(chains.len()).as_slice(), &chains.concat(), &packed].concat()
}

/// No record is written by more than 65,535 devices.
fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes()
}

/// The ops of a record that are shown, earliest stamp first.
pub fn ops_of(
    table: &impl ReadableTable<&'static str, Bytes>,
    record: &str,
) -> Result<Vec<Applied>, StoreFault> {
    let Some(row) = table.get(record)? else {
        return Ok(Vec::new());
    };
    let mut ops: Vec<Applied> = Row::read(row.value())?.latest_first().collect();
    ops.reverse();
    Ok(ops)
}

/// The place of an op of a record, if it is shown.
pub fn place_of(
    table: &impl ReadableTable<&'static str, Bytes>,
    record: &str,
    id: OpId,
) -> Result<Option<PlaceKey>, StoreFault> {
    let Some(row) = table.get(record)? else {
        return Ok(None);
    };
    let found = Row::read(row.value())?
        .latest_first()
        .find(|op| op.id == id);
    Ok(found.map(|op| op.place))
}

/// New ops that are held back at most: some ten megabytes.
const HELD_BACK: usize = 1 << 16;

/// The histories within a transaction. New ops come in no order; they are held
/// back and written many at a time, each row once and in the order of the
/// records, so that redb fills one page after the other.
pub struct Histories<'txn> {
    table: Table<'txn, &'static str, Bytes>,
    new: HashMap<String, Vec<Applied>>,
    /// How many there are in `new`.
    held_back: usize,
}

impl<'txn> Histories<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            table: write.open_table(HISTORY)?,
            new: HashMap::new(),
            held_back: 0,
        })
    }

    /// Adds an op that was not in the history of its record.
    pub fn add(&mut self, record: &str, op: Applied) -> Result<(), StoreFault> {
        match self.new.get_mut(record) {
            Some(ops) => ops.push(op),
            None => {
                self.new.insert(record.to_owned(), vec![op]);
            }
        }
        self.held_back += 1;
        if self.held_back >= HELD_BACK {
            self.write_out()?;
        }
        Ok(())
    }

    /// The place of an op of a record, if it is shown.
    pub fn place_of(&self, record: &str, id: OpId) -> Result<Option<PlaceKey>, StoreFault> {
        let new = self.new.get(record).into_iter().flatten();
        match new.rev().find(|op| op.id == id) {
            Some(op) => Ok(Some(op.place)),
            None => place_of(&self.table, record, id),
        }
    }

    /// The ops of a record that are shown, earliest stamp first.
    pub fn ops_of(&self, record: &str) -> Result<Vec<Applied>, StoreFault> {
        let mut ops = ops_of(&self.table, record)?;
        if let Some(new) = self.new.get(record) {
            ops.extend(new);
            ops.sort_unstable();
        }
        Ok(ops)
    }

    /// Takes an op out of the history of its record.
    pub fn remove(&mut self, record: &str, id: OpId) -> Result<(), StoreFault> {
        self.write_out()?;
        let mut ops = ops_of(&self.table, record)?;
        ops.retain(|op| op.id != id);
        self.write(record, &ops)
    }

    /// Writes the new ops.
    pub fn write_out(&mut self) -> Result<(), StoreFault> {
        let mut records: Vec<_> = std::mem::take(&mut self.new).into_iter().collect();
        self.held_back = 0;
        records.sort_unstable();
        for (record, new) in records {
            let mut ops = ops_of(&self.table, &record)?;
            ops.extend(new);
            ops.sort_unstable();
            self.write(&record, &ops)?;
        }
        Ok(())
    }

    fn write(&mut self, record: &str, ops: &[Applied]) -> Result<(), StoreFault> {
        if ops.is_empty() {
            self.table.remove(record)?;
        } else {
            self.table.insert(record, pack(ops).as_slice())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use redb::backends::InMemoryBackend;
    use redb::{Database, ReadableDatabase};

    use super::*;

    fn op(number: u8) -> Applied {
        Applied {
            // Some moments are the same, and some are before 1970.
            at: Stamp {
                millis: i64::from(number % 7) - 3,
                counter: u16::from(number % 2),
            },
            id: OpId([number; 16]),
            place: [number % 3; 40],
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_history_is_what_was_added_in_order_of_time(
            parts in prop::collection::vec(
                prop::collection::vec((0..4_u8, any::<u8>(), any::<bool>()), 0..20), 0..6)
        ) {
            let db = Database::builder().create_with_backend(InMemoryBackend::new()).unwrap();
            let mut expected: BTreeMap<String, Vec<Applied>> = BTreeMap::new();
            let name = |record| format!("note:{record}");
            for part in parts {
                let write = db.begin_write().unwrap();
                let mut histories = Histories::open(&write).unwrap();
                for (record, number, is_added) in part {
                    let (record, op) = (name(record), op(number));
                    let ops = expected.entry(record.clone()).or_default();
                    let is_there = ops.contains(&op);
                    let place = histories.place_of(&record, op.id).unwrap();
                    prop_assert_eq!(place, is_there.then_some(op.place));
                    if is_added && !is_there {
                        histories.add(&record, op).unwrap();
                        ops.push(op);
                        ops.sort_unstable();
                    } else if !is_added {
                        histories.remove(&record, op.id).unwrap();
                        ops.retain(|one| *one != op);
                    }
                    prop_assert_eq!(&histories.ops_of(&record).unwrap(), &*ops);
                }
                histories.write_out().unwrap();
                drop(histories);
                write.commit().unwrap();
                let read = db.begin_read().unwrap();
                let table = read.open_table(HISTORY).unwrap();
                let full = expected.values().filter(|ops| !ops.is_empty()).count();
                prop_assert_eq!(table.iter().unwrap().count(), full);
                for (record, ops) in &expected {
                    prop_assert_eq!(&ops_of(&table, record).unwrap(), ops);
                }
            }
        }
    }
}
