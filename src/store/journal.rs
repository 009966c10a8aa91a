//! What this installation did, deed by deed, so that it can be taken back.
//! Taking back writes new ops; the log never loses a line.

use std::collections::BTreeSet;

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafts;
use super::fault::StoreFault;
use super::open::Store;
use super::tables::JOURNAL;
use super::write::{RecordChange, Written};
use crate::ledger::{BookId, DeviceId};

/// Positions of a chain of ours in a book, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRange {
    pub book: BookId,
    /// The id that this installation had then.
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
}

/// Whether a deed stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeedState {
    Done,
    /// Taken back by these lines.
    Undone(Vec<OwnRange>),
    /// Taken back, and something else was done since.
    Gone,
}

/// One deed of an officer at this installation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// What it was, in the words of `service`.
    pub deed: Value,
    /// Record id of the officer.
    pub by: String,
    /// Milliseconds of Unix time.
    pub at: i64,
    pub ranges: Vec<OwnRange>,
    pub state: DeedState,
}

impl JournalEntry {
    /// A deed that stands.
    pub(super) fn done(doer: Doer<'_>, deed: Value, ranges: Vec<OwnRange>) -> Self {
        Self {
            deed,
            by: doer.by.to_owned(),
            at: doer.now,
            ranges,
            state: DeedState::Done,
        }
    }
}

/// Who does something, when, and which book new records go to.
#[derive(Debug, Clone, Copy)]
pub struct Doer<'a> {
    pub book: BookId,
    /// Record id of the officer.
    pub by: &'a str,
    /// Milliseconds of Unix time.
    pub now: i64,
}

impl<'a> Doer<'a> {
    /// The same, for a record that lives in `book`.
    pub(super) fn in_book(self, book: BookId) -> Self {
        Doer { book, ..self }
    }
}

/// A deed taken back or done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Reversed {
    pub deed: Value,
    /// `record/field` changed since by somebody: left as they are.
    pub left: Vec<String>,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
    /// What was written.
    pub changes: Vec<RecordChange>,
}

