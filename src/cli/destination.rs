//! A file to be written, as the command line names it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

/// `-` where a file is to be written: what is written is checked by reading it
/// back, and `--json` has standard output for itself. A file of that name is
/// `./-`.
#[derive(Debug, thiserror::Error)]
#[error("`-` is not the name of a file")]
pub struct StandardOutput;

/// Reads the name of a file to be written.
pub fn parser() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().try_map(|typed: OsString| match typed.to_str() {
        Some("-") => Err(StandardOutput),
        _ => Ok(PathBuf::from(typed)),
    })
}
