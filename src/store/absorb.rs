//! Lines from other devices: verified, applied in one transaction, and taken
//! out again exactly when an import is undone.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};

use super::apply::{Batch, Fate};
use super::derive;
use super::devices::{Branch, all_devices};
use super::encoding::StoredRecord;
use super::fault::StoreFault;
use super::open::Store;
use super::renewal::{Renewal, Why};
use super::rows::{all_ranges, line_at, split_fork, split_log};
use super::tables::{
    ABSORBED, DEVICES, FORK_HEADS, FORKS, HEADS, HISTORY, LOG, PlaceKey, RANGES, chain_of,
    fork_head_key, history_key, place_key,
};
use super::touched::Touched;
use crate::ledger::ahead::{VerifiedSegment, verified_ahead};
use crate::ledger::op::Line;
use crate::ledger::segment::{SegmentHead, VerifiedLine};
use crate::ledger::{BookId, ChainHash, DeviceId, Op, OpId, Ranges, Segment, Stamp};

/// What absorbing lines did or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absorbed {
    pub ops_new: u64,
    pub ops_known: u64,
    /// Lines that stand where another line of the same device stands.
    pub ops_forked: u64,
    /// Lines brought, new or known, of devices that nobody approved.
    pub ops_waiting: u64,
    /// Lines of ours that this store did not have: somebody writes with our id.
    pub ours_elsewhere: u64,
    pub records_new: u64,
    pub records_changed: u64,
    pub conflicts_new: u64,
    /// What the imported chains still lack: book, device, from, to.
    pub missing: Vec<(BookId, DeviceId, u64, u64)>,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
}

/// An import that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    pub file: String,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
}

/// An imported bundle, as remembered for its undo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct AbsorbedEntry {
    file: String,
    /// Milliseconds of Unix time.
    at: i64,
    chains: Vec<(BookId, DeviceId, Ranges)>,
    /// Forked lines: book, device, position, op.
    forks: Vec<(BookId, DeviceId, u64, OpId)>,
    /// Last line of our chains when it came in: what we wrote after it may
    /// build on it, what was here before cannot.
    own: Vec<(BookId, DeviceId, u64)>,
    undone: bool,
}

/// Why an import cannot be taken out: records changed since, on top of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingInTheWay(pub Vec<String>);

/// A bundle, or what else brings lines.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Milliseconds of Unix time.
    pub now: i64,
    /// Becomes this installation's key when the lines show that another copy
    /// of it writes: 32 random bytes.
    pub spare: [u8; 32],
}

impl Store {
    /// What absorbing these segments would do. Nothing is changed.
    ///
    /// # Errors
    /// A segment that does not verify, or what the disk says.
    pub fn plan_absorb(&self, segments: &[Segment], now: i64) -> Result<Absorbed, StoreFault> {
        let write = self.begin()?;
        let (absorbed, _) = self.absorb_in(&write, segments, now, &|_, _| {})?;
        write.abort()?;
        Ok(absorbed)
    }

    /// Takes segments in, in one transaction. Where they show that another copy
    /// of this installation writes, it takes another id with them.
    ///
    /// # Errors
    /// A segment that does not verify, or what the disk says. Nothing was
    /// changed.
    pub fn absorb(
        &mut self,
        arrival: Arrival<'_>,
        segments: &[Segment],
        report: &dyn Fn(u64, u64),
    ) -> Result<Absorbed, StoreFault> {
        let write = self.begin()?;
        let (absorbed, mut entry) = self.absorb_in(&write, segments, arrival.now, report)?;
        let renewed = if absorbed.ours_elsewhere > 0 {
            let renewal = Renewal {
                secret: arrival.spare,
                why: Why::Heard,
                at: arrival.now,
            };
            let mut cuts = Vec::new();
            for (book, device, fresh) in &entry.chains {
                if *device == self.device() {
                    cuts.extend(
                        fresh
                            .iter()
                            .map(|(from, _)| (*book, from.saturating_sub(1))),
                    );
                }
            }
            Some(self.renew_in(&write, renewal, &cuts)?)
        } else {
            None
        };
        if absorbed.ops_new + absorbed.ops_forked > 0 {
            entry.file = arrival.file.to_owned();
            let mut table = write.open_table(ABSORBED)?;
            let number = table.last()?.map_or(0, |(number, _)| number.value()) + 1;
            table.insert(number, encode(&entry).as_slice())?;
        }
        write.commit()?;
        if let Some(key) = renewed {
            self.key = key;
        }
        Ok(absorbed)
    }

