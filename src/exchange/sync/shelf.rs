//! The shared folder as a shelf: immutable files named by their content, which
//! are put, got and listed and never changed. What other tools made of them is
//! told from what they are by reading, never by trusting a name.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::openness::{open_file, open_folder};
use crate::domain::{FileHash, LARGEST_FILE};
use crate::exchange::bundle::limits::MAX_PART;
use crate::exchange::bundle::place::{
    Moment, Target, clear_when_abandoned, is_unfinished, place, sync_folder,
};
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::words::{FileFault, MisfitWords};
use crate::ledger::segment::SegmentHead;
use crate::ledger::{BookId, DeviceId, Segment, SignedReceipt};
use crate::text;

const SEGMENTS: &str = "segments";
const FILES: &str = "files";
const RECEIPTS: &str = "receipts";
/// Longest receipt, in bytes.
const LONGEST_RECEIPT: u64 = 16 << 20;
/// Longest head of a segment, in bytes.
const LONGEST_HEAD: usize = 64 << 10;
/// Most files of a kind that are looked at.
const MOST: usize = 200_000;

/// A file on the shelf that is not what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisfitFile {
    /// Where it is below the folder; fit to be shown.
    pub file: String,
    pub why: MisfitWords,
}

/// A segment on the shelf, by its name alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub book: BookId,
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
    pub content: FileHash,
}

impl Name {
    fn of(head: &SegmentHead, content: FileHash) -> Self {
        Self {
            book: head.book,
            device: head.device,
            from: head.from,
            to: head.to,
            content,
        }
    }

    fn read(book: &str, device: &str, file: &str) -> Option<Self> {
        let mut parts = file.strip_suffix(".jsonl")?.split('-');
        let name = Self {
            book: book.parse().ok()?,
            device: device.parse().ok()?,
            from: parts.next()?.parse().ok()?,
            to: parts.next()?.parse().ok()?,
            content: parts.next()?.parse().ok()?,
        };
        // One spelling only: a copy called otherwise is no segment.
        let is_so = parts.next().is_none()
            && [book, device, file]
                == [
                    &name.book.to_string(),
                    &name.device.to_string(),
                    &name.file(),
                ]
            && 1 <= name.from
            && name.from <= name.to;
        is_so.then_some(name)
    }

    fn file(&self) -> String {
        format!("{}-{}-{}.jsonl", self.from, self.to, self.content)
    }

    fn path(&self) -> PathBuf {
        let chain = PathBuf::from(SEGMENTS).join(self.book.to_string());
        chain.join(self.device.to_string()).join(self.file())
    }

    pub fn misfit(&self, why: MisfitWords) -> MisfitFile {
        misfit(&self.path(), why)
    }
}

/// Whether a file is one that systems leave wherever a folder is looked at.
fn is_of_the_system(name: &str) -> bool {
    const WINDOWS: [&str; 2] = ["desktop.ini", "thumbs.db"];
    name.starts_with('.') || WINDOWS.contains(&name.to_lowercase().as_str())
}

fn misfit(path: &Path, why: MisfitWords) -> MisfitFile {
    MisfitFile {
        // Long, but people must find it.
        file: text::visible(&path.display().to_string()).into_owned(),
        why,
    }
}

/// What is on the shelf, by names.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub segments: Vec<Name>,
    /// Attached files with their length in bytes.
    pub files: Vec<(FileHash, u64)>,
    pub misfits: Vec<MisfitFile>,
}

/// A folder that laptops share.
pub(super) struct Shelf {
    root: PathBuf,
}

