//! The program as a person meets it: a real process in a real pty.
#![cfg(unix)]

mod terminal;
