//! What may be written over: a file of our own that is written anew, never a
//! letter or a list of somebody who mistyped a name.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use super::container::Container;
use crate::exchange::encryption::begins_encrypted;
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::manifest::MANIFEST;
use crate::exchange::words::FileFault;

/// Whether the file at `path` may be replaced: nothing is there, it is empty,
/// or `is_ours` knows it. Folders and devices are refused where a file is
/// placed. `name` is the file's for messages.
///
/// # Errors
/// Something is there and cannot be looked at.
pub fn may_replace(
    path: &Path,
    name: &str,
    is_ours: impl FnOnce(File) -> bool,
) -> Result<bool, ExchangeFault> {
    let failed = |fault: std::io::Error| FileFault::writing(name, &fault);
    let file = match File::open(path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(true),
        opened => opened.map_err(failed)?,
    };
    let there = file.metadata().map_err(failed)?;
    Ok(!there.is_file() || there.len() == 0 || is_ours(file))
}

/// Lets only a bundle, closed or open, be replaced by a bundle.
///
/// # Errors
/// Another file is there, or cannot be looked at.
pub fn refuse_other_than_bundles(path: &Path) -> Result<(), ExchangeFault> {
    let name = path.display().to_string();
    let is_bundle = |mut file: File| match begins_encrypted(&mut file) {
        Ok(false) => {
            let container = Container::open(file, &name);
            container.is_ok_and(|container| container.names().any(|part| part == MANIFEST))
        }
        encrypted => encrypted.is_ok(),
    };
    match may_replace(path, &name, is_bundle)? {
        true => Ok(()),
        false => Err(FileFault::NoBundleThere { file: shown(&name) }.into()),
    }
}
