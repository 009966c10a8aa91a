//! What can go wrong with the file under the book.

use std::io;

use redb::{CommitError, DatabaseError, StorageError, TableError, TransactionError};

/// A store that cannot be opened, read or written. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    #[error("another program has the store open")]
    InUse,
    #[error("there is no store here")]
    Absent,
    #[error("the store is of version {found}; this program knows {known}")]
    Newer { found: u32, known: u32 },
    #[error("the store is damaged: {0}")]
    Damaged(String),
    #[error("the disk is full")]
    DiskFull,
    #[error("the disk takes no changes: {0}")]
    ReadOnly(String),
    /// An earlier write failed; the store must be opened again.
    #[error("an earlier write failed")]
    Poisoned,
    #[error("{0}")]
    Io(String),
    #[error("op: {0}")]
    Op(#[from] crate::ledger::OpFault),
    /// What was to be taken in does not verify.
    #[error("segment: {0}")]
    Segment(#[from] crate::ledger::SegmentFault),
}

impl From<io::Error> for StoreFault {
    fn from(fault: io::Error) -> Self {
        match fault.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Self::ReadOnly(fault.to_string())
            }
            io::ErrorKind::NotFound => Self::Absent,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                Self::Damaged(fault.to_string())
            }
            _ => Self::Io(fault.to_string()),
        }
    }
}

impl From<StorageError> for StoreFault {
    fn from(fault: StorageError) -> Self {
        match fault {
            StorageError::Io(io) => io.into(),
            StorageError::PreviousIo | StorageError::DatabaseClosed => Self::Poisoned,
            StorageError::Corrupted(why) => Self::Damaged(why),
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<DatabaseError> for StoreFault {
    fn from(fault: DatabaseError) -> Self {
        match fault {
            DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            DatabaseError::Storage(storage) => storage.into(),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<TransactionError> for StoreFault {
    fn from(fault: TransactionError) -> Self {
        match fault {
            TransactionError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<TableError> for StoreFault {
    fn from(fault: TableError) -> Self {
        match fault {
            TableError::Storage(storage) => storage.into(),
            other => Self::Damaged(other.to_string()),
        }
    }
}

impl From<CommitError> for StoreFault {
    fn from(fault: CommitError) -> Self {
        match fault {
            CommitError::Storage(storage) => storage.into(),
            other => Self::Io(other.to_string()),
        }
    }
}