    fn absorb_in(
        &self,
        write: &WriteTransaction,
        segments: &[Segment],
        now: i64,
        report: &dyn Fn(u64, u64),
    ) -> Result<(Absorbed, AbsorbedEntry), StoreFault> {
        let mut absorbing = Absorbing {
            write,
            own: self.device(),
            batch: Batch::open(write, self.device())?,
            absorbed: Absorbed::default(),
            entry: AbsorbedEntry::begun(now),
            stamps: Vec::new(),
            total: segments.iter().map(|segment| segment.head.lines()).sum(),
            report,
        };
        verified_ahead(segments, |arriving| {
            for segment in arriving {
                absorbing.take(&segment?)?;
            }
            Ok::<_, StoreFault>(())
        })?;
        let Absorbing {
            batch,
            mut absorbed,
            mut entry,
            stamps,
            ..
        } = absorbing;
        entry.own = batch.own_ends()?;
        absorbed.missing.sort_unstable();
        absorbed.missing.dedup();
        let touched = batch.finish()?;
        self.count(&mut absorbed, &touched)?;
        absorbed.models = derive::follow(write, &touched)?;
        Self::observe(write, &stamps, now)?;
        Ok((absorbed, entry))
    }

    pub(super) fn count(
        &self,
        absorbed: &mut Absorbed,
        touched: &Touched,
    ) -> Result<(), StoreFault> {
        absorbed.records_new = touched.begun.len() as u64;
        for (record, after) in &touched.records {
            let before = if touched.begun.contains(record) {
                None
            } else {
                self.record(record)?
            };
            if let Some(before) = &before
                && before.state != after.state
            {
                absorbed.records_changed += 1;
            }
            let known: BTreeSet<String> = before.iter().flat_map(conflicts_of).collect();
            absorbed.conflicts_new += conflicts_of(after)
                .filter(|field| !known.contains(field))
                .count() as u64;
        }
        Ok(())
    }

    /// Takes the last imported bundle out again, exactly. `None` when there is
    /// none.
    ///
    /// # Errors
    /// `Ok(Some(Err(_)))` names later changes that build on it; the outer
    /// error is what the disk says. Nothing was changed in either case.
    #[allow(clippy::type_complexity)]
    pub fn undo_absorb(
        &mut self,
    ) -> Result<Option<Result<TakenOut, StandingInTheWay>>, StoreFault> {
        let Some((number, mut entry)) = self.last_absorbed()? else {
            return Ok(None);
        };
        let ops = self.ops_of(&entry)?;
        let standing = self.standing_on(&entry, &ops)?;
        if !standing.is_empty() {
            return Ok(Some(Err(StandingInTheWay(standing))));
        }
        let write = self.begin()?;
        let mut batch = Batch::open(&write, self.device())?;
        let places: Vec<_> = ops.iter().map(|(id, place)| (*id, *place)).collect();
        let chained = batch.take_out(&places)?;
        let touched = batch.finish()?;
        let models = derive::follow(&write, &touched)?;
        for chained in chained {
            write.open_table(HEADS)?.remove(chained.as_slice())?;
        }
        forget_heads(&write)?;
        let brought = entry.chains.iter().map(|(_, device, _)| *device);
        let forked = entry.forks.iter().map(|(_, device, ..)| *device);
        forget_devices(&write, brought.chain(forked).collect())?;
        entry.undone = true;
        write
            .open_table(ABSORBED)?
            .insert(number, encode(&entry).as_slice())?;
        write.commit()?;
        Ok(Some(Ok(TakenOut {
            file: entry.file,
            models,
        })))
    }

    /// File of the last imported bundle that was not taken out again.
    ///
    /// # Errors
    /// What the disk says.
    pub fn absorbed_file(&self) -> Result<Option<String>, StoreFault> {
        Ok(self.last_absorbed()?.map(|(_, entry)| entry.file))
    }

    fn last_absorbed(&self) -> Result<Option<(u64, AbsorbedEntry)>, StoreFault> {
        let read = self.read()?;
        let table = read.open_table(ABSORBED)?;
        for entry in table.iter()?.rev() {
            let (number, bytes) = entry?;
            let entry: AbsorbedEntry = serde_json::from_slice(bytes.value())
                .map_err(|fault| StoreFault::Damaged(format!("imports: {fault}")))?;
            if !entry.undone {
                return Ok(Some((number.value(), entry)));
            }
        }
        Ok(None)
    }

