//! Outlines as they are shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::RecordId;

/// One version of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineView {
    pub id: RecordId,
    pub title: String,
    /// The same for every version of the outline.
    pub form_id: String,
    pub version: String,
    pub languages: String,
    pub imported: Option<Timestamp>,
}
