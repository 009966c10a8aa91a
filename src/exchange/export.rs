//! Carrying lines away: asks the book for what it holds, packs it, has it
//! signed, and puts the file in its place.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use super::attachments::{ask_files, get};
use super::bundle::limits::GOOD_SEGMENT;
use super::bundle::over::refuse_other_than_bundles;
use super::bundle::place::{Moment, Target, place};
use super::bundle::read::Bundle;
use super::bundle::source;
use super::bundle::write::{Opening, Packer};
use super::door::{Door, expect_reply};
use super::encryption::{CAN_ENCRYPT, Closing, Keys, Proof, outlet};
use super::fault::{ExchangeFault, shown};
use super::lines::{Lines, files_of, wanted};
use super::manifest::{Maker, Manifest, Seal, SealState, attachment_part};
use super::watch::{Meter, Unit, Watch};
use super::words::{BundleFault, FileFault};
use crate::domain::FileHash;
use crate::ledger::segment::SegmentHead;
use crate::ledger::{DeviceId, Segment, SignedReceipt};
use crate::service::request::{
    AttachmentReply, AttachmentRequest, CarryReply, CarryRequest, Piece, WantedRange,
};
use crate::service::views::{BookRangesView, FileView, OpenBookView, Presence};
use crate::service::{Refusal, Reply, Request};
use crate::text;

/// What is to be carried, and where.
#[derive(Debug, Clone)]
pub struct Order {
    pub place: Place,
    pub lines: Lines,
    /// The device that it is made for.
    pub addressee: Option<DeviceId>,
    pub made_at: Timestamp,
    /// Who may open it.
    pub closing: Closing,
    pub files: WithFiles,
}

/// Whether attached files go along with the lines that tell of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WithFiles {
    /// Those that are here and that the receiver is not known to have.
    #[default]
    Yes,
    /// They stay, and may follow later.
    No,
}

/// Where the bundle goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// To this file, replacing one that is there.
    File(PathBuf),
    /// Into this folder, under a name that tells book, day and hour and
    /// replaces nothing.
    Folder(PathBuf),
}

/// A bundle that is on the disk and was read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    pub path: PathBuf,
    /// Length of the file in bytes.
    pub bytes: u64,
    pub manifest: Manifest,
    /// Why the book could not note that these lines left the machine. The
    /// bundle is good all the same.
    pub not_noted: Option<Refusal>,
}

