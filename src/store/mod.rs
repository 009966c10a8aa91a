//! The book on disk: redb underneath, one owner process a file. The log is
//! the store; every other table of the book is derived from it (DESIGN §5).

mod absorb;
mod apply;
mod backup;
mod check;
mod derive;
mod devices;
mod drafts;
mod encoding;
mod fault;
mod integrity;
mod files;
mod journal;
mod open;
mod read;
mod reversal;
mod segments;
mod tables;
mod write;

pub use absorb::{Absorbed, StandingInTheWay, TakenOut};
pub use backup::{Backup, BackupHead, RestoreFault, Restored, Restoring};
pub use check::Checked;
pub use devices::{Device, DeviceState};
pub use drafts::StoredDraft;
pub use encoding::StoredRecord;
pub use fault::StoreFault;
pub use files::{Kept, PIECE as FILE_PIECE};
pub use journal::{DeedState, Doer, JournalEntry, OwnRange, Reversed};
pub use open::Store;
pub use read::HistoryEntry;
pub use segments::CarriableRange;
pub use write::{FieldChange, RecordChange, Written};

#[cfg(test)]
mod tests;
