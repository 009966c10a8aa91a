//! From one book to another, only what is lacking there, a little at a time.

use super::add;
use crate::exchange::attachments::{ask_files, get, put};
use crate::exchange::door::{Door, expect_reply};
use crate::exchange::export::gather;
use crate::exchange::fault::ExchangeFault;
use crate::exchange::import::check;
use crate::exchange::lines::wanted;
use crate::exchange::watch::{Unit, Watch};
use crate::ledger::segment::SegmentHead;
use crate::ledger::{DeviceId, Holding, Segment};
use crate::service::request::{
    AttachmentReply, AttachmentRequest, CarryReply, CarryRequest, Piece, WantedRange,
};
use crate::service::views::{AbsorbView, FileView, Presence};
use crate::service::{Refusal, Reply, Request};

/// Asks about lines and takes the expected answer out.
macro_rules! ask_carry {
    ($door:expr, $request:expr, $pattern:pat => $value:expr) => {
        match $door.ask($crate::service::Request::Carry($request), &|_, _| ())? {
            $crate::service::Reply::Carry($pattern) => $value,
            _ => return Err($crate::service::Refusal::Gone.into()),
        }
    };
}
pub(super) use ask_carry;

/// Lines that are taken in as one transaction, in bytes.
const AT_ONCE: usize = 32 << 20;

/// Segments on their way into a book, taken in as few transactions as memory
/// allows.
pub(super) struct Baggage<'a, D> {
    door: &'a D,
    /// What the history of imports calls it.
    label: String,
    segments: Vec<Segment>,
    bytes: usize,
    absorbed: AbsorbView,
}

impl<'a, D: Door> Baggage<'a, D> {
    pub fn new(door: &'a D, label: String) -> Self {
        Self {
            door,
            label,
            segments: Vec::new(),
            bytes: 0,
            absorbed: AbsorbView::default(),
        }
    }

    /// Takes one more segment along, which has been verified.
    ///
    /// # Errors
    /// Stopped, or the book's refusal.
    pub fn add(&mut self, segment: Segment, watch: &Watch<'_>) -> Result<(), ExchangeFault> {
        self.bytes += segment.lines.len();
        self.segments.push(segment);
        if self.bytes >= AT_ONCE {
            self.absorb(watch)?;
        }
        Ok(())
    }

    fn absorb(&mut self, watch: &Watch<'_>) -> Result<(), ExchangeFault> {
        watch.go_on()?;
        self.bytes = 0;
        let segments = std::mem::take(&mut self.segments);
        if segments.is_empty() {
            return Ok(());
        }
        let request = Request::Absorb {
            file: self.label.clone(),
            segments,
        };
        let reply = self
            .door
            .ask(request, &|done, total| watch.on_lines(done, total))?;
        let view = expect_reply!(reply, Reply::Absorb(view) => view)?;
        add(&mut self.absorbed, view);
        Ok(())
    }

    /// Everything is there: what it changed.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn finish(mut self, watch: &Watch<'_>) -> Result<AbsorbView, ExchangeFault> {
        self.absorb(watch)?;
        Ok(self.absorbed)
    }
}

/// Carries the lines that `to` lacks out of `from`; tells what they changed
/// there and how many they are. `label` is what `to` calls where they are from.
///
/// # Errors
/// Stopped, or a refusal of either book.
pub(super) fn lines(
    from: &impl Door,
    to: &impl Door,
    label: &str,
    watch: &Watch<'_>,
) -> Result<(AbsorbView, u64), ExchangeFault> {
    let own = own_device(from)?;
    let theirs = ask_carry!(to, CarryRequest::Holdings, CarryReply::Holdings(held) => held);
    let lacking = lacking(from, own, theirs)?;
    let lines = lacking.iter().map(Piece::lines).sum();
    let mut meter = watch.meter(lines, Unit::Lines);
    let mut baggage = Baggage::new(to, label.to_owned());
    let mut heads = Vec::new();
    gather(from, lacking, own, &mut meter, |segment| {
        check(&segment)?;
        heads.push(segment.head.clone());
        baggage.add(segment, &watch.unreported())
    })?;
    // Acknowledged only now: the other side has committed.
    let absorbed = baggage.finish(watch)?;
    for head in &heads {
        mark_carried(from, label, head)?;
    }
    Ok((absorbed, lines))
}

/// Carries the attached files that `to` knows of and lacks; tells how many.
///
/// # Errors
/// As [`lines`].
pub(super) fn files(
    from: &impl Door,
    to: &impl Door,
    watch: &Watch<'_>,
) -> Result<u64, ExchangeFault> {
    let here: Vec<_> = attached(from)?
        .into_iter()
        .filter(|view| view.presence == Presence::Here)
        .map(|view| view.file)
        .collect();
    let lacking: Vec<FileView> = attached(to)?
        .into_iter()
        .filter(|view| {
            view.presence == Presence::Elsewhere && here.binary_search(&view.file).is_ok()
        })
        .collect();
    let mut meter = watch.meter(lacking.iter().map(|view| view.bytes * 2).sum(), Unit::Bytes);
    for view in &lacking {
        let bytes = get(from, view.file, view.bytes, &mut meter)?;
        put(to, view.file, &bytes, &mut meter)?;
    }
    Ok(lacking.len() as u64)
}

/// The attached files that a book knows of, by content.
pub(super) fn attached(door: &impl Door) -> Result<Vec<FileView>, ExchangeFault> {
    Ok(ask_files!(door, AttachmentRequest::Files, AttachmentReply::Files(files) => files))
}

/// The installation whose book it is.
pub(super) fn own_device(door: &impl Door) -> Result<DeviceId, ExchangeFault> {
    let book = expect_reply!(door.ask(Request::Book, &|_, _| ())?, Reply::Book(view) => view)?;
    Ok(book.open.ok_or(Refusal::NoBook)?.device)
}

/// What a book can give to somebody who holds `theirs`, in pieces to ask for.
pub(super) fn lacking(
    door: &impl Door,
    own: DeviceId,
    theirs: Vec<Holding>,
) -> Result<Vec<Piece>, ExchangeFault> {
    let pieces =
        ask_carry!(door, CarryRequest::Lacking { theirs }, CarryReply::Pieces(pieces) => pieces);
    Ok(wanted(pieces, own))
}

/// Tells each of two books what the other holds now.
pub(super) fn receipts(one: &impl Door, other: &impl Door) -> Result<(), ExchangeFault> {
    tell_holdings(one, other)?;
    tell_holdings(other, one)
}

fn tell_holdings(from: &impl Door, to: &impl Door) -> Result<(), ExchangeFault> {
    let receipt = ask_carry!(from, CarryRequest::Receipt, CarryReply::Receipt(receipt) => receipt);
    ask_carry!(to, CarryRequest::TakeReceipt(receipt), CarryReply::ReceiptTaken => ());
    Ok(())
}

/// Notes that these lines left the machine.
pub(super) fn mark_carried(
    door: &impl Door,
    label: &str,
    head: &SegmentHead,
) -> Result<(), ExchangeFault> {
    if head.is_branch() {
        return Ok(());
    }
    let request = Request::MarkCarried {
        file: label.to_owned(),
        ranges: vec![WantedRange {
            book: head.book,
            device: head.device,
            from: head.from,
            to: head.to,
        }],
    };
    Ok(expect_reply!(door.ask(request, &|_, _| ())?, Reply::Carried => ())?)
}
