//! A backup becoming a store again: beside the one that is there, checked as a
//! whole, and only then put in its place. What was there is kept.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use redb::{Key, TableDefinition, TableHandle, Value, WriteTransaction};

use super::super::check::rebuild_in;
use super::super::fault::StoreFault;
use super::super::open::{
    OLDEST_VERSION, STORE_VERSION, Store, begin, database, folder_of, make_tables, private_file,
    sync_folder,
};
use super::super::tables::{Bytes, for_each_kept};
use super::BackupHead;
use super::frames::{Reader, Sort, take_bytes};

/// Why a backup is refused. The store that was there is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RestoreFault {
    #[error("the file is not a backup")]
    NotABackup,
    #[error("the backup is cut short")]
    CutShort,
    #[error("the backup is not as it was written")]
    Broken,
    #[error("the backup is of version {found}; this program knows {known}")]
    Newer { found: u32, known: u32 },
    /// Of a form that no released program wrote, and none reads.
    #[error("the backup is of version {found}; this program reads {known}")]
    Older { found: u32, known: u32 },
    /// Every byte is as it was written, and the book in it does not verify.
    #[error("the book in the backup is ill: {0:?}")]
    Ill(Vec<String>),
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// A backup that stands in the store's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub head: BackupHead,
    /// Changes in its log.
    pub ops: u64,
    /// Where the store is kept that was there before; `None` when there was none.
    pub kept: Option<PathBuf>,
}

/// A store being made from a backup. Dropped before it is finished, nothing of
/// it is left.
pub struct Restoring {
    reader: Reader,
    write: Option<WriteTransaction>,
    beside: Beside,
    head: Option<BackupHead>,
    rows: u64,
    ended: bool,
}

/// The unfinished file; gone when dropped.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // Once it is in its place there is nothing by this name.
        let _ = fs::remove_file(&self.0);
    }
}

/// How the name of a store that is being made ends.
const UNFINISHED: &str = "restoring";

/// Removes what earlier restores of the store at `path` left behind when their
/// program was killed. One that is still being made is locked by who makes it.
fn clear_abandoned(path: &Path) {
    let Ok(entries) = fs::read_dir(folder_of(path).unwrap_or(Path::new("."))) else {
        return;
    };
    let of_this_store = |found: &PathBuf| {
        let is_unfinished = found.extension().is_some_and(|end| end == UNFINISHED);
        let before = found.with_extension("");
        is_unfinished && before.file_stem() == path.file_stem()
    };
    let found = entries.filter_map(|entry| Some(entry.ok()?.path()));
    for unfinished in found.filter(of_this_store) {
        let is_locked = |file: fs::File| file.try_lock().is_err();
        if !fs::File::open(&unfinished).is_ok_and(is_locked) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(&unfinished);
        }
    }
}

impl Restoring {
    /// Begins to restore the store at `path`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn begin(path: &Path) -> Result<Self, RestoreFault> {
        if let Some(folder) = folder_of(path) {
            fs::create_dir_all(folder).map_err(StoreFault::from)?;
        }
        clear_abandoned(path);
        let beside = Beside(path.with_extension(format!("{}.{UNFINISHED}", std::process::id())));
        let db = database(private_file(&beside.0)?)?;
        let write = begin(&db)?;
        make_tables(&write)?;
        Ok(Self {
            reader: Reader::default(),
            write: Some(write),
            beside,
            head: None,
            rows: 0,
            ended: false,
        })
    }

    /// Takes the bytes that come next in the backup.
    ///
    /// # Errors
    /// The backup is refused, or what the disk says.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), RestoreFault> {
        self.reader.take(bytes);
        while let Some((sort, payload)) = self.reader.next()? {
            match sort {
                _ if self.ended => return Err(RestoreFault::Broken),
                Sort::Head => self.take_head(&payload)?,
                Sort::Rows => self.take_rows(&payload)?,
                Sort::End => {
                    if payload != self.rows.to_be_bytes() {
                        return Err(RestoreFault::Broken);
                    }
                    self.ended = true;
                }
            }
        }
        if self.ended && !self.reader.is_empty() {
            return Err(RestoreFault::Broken);
        }
        Ok(())
    }

    /// Rows that came, and all that will.
    pub fn progress(&self) -> (u64, u64) {
        (self.rows, self.head.as_ref().map_or(0, |head| head.rows))
    }

    fn take_head(&mut self, payload: &[u8]) -> Result<(), RestoreFault> {
        let head: BackupHead = serde_json::from_slice(payload).map_err(|_| RestoreFault::Broken)?;
        if head.store > STORE_VERSION {
            return Err(RestoreFault::Newer {
                found: head.store,
                known: STORE_VERSION,
            });
        }
        if head.store < OLDEST_VERSION {
            return Err(RestoreFault::Older {
                found: head.store,
                known: STORE_VERSION,
            });
        }
        if self.head.replace(head).is_some() {
            return Err(RestoreFault::Broken);
        }
        Ok(())
    }

    fn take_rows(&mut self, mut payload: &[u8]) -> Result<(), RestoreFault> {
        let (Some(write), Some(_)) = (&self.write, &self.head) else {
            return Err(RestoreFault::Broken);
        };
        let name = take_bytes(&mut payload).ok_or(RestoreFault::Broken)?;
        let mut rows = None;
        for_each_kept!(table => {
            if table.name().as_bytes() == name {
                rows = Some(insert_rows(write, table, payload)?);
            }
        });
        // A table of a later program, though it says that it is of our version.
        self.rows += rows.ok_or(RestoreFault::Newer {
            found: STORE_VERSION + 1,
            known: STORE_VERSION,
        })?;
        Ok(())
    }

    /// Builds what is derived, checks the whole book, and puts it in the place
    /// of the store at `path`, which is kept beside it. `stamp` tells the kept
    /// one from others. Nobody may have the store open but the caller.
    ///
    /// # Errors
    /// The backup is refused, or what the disk says.
    pub fn finish(
        mut self,
        path: &Path,
        stamp: &str,
        report: &dyn Fn(u64, u64),
    ) -> Result<Restored, RestoreFault> {
        let (Some(head), Some(write), true) = (self.head.take(), self.write.take(), self.ended)
        else {
            return Err(RestoreFault::CutShort);
        };
        rebuild_in(&write, head.device, report)?;
        Store::mark_rebuilt(&write)?;
        Store::set(&write, RESTORED, &head.made_at.to_string())?;
        write.commit().map_err(StoreFault::from)?;
        let ops = {
            let mut store = Store::open(&self.beside.0)?;
            let mut checked = store.check(report)?;
            checked.faults.extend(store.check_pages()?);
            if !checked.faults.is_empty() {
                return Err(RestoreFault::Ill(checked.faults));
            }
            checked.ops
        };
        let kept = exchange(&self.beside.0, path, stamp).map_err(StoreFault::from)?;
        Ok(Restored { head, ops, kept })
    }
}

