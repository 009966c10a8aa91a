//! Lines that follow one another, on their way into rows of the log.

use super::block::{FULL, block_key, pack};
use crate::ledger::ChainHash;
use crate::ledger::ahead::VerifiedSegment;
use crate::store::lines::Around;
use crate::store::tables::{PlaceKey, place_after, place_at, place_key, seq_of};

/// Fewer lines than this are not worth unpacking again: each has its row.
const FEW: usize = 8;

/// A row of the log.
pub struct Row {
    pub key: Vec<u8>,
    pub value: Vec<u8>,
}

/// Lines that are held back until a block is full.
#[derive(Default)]
pub struct Run {
    /// Place of the first line, and the hash before it.
    begin: Option<(PlaceKey, ChainHash)>,
    /// Where each line ends in the text, without its line break, and the hash
    /// after it.
    lines: Vec<(usize, ChainHash)>,
    /// The lines, each ended by a line break.
    text: Vec<u8>,
}

impl Run {
    /// Adds a line where it comes next and there is room; whether it did.
    pub fn add(&mut self, place: &PlaceKey, around: Around, bytes: &[u8]) -> bool {
        let (begin, before) = *self.begin.get_or_insert((*place, around.before));
        let comes_next = match self.lines.last() {
            None => before == around.before,
            Some((_, after)) => {
                *after == around.before
                    && place_after(&self.last(&begin)) == Some(*place)
                    && self.text.len() + bytes.len() < FULL
            }
        };
        if comes_next {
            self.text.extend_from_slice(bytes);
            self.lines.push((self.text.len(), around.after));
            self.text.push(b'\n');
        }
        comes_next
    }

    /// The place of the last of the lines that begin at `begin`.
    fn last(&self, begin: &PlaceKey) -> PlaceKey {
        let first = seq_of(begin).unwrap_or_default();
        let behind = self.lines.len().saturating_sub(1) as u64;
        place_at(begin, first.saturating_add(behind))
    }

    /// The line of a place and the hash after it, if it is held back.
    pub fn at(&self, place: &PlaceKey) -> Option<(&[u8], ChainHash)> {
        let (begin, _) = self.begin.as_ref()?;
        if begin[..32] != place[..32] {
            return None;
        }
        let ahead = seq_of(place)?.checked_sub(seq_of(begin)?)?;
        let at = usize::try_from(ahead).ok()?;
        let (end, after) = *self.lines.get(at)?;
        let start = match at.checked_sub(1) {
            Some(before) => self.lines.get(before)?.0 + 1,
            None => 0,
        };
        Some((self.text.get(start..end)?, after))
    }

    /// The rows of the lines.
    pub fn rows(&self) -> Vec<Row> {
        let (Some((begin, before)), Some((_, after))) = (self.begin, self.lines.last()) else {
            return Vec::new();
        };
        if self.lines.len() < FEW {
            return self.each();
        }
        let around = Around {
            before,
            after: *after,
        };
        vec![Row {
            key: block_key(&begin, &self.last(&begin)).to_vec(),
            value: pack(around, &self.text),
        }]
    }

    /// A row for each line.
    fn each(&self) -> Vec<Row> {
        let places = std::iter::successors(self.begin.map(|(begin, _)| begin), place_after);
        let lines = places.map_while(|place| Some((place, self.at(&place)?)));
        lines
            .map(|(place, (bytes, after))| Row::of_line(&place, after, bytes))
            .collect()
    }
}

impl Row {
    /// The row of a line that shares it with none.
    pub fn of_line(place: &PlaceKey, after: ChainHash, bytes: &[u8]) -> Self {
        Self {
            key: place.to_vec(),
            value: [after.0.as_slice(), bytes].concat(),
        }
    }

    /// The rows of the lines of a segment.
    pub fn of_segment(segment: &VerifiedSegment<'_>) -> Vec<Self> {
        let &VerifiedSegment {
            head, mut before, ..
        } = segment;
        let (mut rows, mut run) = (Vec::new(), Run::default());
        for (line, seq) in segment.lines.iter().zip(head.from..=head.to) {
            let place = place_key(head.book, head.device, seq);
            let after = line.after;
            let around = Around { before, after };
            if !run.add(&place, around, line.bytes) {
                rows.append(&mut std::mem::take(&mut run).rows());
                run.add(&place, around, line.bytes);
            }
            before = after;
        }
        rows.append(&mut run.rows());
        rows
    }
}
