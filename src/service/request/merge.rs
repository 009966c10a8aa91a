//! What can be asked about models that may be one and the same.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;
use crate::service::views::ChangeView;

/// What can be asked of models that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeRequest {
    /// The models that look like this one and lie near it.
    Alike { model: RecordId },
    /// What merging would bring together, and where the two differ.
    Plan { kept: RecordId, merged: RecordId },
    /// From now on `kept` stands for `merged`: registrations, notes, visits,
    /// awards and history of both are its own. Of fields where the two differ
    /// it takes over those named in `take`; what it lacks it takes anyway.
    Merge {
        kept: RecordId,
        merged: RecordId,
        take: Vec<String>,
    },
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MergeReply {
    Alike(Vec<AlikeView>),
    Plan(MergePlanView),
    /// A committed change of the model that is kept.
    Merged(ChangeView),
}

/// A model that may be the same one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeView {
    pub id: RecordId,
    pub name: String,
    pub owner: Option<String>,
    pub unit: Option<String>,
    pub registrations: usize,
    pub notes: u32,
}

/// What merging two models would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePlanView {
    pub kept: AlikeView,
    pub merged: AlikeView,
    /// Fields that both have, each with another value.
    pub differing: Vec<DifferingField>,
}

/// A field with the words of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferingField {
    pub field: String,
    pub kept: String,
    pub merged: String,
}
