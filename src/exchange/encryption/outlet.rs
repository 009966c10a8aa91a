//! Where a bundle's bytes go while it is packed: the file, or through age into
//! the file.

use std::fs::File;
use std::io::{self, Seek, Write};

use super::{Closing, format};

/// Takes the bytes of a bundle and ends in a file.
pub(in crate::exchange) trait Outlet: Write + Seek {
    /// Everything was written: gives the file and how to tell that it holds it.
    ///
    /// # Errors
    /// What the disk says.
    fn finish(self: Box<Self>) -> io::Result<(File, Proof)>;
}

/// How to tell that a file holds what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) enum Proof {
    /// It is read back as a bundle.
    Readable,
    /// Its bytes have this hash: its writer may not be able to open it.
    #[cfg_attr(not(feature = "encrypt"), allow(dead_code))]
    Bytes(blake3::Hash),
}

impl Outlet for File {
    fn finish(self: Box<Self>) -> io::Result<(File, Proof)> {
        Ok((*self, Proof::Readable))
    }
}

/// An outlet into `file`, closed as asked.
///
/// # Errors
/// What the disk says, or built without the feature `encrypt`.
pub(in crate::exchange) fn outlet(file: File, closing: &Closing) -> io::Result<Box<dyn Outlet>> {
    match closing {
        Closing::Open => Ok(Box::new(file)),
        Closing::Recipients(_) | Closing::Passphrase(_) => format::close(file, closing),
    }
}