impl Shelf {
    /// The shelf in `folder`, which is made when its parent is there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self, ExchangeFault> {
        let shelf = Self {
            root: folder.to_owned(),
        };
        make_folder(folder)?;
        for kind in [SEGMENTS, FILES, RECEIPTS] {
            shelf.make_room(Path::new(kind))?;
        }
        Ok(shelf)
    }

    /// Makes a folder on the shelf, where there is none.
    fn make_room(&self, folder: &Path) -> Result<(), ExchangeFault> {
        let folder = self.root.join(folder);
        if make_folder(&folder)? == Made::Now {
            open_folder(&folder, &self.root);
        }
        Ok(())
    }

    /// Lists what is there, and clears away what was begun and never finished.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn list(&self) -> Result<Listing, ExchangeFault> {
        let mut listing = Listing::default();
        let segments = Path::new(SEGMENTS);
        for book in self.entries(segments)? {
            let chain = segments.join(&book);
            for device in self.entries(&chain)? {
                let folder = chain.join(&device);
                for file in self.entries(&folder)? {
                    match Name::read(&book, &device, &file) {
                        Some(name) => listing.segments.push(name),
                        None => listing
                            .misfits
                            .push(misfit(&folder.join(&file), MisfitWords::Misnamed)),
                    }
                }
            }
        }
        let files = Path::new(FILES);
        for file in self.entries(files)? {
            let path = files.join(&file);
            let length = fs::metadata(self.root.join(&path)).map(|found| found.len());
            match (file.parse(), length) {
                (Ok(content), Ok(length)) => listing.files.push((content, length)),
                _ => listing.misfits.push(misfit(&path, MisfitWords::Misnamed)),
            }
        }
        listing.segments.sort();
        listing.files.sort();
        Ok(listing)
    }

    /// Names in a folder of the shelf, without those of the system. A file where a
    /// folder should be has no names in it.
    fn entries(&self, folder: &Path) -> Result<Vec<String>, ExchangeFault> {
        let path = self.root.join(folder);
        let failed = |fault: io::Error| FileFault::reading(&path.display().to_string(), &fault);
        let found = match fs::read_dir(&path) {
            Ok(found) => found,
            Err(fault) if fault.kind() == ErrorKind::NotADirectory => return Ok(Vec::new()),
            Err(fault) => return Err(failed(fault).into()),
        };
        let mut names = Vec::new();
        for entry in found.take(MOST) {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_unfinished(&name) {
                clear_when_abandoned(&entry.path());
            } else if !is_of_the_system(&name) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Reads a segment and compares it with its name. It is not verified yet.
    ///
    /// # Errors
    /// The outer one: the disk fails or it was stopped. The inner one: the file
    /// is not what it is called.
    pub fn segment(&self, name: &Name) -> Result<Result<Segment, MisfitFile>, ExchangeFault> {
        let longest = MAX_PART + LONGEST_HEAD as u64;
        let read = self.read(&name.path(), name.content, longest)?;
        Ok(read.and_then(|bytes| {
            let bad_head = || name.misfit(MisfitWords::BadHead);
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let (head, lines) = end
                .filter(|end| *end <= LONGEST_HEAD)
                .and_then(|end| Some((bytes.get(..end)?, bytes.get(end + 1..)?)))
                .ok_or_else(bad_head)?;
            let head: SegmentHead = serde_json::from_slice(head).map_err(|_| bad_head())?;
            if Name::of(&head, name.content) != *name {
                return Err(bad_head());
            }
            Ok(Segment {
                head,
                lines: lines.to_vec(),
            })
        }))
    }

    /// Reads an attached file and compares it with its name.
    ///
    /// # Errors
    /// As [`segment`](Self::segment).
    pub fn file(&self, file: FileHash) -> Result<Result<Vec<u8>, MisfitFile>, ExchangeFault> {
        self.read(&file_path(file), file, LARGEST_FILE)
    }

    fn read(
        &self,
        path: &Path,
        content: FileHash,
        longest: u64,
    ) -> Result<Result<Vec<u8>, MisfitFile>, ExchangeFault> {
        let mut bytes = Vec::new();
        let opened = File::open(self.root.join(path));
        let read = opened.and_then(|file| file.take(longest + 1).read_to_end(&mut bytes));
        if let Err(fault) = read {
            return match fault.kind() {
                // Somebody took it away meanwhile, or made a folder of it.
                ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::PermissionDenied => {
                    Ok(Err(misfit(path, MisfitWords::Unreadable)))
                }
                _ => Err(FileFault::reading(&path.display().to_string(), &fault).into()),
            };
        }
        Ok(if bytes.is_empty() && content != FileHash::of(b"") {
            Err(misfit(path, MisfitWords::Empty))
        } else if bytes.len() as u64 > longest {
            Err(misfit(path, MisfitWords::TooLarge))
        } else if FileHash::of(&bytes) != content {
            Err(misfit(path, MisfitWords::OtherContent))
        } else {
            Ok(bytes)
        })
    }

    /// Puts a segment on the shelf.
    ///
    /// # Errors
    /// The file cannot be written, or does not read back the same.
    pub fn put_segment(&self, segment: &Segment) -> Result<(), ExchangeFault> {
        let mut bytes = to_json(&segment.head)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&segment.lines);
        let name = Name::of(&segment.head, FileHash::of(&bytes));
        let path = name.path();
        for folder in [path.parent().and_then(Path::parent), path.parent()] {
            self.make_room(folder.unwrap_or(Path::new(SEGMENTS)))?;
        }
        self.put(&path, name.content, &bytes)
    }

    /// Puts an attached file on the shelf.
    ///
    /// # Errors
    /// As [`put_segment`](Self::put_segment).
    pub fn put_file(&self, file: FileHash, bytes: &[u8]) -> Result<(), ExchangeFault> {
        self.put(&file_path(file), file, bytes)
    }

    /// What laptops said they hold: each one, or why it is not taken.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn receipts(&self) -> Result<Vec<Result<SignedReceipt, MisfitFile>>, ExchangeFault> {
        let folder = Path::new(RECEIPTS);
        let mut found = Vec::new();
        for file in self.entries(folder)? {
            let path = folder.join(&file);
            let content = file
                .strip_suffix(".json")
                .and_then(|hash| hash.parse().ok());
            let Some(content) = content else {
                found.push(Err(misfit(&path, MisfitWords::Misnamed)));
                continue;
            };
            let read = self.read(&path, content, LONGEST_RECEIPT)?;
            found.push(read.and_then(|bytes| {
                let signed = serde_json::from_slice::<SignedReceipt>(&bytes).ok();
                signed
                    .filter(|signed| signed.verified().is_some())
                    .ok_or_else(|| misfit(&path, MisfitWords::Unverified))
            }));
        }
        Ok(found)
    }

    /// Puts a receipt on the shelf.
    ///
    /// # Errors
    /// As [`put_segment`](Self::put_segment).
    pub fn put_receipt(&self, receipt: &SignedReceipt) -> Result<(), ExchangeFault> {
        let bytes = to_json(receipt)?;
        let content = FileHash::of(&bytes);
        let path = Path::new(RECEIPTS).join(format!("{content}.json"));
        self.put(&path, content, &bytes)
    }

    /// Whether a misfit stands where the good file belongs does not matter: it
    /// is replaced in one step.
    fn put(&self, path: &Path, content: FileHash, bytes: &[u8]) -> Result<(), ExchangeFault> {
        let name = path.display().to_string();
        let fill = |mut file: File| {
            let failed = |fault: io::Error| FileFault::writing(&name, &fault);
            open_file(&file, &self.root);
            file.write_all(bytes).map_err(failed)?;
            Ok((file, ()))
        };
        let verify = |written: &Path, (): &(), _: Moment| match fs::read(written) {
            Ok(found) if FileHash::of(&found) == content => Ok(()),
            _ => Err(FileFault::NotAsWritten { file: shown(&name) }.into()),
        };
        place(&Target::Exactly(self.root.join(path)), fill, verify).map(|_| ())
    }
}

fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, FileFault> {
    serde_json::to_vec(value).map_err(|fault| FileFault::CannotWrite {
        file: SEGMENTS.to_owned(),
        why: fault.to_string(),
    })
}

fn file_path(file: FileHash) -> PathBuf {
    Path::new(FILES).join(file.to_string())
}

/// When a folder came to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Before,
    Now,
}

fn make_folder(folder: &Path) -> Result<Made, ExchangeFault> {
    let failed = |fault: io::Error| FileFault::writing(&folder.display().to_string(), &fault);
    match fs::create_dir(folder) {
        Ok(()) => {
            let parent = folder
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            sync_folder(parent.unwrap_or(Path::new("."))).map_err(failed)?;
            Ok(Made::Now)
        }
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {
            Ok(Made::Before)
        }
        Err(fault) => Err(failed(fault).into()),
    }
}
