//! The book against what happens to laptops: a dead battery in the middle of
//! work, a full disk, a disk that takes no changes, a file that is no book.
//!
//! The long form of the first, one book for every twenty rounds:
//! `KHEO_ROUNDS=300 cargo test --release --test faults kill_rounds_long -- --ignored --nocapture`
#![cfg(unix)]

mod book;
mod breaking;
mod broken_disk;
#[path = "../shared/chance.rs"]
mod chance;
mod deeds;
mod disk;
mod files;
mod flips;
mod kill;
#[path = "../shared/needs.rs"]
mod needs;
#[path = "../shared/small_disk.rs"]
mod small_disk;
mod work;
mod worker;
