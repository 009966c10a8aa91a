//! A model as lists, filters and figures need it: one line, with all its
//! registrations.

use serde::{Deserialize, Serialize};

use super::identity::RecordId;
use super::period::Period;
use super::records::Model;
use super::vocabulary::{Level, RegistrationType, Status};

/// A model that was not taken out, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSummary {
    pub model: Model,
    /// By level, then period.
    pub registrations: Vec<RegistrationSummary>,
    /// Notes about it that were not taken out.
    pub notes: u32,
    /// Fields of it, its registrations and its notes where people must choose.
    pub conflicts: u32,
    /// Last change of it or its registrations, milliseconds of Unix time.
    pub changed: i64,
}

/// A registration as figures need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationSummary {
    pub id: RecordId,
    pub level: Level,
    pub period: Period,
    pub kind: Option<RegistrationType>,
    pub status: Status,
    pub typical: bool,
}
