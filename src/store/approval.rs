//! Deciding about a device: its waiting lines come into view, or what is still
//! to come stays out of it. One transaction, and who decided is kept.

use std::collections::BTreeMap;

use redb::ReadableTable;

use super::absorb::Absorbed;
use super::apply::Batch;
use super::derive;
use super::devices::{Decision, Device, DeviceState, Kept, Verdict, all_devices, put_device};
use super::fault::StoreFault;
use super::journal::Doer;
use super::log::read_log;
use super::open::Store;
use super::rows::all_ranges;
use super::tables::{DEVICES, FORKS, RANGES, chain_of, op_of_fork};
use crate::ledger::DeviceId;
use crate::ledger::op::Line;

/// What a decision about a device did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// Lines of the device that are here.
    pub lines: u64,
    /// What came into view with them.
    pub shown: Absorbed,
}

/// What is known of a device before anybody approved it, from its own lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// The name that it gives its officer.
    pub officer: Option<String>,
}

impl Store {
    /// Shows the lines of a device, those that are here and those to come.
    /// `None` when no such device is known.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn approve(
        &mut self,
        device: DeviceId,
        doer: Doer<'_>,
    ) -> Result<Option<Decided>, StoreFault> {
        let write = self.begin()?;
        let Some(mut known) = all_devices(&write.open_table(DEVICES)?)?.remove(&device) else {
            return Ok(None);
        };
        if matches!(known.state(), DeviceState::Approved | DeviceState::Former) {
            return Ok(Some(Decided::default()));
        }
        known.decide(Verdict::Approved, doer);
        put_device(&write, device, &known)?;
        let mut batch = Batch::open(&write, self.device())?;
        let revealed = batch.reveal(device)?;
        let touched = batch.finish()?;
        let mut shown = Absorbed::default();
        self.count(&mut shown, &touched)?;
        shown.models = derive::follow(&write, &touched)?;
        let stamps: Vec<_> = revealed.latest.into_iter().collect();
        Self::observe(&write, &stamps, doer.now)?;
        write.commit()?;
        Ok(Some(Decided {
            lines: revealed.lines,
            shown,
        }))
    }

    /// Keeps the lines of a device that are shown, and shows no others of it
    /// from now on. `None` when no such device is known.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn revoke(
        &mut self,
        device: DeviceId,
        doer: Doer<'_>,
    ) -> Result<Option<Decided>, StoreFault> {
        let write = self.begin()?;
        let Some(mut known) = all_devices(&write.open_table(DEVICES)?)?.remove(&device) else {
            return Ok(None);
        };
        let kept = match known.state() {
            DeviceState::Revoked => return Ok(Some(Decided::default())),
            DeviceState::Waiting => Kept::default(),
            DeviceState::Approved | DeviceState::Former => self.standing_lines(device)?,
        };
        known.decide(Verdict::Revoked(kept), doer);
        put_device(&write, device, &known)?;
        write.commit()?;
        Ok(Some(Decided::default()))
    }

    /// Every line of a device that is here.
    fn standing_lines(&self, device: DeviceId) -> Result<Kept, StoreFault> {
        let read = self.read()?;
        let mut kept = Kept::default();
        for ((book, of), ranges) in all_ranges(&read.open_table(RANGES)?)? {
            if of == device {
                kept.chains.push((book, ranges));
            }
        }
        for entry in read.open_table(FORKS)?.iter()? {
            let (key, _) = entry?;
            if chain_of(key.value()).is_some_and(|(_, of)| of == device) {
                kept.forks.extend(op_of_fork(key.value()));
            }
        }
        Ok(kept)
    }

    /// How many lines of each device are here and not shown.
    ///
    /// # Errors
    /// What the disk says.
    pub fn waiting(&self) -> Result<BTreeMap<DeviceId, u64>, StoreFault> {
        let mut waiting: BTreeMap<DeviceId, u64> = BTreeMap::new();
        let devices = self.devices()?;
        if !devices.values().any(Device::holds_back) {
            return Ok(waiting);
        }
        let read = self.read()?;
        let mut add = |device: DeviceId, lines: u64| {
            if lines > 0 && devices.get(&device).is_some_and(Device::holds_back) {
                *waiting.entry(device).or_default() += lines;
            }
        };
        let kept = |device: &DeviceId| devices.get(device).and_then(Device::kept);
        for ((book, device), ranges) in all_ranges(&read.open_table(RANGES)?)? {
            let shown = kept(&device).and_then(|kept| {
                let of_book = kept.chains.iter().find(|(of, _)| *of == book);
                of_book.map(|(_, ranges)| ranges.clone())
            });
            add(device, ranges.minus(&shown.unwrap_or_default()).count());
        }
        for (device, lines) in self.beside_chains()? {
            let shown = kept(&device).map_or(0, |kept| kept.forks.len() as u64);
            add(device, lines.saturating_sub(shown));
        }
        Ok(waiting)
    }

    /// What a device says of itself in lines that nobody approved.
    ///
    /// # Errors
    /// What the disk says.
    pub fn claim(&self, device: DeviceId) -> Result<Claim, StoreFault> {
        const LOOKED_AT: usize = 64;
        let read = self.read()?;
        let log = read_log(&read)?;
        let mut claim = Claim::default();
        let mut chains = all_ranges(&read.open_table(RANGES)?)?;
        chains.retain(|(_, of), _| *of == device);
        for (book, _) in chains.keys() {
            let lines = log.lines((*book, device), 0, u64::MAX)?;
            for line in lines.take(LOOKED_AT) {
                if let Line::Known(op) = Line::read(&line?.bytes)?
                    && *op.rec == *op.by
                    && let Some(name) = op.set.get("name")
                {
                    claim.officer = name.to.as_str().map(str::to_owned).or(claim.officer);
                }
            }
        }
        Ok(claim)
    }
}

impl Device {
    fn decide(&mut self, verdict: Verdict, doer: Doer<'_>) {
        self.decisions.push(Decision {
            verdict,
            by: doer.by.to_owned(),
            at: doer.now,
        });
    }

    /// Whether some of its lines may be here and not shown.
    fn holds_back(&self) -> bool {
        matches!(self.state(), DeviceState::Waiting | DeviceState::Revoked)
    }

    fn kept(&self) -> Option<&Kept> {
        match self.decisions.last().map(|decision| &decision.verdict) {
            Some(Verdict::Revoked(kept)) => Some(kept),
            _ => None,
        }
    }
}
