//! The officer's road through the one door to the book: what is written is
//! there, what is refused changes nothing, what two laptops wrote is kept.

mod backups;
mod bundles;
#[path = "../shared/chance.rs"]
mod chance;
#[path = "../shared/carried.rs"]
mod carried;
mod choices;
mod deadlines;
mod desk;
mod entries;
mod found;
mod lists;
mod many;
mod merged;
mod models;
mod notes;
mod overview;
mod registrations;
mod sender;
mod survey;
mod units;
mod wire;
