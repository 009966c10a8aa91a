//! What minutes speak of, gathered from the book.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::survey::{Addendum, Direction, Finding, RecommendationStep, Visit};
use crate::domain::{Level, Period, RecordId, Status};
use crate::report::letterhead::Sender;

/// Everything that the minutes of a visit say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Minutes {
    pub sender: Sender,
    /// The visited unit with its type: *xã Hòn Nghệ*.
    pub unit: String,
    pub round: Option<String>,
    pub visit: Visit,
    pub conclusions: Vec<ConcludedModel>,
    /// What the outline asks, about the unit and about each model.
    pub items: Vec<ItemGroup>,
    pub findings: Vec<FoundFault>,
    /// By number.
    pub asked: Vec<Asked>,
    pub earlier: Vec<AskedBefore>,
    pub addenda: Vec<Addendum>,
    pub standing: Standing,
}

/// Whether the minutes are signed, and still say what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// *Dự thảo*.
    Draft,
    Signed {
        at: Timestamp,
        seal: String,
    },
    /// The book says something else now than what was signed.
    Altered {
        at: Timestamp,
        seal: String,
    },
}

/// What was concluded about a model at a level for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcludedModel {
    pub model: String,
    pub level: Option<Level>,
    pub period: Option<Period>,
    pub status: Status,
    pub reason: Option<String>,
    pub due: Option<Date>,
}

/// Items of the outline under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemGroup {
    pub label: String,
    /// The model that they are about; the unit when `None`.
    pub model: Option<RecordId>,
    pub items: Vec<Item>,
}

/// One item and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub label: String,
    /// In words; `None` is *Chưa kiểm tra*.
    pub answer: Option<String>,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFault {
    /// Name of the model; the unit when `None`.
    pub model: Option<String>,
    pub finding: Finding,
}

/// A *kiến nghị* of this visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub number: String,
    pub direction: Direction,
    pub to: Option<String>,
    pub model: Option<String>,
    pub text: String,
    pub due: Option<Date>,
    pub product: Option<String>,
}

/// A *kiến nghị* of an earlier visit, and how this one found it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBefore {
    pub number: String,
    pub visited: Option<Date>,
    pub text: String,
    pub due: Option<Date>,
    pub step: RecommendationStep,
    pub result: Option<String>,
}
