//! The log within a transaction that changes it.

use redb::{Table, WriteTransaction};

use super::reading::LogLines;
use super::run::{Row, Run};
use super::{FindLine, Log};
use crate::ledger::{BookId, ChainHash, DeviceId};
use crate::store::fault::StoreFault;
use crate::store::lines::Around;
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

    /// Puts a line at its place, which is free.
    pub fn put(
        &mut self,
        place: &PlaceKey,
        around: Around,
        bytes: &[u8],
    ) -> Result<(), StoreFault> {
        if !self.run.add(place, around, bytes) {
            self.write_out()?;
            self.run.add(place, around, bytes);
        }
        Ok(())
    }

    /// Puts the rows of lines whose places are free.
    pub fn put_rows(&mut self, rows: &[Row]) -> Result<(), StoreFault> {
        for Row { key, value } in rows {
            self.log.0.insert(key.as_slice(), value.as_slice())?;
        }
        Ok(())
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        chain: (BookId, DeviceId),
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        match self.run.at(&place_key(chain.0, chain.1, seq)) {
            Some((_, after)) => Ok(Some(after)),
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
            let rows = lines.iter();
            let rows = rows.map(|line| Row::of_line(&line.place, line.after, &line.bytes));
            self.put_rows(&rows.collect::<Vec<_>>())?;
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
        let rows = std::mem::take(&mut self.run).rows();
        self.put_rows(&rows)
    }
}

impl FindLine for LogTable<'_> {
    fn line(&self, place: &PlaceKey) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.run.at(place) {
            Some((bytes, _)) => Ok(Some(bytes.to_vec())),
            None => self.log.line(place),
        }
    }
}
