//! Taking in what somebody brings: the whole bundle is verified first, then it
//! is held against the book, then it goes in as one transaction.

use std::fmt;
use std::io::Read;
use std::path::Path;

use super::attachments::{ask_files, put};
use super::bundle::container::Container;
use super::bundle::read::Bundle;
use super::bundle::source::{self, Source};
use super::door::{Door, expect_reply};
use super::encryption::Keys;
use super::fault::{ExchangeFault, shown};
use super::manifest::{Manifest, SealState, attachment_part, segment_part};
use super::watch::{Unit, Watch};
use super::words::BundleFault;
use crate::domain::FileHash;
use crate::ledger::segment::VerifiedLine;
use crate::ledger::{Segment, SegmentFault};
use crate::service::request::{AttachmentReply, AttachmentRequest, CarryReply, CarryRequest};
use crate::service::views::AbsorbView;
use crate::service::{Reply, Request};

/// A bundle that verified: every hash, chain and signature holds.
pub struct Incoming {
    /// Name of the file, for the history of imports.
    file: String,
    manifest: Manifest,
    segments: Vec<Segment>,
    /// Attached files stay in it until they are wanted.
    container: Container<Box<dyn Source>>,
}

impl PartialEq for Incoming {
    fn eq(&self, other: &Self) -> bool {
        let content = |incoming: &Self| (incoming.manifest.clone(), incoming.segments.clone());
        content(self) == content(other)
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({}, {:?})", self.file, self.manifest)
    }
}

/// Whether to change the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apply {
    /// Only tell what would change.
    Plan,
    Absorb,
}

impl Incoming {
    /// Reads and verifies a bundle from a file, opened with `keys` when it is
    /// encrypted.
    ///
    /// # Errors
    /// The bundle is refused whole, cannot be read, or stopped.
    pub fn from_file(
        path: &Path,
        keys: &Keys<'_>,
        watch: &Watch<'_>,
    ) -> Result<Self, ExchangeFault> {
        let name = path.display().to_string();
        Self::read(source::open(path, &name, keys, watch)?, &name, watch)
    }

    /// Reads and verifies a bundle from a stream, such as standard input, which
    /// is kept in memory. `name` is what it is called in messages.
    ///
    /// # Errors
    /// As [`from_file`](Self::from_file).
    pub fn from_stream(
        stream: impl Read,
        name: &str,
        keys: &Keys<'_>,
        watch: &Watch<'_>,
    ) -> Result<Self, ExchangeFault> {
        Self::read(source::from_stream(stream, name, keys, watch)?, name, watch)
    }

    fn read(reader: Box<dyn Source>, name: &str, watch: &Watch<'_>) -> Result<Self, ExchangeFault> {
        let mut bundle = Bundle::open(reader, name, watch)?;
        if bundle.seal() != SealState::Holds {
            return Err(BundleFault::WrongSignature.into());
        }
        let receipt = bundle.manifest().receipt.as_ref();
        if receipt.is_some_and(|receipt| receipt.verified().is_none()) {
            return Err(BundleFault::WrongReceipt.into());
        }
        let mut segments = Vec::new();
        bundle.unpack_parts(|segment| {
            check(&segment)?;
            segments.push(segment);
            Ok(())
        })?;
        let file = Path::new(name).file_name().map_or_else(
            || name.to_owned(),
            |file| file.to_string_lossy().into_owned(),
        );
        Ok(Self {
            file,
            manifest: bundle.manifest().clone(),
            segments,
            container: bundle.into_container(),
        })
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What taking it in would change.
    ///
    /// # Errors
    /// The book's refusal.
    pub fn plan(&self, door: &impl Door, watch: &Watch<'_>) -> Result<AbsorbView, ExchangeFault> {
        let request = Request::PlanSegments {
            segments: self.segments.clone(),
        };
        ask(door, request, watch)
    }

    /// Takes it in, in one transaction.
    ///
    /// # Errors
    /// Stopped before it began, or the book's refusal. Nothing was changed.
    pub fn absorb(
        mut self,
        door: &impl Door,
        watch: &Watch<'_>,
    ) -> Result<AbsorbView, ExchangeFault> {
        self.take_files(door, watch)?;
        let absorb = Request::Absorb {
            file: self.file,
            segments: self.segments,
        };
        let view = ask(door, absorb, watch)?;
        if let Some(receipt) = self.manifest.receipt {
            let take = Request::Carry(CarryRequest::TakeReceipt(Box::new(receipt)));
            let taken = door.ask(take, &|_, _| ())?;
            expect_reply!(taken, Reply::Carry(CarryReply::ReceiptTaken) => ())?;
        }
        Ok(view)
    }

    /// Puts the attached files into the book that are not there yet. Without
    /// the lines that tell of them they are not seen.
    fn take_files(&mut self, door: &impl Door, watch: &Watch<'_>) -> Result<(), ExchangeFault> {
        let parts = self.manifest.parts.iter();
        let files: Vec<FileHash> = parts
            .filter(|part| part.is_attachment())
            .filter_map(|part| part.blake3.parse().ok())
            .collect();
        if files.is_empty() {
            return Ok(());
        }
        let lacking = ask_files!(
            door,
            AttachmentRequest::Lacking { files },
            AttachmentReply::Lacking(files) => files
        );
        let names: Vec<_> = lacking
            .iter()
            .map(|file| attachment_part(&file.to_string()))
            .collect();
        let parts = self.manifest.parts.iter();
        let coming = parts.filter(|part| names.contains(&part.name));
        let mut meter = watch.meter(coming.map(|part| part.bytes).sum(), Unit::Bytes);
        for (file, name) in lacking.into_iter().zip(&names) {
            let mut bytes = Vec::new();
            let mut unseen = watch.unreported().meter(0, Unit::Bytes);
            self.container
                .unpack(name, &mut unseen, |piece| bytes.extend_from_slice(piece))?;
            put(door, file, &bytes, &mut meter)?;
        }
        Ok(())
    }

    /// [`plan`](Self::plan) or [`absorb`](Self::absorb).
    ///
    /// # Errors
    /// As they.
    pub fn apply(
        self,
        apply: Apply,
        door: &impl Door,
        watch: &Watch<'_>,
    ) -> Result<AbsorbView, ExchangeFault> {
        match apply {
            Apply::Plan => ask(
                door,
                Request::PlanSegments {
                    segments: self.segments,
                },
                watch,
            ),
            Apply::Absorb => self.absorb(door, watch),
        }
    }
}

fn ask(door: &impl Door, request: Request, watch: &Watch<'_>) -> Result<AbsorbView, ExchangeFault> {
    watch.go_on()?;
    let reply = door.ask(request, &|done, total| watch.on_lines(done, total))?;
    Ok(expect_reply!(reply, Reply::Absorb(view) => view)?)
}

/// Verifies that a segment is as its device signed it. The book reads every line
/// before it takes one.
pub(super) fn check(segment: &Segment) -> Result<(), BundleFault> {
    segment
        .check_bytes()
        .map_err(|fault| in_segment(segment, &fault))
}

/// Verifies positions, running hash and signature of a segment.
pub(super) fn verified(segment: &Segment) -> Result<Vec<VerifiedLine<'_>>, BundleFault> {
    segment
        .verify()
        .map_err(|fault| in_segment(segment, &fault))
}

/// A fault with the part of the bundle that has it.
pub(super) fn in_segment(segment: &Segment, fault: &SegmentFault) -> BundleFault {
    BundleFault::in_segment(shown(&segment_part(&segment.head)), fault)
}
