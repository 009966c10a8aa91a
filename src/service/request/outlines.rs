//! Outlines that the book holds.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;
use crate::service::views::{ChangeView, OutlineView};

/// What can be asked about outlines.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum OutlineRequest {
    /// Every version of every outline; the newest of each first.
    List,
    /// One version with its tables.
    Open(RecordId),
    /// Keeps a version; one that is there already is not doubled.
    Import(NewOutline),
}

/// One version of an outline, read and found sound by whoever brings it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOutline {
    pub title: String,
    /// The same for every version of the outline.
    pub form_id: String,
    pub version: String,
    pub languages: Vec<String>,
    /// The tables of its workbook, as JSON.
    pub form: String,
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum OutlineReply {
    List(Vec<OutlineView>),
    Opened { outline: OutlineView, form: String },
    Imported(ChangeView),
}
