//! Lines on their way out: ranges that can travel, with their signed heads.

use redb::ReadableTable;

use super::devices::all_devices;
use super::fault::StoreFault;
use super::log::{LogText, read_log};
use super::open::Store;
use super::rows::{all_ranges, pack_ranges, read_ranges};
use super::tables::{BEFORE, CARRIED, DEVICES, HEADS, RANGES, chain_key, place_key, seq_of};
use crate::ledger::segment::SegmentHead;
use crate::ledger::{BookId, ChainHash, DeviceId, DevicePublicKey, HeadSignature, Segment};

/// A range of a chain that verifies alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriableRange {
    pub book: BookId,
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
}

/// Lines of another device's chain that travel as one piece, where its heads
/// allow a cut: far below what a part of a bundle may hold.
const LINES_AT_A_TIME: u64 = 20_000;

/// Cuts a range at signed heads. What lies after the last head cannot leave.
fn cut_at_heads(
    whole: CarriableRange,
    heads: &impl ReadableTable<&'static [u8], &'static [u8]>,
) -> Result<Vec<CarriableRange>, StoreFault> {
    let (first, last) = (
        place_key(whole.book, whole.device, whole.from),
        place_key(whole.book, whole.device, whole.to),
    );
    let mut pieces: Vec<CarriableRange> = Vec::new();
    for head in heads.range(first.as_slice()..=last.as_slice())? {
        let Some(to) = seq_of(head?.0.value()) else {
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if to - piece.from < LINES_AT_A_TIME => piece.to = to,
            Some(piece) => {
                let from = piece.to + 1;
                pieces.push(CarriableRange { from, to, ..whole });
            }
            None => pieces.push(CarriableRange { to, ..whole }),
        }
    }
    Ok(pieces)
}

impl Store {
    /// Every range that can leave: our own chains whole, those of others cut
    /// at heads that their device signed, so that no range grows past
    /// [`LINES_AT_A_TIME`] where there is a head to cut at.
    ///
    /// # Errors
    /// What the disk says.
    pub fn carriable(&self) -> Result<Vec<CarriableRange>, StoreFault> {
        let read = self.read()?;
        let heads = read.open_table(HEADS)?;
        let mut carriable = Vec::new();
        for ((book, device), ranges) in all_ranges(&read.open_table(RANGES)?)? {
            for (from, to) in ranges.iter() {
                let whole = CarriableRange {
                    book,
                    device,
                    from,
                    to,
                };
                if device == self.device() {
                    carriable.push(whole);
                } else {
                    carriable.extend(cut_at_heads(whole, &heads)?);
                }
            }
        }
        Ok(carriable)
    }

    /// The lines of a range with the hashes and the signature around them.
    /// Ranges of other devices must end at a head that they signed.
    ///
    /// # Errors
    /// `Damaged` when a line, hash or signature of the range is missing.
    pub fn segment(&self, range: CarriableRange) -> Result<Segment, StoreFault> {
        let CarriableRange {
            book,
            device,
            from,
            to,
        } = range;
        let missing = |what: &str| StoreFault::Damaged(format!("{what} of {device} {from}–{to}"));
        let read = self.read()?;
        let text = read_log(&read)?.text((book, device), from, to)?;
        let LogText { lines, after } = text.ok_or_else(|| missing("lines"))?;
        let before = self
            .hash_before(book, device, from)?
            .ok_or_else(|| missing("hash"))?;
        let (key, signature) = if device == self.device() {
            (self.key.public(), self.key.sign_head(book, to, after))
        } else {
            let key = self.public_key(device)?.ok_or_else(|| missing("key"))?;
            let heads = read.open_table(HEADS)?;
            let signature = heads
                .get(place_key(book, device, to).as_slice())?
                .and_then(|bytes| bytes.value().try_into().ok());
            (
                key,
                HeadSignature(signature.ok_or_else(|| missing("signature"))?),
            )
        };
        let head = SegmentHead {
            book,
            device,
            from,
            to,
            before: before.to_hex(),
            after: after.to_hex(),
            key,
            signature,
            branch: None,
        };
        Ok(Segment { head, lines })
    }

    pub(super) fn hash_before(
        &self,
        book: BookId,
        device: DeviceId,
        from: u64,
    ) -> Result<Option<ChainHash>, StoreFault> {
        if from <= 1 {
            return Ok(Some(ChainHash::default()));
        }
        let read = self.read()?;
        if let Some(after) = read_log(&read)?.hash_at((book, device), from - 1)? {
            return Ok(Some(after));
        }
        let before = read.open_table(BEFORE)?;
        let stored = before.get(place_key(book, device, from).as_slice())?;
        Ok(stored
            .and_then(|bytes| bytes.value().try_into().ok())
            .map(ChainHash))
    }

    /// The public key of a device.
    ///
    /// # Errors
    /// What the disk says.
    pub fn public_key(&self, device: DeviceId) -> Result<Option<DevicePublicKey>, StoreFault> {
        if device == self.device() {
            return Ok(Some(self.key.public()));
        }
        let read = self.read()?;
        let known = all_devices(&read.open_table(DEVICES)?)?;
        Ok(known.get(&device).map(|device| device.key))
    }

    /// Remembers that these ranges left the machine.
    ///
    /// # Errors
    /// What the disk says.
    pub fn mark_carried(&mut self, ranges: &[CarriableRange]) -> Result<(), StoreFault> {
        let write = self.begin()?;
        {
            let mut carried = write.open_table(CARRIED)?;
            for range in ranges {
                let key = chain_key(range.book, range.device);
                let stored = carried
                    .get(key.as_slice())?
                    .map(|bytes| read_ranges(bytes.value()))
                    .transpose()?;
                let mut gone = stored.unwrap_or_default();
                gone.insert(range.from, range.to);
                carried.insert(key.as_slice(), pack_ranges(&gone).as_slice())?;
            }
        }
        Ok(write.commit()?)
    }
}
