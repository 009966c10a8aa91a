//! What people touch: screens, keys and the terminal. Nobody else knows ratatui
//! or crossterm.
//!
//! One way round: a key becomes an action, `update` changes the state and
//! wishes for effects, the runtime carries them out, answers come back as
//! messages, and `view` draws the state.

pub mod keymap;
pub mod overlay;
pub mod term;
pub mod theme;
pub mod widgets;

mod effect;
mod headless;
mod layer;
mod layout;
mod msg;
mod purpose;
mod run;
mod runtime;
mod screens;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod ticket;
mod update;
mod view;
mod words;

pub use headless::Headless;
pub use run::{UiFault, UiOptions, run};
pub use words::Bilingual;
