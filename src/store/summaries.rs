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
    /// Every model that was not taken out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summaries(
        &self,
        mut each: impl FnMut(RecordId, ModelSummary),
    ) -> Result<(), StoreFault> {
        let read = self.read()?;
        let summaries = read.open_table(SUMMARIES)?;
        for entry in summaries.iter()? {
            let (key, bytes) = entry?;
            if let Ok(id) = key.value().parse() {
                each(id, unpack_summary(bytes.value())?);
            }
        }
        Ok(())
    }

    /// One model, unless it was taken out.
    ///
    /// # Errors
    /// What the disk says.
    pub fn summary(&self, model: RecordId) -> Result<Option<ModelSummary>, StoreFault> {
        let read = self.read()?;
        let summaries = read.open_table(SUMMARIES)?;
        summaries
            .get(model.to_string().as_str())?
            .map(|bytes| unpack_summary(bytes.value()))
            .transpose()
    }

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
        let mut models = Vec::new();
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
        let mut models = Vec::new();
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tempfile::TempDir;

    use super::*;
    use crate::domain::RecordKind;
    use crate::ledger::BookId;
    use crate::store::{Doer, FieldChange, RecordChange};

    #[test]
    fn a_page_without_end_holds_what_there_is() {
        let folder = TempDir::new().unwrap();
        let mut store = Store::create(&folder.path().join("a"), [1; 32]).unwrap();
        let doer = Doer {
            book: BookId(uuid::Uuid::from_u128(3)),
            by: "officer:01980000-0000-7000-8000-000000000001",
            now: 0,
        };
        let change = RecordChange {
            record: RecordId::new(RecordKind::Model, uuid::Uuid::from_u128(1)).to_string(),
            fields: vec![FieldChange {
                field: "name".into(),
                value: json!("Ghe về bến"),
                over: Vec::new(),
            }],
        };
        store
            .do_deed(doer, json!(1), &[change], None, &|_, _| {})
            .unwrap();
        assert_eq!(store.summaries_at(0, usize::MAX).unwrap().len(), 1);
        assert_eq!(store.summaries_after(None, usize::MAX).unwrap().len(), 1);
    }
}