/// Makes a bundle of what the book holds.
///
/// # Errors
/// No book is open, nothing to carry, the file cannot be written or does not
/// read back the same, or stopped. Nothing half-written is left.
pub fn export(
    door: &impl Door,
    order: Order,
    watch: &Watch<'_>,
) -> Result<Exported, ExchangeFault> {
    if order.closing != Closing::Open && !CAN_ENCRYPT {
        return Err(BundleFault::CannotClose.into());
    }
    if let Place::File(path) = &order.place {
        refuse_other_than_bundles(path)?;
    }
    let book = expect_reply!(ask(door, Request::Book)?, Reply::Book(view) => view)?;
    let open = book.open.ok_or(Refusal::NoBook)?;
    let held = expect_reply!(ask(door, Request::Ranges)?, Reply::Ranges(books) => books)?;
    let request = Request::Carry(order.lines.request(open.device));
    let pieces =
        expect_reply!(ask(door, request)?, Reply::Carry(CarryReply::Pieces(pieces)) => pieces)?;
    let wanted = wanted(pieces, open.device);
    let files = files_along(door, &order, open.device)?;
    if wanted.is_empty() && files.is_empty() && !order.lines.want_a_receipt(open.device) {
        return Err(FileFault::NothingToCarry.into());
    }
    let receipt = expect_reply!(
        ask(door, Request::Carry(CarryRequest::Receipt))?,
        Reply::Carry(CarryReply::Receipt(receipt)) => receipt
    )?;
    let target = target(&order, &open);
    target.clear_abandoned();
    let name = target.name();
    let lines: u64 = wanted.iter().map(Piece::lines).sum();
    let mut meter = watch.meter(lines, Unit::Lines);
    let fill = |file: File| {
        let failed = |fault: io::Error| FileFault::writing(&name, &fault);
        let outlet = outlet(file, &order.closing).map_err(failed)?;
        let mut packer = Packer::new(outlet, &name);
        gather(door, wanted, open.device, &mut meter, |segment| {
            packer.add(segment)
        })?;
        let mut meter = watch.meter(files.iter().map(|view| view.bytes).sum(), Unit::Bytes);
        for view in &files {
            let bytes = get(door, view.file, view.bytes, &mut meter)?;
            packer.add_part(attachment_part(&view.file.to_string()), &bytes)?;
        }
        let opening = opening(&order, &open, &held, &receipt);
        let (outlet, manifest, bytes) = packer.finish(opening, |manifest| sign(door, manifest))?;
        let (file, proof) = outlet.finish().map_err(failed)?;
        let written = Written {
            manifest,
            bytes,
            proof,
        };
        Ok((file, written))
    };
    // The bytes whose content was held against what was packed.
    let proven = Cell::new(None);
    let verify = |path: &Path, written: &Written, moment| {
        if moment == Moment::BeforePlacing {
            read_back(path, &name, written, &watch.unreported())?;
        }
        let not_as_written = || FileFault::NotAsWritten { file: shown(&name) };
        let found = hash_of(path).map_err(|_| not_as_written())?;
        match proven.replace(Some(found)) {
            Some(before) if before != found => Err(not_as_written().into()),
            _ => Ok(()),
        }
    };
    let (path, Written { manifest, .. }) = place(&target, fill, verify)?;
    let bytes = std::fs::metadata(&path)
        .map_err(|fault| FileFault::reading(&name, &fault))?
        .len();
    let not_noted = note_carried(door, &path, &manifest).err();
    Ok(Exported {
        path,
        bytes,
        manifest,
        not_noted,
    })
}

/// What was packed, to be compared with what is read back.
struct Written {
    manifest: Manifest,
    bytes: Vec<u8>,
    proof: Proof,
}

fn ask(door: &impl Door, request: Request) -> Result<Reply, Refusal> {
    door.ask(request, &|_, _| ())
}

/// The attached files that go along.
fn files_along(
    door: &impl Door,
    order: &Order,
    own: DeviceId,
) -> Result<Vec<FileView>, ExchangeFault> {
    if order.files == WithFiles::No {
        return Ok(Vec::new());
    }
    let known = ask_files!(door, AttachmentRequest::Files, AttachmentReply::Files(files) => files);
    let theirs: BTreeSet<FileHash> = match &order.lines {
        Lines::All => BTreeSet::new(),
        Lines::Since(earlier) => files_of(earlier, own),
        Lines::LackingOf(device) => {
            let request = Request::Carry(CarryRequest::ReceiptOf { device: *device });
            let receipt = expect_reply!(
                ask(door, request)?,
                Reply::Carry(CarryReply::ReceiptOf(receipt)) => receipt
            )?;
            receipt.into_iter().flat_map(|said| said.files).collect()
        }
    };
    Ok(known
        .into_iter()
        .filter(|view| view.presence == Presence::Here && !theirs.contains(&view.file))
        .collect())
}

/// Asks for the ranges one by one, so that little is in memory at a time. A
/// piece of our own that turns out large is asked for again in halves.
pub(super) fn gather(
    door: &impl Door,
    mut wanted: Vec<Piece>,
    own: DeviceId,
    meter: &mut Meter<'_>,
    mut take: impl FnMut(Segment) -> Result<(), ExchangeFault>,
) -> Result<(), ExchangeFault> {
    wanted.reverse();
    while let Some(piece) = wanted.pop() {
        meter.advance(0)?;
        let request = match piece {
            Piece::Chain(range) => Request::Segments {
                wanted: vec![range],
            },
            Piece::Branch(branch) => Request::Carry(CarryRequest::Branch(branch)),
        };
        let segments = expect_reply!(ask(door, request)?, Reply::Segments(segments) => segments)?;
        let length: usize = segments.iter().map(|segment| segment.lines.len()).sum();
        if length > GOOD_SEGMENT
            && let Piece::Chain(range) = piece
            && range.device == own
            && range.from < range.to
        {
            let middle = range.from + (range.to - range.from) / 2;
            wanted.push(Piece::Chain(WantedRange {
                from: middle + 1,
                ..range
            }));
            wanted.push(Piece::Chain(WantedRange {
                to: middle,
                ..range
            }));
            continue;
        }
        segments.into_iter().try_for_each(&mut take)?;
        meter.advance(piece.lines())?;
    }
    Ok(())
}

