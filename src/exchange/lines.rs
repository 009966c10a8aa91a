//! Which lines go into a bundle, and in what pieces.

use super::manifest::Manifest;
use crate::ledger::{BookId, DeviceId, Ranges};
use crate::service::request::WantedRange;
use crate::service::views::{BookRangesView, DeviceRange};

/// Our own lines are asked for by this many; most such segments are well under
/// [`GOOD_SEGMENT`].
const LINES_AT_ONCE: u64 = 8192;

/// Which lines go along.
#[derive(Debug, Clone, PartialEq)]
pub enum Lines {
    All,
    /// Those that an earlier bundle, whose manifest this is, did not have.
    Since(Box<Manifest>),
}

/// The ranges to ask for, in an order that is always the same. Ranges of other
/// devices end where those devices signed and are never cut.
pub(super) fn wanted(held: &[BookRangesView], own: DeviceId, lines: &Lines) -> Vec<WantedRange> {
    let mut wanted = Vec::new();
    for view in held {
        for range in &view.ranges {
            let missing = missing(lines, view.book, range);
            let place = |(from, to)| WantedRange {
                book: view.book,
                device: range.device,
                from,
                to,
            };
            if range.device == own {
                wanted.extend(
                    missing
                        .iter()
                        .flat_map(|(from, to)| cut(from, to))
                        .map(place),
                );
            } else if !missing.is_empty() {
                wanted.push(place((range.from, range.to)));
            }
        }
    }
    wanted.sort_unstable();
    wanted
}

/// What `lines` asks for of a range.
fn missing(lines: &Lines, book: BookId, range: &DeviceRange) -> Ranges {
    let mut whole = Ranges::default();
    whole.insert(range.from, range.to);
    match lines {
        Lines::All => whole,
        Lines::Since(earlier) => whole.minus(&carried(earlier, book, range.device)),
    }
}

/// What an earlier bundle had of a device.
fn carried(earlier: &Manifest, book: BookId, device: DeviceId) -> Ranges {
    let mut ranges = Ranges::default();
    for range in earlier
        .books
        .iter()
        .filter(|carried| carried.id == book)
        .flat_map(|carried| &carried.ranges)
    {
        if range.device == device {
            ranges.insert(range.from, range.to);
        }
    }
    ranges
}

/// Pieces of at most [`LINES_AT_ONCE`].
fn cut(from: u64, to: u64) -> impl Iterator<Item = (u64, u64)> {
    (from..=to)
        .step_by(LINES_AT_ONCE as usize)
        .map(move |start| (start, to.min(start + LINES_AT_ONCE - 1)))
}
