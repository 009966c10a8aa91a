//! Why a survey does not do what was asked.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;
use crate::domain::survey::{ConclusionGuard, RecommendationGuard};

/// A rule of surveys that stands in the way. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SurveyRefusal {
    /// The minutes are signed; a correction is a *phụ lục*.
    Frozen {
        visit: String,
    },
    /// A *phụ lục* corrects signed minutes; these are not signed yet.
    NotSigned {
        visit: String,
    },
    /// The minutes are signed already.
    AlreadySigned {
        visit: String,
    },
    /// Where two values stand, nobody knows what would be signed.
    Unsettled {
        visit: String,
        fields: usize,
    },
    /// Minutes need a head of the delegation who signs them.
    NoLead {
        visit: String,
    },
    /// This round has a visit to the unit on that day already.
    VisitThere {
        id: RecordId,
        visit: String,
    },
    /// The unit was not visited before.
    NoEarlierVisit,
    /// The visit did not see the model.
    NotSeen {
        model: String,
    },
    /// The field follows from a step with its guards.
    OnlyByItsStep {
        field: String,
    },
    Recommendation(RecommendationGuard),
    Conclusion(ConclusionGuard),
}
