//! Backups on their way out and in. A backup is read from its own snapshot
//! while others write; a restore is made beside the store and takes its place
//! only when it is whole.

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use super::super::client::Progress;
use super::super::refusal::{BackupTrouble, Refusal};
use super::super::request::Reply;
use super::super::request::keeping::{BackupPiece, KeepingReply, KeepingRequest, RestoredView};
use super::{Owner, Report};
use crate::store::{Backup, RestoreFault, Restored, Restoring, StoreFault};

/// Backups that are read at the same time. A session that went away in the
/// middle holds one of them until so many others have begun.
const BACKUPS: usize = 4;

/// What is on its way.
#[derive(Default)]
pub struct Keeping {
    last: u64,
    backups: Vec<(u64, Backup)>,
    restoring: Option<(u64, Restoring)>,
}

impl Owner {
    pub(super) fn keeping(
        &mut self,
        request: KeepingRequest,
        report: Report<'_>,
    ) -> Result<Reply, Refusal> {
        let reply = match request {
            KeepingRequest::BeginBackup => self.begin_backup().map(KeepingReply::Begun),
            KeepingRequest::BackupPiece { backup } => {
                self.backup_piece(backup).map(KeepingReply::Piece)
            }
            KeepingRequest::BeginRestore => self.begin_restore().map(KeepingReply::Begun),
            KeepingRequest::RestorePiece { restore, bytes } => self.restore_piece(restore, &bytes),
            KeepingRequest::FinishRestore { restore } => self
                .finish_restore(restore, report)
                .map(KeepingReply::Restored),
            KeepingRequest::DropRestore { restore } => {
                self.restoring(restore)?;
                self.keeping.restoring = None;
                Ok(KeepingReply::Taken)
            }
        };
        reply.map(Reply::Keeping)
    }

    fn begin_backup(&mut self) -> Result<u64, Refusal> {
        let now = Timestamp::now().as_millisecond();
        let backup = self.opened()?.store.begin_backup(now)?;
        let number = self.keeping.number();
        if self.keeping.backups.len() >= BACKUPS {
            self.keeping.backups.remove(0);
        }
        self.keeping.backups.push((number, backup));
        Ok(number)
    }

    fn backup_piece(&mut self, wanted: u64) -> Result<BackupPiece, Refusal> {
        let backups = &mut self.keeping.backups;
        let found = backups.iter().position(|(number, _)| *number == wanted);
        let (at, (_, backup)) = found
            .and_then(|at| backups.get_mut(at).map(|backup| (at, backup)))
            .ok_or(Refusal::Gone)?;
        let piece = backup.piece()?;
        let (done, total) = backup.progress();
        if piece.is_none() {
            backups.remove(at);
        }
        Ok(BackupPiece {
            bytes: piece.unwrap_or_default(),
            done,
            total,
        })
    }

    fn begin_restore(&mut self) -> Result<u64, Refusal> {
        self.refuse_in_use()?;
        let number = self.keeping.number();
        // One that a session began and left.
        self.keeping.restoring = None;
        self.keeping.restoring = Some((number, Restoring::begin(&self.path)?));
        Ok(number)
    }

    /// Another program's store is not replaced under its feet. One that is
    /// absent or damaged is nobody's.
    fn refuse_in_use(&mut self) -> Result<(), Refusal> {
        match self.opened() {
            Err(Refusal::InUse) => Err(Refusal::InUse),
            _ => Ok(()),
        }
    }

    fn restoring(&mut self, wanted: u64) -> Result<&mut Restoring, Refusal> {
        let restoring = self.keeping.restoring.as_mut();
        let found = restoring.filter(|(number, _)| *number == wanted);
        found.map(|(_, restoring)| restoring).ok_or(Refusal::Gone)
    }

    fn restore_piece(&mut self, restore: u64, bytes: &[u8]) -> Result<KeepingReply, Refusal> {
        let taken = self.restoring(restore)?.take(bytes);
        if taken.is_err() {
            self.keeping.restoring = None;
        }
        taken?;
        Ok(KeepingReply::Taken)
    }

    fn finish_restore(
        &mut self,
        restore: u64,
        report: Report<'_>,
    ) -> Result<RestoredView, Refusal> {
        self.restoring(restore)?;
        self.refuse_in_use()?;
        let (_, restoring) = self.keeping.restoring.take().ok_or(Refusal::Gone)?;
        self.keeping.backups.clear();
        // Held until the new one stands in its place, so that nobody takes the
        // old one up meanwhile; elsewhere an open file cannot be moved.
        let _alone = self.shared.close();
        let held = self.open.take();
        #[cfg(not(unix))]
        drop(held);
        let stamp = Timestamp::now()
            .to_zoned(TimeZone::fixed(offset(7)))
            .strftime("%Y%m%d-%H%M%S")
            .to_string();
        let report = |done, total| report(Progress { done, total });
        let restored = restoring.finish(&self.path, &stamp, &report)?;
        #[cfg(unix)]
        drop(held);
        Ok(view(&restored))
    }
}

impl Keeping {
    /// Nothing is read from the store any more.
    pub(super) fn let_go(&mut self) {
        self.backups.clear();
    }

    fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

fn view(restored: &Restored) -> RestoredView {
    RestoredView {
        made_at: Timestamp::from_millisecond(restored.head.made_at).unwrap_or_default(),
        device: restored.head.device,
        ops: restored.ops,
        kept: restored
            .kept
            .as_ref()
            .map(|path| path.display().to_string()),
    }
}

impl From<RestoreFault> for Refusal {
    fn from(fault: RestoreFault) -> Self {
        Self::Backup(match fault {
            RestoreFault::NotABackup => BackupTrouble::NotABackup,
            RestoreFault::CutShort => BackupTrouble::CutShort,
            RestoreFault::Broken => BackupTrouble::Broken,
            RestoreFault::Newer { found, known } => BackupTrouble::Newer { found, known },
            RestoreFault::Older { found, known } => BackupTrouble::Older { found, known },
            RestoreFault::Ill(faults) => BackupTrouble::Ill { faults },
            RestoreFault::Store(StoreFault::Damaged(_)) => BackupTrouble::Broken,
            RestoreFault::Store(fault) => return fault.into(),
        })
    }
}
