//! The list behind a cell, as a question that the book can answer again.

use serde::{Deserialize, Serialize};

use super::id::Counting;
use crate::domain::{Level, ModelKind, Movement, Period, RecordId, RegistrationType};

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Behind {
    /// Models that answer to conditions.
    Models(Box<Counted>),
    /// These records: awards, forums, opinions, published figures; few.
    Records(Vec<RecordId>),
}

/// Which models count. Level, type, period and stage must hold together in one
/// registration of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub place: Place,
    /// Registrations that lie wholly in this period.
    pub period: Period,
    pub movements: Movements,
    pub counting: Counting,
    pub level: Option<Level>,
    pub kind: Option<ModelKind>,
    pub field: Option<FieldIs>,
    pub sort: Option<RegistrationType>,
    pub stage: Stage,
}

/// The units whose models count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The whole book.
    Everywhere,
    /// These units and all below them.
    Within(Vec<RecordId>),
    /// Just these units, nothing below them.
    Only(Vec<RecordId>),
    /// Models without a unit.
    Nowhere,
}

/// Which movements count. Other movements never enter the totals of
/// “Dân vận khéo” (DOMAIN Part 6, case 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Movements {
    /// “Dân vận khéo”, and models that name no movement.
    DanVanKheo,
    These(Vec<RecordId>),
    All,
}

impl Movements {
    /// Whether what belongs to `movement`, or names none, counts.
    pub fn take(&self, movement: Option<RecordId>) -> bool {
        let dan_van_kheo = Movement::identity(Movement::DAN_VAN_KHEO);
        let movement = movement.unwrap_or(dan_van_kheo);
        match self {
            Self::DanVanKheo => movement == dan_van_kheo,
            Self::These(these) => these.contains(&movement),
            Self::All => true,
        }
    }
}

/// The field of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldIs {
    /// Code of one of the four, or the list's own word.
    Named(String),
    Unknown,
}

/// How far a registration must have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    Registered,
    Underway,
    Surveyed,
    Recognized,
    /// *Tiêu biểu*.
    Typical,
    /// Holds an award of the period that was not cancelled.
    Awarded,
}

impl Counted {
    /// All models registered in a period, to be narrowed further.
    pub fn registered(place: Place, period: Period, movements: Movements) -> Self {
        Self {
            place,
            period,
            movements,
            counting: Counting::Models,
            level: None,
            kind: None,
            field: None,
            sort: None,
            stage: Stage::Registered,
        }
    }

    /// The same question, narrowed, as what stands behind a cell.
    pub fn narrowed(&self, narrow: impl FnOnce(&mut Self)) -> Behind {
        let mut counted = self.clone();
        narrow(&mut counted);
        Behind::Models(Box::new(counted))
    }
}
