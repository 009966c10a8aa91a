//! Verifying segments on more than one core: reading lines costs as much as
//! putting them into the book.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::{self, Scope};

use super::chain::ChainHash;
use super::segment::{Segment, SegmentFault, SegmentHead, VerifiedLine};

/// A segment that was verified.
pub struct VerifiedSegment<'a> {
    pub head: &'a SegmentHead,
    /// The hash before its lines.
    pub before: ChainHash,
    pub lines: Vec<VerifiedLine<'a>>,
}

fn verified(segment: &Segment) -> Result<VerifiedSegment<'_>, SegmentFault> {
    let lines = segment.verify()?;
    let before = ChainHash::from_hex(&segment.head.before);
    Ok(VerifiedSegment {
        head: &segment.head,
        before: before.ok_or(SegmentFault::WrongHash)?,
        lines,
    })
}

/// Threads that make segments ready. Reading lines costs twice what putting
/// them in does, so that on two cores both have something to do.
const LANES: usize = 2;

/// A thread that makes some of the segments ready.
struct Lane<P> {
    arriving: Receiver<Result<P, SegmentFault>>,
    /// It takes them apart again, too: what one thread has allocated another
    /// frees slowly.
    spend: Sender<P>,
}

impl<P: Send> Lane<P> {
    fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        mut ready: impl Iterator<Item = Result<P, SegmentFault>> + Send + 'scope,
    ) -> io::Result<Self>
    where
        P: 'scope,
    {
        // Nothing waits between them: segments are large.
        let (ahead, arriving) = sync_channel(0);
        let (spend, spent) = channel();
        thread::Builder::new().spawn_scoped(scope, move || {
            while let Some(segment) = ready.next()
                && ahead.send(segment).is_ok()
            {
                spent.try_iter().for_each(drop);
            }
            drop(ahead);
            spent.into_iter().for_each(drop);
        })?;
        Ok(Self { arriving, spend })
    }
}

/// Gives `take` the segments in their order, each verified and made ready by
/// `prepare` on other threads while `take` is busy with those before.
///
/// # Errors
/// The first fault of a segment or of `take`; nothing is taken after it.
pub fn take_verified<'a, P: Send, E: From<SegmentFault>>(
    segments: &'a [Segment],
    prepare: impl Fn(VerifiedSegment<'a>) -> P + Sync,
    mut take: impl FnMut(&P) -> Result<(), E>,
) -> Result<(), E> {
    let prepared = |segment| verified(segment).map(&prepare);
    if segments.len() < 2 {
        return segments
            .iter()
            .try_for_each(|segment| take(&prepared(segment)?));
    }
    thread::scope(|scope| {
        let lanes = (0..LANES).map(|lane| {
            let segments = segments.iter().skip(lane).step_by(LANES);
            Lane::begin(scope, segments.map(&prepared))
        });
        let Ok(lanes) = lanes.collect::<io::Result<Vec<_>>>() else {
            // A machine that cannot start a thread is slower, not wrong.
            return segments
                .iter()
                .try_for_each(|segment| take(&prepared(segment)?));
        };
        for lane in lanes.iter().cycle().take(segments.len()) {
            let Ok(segment) = lane.arriving.recv() else {
                break;
            };
            let segment = segment?;
            take(&segment)?;
            // Without the thread it is dropped here.
            let _ = lane.spend.send(segment);
        }
        Ok(())
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
