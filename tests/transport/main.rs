//! The ways between two books, on the real program: encrypted bundles,
//! attached files, a shared folder, ssh.

mod attachments;
mod bytes;
#[path = "../cli/desk.rs"]
#[allow(dead_code)]
mod desk;
#[cfg(feature = "encrypt")]
mod encryption;
mod folder;
#[cfg(unix)]
mod full;
#[cfg(unix)]
mod killed;
mod inside;
mod laptop;
#[path = "../shared/needs.rs"]
mod needs;
#[cfg(unix)]
#[path = "../shared/port.rs"]
mod port;
#[cfg(unix)]
mod ssh;
mod stopped;
#[cfg(unix)]
#[path = "../shared/chance.rs"]
mod chance;
#[cfg(unix)]
#[path = "../shared/small_disk.rs"]
#[allow(dead_code)]
mod small_disk;
