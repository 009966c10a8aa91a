//! The book on a Unix socket: where it is found, who calls, who answers.

mod address;
mod listen;
mod peer;
mod serve;
mod way;

pub use address::WELL_KNOWN;
pub use serve::{Callers, ServeFault, Server};
pub use way::Place;
