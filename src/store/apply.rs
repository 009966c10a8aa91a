//! One transaction over the log: lines go in, the derived tables follow.
//! The only place that writes log and registers, so that own changes, imported
//! lines and a rebuild cannot differ.

use std::collections::BTreeSet;

use redb::WriteTransaction;

use super::chains::{Chain, Chains};
use super::devices::{Branch, Trust};
use super::encoding::StoredRecord;
use super::fault::StoreFault;
use super::lines::{Around, Lines};
use super::log::Row;
use super::tables::{PlaceKey, place_key};
use super::touched::{Records, Touched};
use crate::ledger::ahead::VerifiedSegment;
use crate::ledger::op::{Envelope, Line};
use crate::ledger::segment::{SegmentHead, VerifiedLine};
use crate::ledger::{BookId, ChainHash, DeviceId, Op, OpId, RecordState, Stamp};

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
    lines: Lines<'txn>,
    chains: Chains<'txn>,
    records: Records<'txn>,
}

/// Lines that waited and are shown now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Revealed {
    pub lines: u64,
    pub latest: Option<Stamp>,
}

impl<'txn> Batch<'txn> {
    /// Opens the tables; `own` is this installation.
    pub fn open(write: &'txn WriteTransaction, own: DeviceId) -> Result<Self, StoreFault> {
        Ok(Self {
            trust: Trust::read(write, own)?,
            lines: Lines::open(write)?,
            chains: Chains::open(write)?,
            records: Records::open(write)?,
        })
    }

    /// Puts a line into the log, and applies it where its device is approved;
    /// `before` is the chain's hash before it. A line that does not join the
    /// lines beside it is kept as a fork. A line of a newer version is kept and
    /// not applied.
    pub fn add(&mut self, line: &VerifiedLine<'_>, before: ChainHash) -> Result<Fate, StoreFault> {
        let at = line.line.envelope();
        let place = place_key(at.book, at.dev, at.seq);
        if self.is_known(line.id, &at, &place)? {
            return Ok(Fate::Known);
        }
        let after = line.after;
        let around = Around { before, after };
        let (fate, branch) = if self.joins(&at, around)? {
            self.put_in_chain(&at, &place, around, line.bytes)?;
            (Fate::New, Branch::Chain)
        } else {
            self.lines.put_fork(&place, line.id, around, line.bytes)?;
            self.known((at.book, at.dev))?.is_forked = true;
            (Fate::Forked, Branch::Fork)
        };
        self.apply_where_shown(line.id, &line.line, &place, branch)?;
        Ok(fate)
    }

    /// Puts the lines of a segment into their chain, where none of them is here
    /// and they join what is: whether it did. They are not applied yet.
    pub fn put_whole(
        &mut self,
        segment: &VerifiedSegment<'_>,
        rows: &[Row],
    ) -> Result<bool, StoreFault> {
        let &VerifiedSegment { head, before, .. } = segment;
        let &SegmentHead {
            book,
            device,
            from,
            to,
            ..
        } = head;
        let Some(after) = segment.lines.last().map(|line| line.after) else {
            return Ok(true);
        };
        let around = Around { before, after };
        let chain = self.known((book, device))?;
        let is_new = !chain.is_forked && !chain.ranges.overlaps(from, to);
        if !is_new || !self.joins_around((book, device), (from, to), around)? {
            return Ok(false);
        }
        self.lines.put_rows(rows)?;
        self.note_put((book, device), (from, to), around)?;
        Ok(true)
    }

    /// Applies a line that was just put into its chain, where it may be shown.
    pub fn show(&mut self, line: &VerifiedLine<'_>) -> Result<(), StoreFault> {
        let at = line.line.envelope();
        let place = place_key(at.book, at.dev, at.seq);
        self.apply_where_shown(line.id, &line.line, &place, Branch::Chain)
    }

    fn put_in_chain(
        &mut self,
        at: &Envelope,
        place: &PlaceKey,
        around: Around,
        bytes: &[u8],
    ) -> Result<(), StoreFault> {
        self.lines.put(place, around, bytes)?;
        self.note_put((at.book, at.dev), (at.seq, at.seq), around)
    }

