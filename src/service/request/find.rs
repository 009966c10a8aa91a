//! What can be asked of all records beside the models: awards, opinions,
//! documents, *kiến nghị*, minutes, registrations …

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Course, Period, RecordId, RecordKind, RecordStatus, Status, Word};
use crate::i18n::Lang;
use crate::report::table::Words;
use crate::service::views::UnitName;

/// Which records, which part of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindQuery {
    /// Words as typed, with or without diacritics.
    pub search: String,
    pub filter: FindFilter,
    #[serde(default)]
    pub breadth: Breadth,
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
            breadth: Breadth::Everything,
            today,
            offset: 0,
            limit: 0,
        }
    }
}

/// What is looked through. There are as many registrations as models, and a
/// search for models by their names finds those.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Breadth {
    #[default]
    Everything,
    ButRegistrations,
    /// As little as can be for the kind that the filter names; others may or may
    /// not be counted.
    ItsKind,
}

/// Every condition must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FindFilter {
    pub kind: Option<RecordKind>,
    /// The unit and everything below it.
    pub unit: Option<RecordId>,
    /// What lies wholly in this period.
    pub period: Option<Period>,
    pub status: Option<FoundStatus>,
}

/// How a record stands: as a day shows it, or, of a registration, the status
/// that it was brought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FoundStatus {
    OnDay(RecordStatus),
    Step(Status),
}

impl FoundStatus {
    /// How a record of this kind and course stands on `today`, as plainly as it
    /// says.
    pub fn of(kind: RecordKind, course: Course, today: Date) -> Option<Self> {
        let is_near = kind == RecordKind::Deadline && course.is_near(today);
        let near = is_near.then_some(Self::OnDay(RecordStatus::Near));
        let step = course.step().map(Self::Step);
        step.or(near).or_else(|| course.on(today).map(Self::OnDay))
    }

    /// Whether a record of this kind and course stands so on `today`.
    pub fn fits(self, kind: RecordKind, course: Course, today: Date) -> bool {
        match self {
            Self::OnDay(RecordStatus::Near) => Self::of(kind, course, today) == Some(self),
            Self::OnDay(status) => course.on(today) == Some(status),
            Self::Step(step) => course.step() == Some(step),
        }
    }

    /// The statuses that records of this kind can have; none for most kinds.
    pub fn of_kind(kind: RecordKind) -> Vec<Self> {
        match kind {
            RecordKind::Registration => Status::ALL.iter().copied().map(Self::Step).collect(),
            _ => {
                let on_day = RecordStatus::of_kind(kind).iter().copied();
                on_day.map(Self::OnDay).collect()
            }
        }
    }

    /// Whether a record of this kind can stand so.
    pub fn is_of(self, kind: RecordKind) -> bool {
        match self {
            Self::OnDay(RecordStatus::Open | RecordStatus::Valid | RecordStatus::Void)
                if kind == RecordKind::Registration =>
            {
                true
            }
            _ => Self::of_kind(kind).contains(&self),
        }
    }

    /// The status that `typed` names, in either list.
    pub fn parse(typed: &str) -> Option<Self> {
        let on_day = RecordStatus::parse(typed).map(Self::OnDay);
        on_day.or_else(|| Status::parse(typed).map(Self::Step))
    }

    /// What it is called of a record of this kind; of any kind, without one.
    pub fn label(self, kind: Option<RecordKind>, lang: Lang) -> &'static str {
        let (vi, en) = self.words(kind);
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// The same in both languages: Vietnamese, English.
    pub fn words(self, kind: Option<RecordKind>) -> (&'static str, &'static str) {
        match (self, kind) {
            (Self::OnDay(status), Some(kind)) => status.said_of(kind),
            (Self::OnDay(status), None) => (status.vi(), status.en()),
            (Self::Step(step), _) => (step.vi(), step.en()),
        }
    }

    /// Whether somebody is still waited for by a day.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::OnDay(status) if status.is_awaited())
    }
}

/// The kinds that are found so, in the order in which people are shown them.
/// Models have a list and a search of their own.
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
    RecordKind::Period,
    RecordKind::Visit,
    RecordKind::Finding,
    RecordKind::Recommendation,
    RecordKind::FollowUp,
    RecordKind::Addendum,
    RecordKind::Round,
    RecordKind::Note,
    RecordKind::Attachment,
    RecordKind::Registration,
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
    /// Whether all of them were looked through, or they are being read.
    pub reach: Reach,
}

/// How much of the book an answer speaks of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    #[default]
    Whole,
    /// Nothing yet: it is being read, and [`Prepared`](crate::service::Push)
    /// tells when it is there.
    Unread,
}

/// One record in a list of different kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    pub id: RecordId,
    /// What it is part of: the model of a registration, the record that a note
    /// is about.
    pub part_of: Option<RecordId>,
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
    pub status: Option<FoundStatus>,
}

impl FoundLine {
    /// The record on whose page it is looked at, and what of that page it is:
    /// a registration stands on its model's.
    pub fn page(&self) -> (RecordId, Option<RecordId>) {
        match self.part_of {
            Some(model) if self.id.kind == RecordKind::Registration => (model, Some(self.id)),
            _ => (self.id, None),
        }
    }
}
