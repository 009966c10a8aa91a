//! Part of the book in memory, where several threads look at it: read in the
//! background when somebody first asks, kept up by the owner, never held while
//! the book is read for it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::refusal::{Refusal, damaged_by};
use super::shelf::{Ended, Tell};
use crate::domain::RecordId;
use crate::store::StoreFault;

/// Something that was read of the book, or not yet. Whoever looks at it has it
/// alone.
pub struct Kept<T> {
    state: Mutex<State<T>>,
    moved_on: Condvar,
    /// Called when all has been read, if somebody was answered before.
    tell: Tell,
}

struct State<T> {
    stage: Stage<T>,
    /// Which reading it is: an earlier one is no longer wanted.
    reading: u64,
    begun: Instant,
    /// Threads that read, or did and have yet to notice that they need not.
    readers: usize,
    /// Why the last reading ended early; for those who waited for it.
    failed: Option<(u64, Refusal)>,
    /// Whether somebody was answered before all was there.
    is_awaited: bool,
}

enum Stage<T> {
    Empty,
    /// What was written meanwhile is to be read again.
    Reading {
        written: BTreeSet<RecordId>,
    },
    Whole(Box<T>),
}

impl<T> State<T> {
    fn empty(&mut self) {
        self.stage = Stage::Empty;
        self.reading += 1;
    }
}

