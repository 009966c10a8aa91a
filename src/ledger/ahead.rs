//! Verifying segments on more than one core: reading lines costs as much as
//! putting them into the book.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::segment::{Segment, SegmentFault, SegmentHead, VerifiedLine};

/// A segment with its lines, verified.
pub type VerifiedSegment<'a> = (&'a SegmentHead, Vec<VerifiedLine<'a>>);

fn verified(segment: &Segment) -> Result<VerifiedSegment<'_>, SegmentFault> {
    Ok((&segment.head, segment.verify()?))
}

/// Gives `take` the segments in their order, each verified on another thread
/// while it is busy with the one before. After a fault nothing more comes.
pub fn verified_ahead<'a, T>(
    segments: &'a [Segment],
    take: impl FnOnce(&mut dyn Iterator<Item = Result<VerifiedSegment<'a>, SegmentFault>>) -> T,
) -> T {
    if segments.len() < 2 {
        return take(&mut segments.iter().map(verified));
    }
    thread::scope(|scope| {
        let (ahead, arriving) = sync_channel(1);
        let verifying = thread::Builder::new().spawn_scoped(scope, move || {
            for segment in segments {
                let segment = verified(segment);
                let is_last = segment.is_err();
                if ahead.send(segment).is_err() || is_last {
                    break;
                }
            }
        });
        match verifying {
            Ok(_) => take(&mut arriving.into_iter()),
            // A machine that cannot start a thread is slower, not wrong.
            Err(_) => take(&mut segments.iter().map(verified)),
        }
    })
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
