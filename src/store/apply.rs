//! One transaction over the log: lines go in, the derived tables follow.
//! The only place that writes log and registers, so that own changes, imported
//! lines and a rebuild cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, Table, WriteTransaction};

use super::devices::{Branch, Trust};
use super::encoding::{StoredRecord, pack_record, unpack_record};
use super::fault::StoreFault;
use super::forks::{Beside, hash_in};
use super::rows::{all_ranges, pack_ranges, read_ranges, split_fork, split_log};
use super::tables::{
    BEFORE, FORKS, HISTORY, IDS, LOG, PlaceKey, RANGES, RECORDS, chain_key, chain_of, fork_key,
    history_end, history_key, history_start, op_of_history, place_key,
};
use crate::ledger::op::{Envelope, Line};
use crate::ledger::segment::SegmentHead;
use crate::ledger::{BookId, ChainHash, DeviceId, Op, OpId, Ranges, RecordState, Stamp};

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

/// An open change of log and registers. Nothing is written to the records
/// before [`finish`](Self::finish), nothing to disk before the commit.
pub struct Batch<'txn> {
    trust: Trust,
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

/// Lines that waited and are shown now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revealed {
    pub lines: u64,
    pub latest: Option<Stamp>,
}

/// The records that a batch touched.
pub struct Touched {
    pub records: BTreeMap<String, StoredRecord>,
    pub begun: BTreeSet<String>,
}

