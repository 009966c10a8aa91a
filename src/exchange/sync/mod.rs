//! Both ways at once: through a folder that many laptops visit, or over ssh
//! with another book. What each side lacks is found out first, so that it can
//! be stopped at any point and done again (DESIGN §7).

mod address;
mod carry;
mod folder;
mod openness;
mod shelf;
mod ssh;

pub use address::{Address, NotAnAddress};
pub use shelf::MisfitFile;

use super::door::Door;
use super::fault::ExchangeFault;
use super::watch::Watch;
use crate::service::views::AbsorbView;

/// What went to and fro.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Synced {
    /// What came in.
    pub absorbed: AbsorbView,
    /// Lines that went out.
    pub sent: u64,
    pub files_in: u64,
    pub files_out: u64,
    /// Files in the folder that are not what they are called; passed over.
    pub misfits: Vec<MisfitFile>,
}

/// Exchanges with what is at `address`, both ways.
///
/// # Errors
/// The place cannot be reached, read or written, stopped, or a book's refusal.
/// What was carried until then stays carried; doing it again goes on from there.
pub fn sync(
    door: &impl Door,
    address: &Address,
    watch: &Watch<'_>,
) -> Result<Synced, ExchangeFault> {
    let synced = match address {
        Address::Folder(path) => folder::sync(door, path, watch),
        Address::Ssh(host) => ssh::sync(door, host, watch),
    };
    synced.map_err(|fault| match fault {
        ExchangeFault::Cancelled => ExchangeFault::CancelledMidway,
        other => other,
    })
}

/// Adds what another piece of work brought in.
fn add(all: &mut AbsorbView, more: AbsorbView) {
    all.ops_new += more.ops_new;
    all.ops_known += more.ops_known;
    all.records_new += more.records_new;
    all.records_changed += more.records_changed;
    all.conflicts_new += more.conflicts_new;
    all.waiting_approval += more.waiting_approval;
    // A gap that a later piece closed is a gap no more.
    all.missing = more.missing;
}
