//! This installation's own changes: made into lines, added and committed.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, WriteTransaction};
use serde_json::Value;

use super::apply::Batch;
use super::derive;
use super::encoding::StoredRecord;
use super::fault::StoreFault;
use super::journal::{Doer, OwnRange};
use super::open::Store;
use super::tables::LOCAL;
use crate::domain::schema::DELETED;
use crate::ledger::op::{Line, VERSION, Write};
use crate::ledger::segment::VerifiedLine;
use crate::ledger::{BookId, Clock, Op, OpId, Stamp};

/// A value for a field over the values its author saw there.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    pub field: String,
    pub value: Value,
    pub over: Vec<OpId>,
}

/// A change of one record: one op.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordChange {
    pub record: String,
    pub fields: Vec<FieldChange>,
}

/// What a transaction wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    pub ops: Vec<OpId>,
    pub ranges: Vec<OwnRange>,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
}

const CLOCK_KEY: &[u8] = b"clock";

impl Store {
    /// Writes changes inside a transaction. Each record's change goes to the
    /// book that the record lives in, a new record's to `book`.
    pub(super) fn write_changes(
        &self,
        write: &WriteTransaction,
        book: BookId,
        by: &str,
        now: i64,
        changes: &[RecordChange],
        report: &dyn Fn(u64, u64),
    ) -> Result<Written, StoreFault> {
        let mut clock = Clock::after(last_stamp(write)?);
        let mut ranges: BTreeMap<BookId, OwnRange> = BTreeMap::new();
        let mut written = Written::default();
        let mut batch = Batch::open(write, self.device())?;
        let device = self.device();
        for (done, change) in changes.iter().enumerate() {
            let there = batch.record(&change.record)?;
            let book = there.and_then(|stored| stored.home).unwrap_or(book);
            let stands = there.and_then(|stored| still_stands(change, stored));
            let seq = batch.last(book, device)? + 1;
            let before = batch.hash_at(book, device, seq - 1)?;
            let before =
                before.ok_or_else(|| StoreFault::Damaged("our own chain has a gap".into()))?;
            let mut op = op_of(change, book, by, clock.tick(now), seq, device);
            op.set.extend(stands);
            let bytes = op.to_line()?;
            let line = VerifiedLine {
                id: OpId::of_line(&bytes),
                bytes: &bytes,
                line: Line::Known(op),
                after: before.then(&bytes),
            };
            batch.add(&line, before)?;
            written.ops.push(line.id);
            ranges
                .entry(book)
                .or_insert(OwnRange {
                    book,
                    device,
                    from: seq,
                    to: seq,
                })
                .to = seq;
            if done % 512 == 0 {
                report(done as u64, changes.len() as u64);
            }
        }
        let touched = batch.finish()?;
        written.models = derive::follow(write, &touched)?;
        let last = clock.last();
        write
            .open_table(LOCAL)?
            .insert(CLOCK_KEY, last.to_string().as_bytes())?;
        written.ranges = ranges.into_values().collect();
        Ok(written)
    }

    /// Writes the first records of a book and remembers officer and book, in
    /// one transaction. It is not a deed: there is nothing before it.
    ///
    /// # Errors
    /// Nothing was written.
    pub fn open_book(
        &mut self,
        doer: Doer<'_>,
        changes: &[RecordChange],
    ) -> Result<(), StoreFault> {
        let write = self.begin()?;
        self.write_changes(&write, doer.book, doer.by, doer.now, changes, &|_, _| {})?;
        Self::set(&write, "book", &doer.book.to_string())?;
        Self::set(&write, "officer", doer.by)?;
        Ok(write.commit()?)
    }

    /// Takes note of the latest stamp of imported lines.
    pub(super) fn observe(
        write: &WriteTransaction,
        seen: &[Stamp],
        now: i64,
    ) -> Result<(), StoreFault> {
        let mut clock = Clock::after(last_stamp(write)?);
        for &stamp in seen {
            clock.observe(stamp, now);
        }
        let last = clock.last();
        write
            .open_table(LOCAL)?
            .insert(CLOCK_KEY, last.to_string().as_bytes())?;
        Ok(())
    }
}

fn last_stamp(write: &WriteTransaction) -> Result<Stamp, StoreFault> {
    let local = write.open_table(LOCAL)?;
    let stored = local.get(CLOCK_KEY)?;
    let text = stored.and_then(|bytes| {
        std::str::from_utf8(bytes.value())
            .ok()
            .and_then(|text| text.parse().ok())
    });
    Ok(text.unwrap_or_default())
}

/// A change of a record says that the record stands, where its author saw it
/// stand: taking out against correcting is then two values of one field, for
/// people to choose from.
fn still_stands(change: &RecordChange, stored: &StoredRecord) -> Option<(String, Write)> {
    let speaks_of_it = change.fields.iter().any(|field| field.field == DELETED);
    let register = stored.state.register(DELETED);
    let live = register.map(|register| register.live()).unwrap_or_default();
    if speaks_of_it || live.iter().any(|value| value.value == Value::Bool(true)) {
        return None;
    }
    let over = live.iter().map(|value| value.op).collect();
    let to = Value::Null;
    Some((DELETED.to_owned(), Write { to, over }))
}

fn op_of(
    change: &RecordChange,
    book: BookId,
    by: &str,
    at: Stamp,
    seq: u64,
    dev: crate::ledger::DeviceId,
) -> Op {
    let set = change
        .fields
        .iter()
        .map(|field| {
            (
                field.field.clone(),
                Write {
                    to: field.value.clone(),
                    over: field.over.clone(),
                },
            )
        })
        .collect();
    Op {
        v: VERSION,
        book,
        dev,
        seq,
        at,
        by: by.to_owned(),
        rec: change.record.clone(),
        set,
    }
}
