//! Many registrations moved on by one decision.

use serde::{Deserialize, Serialize};

use crate::domain::{Decision, Level, Period, RecordId, Status};

/// The registrations of these models at a level for a period take the same
/// step with one decision: all of them or none, as one deed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdvanceAll {
    /// In the order in which certificates are numbered.
    pub models: Vec<RecordId>,
    pub level: Level,
    pub period: Period,
    pub to: Status,
    pub decision: Decision,
    /// Number of the first certificate; the others run on from it.
    pub first_certificate: Option<String>,
}
