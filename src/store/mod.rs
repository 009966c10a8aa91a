//! The book on disk: redb underneath, one owner process a file. The log is
//! the store; every other table of the book is derived from it (DESIGN §5).

mod absorb;
mod answered;
mod apply;
mod backup;
mod ballast;
mod approval;
mod chains;
mod check;
mod derive;
mod devices;
mod drafts;
mod encoding;
mod fault;
mod integrity;
mod files;
mod forks;
mod held;
mod history;
mod holdings;
mod journal;
mod lines;
mod log;
mod merged;
mod open;
mod past;
mod read;
mod renewal;
mod reversal;
mod rows;
mod segments;
mod summaries;
mod tables;
mod taking_out;
mod touched;
mod write;

pub use absorb::{Absorbed, Arrival};
pub use answered::AskedBy;
pub use approval::{Claim, Decided};
pub use backup::{Backup, BackupHead, RESTORED, RestoreFault, Restored, Restoring};
pub use ballast::Ballast;
pub use check::Checked;
pub use devices::{Decision, Device, DeviceState, Verdict};
pub use drafts::StoredDraft;
pub use encoding::StoredRecord;
pub use fault::StoreFault;
pub use files::{Kept, PIECE as FILE_PIECE};
pub use forks::Fork;
pub use holdings::{Delivered, Deliveries, Delivery, Piece};
pub use journal::{DeedState, Doer, JournalEntry, OwnRange, Reversed};
pub use open::Store;
pub use past::{HistoryEntry, Past};
pub use renewal::{Renewal, Renewed, Why};
pub use segments::CarriableRange;
pub use taking_out::{StandingInTheWay, TakenOut};
pub use write::{FieldChange, RecordChange, Written};

#[cfg(test)]
mod tests;