/// Name of the setting that tells when the backup was made that a store came
/// from: such a store is a copy of an installation that may still be at work.
pub const RESTORED: &str = "restored";

/// Puts `new` in the place of `path`; what was there stands beside it then.
fn exchange(new: &Path, path: &Path, stamp: &str) -> io::Result<Option<PathBuf>> {
    let kept = keep(path, stamp)?;
    fs::rename(new, path)?;
    sync_folder(path);
    Ok(kept)
}

/// Gives what is at `path` a second name; `None` when nothing is there. One
/// that was killed right after it did so leaves a name that is not taken again.
fn keep(path: &Path, stamp: &str) -> io::Result<Option<PathBuf>> {
    let first = path.with_extension(format!("{stamp}.old"));
    let numbered = |number| path.with_extension(format!("{stamp}-{number}.old"));
    for kept in std::iter::once(first).chain((2..=MOST_KEPT).map(numbered)) {
        match fs::hard_link(path, &kept) {
            Ok(()) => return Ok(Some(kept)),
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            // A file system without links: for a moment there is no store here.
            Err(_) if fs::symlink_metadata(&kept).is_ok() => {}
            Err(_) => return fs::rename(path, &kept).map(|()| Some(kept)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Most stores that are kept of one moment.
const MOST_KEPT: u32 = 100;

/// A key whose bytes can be read back without a panic.
trait KeptKey: Key + 'static {
    fn is_well_formed(bytes: &[u8]) -> bool;
}

impl KeptKey for Bytes {
    fn is_well_formed(_: &[u8]) -> bool {
        true
    }
}

impl KeptKey for u64 {
    fn is_well_formed(bytes: &[u8]) -> bool {
        bytes.len() == 8
    }
}

impl KeptKey for &'static str {
    fn is_well_formed(bytes: &[u8]) -> bool {
        std::str::from_utf8(bytes).is_ok()
    }
}

fn insert_rows<K: KeptKey, V: Value + 'static>(
    write: &WriteTransaction,
    table: TableDefinition<'static, K, V>,
    mut payload: &[u8],
) -> Result<u64, RestoreFault> {
    let mut table = write.open_table(table).map_err(StoreFault::from)?;
    let mut rows = 0;
    while !payload.is_empty() {
        let key = take_bytes(&mut payload).filter(|key| K::is_well_formed(key));
        let (Some(key), Some(value)) = (key, take_bytes(&mut payload)) else {
            return Err(RestoreFault::Broken);
        };
        table
            .insert(K::from_bytes(key), V::from_bytes(value))
            .map_err(StoreFault::from)?;
        rows += 1;
    }
    Ok(rows)
}

impl From<redb::TableError> for RestoreFault {
    fn from(fault: redb::TableError) -> Self {
        Self::Store(fault.into())
    }
}
