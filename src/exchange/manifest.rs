//! `manifest.json`: what a bundle holds, who made it and for whom; and
//! `manifest.sig`: the maker's signature over its bytes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::bundle::limits::check_depth;
use super::fault::shown;
use super::words::BundleFault;
use crate::ledger::segment::SegmentHead;
use crate::ledger::signing::MANIFEST_PURPOSE;
use crate::ledger::{BookId, DeviceId, DevicePublicKey, HeadSignature, Ranges, SignedReceipt};
use crate::service::views::{DeviceRange, DeviceStatus, DeviceView};
use crate::text;

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
/// Name of the part that lists all others.
pub const MANIFEST: &str = "manifest.json";
/// Name of the part with the signature over [`MANIFEST`].
pub const SEAL: &str = "manifest.sig";

/// What a bundle holds. Every part but the manifest and its seal is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub made_by: Maker,
    pub made_at: Timestamp,
    /// The device that it was made for; anybody's when absent.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<DeviceId>,
    /// What the maker's store held when it made this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<SignedReceipt>,
    pub books: Vec<CarriedBook>,
    pub parts: Vec<Part>,
    /// Each segment's lines are the part named by [`segment_part`].
    pub segments: Vec<SegmentHead>,
}

/// Who made a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    pub device: DeviceId,
    /// Name of the officer.
    pub officer: String,
}

/// What a bundle holds of one book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedBook {
    pub id: BookId,
    pub name: String,
    pub ranges: Vec<DeviceRange>,
}

/// One part, as its unpacked bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    /// Length in bytes.
    pub bytes: u64,
    /// 64 hexadecimal digits.
    pub blake3: String,
}

/// Name of the part with a segment's lines. Another continuation of a copied
/// device has the beginning of its hash in the name: its positions may be
/// those of a segment of the chain.
pub fn segment_part(head: &SegmentHead) -> String {
    let branch = match &head.branch {
        Some(_) => format!("~{}", text::cut(&head.after, 16)),
        None => String::new(),
    };
    format!(
        "segments/{}/{}/{}-{}{branch}.jsonl",
        head.book, head.device, head.from, head.to
    )
}

/// Name of the part with an attachment.
pub fn attachment_part(blake3: &str) -> String {
    format!("files/{blake3}")
}

impl Part {
    /// Whether it is a photograph or document that a record refers to.
    pub fn is_attachment(&self) -> bool {
        self.name.starts_with("files/")
    }
}

/// All that a manifest of any format says in the same way.
#[derive(Deserialize)]
struct AnyFormat {
    format: u64,
}

impl Manifest {
    /// Reads a manifest and checks that it agrees with itself.
    ///
    /// # Errors
    /// A newer format, too deep nesting, or not a manifest.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleFault> {
        let refuse = |fault: serde_json::Error| BundleFault::NoManifest {
            why: shown(&fault.to_string()),
        };
        check_depth(bytes)?;
        let AnyFormat { format } = serde_json::from_slice(bytes).map_err(refuse)?;
        if format > u64::from(FORMAT) {
            return Err(BundleFault::NewerFormat {
                found: format,
                known: FORMAT,
            });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(refuse)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// The three lists must tell the same: every segment has its part, every
    /// part under `segments/` its head, and the books' ranges are the heads'.
    fn check(&self) -> Result<(), BundleFault> {
        let disagrees = |part: &str| Err(BundleFault::ManifestDisagrees { part: shown(part) });
        if self.format != FORMAT {
            return disagrees(MANIFEST);
        }
        let mut parts = BTreeSet::new();
        for part in &self.parts {
            let is_reserved = [MANIFEST, SEAL].contains(&part.name.as_str());
            let is_misnamed = part.is_attachment() && part.name != attachment_part(&part.blake3);
            if is_reserved || is_misnamed || !parts.insert(part.name.as_str()) {
                return disagrees(&part.name);
            }
        }
        for head in &self.segments {
            let name = segment_part(head);
            let is_a_range = 1 <= head.from && head.from <= head.to;
            if !is_a_range || !parts.remove(name.as_str()) {
                return disagrees(&name);
            }
        }
        if let Some(name) = parts.iter().find(|name| name.starts_with("segments/")) {
            return disagrees(name);
        }
        let names = self.books.iter().map(|book| (book.id, book.name.clone()));
        if self.books != books_of(&self.segments, &names.collect()) {
            return disagrees(MANIFEST);
        }
        Ok(())
    }
}

/// What `heads` hold of each book, with its name from `names`: books by id,
/// ranges by device, neighbouring ones joined.
pub(super) fn books_of(
    heads: &[SegmentHead],
    names: &BTreeMap<BookId, String>,
) -> Vec<CarriedBook> {
    let mut books: BTreeMap<BookId, BTreeMap<DeviceId, Ranges>> = BTreeMap::new();
    for head in heads.iter().filter(|head| !head.is_branch()) {
        let devices = books.entry(head.book).or_default();
        let ranges = devices.entry(head.device).or_default();
        ranges.insert(head.from, head.to);
    }
    let of_device = |(device, ranges): (DeviceId, Ranges)| {
        let range = |(from, to)| DeviceRange { device, from, to };
        ranges.iter().map(range).collect::<Vec<_>>()
    };
    let of_book = |(id, devices): (BookId, BTreeMap<DeviceId, Ranges>)| CarriedBook {
        id,
        name: names.get(&id).cloned().unwrap_or_default(),
        ranges: devices.into_iter().flat_map(of_device).collect(),
    };
    books.into_iter().map(of_book).collect()
}

/// `manifest.sig`. The key belongs to the maker because a device's id is the
/// hash of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub key: DevicePublicKey,
    pub signature: HeadSignature,
}

/// Whether the maker signed the manifest as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealState {
    Holds,
    Broken,
}

impl Seal {
    /// Compares the seal with the manifest's bytes and with who made it.
    pub fn state(&self, manifest: &Manifest, bytes: &[u8]) -> SealState {
        let is_makers_key = self.key.device() == manifest.made_by.device;
        if is_makers_key && self.key.signed(MANIFEST_PURPOSE, bytes, &self.signature) {
            SealState::Holds
        } else {
            SealState::Broken
        }
    }
}

/// What a bundle's signature is worth to this book. Names are those of the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureWorth {
    /// It holds, and the maker's device is ours or approved here.
    Valid,
    /// It does not hold.
    Invalid,
    /// It holds, for a device that is not approved here.
    UnknownDevice,
}

impl SignatureWorth {
    /// What the seal is worth to a book that knows `devices`.
    pub fn of(state: SealState, maker: DeviceId, devices: &[DeviceView]) -> Self {
        let is_trusted = |device: &DeviceView| {
            device.id == maker
                && matches!(device.status, DeviceStatus::Own | DeviceStatus::Approved)
        };
        match state {
            SealState::Broken => Self::Invalid,
            SealState::Holds if devices.iter().any(is_trusted) => Self::Valid,
            SealState::Holds => Self::UnknownDevice,
        }
    }
}
