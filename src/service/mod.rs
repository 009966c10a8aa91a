//! The one door to the book. Screens and verbs send a [`Request`] and get a
//! [`Reply`] or a [`Refusal`]; the worker that answers owns the store. Every
//! value that crosses is serde, so the same door works over a socket.

mod asked;
mod caller;
mod catalog;
mod client;
mod finder;
mod hub;
mod kept;
mod line;
mod names;
mod owner;
pub mod refusal;
pub mod request;
mod session;
mod shelf;
#[cfg(unix)]
mod socket;
mod terms;
#[cfg(test)]
mod tests;
pub mod views;
pub mod wire;
pub mod words;
mod worker;

pub use client::{Client, Patience, Progress};
pub use hub::Push;
pub use line::{Answers, serve};
pub use owner::Guard;
pub use refusal::Refusal;
pub use request::{Reply, Request};
#[cfg(unix)]
pub use socket::{Callers, Place, ServeFault, Server, WELL_KNOWN};
pub use terms::kind_needs;
pub use worker::OWNER_THREAD;
