//! Notices that the store was copied or restored, before anything is written
//! under an id that another installation may use too.
//!
//! Remembered in the store: on which machine and at which place it was opened
//! last. Remembered outside it, in the state folder of the account: how many
//! lines this installation had written, so that a backup which is put back
//! does not bring its own counter along.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::refusal::Refusal;
use super::bundles::fresh_secret;
use crate::ledger::DeviceId;
use crate::store::{RESTORED, Renewal, Store, StoreFault, Why};

/// Settings of the store that tell where it was opened last.
const PLACE: &str = "place";
const MACHINE: &str = "machine";

/// Where things are remembered outside the store; nowhere for a throwaway book.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    folder: Option<PathBuf>,
}

/// What is remembered of a device outside the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Remembered {
    /// Lines that it had written.
    lines: u64,
}

impl Guard {
    /// A guard that remembers in the state folder of the account.
    pub fn in_state_folder(folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.map(|folder| folder.join("devices")),
        }
    }

    /// Gives a store that was copied or restored another id, and remembers
    /// where it stands now. Where nothing is remembered yet, nothing is wrong.
    ///
    /// # Errors
    /// What the disk says of the store; that nothing can be remembered outside
    /// it is no fault.
    pub fn look_at(&self, store: &mut Store, path: &Path) -> Result<(), Refusal> {
        if let Some(why) = self.suspicion(store, path)? {
            store.renew(Renewal {
                secret: fresh_secret()?,
                why,
                at: Timestamp::now().as_millisecond(),
            })?;
        }
        if self.folder.is_some() {
            // A disk that takes no changes can still be read.
            let _ = keep_changed(store, PLACE, place(path));
            let _ = keep_changed(store, MACHINE, machine());
        }
        self.remember(store)
    }

    /// Remembers how many lines this installation has written.
    ///
    /// # Errors
    /// As [`look_at`](Self::look_at).
    pub fn remember(&self, store: &Store) -> Result<(), Refusal> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let remembered = Remembered {
            lines: store.own_lines()?,
        };
        let file = file_of(folder, store.device());
        if read(&file) != Some(remembered) {
            // A state folder that takes nothing must not stop the work.
            let _ = write(folder, &file, remembered);
        }
        Ok(())
    }

    fn suspicion(&self, store: &Store, path: &Path) -> Result<Option<Why>, StoreFault> {
        if store.setting(RESTORED)?.is_some() {
            return Ok(Some(Why::Restored));
        }
        let Some(folder) = &self.folder else {
            return Ok(None);
        };
        let is_other = |known: &String| machine().is_some_and(|here| here != *known);
        if store.setting(MACHINE)?.filter(is_other).is_some() {
            return Ok(Some(Why::Copied));
        }
        let stands_elsewhere = |known: &String| {
            let is_here = place(path).is_none_or(|here| here == *known);
            !is_here && fs::metadata(known).is_ok_and(|file| file.is_file() && file.len() > 0)
        };
        if store.setting(PLACE)?.filter(stands_elsewhere).is_some() {
            return Ok(Some(Why::Copied));
        }
        let lines = store.own_lines()?;
        let remembered = read(&file_of(folder, store.device()));
        let is_older = remembered.is_some_and(|remembered| remembered.lines > lines);
        Ok(is_older.then_some(Why::Restored))
    }
}

fn keep_changed(store: &mut Store, name: &str, now: Option<String>) -> Result<(), StoreFault> {
    match now {
        Some(now) if store.setting(name)?.as_deref() != Some(&now) => {
            store.keep_setting(name, &now)
        }
        _ => Ok(()),
    }
}

/// The store's file, told without links.
fn place(path: &Path) -> Option<String> {
    let whole = path.canonicalize().ok()?;
    Some(whole.to_string_lossy().into_owned())
}

/// This machine, as far as it says; a hash, for the store may travel.
fn machine() -> Option<String> {
    let told = ["/etc/machine-id", "/var/lib/dbus/machine-id"]
        .iter()
        .find_map(|file| fs::read_to_string(file).ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())?;
    let told = told.trim();
    (!told.is_empty()).then(|| blake3::hash(told.as_bytes()).to_hex().to_string())
}

fn file_of(folder: &Path, device: DeviceId) -> PathBuf {
    folder.join(format!("{device}.json"))
}

fn read(file: &Path) -> Option<Remembered> {
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

fn write(folder: &Path, file: &Path, remembered: Remembered) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let beginning = file.with_extension(format!("{}.new", std::process::id()));
    fs::write(&beginning, serde_json::to_vec(&remembered)?)?;
    fs::rename(&beginning, file)
}
