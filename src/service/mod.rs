//! The one door to the book. Screens and verbs send a [`Request`] and get a
//! [`Reply`] or a [`Refusal`]; the worker that answers owns the store. Every
//! value that crosses is serde, so the same door works over a socket.

mod catalog;
mod line;
mod names;
mod owner;
pub mod refusal;
pub mod request;
pub mod views;
pub mod wire;
pub mod words;
mod worker;

pub use line::{Answers, serve};
pub use owner::Guard;
pub use refusal::Refusal;
pub use request::{Reply, Request};
pub use worker::{Client, Progress};
