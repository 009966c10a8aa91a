//! A bundle's container: a ZIP whose structure has been checked before any of
//! it is unpacked. Names inside are only ever compared, never used as paths.

use std::io::{ErrorKind, Read, Seek};

use zip::ZipArchive;
use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;

use super::ending;
use super::limits::{Account, MAX_RATIO, Size};
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::watch::Meter;
use crate::exchange::words::{BundleFault, FileFault};

/// How much is unpacked at a time, in bytes.
const PIECE: usize = 64 << 10;

/// A checked ZIP.
pub struct Container<R> {
    zip: ZipArchive<R>,
    /// What the file is called in messages.
    file: String,
    whole: u64,
}

/// What was unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpacked {
    /// Length in bytes.
    pub bytes: u64,
    pub hash: blake3::Hash,
}

impl<R: Read + Seek> Container<R> {
    /// Looks at the beginning, the end and the directory, and holds the
    /// declared sizes against the limits. `file` is its name for messages.
    ///
    /// # Errors
    /// Not a bundle, damaged, over a limit, or not readable.
    pub fn open(mut reader: R, file: &str) -> Result<Self, ExchangeFault> {
        let length = ending::check(&mut reader, file)?;
        // The archive must begin where the file begins: nothing is hidden before it.
        let config = Config {
            archive_offset: ArchiveOffset::Known(0),
        };
        let mut zip =
            ZipArchive::with_config(config, reader).map_err(|fault| of_structure(file, fault))?;
        zip.validate_header_consistency()
            .map_err(|fault| of_structure(file, fault))?;
        let whole = admit_all(&zip, length)?;
        Ok(Self {
            zip,
            file: file.to_owned(),
            whole,
        })
    }

    /// All parts together once unpacked, as declared, in bytes.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// Names of all parts, as they are.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.zip
            .file_names_raw()
            .map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// Unpacks a part piece by piece into `take`, never more than it declared.
    ///
    /// # Errors
    /// No such part, damaged, not readable, or stopped.
    pub fn unpack(
        &mut self,
        name: &str,
        meter: &mut Meter<'_>,
        mut take: impl FnMut(&[u8]),
    ) -> Result<Unpacked, ExchangeFault> {
        let unreadable = || BundleFault::PartUnreadable { part: shown(name) };
        let Some(index) = self.zip.index_for_name_raw(name.as_bytes()) else {
            return Err(BundleFault::PartMissing { part: shown(name) }.into());
        };
        let mut part = self.zip.by_index(index).map_err(|fault| match fault {
            ZipError::Io(fault) if is_of_the_disk(&fault) => {
                FileFault::reading(&self.file, &fault).into()
            }
            _ => ExchangeFault::from(unreadable()),
        })?;
        let declared = part.size();
        let (mut hasher, mut bytes, mut piece) = (blake3::Hasher::new(), 0, vec![0; PIECE]);
        loop {
            let read = match part.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
                Err(fault) if is_of_the_disk(&fault) => {
                    return Err(FileFault::reading(&self.file, &fault).into());
                }
                Err(_) => return Err(unreadable().into()),
            };
            let unpacked = piece.get(..read).unwrap_or_default();
            bytes += read as u64;
            if bytes > declared {
                return Err(unreadable().into());
            }
            hasher.update(unpacked);
            take(unpacked);
            meter.advance(read as u64)?;
        }
        Ok(Unpacked {
            bytes,
            hash: hasher.finalize(),
        })
    }
}

/// Holds every declared size against the limits; gives their sum.
fn admit_all<R: Read + Seek>(zip: &ZipArchive<R>, length: u64) -> Result<u64, ExchangeFault> {
    let mut account = Account::default();
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|_| BundleFault::Broken)?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        account.admit(
            &name,
            Size {
                whole: entry.size(),
                packed: entry.compressed_size(),
            },
        )?;
    }
    // Packed sizes are declared too; the length of the file is not.
    if (Size {
        whole: account.whole(),
        packed: length,
    })
    .is_too_dense()
    {
        return Err(BundleFault::TooDense { limit: MAX_RATIO }.into());
    }
    Ok(account.whole())
}

fn of_structure(file: &str, fault: ZipError) -> ExchangeFault {
    match fault {
        ZipError::Io(fault) if is_of_the_disk(&fault) => FileFault::reading(file, &fault).into(),
        _ => BundleFault::Broken.into(),
    }
}

/// Whether the system failed to read, rather than the content being wrong.
fn is_of_the_disk(fault: &std::io::Error) -> bool {
    fault.raw_os_error().is_some()
}