impl<T: Send + 'static> Kept<T> {
    pub fn new(tell: Tell) -> Self {
        Self {
            state: Mutex::new(State {
                stage: Stage::Empty,
                reading: 0,
                begun: Instant::now(),
                readers: 0,
                failed: None,
                is_awaited: false,
            }),
            moved_on: Condvar::new(),
            tell,
        }
    }

    /// Looks at it if all is read within `patience` of when that was
    /// begun; `None` when it is not, and then it is told of. `begin` is called
    /// where nothing is: it gives what reads the book, which a thread of its
    /// own does.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn look<L, F>(
        self: &Arc<Self>,
        patience: Duration,
        begin: impl Fn() -> Result<F, Refusal>,
        look: impl FnOnce(&mut T) -> L,
    ) -> Result<Option<L>, Refusal>
    where
        F: FnOnce(&Reading<T>) -> Result<(), Ended> + Send + 'static,
    {
        let mut state = self.alone();
        loop {
            state = self.begun(state, &begin)?;
            if let Stage::Whole(whole) = &mut state.stage {
                return Ok(Some(look(whole)));
            }
            let left = patience.saturating_sub(state.begun.elapsed());
            if left.is_zero() {
                state.is_awaited = true;
                return Ok(None);
            }
            let reading = state.reading;
            let waited = self.moved_on.wait_timeout(state, left);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            state.refuse_if_failed(reading)?;
        }
    }

    /// Begins to read where nothing is.
    fn begun<'a, F>(
        self: &'a Arc<Self>,
        mut state: MutexGuard<'a, State<T>>,
        begin: &impl Fn() -> Result<F, Refusal>,
    ) -> Result<MutexGuard<'a, State<T>>, Refusal>
    where
        F: FnOnce(&Reading<T>) -> Result<(), Ended> + Send + 'static,
    {
        if !matches!(state.stage, Stage::Empty) {
            return Ok(state);
        }
        let read = begin()?;
        state.reading += 1;
        state.begun = Instant::now();
        let reading = Reading {
            kept: Arc::clone(self),
            number: state.reading,
        };
        let thread = std::thread::Builder::new().name("reading".into());
        let spawned = thread.spawn(move || reading.run(read));
        spawned.map_err(|fault| Refusal::from(StoreFault::Io(fault.to_string())))?;
        state.readers += 1;
        state.stage = Stage::Reading {
            written: BTreeSet::new(),
        };
        Ok(state)
    }

    /// Whether `tells` so of what is there; taken to be so while it is read.
    pub fn may(&self, tells: impl FnOnce(&T) -> bool) -> bool {
        match &self.alone().stage {
            Stage::Empty => false,
            Stage::Reading { .. } => true,
            Stage::Whole(whole) => tells(whole),
        }
    }

    /// Whether what is written must be told of here.
    pub fn is_in_use(&self) -> bool {
        !matches!(self.alone().stage, Stage::Empty)
    }

    /// Brings these records, which were just written, up to what they say now;
    /// `put` does so for one.
    ///
    /// # Errors
    /// What `put` says; all is thrown away, since it may not be what the book
    /// says.
    pub fn keep_up<E>(
        &self,
        changed: BTreeSet<RecordId>,
        mut put: impl FnMut(&mut T, RecordId) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut state = self.alone();
        let kept = match &mut state.stage {
            Stage::Empty => Ok(()),
            Stage::Reading { written } => {
                written.extend(changed);
                Ok(())
            }
            Stage::Whole(whole) => changed.into_iter().try_for_each(|id| put(whole, id)),
        };
        if kept.is_err() {
            state.empty();
        }
        kept
    }

    /// Throws it away; it is read again when it is next needed.
    pub fn empty(&self) {
        self.alone().empty();
        self.moved_on.notify_all();
    }

    /// Throws it away, and comes back when nobody reads the book for it
    /// any more.
    pub fn close(&self) {
        self.empty();
        let mut state = self.alone();
        while state.readers > 0 {
            let waited = self.moved_on.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A panic in the midst of a change leaves entries that are whole.
    fn alone(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    /// Why a reading that somebody waits for is over, if it failed.
    fn refuse_if_failed(&self, reading: u64) -> Result<(), Refusal> {
        match &self.failed {
            Some((of, why)) if *of == reading => Err(why.clone()),
            _ => Ok(()),
        }
    }
}

/// One reading of the book, on a thread of its own.
pub struct Reading<T> {
    kept: Arc<Kept<T>>,
    number: u64,
}

impl<T: Send + 'static> Reading<T> {
    /// What `read` holds of the book is let go before anybody hears that it has
    /// ended.
    fn run(self, read: impl FnOnce(&Self) -> Result<(), Ended>) {
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&self)));
        let ended = outcome.unwrap_or_else(|panic| Err(Ended::Failed(damaged_by(&*panic))));
        let mut state = self.kept.alone();
        state.readers = state.readers.saturating_sub(1);
        if let Err(Ended::Failed(why)) = ended
            && state.reading == self.number
        {
            state.failed = Some((self.number, why));
            state.empty();
        }
        drop(state);
        self.kept.moved_on.notify_all();
    }

    /// Whether anybody still wants it.
    ///
    /// # Errors
    /// When nobody does.
    pub fn is_wanted(&self) -> Result<(), Ended> {
        if self.kept.alone().reading == self.number {
            Ok(())
        } else {
            Err(Ended::Unwanted)
        }
    }

    /// Puts what was read where it is kept. What was written meanwhile is read
    /// again first, as often as that happens.
    ///
    /// # Errors
    /// When nobody wants it any more, or what `again` says.
    pub fn finish(
        &self,
        read: T,
        mut again: impl FnMut(&mut T, BTreeSet<RecordId>) -> Result<(), Ended>,
    ) -> Result<(), Ended> {
        let mut read = Box::new(read);
        loop {
            match self.put(read)? {
                Put::Done => return Ok(()),
                Put::ButFor(mut unfinished, written) => {
                    again(&mut unfinished, written)?;
                    read = unfinished;
                }
            }
        }
    }

    fn put(&self, read: Box<T>) -> Result<Put<T>, Ended> {
        let mut state = self.kept.alone();
        if state.reading != self.number {
            return Err(Ended::Unwanted);
        }
        if let Stage::Reading { written } = &mut state.stage
            && !written.is_empty()
        {
            return Ok(Put::ButFor(read, std::mem::take(written)));
        }
        state.stage = Stage::Whole(read);
        let is_awaited = std::mem::take(&mut state.is_awaited);
        drop(state);
        self.kept.moved_on.notify_all();
        if is_awaited {
            (self.kept.tell)();
        }
        Ok(Put::Done)
    }
}

/// Whether what was read is kept.
enum Put<T> {
    Done,
    /// Not yet: these records were written meanwhile.
    ButFor(Box<T>, BTreeSet<RecordId>),
}
