//! One owner, many sessions: the program as a server, and everything that can
//! happen to it and to those who call.

#![cfg(unix)]

#[path = "../shared/needs.rs"]
mod needs;
#[path = "../shared/port.rs"]
mod port;
#[path = "../pty/terminal.rs"]
#[allow(dead_code)]
mod terminal;

mod hostile;
mod kill;
mod laptop;
mod live;
mod load;
mod memory;
mod readme;
mod roles;
mod screens;
mod server;
mod town;