    /// Notes that the lines of a chain from one position to another are in the
    /// log now.
    fn note_put(
        &mut self,
        chain: (BookId, DeviceId),
        (from, to): (u64, u64),
        around: Around,
    ) -> Result<(), StoreFault> {
        if self.hash_at(chain.0, chain.1, from - 1)?.is_none() {
            let place = place_key(chain.0, chain.1, from);
            self.lines.put_before(&place, around.before)?;
        }
        let chain = self.known(chain)?;
        chain.ranges.insert(from, to);
        chain.end = Some((to, around.after));
        Ok(())
    }

    /// Whether a line is here. Only where its place is taken, or something
    /// stands beside its chain, does it need to be looked for.
    fn is_known(&mut self, id: OpId, at: &Envelope, place: &PlaceKey) -> Result<bool, StoreFault> {
        let chain = self.known((at.book, at.dev))?;
        if !chain.is_forked && !chain.ranges.contains(at.seq) {
            return Ok(false);
        }
        self.lines.has(id, place)
    }

    /// Whether a line that is here is not shown yet.
    pub fn waits(&mut self, id: OpId, line: &Line) -> Result<bool, StoreFault> {
        match line {
            _ if self.trust.shows_all(line.envelope().dev) => Ok(false),
            Line::Known(op) => Ok(!self.lines.is_applied(id, op)?),
            Line::Newer(_) => Ok(true),
        }
    }

    /// Applies an op that may be shown and was not applied before.
    fn apply_where_shown(
        &mut self,
        id: OpId,
        line: &Line,
        place: &PlaceKey,
        branch: Branch,
    ) -> Result<(), StoreFault> {
        match line {
            Line::Known(op) if self.trust.shows(&line.envelope(), id, branch) => {
                self.apply(id, op, place)
            }
            _ => Ok(()),
        }
    }

    /// Whether a line's place is free and the chain goes on through it: lines
    /// that stand side by side always verify as one range.
    fn joins(&mut self, at: &Envelope, around: Around) -> Result<bool, StoreFault> {
        let &Envelope { book, dev, seq, .. } = at;
        let is_free = !self.known((book, dev))?.ranges.contains(seq);
        Ok(is_free && self.joins_around((book, dev), (seq, seq), around)?)
    }

    /// Whether the chain goes on through lines from one position to another.
    fn joins_around(
        &mut self,
        chain: (BookId, DeviceId),
        (from, to): (u64, u64),
        around: Around,
    ) -> Result<bool, StoreFault> {
        let follows = self.hash_at(chain.0, chain.1, from - 1)?;
        if follows.is_some_and(|hash| hash != around.before) {
            return Ok(false);
        }
        let next = to.saturating_add(1);
        let has_next = self.known(chain)?.ranges.contains(next);
        Ok(!has_next || self.lines.goes_on(chain, next, around.after)?)
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
        let chain = self.known((envelope.book, envelope.dev))?;
        match branch {
            Branch::Chain => chain.ranges.insert(envelope.seq, envelope.seq),
            Branch::Fork => chain.is_forked = true,
        }
        self.apply_where_shown(id, line, place, branch)
    }

