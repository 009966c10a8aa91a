//! Reading the book: records, their histories, what belongs to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadOnlyTable, ReadableTable, ReadableTableMetadata};

use super::derive::{after_nul, link_key};
use super::encoding::{StoredRecord, unpack_record};
use super::fault::StoreFault;
use super::log::read_log;
use super::merged::{Merges, members, merged_keys, stands_for};
use super::open::Store;
use super::past::{HistoryEntry, Past};
use super::rows::all_ranges;
use super::tables::{CONFLICTS, LINKS, RANGES, RECORDS};
use crate::domain::{RecordId, RecordKind};
use crate::ledger::op::Line;
use crate::ledger::{BookId, DeviceId, OpId, Ranges};

/// The tables in which merged models are looked up.
struct Book {
    records: ReadOnlyTable<&'static str, &'static [u8]>,
    links: ReadOnlyTable<&'static str, ()>,
}

impl Book {
    /// All that a model stands for; of any other record, nothing.
    fn members(&self, record: &str) -> Result<BTreeSet<String>, StoreFault> {
        match record.parse::<RecordId>() {
            Ok(id) if id.kind == RecordKind::Model => members(self, record),
            _ => Ok(BTreeSet::new()),
        }
    }
}

impl Merges for Book {
    fn record_of(&self, record: &str) -> Result<Option<Cow<'_, StoredRecord>>, StoreFault> {
        let stored = self.records.get(record)?;
        stored
            .map(|bytes| unpack_record(bytes.value()).map(Cow::Owned))
            .transpose()
    }

    fn merged_into(&self, model: &str) -> Result<Vec<String>, StoreFault> {
        let (start, end) = merged_keys(model);
        let mut sources = Vec::new();
        for entry in self.links.range(start.as_str()..end.as_str())? {
            let (key, _) = entry?;
            let source = key.value().split_once('\0');
            sources.extend(source.map(|(_, source)| source.to_owned()));
        }
        Ok(sources)
    }
}

impl Store {
    /// A record as it stands.
    ///
    /// # Errors
    /// What the disk says.
    pub fn record(&self, record: &str) -> Result<Option<StoredRecord>, StoreFault> {
        let read = if self.holds_change_of(record) {
            self.read()?
        } else {
            self.read_past_held()?
        };
        let records = read.open_table(RECORDS)?;
        records
            .get(record)?
            .map(|bytes| unpack_record(bytes.value()))
            .transpose()
    }

    /// Every record of a kind, taken-out ones too, in order of id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn records_of(
        &self,
        kind: RecordKind,
        mut each: impl FnMut(RecordId, StoredRecord),
    ) -> Result<(), StoreFault> {
        use crate::domain::Word;
        let read = self.read()?;
        let records = read.open_table(RECORDS)?;
        let (start, end) = (format!("{}:", kind.code()), format!("{};", kind.code()));
        for entry in records.range(start.as_str()..end.as_str())? {
            let (key, bytes) = entry?;
            if let Ok(id) = key.value().parse() {
                each(id, unpack_record(bytes.value())?);
            }
        }
        Ok(())
    }

    /// The records that belong to `parent`, taken-out ones too. To a model
    /// belongs also what belongs to those that it stands for.
    ///
    /// # Errors
    /// What the disk says.
    pub fn children(&self, parent: &str) -> Result<Vec<RecordId>, StoreFault> {
        let read = self.read()?;
        let book = Book {
            records: read.open_table(RECORDS)?,
            links: read.open_table(LINKS)?,
        };
        let mut parents = book.members(parent)?;
        parents.insert(parent.to_owned());
        let mut children = BTreeSet::new();
        for parent in &parents {
            let start = link_key(parent, "");
            for entry in book
                .links
                .range(start.as_str()..after_nul(parent).as_str())?
            {
                let (key, _) = entry?;
                let child = key.value().get(start.len()..);
                let child = child.and_then(|child| child.parse::<RecordId>().ok());
                children.extend(child.filter(|child| child.kind != RecordKind::Model));
            }
        }
        Ok(children.into_iter().collect())
    }

    /// The models that a model stands for, besides itself.
    ///
    /// # Errors
    /// What the disk says.
    pub fn merged(&self, model: RecordId) -> Result<Vec<RecordId>, StoreFault> {
        let read = self.read()?;
        let book = Book {
            records: read.open_table(RECORDS)?,
            links: read.open_table(LINKS)?,
        };
        let members = book.members(&model.to_string())?.into_iter();
        let others = members.filter_map(|member| member.parse().ok());
        Ok(others.filter(|other| *other != model).collect())
    }

    /// The model that stands for this one: itself, unless it was merged.
    ///
    /// # Errors
    /// What the disk says.
    pub fn stands_for(&self, model: RecordId) -> Result<RecordId, StoreFault> {
        let read = self.read()?;
        let book = Book {
            records: read.open_table(RECORDS)?,
            links: read.open_table(LINKS)?,
        };
        let stands = stands_for(&book, &model.to_string())?;
        Ok(stands.parse().unwrap_or(model))
    }

    /// Every `(record, field)` where people must choose.
    ///
    /// # Errors
    /// What the disk says.
    pub fn conflicts(&self) -> Result<Vec<(String, String)>, StoreFault> {
        let read = self.read()?;
        let conflicts = read.open_table(CONFLICTS)?;
        let mut all = Vec::new();
        for entry in conflicts.iter()? {
            let (key, _) = entry?;
            all.extend(
                key.value()
                    .split_once('\0')
                    .map(|(record, field)| (record.to_owned(), field.to_owned())),
            );
        }
        Ok(all)
    }

    /// How many fields wait for people to choose.
    ///
    /// # Errors
    /// What the disk says.
    pub fn conflict_count(&self) -> Result<u64, StoreFault> {
        Ok(self.read()?.open_table(CONFLICTS)?.len()?)
    }

    /// Every op of a record that is shown, earliest stamp first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn history(&self, record: &str) -> Result<Vec<HistoryEntry>, StoreFault> {
        self.past(record)?.history()
    }

    /// What was written in a record, to be looked into.
    ///
    /// # Errors
    /// What the disk says.
    pub fn past(&self, record: &str) -> Result<Past, StoreFault> {
        Past::of(&*self.read()?, record)
    }

    /// Lines of a chain, both ends included; missing ones are passed over.
    pub(super) fn lines(
        &self,
        book: BookId,
        device: DeviceId,
        from: u64,
        to: u64,
    ) -> Result<Vec<(OpId, Line)>, StoreFault> {
        let log = read_log(&*self.read()?)?;
        let lines = log.lines((book, device), from, to)?;
        lines
            .map(|line| {
                let line = line?;
                Ok((OpId::of_line(&line.bytes), Line::read(&line.bytes)?))
            })
            .collect()
    }

    /// What is there of every chain.
    ///
    /// # Errors
    /// What the disk says.
    pub fn ranges(&self) -> Result<BTreeMap<(BookId, DeviceId), Ranges>, StoreFault> {
        all_ranges(&self.read()?.open_table(RANGES)?)
    }
}
