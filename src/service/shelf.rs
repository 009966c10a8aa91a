//! The catalog of models where several threads look at it: read in the
//! background when it is first needed, piece by piece, kept up by the owner,
//! never held while anything is on its way to the disk. Whoever looks says how
//! much must be there, and waits for that alone.

mod fill;

use std::collections::{HashMap, HashSet};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use fill::{Ended, Fill};

use super::catalog::Catalog;
use super::client::Progress;
use super::names::Names;
use super::refusal::Refusal;
use crate::domain::{ModelSummary, RecordId};
use crate::store::StoreFault;

/// Models that are put into the catalog before others look at it again.
pub const PIECE: usize = 256;

/// From so many changed models on, and a tenth of all, the catalog is rather
/// read anew, beside the owner, than kept up by it.
const MANY: usize = 20_000;

/// Tells every session that more of the book has been read.
pub type Tell = Arc<dyn Fn() + Send + Sync>;

/// How much of the catalog is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readiness {
    /// Nobody has asked for it.
    Empty,
    /// Models are being read.
    Reading,
    /// Every model can be counted; their names are being put in order.
    Counted,
    /// The list is there; words are being put into the index.
    Listed,
    /// Every word is found.
    Whole,
}

/// The catalog, filled or not. Whoever looks has it alone: it works out orders
/// as it is asked for them, and answers in milliseconds.
pub struct Shelf {
    shelved: Mutex<Shelved>,
    moved_on: Condvar,
    tell: Tell,
}

/// A model as it was written: its summary, and words beside it that find it;
/// none when it was taken out.
pub type Written = (RecordId, Option<(ModelSummary, String)>);

/// What stands on the shelf.
pub struct Shelved {
    catalog: Catalog,
    names: Arc<Names>,
    readiness: Readiness,
    /// Which filling it is: an earlier one is no longer wanted.
    filling: u64,
    /// When it began.
    begun: Instant,
    /// Threads that fill, or did and have yet to notice that they need not.
    fillers: usize,
    progress: Progress,
    /// Models that were written while the catalog was being filled: what the
    /// filling read of them is out of date.
    written: HashSet<RecordId>,
    /// Those of them that wait until all models are read.
    waiting: HashMap<RecordId, Option<(ModelSummary, String)>>,
    /// Why the last filling ended early; for those who waited for it.
    failed: Option<(u64, Refusal)>,
    /// Whether somebody was given less than all and would like to hear more.
    is_awaited: bool,
}

impl Deref for Shelved {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        &self.catalog
    }
}

impl DerefMut for Shelved {
    fn deref_mut(&mut self) -> &mut Catalog {
        &mut self.catalog
    }
}

impl Shelved {
    fn new(names: Arc<Names>) -> Self {
        Self {
            catalog: Catalog::default(),
            names,
            readiness: Readiness::Empty,
            filling: 0,
            begun: Instant::now(),
            fillers: 0,
            progress: Progress { done: 0, total: 0 },
            written: HashSet::new(),
            waiting: HashMap::new(),
            failed: None,
            is_awaited: false,
        }
    }

    /// How much is there.
    pub fn readiness(&self) -> Readiness {
        self.readiness
    }

    /// How far the filling has come; none when all is there.
    pub fn preparing(&self) -> Option<Progress> {
        (self.readiness < Readiness::Whole).then_some(self.progress)
    }

    fn describe_units(&mut self) {
        self.catalog.describe_units(&self.names.units);
    }

    /// Why a filling that somebody waits for is over, if it failed.
    fn refuse_if_failed(&self, filling: u64) -> Result<(), Refusal> {
        match &self.failed {
            Some((of, why)) if *of == filling => Err(why.clone()),
            _ => Ok(()),
        }
    }

    /// Puts in, or takes out, what was written.
    fn take(&mut self, id: RecordId, written: Option<(ModelSummary, String)>) {
        match written {
            Some((summary, beside)) => self.catalog.put(id, &summary, &beside),
            None => self.catalog.remove(id),
        }
    }

    /// Throws the catalog away, and tells a filling that it need not go on.
    fn empty(&mut self) {
        *self = Self {
            filling: self.filling + 1,
            fillers: self.fillers,
            failed: self.failed.take(),
            is_awaited: self.is_awaited,
            ..Self::new(Arc::clone(&self.names))
        };
    }
}

impl Shelf {
    /// An empty shelf of a book with these names.
    pub fn new(names: Arc<Names>, tell: Tell) -> Self {
        Self {
            shelved: Mutex::new(Shelved::new(names)),
            moved_on: Condvar::new(),
            tell,
        }
    }

