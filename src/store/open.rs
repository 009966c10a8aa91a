//! Making, opening and closing the file.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::{Arc, Mutex};

use redb::{
    Database, Durability, ReadTransaction, ReadableDatabase, StorageBackend, WriteTransaction,
};

use super::answered::Commits;
use super::encoding::FINGERPRINT;
use super::fault::StoreFault;
use super::held::Held;
use super::tables::{
    ABSORBED, ANSWERED, BEFORE, CARRIED, CONFLICTS, DEVICES, DRAFTS, FILE_PIECES, FILES,
    FORK_HEADS, FORKS, HEADS, HISTORY, JOURNAL, LINKS, LOCAL, LOG, RANGES, RECEIPTS, RECORDS,
    SUMMARIES,
};
use crate::ledger::{DeviceId, DeviceKey};

/// Version of the tables that are not derived. A newer store is refused.
///
/// 2: each line has a row of its own. 3: lines may share a row.
pub const STORE_VERSION: u32 = 3;

/// The oldest version whose tables are read as they are.
pub(super) const OLDEST_VERSION: u32 = 2;

/// Memory for pages, in bytes: small laptops, and 60 MB for the whole program.
const CACHE: usize = 16 << 20;

const VERSION_KEY: &[u8] = b"version";
pub(super) const SECRET_KEY: &[u8] = b"secret";
const FINGERPRINT_KEY: &[u8] = b"fingerprint";
/// Whether derived tables were being rebuilt when the program last wrote.
const REBUILDING_KEY: &[u8] = b"rebuilding";

/// An open store. Dropping it closes the file.
pub struct Store {
    pub(super) db: Arc<Database>,
    pub(super) key: DeviceKey,
    pub(super) commits: Commits,
    /// What is read, where it is not whatever was written last.
    pub(super) pinned: Option<Arc<ReadTransaction>>,
    pub(super) held: Mutex<Held>,
}

impl Store {
    /// Opens the store at `path`.
    ///
    /// # Errors
    /// `Absent` when there is no file or an empty one, `InUse`, `Newer`,
    /// `Damaged`, and what the disk says.
    pub fn open(path: &Path) -> Result<Self, StoreFault> {
        Self::open_telling(path, &|_, _| {})
    }

