//! What a store holds of a chain, and the receipt in which it says so.
//!
//! Positions alone do not tell whether two stores hold the same lines: the
//! chain of a copied installation has two continuations. The running hash
//! after the last line does tell, for all lines before it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chain::ChainHash;
use super::id::{BookId, DeviceId};
use super::segment::SegmentHead;
use super::signing::{DeviceKey, DevicePublicKey, HeadSignature, RECEIPT_PURPOSE};
use crate::domain::FileHash;

/// Lines `from..=to` of a device in a book, told from all others by the
/// running hash after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holding {
    pub book: BookId,
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
    /// h(to).
    pub after: ChainHash,
}

impl Holding {
    /// What a segment's head claims to be; `None` when its last hash is none.
    pub fn claimed(head: &SegmentHead) -> Option<Self> {
        Some(Self {
            book: head.book,
            device: head.device,
            from: head.from,
            to: head.to,
            after: ChainHash::from_hex(&head.after)?,
        })
    }
}

/// What a store held when it wrote this: “I have that of you”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whose store.
    pub device: DeviceId,
    /// Milliseconds of Unix time, by the clock of that device.
    pub at: i64,
    pub holdings: Vec<Holding>,
    /// Attached files whose content is there. Lines alone do not tell: a
    /// bundle may have brought them without their files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileHash>,
}

/// A receipt with the signature of the device whose store it tells of: it may
/// travel in anybody's bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    #[serde(flatten)]
    pub receipt: Receipt,
    pub key: DevicePublicKey,
    pub signature: HeadSignature,
}

impl Receipt {
    /// Signs it with the key of the device that it tells of.
    pub fn sign(self, key: &DeviceKey) -> SignedReceipt {
        let signature = key.sign(RECEIPT_PURPOSE, &self.bytes());
        SignedReceipt {
            receipt: self,
            key: key.public(),
            signature,
        }
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Whether both tell of the same lines and files.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        (&self.holdings, &self.files) == (&other.holdings, &other.files)
    }

    /// Whether this one was written after `other` of the same device. The
    /// device's own chains and its files only grow, whatever its clock says.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        let age = |receipt: &Self| (receipt.own_lines(), receipt.files.len(), receipt.at);
        age(self) > age(other)
    }

    /// Lines that the device had written itself.
    fn own_lines(&self) -> u64 {
        let mut ends: BTreeMap<BookId, u64> = BTreeMap::new();
        for own in self.holdings.iter().filter(|one| one.device == self.device) {
            let end = ends.entry(own.book).or_default();
            *end = own.to.max(*end);
        }
        ends.values().sum()
    }
}

impl SignedReceipt {
    /// The receipt, if the device that it tells of signed it.
    pub fn verified(&self) -> Option<&Receipt> {
        let receipt = &self.receipt;
        let holds = self.key.device() == receipt.device
            && self
                .key
                .signed(RECEIPT_PURPOSE, &receipt.bytes(), &self.signature);
        holds.then_some(receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(key: &DeviceKey, own: u64, at: i64) -> Receipt {
        let holding = |device, to| Holding {
            book: BookId(uuid::Uuid::from_u128(7)),
            device,
            from: 1,
            to,
            after: ChainHash::default().then(b"line"),
        };
        Receipt {
            device: key.public().device(),
            at,
            holdings: vec![
                holding(key.public().device(), own),
                holding(DeviceId([9; 16]), 40),
            ],
            files: vec![FileHash([3; 32])],
        }
    }

    #[test]
    fn a_receipt_reads_back_and_holds_for_its_device_alone() {
        let key = DeviceKey::from_secret([7; 32]);
        let signed = receipt(&key, 3, 5).sign(&key);
        let json = serde_json::to_string(&signed).unwrap();
        let read: SignedReceipt = serde_json::from_str(&json).unwrap();
        assert_eq!(read.verified(), Some(&receipt(&key, 3, 5)));
        let mut altered = read.clone();
        altered.receipt.holdings[1].to = 41;
        assert_eq!(altered.verified(), None);
        let mut altered = read.clone();
        altered.receipt.files.clear();
        assert_eq!(altered.verified(), None);
        let other = DeviceKey::from_secret([8; 32]);
        assert_eq!(receipt(&key, 3, 5).sign(&other).verified(), None);
    }

    #[test]
    fn what_a_device_wrote_itself_tells_which_receipt_is_newer() {
        let key = DeviceKey::from_secret([7; 32]);
        let (early, late) = (receipt(&key, 3, 900), receipt(&key, 4, 100));
        assert!(late.is_newer_than(&early) && !early.is_newer_than(&late));
        assert!(receipt(&key, 3, 901).is_newer_than(&early));
        assert!(!early.is_newer_than(&early));
        let mut more = receipt(&key, 3, 100);
        more.files.push(FileHash([4; 32]));
        assert!(more.is_newer_than(&early) && late.is_newer_than(&more));
    }
}
