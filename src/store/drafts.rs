//! What is being typed, committed while it is typed.

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::StoreFault;
use super::open::Store;
use super::tables::DRAFTS;

/// A draft as kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredDraft {
    /// Milliseconds of Unix time.
    pub saved: i64,
    /// The draft, in the words of `service`.
    pub draft: Value,
}

impl Store {
    /// Keeps a draft under its key; committed when this returns.
    ///
    /// # Errors
    /// The draft kept before is still there.
    pub fn save_draft(&mut self, key: &str, draft: &StoredDraft) -> Result<(), StoreFault> {
        let write = self.begin()?;
        let bytes = serde_json::to_vec(draft).map_err(|fault| StoreFault::Io(fault.to_string()))?;
        write.open_table(DRAFTS)?.insert(key, bytes.as_slice())?;
        Ok(write.commit()?)
    }

    /// Drops a draft.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drop_draft(&mut self, key: &str) -> Result<(), StoreFault> {
        let write = self.begin()?;
        drop_in(&write, key)?;
        Ok(write.commit()?)
    }

    /// Every draft, last saved first. One that cannot be read is left out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drafts(&self) -> Result<Vec<StoredDraft>, StoreFault> {
        let read = self.read()?;
        let table = read.open_table(DRAFTS)?;
        let mut drafts: Vec<StoredDraft> = table
            .iter()?
            .filter_map(|entry| {
                entry
                    .ok()
                    .and_then(|(_, bytes)| serde_json::from_slice(bytes.value()).ok())
            })
            .collect();
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved));
        Ok(drafts)
    }
}

/// Drops a draft inside a transaction.
pub(super) fn drop_in(write: &WriteTransaction, key: &str) -> Result<(), StoreFault> {
    write.open_table(DRAFTS)?.remove(key)?;
    Ok(())
}
