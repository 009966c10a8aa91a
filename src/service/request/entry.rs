//! What can be asked about one record of a register that people write by hand:
//! an award, a forum, an opinion, a document, a label of a period …

use serde::{Deserialize, Serialize};

use super::{FieldWrite, RecordWrite};
use crate::domain::{RecordId, RecordKind};

/// What can be asked of such a record. Each is answered with the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EntryRequest {
    /// Refused where the same record stands already.
    Add(NewEntry),
    /// Fields over the values that their author saw: what somebody else wrote
    /// meanwhile stays beside them.
    Correct(CorrectedEntry),
    /// Takes the record out of the book; undo brings it back.
    TakeOut { record: RecordId },
}

/// A record that is not there yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    pub kind: RecordKind,
    pub fields: Vec<FieldWrite>,
    /// The draft that it was typed in; dropped in the same transaction.
    pub draft: Option<String>,
}

/// A record as it is corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrectedEntry {
    pub write: RecordWrite,
    /// The draft that it was typed in; dropped in the same transaction.
    pub draft: Option<String>,
}
