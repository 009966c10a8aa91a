//! Why the book does not do what was asked, in words and as an exit code.

mod file;
mod survey;

pub use file::FileRefusal;
pub use survey::SurveyRefusal;

use serde::{Deserialize, Serialize};

use crate::domain::value::ValueFault;
use crate::domain::{RecordId, RecordKind, Role, StatusGuard};
use crate::ledger::OpFault;

/// What a panic of the store's engine tells.
pub fn damaged_by(panic: &(dyn std::any::Any + Send)) -> Refusal {
    let why = panic.downcast_ref::<String>().cloned();
    Refusal::Damaged {
        why: why.unwrap_or_else(|| "a page cannot be read".into()),
    }
}

/// A refused request. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Another program has the store open.
    InUse,
    /// There is no store, and this request does not make one.
    NoBook,
    /// A book is open already.
    BookExists { book: String },
    /// The store is of a newer version of the program.
    NewerStore { found: u32, known: u32 },
    /// The file is not a store, or is damaged.
    Damaged { why: String },
    /// The disk is full.
    DiskFull,
    /// The disk or the file takes no changes.
    ReadOnly { why: String },
    /// Reading or writing failed otherwise.
    Storage { why: String },
    /// No such record.
    NoRecord { id: String },
    /// No unit answers to the name.
    NoUnit { typed: String, nearest: Vec<String> },
    /// Several units answer to the name.
    SeveralUnits {
        typed: String,
        candidates: Vec<(RecordId, String)>,
    },
    /// A value does not fit its field.
    Value { field: String, fault: ValueFault },
    /// The record has no such field.
    NoField { field: String, known: Vec<String> },
    /// The lifecycle does not allow it.
    Status(StatusGuard),
    /// The model is not registered at that level for that period.
    NotRegistered { model: String },
    /// One of several models stands in the way of a deed for all.
    OfModel { model: String, why: Box<Self> },
    /// It is registered there already.
    AlreadyRegistered { model: String },
    /// Just this record stands in the book already.
    ThereAlready { kind: RecordKind, name: String },
    /// Records of this kind are not written one by one like those of registers.
    NotEntered { kind: RecordKind },
    /// The deadline was marked as done already.
    FinishedAlready {
        name: String,
        day: jiff::civil::Date,
    },
    /// The two are one model already.
    MergedAlready { model: String },
    /// A rule of surveys stands in the way.
    Survey(SurveyRefusal),
    /// There is nothing to take back.
    NothingToUndo,
    /// Later changes stand in the way of taking a bundle out again.
    LaterChanges { changes: Vec<String> },
    /// A segment of a bundle does not verify.
    Segment { why: String },
    /// A line of a segment, numbered from 1 in its chain, is not an op.
    UnreadLine { number: u64, fault: OpFault },
    /// A backup is refused whole.
    Backup(BackupTrouble),
    /// It is about this installation, and nobody decides about that here.
    OwnDevice,
    /// The list has faults; see its plan.
    ListFaults { faults: usize },
    /// The content of an attachment is not taken or given.
    File(FileRefusal),
    /// The owner of the book went away.
    Gone,
    /// The other end of the line speaks another version.
    OtherVersion { theirs: u32, ours: u32 },
    /// The other end of the line is not this program.
    OtherProgram { why: String },
    /// This Unix user was not admitted to the book; these officers can do it.
    UnknownUser { login: String, ask: Vec<String> },
    /// The role of whoever asks does not do; these officers can give another.
    NotAllowed {
        role: Role,
        needed: Role,
        ask: Vec<String>,
    },
    /// Only whoever keeps the store on this machine may do it.
    KeeperOnly,
    /// The server's socket does not let this user in.
    SocketShut { path: String },
    /// Nobody answers on the socket that was named.
    NobodyThere { path: String },
    /// As many sessions are open as can be.
    Busy,
    /// Another officer logs in by this name.
    LoginTaken { login: String, officer: String },
    /// More than can be sent at once.
    TooLarge { bytes: usize, longest: usize },
}

/// Why a backup is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupTrouble {
    /// Another kind of file.
    NotABackup,
    CutShort,
    /// Some byte is not as it was written.
    Broken,
    /// A newer program made it.
    Newer {
        found: u32,
        known: u32,
    },
    /// A program wrote it that was never released.
    Older {
        found: u32,
        known: u32,
    },
    /// It is as it was written, and the book in it does not verify.
    Ill {
        faults: Vec<String>,
    },
}

impl Refusal {
    /// The exit code that CLI.md promises.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownUser { .. }
            | Self::NotAllowed { .. }
            | Self::KeeperOnly
            | Self::SocketShut { .. } => 4,
            Self::InUse | Self::NoBook | Self::NewerStore { .. } | Self::Damaged { .. } => 5,
            Self::NoUnit { .. }
            | Self::SeveralUnits { .. }
            | Self::Value { .. }
            | Self::NoField { .. }
            | Self::Status(_)
            | Self::Survey(_)
            | Self::NotRegistered { .. }
            | Self::AlreadyRegistered { .. }
            | Self::ThereAlready { .. }
            | Self::NotEntered { .. }
            | Self::FinishedAlready { .. }
            | Self::MergedAlready { .. }
            | Self::NoRecord { .. }
            | Self::LaterChanges { .. }
            | Self::LoginTaken { .. }
            | Self::Segment { .. }
            | Self::UnreadLine { .. }
            | Self::Backup(_)
            | Self::OwnDevice
            | Self::ListFaults { .. }
            | Self::File(_) => 3,
            Self::OfModel { why, .. } => why.exit_code(),
            Self::BookExists { .. }
            | Self::DiskFull
            | Self::ReadOnly { .. }
            | Self::Storage { .. }
            | Self::NothingToUndo
            | Self::OtherVersion { .. }
            | Self::OtherProgram { .. }
            | Self::TooLarge { .. }
            | Self::Busy
            | Self::NobodyThere { .. }
            | Self::Gone => 1,
        }
    }
}

impl From<FileRefusal> for Refusal {
    fn from(refusal: FileRefusal) -> Self {
        Self::File(refusal)
    }
}