    /// As [`open`](Self::open). Where an earlier program derived its tables
    /// otherwise they are made anew: `report` is told how many of how many lines
    /// of the log are done.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_telling(path: &Path, report: &dyn Fn(u64, u64)) -> Result<Self, StoreFault> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        if file.metadata()?.len() == 0 {
            return Err(StoreFault::Absent);
        }
        Self::opened(database(file)?, report)
    }

    /// Opens the store that is on `backend`, or makes one there with the device
    /// key made from `secret` when it holds nothing: what the tests break.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    #[doc(hidden)]
    pub fn on(backend: impl StorageBackend, secret: [u8; 32]) -> Result<Self, StoreFault> {
        let is_empty = backend.len()? == 0;
        let db = builder().create_with_backend(backend)?;
        if is_empty {
            Self::begin_in(db, secret)
        } else {
            Self::opened(db, &|_, _| {})
        }
    }

    fn opened(db: Database, report: &dyn Fn(u64, u64)) -> Result<Self, StoreFault> {
        let (version, secret) = {
            let read = db.begin_read()?;
            match read.open_table(LOCAL) {
                Ok(local) => {
                    let version = local
                        .get(VERSION_KEY)?
                        .map(|bytes| read_version(bytes.value()));
                    let secret = local
                        .get(SECRET_KEY)?
                        .and_then(|bytes| bytes.value().try_into().ok());
                    (version, secret)
                }
                Err(redb::TableError::TableDoesNotExist(_)) => {
                    return Err(StoreFault::Damaged("another program's file".into()));
                }
                Err(fault) => return Err(fault.into()),
            }
        };
        match version {
            Some(OLDEST_VERSION..=STORE_VERSION) => {}
            Some(found) if found > STORE_VERSION => {
                return Err(StoreFault::Newer {
                    found,
                    known: STORE_VERSION,
                });
            }
            Some(found @ 1..) => {
                return Err(StoreFault::Damaged(format!(
                    "it is of version {found}, which no released program wrote"
                )));
            }
            _ => {
                return Err(StoreFault::Damaged(
                    "the version of the store is missing".into(),
                ));
            }
        }
        let secret = secret
            .ok_or_else(|| StoreFault::Damaged("the key of this device is missing".into()))?;
        let mut store = Self::of(db, secret);
        if version != Some(STORE_VERSION) {
            store.mark_version()?;
        }
        if store.local(FINGERPRINT_KEY)?.as_deref() != Some(FINGERPRINT.as_bytes())
            || store.local(REBUILDING_KEY)?.is_some()
        {
            store.rebuild(report)?;
        }
        Ok(store)
    }

    /// Makes a store with the device key made from `secret` (32 random bytes),
    /// or opens the one that is there. A store begun and not finished, because
    /// the disk was full or the battery empty, never stands at `path`.
    ///
    /// # Errors
    /// As [`open`](Self::open), without `Absent`.
    pub fn create(path: &Path, secret: [u8; 32]) -> Result<Self, StoreFault> {
        match Self::open(path) {
            Err(StoreFault::Absent) => {}
            opened => return opened,
        }
        if let Some(folder) = folder_of(path) {
            std::fs::create_dir_all(folder).map_err(unmade)?;
        }
        let beginning = path.with_extension(format!("{}.new", std::process::id()));
        let made = Self::begin_at(&beginning, secret).and_then(|store| {
            if path.metadata().is_ok_and(|file| file.len() > 0) {
                return Err(StoreFault::InUse);
            }
            std::fs::rename(&beginning, path)?;
            Ok(store)
        });
        if made.is_err() {
            // The first fault is the one to tell.
            let _ = std::fs::remove_file(&beginning);
        }
        sync_folder(path);
        made
    }

    fn begin_at(path: &Path, secret: [u8; 32]) -> Result<Self, StoreFault> {
        Self::begin_in(database(private_file(path)?)?, secret)
    }

    fn begin_in(db: Database, secret: [u8; 32]) -> Result<Self, StoreFault> {
        let write = begin(&db)?;
        {
            let mut local = write.open_table(LOCAL)?;
            local.insert(SECRET_KEY, secret.as_slice())?;
            local.insert(FINGERPRINT_KEY, FINGERPRINT.as_bytes())?;
        }
        put_version(&write)?;
        make_tables(&write)?;
        write.commit()?;
        Ok(Self::of(db, secret))
    }

    /// From now on earlier programs may not understand what is written.
    fn mark_version(&self) -> Result<(), StoreFault> {
        let write = begin(&self.db)?;
        put_version(&write)?;
        Ok(write.commit()?)
    }

    fn of(db: Database, secret: [u8; 32]) -> Self {
        Self {
            db: Arc::new(db),
            key: DeviceKey::from_secret(secret),
            commits: Commits::Each,
            pinned: None,
            held: Mutex::default(),
        }
    }

    /// This installation.
    pub fn device(&self) -> DeviceId {
        self.key.public().device()
    }

    /// This installation's key, to sign what leaves the machine.
    pub fn key(&self) -> &DeviceKey {
        &self.key
    }

    /// A local fact, which never leaves this installation.
    pub(super) fn local(&self, name: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        // No deed that is held changes one.
        let read = self.read_past_held()?;
        let local = read.open_table(LOCAL)?;
        Ok(local.get(name)?.map(|bytes| bytes.value().to_vec()))
    }

    /// Reads a named setting of this installation.
    ///
    /// # Errors
    /// What the disk says.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreFault> {
        let bytes = self.local(format!("setting {name}").as_bytes())?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Keeps a named setting of this installation.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_setting(&mut self, name: &str, value: &str) -> Result<(), StoreFault> {
        let write = self.begin()?;
        Self::set(&write, name, value)?;
        Ok(write.commit()?)
    }

    pub(super) fn set(write: &WriteTransaction, name: &str, value: &str) -> Result<(), StoreFault> {
        write
            .open_table(LOCAL)?
            .insert(format!("setting {name}").as_bytes(), value.as_bytes())?;
        Ok(())
    }

    pub(super) fn read(&self) -> Result<Arc<ReadTransaction>, StoreFault> {
        self.write_held()?;
        self.read_past_held()
    }

    /// The tables without what is held.
    pub(super) fn read_past_held(&self) -> Result<Arc<ReadTransaction>, StoreFault> {
        match &self.pinned {
            Some(pinned) => Ok(Arc::clone(pinned)),
            None => Ok(Arc::new(self.db.begin_read()?)),
        }
    }

    pub(super) fn begin(&self) -> Result<WriteTransaction, StoreFault> {
        self.write_held()?;
        self.begin_past_held()
    }

    pub(super) fn begin_past_held(&self) -> Result<WriteTransaction, StoreFault> {
        let mut write = begin(&self.db)?;
        if self.commits == Commits::Together {
            write
                .set_durability(Durability::None)
                .map_err(|fault| StoreFault::Io(fault.to_string()))?;
        }
        Ok(write)
    }

    pub(super) fn mark_rebuilt(write: &WriteTransaction) -> Result<(), StoreFault> {
        let mut local = write.open_table(LOCAL)?;
        local.insert(FINGERPRINT_KEY, FINGERPRINT.as_bytes())?;
        local.remove(REBUILDING_KEY)?;
        Ok(())
    }
}

