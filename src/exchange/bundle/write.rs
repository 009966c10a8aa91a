//! Packing a bundle: the parts one by one, then the manifest that lists them,
//! then its seal. The same content always gives the same bytes.

use std::collections::BTreeMap;
use std::io::{self, Seek, SeekFrom, Write};

use jiff::Timestamp;
use zip::result::ZipError;
use zip::write::{PreparedZipFile, SimpleFileOptions};
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::limits::{Account, Size};
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::manifest::{
    FORMAT, MANIFEST, Maker, Manifest, Part, SEAL, Seal, books_of, segment_part,
};
use crate::exchange::words::{BundleFault, FileFault};
use crate::ledger::segment::SegmentHead;
use crate::ledger::{BookId, DeviceId, Segment, SignedReceipt};

/// What a bundle says of itself, beside its parts.
#[derive(Debug, Clone)]
pub struct Opening {
    pub made_by: Maker,
    pub made_at: Timestamp,
    pub addressee: Option<DeviceId>,
    /// What the maker's store holds.
    pub receipt: Option<SignedReceipt>,
    pub names: BTreeMap<BookId, String>,
}

/// A bundle being packed into `W`.
pub struct Packer<W: Write + Seek> {
    zip: ZipWriter<Hushed<W>>,
    /// What the file is called in messages.
    file: String,
    account: Account,
    parts: Vec<Part>,
    heads: Vec<SegmentHead>,
}

impl<W: Write + Seek> Packer<W> {
    /// Begins a bundle. `file` is its name for messages.
    pub fn new(writer: W, file: &str) -> Self {
        Self {
            zip: ZipWriter::new(Hushed {
                inner: writer,
                has_failed: false,
            }),
            file: file.to_owned(),
            account: Account::default(),
            parts: Vec::new(),
            heads: Vec::new(),
        }
    }

    /// Adds a segment after verifying it: nobody signs for what does not verify.
    ///
    /// # Errors
    /// A segment that does not verify, a limit, or writing fails.
    pub fn add(&mut self, segment: Segment) -> Result<(), ExchangeFault> {
        let name = segment_part(&segment.head);
        segment
            .check_bytes()
            .map_err(|fault| BundleFault::in_segment(shown(&name), &fault))?;
        self.add_part(name, &segment.lines)?;
        self.heads.push(segment.head);
        Ok(())
    }

    /// Adds any part and lists it.
    pub(in crate::exchange) fn add_part(
        &mut self,
        name: String,
        bytes: &[u8],
    ) -> Result<(), ExchangeFault> {
        self.put(&name, bytes)?;
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        self.parts.push(Part {
            name,
            bytes: bytes.len() as u64,
            blake3,
        });
        Ok(())
    }

    /// Writes the manifest and the seal that `sign` makes over its bytes; gives
    /// the writer back, and the manifest with its bytes.
    ///
    /// # Errors
    /// As [`add`](Self::add), or what `sign` refuses.
    pub fn finish(
        mut self,
        opening: Opening,
        sign: impl FnOnce(&[u8]) -> Result<Seal, ExchangeFault>,
    ) -> Result<(W, Manifest, Vec<u8>), ExchangeFault> {
        let manifest = Manifest {
            format: FORMAT,
            made_by: opening.made_by,
            made_at: opening.made_at,
            addressee: opening.addressee,
            receipt: opening.receipt,
            books: books_of(&self.heads, &opening.names),
            parts: std::mem::take(&mut self.parts),
            segments: std::mem::take(&mut self.heads),
        };
        let bytes = to_json(&manifest)?;
        let seal = to_json(&sign(&bytes)?)?;
        self.put(MANIFEST, &bytes)?;
        self.put(SEAL, &seal)?;
        let Self { zip, file, .. } = self;
        let writer = zip.finish().map_err(|fault| of_writing(&file, fault))?;
        Ok((writer.inner, manifest, bytes))
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExchangeFault> {
        let whole = bytes.len() as u64;
        let failed = |fault| of_writing(&self.file, fault);
        let mut packed = prepare(name, bytes, CompressionMethod::Deflated).map_err(failed)?;
        // A text of one letter packs better than any reader would believe.
        if (Size {
            whole,
            packed: packed.compressed_size(),
        })
        .is_too_dense()
        {
            packed = prepare(name, bytes, CompressionMethod::Stored).map_err(failed)?;
        }
        self.account.admit(
            name,
            Size {
                whole,
                packed: packed.compressed_size(),
            },
        )?;
        self.zip.add_prepared_file(packed).map_err(failed)
    }
}

fn prepare(
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> Result<PreparedZipFile, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o600)
        .system(System::Unix);
    PreparedZipFile::from_data(name, options, bytes)
}

/// JSON for people with `jq` and for programs: one line, ended by a line break.
fn to_json(value: &impl serde::Serialize) -> Result<Vec<u8>, BundleFault> {
    let refuse = |fault: serde_json::Error| BundleFault::NoManifest {
        why: shown(&fault.to_string()),
    };
    let mut bytes = serde_json::to_vec(value).map_err(refuse)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn of_writing(file: &str, fault: ZipError) -> ExchangeFault {
    match fault {
        ZipError::Io(fault) => FileFault::writing(file, &fault).into(),
        other => FileFault::CannotWrite {
            file: shown(file),
            why: other.to_string(),
        }
        .into(),
    }
}

/// A writer that is still after its first failure: `ZipWriter` completes its
/// archive when it is dropped, and would print to the terminal when it cannot.
struct Hushed<W> {
    inner: W,
    has_failed: bool,
}

impl<W> Hushed<W> {
    fn unless_failed<T>(
        &mut self,
        instead: T,
        act: impl FnOnce(&mut W) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.has_failed {
            return Ok(instead);
        }
        let done = act(&mut self.inner);
        self.has_failed = done
            .as_ref()
            .is_err_and(|fault| fault.kind() != io::ErrorKind::Interrupted);
        done
    }
}

impl<W: Write> Write for Hushed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_failed(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), Write::flush)
    }
}

impl<W: Seek> Seek for Hushed<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.unless_failed(0, |inner| inner.seek(to))
    }
}
