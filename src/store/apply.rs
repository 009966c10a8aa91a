//! One transaction over the log: lines go in, the derived tables follow.
//! The only place that writes log and registers, so that own changes, imported
//! lines and a rebuild cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, Table, WriteTransaction};

use super::encoding::{StoredRecord, pack_record, unpack_record};
use super::fault::StoreFault;
use super::tables::{
    BEFORE, FORKS, HISTORY, IDS, LOG, PlaceKey, RANGES, RECORDS, chain_key, chain_of, history_end,
    history_key, history_start, op_of_history, place_key,
};
use crate::ledger::op::{Envelope, Line};
use crate::ledger::{BookId, ChainHash, DeviceId, Op, OpId, Ranges, RecordState};

type ByteTable<'txn> = Table<'txn, &'static [u8], &'static [u8]>;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    New,
    /// It was there, byte for byte.
    Known,
    /// Another line of the same device stands at its place: kept beside it.
    Forked,
}

/// Where a line of the log stands: in its device's chain, or beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    Chain,
    Fork,
}

/// An open change of log and registers. Nothing is written to the records
/// before [`finish`](Self::finish), nothing to disk before the commit.
pub struct Batch<'txn> {
    log: ByteTable<'txn>,
    forks: ByteTable<'txn>,
    ids: ByteTable<'txn>,
    history: ByteTable<'txn>,
    ranges: ByteTable<'txn>,
    before: ByteTable<'txn>,
    records: Table<'txn, &'static str, &'static [u8]>,
    /// Chains as they will be.
    chains: BTreeMap<(BookId, DeviceId), Ranges>,
    /// Records as they will be. Empty ones are gone.
    touched: BTreeMap<String, StoredRecord>,
    /// Touched records that were not there before.
    begun: BTreeSet<String>,
}

/// The records that a batch touched.
pub struct Touched {
    pub records: BTreeMap<String, StoredRecord>,
    pub begun: BTreeSet<String>,
}

