//! *Mô hình*: find by a few letters, with or without diacritics.

mod columns;
mod state;
mod view;
mod words;

pub use state::{Focus, Models};
pub use view::{draw, list_rows};
