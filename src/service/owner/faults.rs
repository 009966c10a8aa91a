//! What the store says, as a refusal.

use super::super::refusal::Refusal;
use crate::ledger::SegmentFault;
use crate::store::StoreFault;

impl From<StoreFault> for Refusal {
    fn from(fault: StoreFault) -> Self {
        match fault {
            StoreFault::InUse => Self::InUse,
            StoreFault::Absent => Self::NoBook,
            StoreFault::Newer { found, known } => Self::NewerStore { found, known },
            StoreFault::Damaged(why) => Self::Damaged { why },
            StoreFault::DiskFull => Self::DiskFull,
            StoreFault::ReadOnly(why) => Self::ReadOnly { why },
            StoreFault::Poisoned => Self::Storage {
                why: StoreFault::Poisoned.to_string(),
            },
            StoreFault::Io(why) => Self::Storage { why },
            StoreFault::Segment(SegmentFault::Line { number, fault }) => {
                Self::UnreadLine { number, fault }
            }
            StoreFault::Segment(fault) => Self::Segment {
                why: fault.to_string(),
            },
            StoreFault::Op(fault) => Self::Storage {
                why: fault.to_string(),
            },
        }
    }
}