    fn ops_of(&self, entry: &AbsorbedEntry) -> Result<BTreeMap<OpId, PlaceKey>, StoreFault> {
        let read = self.read()?;
        let log = read.open_table(LOG)?;
        let mut ops = BTreeMap::new();
        for (book, device, ranges) in &entry.chains {
            for seq in ranges.iter().flat_map(|(from, to)| from..=to) {
                let place = place_key(*book, *device, seq);
                if let Some(value) = log.get(place.as_slice())? {
                    ops.insert(OpId::of_line(split_log(value.value())?.1), place);
                }
            }
        }
        for (book, device, seq, id) in &entry.forks {
            ops.insert(*id, place_key(*book, *device, *seq));
        }
        Ok(ops)
    }

    /// Records where our own later ops replace what `ops` wrote, or belong to
    /// a record that would be gone.
    fn standing_on(
        &self,
        entry: &AbsorbedEntry,
        ops: &BTreeMap<OpId, PlaceKey>,
    ) -> Result<Vec<String>, StoreFault> {
        let end = |op: &Op| {
            let mut ends = entry.own.iter();
            let end = ends.find(|(book, device, _)| (*book, *device) == (op.book, op.dev));
            end.map_or(0, |(.., last)| *last)
        };
        let own = self.own_devices()?;
        let is_later = |op: &Op| own.contains(&op.dev) && op.seq > end(op);
        let records = self.records_shown(ops)?;
        let mut standing = BTreeSet::new();
        for record in &records {
            let history = self.history(record)?;
            let mut others = history
                .iter()
                .filter(|entry| !ops.contains_key(&entry.id))
                .peekable();
            if others.peek().is_none() {
                standing.extend(self.children_written(record, is_later)?);
            }
            if others.any(|entry| is_later(&entry.op) && replaces(&entry.op, ops)) {
                standing.insert(record.clone());
            }
        }
        Ok(standing.into_iter().collect())
    }

    /// The records that show some of these ops.
    fn records_shown(
        &self,
        ops: &BTreeMap<OpId, PlaceKey>,
    ) -> Result<BTreeSet<String>, StoreFault> {
        let read = self.read()?;
        let (log, forks) = (read.open_table(LOG)?, read.open_table(FORKS)?);
        let history = read.open_table(HISTORY)?;
        let mut records = BTreeSet::new();
        for (id, place) in ops {
            let Some((Line::Known(op), _)) = line_at(&log, &forks, *id, place)? else {
                continue;
            };
            let key = history_key(&op.rec, op.at, *id);
            if history.get(key.as_slice())?.is_some() {
                records.insert(op.rec);
            }
        }
        Ok(records)
    }

    /// The records that belong to `parent` and have an op that `fits`.
    fn children_written(
        &self,
        parent: &str,
        fits: impl Fn(&Op) -> bool,
    ) -> Result<Vec<String>, StoreFault> {
        let mut written = Vec::new();
        for child in self.children(parent)? {
            let child = child.to_string();
            if self.history(&child)?.iter().any(|entry| fits(&entry.op)) {
                written.push(child);
            }
        }
        Ok(written)
    }
}

impl AbsorbedEntry {
    fn begun(at: i64) -> Self {
        Self {
            file: String::new(),
            at,
            chains: Vec::new(),
            forks: Vec::new(),
            own: Vec::new(),
            undone: false,
        }
    }
}

/// Segments on their way into the book.
struct Absorbing<'a, 'txn> {
    write: &'txn WriteTransaction,
    own: DeviceId,
    batch: Batch<'txn>,
    absorbed: Absorbed,
    entry: AbsorbedEntry,
    /// The latest of each segment that is shown.
    stamps: Vec<Stamp>,
    total: u64,
    report: &'a dyn Fn(u64, u64),
}

impl Absorbing<'_, '_> {
    fn take(&mut self, (head, lines): &VerifiedSegment<'_>) -> Result<(), StoreFault> {
        let (book, device) = (head.book, head.device);
        let news = self.absorbed.ops_new + self.absorbed.ops_forked;
        let after = self.take_lines(head, lines)?;
        let branch = self.batch.stands(head, after)?;
        keep_head(self.write, head, branch, after)?;
        if device == self.own {
            self.absorbed.ours_elsewhere += self.absorbed.ops_new + self.absorbed.ops_forked - news;
        } else {
            let officer = lines.iter().rev().find_map(|line| officer_of(&line.line));
            Store::meet(self.write, device, head.key, officer)?;
        }
        let missing = self.batch.missing(book, device)?.into_iter();
        self.absorbed
            .missing
            .extend(missing.map(|(from, to)| (book, device, from, to)));
        Ok(())
    }

