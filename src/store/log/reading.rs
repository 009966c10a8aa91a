//! Lines found by their place.

use std::ops::RangeInclusive;

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

/// Lines that follow one another, as they travel.
#[derive(Default)]
pub struct LogText {
    /// Each ended by a line break.
    pub lines: Vec<u8>,
    /// The hash after the last.
    pub after: ChainHash,
}

/// From one place to another, both included.
type Places = RangeInclusive<PlaceKey>;

fn between((book, device): (BookId, DeviceId), from: u64, to: u64) -> Places {
    place_key(book, device, from)..=place_key(book, device, to)
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
        chain: (BookId, DeviceId),
        from: u64,
        to: u64,
    ) -> Result<LogLines<'_>, StoreFault> {
        self.lines_between(between(chain, from, to))
    }

    /// The lines of a chain from `from` to `to` as they travel; `None` when one
    /// is missing. They are not held against their hashes.
    pub fn text(
        &self,
        chain: (BookId, DeviceId),
        from: u64,
        to: u64,
    ) -> Result<Option<LogText>, StoreFault> {
        let places = between(chain, from, to);
        let (mut text, mut count) = (LogText::default(), 0);
        for row in self.rows_between(&places)? {
            let (key, value) = row?;
            match Block::read(key.value(), value.value())? {
                Some(block)
                    if places.contains(&block.first()) && places.contains(&block.last()) =>
                {
                    text.lines.append(&mut block.text()?);
                    text.after = block.after();
                    count += block.count();
                }
                _ => {
                    for line in lines_of(key.value(), value.value())? {
                        if places.contains(&line.place) {
                            text.lines.extend_from_slice(&line.bytes);
                            text.lines.push(b'\n');
                            text.after = line.after;
                            count += 1;
                        }
                    }
                }
            }
        }
        Ok((count == to - from + 1).then_some(text))
    }

    /// The lines of all chains from a place on.
    pub fn lines_from(&self, place: PlaceKey) -> Result<LogLines<'_>, StoreFault> {
        self.lines_between(place..=[0xff; 40])
    }

    fn lines_between(&self, places: Places) -> Result<LogLines<'_>, StoreFault> {
        Ok(LogLines {
            rows: self.rows_between(&places)?,
            unpacked: Vec::new().into_iter(),
            places,
        })
    }

    /// The rows that hold the lines of these places, and may hold some before
    /// and after them.
    fn rows_between(&self, places: &Places) -> Result<Range<'_, Bytes, Bytes>, StoreFault> {
        let over = self.block_over(places.start(), |block| Ok(block.first()))?;
        let start = over.unwrap_or(*places.start());
        let end = greatest_key(places.end());
        Ok(self.0.range(start.as_slice()..=end.as_slice())?)
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
    places: Places,
}

impl LogLines<'_> {
    fn next_row(&mut self) -> Option<Result<Vec<LogLine>, StoreFault>> {
        let row = self.rows.next()?;
        let row = row.map_err(StoreFault::from);
        Some(row.and_then(|(key, value)| lines_of(key.value(), value.value())))
    }
}

/// The lines of a row.
fn lines_of(key: &[u8], value: &[u8]) -> Result<Vec<LogLine>, StoreFault> {
    if let Some(block) = Block::read(key, value)? {
        return block.lines();
    }
    let no_place = |_| StoreFault::Damaged("a line has no place".into());
    let place = key.try_into().map_err(no_place)?;
    let (after, bytes) = split_log(value)?;
    let bytes = bytes.to_vec();
    Ok(vec![LogLine {
        place,
        after,
        bytes,
    }])
}

impl Iterator for LogLines<'_> {
    type Item = Result<LogLine, StoreFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.unpacked.next() {
                Some(line) if line.place > *self.places.end() => return None,
                Some(line) if line.place >= *self.places.start() => return Some(Ok(line)),
                Some(_) => {}
                None => match self.next_row()? {
                    Ok(lines) => self.unpacked = lines.into_iter(),
                    Err(fault) => return Some(Err(fault)),
                },
            }
        }
    }
}