    /// Applies the lines of a device that waited and may be shown now. Answers
    /// how many there were, and their latest stamp.
    pub fn reveal(&mut self, device: DeviceId) -> Result<Revealed, StoreFault> {
        let mut revealed = Revealed::default();
        let mut chains = self.chains.stored()?;
        chains.retain(|(_, of), _| *of == device);
        for ((book, _), ranges) in chains {
            for (from, to) in ranges.iter() {
                let mut next = from;
                while next <= to {
                    let lines = self.lines.some_of((book, device), next, to)?;
                    next += (lines.len() as u64).max(1);
                    for bytes in lines {
                        self.reveal_line(&bytes, Branch::Chain, &mut revealed)?;
                    }
                }
            }
        }
        for bytes in self.lines.forks_of(device)? {
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
            && !self.lines.is_applied(id, op)?
        {
            revealed.latest = revealed.latest.max(Some(op.at));
            let place = place_key(op.book, op.dev, op.seq);
            self.apply_where_shown(id, &line, &place, branch)?;
        }
        Ok(())
    }

    fn apply(&mut self, id: OpId, op: &Op, place: &PlaceKey) -> Result<(), StoreFault> {
        self.lines.note_applied(id, op, *place)?;
        let record = self.records.touch(&op.rec)?;
        record.home = Some(record.home.map_or(op.book, |home| home.min(op.book)));
        let mut read = Ok(());
        record.state.apply(id, op, |other, field| {
            let written = self.lines.has_written(&op.rec, *other, field);
            written.unwrap_or_else(|fault| {
                read = Err(fault);
                false
            })
        });
        read
    }

    /// A record as it stands within this batch.
    pub fn record(&mut self, record: &str) -> Result<Option<&StoredRecord>, StoreFault> {
        let stored = &*self.records.touch(record)?;
        Ok(Some(stored).filter(|stored| !stored.state.registers.is_empty()))
    }

    fn known(&mut self, chain: (BookId, DeviceId)) -> Result<&mut Chain, StoreFault> {
        self.chains.get(chain, &self.lines)
    }

    /// Last position of a chain as it stands within this batch, and the hash
    /// after it.
    pub fn end(&mut self, book: BookId, device: DeviceId) -> Result<(u64, ChainHash), StoreFault> {
        let last = self.known((book, device))?.ranges.last();
        let hash = self.hash_at(book, device, last)?;
        let hash = hash.ok_or_else(|| StoreFault::Damaged("a chain has no end".into()))?;
        Ok((last, hash))
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        book: BookId,
        device: DeviceId,
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        match self.chains.end_at((book, device), seq) {
            Some(end) => Ok(Some(end)),
            None => self.lines.hash_at((book, device), seq),
        }
    }

    /// Where each chain of this installation ends, under the ids that it had too.
    pub fn own_ends(&self) -> Result<Vec<(BookId, DeviceId, u64)>, StoreFault> {
        let ends = self.chains.ends()?.into_iter();
        let own = ends.filter(|((_, of), _)| self.trust.is_ours(*of));
        Ok(own
            .map(|((book, device), end)| (book, device, end))
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
        let chain = self.known((book, device))?;
        let (gaps, is_forked) = (chain.ranges.gaps(), chain.is_forked);
        if !is_forked {
            return Ok(gaps);
        }
        self.lines.missing_beside((book, device), &gaps)
    }

    /// Takes lines out of the log again and recomputes their records from
    /// what is left. Answers the places that are free now.
    pub fn take_out(&mut self, ops: &[(OpId, PlaceKey)]) -> Result<Vec<PlaceKey>, StoreFault> {
        let mut free = Vec::new();
        let mut records = BTreeSet::new();
        for (id, place) in ops {
            let Some((line, branch)) = self.lines.take_out(*id, place)? else {
                continue;
            };
            if branch == Branch::Chain {
                let at = line.envelope();
                self.known((at.book, at.dev))?.ranges.remove(at.seq, at.seq);
                free.push(*place);
            }
            if let Line::Known(op) = line {
                records.insert(op.rec);
            }
        }
        for record in records {
            self.recompute(&record)?;
        }
        Ok(free)
    }

    fn recompute(&mut self, record: &str) -> Result<(), StoreFault> {
        let ops = self.lines.history_of(record)?;
        let fresh = StoredRecord {
            home: ops.iter().map(|(_, op)| op.book).min(),
            state: RecordState::of(&ops),
        };
        self.records.replace(record, fresh)
    }

    /// Writes the touched records and chains; the tables that follow from them
    /// are the caller's to update.
    pub fn finish(mut self) -> Result<Touched, StoreFault> {
        self.lines.write_out()?;
        self.chains.write()?;
        self.records.finish()
    }
}
