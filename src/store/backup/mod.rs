//! The book as one file of its own: every table that is not derived, piece by
//! piece out of one snapshot, each piece hashed onto the one before it. What
//! is derived is left out and built anew when the book is restored.
//!
//! The file is [`MAGIC`], then frames (see [`frames`]): a head, rows of one
//! table at a time, and an end that says how many rows there were.

mod frames;
mod restore;

use std::ops::Bound;
use std::sync::Arc;

use redb::{Key, ReadTransaction, ReadableTableMetadata, TableDefinition, TableHandle, Value};
use serde::{Deserialize, Serialize};

use self::frames::{Sort, Writer, put_bytes};
use super::fault::StoreFault;
use super::open::{STORE_VERSION, Store};
use super::tables::for_each_kept;
use crate::ledger::DeviceId;

pub use frames::MAGIC;
pub use restore::{RESTORED, RestoreFault, Restored, Restoring};

/// A piece is closed after the row that makes it longer than this, in bytes.
const PIECE: usize = 1 << 20;

/// What a backup says of itself, before its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHead {
    /// Version of the tables, as [`STORE_VERSION`].
    pub store: u32,
    /// Milliseconds of Unix time.
    pub made_at: i64,
    pub device: DeviceId,
    /// Rows of all tables.
    pub rows: u64,
}

/// A backup being made: a snapshot of the store and how far it was read.
/// Others go on writing meanwhile.
pub struct Backup {
    read: Arc<ReadTransaction>,
    writer: Writer,
    head: BackupHead,
    next: Next,
    rows: u64,
}

/// What the next piece holds.
enum Next {
    Head,
    /// Rows of the kept table with this number, after this key.
    Rows {
        table: usize,
        after: Option<Vec<u8>>,
    },
    End,
    Nothing,
}

impl Store {
    /// Begins a backup of the store as it is now. `now` is milliseconds of
    /// Unix time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin_backup(&self, now: i64) -> Result<Backup, StoreFault> {
        let read = self.read()?;
        let mut rows = 0;
        for_each_kept!(table => { rows += read.open_table(table)?.len()?; });
        let head = BackupHead {
            store: STORE_VERSION,
            made_at: now,
            device: self.device(),
            rows,
        };
        Ok(Backup {
            read,
            writer: Writer::default(),
            head,
            next: Next::Head,
            rows: 0,
        })
    }
}

impl Backup {
    /// Rows that were read, and all rows.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows, self.head.rows)
    }

    /// The bytes that come next in the file; `None` after the last.
    ///
    /// # Errors
    /// What the disk says.
    pub fn piece(&mut self) -> Result<Option<Vec<u8>>, StoreFault> {
        match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Head => {
                self.next = Next::Rows {
                    table: 0,
                    after: None,
                };
                let head = serde_json::to_vec(&self.head)
                    .map_err(|fault| StoreFault::Io(fault.to_string()))?;
                let mut piece = MAGIC.to_vec();
                piece.extend(self.writer.frame(Sort::Head, &head));
                Ok(Some(piece))
            }
            Next::Rows { table, after } => self.rows(table, after).map(Some),
            Next::End => {
                let rows = self.rows.to_be_bytes();
                Ok(Some(self.writer.frame(Sort::End, &rows)))
            }
            Next::Nothing => Ok(None),
        }
    }

    fn rows(&mut self, wanted: usize, after: Option<Vec<u8>>) -> Result<Vec<u8>, StoreFault> {
        let mut tables = 0;
        let mut payload = Vec::new();
        let mut last = None;
        for_each_kept!(table => {
            if tables == wanted {
                put_bytes(&mut payload, table.name().as_bytes());
                last = read_rows(&self.read, table, after.as_deref(), &mut payload, &mut self.rows)?;
            }
            tables += 1;
        });
        self.next = match last {
            Some(key) => Next::Rows {
                table: wanted,
                after: Some(key),
            },
            None if wanted + 1 < tables => Next::Rows {
                table: wanted + 1,
                after: None,
            },
            None => Next::End,
        };
        Ok(self.writer.frame(Sort::Rows, &payload))
    }
}

/// Adds rows of a table to `payload` until the piece is full; gives the last
/// key then, `None` at the end of the table.
fn read_rows<K, V>(
    read: &ReadTransaction,
    table: TableDefinition<'static, K, V>,
    after: Option<&[u8]>,
    payload: &mut Vec<u8>,
    rows: &mut u64,
) -> Result<Option<Vec<u8>>, StoreFault>
where
    K: Key + 'static,
    V: Value + 'static,
{
    let table = read.open_table(table)?;
    let from = after.map_or(Bound::Unbounded, |key| Bound::Excluded(K::from_bytes(key)));
    for entry in table.range::<K::SelfType<'_>>((from, Bound::Unbounded))? {
        let (key, value) = entry?;
        let (key, value) = (key.value(), value.value());
        let key = K::as_bytes(&key);
        put_bytes(payload, key.as_ref());
        put_bytes(payload, V::as_bytes(&value).as_ref());
        *rows += 1;
        if payload.len() > PIECE {
            return Ok(Some(key.as_ref().to_vec()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
