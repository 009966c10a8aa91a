//! The records of a transaction as they will be.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, Table, WriteTransaction};

use super::encoding::{StoredRecord, pack_record, unpack_record};
use super::fault::StoreFault;
use super::tables::RECORDS;

/// The records that a batch touched.
#[derive(Default)]
pub struct Touched {
    /// As they will be; empty ones are gone.
    pub records: BTreeMap<String, StoredRecord>,
    /// Those that were not there before.
    pub begun: BTreeSet<String>,
}

/// The records within a transaction. Nothing is written to their table before
/// [`finish`](Self::finish).
pub struct Records<'txn> {
    table: Table<'txn, &'static str, &'static [u8]>,
    touched: Touched,
}

impl<'txn> Records<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            table: write.open_table(RECORDS)?,
            touched: Touched::default(),
        })
    }

    /// A record, to be changed: an empty one where there is none.
    pub fn touch(&mut self, record: &str) -> Result<&mut StoredRecord, StoreFault> {
        let Touched { records, begun } = &mut self.touched;
        if !records.contains_key(record) {
            let stored = self.table.get(record)?;
            if stored.is_none() {
                begun.insert(record.to_owned());
            }
            let stored = stored.map(|bytes| unpack_record(bytes.value()));
            let stored = stored.transpose()?.unwrap_or_default();
            records.insert(record.to_owned(), stored);
        }
        match records.get_mut(record) {
            Some(record) => Ok(record),
            None => Err(StoreFault::Damaged(format!("{record} is lost"))),
        }
    }

    /// Puts a record in the place of what is there.
    pub fn replace(&mut self, record: &str, stored: StoredRecord) -> Result<(), StoreFault> {
        *self.touch(record)? = stored;
        Ok(())
    }

    /// Writes the touched records; the tables that follow from them are the
    /// caller's to update.
    pub fn finish(mut self) -> Result<Touched, StoreFault> {
        for (record, stored) in &self.touched.records {
            if stored.state.registers.is_empty() {
                self.table.remove(record.as_str())?;
            } else {
                self.table
                    .insert(record.as_str(), pack_record(stored).as_slice())?;
            }
        }
        Ok(self.touched)
    }
}
