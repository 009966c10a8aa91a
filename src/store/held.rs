//! Deeds that are done and wait for their trip to the disk, to make it
//! together. Their lines are written out already, so that whoever did them can
//! be told their ops; what they change is in no table yet. Whoever reads a
//! table puts them there first.

use std::collections::BTreeSet;
use std::mem;
use std::sync::{MutexGuard, PoisonError};

use redb::{Durability, WriteTransaction};
use serde_json::Value;

use super::apply::Batch;
use super::derive;
use super::drafts;
use super::fault::StoreFault;
use super::journal::{Doer, JournalEntry, write_deed};
use super::log::read_log;
use super::open::Store;
use super::rows::read_ranges;
use super::tables::{LOCAL, RANGES, chain_key};
use super::write::{Ends, OwnLine, OwnRanges, RecordChange, compose, keep_clock, last_stamp, put};
use crate::ledger::{BookId, ChainHash, Clock, OpId};

/// What is held.
#[derive(Default)]
pub(super) struct Held {
    deeds: Vec<HeldDeed>,
    /// The records that they change.
    records: BTreeSet<String>,
    /// Our chains and our clock after them.
    ends: Ends,
    clock: Option<Clock>,
    /// Models whose summaries may have changed since somebody asked.
    models: BTreeSet<String>,
    /// Why deeds that were held will never be on disk.
    lost: Option<StoreFault>,
}

impl Held {
    /// Whether deeds wait to be put into the tables.
    fn waits(&self) -> Result<bool, StoreFault> {
        match &self.lost {
            Some(fault) => Err(fault.clone()),
            None => Ok(!self.deeds.is_empty()),
        }
    }
}

struct HeldDeed {
    entry: JournalEntry,
    lines: Vec<OwnLine>,
    /// Goes with it.
    draft: Option<String>,
}

impl Store {
    /// Does a short deed: it is seen at once by whoever reads this store, and on
    /// disk when it is [settled](Self::settle). `draft` is dropped with it.
    ///
    /// # Errors
    /// Nothing was done.
    pub fn hold_deed(
        &mut self,
        doer: Doer<'_>,
        deed: Value,
        changes: &[RecordChange],
        draft: Option<&str>,
    ) -> Result<Vec<OpId>, StoreFault> {
        let records: BTreeSet<&str> = changes.iter().map(|change| &*change.record).collect();
        if records.len() < changes.len() {
            // A later change builds on an earlier one.
            let written = self.do_deed(doer, deed, changes, draft, &|_, _| {})?;
            self.held().models.extend(written.models);
            return Ok(written.ops);
        }
        if records.iter().any(|record| self.holds_change_of(record)) {
            self.write_held()?;
        }
        let (lines, ends, clock) = self.compose_deed(doer, changes)?;
        let ops = lines.iter().map(|line| line.id).collect();
        let mut ranges = OwnRanges::default();
        lines.iter().for_each(|line| ranges.note(&line.op));
        let entry = JournalEntry::done(doer, deed, ranges.all());
        let mut held = self.held();
        held.records.extend(records.into_iter().map(str::to_owned));
        held.deeds.push(HeldDeed {
            entry,
            lines,
            draft: draft.map(str::to_owned),
        });
        held.ends = ends;
        held.clock = Some(clock);
        Ok(ops)
    }

    /// The lines of a deed, over the records as they stand, and our chains and
    /// our clock after them.
    fn compose_deed(
        &self,
        doer: Doer<'_>,
        changes: &[RecordChange],
    ) -> Result<(Vec<OwnLine>, Ends, Clock), StoreFault> {
        let (mut ends, clock) = {
            let held = self.held();
            (held.ends.clone(), held.clock)
        };
        let mut clock = match clock {
            Some(clock) => clock,
            None => Clock::after(last_stamp(&self.read_past_held()?.open_table(LOCAL)?)?),
        };
        let mut lines = Vec::new();
        for change in changes {
            let there = self.record(&change.record)?;
            let there = there.filter(|stored| !stored.state.registers.is_empty());
            let book = there.as_ref().and_then(|stored| stored.home);
            let book = book.unwrap_or(doer.book);
            let end = match ends.get(&book) {
                Some(end) => *end,
                None => self.own_end(book)?,
            };
            let line = compose(
                change,
                there.as_ref(),
                doer.in_book(book),
                self.device(),
                clock.tick(doer.now),
                end,
            )?;
            ends.insert(book, line.end());
            lines.push(line);
        }
        Ok((lines, ends, clock))
    }

    /// Last position of our chain in a book, and the hash after it.
    fn own_end(&self, book: BookId) -> Result<(u64, ChainHash), StoreFault> {
        let read = self.read_past_held()?;
        let stored = read
            .open_table(RANGES)?
            .get(chain_key(book, self.device()).as_slice())?
            .map(|bytes| read_ranges(bytes.value()))
            .transpose()?;
        let last = stored.unwrap_or_default().last();
        let hash = read_log(&read)?.hash_at((book, self.device()), last)?;
        let hash = hash.ok_or_else(|| StoreFault::Damaged("our own chain has a gap".into()))?;
        Ok((last, hash))
    }

    /// What is held; nobody else waits for it.
    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a record is not in its table as it stands.
    pub(super) fn holds_change_of(&self, record: &str) -> bool {
        self.held().records.contains(record)
    }

    /// The models whose summaries may have changed since this was last asked.
    ///
    /// # Errors
    /// What the disk says; deeds that were held are lost then.
    pub fn take_changed_models(&mut self) -> Result<BTreeSet<String>, StoreFault> {
        self.write_held()?;
        Ok(mem::take(&mut self.held().models))
    }

