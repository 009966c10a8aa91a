//! Verifying segments on more than one core: reading lines costs as much as
//! putting them into the book.

use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use super::segment::{Segment, SegmentFault, SegmentHead, VerifiedLine};

/// A segment with its lines, verified.
pub type VerifiedSegment<'a> = (&'a SegmentHead, Vec<VerifiedLine<'a>>);

fn verified(segment: &Segment) -> Result<VerifiedSegment<'_>, SegmentFault> {
    Ok((&segment.head, segment.verify()?))
}

/// Gives `take` the segments in their order, each verified on another thread
/// while it is busy with the one before. That thread takes them apart again,
/// too: what one thread has allocated another frees slowly.
///
/// # Errors
/// The first fault of a segment or of `take`; nothing is taken after it.
pub fn take_verified<'a, E: From<SegmentFault>>(
    segments: &'a [Segment],
    mut take: impl FnMut(&VerifiedSegment<'a>) -> Result<(), E>,
) -> Result<(), E> {
    if segments.len() < 2 {
        return take_each(segments, take);
    }
    thread::scope(|scope| {
        let (ahead, arriving) = sync_channel(1);
        let (spend, spent) = channel();
        let verifying = thread::Builder::new().spawn_scoped(scope, move || {
            for segment in segments {
                let segment = verified(segment);
                let is_last = segment.is_err();
                if ahead.send(segment).is_err() || is_last {
                    break;
                }
                spent.try_iter().for_each(drop);
            }
            drop(ahead);
            spent.into_iter().for_each(drop);
        });
        if verifying.is_err() {
            // A machine that cannot start a thread is slower, not wrong.
            return take_each(segments, take);
        }
        for segment in arriving {
            let segment = segment?;
            take(&segment)?;
            // Without the thread it is dropped here.
            let _ = spend.send(segment);
        }
        Ok(())
    })
}

fn take_each<'a, E: From<SegmentFault>>(
    segments: &'a [Segment],
    mut take: impl FnMut(&VerifiedSegment<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let mut segments = segments.iter();
    segments.try_for_each(|segment| take(&verified(segment)?))
}

/// Verifies a few segments side by side; answers the first fault, with the
/// segment that has it.
///
/// # Errors
/// Nothing of any of them is to be used.
pub fn verify_each(segments: &[Segment]) -> Result<(), (&Segment, SegmentFault)> {
    let check = |segment: &Segment| segment.verify().map(drop);
    thread::scope(|scope| {
        let running: Vec<_> = segments
            .iter()
            .map(|segment| {
                let thread = thread::Builder::new();
                (segment, thread.spawn_scoped(scope, move || check(segment)))
            })
            .collect();
        for (segment, running) in running {
            let checked = match running {
                Ok(running) => running
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => check(segment),
            };
            checked.map_err(|fault| (segment, fault))?;
        }
        Ok(())
    })
}
