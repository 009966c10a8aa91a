//! Attached files between the disk of a person and the book: read with that
//! person's rights, carried in pieces, verified by their content.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::bundle::place::{Moment, Target, place};
use super::door::Door;
use super::fault::{ExchangeFault, shown};
use super::file_name;
use super::watch::{Meter, Unit, Watch};
use super::words::FileFault;
use crate::domain::{FileHash, LARGEST_FILE, MediaKind, RecordId};
use crate::i18n::Lang;
use crate::service::request::{AttachmentReply, AttachmentRequest, NewAttachment, PIECE};
use crate::service::views::{AttachmentView, ChangeView, Presence};

/// Asks about attachments and takes the expected answer out.
macro_rules! ask_files {
    ($door:expr, $request:expr, $pattern:pat => $value:expr) => {
        match $door.ask($crate::service::Request::Attachments($request), &|_, _| ())? {
            $crate::service::Reply::Attachments($pattern) => $value,
            _ => return Err($crate::service::Refusal::Gone.into()),
        }
    };
}
pub(super) use ask_files;

/// Attaches the file at `path` to a record.
///
/// # Errors
/// The file cannot be read or is too large, stopped, or the book's refusal.
pub fn attach(
    door: &impl Door,
    record: RecordId,
    path: &Path,
    watch: &Watch<'_>,
) -> Result<ChangeView, ExchangeFault> {
    let bytes = read_file(path)?;
    let file = FileHash::of(&bytes);
    let mut meter = watch.meter(bytes.len() as u64, Unit::Bytes);
    put(door, file, &bytes, &mut meter)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = NewAttachment {
        record,
        name: name.into_owned(),
        file,
    };
    Ok(
        ask_files!(door, AttachmentRequest::Attach(new), AttachmentReply::Attached(change) => change),
    )
}

/// The whole file, which is never larger than [`LARGEST_FILE`].
fn read_file(path: &Path) -> Result<Vec<u8>, ExchangeFault> {
    let name = path.display().to_string();
    let failed = |fault: std::io::Error| FileFault::reading(&name, &fault);
    let file = File::open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(FileFault::NotAttachable { file: shown(&name) }.into());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(FileFault::TooLargeToAttach {
            file: shown(&name),
            limit: LARGEST_FILE >> 20,
        }
        .into());
    }
    Ok(bytes)
}

/// Puts a file into the book of `door`, which verifies it.
///
/// # Errors
/// Stopped, or the book's refusal; what was put in so far is not a file.
pub(super) fn put(
    door: &impl Door,
    file: FileHash,
    bytes: &[u8],
    meter: &mut Meter<'_>,
) -> Result<(), ExchangeFault> {
    for (number, piece) in (0..).zip(bytes.chunks(PIECE)) {
        let request = AttachmentRequest::PutPiece {
            file,
            number,
            bytes: piece.to_vec(),
        };
        ask_files!(door, request, AttachmentReply::PieceIn => ());
        meter.advance(piece.len() as u64)?;
    }
    let bytes = bytes.len() as u64;
    ask_files!(door, AttachmentRequest::Keep { file, bytes }, AttachmentReply::Kept => ());
    Ok(())
}

/// Gets a file of at most `bytes` out of the book of `door`, verified.
///
/// # Errors
/// Stopped, not the file that it is called, or the book's refusal.
pub(super) fn get(
    door: &impl Door,
    file: FileHash,
    bytes: u64,
    meter: &mut Meter<'_>,
) -> Result<Vec<u8>, ExchangeFault> {
    let wrong = || FileFault::AnotherContent {
        file: file.to_string(),
    };
    if bytes > LARGEST_FILE {
        return Err(wrong().into());
    }
    let mut got = Vec::new();
    let mut number = 0;
    while (got.len() as u64) < bytes {
        let request = AttachmentRequest::Piece { file, number };
        let piece = ask_files!(door, request, AttachmentReply::Piece(piece) => piece);
        if piece.is_empty() || piece.len() > PIECE {
            break;
        }
        got.extend_from_slice(&piece);
        meter.advance(piece.len() as u64)?;
        number += 1;
    }
    if FileHash::of(&got) == file {
        Ok(got)
    } else {
        Err(wrong().into())
    }
}

