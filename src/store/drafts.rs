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

    /// Drafts of before several officers shared a store become those of `officer`.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn give_drafts_to(&mut self, officer: &str) -> Result<(), StoreFault> {
        let mut old = Vec::new();
        for entry in self.read()?.open_table(DRAFTS)?.iter()? {
            let (key, bytes) = entry?;
            if !key.value().starts_with("officer:") {
                old.push((key.value().to_owned(), bytes.value().to_vec()));
            }
        }
        if old.is_empty() {
            return Ok(());
        }
        let write = self.begin()?;
        {
            let mut table = write.open_table(DRAFTS)?;
            for (key, bytes) in old {
                table.remove(key.as_str())?;
                table.insert(format!("{officer}/{key}").as_str(), bytes.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    /// Every draft whose key begins with `owner`, last saved first. One that
    /// cannot be read is left out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn drafts(&self, owner: &str) -> Result<Vec<StoredDraft>, StoreFault> {
        let read = self.read()?;
        let table = read.open_table(DRAFTS)?;
        let mut drafts: Vec<StoredDraft> = table
            .range::<&str>(owner..)?
            .map_while(Result::ok)
            .take_while(|(key, _)| key.value().starts_with(owner))
            .filter_map(|(_, bytes)| serde_json::from_slice(bytes.value()).ok())
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
