//! Work on more than one core: what comes next is made ready while what came
//! before is put into the book. To read lines costs more than to put them in.

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
    let prepare = |segment: &'a Segment| verified(segment).map(&prepare);
    take_ahead(segments, prepare, |prepared| match prepared {
        Ok(prepared) => take(prepared),
        Err(fault) => Err(fault.clone().into()),
    })
}

/// Threads that make things ready: on two cores both have something to do.
const LANES: usize = 2;

/// A thread that makes some of the things ready.
struct Lane<P> {
    arriving: Receiver<P>,
    /// It takes them apart again, too: what one thread has allocated another
    /// frees slowly.
    spend: Sender<P>,
}

impl<P: Send> Lane<P> {
    fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        ready: impl Iterator<Item = P> + Send + 'scope,
    ) -> io::Result<Self>
    where
        P: 'scope,
    {
        // Nothing waits between them: what is made ready may be large.
        let (ahead, arriving) = sync_channel(0);
        let (spend, spent) = channel();
        thread::Builder::new().spawn_scoped(scope, move || {
            for prepared in ready {
                if ahead.send(prepared).is_err() {
                    break;
                }
                spent.try_iter().for_each(drop);
            }
            drop(ahead);
            spent.into_iter().for_each(drop);
        })?;
        Ok(Self { arriving, spend })
    }
}

/// Gives `take` what `prepare` makes of each of `things`, in their order and
/// on other threads while `take` is busy with those before.
///
/// # Errors
/// The first of `take`; nothing is taken after it.
pub fn take_ahead<'a, T: Sync, P: Send, E>(
    things: &'a [T],
    prepare: impl Fn(&'a T) -> P + Sync,
    mut take: impl FnMut(&P) -> Result<(), E>,
) -> Result<(), E> {
    if things.len() < 2 {
        return things.iter().try_for_each(|thing| take(&prepare(thing)));
    }
    thread::scope(|scope| {
        let lanes = (0..LANES).map(|lane| {
            let things = things.iter().skip(lane).step_by(LANES);
            Lane::begin(scope, things.map(&prepare))
        });
        let Ok(lanes) = lanes.collect::<io::Result<Vec<_>>>() else {
            // A machine that cannot start a thread is slower, not wrong.
            return things.iter().try_for_each(|thing| take(&prepare(thing)));
        };
        for lane in lanes.iter().cycle().take(things.len()) {
            let Ok(prepared) = lane.arriving.recv() else {
                // The thread is in panic, which goes on when the scope ends.
                break;
            };
            take(&prepared)?;
            // Without the thread it is dropped here.
            let _ = lane.spend.send(prepared);
        }
        Ok(())
    })
}