impl<'txn> Batch<'txn> {
    /// Opens the tables; `own` is this installation.
    pub fn open(write: &'txn WriteTransaction, own: DeviceId) -> Result<Self, StoreFault> {
        Ok(Self {
            trust: Trust::read(write, own)?,
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

    /// Puts a line into the log, and applies it where its device is approved;
    /// `before` and `after` are the chain's hashes around it. A line that does
    /// not join the lines beside it is kept as a fork. A line of a newer
    /// version is kept and not applied.
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
        let (fate, branch) = if self.joins(&envelope, before, after)? {
            let mut value = after.0.to_vec();
            value.extend_from_slice(bytes);
            self.log.insert(place.as_slice(), value.as_slice())?;
            let (book, device, seq) = (envelope.book, envelope.dev, envelope.seq);
            if self.hash_at(book, device, seq - 1)?.is_none() {
                self.before.insert(place.as_slice(), before.0.as_slice())?;
            }
            self.chain(book, device)?.insert(seq, seq);
            (Fate::New, Branch::Chain)
        } else {
            let value = [&before.0[..], &after.0[..], bytes].concat();
            self.forks
                .insert(fork_key(&place, id).as_slice(), value.as_slice())?;
            (Fate::Forked, Branch::Fork)
        };
        self.ids.insert(id.0.as_slice(), place.as_slice())?;
        self.apply_where_shown(id, line, branch)?;
        Ok(fate)
    }

    /// Whether a line that is here is not shown yet.
    pub fn waits(&self, id: OpId, line: &Line) -> Result<bool, StoreFault> {
        match line {
            _ if self.trust.shows_all(line.envelope().dev) => Ok(false),
            Line::Known(op) => Ok(!self.is_applied(id, op)?),
            Line::Newer(_) => Ok(true),
        }
    }

    fn is_applied(&self, id: OpId, op: &Op) -> Result<bool, StoreFault> {
        let key = history_key(&op.rec, op.at, id);
        Ok(self.history.get(key.as_slice())?.is_some())
    }

    /// Applies an op that may be shown and was not applied before.
    fn apply_where_shown(
        &mut self,
        id: OpId,
        line: &Line,
        branch: Branch,
    ) -> Result<(), StoreFault> {
        match line {
            Line::Known(op) if self.trust.shows(&line.envelope(), id, branch) => self.apply(id, op),
            _ => Ok(()),
        }
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
        self.apply_where_shown(id, line, branch)
    }

    /// Applies the lines of a device that waited and may be shown now. Answers
    /// how many there were, and their latest stamp.
    pub fn reveal(&mut self, device: DeviceId) -> Result<Revealed, StoreFault> {
        let mut revealed = Revealed::default();
        let mut chains = all_ranges(&self.ranges)?;
        chains.retain(|(_, of), _| *of == device);
        for ((book, _), ranges) in chains {
            for (from, to) in ranges.iter() {
                let mut next = from;
                while next <= to {
                    let lines = self.some_lines(book, device, next, to)?;
                    next += (lines.len() as u64).max(1);
                    for bytes in lines {
                        self.reveal_line(&bytes, Branch::Chain, &mut revealed)?;
                    }
                }
            }
        }
        for bytes in self.forks_of(device)? {
            self.reveal_line(&bytes, Branch::Fork, &mut revealed)?;
        }
        Ok(revealed)
    }

    fn reveal_line(
        &mut self,
        bytes: &[u8],
        branch: Branch,
        revealed: &mut Revealed,
    ) -> Result<(), StoreFault> {
        let (id, line) = (OpId::of_line(bytes), Line::read(bytes)?);
        revealed.lines += 1;
        if let Line::Known(op) = &line
            && !self.is_applied(id, op)?
        {
            revealed.latest = revealed.latest.max(Some(op.at));
            self.apply_where_shown(id, &line, branch)?;
        }
        Ok(())
    }

    /// Some of the lines of a chain from `from` on, few enough for memory.
    fn some_lines(
        &self,
        book: BookId,
        device: DeviceId,
        from: u64,
        to: u64,
    ) -> Result<Vec<Vec<u8>>, StoreFault> {
        const AT_ONCE: usize = 1024;
        let (first, last) = (place_key(book, device, from), place_key(book, device, to));
        let mut lines = Vec::new();
        let range = self.log.range(first.as_slice()..=last.as_slice())?;
        for entry in range.take(AT_ONCE) {
            lines.push(split_log(entry?.1.value())?.1.to_vec());
        }
        Ok(lines)
    }

    fn forks_of(&self, device: DeviceId) -> Result<Vec<Vec<u8>>, StoreFault> {
        let mut lines = Vec::new();
        for entry in self.forks.iter()? {
            let (key, value) = entry?;
            if chain_of(key.value()).is_some_and(|(_, of)| of == device) {
                lines.push(split_fork(value.value())?.line.to_vec());
            }
        }
        Ok(lines)
    }

    fn apply(&mut self, id: OpId, op: &Op) -> Result<(), StoreFault> {
        self.history
            .insert(history_key(&op.rec, op.at, id).as_slice(), [].as_slice())?;
        self.load(&op.rec)?;
        let mut record = self.touched.remove(&op.rec).unwrap_or_default();
        record.home = Some(record.home.map_or(op.book, |home| home.min(op.book)));
        record.state.apply(id, op, |other, field| {
            let written = self.applied_op(*other);
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
        hash_in(&self.log, (book, device), seq)
    }

    /// Where each chain of this installation ends, under the ids that it had too.
    pub fn own_ends(&self) -> Result<Vec<(BookId, DeviceId, u64)>, StoreFault> {
        let mut chains = all_ranges(&self.ranges)?;
        chains.extend(self.chains.clone());
        let own = chains
            .into_iter()
            .filter(|((_, of), _)| self.trust.is_ours(*of));
        Ok(own
            .map(|((book, device), ranges)| (book, device, ranges.last()))
            .collect())
    }

    /// Where the last line of a segment came to stand, with this hash after it.
    pub fn stands(&self, head: &SegmentHead, after: ChainHash) -> Result<Branch, StoreFault> {
        let in_chain = self.hash_at(head.book, head.device, head.to)? == Some(after);
        Ok(if in_chain {
            Branch::Chain
        } else {
            Branch::Fork
        })
    }

    /// What is missing of a chain: first and last of each gap.
    pub fn missing(
        &mut self,
        book: BookId,
        device: DeviceId,
    ) -> Result<Vec<(u64, u64)>, StoreFault> {
        let gaps = self.chain(book, device)?.gaps();
        let beside = Beside::of(&self.forks, book, device)?;
        if beside.is_empty() {
            return Ok(gaps);
        }
        let mut bounded = Vec::new();
        for (from, to) in gaps {
            let place = place_key(book, device, to + 1);
            let before = self.before.get(place.as_slice())?;
            let before = before.and_then(|bytes| bytes.value().try_into().ok());
            bounded.push((from, to, before.map(ChainHash)));
        }
        beside.missing(&self.log, (book, device), &bounded)
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
                self.forks.remove(fork_key(place, *id).as_slice())?;
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

    /// The op with this id, if it is shown.
    fn applied_op(&self, id: OpId) -> Result<Option<Op>, StoreFault> {
        match self.op_of(id)? {
            Some(op) if self.is_applied(id, &op)? => Ok(Some(op)),
            _ => Ok(None),
        }
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
        let fork = self.forks.get(fork_key(place, id).as_slice())?;
        fork.map(|value| Ok((Line::read(split_fork(value.value())?.line)?, true)))
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
