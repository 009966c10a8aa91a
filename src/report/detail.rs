//! One registration with all that a list of models and a list of decisions
//! print of it. Read for those reports alone.

use crate::domain::{Decision, Level, ModelKind, Period, RecordId, Status};

/// A registration in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    pub model: RecordId,
    pub registration: RecordId,
    pub name: String,
    pub owner: Option<String>,
    pub unit: Option<RecordId>,
    /// *Ấp, khu phố*.
    pub hamlet: Option<String>,
    pub kind: Option<ModelKind>,
    pub field: Option<String>,
    pub level: Level,
    pub period: Period,
    pub status: Status,
    pub typical: bool,
    pub decision: Decision,
    pub certificate: Option<String>,
}
