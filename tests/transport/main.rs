//! The ways between two books, on the real program: encrypted bundles,
//! attached files.

mod attachments;
#[path = "../cli/desk.rs"]
#[allow(dead_code)]
mod desk;
#[cfg(feature = "encrypt")]
mod encryption;
#[path = "../shared/needs.rs"]
mod needs;
