//! The program as a person meets it: a real process in a real pty.
#![cfg(unix)]

mod asked;
mod begin;
#[path = "../shared/chance.rs"]
mod chance;
#[cfg(feature = "encrypt")]
mod closed;
mod desk;
mod entries;
mod exchange;
#[path = "../shared/hostile.rs"]
mod hostile;
mod killed;
mod leaving;
mod line;
mod reports;
mod road;
mod soak;
mod terminal;
mod typing;
mod visit;
mod window;
