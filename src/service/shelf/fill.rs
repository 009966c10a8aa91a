//! One filling of the shelf, on a thread of its own.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard};

use super::{Readiness, Shelf, Shelved};
use crate::domain::{ModelSummary, RecordId};
use crate::service::client::Progress;
use crate::service::refusal::{Refusal, damaged_by};
use crate::store::StoreFault;

/// Those who wait are told each time a twentieth more is there.
const STEPS: u64 = 20;

/// Why a filling ended before all was there.
#[derive(Debug)]
pub enum Ended {
    /// Nobody wants it any more.
    Unwanted,
    Failed(Refusal),
}

impl From<StoreFault> for Ended {
    fn from(fault: StoreFault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<Refusal> for Ended {
    fn from(refusal: Refusal) -> Self {
        Self::Failed(refusal)
    }
}

/// What a filling may do with the shelf: nothing, once it is not wanted.
pub struct Fill {
    shelf: Arc<Shelf>,
    filling: u64,
}

impl Fill {
    pub(super) fn new(shelf: Arc<Shelf>, filling: u64) -> Self {
        Self { shelf, filling }
    }

    /// Fills the shelf with what `read` puts there. What it holds of the book
    /// is let go before anybody hears that it has ended.
    pub(super) fn run(self, read: impl FnOnce(&Self) -> Result<(), Ended>) {
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&self)));
        let ended = outcome.unwrap_or_else(|panic| Err(Ended::Failed(damaged_by(&*panic))));
        let mut shelved = self.shelf.alone();
        shelved.fillers = shelved.fillers.saturating_sub(1);
        if let Err(Ended::Failed(why)) = ended
            && shelved.filling == self.filling
        {
            shelved.empty();
            shelved.failed = Some((self.filling, why));
        }
        drop(shelved);
        self.shelf.moved_on.notify_all();
    }

    /// There are so many models to be read.
    ///
    /// # Errors
    /// When it is no longer wanted, as for all that follow.
    pub fn expect(&self, models: u64) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        // Each is read to be counted, for the order of names, and for its words.
        shelved.progress = Progress {
            done: 0,
            total: 3 * models,
        };
        Ok(())
    }

    /// So many models were read for the order of names.
    pub fn have_read(&self, models: usize) -> Result<(), Ended> {
        let shelved = self.shelved()?;
        self.step(shelved, models);
        Ok(())
    }

    /// Whether anybody still wants it.
    pub fn is_wanted(&self) -> Result<(), Ended> {
        self.shelved().map(drop)
    }

    /// Puts models in to be counted. They are numbered as they come, from 0 on.
    pub fn put_figures(&self, piece: &[(RecordId, ModelSummary)]) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        for (id, summary) in piece {
            shelved.put_figures(*id, summary);
        }
        self.step(shelved, piece.len());
        Ok(())
    }

    /// Every model was put in to be counted. What was written meanwhile follows.
    pub fn all_counted(&self) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        let waiting = std::mem::take(&mut shelved.waiting);
        shelved.written = waiting.keys().copied().collect::<HashSet<_>>();
        for (id, written) in waiting {
            shelved.take(id, written);
        }
        shelved.describe_units();
        self.reach(shelved, Readiness::Counted);
        Ok(())
    }

    /// This is the order of the names that were read; `name` is the name of a
    /// model as it was read.
    pub fn all_listed(
        &self,
        order: Vec<u32>,
        name: impl Fn(RecordId) -> Result<Option<String>, StoreFault>,
    ) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        shelved.set_order(order);
        shelved.settle_order(name)?;
        self.reach(shelved, Readiness::Listed);
        Ok(())
    }

    /// Makes models to be found, each by its name and the words beside it.
    pub fn put_words(&self, piece: &[(RecordId, ModelSummary, String)]) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        for (id, summary, beside) in piece {
            if !shelved.written.contains(id)
                && let Some(number) = shelved.number_of(*id)
            {
                shelved.put_words(number, summary, beside);
            }
        }
        self.step(shelved, piece.len());
        Ok(())
    }

    /// Every word is found.
    pub fn all_found(&self) -> Result<(), Ended> {
        let mut shelved = self.shelved()?;
        shelved.written = HashSet::new();
        self.reach(shelved, Readiness::Whole);
        Ok(())
    }

    fn shelved(&self) -> Result<MutexGuard<'_, Shelved>, Ended> {
        let shelved = self.shelf.alone();
        if shelved.filling == self.filling {
            Ok(shelved)
        } else {
            Err(Ended::Unwanted)
        }
    }

    /// So many models more are done.
    fn step(&self, mut shelved: MutexGuard<'_, Shelved>, models: usize) {
        let Progress { done, total } = shelved.progress;
        let now = done + models as u64;
        shelved.progress.done = now;
        let step = |done: u64| (done * STEPS).checked_div(total);
        let is_news = step(done) != step(now) && shelved.is_awaited;
        drop(shelved);
        if is_news {
            (self.shelf.tell)();
        }
    }

    fn reach(&self, mut shelved: MutexGuard<'_, Shelved>, readiness: Readiness) {
        shelved.readiness = readiness;
        let is_awaited = shelved.is_awaited;
        shelved.is_awaited &= readiness < Readiness::Whole;
        drop(shelved);
        self.shelf.moved_on.notify_all();
        if is_awaited {
            (self.shelf.tell)();
        }
    }
}
