//! What this store holds, what others lack, and receipts.

use jiff::Timestamp;

use super::super::refusal::Refusal;
use super::super::request::{CarryReply, CarryRequest, Piece, Reply, WantedRange};
use super::Open;
use crate::ledger::{Holding, Receipt, SignedReceipt};
use crate::store;

impl Open {
    pub(super) fn carry(&mut self, request: CarryRequest) -> Result<Reply, Refusal> {
        let reply = match request {
            CarryRequest::Branch(branch) => {
                return Ok(Reply::Segments(vec![self.store.branch_segment(branch)?]));
            }
            CarryRequest::Holdings => CarryReply::Holdings(self.store.holdings()?),
            CarryRequest::Unheld { theirs } => {
                let mut unheld = Vec::new();
                for holding in theirs {
                    if !self.store.holds(holding)? {
                        unheld.push(holding);
                    }
                }
                CarryReply::Holdings(unheld)
            }
            CarryRequest::Lacking { theirs } => self.lacking(&theirs)?,
            CarryRequest::LackingOf { device } => {
                let receipt = self.store.receipt_of(device)?;
                self.lacking(&receipt.map(|receipt| receipt.holdings).unwrap_or_default())?
            }
            CarryRequest::ReceiptOf { device } => {
                CarryReply::ReceiptOf(self.store.receipt_of(device)?.map(Box::new))
            }
            CarryRequest::Receipt => CarryReply::Receipt(Box::new(self.receipt()?)),
            CarryRequest::TakeReceipt(signed) => {
                let receipt = signed.verified().ok_or_else(|| Refusal::Segment {
                    why: "the signature of the receipt is not valid".into(),
                })?;
                self.store.keep_receipt(receipt)?;
                CarryReply::ReceiptTaken
            }
        };
        Ok(Reply::Carry(reply))
    }

    fn lacking(&self, theirs: &[Holding]) -> Result<CarryReply, Refusal> {
        let pieces = self.store.lacking(theirs)?.into_iter().map(piece);
        Ok(CarryReply::Pieces(pieces.collect()))
    }

    fn receipt(&self) -> Result<SignedReceipt, Refusal> {
        let receipt = Receipt {
            device: self.store.device(),
            at: Timestamp::now().as_millisecond(),
            holdings: self.store.holdings()?,
            files: self.store.held_files()?,
        };
        Ok(receipt.sign(self.store.key()))
    }
}

fn piece(piece: store::Piece) -> Piece {
    match piece {
        store::Piece::Chain(range) => Piece::Chain(WantedRange {
            book: range.book,
            device: range.device,
            from: range.from,
            to: range.to,
        }),
        store::Piece::Branch(branch) => Piece::Branch(branch),
    }
}
