//! *Ghi chép*: what was written on site, by whom, when and where.

mod state;
mod view;
mod words;

pub use state::{Entry, Notes, PAGE};
pub use view::{draw, list_rows};
