//! Both ways through a shared folder: takes what it has and we lack, then puts
//! what we have and it lacks.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Synced;
use super::carry::{Baggage, ask_carry, attached, lacking, mark_carried, own_device};
use super::shelf::{Listing, Shelf};
use crate::exchange::attachments::{get, put};
use crate::exchange::door::Door;
use crate::exchange::export::gather;
use crate::exchange::fault::ExchangeFault;
use crate::exchange::import::verified;
use crate::exchange::watch::{Unit, Watch};
use crate::exchange::words::MisfitWords;
use crate::ledger::{DeviceId, Holding, Segment, SignedReceipt};
use crate::service::request::{CarryReply, CarryRequest, Piece};
use crate::service::views::{FileView, Presence};

/// Exchanges with the shelf in `folder`.
///
/// # Errors
/// The folder cannot be read or written, stopped, or the book's refusal.
pub fn sync(door: &impl Door, folder: &Path, watch: &Watch<'_>) -> Result<Synced, ExchangeFault> {
    let own = own_device(door)?;
    // Whoever may not take lines out is told before anything is in the folder.
    ask_carry!(door, CarryRequest::Receipt, CarryReply::Receipt(receipt) => drop(receipt));
    let shelf = Shelf::open(folder)?;
    let mut listing = shelf.list()?;
    let mut synced = Synced {
        misfits: std::mem::take(&mut listing.misfits),
        ..Synced::default()
    };
    let label = folder.file_name().unwrap_or(folder.as_os_str());
    let label = label.to_string_lossy().into_owned();
    let there = take_segments(door, &shelf, &listing, &label, &mut synced, watch)?;

    let lacking = lacking(door, own, there)?;
    let mut meter = watch.meter(lacking.iter().map(Piece::lines).sum(), Unit::Lines);
    gather(door, lacking, own, &mut meter, |segment| {
        shelf.put_segment(&segment)?;
        let head = &segment.head;
        synced.sent += head.to - head.from + 1;
        mark_carried(door, &label, head)
    })?;
    exchange_files(door, &shelf, &listing, &mut synced, watch)?;
    exchange_receipts(door, &shelf, own, &mut synced)?;
    Ok(synced)
}

/// Takes in the segments that we lack; tells what the shelf holds.
fn take_segments(
    door: &impl Door,
    shelf: &Shelf,
    listing: &Listing,
    label: &str,
    synced: &mut Synced,
    watch: &Watch<'_>,
) -> Result<Vec<Holding>, ExchangeFault> {
    let mut there = Vec::new();
    let mut baggage = Baggage::new(door, label.to_owned());
    let mut meter = watch.meter(listing.segments.len() as u64, Unit::Files);
    for name in &listing.segments {
        meter.advance(1)?;
        let segment = match shelf.segment(name)? {
            Ok(segment) => segment,
            Err(misfit) => {
                synced.misfits.push(misfit);
                continue;
            }
        };
        let Some(holding) = Holding::claimed(&segment.head) else {
            synced.misfits.push(name.misfit(MisfitWords::Unverified));
            continue;
        };
        if is_unheld(door, &segment, holding)? {
            if verified(&segment).is_err() {
                synced.misfits.push(name.misfit(MisfitWords::Unverified));
                continue;
            }
            baggage.add(segment, watch)?;
        }
        there.push(holding);
    }
    synced.absorbed = baggage.finish(watch)?;
    Ok(there)
}

/// Whether we lack it, as far as can be told. Another continuation of a copied
/// device may end in its chain, so that its last hash does not tell: it is
/// taken in again, which does no harm.
fn is_unheld(door: &impl Door, segment: &Segment, holding: Holding) -> Result<bool, ExchangeFault> {
    if segment.head.is_branch() {
        return Ok(true);
    }
    let theirs = vec![holding];
    let unheld =
        ask_carry!(door, CarryRequest::Unheld { theirs }, CarryReply::Holdings(unheld) => unheld);
    Ok(!unheld.is_empty())
}

/// What every laptop said it holds is on the shelf, signed. Ours is put there
/// when it changed; theirs tell us what has arrived.
fn exchange_receipts(
    door: &impl Door,
    shelf: &Shelf,
    own: DeviceId,
    synced: &mut Synced,
) -> Result<(), ExchangeFault> {
    let mut newest: BTreeMap<DeviceId, SignedReceipt> = BTreeMap::new();
    for found in shelf.receipts()? {
        match found {
            Ok(signed) => match newest.entry(signed.receipt.device) {
                Entry::Vacant(place) => drop(place.insert(signed)),
                Entry::Occupied(mut known) => {
                    if signed.receipt.is_newer_than(&known.get().receipt) {
                        known.insert(signed);
                    }
                }
            },
            Err(misfit) => synced.misfits.push(misfit),
        }
    }
    let before = newest.remove(&own);
    for signed in newest.into_values() {
        let take = CarryRequest::TakeReceipt(Box::new(signed));
        ask_carry!(door, take, CarryReply::ReceiptTaken => ());
    }
    let ours = ask_carry!(door, CarryRequest::Receipt, CarryReply::Receipt(receipt) => receipt);
    match before {
        Some(before) if before.receipt.says_the_same_as(&ours.receipt) => Ok(()),
        _ => shelf.put_receipt(&ours),
    }
}

/// Attached files, each way only what is lacking there.
fn exchange_files(
    door: &impl Door,
    shelf: &Shelf,
    listing: &Listing,
    synced: &mut Synced,
    watch: &Watch<'_>,
) -> Result<(), ExchangeFault> {
    let there: BTreeSet<_> = listing.files.iter().copied().collect();
    let known = attached(door)?;
    let whole = |view: &&FileView| there.contains(&(view.file, view.bytes));
    let coming: Vec<_> = known
        .iter()
        .filter(|view| view.presence == Presence::Elsewhere)
        .filter(whole)
        .collect();
    let going: Vec<_> = known
        .iter()
        .filter(|view| view.presence == Presence::Here && !whole(view))
        .collect();
    let all = coming.iter().chain(&going).map(|view| view.bytes).sum();
    let mut meter = watch.meter(all, Unit::Bytes);
    for view in coming {
        match shelf.file(view.file)? {
            Ok(bytes) => {
                put(door, view.file, &bytes, &mut meter)?;
                synced.files_in += 1;
            }
            Err(misfit) => synced.misfits.push(misfit),
        }
    }
    for view in going {
        let bytes = get(door, view.file, view.bytes, &mut meter)?;
        shelf.put_file(view.file, &bytes)?;
        synced.files_out += 1;
    }
    Ok(())
}
