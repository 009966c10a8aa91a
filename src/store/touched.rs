//! The records of a transaction as they will be.

use std::collections::HashMap;

use redb::{ReadableTable, Table, WriteTransaction};

use super::encoding::{StoredRecord, pack_record, unpack_record};
use super::fault::StoreFault;
use super::tables::RECORDS;
use crate::ledger::ahead::take_ahead;

/// The records that a batch touched, in the order of their ids.
pub struct Touched(Vec<TouchedRecord>);

/// A record that was touched.
pub struct TouchedRecord {
    pub id: String,
    /// As it will be; an empty one is gone.
    pub stored: StoredRecord,
    /// Whether it was not there before.
    pub is_begun: bool,
}

impl Touched {
    pub fn iter(&self) -> impl Iterator<Item = &TouchedRecord> {
        self.0.iter()
    }

    /// A record as it will be, if it was touched.
    pub fn get(&self, id: &str) -> Option<&StoredRecord> {
        let at = self.0.binary_search_by(|record| record.id.as_str().cmp(id));
        at.ok()
            .and_then(|at| self.0.get(at))
            .map(|record| &record.stored)
    }
}

/// A record and its bytes in the table, if it is in the table.
type Row<'a> = (&'a str, Option<Vec<u8>>);

/// Records that are packed while others are written.
const PACKED_AT_ONCE: usize = 256;

fn pack(part: &[TouchedRecord]) -> Vec<Row<'_>> {
    let rows = part.iter().map(|record| {
        let is_there = !record.stored.state.registers.is_empty();
        (
            record.id.as_str(),
            is_there.then(|| pack_record(&record.stored)),
        )
    });
    rows.collect()
}

/// The records within a transaction. Nothing is written to their table before
/// [`finish`](Self::finish).
pub struct Records<'txn> {
    table: Table<'txn, &'static str, &'static [u8]>,
    touched: HashMap<String, TouchedRecord>,
}

impl<'txn> Records<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            table: write.open_table(RECORDS)?,
            touched: HashMap::new(),
        })
    }

    /// A record, to be changed: an empty one where there is none.
    pub fn touch(&mut self, record: &str) -> Result<&mut StoredRecord, StoreFault> {
        if !self.touched.contains_key(record) {
            let stored = self.table.get(record)?;
            let stored = stored.map(|bytes| unpack_record(bytes.value()));
            let stored = stored.transpose()?;
            let touched = TouchedRecord {
                id: record.to_owned(),
                is_begun: stored.is_none(),
                stored: stored.unwrap_or_default(),
            };
            self.touched.insert(record.to_owned(), touched);
        }
        match self.touched.get_mut(record) {
            Some(touched) => Ok(&mut touched.stored),
            None => Err(StoreFault::Damaged(format!("{record} is lost"))),
        }
    }

    /// Puts a record in the place of what is there.
    pub fn replace(&mut self, record: &str, stored: StoredRecord) -> Result<(), StoreFault> {
        *self.touch(record)? = stored;
        Ok(())
    }

    /// Writes the touched records in their order; the tables that follow from
    /// them are the caller's to update.
    pub fn finish(mut self) -> Result<Touched, StoreFault> {
        let mut touched: Vec<_> = std::mem::take(&mut self.touched).into_values().collect();
        touched.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        let parts: Vec<_> = touched.chunks(PACKED_AT_ONCE).collect();
        take_ahead(&parts, |part| pack(part), |rows| self.write(rows))?;
        Ok(Touched(touched))
    }

    fn write(&mut self, rows: &[Row<'_>]) -> Result<(), StoreFault> {
        for (id, packed) in rows {
            match packed {
                Some(packed) => self.table.insert(*id, packed.as_slice())?,
                None => self.table.remove(*id)?,
            };
        }
        Ok(())
    }
}
