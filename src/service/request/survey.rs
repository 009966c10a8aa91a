//! What can be asked about rounds, visits, findings and *kiến nghị*.
//!
//! Everything that is filled in on a visit is a field of its record and is
//! written by [`super::Request::Write`], one field an answer.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::domain::survey::{
    Direction, FindingDegree, PartyRole, RecommendationStatus, RecommendationStep,
};
use crate::domain::{RecordId, Status};
use crate::report::minutes::Minutes;
use crate::service::views::{
    ChangeView, DeadlinesView, ItineraryView, RecommendationDetail, RecommendationPage, RoundView,
    VisitLine, VisitView,
};

/// What can be asked of surveys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SurveyRequest {
    MakeRound(NewRound),
    /// Every round, latest first.
    Rounds,
    /// What is seen and what is left of a round, per commune, on `today`.
    Itinerary {
        round: RecordId,
        today: Date,
    },
    OpenVisit(NewVisit),
    /// Visits that fit, latest first.
    Visits(VisitFilter),
    /// One visit with everything about it, as it stands on `today`.
    Visit {
        visit: RecordId,
        today: Date,
    },
    /// What its minutes say, but the words of the outline.
    Minutes {
        visit: RecordId,
        today: Date,
    },
    /// Takes answers over from the last visit to the unit.
    CopyLast {
        visit: RecordId,
        what: CopyWhat,
    },
    AddFinding(NewFinding),
    AddRecommendation(NewRecommendation),
    /// *Kiến nghị* that fit, the most pressing first.
    Recommendations(RecommendationFilter),
    /// One *kiến nghị* with everything about it, as it stands on `today`.
    Recommendation {
        id: RecordId,
        today: Date,
    },
    /// How many are overdue or due within a week.
    Deadlines {
        today: Date,
    },
    /// Moves a *kiến nghị* on; guarded (DOMAIN 2.3).
    StepRecommendation(RecommendationMove),
    AddFollowUp(NewFollowUp),
    /// Says what the visit concludes about a registration, and moves it.
    Conclude(NewConclusion),
    /// The minutes were signed: the visit is frozen from now on.
    Sign {
        visit: RecordId,
        at: Timestamp,
    },
    AddAddendum(NewAddendum),
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SurveyReply {
    /// A committed change.
    Changed(ChangeView),
    Rounds(Vec<RoundView>),
    Itinerary(Box<ItineraryView>),
    Visits(Vec<VisitLine>),
    Visit(Box<VisitView>),
    Minutes(Box<Minutes>),
    Recommendations(RecommendationPage),
    Recommendation(Box<RecommendationDetail>),
    Deadlines(DeadlinesView),
}

/// The officer's deed, for undo to name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SurveyDeed {
    MakeRound { name: String },
    OpenVisit { name: String },
    Fill { name: String },
    CopyLast { name: String },
    AddFinding { name: String },
    AddRecommendation { name: String },
    StepRecommendation { name: String },
    AddFollowUp { name: String },
    Conclude { name: String },
    Sign { name: String },
    AddAddendum { name: String },
}

/// A person who comes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewParty {
    pub name: String,
    pub title: Option<String>,
    pub role: PartyRole,
}

/// *Đợt khảo sát*: the plan behind visits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRound {
    pub name: String,
    pub plan_no: Option<String>,
    pub plan_date: Option<Date>,
    pub notice_no: Option<String>,
    pub notice_date: Option<Date>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Id of the outline's record.
    pub outline: Option<String>,
    pub delegation: Vec<NewParty>,
    pub units: Vec<RecordId>,
    pub models: Vec<RecordId>,
}

/// A visit to a unit. What the round knows comes along: delegation, basis,
/// outline and the models of that unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVisit {
    pub round: Option<RecordId>,
    pub unit: RecordId,
    pub date: Date,
    pub start: Option<Time>,
    pub place: Option<String>,
    /// Models to look at; when empty, those of the round in this unit.
    pub models: Vec<RecordId>,
}

/// Every condition must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFilter {
    pub round: Option<RecordId>,
    /// The unit and everything below it.
    pub unit: Option<RecordId>,
    pub model: Option<RecordId>,
}

/// Which answers are taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyWhat {
    /// This one, whatever stands here now.
    One { path: String },
    /// All that are not answered here.
    Unanswered,
}

/// *Tồn tại*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFinding {
    pub visit: RecordId,
    /// The model; the unit itself when `None`.
    pub model: Option<RecordId>,
    pub text: String,
    pub degree: FindingDegree,
    pub objective_cause: Option<String>,
    pub subjective_cause: Option<String>,
    pub responsible: Option<String>,
}

/// *Kiến nghị*; its number is the next of the visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRecommendation {
    pub visit: RecordId,
    pub finding: Option<RecordId>,
    pub model: Option<RecordId>,
    pub direction: Direction,
    /// Who must act; the visited unit when `None`.
    pub to: Option<String>,
    pub text: String,
    pub due: Option<Date>,
    pub product: Option<String>,
}

/// How pressing *kiến nghị* are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecommendationScope {
    /// Nobody has closed them.
    #[default]
    Open,
    Overdue,
    /// Due on the day or within the next seven.
    Week,
    All,
}

/// Which *kiến nghị*, as they stand on `today`. Every condition must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationFilter {
    pub today: Date,
    pub round: Option<RecordId>,
    /// The unit and everything below it.
    pub unit: Option<RecordId>,
    pub direction: Option<Direction>,
    pub status: Option<RecommendationStatus>,
    pub scope: RecommendationScope,
    /// Words that must all begin a word of its number, place, model, text or
    /// addressee; diacritics do not matter. Blank for every one.
    pub search: String,
    pub offset: usize,
    pub limit: usize,
}

impl RecommendationFilter {
    /// All of them.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            round: None,
            unit: None,
            direction: None,
            status: None,
            scope: RecommendationScope::All,
            search: String::new(),
            offset: 0,
            limit: usize::MAX,
        }
    }
}

/// A step of a *kiến nghị*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationMove {
    pub recommendation: RecordId,
    pub to: RecommendationStep,
    pub reason: Option<String>,
    /// The later visit that saw it.
    pub at_visit: Option<RecordId>,
}

/// *Khắc phục*: what was done, and the step that it makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFollowUp {
    pub recommendation: RecordId,
    pub date: Date,
    pub text: String,
    pub by: Option<String>,
    /// The step that goes with it, if any.
    pub step: Option<RecommendationStep>,
}

/// What a visit concludes about one registration of a model that it saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewConclusion {
    pub visit: RecordId,
    pub registration: RecordId,
    pub to: Status,
    pub reason: Option<String>,
    /// By when papers must be supplemented.
    pub due: Option<Date>,
}

/// *Phụ lục* of signed minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAddendum {
    pub visit: RecordId,
    pub date: Date,
    pub reason: Option<String>,
    pub text: String,
}
