//! What the interface wants done in the world outside its state.

use std::path::PathBuf;

use super::overlay::{BundleFacts, PathEntry};
use super::ticket::Ticket;
use crate::domain::RecordId;
use crate::domain::list::{ModelList, UnitList};
use crate::exchange::sync::{Address, Synced};
use crate::exchange::{Closing, Passphrase};
use crate::i18n::Lang;
use crate::office::Existing;
use crate::report::minutes::Minutes;
use crate::report::{ReportQuery, Table};
use crate::service::Request;
use crate::service::views::{AbsorbView, AttachmentView};

/// A wish of `update`, carried out by the runtime.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the book; the answer comes back with the ticket.
    Ask {
        ticket: Ticket,
        request: Box<Request>,
    },
    /// Read or write files, with the rights of the person at the keyboard.
    Work { ticket: Ticket, work: PaperWork },
    /// Stop that work where it can be stopped cleanly.
    Stop { ticket: Ticket },
    /// Give the terminal back for a while (Ctrl+Z).
    Suspend,
    /// Take the terminal again after others had it.
    Resume,
    /// Offer words to the clipboard of the terminal, which may not take them.
    Copy(String),
    /// Draw everything anew: something else wrote on the screen.
    Redraw,
    /// Leave, after every draft on its way has been answered.
    Leave,
}

/// A bundle with what opens it, when it needs something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedBundle {
    pub path: PathBuf,
    pub passphrase: Option<Passphrase>,
    /// The file of keys that this person named.
    pub identity: Option<PathBuf>,
}

impl LockedBundle {
    /// A bundle that nothing is known of yet.
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            passphrase: None,
            identity: None,
        }
    }
}

/// Who may open a bundle that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closers {
    Known(Closing),
    /// The holders of the public keys in this file.
    InFile(PathBuf),
}

/// A table on its way into a file.
#[derive(Debug, Clone, PartialEq)]
pub enum TableToWrite {
    /// As it is shown.
    Shown(Box<Table>),
    /// Counted anew: only a part of it is shown.
    Whole(Box<ReportQuery>),
}

/// Work on files that a person named. It never touches the store's own file.
#[derive(Debug, Clone, PartialEq)]
pub enum PaperWork {
    ReadModels(PathBuf),
    ReadUnits(PathBuf),
    /// Into this file, in the format of its extension.
    WriteTable {
        path: PathBuf,
        table: TableToWrite,
        lang: Lang,
        existing: Existing,
    },
    /// The minutes of this visit, in the words of its outline.
    ReadMinutes(RecordId),
    /// Into this file, in the format of its extension.
    WriteMinutes {
        visit: RecordId,
        path: PathBuf,
        existing: Existing,
    },
    /// Into this file, or into this folder under a name that replaces nothing.
    ExportBundle(PathBuf, Closers),
    PlanBundle(LockedBundle),
    AbsorbBundle(LockedBundle),
    /// Both ways with a shared folder or over ssh.
    Sync(Address),
    Attach {
        record: RecordId,
        path: PathBuf,
    },
    OpenAttachment(Box<AttachmentView>),
    /// The entries of a folder; without a name, of the one that we work in.
    ListFolder(String),
}

/// What is written for people to take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    Table,
    /// The minutes of this visit.
    Minutes(RecordId),
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Paper {
    Models(Box<ModelList>),
    Units(Box<UnitList>),
    Exported {
        file: PathBuf,
        changes: u64,
    },
    BundlePlan {
        bundle: LockedBundle,
        facts: BundleFacts,
        plan: AbsorbView,
    },
    /// The bundle is closed with words that were not given.
    NeedsPassphrase {
        path: PathBuf,
    },
    /// The bundle is closed for the holder of a key that is not at hand.
    NeedsIdentity {
        path: PathBuf,
    },
    Synced(Box<Synced>),
    Attached {
        name: String,
    },
    /// A program of the desktop shows it.
    AttachmentOpened {
        name: String,
    },
    /// Nothing here can show it; it was written where it can be found.
    AttachmentWritten {
        attachment: Box<AttachmentView>,
        file: PathBuf,
    },
    Absorbed {
        plan: AbsorbView,
    },
    Minutes {
        visit: RecordId,
        minutes: Box<Minutes>,
    },
    Written {
        file: PathBuf,
        kind: PaperKind,
    },
    /// Nothing was written: a file of that name is there.
    Exists {
        file: PathBuf,
        kind: PaperKind,
    },
    Folder {
        folder: String,
        entries: Vec<PathEntry>,
    },
    /// Stopped on request; nothing was left behind by half.
    Stopped {
        kept: Kept,
    },
}

/// What work that was stopped had done for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Nothing,
    /// What was exchanged until then, on both sides.
    Exchanged,
}
