//! Attachments as they are shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{FileHash, RecordId};
use crate::ledger::{BookId, DeviceId};

/// A photograph or document that belongs to a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    pub id: RecordId,
    pub record: Option<RecordId>,
    /// Name of the record that it belongs to.
    pub about: String,
    pub name: String,
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    pub file: FileHash,
    /// Who attached it, where and when.
    pub by: String,
    pub device: DeviceId,
    pub at: Timestamp,
    pub presence: Presence,
}

/// Whether the content of an attachment is here. It travels after its record,
/// or not at all with a bundle made without files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    Here,
    /// It is still on the device that attached it.
    Elsewhere,
}

/// A content that attachments of this book have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    pub file: FileHash,
    /// Length in bytes, as the attachment tells it.
    pub bytes: u64,
    pub presence: Presence,
    /// Places of the lines that told of it: book, device, position.
    pub told: Vec<(BookId, DeviceId, u64)>,
}
