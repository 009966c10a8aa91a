//! The real work on files, through the rooms that know their formats.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use super::papers::{Papers, entries, path_of};
use crate::exchange::{self, ExchangeFault, Incoming, Lines, Order, Place, Watch};
use crate::service::{Client, Progress};
use crate::ui::effect::{Paper, PaperWork};
use crate::ui::words::Bilingual;

/// Reads and writes files for one session, and asks the book through its client.
#[derive(Clone)]
pub struct Desk {
    client: Client,
}

impl Desk {
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Papers for Desk {
    fn work(
        &self,
        work: PaperWork,
        report: &dyn Fn(Progress),
        stop: &AtomicBool,
    ) -> Result<Paper, Bilingual> {
        let report = |done, total| report(Progress { done, total });
        let watch = Watch::new(&report, stop);
        match work {
            PaperWork::ExportBundle(place) => self.export(place, &watch),
            PaperWork::PlanBundle(path) => stopped_or(self.plan(&path, &watch)),
            PaperWork::AbsorbBundle(path) => stopped_or(self.absorb(&path, &watch)),
            PaperWork::ListDirectory(typed) => Ok(Paper::Directory {
                entries: entries(&typed),
                typed,
            }),
        }
    }
}

impl Desk {
    fn export(&self, place: Option<PathBuf>, watch: &Watch<'_>) -> Result<Paper, Bilingual> {
        let place = match place {
            Some(path) if path.is_dir() => Place::Folder(path),
            Some(path) => Place::File(path),
            None => Place::Folder(path_of(".")),
        };
        let order = Order {
            place,
            lines: Lines::All,
            addressee: None,
            made_at: Timestamp::now(),
        };
        let exported = exchange::export(&self.client, order, watch).map(|exported| {
            let ranges = exported.manifest.books.iter().flat_map(|book| &book.ranges);
            let changes = ranges
                .map(|range| (range.to + 1).saturating_sub(range.from))
                .sum();
            Paper::Exported {
                file: exported.path,
                changes,
            }
        });
        stopped_or(exported)
    }

    fn plan(&self, path: &Path, watch: &Watch<'_>) -> Result<Paper, ExchangeFault> {
        let incoming = Incoming::from_file(path, watch)?;
        let plan = incoming.plan(&self.client, watch)?;
        let maker = incoming.manifest().made_by.officer.clone();
        Ok(Paper::BundlePlan {
            path: path.to_owned(),
            maker,
            plan,
        })
    }

    fn absorb(&self, path: &Path, watch: &Watch<'_>) -> Result<Paper, ExchangeFault> {
        let incoming = Incoming::from_file(path, watch)?;
        incoming
            .absorb(&self.client, watch)
            .map(|plan| Paper::Absorbed { plan })
    }
}

/// Stopping is not a fault: it was asked for.
fn stopped_or(outcome: Result<Paper, ExchangeFault>) -> Result<Paper, Bilingual> {
    outcome.or_else(|fault| match fault {
        ExchangeFault::Cancelled => Ok(Paper::Stopped),
        ExchangeFault::Bundle(fault) => Err(Bilingual::of(&fault)),
        ExchangeFault::File(fault) => Err(Bilingual::of(&fault)),
        ExchangeFault::Refused(refusal) => Err(Bilingual::of(&refusal)),
    })
}
