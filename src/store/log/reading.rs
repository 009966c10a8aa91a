//! Lines found by their place.

use redb::{Range, ReadOnlyTable, ReadTransaction, ReadableTable};

use super::block::{Block, greatest_key};
use crate::ledger::{BookId, ChainHash, DeviceId};
use crate::store::fault::StoreFault;
use crate::store::rows::split_log;
use crate::store::tables::{Bytes, LOG, PlaceKey, place_key, seq_of};

/// A line in its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    pub place: PlaceKey,
    /// The chain's hash after it.
    pub after: ChainHash,
    pub bytes: Vec<u8>,
}

impl LogLine {
    /// Its position in the chain.
    pub fn seq(&self) -> u64 {
        seq_of(&self.place).unwrap_or_default()
    }
}

/// Where a line can be looked for by its place.
pub trait FindLine {
    /// The line at a place.
    fn line(&self, place: &PlaceKey) -> Result<Option<Vec<u8>>, StoreFault>;
}

/// The log, to be read.
pub struct Log<T>(pub(super) T);

/// The log as a transaction reads it.
pub fn read_log(read: &ReadTransaction) -> Result<Log<ReadOnlyTable<Bytes, Bytes>>, StoreFault> {
    Ok(Log(read.open_table(LOG)?))
}

impl<T: ReadableTable<Bytes, Bytes>> Log<T> {
    pub fn of(table: T) -> Self {
        Self(table)
    }

    /// The chain's hash after the line at a place, if that line is there.
    pub fn hash_after(&self, place: &PlaceKey) -> Result<Option<ChainHash>, StoreFault> {
        if let Some(value) = self.0.get(place.as_slice())? {
            return Ok(Some(split_log(value.value())?.0));
        }
        Ok(self
            .block_over(place, |block| block.hash_at(place))?
            .flatten())
    }

    /// The hash of a chain after `seq`, if that line is there.
    pub fn hash_at(
        &self,
        (book, device): (BookId, DeviceId),
        seq: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        if seq == 0 {
            return Ok(Some(ChainHash::default()));
        }
        self.hash_after(&place_key(book, device, seq))
    }

    /// Whether a line is at this place.
    pub fn has(&self, place: &PlaceKey) -> Result<bool, StoreFault> {
        Ok(
            self.0.get(place.as_slice())?.is_some()
                || self.block_over(place, |_| Ok(()))?.is_some(),
        )
    }

    /// Lines of a chain from `from` to `to`, both included; missing ones are
    /// passed over.
    pub fn lines(
        &self,
        (book, device): (BookId, DeviceId),
        from: u64,
        to: u64,
    ) -> Result<LogLines<'_>, StoreFault> {
        self.lines_between(place_key(book, device, from), place_key(book, device, to))
    }

    /// The lines of all chains from a place on.
    pub fn lines_from(&self, place: PlaceKey) -> Result<LogLines<'_>, StoreFault> {
        self.lines_between(place, [0xff; 40])
    }

    fn lines_between(&self, from: PlaceKey, to: PlaceKey) -> Result<LogLines<'_>, StoreFault> {
        let over = self.block_over(&from, |block| Ok(block.first()))?;
        let start = over.unwrap_or(from);
        let end = greatest_key(&to);
        Ok(LogLines {
            rows: self.0.range(start.as_slice()..=end.as_slice())?,
            unpacked: Vec::new().into_iter(),
            from,
            to,
        })
    }

    /// How many lines there are.
    pub fn count(&self) -> Result<u64, StoreFault> {
        let mut count = 0;
        for row in self.0.iter()? {
            let (key, value) = row?;
            count += Block::read(key.value(), value.value())?.map_or(1, |block| block.count());
        }
        Ok(count)
    }

    /// What `read` makes of the block that holds the line of a place which has
    /// no row of its own.
    pub(super) fn block_over<R>(
        &self,
        place: &PlaceKey,
        read: impl FnOnce(&Block<'_>) -> Result<R, StoreFault>,
    ) -> Result<Option<R>, StoreFault> {
        let Some(row) = self.0.range(..=greatest_key(place).as_slice())?.next_back() else {
            return Ok(None);
        };
        let (key, value) = row?;
        match Block::read(key.value(), value.value())? {
            Some(block) if block.covers(place) => read(&block).map(Some),
            _ => Ok(None),
        }
    }
}

impl<T: ReadableTable<Bytes, Bytes>> FindLine for Log<T> {
    fn line(&self, place: &PlaceKey) -> Result<Option<Vec<u8>>, StoreFault> {
        if let Some(value) = self.0.get(place.as_slice())? {
            return Ok(Some(split_log(value.value())?.1.to_vec()));
        }
        Ok(self.block_over(place, |block| block.line(place))?.flatten())
    }
}

/// Lines in the order of their places. A row that cannot be read is a fault,
/// and the lines after it follow.
pub struct LogLines<'a> {
    rows: Range<'a, Bytes, Bytes>,
    unpacked: std::vec::IntoIter<LogLine>,
    from: PlaceKey,
    to: PlaceKey,
}

impl LogLines<'_> {
    fn next_row(&mut self) -> Option<Result<Vec<LogLine>, StoreFault>> {
        let row = self.rows.next()?;
        Some(row.map_err(StoreFault::from).and_then(|(key, value)| {
            if let Some(block) = Block::read(key.value(), value.value())? {
                return block.lines();
            }
            let no_place = |_| StoreFault::Damaged("a line has no place".into());
            let place = key.value().try_into().map_err(no_place)?;
            let (after, bytes) = split_log(value.value())?;
            let bytes = bytes.to_vec();
            Ok(vec![LogLine {
                place,
                after,
                bytes,
            }])
        }))
    }
}

impl Iterator for LogLines<'_> {
    type Item = Result<LogLine, StoreFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.unpacked.next() {
                Some(line) if line.place > self.to => return None,
                Some(line) if line.place >= self.from => return Some(Ok(line)),
                Some(_) => {}
                None => match self.next_row()? {
                    Ok(lines) => self.unpacked = lines.into_iter(),
                    Err(fault) => return Some(Err(fault)),
                },
            }
        }
    }
}
