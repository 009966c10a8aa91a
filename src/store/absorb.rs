//! Lines from other devices: verified, and applied in one transaction.

use std::collections::BTreeSet;

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};

use super::apply::{Batch, Fate};
use super::derive;
use super::devices::Branch;
use super::encoding::StoredRecord;
use super::fault::StoreFault;
use super::log::Row;
use super::open::Store;
use super::renewal::{Renewal, Why};
use super::tables::{ABSORBED, FORK_HEADS, HEADS, fork_head_key, place_key};
use super::touched::{Touched, TouchedRecord};
use crate::ledger::ahead::{VerifiedSegment, take_verified};
use crate::ledger::op::Line;
use crate::ledger::segment::SegmentHead;
use crate::ledger::{BookId, ChainHash, DeviceId, OpId, Ranges, Segment, Stamp};

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
    /// Records that were here and now show something else.
    pub records_changed: u64,
    pub conflicts_new: u64,
    /// What the imported chains still lack: book, device, from, to.
    pub missing: Vec<(BookId, DeviceId, u64, u64)>,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
}

/// An imported bundle, as remembered for its undo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct AbsorbedEntry {
    pub(super) file: String,
    /// Milliseconds of Unix time.
    pub(super) at: i64,
    pub(super) chains: Vec<(BookId, DeviceId, Ranges)>,
    /// Forked lines: book, device, position, op.
    pub(super) forks: Vec<(BookId, DeviceId, u64, OpId)>,
    /// Last line of our chains when it came in: what we wrote after it may
    /// build on it, what was here before cannot.
    pub(super) own: Vec<(BookId, DeviceId, u64)>,
    pub(super) undone: bool,
}

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
        take_verified(segments, Prepared::of, |segment| absorbing.take(segment))?;
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
        for TouchedRecord {
            id,
            stored: after,
            is_begun,
        } in touched.iter()
        {
            let before = if *is_begun {
                absorbed.records_new += 1;
                None
            } else {
                self.record(id)?
            };
            if let Some(before) = &before
                && !before.state.looks_like(&after.state)
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

/// A verified segment, and the rows that its lines have when they are all new.
struct Prepared<'a> {
    segment: VerifiedSegment<'a>,
    rows: Vec<Row>,
}

impl<'a> Prepared<'a> {
    fn of(segment: VerifiedSegment<'a>) -> Self {
        Self {
            rows: Row::of_segment(&segment),
            segment,
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
    fn take(&mut self, prepared: &Prepared<'_>) -> Result<(), StoreFault> {
        let VerifiedSegment { head, lines, .. } = &prepared.segment;
        let (book, device) = (head.book, head.device);
        let news = self.absorbed.ops_new + self.absorbed.ops_forked;
        let after = self.take_lines(prepared)?;
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
        Prepared { segment, rows }: &Prepared<'_>,
    ) -> Result<ChainHash, StoreFault> {
        let VerifiedSegment { head, lines, .. } = segment;
        let (mut fresh, mut latest) = (Ranges::default(), None);
        let mut before = segment.before;
        let is_whole = self.batch.put_whole(segment, rows)?;
        for (line, seq) in lines.iter().zip(head.from..=head.to) {
            let fate = if is_whole {
                self.batch.show(line)?;
                Fate::New
            } else {
                self.batch.add(line, before)?
            };
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

pub(super) fn encode(entry: &AbsorbedEntry) -> Vec<u8> {
    serde_json::to_vec(entry).unwrap_or_default()
}
