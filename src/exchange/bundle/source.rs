//! Where a bundle is read from: a file, or a stream that is kept in memory
//! because a bundle begins to be understood at its end.

use std::fs::File;
use std::io::{BufReader, Cursor, ErrorKind, Read, Seek};
use std::path::Path;

use super::ending::check_beginning;
use super::limits::MAX_WHOLE;
use crate::exchange::encryption::{Keys, is_encrypted, unlocked};
use crate::exchange::fault::ExchangeFault;
use crate::exchange::watch::Watch;
use crate::exchange::words::{BundleFault, FileFault};

/// Something that a bundle can be read from.
pub trait Source: Read + Seek {}

impl<R: Read + Seek> Source for R {}

/// Opens what the user named, with `keys` when it is encrypted; pipes are
/// collected. `name` is for messages.
///
/// # Errors
/// The file cannot be read, no key fits, or a pipe gives no bundle.
pub fn open(
    path: &Path,
    name: &str,
    keys: &Keys<'_>,
    watch: &Watch<'_>,
) -> Result<Box<dyn Source>, ExchangeFault> {
    let failed = |fault: std::io::Error| FileFault::reading(name, &fault);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_file() {
        unlocked(Box::new(BufReader::new(file)), name, keys)
    } else {
        from_stream(file, name, keys, watch)
    }
}

/// Collects a stream and opens it as [`open`] does.
///
/// # Errors
/// As [`open`].
pub fn from_stream(
    stream: impl Read,
    name: &str,
    keys: &Keys<'_>,
    watch: &Watch<'_>,
) -> Result<Box<dyn Source>, ExchangeFault> {
    unlocked(Box::new(collect(stream, name, watch)?), name, keys)
}

/// Reads a stream to its end, unless it is no bundle or larger than any.
///
/// # Errors
/// Not a bundle, too large, not readable, or stopped.
fn collect(
    mut stream: impl Read,
    name: &str,
    watch: &Watch<'_>,
) -> Result<Cursor<Vec<u8>>, ExchangeFault> {
    let (mut bytes, mut piece) = (Vec::new(), vec![0; 64 << 10]);
    loop {
        watch.go_on()?;
        let read = match stream.read(&mut piece) {
            Ok(0) => return Ok(Cursor::new(bytes)),
            Ok(read) => read,
            Err(fault) if fault.kind() == ErrorKind::Interrupted => continue,
            Err(fault) => return Err(FileFault::reading(name, &fault).into()),
        };
        bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
        // Looked at early: an endless stream of something else is not collected.
        if bytes.len() >= 64 && !is_encrypted(&bytes) {
            check_beginning(&bytes)?;
        }
        if bytes.len() as u64 > MAX_WHOLE {
            return Err(BundleFault::WholeTooLarge {
                limit: MAX_WHOLE >> 30,
            }
            .into());
        }
    }
}
