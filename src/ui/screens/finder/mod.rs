//! *Mọi mục*: awards, opinions, papers, *kiến nghị*, minutes … found by a few
//! letters, as models are.

mod columns;
mod state;
mod view;
mod words;

pub use state::{Beside, Finder, Turn};
pub use view::{HEAD_ROWS, beside_words, draw};
pub use words::FinderWords;