/// Writes the content of an attachment where `wish` says: a file, which is
/// replaced, or a folder, in which nothing is.
///
/// # Errors
/// The content is not here, the file cannot be written, or stopped.
pub fn save(
    door: &impl Door,
    attachment: &AttachmentView,
    wish: &Path,
    watch: &Watch<'_>,
) -> Result<PathBuf, ExchangeFault> {
    if attachment.presence == Presence::Elsewhere {
        return Err(FileFault::StillElsewhere {
            file: shown(&attachment.name),
            by: shown(&attachment.by),
            device: attachment.device.to_string(),
        }
        .into());
    }
    let mut meter = watch.meter(attachment.bytes, Unit::Bytes);
    let bytes = get(door, attachment.file, attachment.bytes, &mut meter)?;
    let target = if wish.is_dir() {
        let (stem, ending) = file_name::parts(&attachment.name, kind(attachment));
        Target::NamedIn {
            folder: wish.to_owned(),
            stem,
            ending,
        }
    } else {
        Target::Exactly(wish.to_owned())
    };
    let name = target.name();
    let fill = |mut file: File| {
        let failed = |fault: std::io::Error| FileFault::writing(&name, &fault);
        file.write_all(&bytes).map_err(failed)?;
        Ok((file, ()))
    };
    let verify = |path: &Path, (): &(), _: Moment| {
        let mut hasher = blake3::Hasher::new();
        let read = File::open(path).and_then(|file| hasher.update_reader(file).map(|_| ()));
        match read {
            Ok(()) if FileHash(*hasher.finalize().as_bytes()) == attachment.file => Ok(()),
            _ => Err(FileFault::NotAsWritten { file: shown(&name) }.into()),
        }
    };
    place(&target, fill, verify).map(|(path, ())| path)
}

/// What kind of file an attachment is.
pub fn kind(attachment: &AttachmentView) -> &'static MediaKind {
    MediaKind::named(&attachment.media_type)
}

/// The same, as people call it.
pub fn kind_in_words(attachment: &AttachmentView, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => kind(attachment).vi,
        Lang::En => kind(attachment).en,
    }
}

/// Where an attachment was written to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A program of the desktop shows it.
    OnDesktop(PathBuf),
    /// There is no desktop here, or nothing that would only show it.
    Written(PathBuf),
}

/// Writes an attachment into a folder of this person alone and shows it with
/// the program that the desktop has for it, where there is one.
///
/// # Errors
/// As [`save`].
pub fn open(
    door: &impl Door,
    attachment: &AttachmentView,
    watch: &Watch<'_>,
) -> Result<Opened, ExchangeFault> {
    let folder = private_folder()?;
    let path = save(door, attachment, &folder, watch)?;
    if !kind(attachment).is_shown() || !has_desktop() {
        return Ok(Opened::Written(path));
    }
    Ok(match opener::open(&path) {
        Ok(()) => Opened::OnDesktop(path),
        Err(_) => Opened::Written(path),
    })
}

/// A fresh folder that its owner alone can look into.
fn private_folder() -> Result<PathBuf, ExchangeFault> {
    let folder = std::env::temp_dir().join(format!("kheo-{}", uuid::Uuid::now_v7().simple()));
    let builder = private_builder();
    match builder.create(&folder) {
        Ok(()) => Ok(folder),
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Ok(folder),
        Err(fault) => Err(FileFault::writing(&folder.display().to_string(), &fault).into()),
    }
}

#[cfg(unix)]
fn private_builder() -> std::fs::DirBuilder {
    let mut builder = std::fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Folders for passing files are private where the system makes them so.
#[cfg(not(unix))]
fn private_builder() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}

/// Whether a program could show something: not over SSH, and not without a
/// display where one is needed.
fn has_desktop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_remote = is_set("SSH_CONNECTION") || is_set("SSH_TTY");
    let has_display = !cfg!(all(unix, not(target_os = "macos")))
        || is_set("DISPLAY")
        || is_set("WAYLAND_DISPLAY");
    has_display && !is_remote
}
