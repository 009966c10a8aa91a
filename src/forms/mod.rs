//! *Đề cương*: outlines in XLSForm, and filling them.

pub mod fault;
mod nearest;
pub mod outline;
mod reader;
pub mod semantics;
pub mod session;
pub mod source;
mod xpath;

pub use fault::{Flaw, OutlineFault, Place};
pub use outline::{NodeId, NodeKind, Outline, QuestionKind};
pub use reader::{Fetch, read, read_source};
pub use session::{Answer, Given, InstanceId, Line, Offer, Refused, Session, Surroundings};
pub use source::{Source, Table};
