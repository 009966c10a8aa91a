//! The open book for whoever only reads: answered on the reader's own thread,
//! from a snapshot, while the owner goes on writing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::super::caller::Caller;
use super::super::refusal::{Refusal, damaged_by};
use super::super::request::{Reply, Request};
use super::{Open, Report};

/// What the owner shares with readers.
#[derive(Default)]
pub struct Shared {
    /// The book as it was last on disk; `None` while it is not open.
    view: Mutex<Option<Open>>,
    /// Held by everyone who reads; the owner takes it alone to close the file.
    readers: RwLock<()>,
}

impl Shared {
    /// Answers a request that only reads; `None` when the book is not open and
    /// the owner must be asked.
    pub fn answer(
        &self,
        caller: &Caller,
        request: &Request,
        report: Report<'_>,
    ) -> Option<Result<Reply, Refusal>> {
        let _reading = self.reading();
        let mut open = self.view().as_ref().map(Open::again)?;
        let answer = || open.answer(caller, request.clone(), report);
        let answered = catch_unwind(AssertUnwindSafe(answer));
        Some(answered.unwrap_or_else(|panic| Err(damaged_by(&*panic))))
    }

    /// The name of the officer that a caller is in the open book.
    pub fn name_of(&self, caller: &Caller) -> Option<String> {
        let _reading = self.reading();
        let view = self.view();
        let open = view.as_ref()?;
        open.grants.name_of(caller, &open.names)
    }

    /// Whether a caller may use the open book at all; `Ok` while none is open.
    ///
    /// # Errors
    /// Whom to ask.
    pub fn admits(&self, caller: &Caller) -> Result<(), Refusal> {
        let _reading = self.reading();
        let view = self.view();
        view.as_ref()
            .map_or(Ok(()), |open| open.who_is(caller).map(|_| ()))
    }

    /// Readers see the book like this from now on.
    pub(super) fn show(&self, view: Option<Open>) {
        *self.view() = view;
    }

    /// Nobody reads while this is held, and nothing is left to read from.
    pub(super) fn close(&self) -> RwLockWriteGuard<'_, ()> {
        let alone = self.readers.write().unwrap_or_else(PoisonError::into_inner);
        self.show(None);
        alone
    }

    fn view(&self) -> MutexGuard<'_, Option<Open>> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> RwLockReadGuard<'_, ()> {
        self.readers.read().unwrap_or_else(PoisonError::into_inner)
    }
}
