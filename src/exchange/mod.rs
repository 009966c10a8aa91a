//! What people carry between books.
//!
//! A bundle (`*.kheo`) leaves the machine through [`export()`], is looked into
//! with [`show()`], and comes in through [`Incoming`]. The book is reached
//! through its [`Door`] alone; files are opened here, with the rights of the
//! person who names them.
//!
//! A shared folder and ssh carry the same segments: each is a way of its own
//! beside [`bundle`], with the same [`Door`] and the same [`Watch`].

mod backup;
pub mod attachments;
pub mod bundle;
mod door;
mod encryption;
mod export;
mod fault;
mod file_name;
mod import;
mod lines;
pub mod manifest;
mod show;
pub mod sync;
mod pace;
mod watch;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use backup::{BackedUp, backup, restore};
pub use door::Door;
pub use encryption::{
    CAN_ENCRYPT, Closing, IdentityFile, Keys, NotARecipient, Passphrase, Recipient,
};
pub use export::{Exported, Order, Place, WithFiles, export};
pub use fault::ExchangeFault;
pub use import::{Apply, Incoming};
pub use lines::Lines;
pub use pace::Pace;
pub use show::{Shown, read_manifest, show};
pub use watch::{Measure, Unit, Watch};
pub use words::{BundleFault, FileFault, LineFault, MisfitWords};
