//! `kheo`: the field book of a Ban Chỉ đạo officer.
//!
//! The rooms below are listed from the inside out. A room may use only rooms
//! above it; `tests/house.rs` reads the sources and fails when one does not.

// what the field is
pub mod text;
pub mod domain;
pub mod i18n;
// the book and its owner
pub mod ledger;
pub mod store;
pub mod search;
pub mod report;
pub mod service;
// what people bring and take away
pub mod office;
pub mod exchange;
// what people touch
pub mod cli;
pub mod ui;
