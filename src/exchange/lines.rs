//! Which lines go into a bundle, and in what pieces.

use std::collections::BTreeSet;

use super::manifest::Manifest;
use crate::domain::FileHash;
use crate::ledger::{DeviceId, Holding, Receipt, SignedReceipt};
use crate::service::request::{CarryRequest, Piece, WantedRange};

/// Our own lines are asked for by this many; most such segments are well under
/// [`GOOD_SEGMENT`](super::bundle::limits::GOOD_SEGMENT).
const LINES_AT_ONCE: u64 = 8192;

/// Which lines go along.
#[derive(Debug, Clone, PartialEq)]
pub enum Lines {
    All,
    /// Those that the people of an earlier bundle, whose manifest this is, lack.
    Since(Box<Manifest>),
    /// Those that a device did not say it holds.
    LackingOf(DeviceId),
}

impl Lines {
    /// What to ask the book for; `own` is this installation.
    pub(super) fn request(&self, own: DeviceId) -> CarryRequest {
        let theirs = match self {
            Self::All => Vec::new(),
            Self::Since(earlier) => holdings(earlier, own),
            Self::LackingOf(device) => return CarryRequest::LackingOf { device: *device },
        };
        CarryRequest::Lacking { theirs }
    }

    /// Whether it is worth carrying a receipt alone: somebody else is named.
    pub(super) fn want_a_receipt(&self, own: DeviceId) -> bool {
        match self {
            Self::All => false,
            Self::Since(earlier) => earlier.made_by.device != own,
            Self::LackingOf(_) => true,
        }
    }
}

/// What whoever has an earlier bundle holds: its lines, and, when somebody else
/// made it, all that its maker said to hold.
fn holdings(earlier: &Manifest, own: DeviceId) -> Vec<Holding> {
    let carried = earlier.segments.iter().filter_map(Holding::claimed);
    let said = said(earlier).filter(|receipt| receipt.device != own);
    carried
        .chain(said.flat_map(|receipt| receipt.holdings.iter().copied()))
        .collect()
}

/// The attached files that whoever has an earlier bundle holds: those in it,
/// and, when somebody else made it, those that its maker said to hold.
pub(super) fn files_of(earlier: &Manifest, own: DeviceId) -> BTreeSet<FileHash> {
    let parts = earlier.parts.iter().filter(|part| part.is_attachment());
    let carried = parts.filter_map(|part| part.blake3.parse().ok());
    let said = said(earlier).filter(|receipt| receipt.device != own);
    carried
        .chain(said.flat_map(|receipt| receipt.files.iter().copied()))
        .collect()
}

/// What the maker of a bundle said that it holds.
fn said(earlier: &Manifest) -> impl Iterator<Item = &Receipt> {
    let receipt = earlier.receipt.as_ref().and_then(SignedReceipt::verified);
    let is_makers = |receipt: &&Receipt| receipt.device == earlier.made_by.device;
    receipt.filter(is_makers).into_iter()
}

/// The pieces to ask for, in an order that is always the same. Ranges of other
/// devices end where those devices signed and are never cut.
pub(super) fn wanted(pieces: Vec<Piece>, own: DeviceId) -> Vec<Piece> {
    let mut wanted: Vec<Piece> = pieces
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Chain(range) if range.device == own => cut(range).collect(),
            other => vec![other],
        })
        .collect();
    wanted.sort_unstable();
    wanted
}

/// Pieces of at most [`LINES_AT_ONCE`].
fn cut(range: WantedRange) -> impl Iterator<Item = Piece> {
    (range.from..=range.to)
        .step_by(LINES_AT_ONCE as usize)
        .map(move |from| {
            let to = range.to.min(from + LINES_AT_ONCE - 1);
            Piece::Chain(WantedRange { from, to, ..range })
        })
}
