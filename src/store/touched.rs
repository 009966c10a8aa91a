//! The records of a transaction as they will be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use redb::{ReadableTable, Table, WriteTransaction};

use super::encoding::{StoredRecord, pack_record, unpack_record};
use super::fault::StoreFault;
use super::tables::RECORDS;

/// The records that a batch touched.
pub struct Touched {
    /// As they will be; empty ones are gone.
    pub records: BTreeMap<String, StoredRecord>,
    /// Those that were not there before.
    pub begun: BTreeSet<String>,
}

/// A record that was touched, as it will be.
struct Touching {
    stored: StoredRecord,
    is_begun: bool,
}

/// The records within a transaction. Nothing is written to their table before
/// [`finish`](Self::finish).
pub struct Records<'txn> {
    table: Table<'txn, &'static str, &'static [u8]>,
    touched: HashMap<String, Touching>,
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
            let touching = Touching {
                is_begun: stored.is_none(),
                stored: stored.unwrap_or_default(),
            };
            self.touched.insert(record.to_owned(), touching);
        }
        match self.touched.get_mut(record) {
            Some(touching) => Ok(&mut touching.stored),
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
        let begun = self
            .touched
            .iter()
            .filter(|(_, touching)| touching.is_begun);
        let begun = begun.map(|(record, _)| record.clone()).collect();
        let touched = self.touched.into_iter();
        let records = touched.map(|(record, touching)| (record, touching.stored));
        let touched = Touched {
            records: records.collect(),
            begun,
        };
        for (record, stored) in &touched.records {
            if stored.state.registers.is_empty() {
                self.table.remove(record.as_str())?;
            } else {
                self.table
                    .insert(record.as_str(), pack_record(stored).as_slice())?;
            }
        }
        Ok(touched)
    }
}
