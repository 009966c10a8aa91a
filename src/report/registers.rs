//! The registers beside the models that a report is counted from.

use super::select::Awarded;
use crate::domain::survey::{Finding, Recommendation, Visit};
use crate::domain::{
    AreaTitle, Award, Contribution, Forum, MovementRecord, Opinion, Period, PublishedFigure,
    RecordId,
};

/// Records that were not taken out, with their ids; none of the kinds that the
/// report does not look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registers {
    pub awards: Vec<(RecordId, Award)>,
    pub movements: Vec<(RecordId, MovementRecord)>,
    pub titles: Vec<(RecordId, AreaTitle)>,
    pub forums: Vec<(RecordId, Forum)>,
    pub opinions: Vec<(RecordId, Opinion)>,
    pub figures: Vec<(RecordId, PublishedFigure)>,
    pub contributions: Vec<(RecordId, Contribution)>,
    pub visits: Vec<(RecordId, Visit)>,
    pub findings: Vec<(RecordId, Finding)>,
    pub recommendations: Vec<(RecordId, Recommendation)>,
}

impl Registers {
    /// Numbers of the models that hold an award of `period` that was not
    /// cancelled.
    pub fn awarded_models(
        &self,
        period: Period,
        number_of: &dyn Fn(RecordId) -> Option<u32>,
    ) -> Awarded {
        let counts =
            |award: &Award| !award.cancelled && award.period.is_some_and(|of| period.contains(of));
        let awards = self.awards.iter().filter(|(_, award)| counts(award));
        awards
            .filter_map(|(_, award)| number_of(award.model?))
            .collect()
    }
}
