//! A session and the owner of the book at the two ends of a stream of bytes.

mod answering;
mod budget;
mod link;
mod outbox;

pub use answering::{Answers, serve};
#[cfg(unix)]
pub use link::Reached;
pub use link::{Given, Heard, Link, Way};
