//! A bundle's container: a ZIP whose structure has been checked before any of
//! it is unpacked. Names inside are only ever compared, never used as paths.

use std::io::{ErrorKind, Read, Seek};

use zip::ZipArchive;
use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;

use super::ending;
use super::layout::Layout;
use super::limits::{Account, MAX_RATIO, Size};
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::watch::Meter;
use crate::exchange::words::{BundleFault, FileFault};

/// How much is unpacked at a time, in bytes.
const PIECE: usize = 64 << 10;

/// A checked ZIP.
pub struct Container<R> {
    zip: ZipArchive<R>,
    layout: Layout,
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
        let (layout, whole) = admit_all(&zip, length)?;
        Ok(Self {
            zip,
            layout,
            file: file.to_owned(),
            whole,
        })
    }

    /// All parts together once unpacked, as declared, in bytes.
    pub fn whole(&self) -> u64 {
        self.whole
    }

    /// Names of all parts, without what a system packed around them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.layout.parts().map(|(name, _)| name)
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
        let Some(index) = self.layout.place(name) else {
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

/// Finds the parts and holds every declared size against the limits; gives
/// where they lie and the sum of their sizes. What is no part is never unpacked.
fn admit_all<R: Read + Seek>(
    zip: &ZipArchive<R>,
    length: u64,
) -> Result<(Layout, u64), ExchangeFault> {
    let (mut names, mut sizes) = (Vec::new(), Vec::new());
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|_| BundleFault::Broken)?;
        names.push(String::from_utf8_lossy(entry.name_raw()).into_owned());
        sizes.push(Size {
            whole: entry.size(),
            packed: entry.compressed_size(),
        });
    }
    let layout = Layout::of(names).ok_or(BundleFault::Broken)?;
    let mut account = Account::default();
    for (part, place) in layout.parts() {
        let size = sizes.get(place).ok_or(BundleFault::Broken)?;
        account.admit(part, *size)?;
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
    Ok((layout, account.whole()))
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
