//! The installations whose lines this store holds, and whether they are shown.
//!
//! Approval is this store's own affair: it never travels. A device that nobody
//! here approved is one whose lines wait, whoever carried them: that a
//! colleague is approved says nothing about the lines in a colleague's bundle
//! that another device signed.

use std::collections::BTreeMap;

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};

use super::fault::StoreFault;
use super::open::Store;
use super::tables::DEVICES;
use crate::ledger::op::Envelope;
use crate::ledger::{BookId, DeviceId, DevicePublicKey, OpId, Ranges};

/// Whether a device's lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceState {
    /// This installation, before it took another id.
    Former,
    Approved,
    Waiting,
    Revoked,
}

/// A device as this store knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    pub key: DevicePublicKey,
    /// Record id of the officer who last wrote there.
    pub officer: Option<String>,
    /// What officers here decided about it, the last one last.
    #[serde(default)]
    pub decisions: Vec<Decision>,
}

/// A decision about a device: who took it, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub verdict: Verdict,
    /// Record id of the officer.
    pub by: String,
    /// Milliseconds of Unix time.
    pub at: i64,
}

/// What was decided about a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was this installation until it took another id.
    Former,
    /// All its lines are shown, those that are still to come too.
    Approved,
    /// The lines that were shown then are shown, no others.
    Revoked(Kept),
}

/// The lines that stay when their device is revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub chains: Vec<(BookId, Ranges)>,
    /// Lines beside the chains.
    pub forks: Vec<OpId>,
}

/// Where a line of the log stands: in its device's chain, or beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    Chain,
    Fork,
}

impl Device {
    pub fn state(&self) -> DeviceState {
        match self.decisions.last().map(|decision| &decision.verdict) {
            None => DeviceState::Waiting,
            Some(Verdict::Former) => DeviceState::Former,
            Some(Verdict::Approved) => DeviceState::Approved,
            Some(Verdict::Revoked(_)) => DeviceState::Revoked,
        }
    }
}

/// Whose lines are shown, as it stands within a transaction.
pub struct Trust {
    own: DeviceId,
    devices: BTreeMap<DeviceId, Device>,
}

impl Trust {
    pub fn read(write: &WriteTransaction, own: DeviceId) -> Result<Self, StoreFault> {
        let devices = all_devices(&write.open_table(DEVICES)?)?;
        Ok(Self { own, devices })
    }

    /// Whether it is this installation, or was.
    pub fn is_ours(&self, device: DeviceId) -> bool {
        let is_former = |known: &Device| known.state() == DeviceState::Former;
        device == self.own || self.devices.get(&device).is_some_and(is_former)
    }

    /// Whether every line of a device is shown.
    pub fn shows_all(&self, device: DeviceId) -> bool {
        let state = self.devices.get(&device).map(Device::state);
        let is_trusted = matches!(state, Some(DeviceState::Approved | DeviceState::Former));
        device == self.own || is_trusted
    }

    /// Whether a line is shown.
    pub fn shows(&self, place: &Envelope, id: OpId, branch: Branch) -> bool {
        if self.shows_all(place.dev) {
            return true;
        }
        let decisions = self
            .devices
            .get(&place.dev)
            .map(|device| &device.decisions[..]);
        match decisions.unwrap_or_default().last() {
            Some(Decision {
                verdict: Verdict::Revoked(kept),
                ..
            }) => kept.holds(place, id, branch),
            _ => false,
        }
    }
}

impl Kept {
    fn holds(&self, place: &Envelope, id: OpId, branch: Branch) -> bool {
        let in_chain =
            |(book, ranges): &(BookId, Ranges)| *book == place.book && ranges.contains(place.seq);
        match branch {
            Branch::Chain => self.chains.iter().any(in_chain),
            Branch::Fork => self.forks.contains(&id),
        }
    }
}

impl Store {
    /// Every other device, by id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn devices(&self) -> Result<BTreeMap<DeviceId, Device>, StoreFault> {
        all_devices(&self.read()?.open_table(DEVICES)?)
    }

    /// This installation's ids: the one that it has, and those that it had.
    ///
    /// # Errors
    /// What the disk says.
    pub fn own_devices(&self) -> Result<Vec<DeviceId>, StoreFault> {
        let former = self.devices()?.into_iter();
        let former = former.filter(|(_, device)| device.state() == DeviceState::Former);
        Ok(std::iter::once(self.device())
            .chain(former.map(|(id, _)| id))
            .collect())
    }

    /// Remembers a device whose lines came in.
    pub(super) fn meet(
        write: &WriteTransaction,
        id: DeviceId,
        key: DevicePublicKey,
        officer: Option<&str>,
    ) -> Result<(), StoreFault> {
        let known = all_devices(&write.open_table(DEVICES)?)?.remove(&id);
        let mut device = known.unwrap_or(Device {
            key,
            officer: None,
            decisions: Vec::new(),
        });
        if let Some(officer) = officer {
            device.officer = Some(officer.to_owned());
        }
        put_device(write, id, &device)
    }
}

/// Writes what is known of a device.
pub(super) fn put_device(
    write: &WriteTransaction,
    id: DeviceId,
    device: &Device,
) -> Result<(), StoreFault> {
    let bytes = serde_json::to_vec(device).map_err(|fault| StoreFault::Io(fault.to_string()))?;
    write
        .open_table(DEVICES)?
        .insert(id.0.as_slice(), bytes.as_slice())?;
    Ok(())
}

/// Reads every device of the table.
pub(super) fn all_devices(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
) -> Result<BTreeMap<DeviceId, Device>, StoreFault> {
    let damaged = |why: String| StoreFault::Damaged(format!("devices: {why}"));
    let mut devices = BTreeMap::new();
    for entry in table.iter()? {
        let (key, bytes) = entry?;
        let id = key.value().try_into();
        let id = DeviceId(id.map_err(|_| damaged("an id is cut short".into()))?);
        let device = serde_json::from_slice(bytes.value());
        devices.insert(id, device.map_err(|fault| damaged(fault.to_string()))?);
    }
    Ok(devices)
}
