//! Lines that follow one another in a chain, packed into one row of the log.

use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};

use super::LogLine;
use crate::ledger::ChainHash;
use crate::store::fault::StoreFault;
use crate::store::lines::Around;
use crate::store::rows::split_log;
use crate::store::tables::{PlaceKey, chain_of, place_after, place_at, seq_of};

/// Bytes of lines in a block. Packed they fill most of a page of eight
/// kilobytes, and to unpack them for one line takes some ten microseconds.
pub const FULL: usize = 28 << 10;

/// Bytes of a chain at the beginning of a place.
const CHAIN: usize = 32;

/// Place of the first line, then the position of the last.
const KEY: usize = 48;

/// A row of the log that holds several lines.
///
/// Its value: chain hash before the first line, chain hash after the last, the
/// packed lines, each ended by a line break.
pub struct Block<'a> {
    first: PlaceKey,
    last: u64,
    before: ChainHash,
    after: ChainHash,
    packed: &'a [u8],
}

impl<'a> Block<'a> {
    /// Reads a row; `None` when it holds a single line.
    pub fn read(key: &[u8], value: &'a [u8]) -> Result<Option<Self>, StoreFault> {
        let Ok(key): Result<&[u8; KEY], _> = key.try_into() else {
            return Ok(None);
        };
        let (before, rest) = split_log(value)?;
        let (after, packed) = split_log(rest)?;
        let damaged = || StoreFault::Damaged("a block of the log has no place".into());
        let first = key.first_chunk().ok_or_else(damaged)?;
        let last = key.last_chunk().ok_or_else(damaged)?;
        Ok(Some(Self {
            first: *first,
            last: u64::from_be_bytes(*last),
            before,
            after,
            packed,
        }))
    }

    pub fn first(&self) -> PlaceKey {
        self.first
    }

    pub fn last(&self) -> PlaceKey {
        place_at(&self.first, self.last)
    }

    /// The hash after its last line.
    pub fn after(&self) -> ChainHash {
        self.after
    }

    /// Its lines, each ended by a line break.
    pub fn text(&self) -> Result<Vec<u8>, StoreFault> {
        let text = self.unpack()?;
        self.split(&text).map(drop)?;
        Ok(text)
    }

    pub fn key(&self) -> [u8; KEY] {
        block_key(&self.first, &self.last())
    }

    /// How many lines it holds.
    pub fn count(&self) -> u64 {
        let from = seq_of(&self.first).unwrap_or_default();
        self.last.saturating_sub(from).saturating_add(1)
    }

    /// Whether the line of this place is in it.
    pub fn covers(&self, place: &PlaceKey) -> bool {
        (self.first..=self.last()).contains(place)
    }

    /// Every line, with the hash after it.
    pub fn lines(&self) -> Result<Vec<LogLine>, StoreFault> {
        let unpacked = self.unpack()?;
        let places = std::iter::successors(Some(self.first), place_after);
        let mut after = self.before;
        let mut lines = Vec::new();
        for (place, bytes) in places.zip(self.split(&unpacked)?) {
            after = after.then(bytes);
            lines.push(LogLine {
                place,
                after,
                bytes: bytes.to_vec(),
            });
        }
        if after != self.after {
            return Err(self.damaged("the running hash does not come out"));
        }
        Ok(lines)
    }

    /// The line of a place that it covers.
    pub fn line(&self, place: &PlaceKey) -> Result<Option<Vec<u8>>, StoreFault> {
        let unpacked = self.unpack()?;
        let mut lines = self.split(&unpacked)?;
        Ok(lines.nth(self.ahead_of(place)).map(<[u8]>::to_vec))
    }

    /// The chain's hash after the line of a place that it covers.
    pub fn hash_at(&self, place: &PlaceKey) -> Result<Option<ChainHash>, StoreFault> {
        if seq_of(place) == Some(self.last) {
            return Ok(Some(self.after));
        }
        let unpacked = self.unpack()?;
        let ahead = self.ahead_of(place);
        let mut after = self.before;
        for line in self.split(&unpacked)?.take(ahead + 1) {
            after = after.then(line);
        }
        Ok(Some(after))
    }

    /// How many of its lines stand before this place.
    fn ahead_of(&self, place: &PlaceKey) -> usize {
        let from = seq_of(&self.first).unwrap_or_default();
        let seq = seq_of(place).unwrap_or_default();
        usize::try_from(seq.saturating_sub(from)).unwrap_or(usize::MAX)
    }

    fn unpack(&self) -> Result<Vec<u8>, StoreFault> {
        let cut_short = |_| self.damaged("it cannot be unpacked");
        let (size, packed) = uncompressed_size(self.packed).map_err(cut_short)?;
        if size > FULL {
            return Err(self.damaged("it says that it is too long"));
        }
        decompress(packed, size).map_err(cut_short)
    }

    /// The lines of what was unpacked, as many as there must be.
    fn split<'u>(&self, unpacked: &'u [u8]) -> Result<impl Iterator<Item = &'u [u8]>, StoreFault> {
        let body = unpacked.strip_suffix(b"\n");
        let body = body.ok_or_else(|| self.damaged("the last of them is cut short"))?;
        let lines = body.split(|byte| *byte == b'\n');
        if lines.clone().count() as u64 != self.count() {
            return Err(self.damaged("the number of its lines is another"));
        }
        Ok(lines)
    }

    fn damaged(&self, what: &str) -> StoreFault {
        let chain = chain_of(&self.first);
        let chain = chain.map(|(book, device)| format!("book {book}, device {device}, "));
        let from = seq_of(&self.first).unwrap_or_default();
        StoreFault::Damaged(format!(
            "{}lines {from}–{}: {what}",
            chain.unwrap_or_default(),
            self.last
        ))
    }
}

/// The value of the row of lines that follow one another, each ended by a line
/// break in `text`.
pub fn pack(Around { before, after }: Around, text: &[u8]) -> Vec<u8> {
    let packed = compress_prepend_size(text);
    [before.0.as_slice(), after.0.as_slice(), &packed].concat()
}

/// The key of the row of the lines from one place of a chain to another.
pub fn block_key(first: &PlaceKey, last: &PlaceKey) -> [u8; KEY] {
    let mut key = [0; KEY];
    let (place, position) = key.split_at_mut(first.len());
    place.copy_from_slice(first);
    position.copy_from_slice(&last[CHAIN..]);
    key
}

/// The greatest key that a row beginning at this place can have.
pub fn greatest_key(place: &PlaceKey) -> [u8; KEY] {
    block_key(place, &place_at(place, u64::MAX))
}