impl Store {
    /// Writes changes as one deed, in one transaction; `draft` is dropped with it.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn do_deed(
        &mut self,
        doer: Doer<'_>,
        deed: Value,
        changes: &[RecordChange],
        draft: Option<&str>,
        report: &dyn Fn(u64, u64),
    ) -> Result<Written, StoreFault> {
        let write = self.begin()?;
        let written = self.write_changes(&write, doer, changes, report)?;
        if let Some(key) = draft {
            drafts::drop_in(&write, key)?;
        }
        let entry = JournalEntry::done(doer, deed, written.ranges.clone());
        write_deed(&write, &entry)?;
        write.commit()?;
        Ok(written)
    }

    /// The deed that undo would take back, and the one that redo would do again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn reversible(
        &self,
        by: &str,
    ) -> Result<(Option<JournalEntry>, Option<JournalEntry>), StoreFault> {
        let (undo, redo) = (self.last_done(by)?, self.first_undone(by)?);
        Ok((undo.map(|(_, entry)| entry), redo.map(|(_, entry)| entry)))
    }

    fn last_done(&self, by: &str) -> Result<Option<(u64, JournalEntry)>, StoreFault> {
        let is_done = |entry: &JournalEntry| entry.by == by && entry.state == DeedState::Done;
        self.find_entry(is_done, Search::FromLast)
    }

    fn first_undone(&self, by: &str) -> Result<Option<(u64, JournalEntry)>, StoreFault> {
        let is_undone =
            |entry: &JournalEntry| entry.by == by && matches!(entry.state, DeedState::Undone(_));
        self.find_entry(is_undone, Search::FromFirst)
    }

    /// What taking the last deed of `by` back would write.
    ///
    /// # Errors
    /// What the disk says.
    pub fn would_undo(&self, by: &str) -> Result<Vec<RecordChange>, StoreFault> {
        let Some((_, entry)) = self.last_done(by)? else {
            return Ok(Vec::new());
        };
        Ok(self.reversal(by, &entry.ranges)?.changes)
    }

    /// What doing again what `by` last took back would write.
    ///
    /// # Errors
    /// What the disk says.
    pub fn would_redo(&self, by: &str) -> Result<Vec<RecordChange>, StoreFault> {
        let Some((_, entry)) = self.first_undone(by)? else {
            return Ok(Vec::new());
        };
        let DeedState::Undone(ranges) = entry.state else {
            return Ok(Vec::new());
        };
        Ok(self.reversal(by, &ranges)?.changes)
    }

    /// Takes the last deed of `doer` back. `None` when there is nothing.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn undo(&mut self, doer: Doer<'_>) -> Result<Option<Reversed>, StoreFault> {
        let Some((number, entry)) = self.last_done(doer.by)? else {
            return Ok(None);
        };
        let ranges = entry.ranges.clone();
        self.reverse(doer, number, entry, &ranges, DeedState::Undone)
    }

    /// Does again what was last taken back.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn redo(&mut self, doer: Doer<'_>) -> Result<Option<Reversed>, StoreFault> {
        let Some((number, mut entry)) = self.first_undone(doer.by)? else {
            return Ok(None);
        };
        let DeedState::Undone(ranges) = std::mem::replace(&mut entry.state, DeedState::Done) else {
            return Ok(None);
        };
        self.reverse(doer, number, entry, &ranges, |_| DeedState::Done)
    }

    fn reverse(
        &mut self,
        doer: Doer<'_>,
        number: u64,
        mut entry: JournalEntry,
        ranges: &[OwnRange],
        state: impl Fn(Vec<OwnRange>) -> DeedState,
    ) -> Result<Option<Reversed>, StoreFault> {
        let reversal = self.reversal(doer.by, ranges)?;
        let write = self.begin()?;
        let written = self.write_changes(&write, doer, &reversal.changes, &|_, _| {})?;
        let again = state(written.ranges.clone());
        let models = written.models;
        if again == DeedState::Done {
            entry.ranges = written.ranges;
        }
        entry.state = again;
        write
            .open_table(JOURNAL)?
            .insert(number, encode(&entry).as_slice())?;
        write.commit()?;
        Ok(Some(Reversed {
            deed: entry.deed,
            left: reversal.left,
            models,
            changes: reversal.changes,
        }))
    }

    fn find_entry(
        &self,
        fits: impl Fn(&JournalEntry) -> bool,
        search: Search,
    ) -> Result<Option<(u64, JournalEntry)>, StoreFault> {
        let read = self.read()?;
        let journal = read.open_table(JOURNAL)?;
        let mut entries = journal.iter()?;
        loop {
            let next = match search {
                Search::FromFirst => entries.next(),
                Search::FromLast => entries.next_back(),
            };
            let Some(entry) = next else { return Ok(None) };
            let (number, bytes) = entry?;
            let entry = decode(bytes.value())?;
            if fits(&entry) {
                return Ok(Some((number.value(), entry)));
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Search {
    FromFirst,
    FromLast,
}

/// Writes a deed that was done; it ends what could have been done again.
pub(super) fn write_deed(write: &WriteTransaction, entry: &JournalEntry) -> Result<(), StoreFault> {
    let mut journal = write.open_table(JOURNAL)?;
    let mut gone = Vec::new();
    for stored in journal.iter()?.rev() {
        let (number, bytes) = stored?;
        let stored = decode(bytes.value())?;
        if stored.by != entry.by {
            continue;
        }
        match stored.state {
            DeedState::Undone(_) => gone.push((
                number.value(),
                JournalEntry {
                    state: DeedState::Gone,
                    ..stored
                },
            )),
            DeedState::Done | DeedState::Gone => break,
        }
    }
    for (number, entry) in gone {
        journal.insert(number, encode(&entry).as_slice())?;
    }
    let number = journal.last()?.map_or(0, |(number, _)| number.value()) + 1;
    journal.insert(number, encode(entry).as_slice())?;
    Ok(())
}

fn encode(entry: &JournalEntry) -> Vec<u8> {
    serde_json::to_vec(entry).unwrap_or_default()
}

fn decode(bytes: &[u8]) -> Result<JournalEntry, StoreFault> {
    serde_json::from_slice(bytes).map_err(|fault| StoreFault::Damaged(format!("journal: {fault}")))
}
