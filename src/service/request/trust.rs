//! Deciding whose lines are shown.

use serde::{Deserialize, Serialize};

use crate::ledger::DeviceId;

/// A decision about a device, by the officer who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrustRequest {
    /// Shows its lines, those that wait and those to come.
    Approve { device: DeviceId },
    /// Keeps what is shown of it and shows nothing that comes after.
    Revoke { device: DeviceId },
}
