//! The log: every line of every chain, by its place. Lines that follow one
//! another are kept many in a row, packed; a line that came alone has a row of
//! its own. Nobody outside this folder sees which.

mod block;
mod reading;
mod run;
mod writing;

#[cfg(test)]
mod tests;

pub use reading::{FindLine, Log, LogLine, LogText, read_log};
pub use run::Row;
pub use writing::LogTable;
