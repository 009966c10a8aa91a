//! The rooms of the book, one folder each: what it knows, what it says, how it
//! is drawn.

pub mod bundles;
pub mod conflicts;
pub mod detail;
pub mod finder;
pub mod first_run;
pub mod models;
pub mod notes;
pub mod overview;
pub mod recommendations;
pub mod reports;
pub mod survey;
