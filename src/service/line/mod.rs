//! A session and the owner of the book at the two ends of a stream of bytes.

mod answering;
mod calling;
mod outbox;

pub use answering::{Answers, serve};
