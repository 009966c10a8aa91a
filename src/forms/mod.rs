//! *Đề cương*: outlines in XLSForm, and filling them.
//!
//! This room reads the sheets that `office` brings (its rows, columns and
//! formula errors are what faults are named by), and nothing else of it.

mod difference;
pub mod export;
pub mod fault;
pub mod keeping;
mod nearest;
pub mod outline;
mod reader;
pub mod semantics;
pub mod session;
pub mod source;
pub mod template;
pub mod visit;
mod xpath;

pub use difference::{Difference, Renamed, compare, move_answers};
pub use fault::{Flaw, OutlineFault, Place};
pub use outline::{NodeId, NodeKind, Outline, QuestionKind};
pub use reader::{Fetch, read, read_source};
pub use session::{Answer, Given, InstanceId, Line, Offer, Refused, Session, Surroundings};
pub use source::{Source, Table};
