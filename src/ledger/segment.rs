//! A range of one device's lines in one book, as it travels: the hash before
//! it, the lines, and the hash after it, signed. It verifies alone.

use serde::{Deserialize, Serialize};

use super::chain::ChainHash;
use super::id::{BookId, DeviceId, OpId};
use super::op::{Line, OpFault};
use super::signing::{DevicePublicKey, HeadSignature};

/// What a segment says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentHead {
    pub book: BookId,
    pub device: DeviceId,
    /// First position in the chain.
    pub from: u64,
    /// Last position, included.
    pub to: u64,
    /// h(from − 1), hexadecimal.
    pub before: String,
    /// h(to), hexadecimal.
    pub after: String,
    pub key: DevicePublicKey,
    /// The device's signature over h(to).
    pub signature: HeadSignature,
    /// Set where whoever carries it holds another continuation of the chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Beside>,
}

/// A segment that does not stand in the chain of whoever carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Beside {
    /// Two copies of the device wrote at the same places.
    Fork,
}

impl SegmentHead {
    /// How many lines it announces.
    pub fn lines(&self) -> u64 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }

    /// Whether it is another continuation than the one whose carrier's it is.
    pub fn is_branch(&self) -> bool {
        self.branch.is_some()
    }
}

/// A segment with its lines, each ended by a line break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub head: SegmentHead,
    #[serde(with = "super::text_bytes")]
    pub lines: Vec<u8>,
}

/// Why a segment is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SegmentFault {
    #[error("line {number}: {fault}")]
    Line { number: u64, fault: OpFault },
    #[error("line {number} does not belong here")]
    Misplaced { number: u64 },
    #[error("{found} lines where {expected} were announced")]
    Count { expected: u64, found: u64 },
    #[error("the last line is cut short")]
    CutShort,
    #[error("the key is not that of the device")]
    WrongKey,
    #[error("the running hash does not come out")]
    WrongHash,
    #[error("the signature is not valid")]
    WrongSignature,
}

/// A line that was verified, with its id and the chain's hash after it.
#[derive(Debug, Clone)]
pub struct VerifiedLine<'a> {
    pub id: OpId,
    pub bytes: &'a [u8],
    pub line: Line,
    pub after: ChainHash,
}

impl Segment {
    /// Verifies key, positions, running hash and signature, and reads every line.
    ///
    /// # Errors
    /// The first fault. Nothing of a faulty segment is to be used.
    pub fn verify(&self) -> Result<Vec<VerifiedLine<'_>>, SegmentFault> {
        let before = self.check_head()?;
        let head = &self.head;
        let mut hash = before;
        let lines: Vec<VerifiedLine<'_>> = self
            .lines()?
            .zip(head.from..=head.to)
            .map(|(bytes, number)| {
                let line =
                    Line::read(bytes).map_err(|fault| SegmentFault::Line { number, fault })?;
                let at = line.envelope();
                if (at.book, at.dev, at.seq) != (head.book, head.device, number) {
                    return Err(SegmentFault::Misplaced { number });
                }
                hash = hash.then(bytes);
                let after = hash;
                Ok(VerifiedLine {
                    id: OpId::of_line(bytes),
                    bytes,
                    line,
                    after,
                })
            })
            .collect::<Result<_, _>>()?;
        self.check_end(hash)?;
        Ok(lines)
    }

    /// Verifies key, running hash and signature without reading the lines: the
    /// bytes are those that the device signed for.
    ///
    /// # Errors
    /// The first fault.
    pub fn check_bytes(&self) -> Result<(), SegmentFault> {
        let before = self.check_head()?;
        self.check_end(self.lines()?.fold(before, |hash, line| hash.then(line)))
    }

    /// Verifies what the head says of itself; gives the hash before the lines.
    fn check_head(&self) -> Result<ChainHash, SegmentFault> {
        let head = &self.head;
        if head.key.device() != head.device {
            return Err(SegmentFault::WrongKey);
        }
        let before = ChainHash::from_hex(&head.before).ok_or(SegmentFault::WrongHash)?;
        let after = ChainHash::from_hex(&head.after).ok_or(SegmentFault::WrongHash)?;
        if head.from == 0
            || head.from > head.to
            || (head.from == 1) != (before == ChainHash::default())
        {
            return Err(SegmentFault::Misplaced { number: head.from });
        }
        if !head
            .key
            .signed_head(head.book, head.to, after, &head.signature)
        {
            return Err(SegmentFault::WrongSignature);
        }
        Ok(before)
    }

    fn check_end(&self, hash: ChainHash) -> Result<(), SegmentFault> {
        if ChainHash::from_hex(&self.head.after) == Some(hash) {
            Ok(())
        } else {
            Err(SegmentFault::WrongHash)
        }
    }

    /// The lines, as many as the head announces.
    fn lines(&self) -> Result<impl Iterator<Item = &[u8]>, SegmentFault> {
        let Some(body) = self.lines.strip_suffix(b"\n") else {
            return Err(SegmentFault::CutShort);
        };
        let lines = body.split(|byte| *byte == b'\n');
        let expected = self.head.lines();
        let found = lines.clone().count() as u64;
        if found != expected {
            return Err(SegmentFault::Count { expected, found });
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::super::op::tests::sample;
    use super::super::signing::DeviceKey;
    use super::*;

    fn segment() -> Segment {
        let key = DeviceKey::from_secret([3; 32]);
        let book = BookId(uuid::Uuid::from_u128(7));
        let mut hash = ChainHash::default();
        let mut lines = Vec::new();
        for seq in 1..=3 {
            let op = super::super::op::Op {
                dev: key.public().device(),
                ..sample(seq, "Ghe về bến")
            };
            let line = op.to_line().unwrap();
            hash = hash.then(&line);
            lines.extend_from_slice(&line);
            lines.push(b'\n');
        }
        let head = SegmentHead {
            book,
            device: key.public().device(),
            from: 1,
            to: 3,
            before: ChainHash::default().to_hex(),
            after: hash.to_hex(),
            key: key.public(),
            signature: key.sign_head(book, 3, hash),
            branch: None,
        };
        Segment { head, lines }
    }

    #[test]
    fn a_true_segment_verifies_and_any_flipped_byte_does_not() {
        let good = segment();
        assert_eq!(good.verify().unwrap().len(), 3);
        good.check_bytes().unwrap();
        for at in 0..good.lines.len() {
            let mut bad = good.clone();
            bad.lines[at] ^= 1;
            assert!(bad.verify().is_err(), "byte {at}");
            assert!(bad.check_bytes().is_err(), "byte {at}");
        }
        for cut in 0..good.lines.len() {
            let mut bad = good.clone();
            bad.lines.truncate(cut);
            assert!(bad.verify().is_err(), "cut at {cut}");
            assert!(bad.check_bytes().is_err(), "cut at {cut}");
        }
    }

    #[test]
    fn another_devices_key_is_refused() {
        let mut bad = segment();
        bad.head.key = DeviceKey::from_secret([4; 32]).public();
        assert_eq!(bad.verify().unwrap_err(), SegmentFault::WrongKey);
    }
}
