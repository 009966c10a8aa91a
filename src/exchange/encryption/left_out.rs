//! A program built without the feature `encrypt`.

use std::fs::File;
use std::io;

use super::{Closing, Keys, NotARecipient, Outlet};
use crate::exchange::bundle::source::Source;
use crate::exchange::fault::ExchangeFault;
use crate::exchange::words::BundleFault;

pub(super) fn check_recipient(_: &str) -> Result<(), NotARecipient> {
    Err(NotARecipient::LeftOut)
}

pub(super) fn close(_: File, _: &Closing) -> io::Result<Box<dyn Outlet>> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) fn open(
    _: Box<dyn Source>,
    _: &str,
    _: &Keys<'_>,
) -> Result<Box<dyn Source>, ExchangeFault> {
    Err(BundleFault::EncryptionLeftOut.into())
}
