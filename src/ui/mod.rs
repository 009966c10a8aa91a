//! What people touch: screens, keys and the terminal. Nobody else knows ratatui
//! or crossterm.

pub mod keymap;
pub mod term;
pub mod theme;
pub mod widgets;