    /// Puts the lines in; gives the hash after the last.
    fn take_lines(
        &mut self,
        head: &SegmentHead,
        lines: &[VerifiedLine<'_>],
    ) -> Result<ChainHash, StoreFault> {
        let (mut fresh, mut latest) = (Ranges::default(), None);
        let mut before = hash_of(&head.before)?;
        for (line, seq) in lines.iter().zip(head.from..) {
            let fate = self.batch.add(line, before)?;
            match fate {
                Fate::New => fresh.insert(seq, seq),
                Fate::Known => {}
                Fate::Forked => {
                    let forked = (head.book, head.device, seq, line.id);
                    self.entry.forks.push(forked);
                }
            }
            if self.batch.waits(line.id, &line.line)? {
                self.absorbed.ops_waiting += 1;
            } else {
                latest = latest.max(stamp_of(&line.line));
            }
            before = line.after;
            self.count(fate);
        }
        self.stamps.extend(latest);
        if !fresh.is_empty() {
            self.entry.chains.push((head.book, head.device, fresh));
        }
        Ok(before)
    }

    fn count(&mut self, fate: Fate) {
        let absorbed = &mut self.absorbed;
        match fate {
            Fate::New => absorbed.ops_new += 1,
            Fate::Known => absorbed.ops_known += 1,
            Fate::Forked => absorbed.ops_forked += 1,
        }
        let done = absorbed.ops_new + absorbed.ops_known + absorbed.ops_forked;
        if done.is_multiple_of(1024) {
            (self.report)(done, self.total);
        }
    }
}

/// Whether an op replaces a value that one of `ops` wrote.
fn replaces(op: &Op, ops: &BTreeMap<OpId, PlaceKey>) -> bool {
    let mut over = op.set.values().flat_map(|write| &write.over);
    over.any(|id| ops.contains_key(id))
}

/// Keeps the signature over the last line of a segment, in its chain or beside
/// it: with it the lines can travel on.
fn keep_head(
    write: &WriteTransaction,
    head: &SegmentHead,
    branch: Branch,
    after: ChainHash,
) -> Result<(), StoreFault> {
    let place = place_key(head.book, head.device, head.to);
    let signature = head.signature.0.as_slice();
    let (table, key) = match branch {
        Branch::Chain => (HEADS, place.to_vec()),
        Branch::Fork => (FORK_HEADS, fork_head_key(&place, after)),
    };
    write.open_table(table)?.insert(key.as_slice(), signature)?;
    Ok(())
}

/// Drops signed heads of lines beside the chains that are gone.
fn forget_heads(write: &WriteTransaction) -> Result<(), StoreFault> {
    let mut standing = BTreeSet::new();
    for entry in write.open_table(FORKS)?.iter()? {
        let (key, value) = entry?;
        let place = key.value().get(..40).unwrap_or_default();
        standing.insert(fork_head_key(place, split_fork(value.value())?.after));
    }
    let mut heads = write.open_table(FORK_HEADS)?;
    heads.retain(|key, _| standing.contains(key))?;
    Ok(())
}

/// Drops devices that came with an import, have no lines left, and about which
/// nobody decided anything.
fn forget_devices(
    write: &WriteTransaction,
    mut brought: BTreeSet<DeviceId>,
) -> Result<(), StoreFault> {
    for ((_, device), _) in all_ranges(&write.open_table(RANGES)?)? {
        brought.remove(&device);
    }
    for entry in write.open_table(FORKS)?.iter()? {
        if let Some((_, device)) = chain_of(entry?.0.value()) {
            brought.remove(&device);
        }
    }
    let mut devices = write.open_table(DEVICES)?;
    let known = all_devices(&devices)?;
    for id in brought {
        if known
            .get(&id)
            .is_some_and(|device| device.decisions.is_empty())
        {
            devices.remove(id.0.as_slice())?;
        }
    }
    Ok(())
}

fn hash_of(hex: &str) -> Result<ChainHash, StoreFault> {
    ChainHash::from_hex(hex).ok_or_else(|| StoreFault::Damaged("a hash of a segment".into()))
}

fn conflicts_of(record: &StoredRecord) -> impl Iterator<Item = String> + '_ {
    record.state.conflicts().map(str::to_owned)
}

fn stamp_of(line: &Line) -> Option<Stamp> {
    match line {
        Line::Known(op) => Some(op.at),
        Line::Newer(_) => None,
    }
}

fn officer_of(line: &Line) -> Option<&str> {
    match line {
        Line::Known(op) => Some(&op.by),
        Line::Newer(_) => None,
    }
}

fn encode(entry: &AbsorbedEntry) -> Vec<u8> {
    serde_json::to_vec(entry).unwrap_or_default()
}
