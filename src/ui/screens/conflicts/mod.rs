//! *Chỗ chưa khớp*: choosing between values of different people.

mod compared;
mod state;
mod view;
mod words;

pub use state::{Conflicts, Side, settling};
pub use view::{draw, list_rows};
