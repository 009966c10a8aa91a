//! Keys: what they are called, what they do where, and the files that say so.

mod action;
mod check;
mod chord;
mod context;
mod doc;
mod fault;
mod file;
mod map;
mod offers;

pub use action::{Action, Label, Offer};
pub use chord::{Chord, Key, NotAKey, Sequence};
pub use context::{Condition, Context};
pub use doc::{Row, json, markdown};
pub use fault::{Fault, KeyFault};
pub use map::{Base, Binding, Keymap, Resolution, Target};
pub use offers::{Entry, FOOTER_GAP, Offered, Space};

#[cfg(test)]
mod tests;
