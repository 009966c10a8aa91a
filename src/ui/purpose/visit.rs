//! What layers are for in the work on a visit: findings, *kiến nghị*,
//! conclusions, minutes.

use crate::domain::{RecordId, Status};
use crate::service::views::VisitView;
use crate::ui::screens::detail::RegistrationChoice;

use super::Subject;

/// What the answer of a layer sets off, where it is about a visit.
#[derive(Debug, Clone, PartialEq)]
pub enum VisitPurpose {
    /// Which finding: a new one, or one to correct.
    ChooseFinding(Box<VisitView>),
    /// A new finding of this visit.
    Finding(RecordId),
    /// Which finding a new *kiến nghị* is about, if any.
    ChooseSource(Box<VisitView>),
    Recommendation(RecommendationSource),
    /// A finding or a *kiến nghị*, as it is corrected.
    Correct(Subject),
    /// The minutes are read.
    Minutes(RecordId),
    /// Yes signs the minutes of this visit.
    Sign(RecordId),
    /// A *phụ lục* of this visit.
    Addendum(RecordId),
    /// Which of the models that this visit saw is concluded about; then which
    /// registration, which conclusion, and what goes with it.
    ConcludeModel(Box<VisitView>),
    ConcludeRegistration(Vec<ToConclude>),
    Conclusion(ToConclude),
    ConclusionWords(ToConclude, Status),
}

/// A registration that a visit is to conclude about.
#[derive(Debug, Clone, PartialEq)]
pub struct ToConclude {
    pub visit: RecordId,
    /// Name of its model.
    pub model: String,
    pub registration: RegistrationChoice,
}

/// What a new *kiến nghị* follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecommendationSource {
    pub visit: RecordId,
    pub finding: Option<RecordId>,
    /// The model of that finding.
    pub model: Option<RecordId>,
}

/// What the answer of the book is for, where it opens a layer about a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitErrand {
    Finding,
    Recommendation,
    /// For a new finding whose draft was chosen.
    NewFinding,
    /// For a new *kiến nghị* whose draft was chosen.
    NewRecommendation {
        finding: Option<RecordId>,
    },
    Conclude,
    /// The registrations of a model, for this visit to conclude about.
    ConcludeModel {
        visit: RecordId,
    },
    /// A finding or a *kiến nghị*, to correct it.
    Correct,
}
