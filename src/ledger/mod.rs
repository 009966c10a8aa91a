//! The book as a set of ops: what an op is, how ops become registers, how a
//! device's lines form a chain that can be verified. State is a pure function
//! of the *set* of ops (DESIGN §4). No I/O.

pub mod ahead;
pub mod chain;
pub mod clock;
pub mod fingerprint;
pub mod holding;
pub mod id;
pub mod op;
pub mod ranges;
pub mod record;
pub mod segment;
pub mod signing;
mod text_bytes;
mod words;

pub use chain::ChainHash;
pub use clock::{Clock, Stamp};
pub use holding::{Holding, Receipt, SignedReceipt};
pub use id::{BookId, DeviceId, OpId};
pub use op::{Op, OpFault, Write};
pub use ranges::Ranges;
pub use record::{LiveValue, RecordState, Register};
pub use segment::{Segment, SegmentFault};
pub use signing::{DeviceKey, DevicePublicKey, HeadSignature};
pub use words::LineWords;
