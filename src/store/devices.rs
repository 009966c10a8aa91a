//! The installations whose lines this store holds.

use redb::{ReadableTable, WriteTransaction};
use serde::{Deserialize, Serialize};

use super::fault::StoreFault;
use super::open::Store;
use super::tables::DEVICES;
use crate::ledger::{DeviceId, DevicePublicKey};

/// Whether a device's lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceState {
    Approved,
    Waiting,
    Revoked,
}

/// A device as this store knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    pub key: DevicePublicKey,
    pub state: DeviceState,
    /// Record id of the officer who last wrote there.
    pub officer: Option<String>,
}

impl Store {
    /// Every other device, by id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn devices(&self) -> Result<Vec<(DeviceId, Device)>, StoreFault> {
        let read = self.read()?;
        let table = read.open_table(DEVICES)?;
        let devices = table.iter()?.filter_map(|entry| {
            let (key, bytes) = entry.ok()?;
            let id = DeviceId(key.value().try_into().ok()?);
            Some((id, serde_json::from_slice(bytes.value()).ok()?))
        });
        Ok(devices.collect())
    }

    /// Remembers a device whose lines came in.
    pub(super) fn meet(
        write: &WriteTransaction,
        id: DeviceId,
        key: DevicePublicKey,
        officer: Option<&str>,
    ) -> Result<(), StoreFault> {
        let mut table = write.open_table(DEVICES)?;
        let known: Option<Device> = table
            .get(id.0.as_slice())?
            .and_then(|bytes| serde_json::from_slice(bytes.value()).ok());
        let mut device = known.unwrap_or(Device {
            key,
            state: DeviceState::Approved,
            officer: None,
        });
        if let Some(officer) = officer {
            device.officer = Some(officer.to_owned());
        }
        let bytes =
            serde_json::to_vec(&device).map_err(|fault| StoreFault::Io(fault.to_string()))?;
        table.insert(id.0.as_slice(), bytes.as_slice())?;
        Ok(())
    }
}
