//! A model as lists, filters and figures need it: one line, with all its
//! registrations.

use serde::{Deserialize, Serialize};

use super::identity::RecordId;
use super::period::Period;
use super::records::Model;
use super::vocabulary::{Level, RegistrationType, Status, words};

/// A model that was not taken out, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSummary {
    pub model: Model,
    /// What it was called before, and what the models are called that were
    /// merged into it: whoever knows an old name finds it.
    pub formerly: Vec<String>,
    /// By level, then period.
    pub registrations: Vec<RegistrationSummary>,
    /// Notes about it that were not taken out.
    pub notes: u32,
    /// Fields of it, its registrations and its notes where people must choose.
    pub conflicts: u32,
    /// Last change of it or its registrations, milliseconds of Unix time.
    pub changed: i64,
}

words! {
    /// How far a model has come, as *Tổng quan* counts it from registration to
    /// recognition.
    pub enum Milestone {
        Registered = "registered", "Đã đăng ký", "registered", [];
        Unsurveyed = "unsurveyed", "Chưa khảo sát", "not surveyed", [];
        Underway = "underway", "Đã thực hiện", "carried out", [];
        Surveyed = "surveyed", "Đã khảo sát", "surveyed", [];
        Recognized = "recognized", "Được công nhận", "recognized", [];
        Typical = "typical", "Tiêu biểu", "typical", [];
    }
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