    /// Puts what is held into the tables. It is on disk when it is settled.
    pub(super) fn write_held(&self) -> Result<(), StoreFault> {
        if !self.held().waits()? {
            return Ok(());
        }
        let mut write = self.begin_past_held()?;
        write
            .set_durability(Durability::None)
            .map_err(|fault| StoreFault::Io(fault.to_string()))?;
        self.write_held_in(&write)?;
        let committed = write.commit().map_err(StoreFault::from);
        self.held().lost = committed.as_ref().err().cloned();
        committed
    }

    /// Puts what is held into the tables of a transaction, which must be
    /// committed then.
    pub(super) fn write_held_in(&self, write: &WriteTransaction) -> Result<(), StoreFault> {
        let held = {
            let mut held = self.held();
            if !held.waits()? {
                return Ok(());
            }
            let (models, taken) = (mem::take(&mut held.models), mem::take(&mut *held));
            held.models = models;
            // Until it is in the tables: a page that makes the engine panic
            // must not make deeds forgotten.
            held.lost = Some(StoreFault::Poisoned);
            taken
        };
        let done = self.put_deeds(write, held);
        let mut now = self.held();
        now.lost = done.as_ref().err().cloned();
        now.models.extend(done?);
        Ok(())
    }

    fn put_deeds(
        &self,
        write: &WriteTransaction,
        held: Held,
    ) -> Result<BTreeSet<String>, StoreFault> {
        let mut batch = Batch::open(write, self.device())?;
        for deed in held.deeds {
            for line in deed.lines {
                put(&mut batch, line)?;
            }
            if let Some(key) = &deed.draft {
                drafts::drop_in(write, key)?;
            }
            write_deed(write, &deed.entry)?;
        }
        let models = derive::follow(write, &batch.finish()?)?;
        if let Some(clock) = &held.clock {
            keep_clock(write, clock.last())?;
        }
        Ok(models)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RecordId, RecordKind};
    use crate::store::FieldChange;
    use serde_json::json;
    use tempfile::TempDir;

    const DOER: Doer<'static> = Doer {
        book: BookId(uuid::Uuid::from_u128(3)),
        by: "officer:01980000-0000-7000-8000-000000000001",
        now: 1_700_000_000_000,
    };

    fn write(record: &str, text: &str, over: &[OpId]) -> RecordChange {
        RecordChange {
            record: record.to_owned(),
            fields: vec![FieldChange {
                field: "text".into(),
                value: text.into(),
                over: over.to_vec(),
            }],
        }
    }

    fn note(number: u128) -> String {
        RecordId::new(RecordKind::Note, uuid::Uuid::from_u128(number)).to_string()
    }

    fn text_of(store: &Store, record: &str) -> Option<Value> {
        let stored = store.record(record).unwrap()?;
        stored.state.shown().remove("text")
    }

    #[test]
    fn what_is_held_is_seen_at_once_and_on_disk_when_it_is_settled() {
        let folder = TempDir::new().unwrap();
        let (path, copy) = (folder.path().join("a"), folder.path().join("copy"));
        let mut store = Store::create(&path, [1; 32]).unwrap();
        store.commit_together();
        let (first, second) = (note(1), note(2));
        let ops = store
            .hold_deed(DOER, json!(1), &[write(&first, "Ghe về bến", &[])], None)
            .unwrap();
        store
            .hold_deed(DOER, json!(2), &[write(&second, "Rác về bờ", &[])], None)
            .unwrap();
        // The same record again: over what is held.
        let again = [write(&first, "Ghe đã về bến", &ops)];
        store.hold_deed(DOER, json!(3), &again, None).unwrap();
        assert_eq!(text_of(&store, &first), Some("Ghe đã về bến".into()));
        assert_eq!(store.history(&first).unwrap().len(), 2);
        std::fs::copy(&path, &copy).unwrap();
        assert_eq!(text_of(&Store::open(&copy).unwrap(), &first), None);

        store.settle(1, &[]).unwrap();
        std::fs::copy(&path, &copy).unwrap();
        let mut crashed = Store::open(&copy).unwrap();
        assert_eq!(text_of(&crashed, &first), Some("Ghe đã về bến".into()));
        assert_eq!(text_of(&crashed, &second), Some("Rác về bờ".into()));
        assert_eq!(crashed.check(&|_, _| {}).unwrap().faults, [] as [&str; 0]);
        let undone = crashed.undo(DOER).unwrap().unwrap();
        assert_eq!(undone.deed, json!(3));
        assert_eq!(text_of(&crashed, &first), Some("Ghe về bến".into()));
    }

    #[test]
    fn held_deeds_go_before_whatever_is_written_after_them() {
        let folder = TempDir::new().unwrap();
        let mut store = Store::create(&folder.path().join("a"), [1; 32]).unwrap();
        store.commit_together();
        let (first, second) = (note(1), note(2));
        store
            .hold_deed(DOER, json!(1), &[write(&first, "trước", &[])], None)
            .unwrap();
        let long = [write(&second, "sau", &[])];
        let written = store
            .do_deed(DOER, json!(2), &long, None, &|_, _| {})
            .unwrap();
        assert_eq!((written.ranges[0].from, written.ranges[0].to), (2, 2));
        // Two changes of one record are one deed, the later over the earlier.
        let both = [write(&first, "một", &[]), write(&first, "hai", &[])];
        store.hold_deed(DOER, json!(3), &both, None).unwrap();
        store.settle(1, &[]).unwrap();
        let checked = store.check(&|_, _| {}).unwrap();
        assert_eq!((checked.ops, checked.faults), (4, Vec::new()));
    }
}
