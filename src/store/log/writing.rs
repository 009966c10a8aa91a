//! The log within a transaction that changes it.

use redb::{Table, WriteTransaction};

use super::reading::LogLines;
use super::run::{Run, write_each};
use super::{FindLine, Log, LogLine};
use crate::ledger::{BookId, ChainHash, DeviceId};
use crate::store::fault::StoreFault;
use crate::store::tables::{Bytes, LOG, PlaceKey, place_key};

/// The log, to be read and changed. New lines are held back until they fill a
/// block; who has changed it calls [`write_out`](Self::write_out) at the end.
pub struct LogTable<'txn> {
    log: Log<Table<'txn, Bytes, Bytes>>,
    run: Run,
}

impl<'txn> LogTable<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            log: Log::of(write.open_table(LOG)?),
            run: Run::default(),
        })
    }

    /// Puts a line at its place, which is free; `before` is the hash before it.
    pub fn put(&mut self, line: LogLine, before: ChainHash) -> Result<(), StoreFault> {
        if !self.run.takes(&line, before) {
            self.write_out()?;
        }
        self.run.add(line, before);
        Ok(())
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        chain: (BookId, DeviceId),
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        match self.run.at(&place_key(chain.0, chain.1, seq)) {
            Some(line) => Ok(Some(line.after)),
            None => self.log.hash_at(chain, seq),
        }
    }

    /// Lines of a chain from `from` to `to`, both included; missing ones are
    /// passed over.
    pub fn lines(
        &mut self,
        chain: (BookId, DeviceId),
        from: u64,
        to: u64,
    ) -> Result<LogLines<'_>, StoreFault> {
        self.write_out()?;
        self.log.lines(chain, from, to)
    }

    /// Takes the line at a place out.
    pub fn remove(&mut self, place: &PlaceKey) -> Result<(), StoreFault> {
        self.write_out()?;
        if self.log.0.remove(place.as_slice())?.is_some() {
            return Ok(());
        }
        let over = self
            .log
            .block_over(place, |block| Ok((block.key(), block.lines()?)))?;
        if let Some((key, mut lines)) = over {
            lines.retain(|line| line.place != *place);
            self.log.0.remove(key.as_slice())?;
            write_each(&lines, &mut self.log.0)?;
        }
        Ok(())
    }

    /// The log as it stands, to be read.
    pub fn written(&mut self) -> Result<&Log<Table<'txn, Bytes, Bytes>>, StoreFault> {
        self.write_out()?;
        Ok(&self.log)
    }

    /// Puts the lines that are held back into the table.
    pub fn write_out(&mut self) -> Result<(), StoreFault> {
        self.run.write_to(&mut self.log.0)
    }
}

impl FindLine for LogTable<'_> {
    fn line(&self, place: &PlaceKey) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.run.at(place) {
            Some(line) => Ok(Some(line.bytes.clone())),
            None => self.log.line(place),
        }
    }
}
