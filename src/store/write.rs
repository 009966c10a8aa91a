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
use super::tables::{Bytes, LOCAL};
use crate::domain::schema::DELETED;
use crate::ledger::op::{Line, VERSION, Write};
use crate::ledger::segment::VerifiedLine;
use crate::ledger::{BookId, ChainHash, Clock, DeviceId, Op, OpId, Stamp};

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

/// A line of our own, with the chain's hash before it.
pub(super) struct OwnLine {
    pub op: Op,
    pub id: OpId,
    pub bytes: Vec<u8>,
    pub before: ChainHash,
    pub after: ChainHash,
}

/// Last position of each of our chains, and the hash after it.
pub(super) type Ends = BTreeMap<BookId, (u64, ChainHash)>;

impl OwnLine {
    /// Where our chain ends after it.
    pub(super) fn end(&self) -> (u64, ChainHash) {
        (self.op.seq, self.after)
    }
}

/// Makes a line of a change, over the record as it stands, after the `end` of
/// our chain.
pub(super) fn compose(
    change: &RecordChange,
    stands: Option<&StoredRecord>,
    doer: Doer<'_>,
    device: DeviceId,
    at: Stamp,
    (last, before): (u64, ChainHash),
) -> Result<OwnLine, StoreFault> {
    let mut op = op_of(change, doer.book, doer.by, at, last + 1, device);
    op.set
        .extend(stands.and_then(|stored| still_stands(change, stored)));
    let bytes = op.to_line()?;
    Ok(OwnLine {
        id: OpId::of_line(&bytes),
        after: before.then(&bytes),
        op,
        bytes,
        before,
    })
}

/// Puts a line of our own into the log.
pub(super) fn put(batch: &mut Batch<'_>, line: OwnLine) -> Result<(), StoreFault> {
    let before = line.before;
    let line = VerifiedLine {
        id: line.id,
        bytes: &line.bytes,
        line: Line::Known(line.op),
        after: line.after,
    };
    batch.add(&line, before).map(|_| ())
}

/// Where lines of ours stand that follow each other in their books.
#[derive(Default)]
pub(super) struct OwnRanges(BTreeMap<BookId, OwnRange>);

impl OwnRanges {
    pub(super) fn note(&mut self, op: &Op) {
        let fresh = OwnRange {
            book: op.book,
            device: op.dev,
            from: op.seq,
            to: op.seq,
        };
        self.0.entry(op.book).or_insert(fresh).to = op.seq;
    }

    pub(super) fn all(self) -> Vec<OwnRange> {
        self.0.into_values().collect()
    }
}

impl Store {
    /// Writes changes inside a transaction. Each record's change goes to the
    /// book that the record lives in, a new record's to that of `doer`.
    pub(super) fn write_changes(
        &self,
        write: &WriteTransaction,
        doer: Doer<'_>,
        changes: &[RecordChange],
        report: &dyn Fn(u64, u64),
    ) -> Result<Written, StoreFault> {
        let mut clock = Clock::after(last_stamp(&write.open_table(LOCAL)?)?);
        let mut written = Written::default();
        let mut ranges = OwnRanges::default();
        let mut batch = Batch::open(write, self.device())?;
        let device = self.device();
        for (done, change) in changes.iter().enumerate() {
            let there = batch.record(&change.record)?;
            let book = there.and_then(|stored| stored.home).unwrap_or(doer.book);
            let end = batch.end(book, device)?;
            let there = batch.record(&change.record)?;
            let line = compose(
                change,
                there,
                doer.in_book(book),
                device,
                clock.tick(doer.now),
                end,
            )?;
            written.ops.push(line.id);
            ranges.note(&line.op);
            put(&mut batch, line)?;
            if done % 512 == 0 {
                report(done as u64, changes.len() as u64);
            }
        }
        written.models = derive::follow(write, &batch.finish()?)?;
        keep_clock(write, clock.last())?;
        written.ranges = ranges.all();
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
        self.write_changes(&write, doer, changes, &|_, _| {})?;
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
        let mut clock = Clock::after(last_stamp(&write.open_table(LOCAL)?)?);
        for &stamp in seen {
            clock.observe(stamp, now);
        }
        keep_clock(write, clock.last())
    }
}

/// The latest stamp that was written or seen.
pub(super) fn last_stamp(local: &impl ReadableTable<Bytes, Bytes>) -> Result<Stamp, StoreFault> {
    let stored = local.get(CLOCK_KEY)?;
    let text = stored.and_then(|bytes| {
        std::str::from_utf8(bytes.value())
            .ok()
            .and_then(|text| text.parse().ok())
    });
    Ok(text.unwrap_or_default())
}

pub(super) fn keep_clock(write: &WriteTransaction, last: Stamp) -> Result<(), StoreFault> {
    write
        .open_table(LOCAL)?
        .insert(CLOCK_KEY, last.to_string().as_bytes())?;
    Ok(())
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

fn op_of(change: &RecordChange, book: BookId, by: &str, at: Stamp, seq: u64, dev: DeviceId) -> Op {
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
        by: by.into(),
        rec: change.record.clone(),
        set,
    }
}
