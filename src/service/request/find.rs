//! What can be asked of all records beside the models: awards, opinions,
//! documents, *kiến nghị*, minutes …

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Period, RecordId, RecordKind, RecordStatus};
use crate::report::table::Words;
use crate::service::views::UnitName;

/// Which records, which part of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindQuery {
    /// Words as typed, with or without diacritics.
    pub search: String,
    pub filter: FindFilter,
    /// The day on which something is late or in force.
    pub today: Date,
    pub offset: usize,
    pub limit: usize,
}

impl FindQuery {
    /// All records as they stand on `today`, none of them shown.
    pub fn on(today: Date) -> Self {
        Self {
            search: String::new(),
            filter: FindFilter::default(),
            today,
            offset: 0,
            limit: 0,
        }
    }
}

/// Every condition must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FindFilter {
    pub kind: Option<RecordKind>,
    /// The unit and everything below it.
    pub unit: Option<RecordId>,
    /// What lies wholly in this period.
    pub period: Option<Period>,
    pub status: Option<RecordStatus>,
}

/// The kinds that are found so, in the order in which people are shown them.
/// Models have a list and a search of their own; registrations are part of
/// their models.
pub const FOUND: &[RecordKind] = &[
    RecordKind::Award,
    RecordKind::AreaTitle,
    RecordKind::Movement,
    RecordKind::Forum,
    RecordKind::Opinion,
    RecordKind::Deadline,
    RecordKind::Document,
    RecordKind::Figure,
    RecordKind::Contribution,
    RecordKind::Visit,
    RecordKind::Finding,
    RecordKind::Recommendation,
    RecordKind::FollowUp,
    RecordKind::Addendum,
    RecordKind::Round,
    RecordKind::Note,
    RecordKind::Attachment,
];

/// A page of records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPage {
    /// All records of these kinds.
    pub total: usize,
    /// Those that fit.
    pub matching: usize,
    /// How many would fit of each kind, if the filter named none; in the order
    /// of [`FOUND`], none without any.
    pub kinds: Vec<(RecordKind, usize)>,
    pub offset: usize,
    pub lines: Vec<FoundLine>,
}

/// One record in a list of different kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    pub id: RecordId,
    pub title: String,
    /// Grapheme positions in `title` that the search matched.
    pub matched: Vec<usize>,
    /// What else tells it from others: who gave an award, the number of a paper.
    pub about: Words,
    pub unit: Option<UnitName>,
    /// The period it was made for, where it names one.
    pub period: Option<Period>,
    /// The day it is of.
    pub day: Option<Date>,
    /// The day by which somebody is waited for.
    pub due: Option<Date>,
    pub status: Option<RecordStatus>,
}
