//! What travels: ranges, segments, imports, and looking after the store.

use jiff::Timestamp;

use super::super::client::Progress;
use super::super::refusal::Refusal;
use super::super::request::{CheckTables, Deed, Reply, WantedRange};
use super::super::views::{AbsorbView, BookRangesView, CheckView, DeviceRange, ForkView, UndoView};
use super::{NamesMay, Open, Report};
use crate::domain::{RecordId, RecordKind};
use crate::ledger::Segment;
use crate::ledger::signing::MANIFEST_PURPOSE;
use crate::store::{Absorbed, Arrival, CarriableRange, Fork};

impl Open {
    /// What this store holds of every book, as ranges that can travel.
    pub(super) fn ranges(&self) -> Result<Vec<BookRangesView>, Refusal> {
        let mut books: Vec<BookRangesView> = Vec::new();
        for range in self.store.carriable()? {
            let device_range = DeviceRange {
                device: range.device,
                from: range.from,
                to: range.to,
            };
            match books.iter_mut().find(|book| book.book == range.book) {
                Some(book) => book.ranges.push(device_range),
                None => {
                    let name = self
                        .names
                        .of(RecordId::new(RecordKind::Book, range.book.0))
                        .unwrap_or_default()
                        .to_owned();
                    books.push(BookRangesView {
                        book: range.book,
                        name,
                        ranges: vec![device_range],
                    });
                }
            }
        }
        Ok(books)
    }

    pub(super) fn segments(
        &self,
        wanted: &[WantedRange],
        report: Report<'_>,
    ) -> Result<Vec<Segment>, Refusal> {
        let total = wanted.len() as u64;
        let mut segments = Vec::with_capacity(wanted.len());
        for (range, done) in wanted.iter().zip(1..) {
            segments.push(self.store.segment(carriable(*range))?);
            report(Progress { done, total });
        }
        Ok(segments)
    }

    pub(super) fn sign_manifest(&self, manifest: &[u8]) -> Reply {
        let key = self.store.key();
        Reply::Signature {
            key: key.public(),
            signature: key.sign(MANIFEST_PURPOSE, manifest),
        }
    }

    pub(super) fn mark_carried(&mut self, ranges: &[WantedRange]) -> Result<Reply, Refusal> {
        let ranges: Vec<_> = ranges.iter().copied().map(carriable).collect();
        self.store.mark_carried(&ranges)?;
        Ok(Reply::Carried)
    }

    pub(super) fn plan_segments(&self, segments: &[Segment]) -> Result<AbsorbView, Refusal> {
        let now = Timestamp::now().as_millisecond();
        Ok(absorb_view(&self.store.plan_absorb(segments, now)?))
    }

    pub(super) fn absorb(
        &mut self,
        file: &str,
        segments: &[Segment],
        report: Report<'_>,
    ) -> Result<AbsorbView, Refusal> {
        let report = |done, total| report(Progress { done, total });
        let arrival = Arrival {
            file,
            now: Timestamp::now().as_millisecond(),
            spare: fresh_secret()?,
        };
        let absorbed = self.store.absorb(arrival, segments, &report)?;
        self.refresh(&absorbed.models, NamesMay::HaveChanged)?;
        self.forget_what_was_read();
        Ok(absorb_view(&absorbed))
    }

    pub(super) fn undo_absorb(&mut self) -> Result<Reply, Refusal> {
        match self.store.undo_absorb()?.ok_or(Refusal::NothingToUndo)? {
            Ok(taken) => {
                self.refresh(&taken.models, NamesMay::HaveChanged)?;
                self.forget_what_was_read();
                Ok(Reply::Undone(UndoView {
                    deed: Deed::Absorb { file: taken.file },
                    left: Vec::new(),
                }))
            }
            Err(standing) => {
                let named = |record: &String| {
                    record
                        .parse()
                        .ok()
                        .and_then(|id| self.title_of(id).ok())
                        .unwrap_or_else(|| record.clone())
                };
                Err(Refusal::LaterChanges {
                    changes: standing.0.iter().map(named).collect(),
                })
            }
        }
    }

    pub(super) fn check(
        &mut self,
        tables: CheckTables,
        report: Report<'_>,
    ) -> Result<CheckView, Refusal> {
        let report = |done, total| report(Progress { done, total });
        if let Some(fault) = self.store.check_pages()? {
            return Ok(CheckView {
                faults: vec![fault],
                ..CheckView::default()
            });
        }
        if tables == CheckTables::Rebuild {
            self.store.rebuild(&report)?;
            self.catalog.empty();
            self.forget_what_was_read();
        }
        let checked = self.store.check(&report)?;
        Ok(CheckView {
            ok: checked.faults.is_empty(),
            ops: checked.ops,
            chains: checked.chains,
            records: checked.records,
            faults: checked.faults,
            forks: checked.forks.iter().map(fork_view).collect(),
        })
    }
}

fn carriable(range: WantedRange) -> CarriableRange {
    CarriableRange {
        book: range.book,
        device: range.device,
        from: range.from,
        to: range.to,
    }
}

fn fork_view(fork: &Fork) -> ForkView {
    ForkView {
        book: fork.book,
        device: fork.device,
        from: fork.from,
        ops: fork.lines,
    }
}

/// 32 bytes of the system's randomness.
pub(super) fn fresh_secret() -> Result<[u8; 32], Refusal> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|fault| Refusal::Storage {
        why: fault.to_string(),
    })?;
    Ok(secret)
}

fn absorb_view(absorbed: &Absorbed) -> AbsorbView {
    AbsorbView {
        ops_new: absorbed.ops_new + absorbed.ops_forked,
        ops_known: absorbed.ops_known,
        records_new: absorbed.records_new,
        records_changed: absorbed.records_changed,
        conflicts_new: absorbed.conflicts_new,
        waiting_approval: absorbed.ops_waiting,
        ops_forked: absorbed.ops_forked,
        missing: absorbed
            .missing
            .iter()
            .map(|(_, device, from, to)| DeviceRange {
                device: *device,
                from: *from,
                to: *to,
            })
            .collect(),
    }
}
