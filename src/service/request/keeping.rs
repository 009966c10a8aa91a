//! Keeping the book safe: its backup on the way out, and back in. The bytes
//! cross the door in pieces; the file is the session's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ledger::DeviceId;

/// What can be asked about backups.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum KeepingRequest {
    /// A snapshot of the book as it is now, to be read piece by piece.
    BeginBackup,
    /// The next piece of that backup.
    BackupPiece { backup: u64 },
    /// Makes room for a store that will take the place of the one that is here.
    BeginRestore,
    /// The bytes that come next in the backup.
    RestorePiece { restore: u64, bytes: Vec<u8> },
    /// Checks what came and puts it in the store's place.
    FinishRestore { restore: u64 },
    /// Gives a restore up; nothing of it is left.
    DropRestore { restore: u64 },
}

/// The answers about backups.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum KeepingReply {
    /// The number of a backup or restore that began.
    Begun(u64),
    /// Bytes to be added to the file; no bytes after the last.
    Piece(BackupPiece),
    /// The bytes were taken.
    Taken,
    Restored(RestoredView),
}

/// Bytes of a backup, and how many of its rows are out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BackupPiece {
    pub bytes: Vec<u8>,
    pub done: u64,
    pub total: u64,
}

/// A book that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoredView {
    /// When the backup was made.
    pub made_at: Timestamp,
    /// The installation that made it.
    pub device: DeviceId,
    /// Changes in its log.
    pub ops: u64,
    /// The file that holds the store that was here before, when there was one.
    pub kept: Option<String>,
}
