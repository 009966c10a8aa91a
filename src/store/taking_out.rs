//! An import taken out again, exactly.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, WriteTransaction};

use super::absorb::{AbsorbedEntry, encode};
use super::apply::Batch;
use super::derive;
use super::devices::all_devices;
use super::fault::StoreFault;
use super::history::place_of;
use super::log::read_log;
use super::open::Store;
use super::past::HistoryEntry;
use super::rows::{all_ranges, line_at, split_fork};
use super::tables::{
    ABSORBED, DEVICES, FORK_HEADS, FORKS, HEADS, HISTORY, PlaceKey, RANGES, chain_of,
    fork_head_key, place_key,
};
use crate::ledger::op::Line;
use crate::ledger::{DeviceId, Op, OpId};

/// An import that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    pub file: String,
    /// Models whose summaries may have changed.
    pub models: BTreeSet<String>,
}

/// Why an import cannot be taken out: records changed since, on top of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingInTheWay(pub Vec<String>);

impl Store {
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
        let log = read_log(&read)?;
        let mut ops = BTreeMap::new();
        for (book, device, ranges) in &entry.chains {
            for (from, to) in ranges.iter() {
                for line in log.lines((*book, *device), from, to)? {
                    let line = line?;
                    ops.insert(OpId::of_line(&line.bytes), line.place);
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
        // A line of a copy of ours came with the import, wherever it stands.
        let is_later = |HistoryEntry { id, op }: &HistoryEntry| {
            !ops.contains_key(id) && own.contains(&op.dev) && op.seq > end(op)
        };
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
            if others.any(|entry| is_later(entry) && replaces(&entry.op, ops)) {
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
        let (log, forks) = (read_log(&read)?, read.open_table(FORKS)?);
        let history = read.open_table(HISTORY)?;
        let mut records = BTreeSet::new();
        for (id, place) in ops {
            let Some((Line::Known(op), _)) = line_at(&log, &forks, *id, place)? else {
                continue;
            };
            if place_of(&history, &op.rec, *id)?.is_some() {
                records.insert(op.rec);
            }
        }
        Ok(records)
    }

    /// The records that belong to `parent` and have an op that `fits`.
    fn children_written(
        &self,
        parent: &str,
        fits: impl Fn(&HistoryEntry) -> bool,
    ) -> Result<Vec<String>, StoreFault> {
        let mut written = Vec::new();
        for child in self.children(parent)? {
            let child = child.to_string();
            if self.history(&child)?.iter().any(&fits) {
                written.push(child);
            }
        }
        Ok(written)
    }
}

/// Whether an op replaces a value that one of `ops` wrote.
fn replaces(op: &Op, ops: &BTreeMap<OpId, PlaceKey>) -> bool {
    let mut over = op.set.values().flat_map(|write| &write.over);
    over.any(|id| ops.contains_key(id))
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
