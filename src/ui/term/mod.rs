//! The terminal itself: what comes in, what goes out, and how it is left as it
//! was found. What holds for terminals was measured; see section 8 of the design.

mod clipboard;
mod event;
mod input;
mod motion;
mod output;
mod pen;
mod rest;
mod screen;
mod scroll;
mod signals;
mod sink;
mod writer;

pub use event::{Signal, TermEvent};
pub use input::Input;
pub use output::Output;
pub use rest::give_back_code;
pub use screen::{Screen, Suspension, TerminalGuard};
pub use signals::Signals;
pub use sink::{Sink, TerminalSink};

#[cfg(all(test, unix))]
mod pty_tests;