impl<'txn> Batch<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            log: write.open_table(LOG)?,
            forks: write.open_table(FORKS)?,
            ids: write.open_table(IDS)?,
            history: write.open_table(HISTORY)?,
            ranges: write.open_table(RANGES)?,
            before: write.open_table(BEFORE)?,
            records: write.open_table(RECORDS)?,
            chains: BTreeMap::new(),
            touched: BTreeMap::new(),
            begun: BTreeSet::new(),
        })
    }

    /// Puts a line into the log and applies it; `before` and `after` are the
    /// chain's hashes around it. A line that does not join the lines beside it
    /// is kept as a fork. A line of a newer version is kept and not applied.
    pub fn add(
        &mut self,
        bytes: &[u8],
        line: &Line,
        before: ChainHash,
        after: ChainHash,
    ) -> Result<Fate, StoreFault> {
        let id = OpId::of_line(bytes);
        let envelope = line.envelope();
        if self.ids.get(id.0.as_slice())?.is_some() {
            return Ok(Fate::Known);
        }
        let place = place_key(envelope.book, envelope.dev, envelope.seq);
        let fate = if self.joins(&envelope, before, after)? {
            let mut value = after.0.to_vec();
            value.extend_from_slice(bytes);
            self.log.insert(place.as_slice(), value.as_slice())?;
            let (book, device, seq) = (envelope.book, envelope.dev, envelope.seq);
            if self.hash_at(book, device, seq - 1)?.is_none() {
                self.before.insert(place.as_slice(), before.0.as_slice())?;
            }
            self.chain(book, device)?.insert(seq, seq);
            Fate::New
        } else {
            let mut key = place.to_vec();
            key.extend_from_slice(&id.0);
            self.forks.insert(key.as_slice(), bytes)?;
            Fate::Forked
        };
        self.ids.insert(id.0.as_slice(), place.as_slice())?;
        if let Line::Known(op) = line {
            self.apply(id, op)?;
        }
        Ok(fate)
    }

    /// Whether a line's place is free and the chain goes on through it: lines
    /// that stand side by side always verify as one range.
    fn joins(
        &self,
        envelope: &Envelope,
        before: ChainHash,
        after: ChainHash,
    ) -> Result<bool, StoreFault> {
        let &Envelope { book, dev, seq, .. } = envelope;
        let follows = self.hash_at(book, dev, seq - 1)?;
        if self.hash_at(book, dev, seq)?.is_some() || follows.is_some_and(|hash| hash != before) {
            return Ok(false);
        }
        let next = place_key(book, dev, seq.saturating_add(1));
        let Some(value) = self.log.get(next.as_slice())? else {
            return Ok(true);
        };
        let (hash, line) = split_log(value.value())?;
        Ok(after.then(line) == hash)
    }

    /// Applies a line that is in the log already: for a rebuild.
    pub fn reapply(
        &mut self,
        bytes: &[u8],
        line: &Line,
        place: &PlaceKey,
        branch: Branch,
    ) -> Result<(), StoreFault> {
        let id = OpId::of_line(bytes);
        let envelope = line.envelope();
        self.ids.insert(id.0.as_slice(), place.as_slice())?;
        if branch == Branch::Chain {
            self.chain(envelope.book, envelope.dev)?
                .insert(envelope.seq, envelope.seq);
        }
        if let Line::Known(op) = line {
            self.apply(id, op)?;
        }
        Ok(())
    }

    fn apply(&mut self, id: OpId, op: &Op) -> Result<(), StoreFault> {
        self.history
            .insert(history_key(&op.rec, op.at, id).as_slice(), [].as_slice())?;
        self.load(&op.rec)?;
        let mut record = self.touched.remove(&op.rec).unwrap_or_default();
        record.home = Some(record.home.map_or(op.book, |home| home.min(op.book)));
        record.state.apply(id, op, |other, field| {
            let written = self.op_of(*other);
            written.is_ok_and(|other| {
                other.is_some_and(|other| other.rec == op.rec && other.set.contains_key(field))
            })
        });
        self.touched.insert(op.rec.clone(), record);
        Ok(())
    }

    fn load(&mut self, record: &str) -> Result<(), StoreFault> {
        if self.touched.contains_key(record) {
            return Ok(());
        }
        let stored = self
            .records
            .get(record)?
            .map(|bytes| unpack_record(bytes.value()))
            .transpose()?;
        if stored.is_none() {
            self.begun.insert(record.to_owned());
        }
        self.touched
            .insert(record.to_owned(), stored.unwrap_or_default());
        Ok(())
    }

    /// A record as it stands within this batch.
    pub fn record(&mut self, record: &str) -> Result<Option<&StoredRecord>, StoreFault> {
        self.load(record)?;
        Ok(self
            .touched
            .get(record)
            .filter(|stored| !stored.state.registers.is_empty()))
    }

    /// The positions of a chain as they stand within this batch.
    pub fn chain(&mut self, book: BookId, device: DeviceId) -> Result<&mut Ranges, StoreFault> {
        let ranges = match self.chains.entry((book, device)) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let stored = self.ranges.get(chain_key(book, device).as_slice())?;
                new.insert(
                    stored
                        .map(|bytes| read_ranges(bytes.value()))
                        .transpose()?
                        .unwrap_or_default(),
                )
            }
        };
        Ok(ranges)
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        book: BookId,
        device: DeviceId,
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        if seq == 0 {
            return Ok(Some(ChainHash::default()));
        }
        let found = self.log.get(place_key(book, device, seq).as_slice())?;
        found
            .map(|value| split_log(value.value()).map(|(hash, _)| hash))
            .transpose()
    }

    /// Where each chain of a device ends.
    pub fn ends_of(&self, device: DeviceId) -> Result<Vec<(BookId, u64)>, StoreFault> {
        let mut chains = all_ranges(&self.ranges)?;
        chains.extend(self.chains.clone());
        let own = chains.into_iter().filter(|((_, of), _)| *of == device);
        Ok(own
            .map(|((book, _), ranges)| (book, ranges.last()))
            .collect())
    }

    /// Takes lines out of the log again and recomputes their records from
    /// what is left. Answers the places that are free now.
    pub fn take_out(&mut self, ops: &[(OpId, PlaceKey)]) -> Result<Vec<PlaceKey>, StoreFault> {
        let mut free = Vec::new();
        let mut records = BTreeSet::new();
        for (id, place) in ops {
            let Some((line, forked)) = self.line_of(*id, place)? else {
                continue;
            };
            if forked {
                let mut key = place.to_vec();
                key.extend_from_slice(&id.0);
                self.forks.remove(key.as_slice())?;
            } else {
                self.unchain(&line.envelope())?;
                free.push(*place);
            }
            self.ids.remove(id.0.as_slice())?;
            if let Line::Known(op) = line {
                self.history
                    .remove(history_key(&op.rec, op.at, *id).as_slice())?;
                records.insert(op.rec);
            }
        }
        for record in records {
            self.recompute(&record)?;
        }
        Ok(free)
    }

    /// Takes a line out of its chain; the line after it keeps the hash that it
    /// follows.
    fn unchain(&mut self, envelope: &Envelope) -> Result<(), StoreFault> {
        let &Envelope { book, dev, seq, .. } = envelope;
        let place = place_key(book, dev, seq);
        if let Some(hash) = self.hash_at(book, dev, seq)? {
            let next = place_key(book, dev, seq.saturating_add(1));
            let has_next = self.log.get(next.as_slice())?.is_some();
            if has_next {
                self.before.insert(next.as_slice(), hash.0.as_slice())?;
            }
        }
        self.log.remove(place.as_slice())?;
        self.before.remove(place.as_slice())?;
        self.chain(book, dev)?.remove(seq, seq);
        Ok(())
    }

    fn recompute(&mut self, record: &str) -> Result<(), StoreFault> {
        self.load(record)?;
        let (start, end) = (history_start(record), history_end(record));
        let ids: Vec<OpId> = self
            .history
            .range(start.as_slice()..end.as_slice())?
            .filter_map(|entry| entry.ok().and_then(|(key, _)| op_of_history(key.value())))
            .collect();
        let mut ops = Vec::new();
        for id in ids {
            ops.extend(self.op_of(id)?.map(|op| (id, op)));
        }
        let fresh = StoredRecord {
            home: ops.iter().map(|(_, op)| op.book).min(),
            state: RecordState::of(&ops),
        };
        self.touched.insert(record.to_owned(), fresh);
        Ok(())
    }

    /// The op with this id, if it is here and of a version that is understood.
    fn op_of(&self, id: OpId) -> Result<Option<Op>, StoreFault> {
        let place = self
            .ids
            .get(id.0.as_slice())?
            .and_then(|place| place.value().try_into().ok());
        let Some(place) = place else { return Ok(None) };
        Ok(match self.line_of(id, &place)? {
            Some((Line::Known(op), _)) => Some(op),
            _ => None,
        })
    }

    /// The line with this id at this place, and whether it is a fork.
    fn line_of(&self, id: OpId, place: &PlaceKey) -> Result<Option<(Line, bool)>, StoreFault> {
        if let Some(value) = self.log.get(place.as_slice())? {
            let (_, bytes) = split_log(value.value())?;
            if OpId::of_line(bytes) == id {
                return Ok(Some((Line::read(bytes)?, false)));
            }
        }
        let mut key = place.to_vec();
        key.extend_from_slice(&id.0);
        let fork = self.forks.get(key.as_slice())?;
        fork.map(|bytes| Ok((Line::read(bytes.value())?, true)))
            .transpose()
    }

    /// Writes the touched records and chains; the tables that follow from them
    /// are the caller's to update.
    pub fn finish(mut self) -> Result<Touched, StoreFault> {
        for (record, stored) in &self.touched {
            if stored.state.registers.is_empty() {
                self.records.remove(record.as_str())?;
            } else {
                self.records
                    .insert(record.as_str(), pack_record(stored).as_slice())?;
            }
        }
        for ((book, device), ranges) in &self.chains {
            let key = chain_key(*book, *device);
            if ranges.is_empty() {
                self.ranges.remove(key.as_slice())?;
            } else {
                self.ranges
                    .insert(key.as_slice(), pack_ranges(ranges).as_slice())?;
            }
        }
        Ok(Touched {
            records: self.touched,
            begun: self.begun,
        })
    }
}

/// Splits a value of the log into the chain's hash and the line.
pub fn split_log(value: &[u8]) -> Result<(ChainHash, &[u8]), StoreFault> {
    let damaged = || StoreFault::Damaged("a line of the log is cut short".into());
    let (hash, line) = value.split_at_checked(32).ok_or_else(damaged)?;
    Ok((ChainHash(hash.try_into().map_err(|_| damaged())?), line))
}

pub fn pack_ranges(ranges: &Ranges) -> Vec<u8> {
    postcard::to_stdvec(ranges).unwrap_or_default()
}

pub fn read_ranges(bytes: &[u8]) -> Result<Ranges, StoreFault> {
    postcard::from_bytes(bytes).map_err(|fault| StoreFault::Damaged(format!("ranges: {fault}")))
}

/// Reads all chains of a table of ranges.
pub fn all_ranges(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
) -> Result<BTreeMap<(BookId, DeviceId), Ranges>, StoreFault> {
    table
        .iter()?
        .map(|entry| {
            let (key, value) = entry?;
            let chain = chain_of(key.value())
                .ok_or_else(|| StoreFault::Damaged("a chain has no name".into()))?;
            Ok((chain, read_ranges(value.value())?))
        })
        .collect()
}
