//! What layers are for in following *kiến nghị* up.

use crate::domain::RecordId;
use crate::domain::survey::RecommendationStep;
use crate::service::views::{RecommendationView, StepView};

/// One *kiến nghị*, with the number that people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedSubject {
    pub id: RecordId,
    pub number: String,
}

impl AskedSubject {
    pub fn of(view: &RecommendationView) -> Self {
        Self {
            id: view.id,
            number: view.number.clone(),
        }
    }
}

/// What the answer of a layer sets off, where it is about a *kiến nghị*.
#[derive(Debug, Clone, PartialEq)]
pub enum AskedPurpose {
    /// Which of these steps it takes.
    Step(AskedSubject, Vec<StepView>),
    /// Why it is no longer applicable, or whatever else the step needs said.
    Reason(AskedSubject, RecommendationStep),
    FollowUp(AskedSubject),
    /// The unit that the room is held to.
    Unit,
}

/// What the answer of the book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedErrand {
    /// The page beginning at `offset` of the list asked for as `list`.
    Page { list: u64, offset: usize },
    /// Everything about one, to look at.
    Detail(RecordId),
    /// How many are pressing today.
    Pressing,
    /// Everything about one, for its next step.
    Step,
    /// The same, for what was done about it: its draft was chosen.
    FollowUp,
    /// The units, for the name of the one that the room is held to.
    UnitName,
}
