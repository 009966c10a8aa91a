//! The program as a person meets it: a real process in a real pty.
#![cfg(unix)]

mod asked;
mod begin;
#[cfg(feature = "encrypt")]
mod closed;
mod desk;
mod exchange;
mod leaving;
mod line;
mod reports;
mod road;
mod terminal;
mod typing;
mod visit;
mod window;
