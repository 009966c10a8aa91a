//! The installations whose lines are here, and deciding about them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::refusal::Refusal;
use super::super::request::TrustRequest;
use super::super::views::{DecidedView, DeviceStatus, DeviceView, TrustView};
use super::{NamesMay, Open};
use crate::ledger::{DeviceId, fingerprint};
use crate::store::{Decided, Device, DeviceState};

/// What is counted for every device at once.
struct Counts {
    waiting: BTreeMap<DeviceId, u64>,
    forked: BTreeMap<DeviceId, u64>,
}

impl Open {
    /// Our own installation first, then the others by id.
    pub(super) fn devices(&self) -> Result<Vec<DeviceView>, Refusal> {
        let counts = self.counts()?;
        let own = self.store.device();
        let mut views = vec![DeviceView {
            id: own,
            status: DeviceStatus::Own,
            officer: Some(self.names.officer(&self.officer()?)),
            fingerprint: fingerprint::spoken(own),
            waiting: 0,
            forked: counts.forked.get(&own).copied().unwrap_or_default(),
            decided: None,
        }];
        for (id, device) in self.store.devices()? {
            views.push(self.device_view(id, &device, &counts)?);
        }
        Ok(views)
    }

    fn counts(&self) -> Result<Counts, Refusal> {
        let mut forked = BTreeMap::new();
        for fork in self.store.forks()? {
            *forked.entry(fork.device).or_default() += fork.lines;
        }
        Ok(Counts {
            waiting: self.store.waiting()?,
            forked,
        })
    }

    fn device_view(
        &self,
        id: DeviceId,
        device: &Device,
        counts: &Counts,
    ) -> Result<DeviceView, Refusal> {
        let named = device.officer.as_deref();
        let claimed = match device.state() {
            DeviceState::Waiting => self.store.claim(id)?.officer,
            _ => None,
        };
        let decided = device.decisions.last().map(|decision| DecidedView {
            by: self.names.officer(&decision.by),
            at: Timestamp::from_millisecond(decision.at).unwrap_or_default(),
        });
        Ok(DeviceView {
            id,
            status: match device.state() {
                DeviceState::Approved | DeviceState::Former => DeviceStatus::Approved,
                DeviceState::Waiting => DeviceStatus::Waiting,
                DeviceState::Revoked => DeviceStatus::Revoked,
            },
            officer: claimed.or_else(|| named.map(|by| self.names.officer(by))),
            fingerprint: fingerprint::spoken(id),
            waiting: counts.waiting.get(&id).copied().unwrap_or_default(),
            forked: counts.forked.get(&id).copied().unwrap_or_default(),
            decided,
        })
    }

    pub(super) fn decide(&mut self, request: TrustRequest) -> Result<TrustView, Refusal> {
        let officer = self.officer()?;
        let doer = self.doer(&officer)?;
        let (device, decided) = match request {
            TrustRequest::Approve { device } | TrustRequest::Revoke { device }
                if device == self.store.device() =>
            {
                return Err(Refusal::OwnDevice);
            }
            TrustRequest::Approve { device } => (device, self.store.approve(device, doer)?),
            TrustRequest::Revoke { device } => (device, self.store.revoke(device, doer)?),
        };
        let no_device = || Refusal::NoRecord {
            id: device.to_string(),
        };
        let Decided { lines, shown } = decided.ok_or_else(no_device)?;
        self.refresh(&shown.models, NamesMay::HaveChanged)?;
        self.forget_what_was_read();
        let known = self.store.devices()?.remove(&device);
        let view = self.device_view(device, &known.ok_or_else(no_device)?, &self.counts()?)?;
        Ok(TrustView {
            device: view,
            ops: lines,
            records_new: shown.records_new,
            records_changed: shown.records_changed,
            conflicts_new: shown.conflicts_new,
        })
    }
}
