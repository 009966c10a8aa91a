//! *Gói số liệu*: what leaves this machine and what comes in.

mod state;
mod view;
mod words;

pub use state::Bundles;
pub use view::draw;
