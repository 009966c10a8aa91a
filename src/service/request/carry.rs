//! What travels between stores, and what each says it holds.

use serde::{Deserialize, Serialize};

use super::WantedRange;
use crate::ledger::{DeviceId, Holding, Receipt, SignedReceipt};

/// What an exchange asks about lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CarryRequest {
    /// Everything that this store holds.
    Holdings,
    /// Everything that can leave and that a store with these holdings lacks.
    Lacking { theirs: Vec<Holding> },
    /// Everything that can leave and that a device did not say it holds.
    LackingOf { device: DeviceId },
    /// Which of these are not certainly here.
    Unheld { theirs: Vec<Holding> },
    /// The lines of a piece that is no range of a chain.
    Branch(Holding),
    /// What this store holds, signed, for others to keep.
    Receipt,
    /// What another store says it holds.
    TakeReceipt(Box<SignedReceipt>),
    /// What a device said last that it holds.
    ReceiptOf { device: DeviceId },
}

/// The answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CarryReply {
    Holdings(Vec<Holding>),
    Pieces(Vec<Piece>),
    Receipt(Box<SignedReceipt>),
    ReceiptTaken,
    ReceiptOf(Option<Box<Receipt>>),
}

/// Lines of one device that can leave together and verify alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Piece {
    /// A range of the chain: ask for it as a segment.
    Chain(WantedRange),
    /// Another continuation of a copied device: ask for it as a branch.
    Branch(Holding),
}

impl Piece {
    /// How many lines it has.
    pub fn lines(&self) -> u64 {
        let (from, to) = match self {
            Self::Chain(range) => (range.from, range.to),
            Self::Branch(branch) => (branch.from, branch.to),
        };
        (to + 1).saturating_sub(from)
    }
}
