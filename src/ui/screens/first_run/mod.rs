//! The first page of a new book: who writes it, and for which Ban Chỉ đạo.

mod state;
mod view;
mod words;

pub use state::FirstRun;
pub use view::draw;
pub use words::FirstRunWords;