    /// The catalog, when as much of it is there as `readiness` says. `begin` is
    /// called where nothing is: it takes a snapshot of the book, so that
    /// nothing written later is missed, and gives what reads it, which a
    /// thread of its own does.
    ///
    /// # Errors
    /// Why it cannot be read; the shelf stays empty.
    pub fn look<F>(
        self: &Arc<Self>,
        readiness: Readiness,
        begin: impl Fn() -> Result<F, Refusal>,
    ) -> Result<MutexGuard<'_, Shelved>, Refusal>
    where
        F: FnOnce(&Fill) -> Result<(), Ended> + Send + 'static,
    {
        self.glance(readiness, Duration::MAX, begin)
    }

    /// As much of the catalog as is there: as much as `readiness` says, if that
    /// is so within `patience` of when its filling began. Whoever is given less
    /// is told of more.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    pub fn glance<F>(
        self: &Arc<Self>,
        readiness: Readiness,
        patience: Duration,
        begin: impl Fn() -> Result<F, Refusal>,
    ) -> Result<MutexGuard<'_, Shelved>, Refusal>
    where
        F: FnOnce(&Fill) -> Result<(), Ended> + Send + 'static,
    {
        let mut shelved = self.begun(self.alone(), &begin)?;
        while shelved.readiness < readiness {
            let left = patience.saturating_sub(shelved.begun.elapsed());
            if left.is_zero() {
                shelved.is_awaited = true;
                break;
            }
            let filling = shelved.filling;
            let waited = self.moved_on.wait_timeout(shelved, left);
            (shelved, _) = waited.unwrap_or_else(PoisonError::into_inner);
            shelved.refuse_if_failed(filling)?;
            shelved = self.begun(shelved, &begin)?;
        }
        Ok(shelved)
    }

    /// The catalog, filled or being filled.
    fn begun<'a, F>(
        self: &'a Arc<Self>,
        mut shelved: MutexGuard<'a, Shelved>,
        begin: &impl Fn() -> Result<F, Refusal>,
    ) -> Result<MutexGuard<'a, Shelved>, Refusal>
    where
        F: FnOnce(&Fill) -> Result<(), Ended> + Send + 'static,
    {
        if shelved.readiness == Readiness::Empty {
            let read = begin()?;
            shelved.filling += 1;
            shelved.begun = Instant::now();
            shelved.readiness = Readiness::Reading;
            shelved.fillers += 1;
            let fill = Fill::new(Arc::clone(self), shelved.filling);
            let thread = std::thread::Builder::new().name("catalog".into());
            let spawned = thread.spawn(move || fill.run(read));
            spawned.map_err(|fault| {
                shelved.fillers -= 1;
                shelved.empty();
                Refusal::from(StoreFault::Io(fault.to_string()))
            })?;
        }
        Ok(shelved)
    }

    /// Whether what is written must be told to the shelf.
    pub fn is_in_use(&self) -> bool {
        self.alone().readiness > Readiness::Empty
    }

    /// Whether so many changed models are better read anew.
    pub fn is_many(&self, models: usize) -> bool {
        models > MANY.max(self.alone().len() / 10)
    }

    /// Takes in what was written, if anything is there.
    pub fn keep_up(&self, piece: Vec<Written>) {
        let mut shelved = self.alone();
        for (id, written) in piece {
            match shelved.readiness {
                Readiness::Empty => return,
                Readiness::Reading => {
                    shelved.waiting.insert(id, written);
                }
                Readiness::Counted | Readiness::Listed => {
                    shelved.written.insert(id);
                    shelved.take(id, written);
                }
                Readiness::Whole => shelved.take(id, written),
            }
        }
        shelved.describe_units();
    }

    /// Puts what was taken in into the order of names; `name` is the name of a
    /// model as it stands.
    ///
    /// # Errors
    /// What `name` says.
    pub fn settle_order<E>(
        &self,
        name: impl Fn(RecordId) -> Result<Option<String>, E>,
    ) -> Result<(), E> {
        let mut shelved = self.alone();
        match shelved.readiness {
            // The filling will.
            Readiness::Empty | Readiness::Reading | Readiness::Counted => Ok(()),
            Readiness::Listed | Readiness::Whole => shelved.catalog.settle_order(name),
        }
    }

    /// Units may be called something else.
    pub fn rename(&self, names: &Arc<Names>) {
        let mut shelved = self.alone();
        shelved.names = Arc::clone(names);
        shelved.catalog.describe_units_anew(&names.units);
    }

    /// Throws the catalog away; it is read again when it is next needed.
    pub fn empty(&self) {
        self.alone().empty();
        self.moved_on.notify_all();
    }

    /// Throws the catalog away, and comes back when nobody reads the book for
    /// it any more.
    pub fn close(&self) {
        self.empty();
        let mut shelved = self.alone();
        while shelved.fillers > 0 {
            shelved = self
                .moved_on
                .wait(shelved)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A panic in the midst of a change leaves models that are whole.
    fn alone(&self) -> MutexGuard<'_, Shelved> {
        self.shelved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
