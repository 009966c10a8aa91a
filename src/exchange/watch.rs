//! Following long work, and stopping it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::fault::ExchangeFault;
use crate::service::Progress;

static NEVER: AtomicBool = AtomicBool::new(false);

/// What a stage of work is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Lines,
    Bytes,
    Files,
    /// Something that people do not count.
    Steps,
}

/// How far a stage of work is. The work has several, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    pub done: u64,
    /// 0 when it is not known.
    pub total: u64,
    pub unit: Unit,
}

impl From<Progress> for Measure {
    fn from(progress: Progress) -> Self {
        Self {
            done: progress.done,
            total: progress.total,
            unit: Unit::Steps,
        }
    }
}

/// Who follows a long piece of work: told how far it is, asked whether to stop.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    report: &'a dyn Fn(Measure),
    stop: &'a AtomicBool,
}

impl<'a> Watch<'a> {
    /// `report` gets what is done and the whole of each stage. Setting `stop`
    /// ends the work within a fraction of a second; nothing of it is left behind.
    pub fn new(report: &'a dyn Fn(Measure), stop: &'a AtomicBool) -> Self {
        Self { report, stop }
    }

    /// Nobody looks and nobody stops it.
    pub fn nobody() -> Watch<'static> {
        Watch {
            report: &|_| {},
            stop: &NEVER,
        }
    }

    /// The same one, told nothing but still asked whether to stop.
    pub fn unreported(self) -> Self {
        Self {
            report: &|_| {},
            ..self
        }
    }

    /// What is set when it is to stop.
    pub(super) fn stop(&self) -> &'a AtomicBool {
        self.stop
    }

    /// Tells how far the work is.
    pub fn report(&self, measure: Measure) {
        (self.report)(measure);
    }

    /// What the owner of a book says of its work there, to be told here as
    /// work on lines.
    pub fn on_lines(&self, done: u64, total: u64) {
        self.report(Measure {
            done,
            total,
            unit: Unit::Lines,
        });
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
    pub fn meter(&self, total: u64, unit: Unit) -> Meter<'a> {
        let done = 0;
        Meter {
            watch: *self,
            measure: Measure { done, total, unit },
        }
    }
}

/// A count that the [`Watch`] sees growing.
pub struct Meter<'a> {
    watch: Watch<'a>,
    measure: Measure,
}

impl Meter<'_> {
    /// Adds `more` to what is done.
    ///
    /// # Errors
    /// [`ExchangeFault::Cancelled`] once somebody asked to stop.
    pub fn advance(&mut self, more: u64) -> Result<(), ExchangeFault> {
        let measure = &mut self.measure;
        measure.done = measure.done.saturating_add(more).min(measure.total);
        self.watch.report(*measure);
        self.watch.go_on()
    }
}
