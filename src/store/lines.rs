//! The lines of a transaction and what finds them: by place, and the ops of a
//! record in order of time.

use redb::{ReadableTable, Table, WriteTransaction};

use super::devices::Branch;
use super::fault::StoreFault;
use super::forks::Beside;
use super::history::{Applied, Histories};
use super::log::{FindLine, LogTable, Row};
use super::rows::{line_at, split_fork};
use super::tables::{BEFORE, FORKS, PlaceKey, chain_of, fork_key, place_after, place_key};
use crate::ledger::op::{Envelope, Line};
use crate::ledger::{BookId, ChainHash, DeviceId, Op, OpId};

type ByteTable<'txn> = Table<'txn, &'static [u8], &'static [u8]>;

/// Log, forks and history within a transaction.
pub struct Lines<'txn> {
    log: LogTable<'txn>,
    forks: ByteTable<'txn>,
    before: ByteTable<'txn>,
    histories: Histories<'txn>,
}

/// The hashes of the chain around a line.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    pub before: ChainHash,
    pub after: ChainHash,
}

impl<'txn> Lines<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            log: LogTable::open(write)?,
            forks: write.open_table(FORKS)?,
            before: write.open_table(BEFORE)?,
            histories: Histories::open(write)?,
        })
    }

    /// Puts a line into the log.
    pub fn put(
        &mut self,
        place: &PlaceKey,
        around: Around,
        bytes: &[u8],
    ) -> Result<(), StoreFault> {
        self.log.put(place, around, bytes)
    }

    /// Puts the rows of lines into the log.
    pub fn put_rows(&mut self, rows: &[Row]) -> Result<(), StoreFault> {
        self.log.put_rows(rows)
    }

    /// Remembers the hash before a line whose predecessor is not here.
    pub fn put_before(&mut self, place: &PlaceKey, before: ChainHash) -> Result<(), StoreFault> {
        self.before.insert(place.as_slice(), before.0.as_slice())?;
        Ok(())
    }

    /// Puts a line beside its chain.
    pub fn put_fork(
        &mut self,
        place: &PlaceKey,
        id: OpId,
        around: Around,
        bytes: &[u8],
    ) -> Result<(), StoreFault> {
        let value = [&around.before.0[..], &around.after.0[..], bytes].concat();
        self.forks
            .insert(fork_key(place, id).as_slice(), value.as_slice())?;
        Ok(())
    }

    /// Puts an op into the history of its record.
    pub fn note_applied(&mut self, id: OpId, op: &Op, place: PlaceKey) -> Result<(), StoreFault> {
        let at = op.at;
        self.histories.add(&op.rec, Applied { at, id, place })
    }

    /// Whether the line with this id is here, in its chain or beside it.
    pub fn has(&self, id: OpId, place: &PlaceKey) -> Result<bool, StoreFault> {
        let in_chain = self.log.line(place)?;
        if in_chain.is_some_and(|line| OpId::of_line(&line) == id) {
            return Ok(true);
        }
        Ok(self.forks.get(fork_key(place, id).as_slice())?.is_some())
    }

    /// Whether an op is in the history of its record.
    pub fn is_applied(&self, id: OpId, op: &Op) -> Result<bool, StoreFault> {
        Ok(self.histories.place_of(&op.rec, id)?.is_some())
    }

    /// Whether an op that is shown wrote this field of a record.
    pub fn has_written(&self, record: &str, id: OpId, field: &str) -> Result<bool, StoreFault> {
        let Some(place) = self.histories.place_of(record, id)? else {
            return Ok(false);
        };
        Ok(match line_at(&self.log, &self.forks, id, &place)? {
            Some((Line::Known(op), _)) => op.set.contains_key(field),
            _ => false,
        })
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        chain: (BookId, DeviceId),
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        self.log.hash_at(chain, seq)
    }

    /// Whether the line of a chain at `seq`, if one is there, follows a line
    /// with the hash `after` it.
    pub fn goes_on(
        &self,
        chain: (BookId, DeviceId),
        seq: u64,
        after: ChainHash,
    ) -> Result<bool, StoreFault> {
        let next = self.log.line(&place_key(chain.0, chain.1, seq))?;
        let Some(line) = next else { return Ok(true) };
        Ok(self.log.hash_at(chain, seq)? == Some(after.then(&line)))
    }

    /// Some of the lines of a chain from `from` to `to`, few enough for memory.
    pub fn some_of(
        &mut self,
        chain: (BookId, DeviceId),
        from: u64,
        to: u64,
    ) -> Result<Vec<Vec<u8>>, StoreFault> {
        const AT_ONCE: usize = 1024;
        let lines = self.log.lines(chain, from, to)?.take(AT_ONCE);
        lines.map(|line| Ok(line?.bytes)).collect()
    }

    /// Every line of a device that stands beside its chain.
    pub fn forks_of(&self, device: DeviceId) -> Result<Vec<Vec<u8>>, StoreFault> {
        let mut lines = Vec::new();
        for entry in self.forks.iter()? {
            let (key, value) = entry?;
            if chain_of(key.value()).is_some_and(|(_, of)| of == device) {
                lines.push(split_fork(value.value())?.line.to_vec());
            }
        }
        Ok(lines)
    }

    /// Whether other lines stand beside a chain.
    pub fn is_forked(&self, (book, device): (BookId, DeviceId)) -> Result<bool, StoreFault> {
        let first = place_key(book, device, 0);
        let mut beside = self.forks.range(first.as_slice()..)?;
        let key = beside.next().transpose()?;
        Ok(key.is_some_and(|(key, _)| chain_of(key.value()) == Some((book, device))))
    }

    /// What is missing of a chain that has forks, out of its `gaps`.
    pub fn missing_beside(
        &mut self,
        chain: (BookId, DeviceId),
        gaps: &[(u64, u64)],
    ) -> Result<Vec<(u64, u64)>, StoreFault> {
        let mut bounded = Vec::new();
        for &(from, to) in gaps {
            let place = place_key(chain.0, chain.1, to + 1);
            let before = self.before.get(place.as_slice())?;
            let before = before.and_then(|bytes| bytes.value().try_into().ok());
            bounded.push((from, to, before.map(ChainHash)));
        }
        let beside = Beside::of(&self.forks, chain.0, chain.1)?;
        beside.missing(self.log.written()?, chain, &bounded)
    }

    /// Takes the line with this id out; answers where it stood. The line after
    /// it in the chain keeps the hash that it follows.
    pub fn take_out(
        &mut self,
        id: OpId,
        place: &PlaceKey,
    ) -> Result<Option<(Line, Branch)>, StoreFault> {
        let Some((line, branch)) = line_at(&self.log, &self.forks, id, place)? else {
            return Ok(None);
        };
        match branch {
            Branch::Chain => self.unchain(&line.envelope())?,
            Branch::Fork => {
                self.forks.remove(fork_key(place, id).as_slice())?;
            }
        }
        if let Line::Known(op) = &line {
            self.histories.remove(&op.rec, id)?;
        }
        Ok(Some((line, branch)))
    }

    fn unchain(&mut self, at: &Envelope) -> Result<(), StoreFault> {
        let &Envelope { book, dev, seq, .. } = at;
        let place = place_key(book, dev, seq);
        if let Some(hash) = self.hash_at((book, dev), seq)?
            && let Some(next) = place_after(&place)
            && self.log.written()?.has(&next)?
        {
            self.put_before(&next, hash)?;
        }
        self.log.remove(&place)?;
        self.before.remove(place.as_slice())?;
        Ok(())
    }

    /// The ops of a record that are shown, in order of time.
    pub fn history_of(&self, record: &str) -> Result<Vec<(OpId, Op)>, StoreFault> {
        let mut ops = Vec::new();
        for Applied { id, place, .. } in self.histories.ops_of(record)? {
            if let Some((Line::Known(op), _)) = line_at(&self.log, &self.forks, id, &place)? {
                ops.push((id, op));
            }
        }
        Ok(ops)
    }

    /// Writes what was held back.
    pub fn write_out(&mut self) -> Result<(), StoreFault> {
        self.log.write_out()?;
        self.histories.write_out()
    }
}
