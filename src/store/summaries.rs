//! The models a part at a time, in order of their ids: for whoever reads a
//! large book bit by bit.

use std::ops::Bound;

use redb::{ReadableTable, ReadableTableMetadata};

use super::encoding::unpack_summary;
use super::fault::StoreFault;
use super::open::Store;
use super::tables::SUMMARIES;
use crate::domain::{ModelSummary, RecordId};

impl Store {
    /// The next `limit` models behind this one in order of id, or the first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summaries_after(
        &self,
        model: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<(RecordId, ModelSummary)>, StoreFault> {
        let read = self.read()?;
        let summaries = read.open_table(SUMMARIES)?;
        let after = model.map(|model| model.to_string());
        let start = after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let mut models = Vec::with_capacity(limit);
        for entry in summaries.range::<&str>((start, Bound::Unbounded))? {
            if models.len() == limit {
                break;
            }
            let (key, bytes) = entry?;
            if let Ok(id) = key.value().parse() {
                models.push((id, unpack_summary(bytes.value())?));
            }
        }
        Ok(models)
    }

    /// `limit` models from the one at `offset` on, in order of id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summaries_at(
        &self,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<(RecordId, ModelSummary)>, StoreFault> {
        let read = self.read()?;
        let summaries = read.open_table(SUMMARIES)?;
        let mut models = Vec::with_capacity(limit);
        for entry in summaries.iter()?.skip(offset).take(limit) {
            let (key, bytes) = entry?;
            if let Ok(id) = key.value().parse() {
                models.push((id, unpack_summary(bytes.value())?));
            }
        }
        Ok(models)
    }

    /// These models, but those that were taken out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summaries_of(
        &self,
        models: &[RecordId],
    ) -> Result<Vec<(RecordId, ModelSummary)>, StoreFault> {
        let read = self.read()?;
        let summaries = read.open_table(SUMMARIES)?;
        let mut found = Vec::with_capacity(models.len());
        for model in models {
            if let Some(bytes) = summaries.get(model.to_string().as_str())? {
                found.push((*model, unpack_summary(bytes.value())?));
            }
        }
        Ok(found)
    }

    /// How many models there are that were not taken out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summary_count(&self) -> Result<u64, StoreFault> {
        Ok(self.read()?.open_table(SUMMARIES)?.len()?)
    }
}
