//! What a survey shows.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FieldView, HistoryLine, UnitName};
use crate::domain::survey::{
    Addendum, Direction, Earlier, Finding, RecommendationGuard, RecommendationStatus,
    RecommendationStep, Round, Visit,
};
use crate::domain::{Level, Period, RecordId, Status};

/// *Đợt khảo sát*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    pub id: RecordId,
    pub round: Round,
    /// Visits opened from it.
    pub visits: usize,
    /// How many of its models a visit has seen.
    pub seen: usize,
}

/// What is seen and what is left of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItineraryView {
    pub round: RoundView,
    /// In official order of units.
    pub stops: Vec<Stop>,
}

/// One commune of an itinerary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    pub unit: UnitName,
    pub visits: Vec<VisitLine>,
    pub models: Vec<ModelStop>,
    /// *Kiến nghị* to this unit that are not closed, latest visit first.
    pub open_recommendations: Vec<RecommendationView>,
}

/// A model of an itinerary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelStop {
    pub id: RecordId,
    pub name: String,
    pub owner: Option<String>,
    /// The visit of this round that saw it; `None` is still left to see.
    pub seen: Option<RecordId>,
}

/// Whether minutes were signed, and whether they still say what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SealView {
    /// *Dự thảo*.
    Draft,
    Signed {
        at: Timestamp,
        by: String,
        seal: String,
    },
    /// Something that was written elsewhere before the signing arrived after it.
    Altered {
        at: Timestamp,
        by: String,
        /// What was signed.
        seal: String,
        /// What stands there now.
        now: String,
    },
}

impl SealView {
    /// The hash that the minutes were signed with.
    pub fn seal(&self) -> Option<&str> {
        match self {
            Self::Draft => None,
            Self::Signed { seal, .. } | Self::Altered { seal, .. } => Some(seal),
        }
    }
}

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitLine {
    pub id: RecordId,
    pub title: String,
    pub round: Option<RecordId>,
    pub round_name: Option<String>,
    pub unit: Option<UnitName>,
    pub date: Option<Date>,
    /// Models it saw, by the name of the day.
    pub models: Vec<(RecordId, String)>,
    pub conclusions: Vec<ConclusionView>,
    pub findings: usize,
    pub recommendations: usize,
    pub signed: bool,
    /// Fields of it where people must choose.
    pub conflicts: u32,
}

/// One visit with everything about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitView {
    pub line: VisitLine,
    pub visit: Visit,
    /// Name of the visited unit with its type: *xã Hòn Nghệ*.
    pub unit_full_name: Option<String>,
    /// Every field with its live values: what a write must name as seen.
    pub fields: Vec<FieldView>,
    pub findings: Vec<FindingView>,
    /// By number.
    pub recommendations: Vec<RecommendationView>,
    /// *Kiến nghị* of earlier visits to this unit that were open when this
    /// visit began, or that it judged (DOMAIN 2.2, F26).
    pub earlier: Vec<EarlierView>,
    /// The visit to this unit before this one.
    pub last: Option<VisitLine>,
    pub addenda: Vec<(RecordId, Addendum)>,
    pub seal: SealView,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    pub id: RecordId,
    pub finding: Finding,
    /// Name of the model; `None` where the finding is about the unit.
    pub model: Option<String>,
}

/// *Kiến nghị* as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationView {
    pub id: RecordId,
    /// `KN02`, unique within its visit.
    pub number: String,
    pub visit: Option<RecordId>,
    pub visit_date: Option<Date>,
    pub round: Option<RecordId>,
    pub unit: Option<UnitName>,
    pub direction: Direction,
    pub to: Option<String>,
    pub model_id: Option<RecordId>,
    pub model: Option<String>,
    pub finding: Option<RecordId>,
    pub text: String,
    pub due: Option<Date>,
    pub product: Option<String>,
    pub step: RecommendationStep,
    /// With *Quá hạn*, which follows from the day.
    pub status: RecommendationStatus,
    pub reason: Option<String>,
    pub confirmed_at: Option<RecordId>,
    /// Earliest first.
    pub follow_ups: Vec<FollowUpView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpView {
    pub id: RecordId,
    pub date: Option<Date>,
    pub text: String,
    pub by: Option<String>,
}

/// An earlier *kiến nghị*, and what this visit says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierView {
    pub recommendation: RecommendationView,
    pub judged: Option<Earlier>,
}

/// What a visit concluded about a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionView {
    pub registration: RecordId,
    pub model: Option<RecordId>,
    pub level: Option<Level>,
    pub period: Option<Period>,
    pub status: Status,
    pub reason: Option<String>,
    pub due: Option<Date>,
}

/// One *kiến nghị* with everything about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecommendationDetail {
    pub recommendation: RecommendationView,
    /// The visit that asked.
    pub visit: Option<VisitLine>,
    pub finding: Option<FindingView>,
    /// The later visit that confirmed it.
    pub confirmed_at: Option<VisitLine>,
    /// The steps that may follow, each with why this officer may not take it.
    pub steps: Vec<StepView>,
    /// Newest first, with that of its follow-ups.
    pub history: Vec<HistoryLine>,
}

/// A step that may follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub to: RecommendationStep,
    /// A later visit that saw it, where that is what allows the step.
    pub at_visit: Option<VisitLine>,
    /// What stands in the way.
    pub guard: Option<RecommendationGuard>,
}

/// How many *kiến nghị* there are of each [scope](super::super::request::RecommendationScope).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeCounts {
    pub open: usize,
    pub overdue: usize,
    pub within_week: usize,
    pub all: usize,
}

/// A page of *kiến nghị*.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationPage {
    /// Those that fit in everything but the scope.
    pub counts: ScopeCounts,
    /// Those that fit.
    pub matching: usize,
    pub offset: usize,
    pub lines: Vec<RecommendationView>,
}

/// What is pressing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlinesView {
    pub overdue: usize,
    /// Due today or within the next seven days.
    pub within_week: usize,
}
