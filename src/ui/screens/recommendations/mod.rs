//! *Kiến nghị*: what visits asked for, over all rounds, and what is done about it.

mod columns;
mod lines;
mod state;
mod view;
mod words;

pub use lines::{step_words, why_not};
pub use state::{AskedPage, Recommendations, Turn};
pub use view::{HEAD_ROWS, draw, last_scroll};
pub use words::RecommendationsWords;
