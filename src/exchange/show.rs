//! Looking into a bundle without taking anything in.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::bundle::read::Bundle;
use super::bundle::source;
use super::encryption::Keys;
use super::fault::ExchangeFault;
use super::import::verified;
use super::manifest::{CarriedBook, Maker, Manifest, Part, SealState, SignatureWorth};
use super::watch::Watch;
use super::words::BundleFault;
use crate::ledger::op::Line;
use crate::service::views::DeviceView;

/// What a bundle holds. Names are those of the JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    pub format: u32,
    pub made_by: Maker,
    pub made_at: Timestamp,
    pub books: Vec<CarriedBook>,
    /// Records that its lines touch; lines of newer versions not counted.
    pub records: u64,
    pub ops: u64,
    pub attachments: u64,
    pub signature: SignatureWorth,
}

/// Looks into the bundle at `path`, verifying all of it. `devices` are those
/// that the book knows; none without a book. A seal that does not hold is
/// told, not refused.
///
/// # Errors
/// The bundle is refused for any other reason, cannot be read, or stopped.
pub fn show(
    path: &Path,
    devices: &[DeviceView],
    keys: &Keys<'_>,
    watch: &Watch<'_>,
) -> Result<Shown, ExchangeFault> {
    let name = path.display().to_string();
    let mut bundle = Bundle::open(source::open(path, &name, keys, watch)?, &name, watch)?;
    let (mut ops, mut records) = (0, HashSet::new());
    bundle.unpack_parts(|segment| {
        for line in verified(&segment)? {
            ops += 1;
            if let Line::Known(op) = line.line {
                records.insert(op.rec);
            }
        }
        Ok(())
    })?;
    let manifest = bundle.manifest().clone();
    Ok(Shown {
        format: manifest.format,
        signature: SignatureWorth::of(bundle.seal(), manifest.made_by.device, devices),
        attachments: manifest
            .parts
            .iter()
            .filter(|part: &&Part| part.is_attachment())
            .count() as u64,
        made_by: manifest.made_by,
        made_at: manifest.made_at,
        books: manifest.books,
        records: records.len() as u64,
        ops,
    })
}

/// The manifest of the bundle at `path`, for what was carried earlier.
///
/// # Errors
/// Not a bundle, a seal that does not hold, or not readable.
pub fn read_manifest(path: &Path, keys: &Keys<'_>) -> Result<Manifest, ExchangeFault> {
    let name = path.display().to_string();
    let watch = Watch::nobody();
    let bundle = Bundle::open(source::open(path, &name, keys, &watch)?, &name, &watch)?;
    match bundle.seal() {
        SealState::Holds => Ok(bundle.manifest().clone()),
        SealState::Broken => Err(BundleFault::WrongSignature.into()),
    }
}
