//! Many registrations that take a step by one decision.

use crate::domain::{Level, Period, RecordId};

/// The marked models, and what the list was held to when the form opened: it
/// shows these before anything is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedAndHeld {
    /// In the order in which certificates are numbered.
    pub models: Vec<RecordId>,
    pub level: Option<Level>,
    pub period: Option<Period>,
}
