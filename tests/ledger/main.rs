//! The promises of the log, held against random histories: merging commutes,
//! associates and repeats without harm; nothing written vanishes without a
//! replacer; Automerge sees the same values; tables that grow with the log
//! equal a rebuild from it.
//!
//! `KHEO_CASES=N cargo test --test ledger` multiplies every count of cases by N.

#[path = "../shared/chance.rs"]
mod chance;
mod damage;
mod engine;
mod history;
mod merge;
mod oracle;
mod random;
mod stores;
mod workshop;
