//! The whole book as one file, and back. What is in the file is the store's
//! affair; here it is written where a person says, read back, and handed in.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use super::bundle::over::may_replace;
use super::bundle::place::{Moment, Target, place};
use super::door::{Door, expect_reply};
use super::fault::{ExchangeFault, shown};
use super::watch::{Meter, Unit, Watch};
use super::words::FileFault;
use crate::service::request::keeping::{KeepingReply, KeepingRequest, RestoredView};
use crate::service::{Reply, Request};

/// How every backup begins, whatever its form.
const BEGINNING: &[u8] = b"kheo backup ";

/// Bytes that are handed in at a time.
const PIECE: usize = 1 << 20;

/// A backup that is on the disk and was read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Length of the file.
    pub bytes: u64,
    /// blake3 of the file.
    pub blake3: blake3::Hash,
}

/// Writes a backup of the book as it is now to `path`. An older backup there
/// is replaced, in one step, by the whole new one; another file is not.
///
/// # Errors
/// No book is open, the file cannot be written or does not read back the same,
/// or stopped. Nothing half-written is left.
pub fn backup(door: &impl Door, path: &Path, watch: &Watch<'_>) -> Result<BackedUp, ExchangeFault> {
    let name = path.display().to_string();
    refuse_other_files(path, &name)?;
    let begun = ask(door, KeepingRequest::BeginBackup, watch)?;
    let backup = expect_reply!(begun, KeepingReply::Begun(number) => number)?;
    let fill = |mut file: File| {
        let mut hasher = blake3::Hasher::new();
        let mut length = 0;
        loop {
            let reply = ask(door, KeepingRequest::BackupPiece { backup }, watch)?;
            let piece = expect_reply!(reply, KeepingReply::Piece(piece) => piece)?;
            if piece.bytes.is_empty() {
                break;
            }
            file.write_all(&piece.bytes)
                .map_err(|fault| FileFault::writing(&name, &fault))?;
            hasher.update(&piece.bytes);
            length += piece.bytes.len() as u64;
            watch.on_lines(piece.done, piece.total);
        }
        let written = BackedUp {
            bytes: length,
            blake3: hasher.finalize(),
        };
        Ok((file, written))
    };
    let verify = |path: &Path, written: &BackedUp, moment| {
        let watch = match moment {
            Moment::BeforePlacing => watch.unreported(),
            // It is in its place: it is too late to stop.
            Moment::InPlace => Watch::nobody(),
        };
        read_back(path, &name, written, &watch)
    };
    let target = Target::Exactly(path.to_owned());
    target.clear_abandoned();
    let (_, written) = place(&target, fill, verify)?;
    Ok(written)
}

/// Puts the backup at `path` in the place of the book; the store that was
/// there is kept beside it.
///
/// # Errors
/// The file cannot be read, the backup is refused whole, the store is in use,
/// or stopped. The book is then as it was.
pub fn restore(
    door: &impl Door,
    path: &Path,
    watch: &Watch<'_>,
) -> Result<RestoredView, ExchangeFault> {
    let name = path.display().to_string();
    let unreadable = |fault| ExchangeFault::from(FileFault::reading(&name, &fault));
    let mut file = File::open(path).map_err(unreadable)?;
    let total = file.metadata().map_err(unreadable)?.len();
    let begun = ask(door, KeepingRequest::BeginRestore, watch)?;
    let restore = expect_reply!(begun, KeepingReply::Begun(number) => number)?;
    let handed = hand_in(
        door,
        &mut file,
        &name,
        restore,
        &mut watch.meter(total, Unit::Bytes),
    );
    let finished =
        handed.and_then(|()| ask(door, KeepingRequest::FinishRestore { restore }, watch));
    match finished {
        Ok(reply) => Ok(expect_reply!(reply, KeepingReply::Restored(view) => view)?),
        Err(fault) => {
            // The book may have given it up already.
            let dropping = Request::Keeping(KeepingRequest::DropRestore { restore });
            let _ = door.ask(dropping, &|_, _| ());
            Err(fault)
        }
    }
}

fn ask(
    door: &impl Door,
    request: KeepingRequest,
    watch: &Watch<'_>,
) -> Result<KeepingReply, ExchangeFault> {
    watch.go_on()?;
    let reply = door.ask(Request::Keeping(request), &|done, total| {
        watch.on_lines(done, total);
    })?;
    Ok(expect_reply!(reply, Reply::Keeping(reply) => reply)?)
}

fn hand_in(
    door: &impl Door,
    file: &mut File,
    name: &str,
    restore: u64,
    meter: &mut Meter<'_>,
) -> Result<(), ExchangeFault> {
    loop {
        let mut bytes = Vec::with_capacity(PIECE);
        let read = file.take(PIECE as u64).read_to_end(&mut bytes);
        let length = read.map_err(|fault| FileFault::reading(name, &fault))?;
        if length == 0 {
            return Ok(());
        }
        let request = Request::Keeping(KeepingRequest::RestorePiece { restore, bytes });
        door.ask(request, &|_, _| ())?;
        meter.advance(length as u64)?;
    }
}

/// Only an older backup may be written over: the live store never, and no
/// letter of anybody.
fn refuse_other_files(path: &Path, name: &str) -> Result<(), ExchangeFault> {
    let is_backup = |mut file: File| {
        let mut beginning = [0; BEGINNING.len()];
        file.read_exact(&mut beginning).is_ok() && beginning == BEGINNING
    };
    match may_replace(path, name, is_backup)? {
        true => Ok(()),
        false => Err(FileFault::NotReplaced { file: shown(name) }.into()),
    }
}

fn read_back(
    path: &Path,
    name: &str,
    written: &BackedUp,
    watch: &Watch<'_>,
) -> Result<(), ExchangeFault> {
    let not_as_written = |_| FileFault::NotAsWritten { file: shown(name) };
    let mut file = File::open(path).map_err(not_as_written)?;
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; PIECE];
    loop {
        watch.go_on()?;
        let length = file.read(&mut piece).map_err(not_as_written)?;
        if length == 0 {
            break;
        }
        hasher.update(piece.get(..length).unwrap_or_default());
    }
    if hasher.finalize() == written.blake3 {
        Ok(())
    } else {
        Err(FileFault::NotAsWritten { file: shown(name) }.into())
    }
}
