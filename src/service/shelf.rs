//! The catalog of models where several threads look at it: read when it is
//! first needed, kept up by the owner, never held while anything is on its way
//! to the disk.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::catalog::Catalog;
use crate::report::Facts;

/// The catalog, filled or not. Whoever looks has it alone: it works out orders
/// as it is asked for them, and answers in milliseconds.
#[derive(Default)]
pub struct Shelf(Mutex<Shelved>);

/// What stands on the shelf.
#[derive(Default)]
pub struct Shelved {
    catalog: Catalog,
    /// The registrations as reports count them; made anew after a change.
    facts: OnceLock<Facts>,
    is_filled: bool,
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
    /// The registrations of the catalog's models as reports count them.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let mut facts = Facts::default();
            for (number, row) in self.catalog.numbered() {
                facts.add(number, &row.summary);
            }
            facts
        })
    }
}

impl Shelf {
    /// The catalog; `fill` reads it when it is not there. It reads the book as
    /// it is then, so that nothing written meanwhile is missed: the owner
    /// waits to put it in.
    ///
    /// # Errors
    /// What filling says; the shelf stays empty.
    pub fn look<E>(
        &self,
        fill: impl FnOnce(&mut Catalog) -> Result<(), E>,
    ) -> Result<MutexGuard<'_, Shelved>, E> {
        let mut shelved = self.alone();
        if !shelved.is_filled {
            let mut catalog = Catalog::default();
            fill(&mut catalog)?;
            *shelved = Shelved {
                catalog,
                facts: OnceLock::new(),
                is_filled: true,
            };
        }
        Ok(shelved)
    }

    /// Changes the catalog, if it was read before.
    ///
    /// # Errors
    /// What the change says.
    pub fn keep_up<E>(&self, change: impl FnOnce(&mut Catalog) -> Result<(), E>) -> Result<(), E> {
        let mut shelved = self.alone();
        if shelved.is_filled {
            shelved.facts.take();
            change(&mut shelved.catalog)?;
        }
        Ok(())
    }

    /// Throws the catalog away; it is read again when it is next needed.
    pub fn empty(&self) {
        *self.alone() = Shelved::default();
    }

    /// A panic in the midst of a change leaves rows that are whole.
    fn alone(&self) -> MutexGuard<'_, Shelved> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
