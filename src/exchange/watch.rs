//! Following long work, and stopping it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::fault::ExchangeFault;

static NEVER: AtomicBool = AtomicBool::new(false);

/// Who follows a long piece of work: told how far it is, asked whether to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    report: &'a dyn Fn(u64, u64),
    stop: &'a AtomicBool,
}

impl<'a> Watch<'a> {
    /// `report` gets what is done and the whole, in a unit of the work's own
    /// (lines when writing, bytes when reading). Setting `stop` ends the work
    /// within a fraction of a second; nothing of it is left behind.
    pub fn new(report: &'a dyn Fn(u64, u64), stop: &'a AtomicBool) -> Self {
        Self { report, stop }
    }

    /// Nobody looks and nobody stops it.
    pub fn nobody() -> Watch<'static> {
        Watch {
            report: &|_, _| {},
            stop: &NEVER,
        }
    }

    /// The same one, told nothing but still asked whether to stop.
    pub fn unreported(self) -> Self {
        Self {
            report: &|_, _| {},
            ..self
        }
    }

    /// What is set when it is to stop.
    pub(super) fn stop(&self) -> &'a AtomicBool {
        self.stop
    }

    /// Tells how far the work is.
    pub fn report(&self, done: u64, total: u64) {
        (self.report)(done, total);
    }

    /// # Errors
    /// [`ExchangeFault::Cancelled`] once somebody asked to stop.
    pub fn go_on(&self) -> Result<(), ExchangeFault> {
        if self.stop.load(Ordering::Relaxed) {
            Err(ExchangeFault::Cancelled)
        } else {
            Ok(())
        }
    }

    /// Counts towards `total`.
    pub fn meter(&self, total: u64) -> Meter<'a> {
        Meter {
            watch: *self,
            done: 0,
            total,
        }
    }
}

/// A count that the [`Watch`] sees growing.
pub struct Meter<'a> {
    watch: Watch<'a>,
    done: u64,
    total: u64,
}

impl Meter<'_> {
    /// Adds `more` to what is done.
    ///
    /// # Errors
    /// [`ExchangeFault::Cancelled`] once somebody asked to stop.
    pub fn advance(&mut self, more: u64) -> Result<(), ExchangeFault> {
        self.done = self.done.saturating_add(more).min(self.total);
        self.watch.report(self.done, self.total);
        self.watch.go_on()
    }
}
