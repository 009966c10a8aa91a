//! Lines at the end of a chain that are not in the table yet.

use redb::Table;

use super::LogLine;
use super::block::{FULL, pack};
use crate::ledger::ChainHash;
use crate::store::fault::StoreFault;
use crate::store::tables::{Bytes, PlaceKey, place_after};

/// Fewer lines than this are not worth unpacking again: each has its row.
const FEW: usize = 8;

/// Lines that follow one another, held back until a block is full.
#[derive(Default)]
pub struct Run {
    /// The hash before the first.
    before: ChainHash,
    lines: Vec<LogLine>,
    /// Of all lines.
    bytes: usize,
}

impl Run {
    /// Whether a line that follows the hash `before` comes next, and has room.
    pub fn takes(&self, line: &LogLine, before: ChainHash) -> bool {
        self.lines.last().is_none_or(|last| {
            last.after == before
                && place_after(&last.place) == line.place
                && self.bytes + line.bytes.len() < FULL
        })
    }

    pub fn add(&mut self, line: LogLine, before: ChainHash) {
        if self.lines.is_empty() {
            self.before = before;
        }
        self.bytes += line.bytes.len() + 1;
        self.lines.push(line);
    }

    pub fn at(&self, place: &PlaceKey) -> Option<&LogLine> {
        let found = self.lines.binary_search_by(|line| line.place.cmp(place));
        self.lines.get(found.ok()?)
    }

    /// Puts the lines into the table, and is empty then.
    pub fn write_to(&mut self, table: &mut Table<'_, Bytes, Bytes>) -> Result<(), StoreFault> {
        let Self { before, lines, .. } = std::mem::take(self);
        if lines.len() < FEW {
            return write_each(&lines, table);
        }
        if let Some((key, value)) = pack(before, &lines) {
            table.insert(key.as_slice(), value.as_slice())?;
        }
        Ok(())
    }
}

/// Gives each line a row of its own.
pub fn write_each(
    lines: &[LogLine],
    table: &mut Table<'_, Bytes, Bytes>,
) -> Result<(), StoreFault> {
    for line in lines {
        let value = [line.after.0.as_slice(), &line.bytes].concat();
        table.insert(line.place.as_slice(), value.as_slice())?;
    }
    Ok(())
}
