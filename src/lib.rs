//! `kheo`: the field book of a Ban Chỉ đạo officer.
//!
//! The rooms below are listed from the inside out. A room may use only rooms
//! above it; `tests/house.rs` reads the sources and fails when one does not.

// what the field is
pub mod domain;
pub mod i18n;
pub mod text;
// the book and its owner
pub mod ledger;
pub mod report;
pub mod search;
pub mod service;
pub mod store;
// what people bring and take away
pub mod exchange;
pub mod forms;
pub mod office;
// what people touch
pub mod ui;
pub mod cli;
