//! *Tổng quan*: what stands, what is to be done.

mod figures;
mod state;
mod view;
mod words;

pub use state::{Overview, Todo, Walk};
pub use view::{draw, stages_in_sight};