fn opening(
    order: &Order,
    open: &OpenBookView,
    held: &[BookRangesView],
    receipt: &SignedReceipt,
) -> Opening {
    Opening {
        made_by: Maker {
            device: open.device,
            officer: open.officer.clone(),
        },
        made_at: order.made_at,
        addressee: order.addressee,
        receipt: Some(receipt.clone()),
        names: held
            .iter()
            .map(|view| (view.book, view.name.clone()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn sign(door: &impl Door, manifest: &[u8]) -> Result<Seal, ExchangeFault> {
    let request = Request::SignManifest {
        manifest: manifest.to_vec(),
    };
    let seal = expect_reply!(ask(door, request)?, Reply::Signature { key, signature } => Seal { key, signature })?;
    Ok(seal)
}

/// Reads the file and compares every part with what was packed.
fn read_back(
    path: &Path,
    name: &str,
    written: &Written,
    watch: &Watch<'_>,
) -> Result<(), ExchangeFault> {
    let not_as_written = || ExchangeFault::from(FileFault::NotAsWritten { file: shown(name) });
    let reread = || {
        if let Proof::Bytes(hash) = written.proof {
            let found = hash_of(path).map_err(|fault| FileFault::reading(name, &fault))?;
            return if found == hash {
                Ok(())
            } else {
                Err(not_as_written())
            };
        }
        let source = source::open(path, name, &Keys::none(), watch)?;
        let mut bundle = Bundle::open(source, name, watch)?;
        if bundle.manifest_bytes() != written.bytes {
            return Err(not_as_written());
        }
        if bundle.seal() != SealState::Holds {
            return Err(BundleFault::WrongSignature.into());
        }
        bundle.unpack_parts(|_| Ok(()))
    };
    reread().map_err(|fault| match fault {
        ExchangeFault::Cancelled | ExchangeFault::Bundle(BundleFault::WrongSignature) => fault,
        _ => not_as_written(),
    })
}

fn hash_of(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}

fn note_carried(door: &impl Door, path: &Path, manifest: &Manifest) -> Result<(), Refusal> {
    let file = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let range = |head: &SegmentHead| WantedRange {
        book: head.book,
        device: head.device,
        from: head.from,
        to: head.to,
    };
    let heads = manifest.segments.iter().filter(|head| !head.is_branch());
    let ranges = heads.map(range).collect();
    expect_reply!(ask(door, Request::MarkCarried { file, ranges })?, Reply::Carried => ())
}

fn target(order: &Order, open: &OpenBookView) -> Target {
    match &order.place {
        Place::File(path) => Target::Exactly(path.clone()),
        Place::Folder(folder) => Target::NamedIn {
            folder: folder.clone(),
            stem: stem(&open.book, order.made_at),
            ending: "kheo".into(),
        },
    }
}

/// `so-dan-van-kheo-20261120-0805`: the book's name in letters that every file
/// system takes, then day and hour in Vietnam.
fn stem(book: &str, made_at: Timestamp) -> String {
    let words = text::fold_words(book).join("-");
    let words = text::cut(&words, 60).trim_end_matches('-');
    let name = if words.is_empty() { "kheo" } else { words };
    let moment = made_at.to_zoned(TimeZone::fixed(offset(7)));
    format!("{name}-{}", moment.strftime("%Y%m%d-%H%M"))
}
