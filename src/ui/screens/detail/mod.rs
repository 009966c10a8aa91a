//! One model: its fields, registrations, notes and history.

mod lines;
mod page;
mod state;
mod view;
mod words;

pub use lines::{device_words, note_head};
pub use page::Page;
pub use state::{Detail, Fold, RegistrationChoice, Standing, registration};
pub use view::{draw, last_scroll, scroll_to_sought};
