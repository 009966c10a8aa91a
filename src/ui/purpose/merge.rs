//! What layers are for in merging two models that are one.

use crate::domain::RecordId;
use crate::service::request::merge::{AlikeView, DifferingField, MergePlanView};

use super::Subject;

/// What the answer of a layer sets off.
#[derive(Debug, Clone, PartialEq)]
pub enum MergePurpose {
    /// Which of these is the same as the model at hand.
    Choose(Subject, Vec<AlikeView>),
    /// Which of two that were marked stays.
    Stays([Subject; 2]),
    /// Whose value a field keeps where the two differ.
    Field(MergeInHand, DifferingField),
    /// Yes merges them.
    Confirm(MergeInHand),
}

/// Two models on their way to becoming one.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeInHand {
    pub plan: MergePlanView,
    /// Fields that are still to be decided, the next one last.
    pub waiting: Vec<DifferingField>,
    /// Fields whose value comes from the merged one.
    pub take: Vec<String>,
}

/// What the answer of the book is for.
#[derive(Debug, Clone, PartialEq)]
pub enum MergeErrand {
    Alike(Subject),
    Plan,
}

impl MergeInHand {
    pub fn new(plan: MergePlanView) -> Self {
        let waiting = plan.differing.iter().rev().cloned().collect();
        Self {
            plan,
            waiting,
            take: Vec::new(),
        }
    }

    pub fn kept(&self) -> RecordId {
        self.plan.kept.id
    }
}
