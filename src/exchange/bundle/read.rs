//! Opening a bundle: the manifest and its seal first, then every part against
//! what the manifest says of it.

use std::collections::{BTreeSet, HashMap};
use std::io::{Read, Seek};

use super::container::Container;
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::manifest::{MANIFEST, Manifest, Part, SEAL, Seal, SealState, segment_part};
use crate::exchange::watch::{Meter, Unit, Watch};
use crate::exchange::words::BundleFault;
use crate::ledger::Segment;
use crate::ledger::segment::SegmentHead;

/// An opened bundle: its manifest is read, its parts are there, nothing else is.
pub struct Bundle<'a, R> {
    container: Container<R>,
    manifest: Manifest,
    manifest_bytes: Vec<u8>,
    seal: SealState,
    meter: Meter<'a>,
}

impl<'a, R: Read + Seek> Bundle<'a, R> {
    /// Opens a bundle. `file` is its name for messages.
    ///
    /// # Errors
    /// Not a bundle, damaged, of a newer format, over a limit, a part missing
    /// or not listed, not readable, or stopped. A seal that does not hold is
    /// no error here: see [`seal`](Self::seal).
    pub fn open(reader: R, file: &str, watch: &Watch<'a>) -> Result<Self, ExchangeFault> {
        let mut container = Container::open(reader, file)?;
        if !container.names().any(|name| name == MANIFEST) {
            return Err(no_bundle(container.names()).into());
        }
        let mut meter = watch.meter(container.whole(), Unit::Bytes);
        let manifest_bytes = unpack_all(&mut container, MANIFEST, &mut meter)?;
        let manifest = Manifest::read(&manifest_bytes)?;
        check_presence(&manifest, container.names())?;
        let seal_bytes = unpack_all(&mut container, SEAL, &mut meter)?;
        let seal = match serde_json::from_slice::<Seal>(&seal_bytes) {
            Ok(seal) => seal.state(&manifest, &manifest_bytes),
            Err(_) => SealState::Broken,
        };
        Ok(Self {
            container,
            manifest,
            manifest_bytes,
            seal,
            meter,
        })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The manifest as it is signed.
    pub fn manifest_bytes(&self) -> &[u8] {
        &self.manifest_bytes
    }

    /// Whether its maker signed it as it is.
    pub fn seal(&self) -> SealState {
        self.seal
    }

    /// The container alone, whose parts were verified.
    pub fn into_container(self) -> Container<R> {
        self.container
    }

    /// Unpacks every part, compares it with its hash, and gives the segments
    /// to `take` one by one. They are not verified yet.
    ///
    /// # Errors
    /// A part that is not what the manifest says, not readable, stopped, or
    /// what `take` refuses. Nothing taken is to be used then.
    pub fn unpack_parts(
        &mut self,
        mut take: impl FnMut(Segment) -> Result<(), BundleFault>,
    ) -> Result<(), ExchangeFault> {
        let heads: HashMap<String, &SegmentHead> = self
            .manifest
            .segments
            .iter()
            .map(|head| (segment_part(head), head))
            .collect();
        for part in &self.manifest.parts {
            let head = heads.get(&part.name);
            let mut lines = Vec::new();
            let unpacked = self
                .container
                .unpack(&part.name, &mut self.meter, |piece| {
                    // Parts that this version has no use for are hashed and let go.
                    if head.is_some() {
                        lines.extend_from_slice(piece);
                    }
                })?;
            if unpacked.bytes != part.bytes || unpacked.hash.to_hex().as_str() != part.blake3 {
                return Err(BundleFault::WrongHash {
                    part: shown(&part.name),
                }
                .into());
            }
            if let Some(head) = head {
                take(Segment {
                    head: (*head).clone(),
                    lines,
                })?;
            }
        }
        Ok(())
    }
}

fn unpack_all<R: Read + Seek>(
    container: &mut Container<R>,
    name: &str,
    meter: &mut Meter<'_>,
) -> Result<Vec<u8>, ExchangeFault> {
    let mut bytes = Vec::new();
    container.unpack(name, meter, |piece| bytes.extend_from_slice(piece))?;
    Ok(bytes)
}

/// An archive without a manifest: it may hold a bundle that somebody packed
/// once more to send it.
fn no_bundle<'n>(mut names: impl Iterator<Item = &'n str>) -> BundleFault {
    match names.find(|name| name.ends_with(".kheo")) {
        Some(bundle) => BundleFault::Wrapped {
            bundle: shown(bundle),
        },
        None => BundleFault::NotABundle,
    }
}

/// Every listed part is there, and nothing that is not listed. The folders of
/// listed parts may stand too: programs that pack folders write them.
fn check_presence<'n>(
    manifest: &Manifest,
    names: impl Iterator<Item = &'n str>,
) -> Result<(), BundleFault> {
    let mut listed: BTreeSet<&str> = manifest
        .parts
        .iter()
        .map(|part: &Part| part.name.as_str())
        .collect();
    listed.extend([MANIFEST, SEAL]);
    let is_folder = |name: &str| {
        name.ends_with('/')
            && manifest
                .parts
                .iter()
                .any(|part| part.name.starts_with(name))
    };
    for name in names.filter(|name| !is_folder(name)) {
        if !listed.remove(name) {
            return Err(BundleFault::PartNotListed { part: shown(name) });
        }
    }
    match listed.first() {
        Some(name) => Err(BundleFault::PartMissing { part: shown(name) }),
        None => Ok(()),
    }
}