fn put_version(write: &WriteTransaction) -> Result<(), StoreFault> {
    let version = STORE_VERSION.to_string();
    write
        .open_table(LOCAL)?
        .insert(VERSION_KEY, version.as_bytes())?;
    Ok(())
}

fn read_version(bytes: &[u8]) -> u32 {
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

pub(super) fn database(file: File) -> Result<Database, StoreFault> {
    Ok(builder().create_file(file)?)
}

fn builder() -> redb::Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE);
    builder
}

pub(super) fn begin(db: &Database) -> Result<WriteTransaction, StoreFault> {
    let mut write = db.begin_write()?;
    // Reopening half a gigabyte after a crash takes 7 ms with it, 735 without.
    write.set_quick_repair(true);
    Ok(write)
}

/// A folder that cannot be made is no store that is absent.
fn unmade(fault: std::io::Error) -> StoreFault {
    let why = fault.to_string();
    match StoreFault::from(fault) {
        StoreFault::Absent => StoreFault::Io(why),
        fault => fault,
    }
}

/// The folder that a path names, unless it is the one we stand in.
pub(super) fn folder_of(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

/// Makes the renaming of a file at `path` last.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = folder_of(path) {
        // Not every system can; then the name is on disk a little later.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// A new file that only its owner may read or write.
pub(super) fn private_file(path: &Path) -> Result<File, StoreFault> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path)?)
}

pub(super) fn make_tables(write: &WriteTransaction) -> Result<(), StoreFault> {
    for table in [
        LOG,
        HEADS,
        BEFORE,
        FORKS,
        FORK_HEADS,
        DEVICES,
        RECEIPTS,
        CARRIED,
        ANSWERED,
        FILES,
        FILE_PIECES,
        RANGES,
    ] {
        write.open_table(table)?;
    }
    for table in [JOURNAL, ABSORBED] {
        write.open_table(table)?;
    }
    write.open_table(DRAFTS)?;
    for table in [HISTORY, RECORDS, SUMMARIES] {
        write.open_table(table)?;
    }
    for table in [LINKS, CONFLICTS] {
        write.open_table(table)?;
    }
    Ok(())
}
